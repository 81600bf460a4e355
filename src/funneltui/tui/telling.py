"""What the program says on its status line, and the keys it names there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from time import monotonic

from textual import events
from textual.binding import Binding
from textual.dom import DOMNode

from funneltui.domain.text import cells, safe
from funneltui.errors import FunnelError
from funneltui.i18n import sentence, translate_plural
from funneltui.paths import config_path
from funneltui.tui.actions import commands
from funneltui.tui.desk.host import ascii_only
from funneltui.tui.looks.keys import shown
from funneltui.tui.navigation import Places
from funneltui.tui.widgets.bottom_bar import BottomBar

__all__ = ["Telling"]

_STATUS_SECONDS = 20
"""What went well has been read by then; the hints get the room of its sentence back."""


class Telling(Places):
    """An app with a status line, on which keys have the names a person chose."""

    status = ""
    """What the status line says. Display-safe."""
    status_is_problem = False
    _said_at = 0.0
    _chosen_keys: Mapping[str, str] = {}

    # -- The status -------------------------------------------------------------------------------

    def say(self, text: str, *, problem: bool = False) -> None:
        """Put a sentence on the status line. Any text may be given: it is made safe here."""
        self.status, self.status_is_problem = safe(text), problem
        self._said_at = monotonic()
        for bar in self._bottom_bars():
            bar.tell()

    def say_slips(self, slips: Sequence[FunnelError]) -> None:
        """The first thing that is wrong with the settings, and that there is more."""
        if slips:
            more = len(slips) - 1
            words = translate_plural(" And one more.", " And {count} more.", more) if more else ""
            self.say(sentence(slips[0]) + words, problem=True)

    def fade(self) -> None:
        """Say no more what went well, once it has been there long enough."""
        if self.status and not self.status_is_problem and monotonic() - self._said_at >= _STATUS_SECONDS:
            self.say("")

    def _bottom_bars(self) -> Iterator[BottomBar]:
        for screen in self.screen_stack:
            for widget in screen.children:  # a query would walk through every widget, at every change
                if isinstance(widget, BottomBar):
                    yield widget

    async def on_event(self, event: events.Event) -> None:
        """A key or a click: what was told at length has been read."""
        if isinstance(event, events.Key | events.MouseDown) and cells(self.status) > self.size.width - 2:
            for bar in self._bottom_bars():
                bar.put_away()
        await super().on_event(event)

    # -- Keys -------------------------------------------------------------------------------------

    def choose_keys(self, keymap: Mapping[str, str]) -> Sequence[FunnelError]:
        """Take the keys of the settings, save those that cannot be used; what is wrong with those."""
        if not keymap:
            return ()
        from funneltui.tui.actions.keymap import usable_keys

        self._chosen_keys, slips = usable_keys(keymap, config_path())
        self.set_keymap(dict(self._chosen_keys))
        return slips

    def key_of(self, action_id: str) -> str:
        """The first key of an action, as a person reads it."""
        return shown(self.keys_of(action_id)[0], ascii_only=ascii_only(self))

    def keys_of(self, action_id: str) -> list[str]:
        """The keys of an action, as Textual names them."""
        keys = self._chosen_keys.get(action_id) or commands.usual_keys().get(action_id, "")
        return [key.strip() for key in keys.split(",")]

    def handle_bindings_clash(self, clashed_bindings: set[Binding], node: DOMNode) -> None:
        """Clashes are told once, at the start; Textual asks at every key."""

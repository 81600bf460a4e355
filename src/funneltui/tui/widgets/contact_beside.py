"""The contact beside what one looks at, or over it when the screen is narrow."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.containers import Container
from textual.widget import Widget

from funneltui.tui.desk import Desk

if TYPE_CHECKING:
    from funneltui.tui.widgets.contact_pane import ContactPane

_BESIDE = 110
"""From this width on the contact stands beside; else it covers."""
_SOON_SECONDS = 0.02
"""The contact follows the cursor behind the frame of the key."""
_FOLLOW_SECONDS = 0.06
"""It follows no more often than this: holding a key down does not wait for it."""


class ContactBeside(Container):
    """Room for the contact pane, next to another widget that it may cover.

    Args:
        beside: The widget it stands next to.
        who: Gives the card that is looked at there, and who it is where that may be somebody without a card.
    """

    DEFAULT_CSS = """
    ContactBeside {
        display: none;
        width: 29%;
        min-width: 35;
        max-width: 60;
        height: 1fr;
        border-left: solid $foreground 25%;
    }
    ContactBeside.-focused { border-left: heavy $accent; }
    ContactBeside.-plain { border-left: ascii $foreground 25%; }
    ContactBeside.-plain.-focused { border-left: ascii $accent; }
    ContactBeside.-open { display: block; }
    ContactBeside.-over { width: 1fr; max-width: 100%; min-width: 0; border-left: none; }
    """

    def __init__(self, desk: Desk, beside: Widget, who: Callable[[], tuple[int | None, int | None]]) -> None:
        super().__init__()
        self._desk = desk
        self._beside = beside
        self._who = who
        self._following = self._ready = self._late = False
        self._followed_at = 0.0
        self.pane: ContactPane | None = None
        """The pane, once it was needed."""

    @property
    def is_wide(self) -> bool:
        """Whether there is room beside."""
        return self.app.size.width >= _BESIDE

    @property
    def is_open(self) -> bool:
        """Whether the contact is in sight."""
        return self.has_class("-open")

    @property
    def has_cursor(self) -> bool:
        """Whether the keys go to the contact."""
        return self.pane is not None and self.pane.has_focus_within

    @property
    def _wanted(self) -> bool:
        chosen = self._desk.memory.pane
        return self._desk.settings.pane if chosen is None else chosen

    def make_room(self, *, asked: bool = False, anybody: bool = True) -> None:
        """Stand beside when it is wide and wanted; over only when asked for.

        Args:
            asked: Whether the contact was asked for just now.
            anybody: Whether there is a contact to show.
        """
        wide = self.is_wide
        is_open = asked or (self._wanted and wide and anybody)
        self.set_class(is_open, "-open")
        self.set_class(not wide, "-over")
        self.set_class(self._desk.settings.ascii, "-plain")
        self._beside.display = wide or not is_open

    def start(self) -> None:
        """After the first paint: fill the room there is."""
        self._ready = True
        self.show()

    def on_descendant_focus(self) -> None:
        """The border shows that the keys go to the contact."""
        self.add_class("-focused")

    def on_descendant_blur(self) -> None:
        """The keys go elsewhere."""
        self.remove_class("-focused")

    def notify_style_update(self) -> None:
        """The looks are others, the signs too perhaps."""
        super().notify_style_update()
        self.set_class(self._desk.settings.ascii, "-plain")

    def show(self) -> None:
        """Show who is looked at now, if the contact is in sight.

        Under another screen somebody else is shown at once, and what changed of the same one when that has closed.
        """
        if not self.is_open or not self._ready:
            return
        who = self._who()
        same = self.pane is not None and (self.pane.opportunity_id, self.pane.contact_id) == who
        self._late = same and not self.screen.is_active
        if self._late:
            return
        if self.pane is None:
            from funneltui.tui.widgets.contact_pane import ContactPane

            self.pane = ContactPane()
            self.mount(self.pane)
        self.pane.show(*who)

    def catch_up(self) -> None:
        """Nothing stands over it any more: show what was changed meanwhile."""
        if self._late:
            self.show()

    def follow(self) -> None:
        """Show who is looked at soon."""
        if self.is_open and self._ready and not self._following:
            self._following = True
            again = self._followed_at + _FOLLOW_SECONDS - time.monotonic()
            self.set_timer(max(_SOON_SECONDS, again), self._show_followed)

    def _show_followed(self) -> None:
        self._following = False
        self._followed_at = time.monotonic()
        self.show()

    def open(self) -> None:
        """Show the contact and give it the keys."""
        if self.is_wide:
            self._desk.memory.pane = True
        self._ready = True  # a key is quicker than the start: it does not wait for it
        self.make_room(asked=True)
        self.show()
        if self.pane is not None:
            self.pane.focus()

    def leave(self) -> bool:
        """Give the keys back, uncovering what the contact covers; False when there was nothing to leave."""
        if not self.has_cursor and (not self.is_open or self.is_wide):
            return False
        if not self.is_wide:
            self.make_room()
        self._beside.focus()
        return True

    def on_contact_pane_left(self) -> None:
        """One is done with the contact."""
        self.leave()

    def close(self) -> bool:
        """Take the contact away for good; False when it was not in sight."""
        if not self.is_open:
            return False
        self._desk.memory.pane = False
        self.make_room()
        return True

    def refit(self, event: events.Resize) -> None:
        """What stood beside may have to go over, or away."""
        over = event.size.width < _BESIDE
        if over == self.has_class("-over"):
            return
        self.make_room(anybody=self._who() != (None, None))
        self.show()
        if over:
            self._beside.focus()

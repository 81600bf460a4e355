"""One frame for what one key does.

Without it: Textual draws a screen that opens up to four times: when it resumes, when it hears of its own size,
when the focus has arrived, and once more in full; and the one below a closed screen twice. Each frame after
the first waits for a tick of 60 a second, so a screen that takes 25 ms to make stands still only after 70.
The answer to a typed letter comes a tick after the letter: after 30 ms instead of 8.

Here a screen is shown once everything in it has been laid out, styled and focused, in one frame, and an
answer comes in its letter's own frame.

Upstream `Screen._on_timer_update` could refresh the layout and the dirty widgets in one update, and a pushed
screen could wait for its first layout before it is displayed. `tests/tui/engine/test_frames.py` counts frames.
"""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import ClassVar, TypeVar, cast

from textual import events, on
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.await_remove import AwaitRemove
from textual.dom import DOMNode
from textual.geometry import Size
from textual.screen import UPDATE_PERIOD, Screen
from textual.timer import Timer
from textual.widget import Widget

from funneltui.tui.engine.economy import Economical, Shown
from funneltui.tui.engine.key_queue import KeyDone, KeyQueue

Result = TypeVar("Result")

_ROUNDS = 20
"""How often what is going on in a screen that opens may lead to more before it is shown all the same."""


class OneFrame(Screen[Result]):
    """A screen whose layout and repaints go to the terminal together, also when it opens, and nothing twice."""

    STILL_BELOW: ClassVar[bool] = False
    """Whether what shines through is drawn no more while this is on top: each answer would cost a second frame."""
    _shown = False
    """Whether the first frame is out, or on its way."""
    _collecting = False
    """Whether what is painted now waits for the end of the frame."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._compositor = Economical(lambda: cast("EngineApp", self.app).terminal)

    @property
    def is_current(self) -> bool:
        """Whether it is seen, and drawn when it changes."""
        top = self.app.screen_stack[-1] if self.app.screen_stack else self
        still = top is not self and isinstance(top, OneFrame) and top.STILL_BELOW and self.size == self.app.size
        return super().is_current and not still

    @cached_property
    def _update_timer(self) -> Timer:
        return self.set_interval(UPDATE_PERIOD, self._frame_is_due, name="screen_update", pause=True)

    async def _frame_is_due(self) -> None:
        """Draw, with the answer to what was typed if one is on its way.

        The screen's own queue is not waited in: whoever holds it up may wait for this frame.
        """
        rounds = _ROUNDS
        while self._shown and rounds and _is_busy(self):
            rounds -= 1
            await asyncio.sleep(0)
        self._on_timer_update()

    def _on_screen_resume(self, _event: events.ScreenResume) -> None:
        if not self._shown:
            self.call_later(self._settle, _ROUNDS)

    async def _settle(self, rounds: int) -> None:
        """Let focus, sizes and styles arrive wherever they are on their way to, then show the screen."""
        await asyncio.sleep(0)
        if rounds and _is_busy(self):
            self.call_later(self._settle, rounds - 1)
        else:
            self._shown = True
            self._on_timer_update()

    def _on_timer_update(self) -> None:
        """Lay out and repaint what is to be, as one frame: Textual's two would follow each other."""
        self._collecting = True
        try:
            super()._on_timer_update()
        finally:
            self._collecting = False
        if self.is_current:
            self._compositor_refresh()

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's
        """Lay out; what is to be laid out once more then is measured anew.

        Textual remembers a widget's size until it is asked for the next layout of it, and does not count that
        while one is on its way: a text that comes during a layout would keep the height of the one before.
        """
        super()._refresh_layout(size, scroll)
        for widget in self.walk_children(Widget):
            if widget._layout_required:  # noqa: SLF001 - what Textual itself asks
                widget._layout_updates += 1  # noqa: SLF001

    def _compositor_refresh(self) -> None:
        """Send what is dirty; until then the compositor keeps it."""
        if self._shown and not self._collecting:
            super()._compositor_refresh()


def _is_busy(screen: Screen[Result]) -> bool:
    """Whether a message still waits for the screen or one of its widgets."""
    return any(node.message_queue_size for node in screen.walk_children(with_self=True))


class EngineApp(App[None]):
    """An app whose keys take turns, and that draws neither what nobody sees nor what is on the terminal already."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.terminal = Shown()
        """What the terminal shows."""
        self.key_queue = KeyQueue(self, super().on_event)
        """The keys that wait for their turn."""

    # -- Keys --------------------------------------------------------------------------------------

    @property
    def is_closing(self) -> bool:
        """Whether the form on top is about to close: keys typed now are meant for what is below."""
        return False

    def is_for_closing_form(self, key: str) -> bool:
        """Whether a key is for the form that is about to close all the same."""
        return False

    @property
    def is_idle(self) -> bool:
        """Whether no key waits and none is at work."""
        return self.key_queue.is_empty

    def forget_keys(self) -> None:
        """Drop what was typed ahead."""
        self.key_queue.forget()

    async def on_event(self, event: events.Event) -> None:
        """Let keys and what is pasted take turns."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.key_queue.take(event)
        else:
            await super().on_event(event)

    @on(KeyDone)
    def _key_done(self, message: KeyDone) -> None:
        message.stop()
        self.key_queue.key_done(message)

    def pop_screen(self) -> AwaitComplete:
        """Close a screen."""
        popped = super().pop_screen()
        self.key_queue.screen_closed()
        return popped

    # -- Drawing -----------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Whatever had the terminal while the program was suspended has drawn on it."""
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw())

    def on_resize(self) -> None:
        """The terminal has moved its lines."""
        self.terminal.forget()

    def action_redraw(self) -> None:
        """Draw everything anew, whatever the terminal is known to show."""
        self.terminal.forget()
        self.refresh()

    @property
    def _background_screens(self) -> list[Screen[object]]:
        """The screens that shine through; Textual takes the one below an opaque one for visible."""
        stack = self._screen_stack
        return super()._background_screens if stack and stack[-1].styles.background.a < 1 else []

    def _load_screen_css(self, screen: Screen[object]) -> None:
        """Take in a screen's style sheet. Textual parses all others again too, and styles the whole program anew."""
        if screen.CSS or self.css_monitor is not None:
            super()._load_screen_css(screen)
            return
        for path in screen.css_path:
            if not self.stylesheet.has_source(str(path), ""):
                self.stylesheet.read(path)

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        """Take nodes away. When a closed screen has gone, the one below has been drawn already."""
        return super()._prune(*nodes, parent=None if parent is self else parent)

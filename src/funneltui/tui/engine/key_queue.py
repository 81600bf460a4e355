"""Keys take turns: each is given to what has the focus once the one before has done its work.

Without it: Textual hands a key to what has the focus when it arrives. Typed in one go, the Enter of "p Enter"
goes to the board, because the form that p opens is not there yet; and the z of "/z" folds a column instead of
being looked for. Letters that were meant as text become commands.

Here a marker follows each key up through the widgets and tells when the key is done. Where a form saves and
will close, keys wait for what is below. What is pasted waits among the keys.

Upstream this could be an option of `App`: "hold keys until the screen that is being pushed has its focus".
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from funneltui.tui.engine.frames import EngineApp

_HOPS = 4
"""How often the marker of a key that is no character goes up: Enter saves by messages that follow each other."""
_LONGEST_WAIT = 0.3
"""Seconds after which a marker that was lost with its widget is not waited for."""


class KeyDone(Message):
    """The marker that follows a key: when it reaches the app, the key has done its work.

    Args:
        number: The key's number.
        hops: How many more times it goes up.
    """

    def __init__(self, number: int, hops: int) -> None:
        super().__init__()
        self.number = number
        self.hops = hops


class KeyQueue:
    """The keys that wait for their turn.

    Args:
        app: Whose keys they are.
        give: Hands a key to what has the focus, as Textual does.
    """

    def __init__(self, app: EngineApp, give: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._hand_over = give
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._number = 0
        self._in_progress = False
        self._given_at = 0.0

    @property
    def is_empty(self) -> bool:
        """Whether no key waits and none is at work."""
        return not (self._in_progress or self._waiting)

    def __len__(self) -> int:
        """How many keys wait."""
        return len(self._waiting)

    def forget(self) -> None:
        """Drop what was typed ahead: it was meant for something that does not come."""
        self._waiting.clear()
        self._in_progress = False

    async def take(self, event: events.Key | events.Paste) -> None:
        """Give a key to what has the focus, or let it wait for its turn."""
        if self._app.is_closing:
            if self._passes_closing(event):
                await self._hand_over(event)
            else:
                self._in_progress = True
                self._waiting.append(event)
        elif self._waiting:
            self._waiting.append(event)
        elif self._in_progress and (left := self._given_at + _LONGEST_WAIT - time.monotonic()) > 0:
            self._waiting.append(event)
            self._wait_no_longer_than(left)
        elif self._is_opening:
            self._in_progress = True
            self._waiting.append(event)
            self._wait_no_longer_than(_LONGEST_WAIT)
            self._app.screen.call_after_refresh(self.next, self._number)
        else:
            await self._give(event)

    def _passes_closing(self, event: events.Key | events.Paste) -> bool:
        return isinstance(event, events.Key) and self._app.is_for_closing_form(event.key)

    @property
    def _is_opening(self) -> bool:
        """Whether a screen was just opened: it takes the focus with its first refresh."""
        screens = self._app.screen_stack  # empty while the program ends
        return len(screens) > 1 and screens[-1].focused is None

    async def _give(self, event: events.Key | events.Paste) -> None:
        self._in_progress = True
        self._number += 1
        number, target = self._number, self._app.focused or self._app.screen
        await self._hand_over(event)
        self._given_at = time.monotonic()
        leads_on = isinstance(event, events.Key) and not event.is_printable
        self._follow(target, KeyDone(number, _HOPS if leads_on else 1))
        if self._waiting:  # a timer for each key of which nothing depends would cost a third of a cursor key
            self._wait_no_longer_than(_LONGEST_WAIT)

    def screen_closed(self) -> None:
        """A marker on its way to a closed screen is lost with it, so the key that closed it counts as done."""
        if self._in_progress:
            self._app.call_later(self.next, self._number)

    def _wait_no_longer_than(self, seconds: float) -> None:
        number = self._number
        self._app.set_timer(seconds, lambda: self._overdue(number))

    async def _overdue(self, number: int) -> None:
        """The marker did not come in time: the next key's turn, but never before an opening screen has its focus."""
        if not self._app.screen_stack:
            return  # the program has ended meanwhile
        if self._is_opening:
            self._app.screen.call_after_refresh(self.next, number)
        else:
            await self.next(number)

    def _follow(self, target: Widget, marker: KeyDone) -> None:
        (target if target.is_attached else self._app).post_message(marker)

    def key_done(self, marker: KeyDone) -> None:
        """A marker has arrived: the next key's turn, unless the marker has further to go."""
        if marker.hops > 1 and self._waiting:
            self._follow(self._app.focused or self._app.screen, KeyDone(marker.number, marker.hops - 1))
        elif not self._waiting:
            self._in_progress = False
        elif self._is_opening:
            self._app.screen.call_after_refresh(self.next, marker.number)
        else:
            self._app.call_later(self.next, marker.number)

    async def next(self, number: int) -> None:
        """The key of this number is done: the next one's turn."""
        if number != self._number or not self._in_progress:
            return
        if self._app.is_closing and not (self._waiting and self._passes_closing(self._waiting[0])):
            return  # it is their turn when the form has closed
        if self._waiting:
            await self._give(self._waiting.popleft())
        else:
            self._in_progress = False

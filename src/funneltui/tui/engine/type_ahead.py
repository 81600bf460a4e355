"""Keys take turns: each is given to what has the focus once the one before has done its work.

Textual hands a key to what has the focus when it arrives. Typed in one go, the Enter of "p Enter"
would go to the board, because the form that p opens is not there yet; and the z of "/z" would fold
a column instead of being looked for. A marker that follows each key up the same way tells when it
is done. Where a form saves and will close, keys wait for what is below. What is pasted waits among the keys.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TypeVar

from textual import events, on
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.widget import Widget

__all__ = ["TypeAhead"]

Result = TypeVar("Result")

_ROUNDS = 4
"""How often the marker of a key that is no character goes up: Enter saves by messages that follow each other."""
_PATIENCE = 0.3
"""Seconds after which a marker that was lost with its widget is not waited for."""


class _Done(Message):
    """Bubbles up behind a key, so many more times."""

    def __init__(self, number: int, rounds: int) -> None:
        super().__init__()
        self.number = number
        self.rounds = rounds


class TypeAhead(App[Result]):
    """An app that loses no key while something is being opened."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._keys: deque[events.Key | events.Paste] = deque()
        self._number = 0
        self._busy = False
        self._given_at = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Give a key to what has the focus, or let it wait for its turn."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self.is_closing:
            if self._overtakes(event):
                await super().on_event(event)
            else:
                self._busy = True
                self._keys.append(event)
        elif self._keys:
            self._keys.append(event)
        elif self._busy and (left := self._given_at + _PATIENCE - time.monotonic()) > 0:
            self._keys.append(event)
            self._lose_patience(left)
        elif self._opening:
            self._busy = True
            self._keys.append(event)
            self._lose_patience(_PATIENCE)
            self.screen.call_after_refresh(self._turn, self._number)
        else:
            await self._give(event)

    @property
    def is_closing(self) -> bool:
        """Whether what has the keys is about to close: those typed now are meant for what is below."""
        return False

    def overtakes(self, key: str) -> bool:
        """Whether a key is for what is about to close all the same."""
        return False

    def _overtakes(self, event: events.Key | events.Paste) -> bool:
        return isinstance(event, events.Key) and self.overtakes(event.key)

    def forget_keys(self) -> None:
        """What was typed ahead is void: it was meant for something that does not come."""
        self._keys.clear()
        self._busy = False

    @property
    def _opening(self) -> bool:
        """Whether a screen was just opened: it takes the focus with its first refresh."""
        return self.screen.focused is None and len(self.screen_stack) > 1

    async def _give(self, event: events.Key | events.Paste) -> None:
        self._busy = True
        self._number += 1
        number, target = self._number, self.focused or self.screen
        await super().on_event(event)
        self._given_at = time.monotonic()
        leads_on = isinstance(event, events.Key) and not event.is_printable
        self._follow(target, _Done(number, _ROUNDS if leads_on else 1))
        if self._keys:  # a timer for each key of which nothing depends would cost a third of a cursor key
            self._lose_patience(_PATIENCE)

    def pop_screen(self) -> AwaitComplete:
        """Close a screen: a marker on its way there is lost with it, so the key that closed it is done."""
        popped = super().pop_screen()
        if self._busy:
            self.call_later(self._turn, self._number)
        return popped

    def _lose_patience(self, seconds: float) -> None:
        number = self._number
        self.set_timer(seconds, lambda: self._turn(number))

    def _follow(self, target: Widget, marker: _Done) -> None:
        (target if target.is_attached else self).post_message(marker)

    @on(_Done)
    def _key_done(self, message: _Done) -> None:
        message.stop()
        if message.rounds > 1 and self._keys:
            self._follow(self.focused or self.screen, _Done(message.number, message.rounds - 1))
        elif not self._keys:
            self._busy = False
        elif self._opening:
            self.screen.call_after_refresh(self._turn, message.number)
        else:
            self.call_later(self._turn, message.number)

    async def _turn(self, number: int) -> None:
        """The key of this number is done: the next one's turn."""
        if number != self._number or not self._busy:
            return
        if self.is_closing and not (self._keys and self._overtakes(self._keys[0])):
            return  # it is their turn when it has closed
        if self._keys:
            await self._give(self._keys.popleft())
        else:
            self._busy = False

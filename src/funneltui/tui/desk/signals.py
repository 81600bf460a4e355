"""Signals that ask the program to end: the event loop ends it, as a key does."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

_ASKING = ("SIGTERM", "SIGHUP")
_BY_SIGNAL = 128
"""What shells add to a signal's number for the status of what it has ended."""


@contextlib.contextmanager
def heeded(app: App[None]) -> Iterator[None]:
    """Have signals end a program in its event loop once that runs; before and after it they raise SystemExit.

    An exception that a signal raises in a task is raised again by whoever awaits the task while the loop is closed:
    the terminal is never given back then, and the thread that reads it keeps the program alive.
    """

    def ask(number: int, _frame: FrameType | None) -> None:
        if hasattr(signal, "SIGCONT"):  # whoever closes a terminal sends both: it is not to be taken again
            signal.signal(signal.SIGCONT, signal.SIG_IGN)
        status = _BY_SIGNAL + number
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise SystemExit(status) from None
        loop.call_soon_threadsafe(lambda: app.exit(return_code=status))

    former = {
        number: handler
        for name in _ASKING
        if (number := getattr(signal, name, None)) and (handler := signal.getsignal(number)) is not signal.SIG_IGN
    }
    for number in former:
        signal.signal(number, ask)
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)

"""Signals that ask the program to end: the event loop ends it, as a key does."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType

_ASKING = ("SIGTERM", "SIGHUP")


@contextlib.contextmanager
def heeded(end: Callable[[int], None]) -> Iterator[None]:
    """Have the running event loop call `end` with the number of each signal that asks for it.

    An exception that a signal raises in a task is raised again by whoever awaits the task while the loop is closed:
    the terminal is never given back then, and the thread that reads it keeps the program alive.
    """
    loop = asyncio.get_running_loop()

    def ask(number: int, _frame: FrameType | None) -> None:
        if hasattr(signal, "SIGCONT"):  # whoever closes a terminal sends both: it is not to be taken again
            signal.signal(signal.SIGCONT, _go_on)
        loop.call_soon_threadsafe(end, number)

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


def _go_on(_number: int, _frame: FrameType | None) -> None:
    """Go on with what is done."""

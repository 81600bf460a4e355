"""Slow work that changes nothing, off the event loop: previews, exports."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from typing import TypeVar

from textual.message_pump import MessagePump

from funneltui.errors import FunnelError

__all__ = ["in_background"]

Outcome = TypeVar("Outcome")


def in_background(
    node: MessagePump,
    work: Callable[[], Outcome],
    then: Callable[[Outcome], object],
    failed: Callable[[FunnelError], object],
) -> None:
    """Do something in a thread of its own, and tell a screen or widget how it went.

    The thread does not keep the program from ending. Any other failure is raised in the app: it is a bug.

    Args:
        node: Where `then` or `failed` is called, on the event loop.
        work: Touches nothing of the screen.
        then: Called with its result.
        failed: Called with why not.
    """

    def run() -> None:
        try:
            outcome = work()
        except FunnelError as error:
            node.call_later(failed, error)
        except Exception as error:  # noqa: BLE001 - raised again where it is seen
            node.call_later(_raise, error)
        else:
            node.call_later(then, outcome)

    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run,), name="background", daemon=True).start()


def _raise(error: Exception) -> None:
    raise error

"""Slow work that changes nothing, off the event loop: previews, exports."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from typing import TypeVar

from textual.dom import DOMNode

from funneltui.errors import FunnelError
from funneltui.tui.desk.host import is_open

__all__ = ["answer", "in_background"]

Outcome = TypeVar("Outcome")


def in_background(
    node: DOMNode,
    work: Callable[[], Outcome],
    then: Callable[[Outcome], object],
    failed: Callable[[FunnelError], object],
) -> None:
    """Do something in a thread of its own, and tell a screen or widget how it went.

    The thread does not keep the program from ending. Any other failure is raised in the app: it is a bug.

    Args:
        node: Where `then` or `failed` is called, on the event loop; neither is once it is closed.
        work: Touches nothing of the screen.
        then: Called with its result.
        failed: Called with why not.
    """

    def run() -> None:
        try:
            outcome = work()
        except FunnelError as error:
            answer(node, failed, error)
        except Exception as error:  # noqa: BLE001 - raised again where it is seen
            node.call_later(_raise, error)
        else:
            answer(node, then, outcome)

    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run,), name="background", daemon=True).start()


def answer(node: DOMNode, then: Callable[[Outcome], object], outcome: Outcome) -> None:
    """Call `then` with an outcome on the event loop, from any thread, unless the node is closed by then."""
    node.call_later(_answer, node, then, outcome)


def _answer(node: DOMNode, then: Callable[[Outcome], object], outcome: Outcome) -> None:
    if is_open(node):
        then(outcome)


def _raise(error: Exception) -> None:
    raise error

"""Work for threads, whose answers are dropped when nobody waits for them any more.

`Desk.ask` is for questions to the file: of each kind only the newest counts. `in_background` is for one long
piece of work, such as writing a file.
"""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from textual.dom import DOMNode

from funneltui.errors import FunnelError
from funneltui.storage.errors import was_broken_off

if TYPE_CHECKING:
    from funneltui.storage.reads import Reads
    from funneltui.tui.desk.desk import Desk

Outcome = TypeVar("Outcome")


class _Question(NamedTuple):
    """What is asked, and who wants to know."""

    read: Callable[[Reads], Any]
    then: Callable[[Any], object]
    failed: Callable[[FunnelError], object] | None


class Askings:
    """Who asks, each in a thread of its own that ends with the screen or widget.

    Args:
        desk: The program.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._of: dict[DOMNode, Asking] = {}
        self._ended = False

    def ask(
        self,
        node: DOMNode,
        kind: str,
        read: Callable[[Reads], Outcome],
        then: Callable[[Outcome], object],
        failed: Callable[[FunnelError], object] | None = None,
    ) -> None:
        """Ask; a question of the same kind that waits, or is being answered, is dropped.

        Args:
            node: Who asks: answers are called there, on the event loop, and none is once it is closed.
            kind: What the question is about.
            read: Called in the thread.
            then: Called with the answer.
            failed: Called with why there is none; without it that is nothing to tell anybody.
        """
        self.end_closed()
        if not self._ended:
            if node not in self._of:
                self._of[node] = Asking(self._desk, node)
            self._of[node].ask(kind, read, then, failed)

    def end_closed(self) -> None:
        """Give no more answers to what has been closed."""
        for node in [node for node in self._of if not self._desk.is_open(node)]:
            self._of.pop(node).end()

    def end(self) -> None:
        """Give no more answers at all."""
        self._ended = True
        for asking in self._of.values():
            asking.end()


class Asking:
    """A thread that reads, with a connection of its own; a question that is out of date is broken off.

    Args:
        node: Where answers are called, on the event loop; none is once it is closed.
    """

    def __init__(self, desk: Desk, node: DOMNode) -> None:
        self._desk = desk
        self._node = node
        self._asked = threading.Condition()
        self._questions: dict[str, _Question] = {}
        self._answering = ""
        self._reads: Reads | None = None
        self._interruptible: Reads | None = None
        """The reads, as long as a question may be broken off."""
        self._ended = False
        context = contextvars.copy_context()
        self._thread = threading.Thread(target=context.run, args=(self._run,), name="asking", daemon=True)

    def ask(
        self,
        kind: str,
        read: Callable[[Reads], Outcome],
        then: Callable[[Outcome], object],
        failed: Callable[[FunnelError], object] | None = None,
    ) -> None:
        """Ask, as `Askings.ask` says."""
        with self._asked:
            if self._ended:
                return
            self._questions.pop(kind, None)
            self._questions[kind] = _Question(read, then, failed)
            if self._answering == kind and self._interruptible is not None:
                self._interruptible.interrupt()
            if not self._thread.is_alive():
                self._thread.start()
            self._asked.notify()

    def end(self) -> None:
        """Give no more answers."""
        with self._asked:
            self._ended = True
            self._questions.clear()
            if self._interruptible is not None:
                self._interruptible.interrupt()
            self._asked.notify()

    def _run(self) -> None:
        while (question := self._next()) is not None:
            self._answer(self._answering, question)
        if self._reads is not None:
            self._reads.close()

    def _opened(self) -> Reads:
        """The file, opened for the first question: it may be gone by then."""
        if self._reads is None:
            self._reads = self._desk.funnel.new_reads()
            self._interruptible = self._reads
        return self._reads

    def _next(self) -> _Question | None:
        """Wait for a question; None at the end."""
        with self._asked:
            self._answering = ""
            while not self._questions and not self._ended:
                self._asked.wait()
            if self._ended:
                self._interruptible = None
                return None
            self._answering = next(iter(self._questions))
            return self._questions.pop(self._answering)

    def _is_stale(self, kind: str) -> bool:
        return self._ended or kind in self._questions

    def _answer(self, kind: str, question: _Question) -> None:
        try:
            outcome = question.read(self._opened())
        except FunnelError as error:
            if question.failed is not None and not self._is_stale(kind):
                _tell(self._desk, self._node, question.failed, error)
        except Exception as error:  # noqa: BLE001 - raised again where it is seen
            if not (was_broken_off(error) and self._is_stale(kind)):
                self._node.call_later(_raise, error)
        else:
            if not self._is_stale(kind):
                _tell(self._desk, self._node, question.then, outcome)


def in_background(
    desk: Desk,
    node: DOMNode,
    work: Callable[[], Outcome],
    then: Callable[[Outcome], object],
    failed: Callable[[FunnelError], object],
) -> None:
    """Do something in a thread of its own, and tell a screen or widget how it went.

    The thread does not keep the program from ending. Any other failure is raised in the app: it is a bug.

    Args:
        desk: The program.
        node: Where `then` or `failed` is called, on the event loop; neither is once it is closed.
        work: Touches nothing of the screen.
        then: Called with its result.
        failed: Called with why not.
    """

    def run() -> None:
        try:
            outcome = work()
        except FunnelError as error:
            _tell(desk, node, failed, error)
        except Exception as error:  # noqa: BLE001 - raised again where it is seen
            node.call_later(_raise, error)
        else:
            _tell(desk, node, then, outcome)

    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run,), name="background", daemon=True).start()


def _tell(desk: Desk, node: DOMNode, then: Callable[[Outcome], object], outcome: Outcome) -> None:
    """Call `then` on the event loop, from any thread, unless the node is closed by then."""

    def tell() -> None:
        if desk.is_open(node):
            then(outcome)

    node.call_later(tell)


def _raise(error: Exception) -> None:
    raise error

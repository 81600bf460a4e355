"""Reading what takes long, in a thread with a connection of its own, for one screen: only the last question counts."""

from __future__ import annotations

import contextvars
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any

from textual.dom import DOMNode

from funneltui.tui.desk.background import answer

if TYPE_CHECKING:
    from funneltui.bootstrap import Funnel
    from funneltui.storage.reads import Reads

__all__ = ["Asking"]


class Asking:
    """A thread that answers questions, the newest of each kind only; one that is being answered is broken off.

    Args:
        funnel: The open file.
        node: Where answers are called, on the event loop; none is once it is closed.
    """

    def __init__(self, funnel: Funnel, node: DOMNode) -> None:
        self._funnel = funnel
        self._node = node
        self._asked = threading.Condition()
        self._questions: dict[str, tuple[Callable[[Reads], Any], Callable[[Any], object]]] = {}
        self._answering = ""
        self._connection: sqlite3.Connection | None = None
        self._ended = False
        context = contextvars.copy_context()
        self._thread = threading.Thread(target=context.run, args=(self._run,), name="asking", daemon=True)

    def ask(self, kind: str, read: Callable[[Reads], Any], then: Callable[[Any], object]) -> None:
        """Ask; a question of the same kind that waits, or is being answered, is dropped.

        Args:
            kind: What the question is about.
            read: Called in the thread.
            then: Called with the answer, on the event loop.
        """
        with self._asked:
            if self._ended:
                return
            self._questions.pop(kind, None)
            self._questions[kind] = (read, then)
            if self._answering == kind and self._connection is not None:
                self._connection.interrupt()
            if not self._thread.is_alive():
                self._thread.start()
            self._asked.notify()

    def end(self) -> None:
        """No more answers."""
        with self._asked:
            self._ended = True
            self._questions.clear()
            if self._connection is not None:
                self._connection.interrupt()
            self._asked.notify()

    def _run(self) -> None:
        reads = self._funnel.new_reads()
        with closing(reads.connection):
            self._connection = reads.connection
            while True:
                with self._asked:
                    self._answering = ""
                    while not self._questions and not self._ended:
                        self._asked.wait()
                    if self._ended:
                        self._connection = None
                        return
                    kind = next(iter(self._questions))
                    read, then = self._questions.pop(kind)
                    self._answering = kind
                self._answer(kind, reads, read, then)

    def _answer(self, kind: str, reads: Reads, read: Callable[[Reads], Any], then: Callable[[Any], object]) -> None:
        try:
            found = read(reads)
        except sqlite3.OperationalError as error:
            if not self._ended and kind not in self._questions:
                self._node.call_later(_raise, error)
        except Exception as error:  # noqa: BLE001 - raised again where it is seen
            self._node.call_later(_raise, error)
        else:
            if not self._ended and kind not in self._questions:
                answer(self._node, then, found)


def _raise(error: Exception) -> None:
    raise error

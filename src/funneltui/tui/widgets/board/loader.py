"""Reading what takes long, in a thread with a connection of its own: whole orders, and the filter.

Only the last question counts: one asked while another is being answered replaces those waiting.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from funneltui.errors import InvalidValueError
from funneltui.storage.reads.board import Lane
from funneltui.tui.desk.writer import Broken
from funneltui.tui.widgets.first_found import first_found, picked

if TYPE_CHECKING:
    from funneltui.bootstrap import Funnel
    from funneltui.storage.reads.board import BoardReads

__all__ = ["Asked", "Found", "Loader", "Orders", "Sums"]

_REST_AFTER = 0.03
"""Seconds that the first cards have to be drawn in before the others are looked for."""
_SUMS_AFTER = 0.15
"""Seconds without another word before what was found is summed."""


class Orders(Message):
    """The whole orders of the columns, by stage."""

    def __init__(self, asked: int, ids: dict[int, array[int]]) -> None:
        super().__init__()
        self.asked = asked
        """What was on the board when they were asked for: its `edits`."""
        self.ids = ids


class Asked(NamedTuple):
    """A filter to look up."""

    words: str
    period: str
    columns: dict[int, array[int]]
    """The cards of each stage, in order: what was found is picked from them."""
    unfolded: frozenset[int]
    """The stages whose first cards are in sight."""
    rows: int
    """How many of them are."""
    at: tuple[int, int]
    """The state of the columns: the model's `edits` and `orders`."""
    quick: bool
    """Whether what comes into sight was found without waiting."""


class Found(Message):
    """The cards a filter found."""

    def __init__(
        self,
        asked: Asked,
        found: frozenset[int],
        shown: dict[int, array[int]],
        meant: str = "",
        *,
        counted: bool = True,
    ) -> None:
        super().__init__()
        self.words = asked.words
        self.at = asked.at
        self.found = found
        self.shown = shown
        """The same by stage, in the order of the columns as they were `at` that state."""
        self.meant = meant
        """What was looked for instead, one slip away, because nobody has these words; or nothing."""
        self.counted = counted
        """Whether these are all: first come those that come into sight."""


class Sums(Message):
    """What the cards a filter found are worth, by stage and currency."""

    def __init__(self, words: str, amounts: dict[int, dict[str, int]]) -> None:
        super().__init__()
        self.words = words
        self.amounts = amounts


class Loader:
    """The reading thread.

    Args:
        funnel: The open file.
        post: Sends a message to the board; called from the thread.
    """

    def __init__(self, funnel: Funnel, post: Callable[[Message], object]) -> None:
        self._funnel = funnel
        self._post = post
        self._asked = threading.Condition()
        self._orders: tuple[list[Lane], str, str, int] | None = None
        self._words: Asked | None = None
        self._summing: sqlite3.Connection | None = None
        """The connection, while it sums what was found: that gives way to other words."""
        self._afterwards: list[Callable[[], object]] = []
        self._connection: sqlite3.Connection | None = None
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="loader", daemon=True)

    def order(self, lanes: list[Lane], sort: str, period: str, edits: int) -> None:
        """Ask for the whole orders of these lanes; `edits` comes back with them."""
        with self._asked:
            self._orders = (lanes, sort, period, edits)
            self._wake()

    def find(self, asked: Asked) -> None:
        """Ask which cards match."""
        with self._asked:
            self._words = asked
            if self._summing is not None:
                self._summing.interrupt()
            self._wake()

    def afterwards(self, call: Callable[[], object]) -> None:
        """Call this, from the thread, once what is asked for now is answered."""
        with self._asked:
            self._afterwards.append(call)
            self._wake()

    def end(self) -> None:
        """No more answers."""
        with self._asked:
            self._ended = True
            if self._connection is not None:
                self._connection.interrupt()
            self._asked.notify()

    def _wake(self) -> None:
        if self._ended:
            return
        if not self._thread.is_alive():
            self._thread.start()
        self._asked.notify()

    def _run(self) -> None:
        try:
            reads = self._funnel.new_reads()
            with closing(reads.connection):
                self._connection = reads.connection
                try:
                    self._answer(reads.board)
                finally:
                    with self._asked:  # a connection that is closed cannot be interrupted
                        self._connection = None
        except Exception as error:  # noqa: BLE001 - raised again in the app, where a bug is seen
            if not self._ended:  # what was broken off by the end is none
                self._post(Broken(error))

    def _answer(self, reads: BoardReads) -> None:
        while not self._ended:
            with self._asked:
                while not (self._words or self._orders or self._afterwards or self._ended):
                    self._asked.wait()
                words, self._words = self._words, None
                orders, calls = None, []
                if words is None:
                    orders, self._orders = self._orders, None
                if words is None and orders is None:
                    calls, self._afterwards = self._afterwards, []
            if words is not None:
                self._find(reads, words)
            if orders is not None:
                self._read_orders(reads, *orders)
            for call in calls:
                call()

    def _find(self, reads: BoardReads, asked: Asked) -> None:
        reads.period, words = asked.period, asked.words
        try:
            if not asked.quick:
                self._find_first(reads, asked)
            if self._others_within(_REST_AFTER):
                return
            found, meant = reads.matching(words), ""
        except InvalidValueError:  # it was understood when it was typed: somebody has renamed a stage since
            return
        if not found:
            other = reads.forgiven(words)
            if other != words and (found := reads.matching(other)):
                meant = other
        self._post(Found(asked, found, {stage: picked(ids, found) for stage, ids in asked.columns.items()}, meant))
        if not self._others_within(_SUMS_AFTER):
            self._sum(reads, words, meant, found)

    def _find_first(self, reads: BoardReads, asked: Asked) -> None:
        """What comes into sight first: the whole may take a second."""
        columns = {stage: ids for stage, ids in asked.columns.items() if stage in asked.unfolded}
        first = first_found(columns, partial(reads.matching, asked.words), asked.rows)
        if any(first.values()):
            self._post(Found(asked, frozenset(chain.from_iterable(first.values())), first, counted=False))

    def _others_within(self, seconds: float) -> bool:
        """Whether other words are asked for before so many seconds are over: who types on wants cards, not sums."""
        with self._asked:
            return self._asked.wait_for(lambda: self._words is not None, seconds)

    def _sum(self, reads: BoardReads, words: str, meant: str, found: frozenset[int]) -> None:
        with self._asked:
            if self._words is not None:
                return
            self._summing = reads.connection
        try:
            self._post(Sums(words, reads.matching_amounts(meant or words, found)))
        except sqlite3.OperationalError:
            if self._words is None:  # it was not broken off
                raise
        finally:
            with self._asked:
                self._summing = None

    def _read_orders(self, reads: BoardReads, lanes: list[Lane], sort: str, period: str, edits: int) -> None:
        reads.period = period
        ids = {}
        for lane in lanes:
            ids[lane.stage_id] = reads.ids(lane, sort)
            if self._words is not None:  # somebody is typing: that comes first
                self._orders = self._orders or (lanes, sort, period, edits)
                return
        self._post(Orders(edits, ids))

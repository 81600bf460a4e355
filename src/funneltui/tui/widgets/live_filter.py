"""A filter that is followed while it is typed: first what comes into sight, then everything, from a thread."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Protocol

from textual.widget import Widget

from funneltui.domain.text import safe
from funneltui.i18n import translate as _
from funneltui.storage.reads.patience import TookTooLongError
from funneltui.tui.desk import Desk

if TYPE_CHECKING:
    from funneltui.storage.reads import Reads
    from funneltui.storage.reads.finding import Finding, WordMatches

_AT_ONCE = 0.006
"""Seconds that may be looked for what comes into sight before it is drawn; what takes longer is for the thread."""
_REST_AFTER = 0.03
"""Seconds that what comes into sight has to be drawn in before the rest is looked for."""
_FEW = 1_000
"""What belongs to so many people is found in a millisecond; of more people, first what comes into sight."""
_LOOKS = (60, 300)
"""How many of each column are looked at; the second number, where too few of the first match."""


class Kind(NamedTuple):
    """What is filtered."""

    find: Callable[[Finding, str, Collection[int] | None], Collection[int]]
    """What matches a query, of these ids or of all."""
    everything: Callable[[WordMatches], frozenset[int]]
    """All that belongs to people whose words match."""
    among: Callable[[WordMatches, list[int]], frozenset[int]]
    """Which of these ids belong to them."""


CARDS = Kind(
    lambda finding, words, among: finding.cards(words, among),
    lambda matches: matches.cards(),
    lambda matches, ids: matches.cards_among(ids),
)
PEOPLE = Kind(
    lambda finding, words, among: finding.contacts(words, among),
    lambda matches: matches.people(),
    lambda matches, ids: matches.people_among(ids),
)


class Filtered(NamedTuple):
    """What a filter leaves."""

    words: str
    """The filter as it was typed; empty without one."""
    ids: frozenset[int] | None
    """What matches; None without a filter."""
    columns: Mapping[int, array[int]] | None = None
    """The same by column, in order; None where the columns are to be filtered by `ids`."""
    mended: str = ""
    """What was looked for instead, one slip away, because nothing matches; or nothing."""
    is_whole: bool = True
    """Whether this is all; first comes what is in sight."""


class FilterTarget(Protocol):
    """What shows a filter's result: a board, a list."""

    @property
    def columns(self) -> Mapping[int, array[int]]:
        """All ids in order, by whatever columns are told apart by."""

    @property
    def columns_in_sight(self) -> Mapping[int, array[int]]:
        """Those of the columns whose first ids are in sight."""

    @property
    def rows(self) -> int:
        """How many of a column are in sight."""

    @property
    def state(self) -> object:
        """Another one when the columns are others."""

    def show_filtered(self, filtered: Filtered) -> None:
        """Show what the filter leaves, unless that is known already."""


class LiveFilter:
    """Looks up what is typed. Only the last words count.

    Args:
        node: The widget that shows the result.
        kind: Cards or people.
        target: What shows the result.
    """

    def __init__(self, desk: Desk, node: Widget, kind: Kind, target: FilterTarget) -> None:
        self._desk = desk
        self._node = node
        self._kind = kind
        self._target = target
        self.words = ""
        """The last words, also while they are looked up."""
        self._awaited = ""
        """The words whose whole result is being looked up."""
        self._told = ""
        """What was said of words that nothing has."""

    @property
    def is_looking(self) -> bool:
        """Whether what the last words find is still being looked up."""
        return self._awaited == self.words != ""

    def type(self, finding: Finding, words: str) -> None:
        """Show only what matches; without words everything, at once.

        Raises:
            QueryError: It cannot be understood; what was shown stays.
        """
        self._tell("")
        self._awaited = ""
        if not words.strip():
            self.words = ""
            self._target.show_filtered(Filtered("", None))
            return
        matches = finding.word_matches(words)
        self.words = words
        if matches is not None and not matches:
            self._ask(words)  # somebody may be meant whose name is one slip away
            return
        try:
            filtered = self._at_once(finding, words, matches)
        except TookTooLongError:
            self._ask_first(words)
            return
        if filtered.ids:
            self._target.show_filtered(filtered)
        if not (filtered.ids and filtered.is_whole):
            self.look_up(words)

    def look_up(self, words: str) -> None:
        """Look up everything that matches, once what is in sight is drawn: the thread would take turns with that."""
        self._awaited = words
        self._node.call_after_refresh(self._node.set_timer, _REST_AFTER, partial(self._ask, words))

    def _at_once(self, finding: Finding, words: str, matches: WordMatches | None) -> Filtered:
        """All that few people have; of many, what comes into sight.

        Raises:
            TookTooLongError: That cannot be told quickly.
        """
        if matches is not None and len(matches) <= _FEW:
            return Filtered(words, self._kind.everything(matches))
        with finding.at_most(_AT_ONCE):
            among = partial(self._kind.among, matches) if matches is not None else self._matching(finding, words)
            return _in_sight(words, self._target.columns_in_sight, among, self._target.rows)

    def _matching(self, finding: Finding, words: str) -> Callable[[list[int]], frozenset[int]]:
        return lambda ids: frozenset(self._kind.find(finding, words, ids))

    def _ask_first(self, words: str) -> None:
        """Have the thread look up what comes into sight: the whole may take a second."""
        columns, rows, state = dict(self._target.columns_in_sight), self._target.rows, self._target.state

        def read(reads: Reads) -> Filtered:
            return _in_sight(words, columns, self._matching(reads.finding, words), rows)

        def then(filtered: Filtered) -> None:
            if words == self.words:
                if filtered.ids and state == self._target.state:
                    self._target.show_filtered(filtered)
                self.look_up(words)

        self._desk.ask(self._node, "filter", read, then)

    def _ask(self, words: str) -> None:
        """Have the thread look up everything, unless other words have been typed since."""
        if words != self.words:
            return
        self._awaited = words
        columns, state = dict(self._target.columns), self._target.state

        def read(reads: Reads) -> Filtered:
            ids, mended = frozenset(self._kind.find(reads.finding, words, None)), ""
            if not ids:
                near = reads.finding.mended(words)
                if near != words and (ids := frozenset(self._kind.find(reads.finding, near, None))):
                    mended = near
            return Filtered(words, ids, {key: picked(column, ids) for key, column in columns.items()}, mended)

        def then(filtered: Filtered) -> None:
            if words == self.words:
                self._awaited = ""
                as_asked = state == self._target.state
                self._target.show_filtered(filtered if as_asked else filtered._replace(columns=None))
                if filtered.mended:
                    said = _("No contact has “{typed}”; these have “{meant}”.")
                    self._tell(said.format(typed=words, meant=filtered.mended))

        self._desk.ask(self._node, "filter", read, then)

    def _tell(self, said: str) -> None:
        """Say it in place of what was said of former words, unless something else has been said since."""
        if said or (self._told and self._desk.status.text == safe(self._told)):
            self._desk.say(said)
        self._told = said


def picked(ids: array[int], wanted: frozenset[int]) -> array[int]:
    """Those of the ids that are wanted, in their order."""
    return array("q", filter(wanted.__contains__, ids))


def _in_sight(
    words: str, columns: Mapping[int, array[int]], among: Callable[[list[int]], frozenset[int]], rows: int
) -> Filtered:
    """The first of each column that match, looking at no more of them than takes a moment.

    Args:
        words: The filter as it was typed.
        columns: Ids in order, by column.
        among: Which of some ids match.
        rows: How many of a column are enough.
    """
    first = {key: array("q") for key in columns}
    start = 0
    for end in _LOOKS:
        parts = {key: ids[start:end] for key, ids in columns.items() if len(first[key]) < rows}
        matching = among(list(chain.from_iterable(parts.values())))
        for key, part in parts.items():
            first[key] += picked(part, matching)
        start = end
    return Filtered(words, frozenset(chain.from_iterable(first.values())), first, is_whole=False)

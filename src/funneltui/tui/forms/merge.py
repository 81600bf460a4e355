"""Two contacts side by side, to make one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget

from funneltui.domain.field_names import FIELD_NAMES, LANGUAGE_NAMES, MARKET_NAMES
from funneltui.domain.merging import FIELDS, usual
from funneltui.errors import FunnelError
from funneltui.i18n import N_, grouped, sentence, translate as _, translate_plural
from funneltui.tui.desk import Desk, Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm, sentences
from funneltui.tui.widgets.comparison import ComparisonRow, ComparisonTitles

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads.merging import Comparison, Half

_TWO = 2
_WAYS = 3
"""Addresses and numbers that are shown of each: by them one knows whether two are the same."""


def merge_people(desk: Desk, people: Sequence[int], then: Callable[[Change | None], None]) -> None:
    """Merge two people; of one it is asked with whom, of more it is said that they are too many.

    Args:
        desk: The program.
        people: Who is selected, of whom there is at least one.
        then: Called when the form closes, with what was changed.
    """
    from funneltui.tui.forms.merge_with import MergeWithScreen

    reads = desk.reads
    if len(people) > _TWO:
        words = _("Select two contacts to merge: {count} are selected.")
        desk.refuse(words.format(count=grouped(len(people))))
    elif len(people) == _TWO:
        open_merge(desk, *reads.merging.ordered(*people), then)
    else:
        keep = people[0]

        def chosen(pair: tuple[int, int] | None) -> None:
            if pair is not None:
                open_merge(desk, keep, pair[0], then)

        desk.open(MergeWithScreen(desk, keep, reads.contact.person(keep).name), chosen)


def open_merge(desk: Desk, keep: int, other: int, then: Callable[[Change | None], None]) -> None:
    """Show two contacts side by side; one that is not there any more is told.

    Args:
        desk: The program.
        keep: Who stays.
        other: Who goes into it.
        then: Called when the form closes, with what was changed.
    """
    try:
        both = desk.reads.merging.compare(keep, other)
    except FunnelError as error:
        desk.say(sentence(error), problem=True)
    else:
        desk.open(MergeScreen(desk, both), then)


class MergeScreen(ChangeForm):
    """A line for each field that differs; what will follow, in words.

    Args:
        both: The two, as they are now: the left one stays.
    """

    SAVE_LABEL = N_("Merge")

    def __init__(self, desk: Desk, both: Comparison) -> None:
        heading = _("Merge {other} into {name}").format(other=both.other.name, name=both.keep.name)
        super().__init__(desk, heading=heading)
        self._both = both

    def rows(self) -> Iterable[Widget]:
        """Who they are, where they differ, what will follow."""
        keep, other = self._both.keep, self._both.other
        yield ComparisonTitles("who", "", *self._titles())
        for name in self._both.differing:
            left, right = (_texts(half)[name] or _("(empty)") for half in (keep, other))
            take = usual(name, keep.said, other.said)
            yield ComparisonRow(name, _(FIELD_NAMES[name]), left, right, take, both=name == "note")
        yield sentences(*self._words())

    def change(self) -> Write:
        """Merge them."""
        both = self._both
        take = {row.key: row.taken for row in self.query(ComparisonRow)}
        return lambda services: services.merging.merge(both.keep.contact_id, both.other.contact_id, take, seen=both)

    # -- What will follow ---------------------------------------------------------------------------

    def _words(self) -> Iterator[str]:
        same = [self._called(name) for name in FIELDS if self._agree(name)]
        if not self._both.differing:
            yield _("All fields are the same.")
        elif same:
            yield _("The same on both: {fields}.").format(fields=", ".join(same))
        keep, other = self._both.keep, self._both.other
        if keep.opposed or other.opposed or keep.opposed_channels or other.opposed_channels:
            yield _("Either contact's “do not contact” still applies.")
        moves = ", ".join(_moving(self._both))
        words = _("{things} move to {name}; {other} goes to the bin.") if moves else _("{other} goes to the bin.")
        yield words.format(things=moves, name=_numbered(keep), other=_numbered(other))
        if self._both.differing:
            left, right = (self.desk.key_of(f"sides.{side}") for side in ("left", "right"))
            yield _("{left} and {right} choose a side.").format(left=left, right=right)

    def _titles(self) -> tuple[list[str], list[str]]:
        """What each side is: whether it stays, its name if that is not to be chosen, what it has, how it is reached."""
        keep, other = self._both.keep, self._both.other
        titles = (
            [_("#{id} is kept").format(id=keep.contact_id)],
            [_("#{id} is merged into it").format(id=other.contact_id)],
        )
        for lines, half in zip(titles, (keep, other), strict=True):
            if "name" not in self._both.differing:
                lines.append(half.name)
            if has := ", ".join(_hanging(half)):
                lines.append(has)
            lines += [way.value for way in half.ways[:_WAYS]]
        return titles

    def _called(self, name: str) -> str:
        return _(FIELD_NAMES[name]).lower()

    def _agree(self, name: str) -> bool:
        return name not in self._both.differing and bool(_texts(self._both.keep)[name])


def _numbered(half: Half) -> str:
    return _("#{id} {name}").format(id=half.contact_id, name=half.name)


def _hanging(half: Half) -> Iterator[str]:
    """What hangs on a contact, how much of each kind, in words."""
    hangs = half.stakes
    counts = {
        translate_plural("{count} deal", "{count} deals", hangs.deals): hangs.deals,
        translate_plural("{count} exchange", "{count} exchanges", hangs.exchanges): hangs.exchanges,
        translate_plural("{count} role in a decision", "{count} roles in decisions", hangs.roles): hangs.roles,
        translate_plural(
            "{count} contact introduced", "{count} contacts introduced", hangs.introduced
        ): hangs.introduced,
    }
    return (words for words, count in counts.items() if count)


def _moving(both: Comparison) -> Iterator[str]:
    """How much of each kind moves, in words."""
    yield from _hanging(both.other)
    if ways := len(both.new_ways):
        yield translate_plural("{count} contact detail", "{count} contact details", ways)
    if tags := len(set(both.other.tags) - set(both.keep.tags)):
        yield translate_plural("{count} tag", "{count} tags", tags)


def _texts(half: Half) -> dict[str, str]:
    """What a contact says under each field, as one reads it."""
    said = half.said
    origin = (said.source.source, understood.day_text(said.source.day), said.source.detail)
    return {
        "name": said.name.whole,
        "job_title": said.job_title,
        "organization": half.organization,
        "address": said.address,
        "language": _(LANGUAGE_NAMES[said.language]) if said.language else "",
        "market": _(MARKET_NAMES[said.market]),
        "source": " · ".join(filter(None, origin)),
        "introduced_by": half.introduced_by,
        "note": said.note,
    }

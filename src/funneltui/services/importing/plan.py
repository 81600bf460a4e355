"""What becomes of each row: a new deal, a change to one, or nothing, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from funneltui.i18n import N_
from funneltui.interchange.problems import Problems
from funneltui.interchange.records import PersonRecord
from funneltui.services.importing.entry import Moment, describe_entry, leave_later_source_day
from funneltui.services.importing.known import Match, People, Person
from funneltui.services.importing.stages import ImportStages
from funneltui.services.importing.values import ImportOptions, Reason
from funneltui.services.importing.write import Sink
from funneltui.storage.opposing import OppositionList

_NOTHING_NEW = N_("no change: nothing is new")
_OPPOSED = N_("left out: do not contact")
_BY_HAND = N_("left out by hand")
ERASED = N_("refused: erased and on the do-not-contact list")
"""Why a row of somebody who was erased is left out."""


class Outcome(NamedTuple):
    """What became of a row.

    Attributes:
        kind: "create", "update", "skip" or "reject".
        reason: Why a row was skipped or rejected.
        lost: Whether the row has something that is found nowhere else, so that it is to be kept aside.
    """

    kind: str
    reason: str = ""
    lost: bool = False


@dataclass(slots=True)
class Counts:
    """What became of all rows so far."""

    rows: int = 0
    created: int = 0
    contacts: int = 0
    updated: int = 0
    skipped: int = 0
    rejected: int = 0
    undated: int = 0
    """Deals made won or lost by a row that does not say when."""
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        """Count one row."""
        self.rows += 1
        self.created += outcome.kind == "create"
        self.updated += outcome.kind == "update"
        self.rejected += outcome.kind == "reject"
        if outcome.kind in {"skip", "reject"}:
            self.skipped += 1
            self.reasons[outcome.reason] += 1

    @property
    def listed_reasons(self) -> tuple[Reason, ...]:
        """Why rows were left out, the frequent reasons first."""
        return tuple(Reason(message, count) for message, count in self.reasons.most_common())


class Planner:
    """Decides, and hands what is to be written to a sink.

    Args:
        people: Everybody known so far.
        stages: The way from words to stages.
        moment: When it happens.
        sink: Where what is to be written goes.
        options: What the person chose.
        opposition: The addresses that nothing brings back.
        deals: Whether the rows are deals rather than people.
        problems: Where what is odd goes.
    """

    def __init__(
        self,
        people: People,
        stages: ImportStages,
        moment: Moment,
        sink: Sink,
        options: ImportOptions,
        problems: Problems,
        opposition: OppositionList,
        *,
        deals: bool,
    ) -> None:
        self._people = people
        self._stages = stages
        self._moment = moment
        self._sink = sink
        self._options = options
        self._mode = options.on_duplicate
        """What becomes of the present row where it is there already."""
        self._problems = problems
        self._opposition = opposition
        self._deals = deals
        self.counts = Counts()

    def take(self, record: PersonRecord) -> Outcome:
        """Decide about one row, in the file's order."""
        leave_later_source_day(record, self._moment)
        self._mode = self._options.rows.get(record.line, self._options.on_duplicate)
        outcome = Outcome("skip", ERASED)
        if not self._opposition or not self._opposition.holds(_addresses(record)):
            outcome = self._decide(record, self._people.match(record))
        self.counts.add(outcome)
        return outcome

    def reject(self, reason: str) -> Outcome:
        """Count a row that is no record."""
        outcome = Outcome("reject", reason, lost=True)
        self.counts.add(outcome)
        return outcome

    def leave_out(self, reason: str) -> Outcome:
        """Count a row that is no person, such as a group."""
        outcome = Outcome("skip", reason, lost=True)
        self.counts.add(outcome)
        return outcome

    def remark(self) -> None:
        """Tell about the file as a whole, once every row is decided."""
        if count := self.counts.undated:
            one = N_("One won or lost deal has no close date: it counts for today, goals included.")
            many = N_("{count} won or lost deals have no close date: they count for today, goals included.")
            self._problems.put_first(one if count == 1 else many, count=count)

    def _decide(self, record: PersonRecord, match: Match) -> Outcome:
        person = match.person
        if person is not None and person.opposed:
            return self._leave_out(record, match, _OPPOSED)
        if self._options.rows.get(record.line) == "skip":
            return Outcome("skip", _BY_HAND, lost=True)
        of_deal = self._deals and (match.deal is not None or self._mode == "create" or record.tells_of_a_deal)
        if person is None or (self._mode == "create" and not self._deals):
            self.counts.contacts += 1
            return self._create(record, Match())
        if of_deal and (match.deal is None or self._mode == "create"):
            self._bring(record, person)
            return self._create(record, match)
        if of_deal and match.deal is not None:
            if self._mode == "skip" or match.deal.earlier:
                return self._leave_out(record, match, match.reason)
            entry = describe_entry(record, self._stages, self._moment, self._problems)
            different = self._bring(record, person)
            different = self._sink.update_deal(match.deal, entry) or different
        elif self._mode == "skip" and not person.earlier:
            return self._leave_out(record, match, match.reason)
        else:
            different = self._bring(record, person, people=True)
        if different:
            return Outcome("update")
        return Outcome("skip", match.reason if self._mode == "skip" else _NOTHING_NEW)

    def _bring(self, record: PersonRecord, person: Person, *, people: bool = False) -> bool:
        """Add to a contact what a row says of them; returns whether anything was different.

        Only an update replaces what was in the file before; what an earlier row said is never replaced.
        `people` marks a row that is about the person alone.
        """
        if person.earlier and not person.learn(record):
            return False
        gently = self._mode != "update" or person.earlier or person.changed
        different = self._sink.complete(record, person, gently=gently, people=people)
        person.changed = True
        if different:
            self._people.reached(person, record)
        return different

    def _leave_out(self, record: PersonRecord, match: Match, reason: str) -> Outcome:
        if match.twin or match.person is None:
            return Outcome("skip", reason)
        if record.opposed or record.opposed_channels:  # it holds whatever else is left out
            said = PersonRecord(record.line, record.cells, record.name, record.folded_name)
            said.opposed, said.opposed_channels = record.opposed, record.opposed_channels
            self._sink.complete(said, match.person, gently=True, people=True)
        if match.person.earlier or (match.deal is not None and match.deal.earlier):
            return Outcome("skip", reason, lost=True)
        quiet = Problems()
        entry = describe_entry(record, self._stages, self._moment, quiet) if self._deals else None
        deal = match.deal if self._deals else None
        return Outcome("skip", reason, lost=self._sink.brings(record, match.person, deal, entry))

    def _create(self, record: PersonRecord, match: Match) -> Outcome:
        entry = describe_entry(record, self._stages, self._moment, self._problems)
        self.counts.undated += entry.undated
        deal = self._people.add(record, match.person)
        self._sink.create(record, deal, entry, people=not self._deals)
        return Outcome("create")


def _addresses(record: PersonRecord) -> Iterator[tuple[str, str]]:
    """Kind and normalized form of the ways to reach the person of a row."""
    return ((kind, reach.normalized) for kind, reaches in record.reaches for reach in reaches)

"""Rows into the tables: batches of new people and opportunities, and changes to those that are there."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from funneltui.interchange.records import PersonRecord
from funneltui.services.importing.entry import Entry, tags_json
from funneltui.services.importing.known import Deal, Person
from funneltui.services.importing.organizations import Organizations
from funneltui.services.importing.update import contact_changes, deal_changes, new_points, point_rows
from funneltui.storage.reads import known
from funneltui.storage.unit_of_work import Row, Value, Work

__all__ = ["DryRun", "Sink", "Writer"]

_BATCH = 1000


class Sink(Protocol):
    """Where the decisions about rows go."""

    def create(self, record: PersonRecord, deal: Deal, entry: Entry, *, people: bool) -> None:
        """Make an opportunity, and its contact when that has no id yet."""
        ...

    def update(self, record: PersonRecord, person: Person, deal: Deal | None, entry: Entry | None) -> bool:
        """Complete and correct what is there; returns whether anything is different."""
        ...

    def flush(self) -> None:
        """Write what is waiting."""
        ...


class _Waiting(NamedTuple):
    record: PersonRecord
    deal: Deal
    entry: Entry
    people: bool


class Writer:
    """Writes inside a step.

    Args:
        work: The step.
        source_on: The day people are known from when their row names a source and no date.
    """

    def __init__(self, work: Work, source_on: str) -> None:
        self._work = work
        self._source_on = source_on
        self._organizations = Organizations(work)
        self._live = known.live_stages(work.sql)
        self._planned = known.planned(work.sql)
        self._waiting: list[_Waiting] = []
        self._moves: list[Row] = []
        self._points: list[Row] = []
        self._reached: set[int] = set()
        """Whose new ways to be reached are waiting."""

    def create(self, record: PersonRecord, deal: Deal, entry: Entry, *, people: bool) -> None:
        """Make an opportunity, and its contact when that has no id yet; `people` marks a file of people."""
        self._waiting.append(_Waiting(record, deal, entry, people))
        if len(self._waiting) >= _BATCH:
            self.flush()

    def update(self, record: PersonRecord, person: Person, deal: Deal | None, entry: Entry | None) -> bool:
        """Complete and correct what is there; returns whether anything is different."""
        if not person.id or (deal is not None and not deal.id):
            self.flush()
        work = self._work
        different = False
        changes, organization = contact_changes(work.sql, person.id, record)
        if organization:
            changes["organization_id"] = self._organizations.of(record)
        if changes:
            different = work.update("contact", person.id, **changes)
        if person.id in self._reached or len(self._points) >= _BATCH:
            self._flush_points()
        points = new_points(work.sql, person.id, record)
        if points:
            self._points += points
            self._reached.add(person.id)
            different = True
        if deal is not None and entry is not None:
            different = self._update_deal(deal, entry) or different
        return different

    def _update_deal(self, deal: Deal, entry: Entry) -> bool:
        work = self._work
        changes, from_stage = deal_changes(work.sql, deal.id, entry, self._live)
        if not changes:
            return False
        different = work.update("opportunity", deal.id, **changes)
        if from_stage:
            if len(self._moves) >= _BATCH:
                self._flush_moves()
            self._moves.append(
                {
                    "opportunity_id": deal.id,
                    "from_stage_id": from_stage,
                    "to_stage_id": entry.stage.id,
                    "moved_at": entry.since,
                }
            )
            action = self._planned.pop(deal.id, 0) if entry.stage.kind in {"won", "lost", "parked"} else 0
            if action:
                work.update("next_action", action, state="dropped", ended_at=work.now)
        return different

    def flush(self) -> None:
        """Write what is waiting, a table at a time: a row with references comes after what it refers to."""
        self._flush_points()
        self._flush_moves()
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        people: dict[Person, _Waiting] = {}
        for one in waiting:
            if not one.deal.person.id:
                people.setdefault(one.deal.person, one)
        self._add_people(people)
        self._add_deals(waiting)

    def _flush_points(self) -> None:
        points, self._points = self._points, []
        self._reached.clear()
        self._work.insert_many("contact_point", points)

    def _flush_moves(self) -> None:
        moves, self._moves = self._moves, []
        self._work.insert_many("stage_move", moves)

    def _add_people(self, people: dict[Person, _Waiting]) -> None:
        self._organizations.add(one.record for one in people.values())
        ids = self._work.insert_many("contact", [self._contact(one) for one in people.values()])
        points: list[Row] = []
        for person, contact_id, one in zip(people, ids, people.values(), strict=True):
            person.id = contact_id
            points += point_rows(contact_id, one.record)
        self._work.insert_many("contact_point", points)

    def _add_deals(self, waiting: list[_Waiting]) -> None:
        work = self._work
        ids = work.insert_many(
            "opportunity", [{**one.entry.values, "contact_id": one.deal.person.id} for one in waiting]
        )
        moves: list[Row] = []
        actions: list[Row] = []
        for opportunity_id, one in zip(ids, waiting, strict=True):
            one.deal.id = opportunity_id
            moves.append(
                {"opportunity_id": opportunity_id, "to_stage_id": one.entry.stage.id, "moved_at": one.entry.since}
            )
            if one.record.next_on and one.entry.stage.kind in {"suspect", "open"}:
                actions.append(
                    {
                        "opportunity_id": opportunity_id,
                        "due_on": one.record.next_on.isoformat(),
                        "what": one.record.next_what,
                    }
                )
        work.insert_many("stage_move", moves)
        work.insert_many("next_action", actions)

    def _contact(self, one: _Waiting) -> Row:
        record = one.record
        organization_id = self._organizations.of(record)
        unsaid = self._organizations.unsaid(record)
        source_on = record.source_on or (record.created_on if record.source else None)
        return {
            "name": record.name,
            "folded_name": record.folded_name,
            "given_name": record.given_name,
            "family_name": record.family_name,
            "job_title": record.job_title,
            "organization_id": organization_id,
            "address": record.address,
            "language": record.language,
            "tags": tags_json(record.tags) if one.people else "[]",
            "source": record.source,
            "source_on": source_on.isoformat() if source_on else self._source_on if record.source else None,
            "note": "\n".join(filter(None, (record.note, *unsaid))),
        }


class DryRun:
    """Writes nothing, and tells what would be different.

    Args:
        query: Reads the file.
    """

    def __init__(self, query: known.Query) -> None:
        self._query = query
        self._said: set[int] = set()
        """What earlier rows would have changed already, each as a hash."""

    def create(self, record: PersonRecord, deal: Deal, entry: Entry, *, people: bool) -> None:
        """Nothing to do."""

    def update(self, record: PersonRecord, person: Person, deal: Deal | None, entry: Entry | None) -> bool:
        """Whether updating would change anything; of an earlier row of the file it is taken to."""
        if not person.id or (deal is not None and not deal.id):
            return True
        changes, organization = contact_changes(self._query, person.id, record)
        said: set[tuple[str, int, str, Value]] = {
            ("contact", person.id, column, value) for column, value in changes.items()
        }
        if organization:
            said.add(("contact", person.id, "organization", record.folded_organization))
        for point in new_points(self._query, person.id, record):
            said.add((str(point["kind"]), person.id, "", point["normalized"]))
        if deal is not None and entry is not None:
            changes, _ = deal_changes(self._query, deal.id, entry, frozenset())
            said |= {("opportunity", deal.id, column, value) for column, value in changes.items()}
        change = hash(frozenset(said))
        different = bool(said) and change not in self._said
        self._said.add(change)
        return different

    def flush(self) -> None:
        """Nothing to do."""

"""Rows into the tables: batches of new people and deals, and changes to those that are there."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import NamedTuple, TypeAlias

from funneltui.domain.merging import united_channels
from funneltui.interchange.records import PersonRecord
from funneltui.services.importing.entry import Entry, NextStep, tags_json
from funneltui.services.importing.known import Deal, Person
from funneltui.services.importing.organizations import Organizations, tells_more, unsaid
from funneltui.services.importing.update import contact_changes, deal_changes, new_points, point_rows
from funneltui.services.prospects import end_next_step
from funneltui.storage.bulk import NewRow, row_of
from funneltui.storage.reads import known
from funneltui.storage.tables import (
    AnyRow,
    Contact,
    ContactPoint,
    NextAction,
    Opportunity,
    Organization,
    StageMove,
    names_of,
)
from funneltui.storage.unit_of_work import Work

_BATCH = 1000
_Said: TypeAlias = tuple[type[AnyRow], int, str, Hashable]
"""What a row would change: of which table's row, which part of it, to what."""
_KIND, _NORMALIZED = names_of(ContactPoint.kind, ContactPoint.normalized)
_contact, _card, _move, _action = row_of(Contact), row_of(Opportunity), row_of(StageMove), row_of(NextAction)


class _Waiting(NamedTuple):
    record: PersonRecord
    deal: Deal
    entry: Entry
    people: bool


class Writer:
    """Writes inside a step.

    Args:
        work: The step.
        source_on: The day people are known from when their row names a source and no date that has come.
    """

    def __init__(self, work: Work, source_on: str) -> None:
        self._work = work
        self._source_on = source_on
        self._organizations = Organizations(work)
        self._live = known.live_stages(work.query)
        self._planned = known.planned(work.query)
        self._waiting: list[_Waiting] = []
        self._later: list[tuple[PersonRecord, Person, bool, bool]] = []
        """What rows say of people who are waiting to be made."""
        self._moves: list[NewRow] = []
        self._points: list[NewRow] = []
        self._reached: set[int] = set()
        """Whose new ways to be reached are waiting."""

    def create(self, record: PersonRecord, deal: Deal, entry: Entry, *, people: bool) -> None:
        """Make a deal, and its contact when that has no id yet; `people` marks a file of people."""
        self._waiting.append(_Waiting(record, deal, entry, people))
        if len(self._waiting) >= _BATCH:
            self.flush()

    def complete(self, record: PersonRecord, person: Person, *, gently: bool, people: bool) -> bool:
        """Add to a contact what a row says of them; returns whether anything is different.

        See `update.contact_changes`. Of somebody whom an earlier row made, the caller knows that it is.
        """
        if not person.id:
            self._later.append((record, person, gently, people))
            return True
        return self._complete(record, person, gently=gently, people=people)

    def _complete(self, record: PersonRecord, person: Person, *, gently: bool, people: bool) -> bool:
        work = self._work
        organizations = self._organizations
        different = organizations.tells_more(record)
        organization = organizations.id_of(record)
        changes = contact_changes(
            work.query, person.id, record, gently=gently, people=people, more=organizations.unsaid(record)
        )
        if changes:
            different = True
            contact = work.get(Contact, person.id)
            if changes.wanted is not None:
                _write_contact(contact, changes.wanted)
            if changes.organization:
                contact.organization_id = organization
        if person.id in self._reached or len(self._points) >= _BATCH:
            self._flush_points()
        points = new_points(work.query, person.id, record)
        if points:
            self._points += points
            self._reached.add(person.id)
        return different or bool(points)

    def brings(self, record: PersonRecord, person: Person, deal: Deal | None, entry: Entry | None) -> bool:
        """Whether a row has anything that is not in the file."""
        self._flush_points()
        return brings(self._work.query, self._organizations, record, person, deal, entry)

    def update_deal(self, deal: Deal, entry: Entry) -> bool:
        """Complete and correct a deal that is in the file; returns whether anything is different."""
        work = self._work
        wanted, from_stage = deal_changes(work.query, deal.id, entry, self._live)
        planned = self._plan(deal, entry)
        if wanted is None:
            return planned
        _write_deal(work.get(Opportunity, deal.id), wanted)
        if from_stage:
            if len(self._moves) >= _BATCH:
                self._flush_moves()
            self._moves.append(
                _move(
                    opportunity_id=deal.id,
                    from_stage_id=from_stage,
                    to_stage_id=entry.stage.id,
                    moved_at=entry.values.stage_since,
                )
            )
            if entry.stage.kind in {"won", "lost", "parked"} and self._planned.pop(deal.id, 0):
                end_next_step(work, deal.id, "dropped")
        return True

    def _plan(self, deal: Deal, entry: Entry) -> bool:
        """Add the next action of a row where none is open."""
        if entry.action is None or deal.id in self._planned:
            return False
        self._planned[deal.id] = self._work.add_rows(NextAction, [_planned(deal.id, entry.action)])[0]
        return True

    def flush(self) -> None:
        """Write what is waiting, a table at a time: a row with references comes after what it refers to."""
        self._flush_points()
        self._flush_moves()
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        people: dict[Person, _Waiting] = {}
        for job in waiting:
            if not job.deal.person.id:
                people.setdefault(job.deal.person, job)
        self._add_people(people)
        self._add_deals(waiting)
        later, self._later = self._later, []
        for record, person, gently, tags in later:
            self._complete(record, person, gently=gently, people=tags)
        self._flush_points()

    def _flush_points(self) -> None:
        points, self._points = self._points, []
        self._reached.clear()
        self._work.add_rows(ContactPoint, points)

    def _flush_moves(self) -> None:
        moves, self._moves = self._moves, []
        self._work.add_rows(StageMove, moves)

    def _add_people(self, people: dict[Person, _Waiting]) -> None:
        self._organizations.add(job.record for job in people.values())
        ids = self._work.add_rows(Contact, [self._contact(job) for job in people.values()])
        points: list[NewRow] = []
        for person, contact_id, job in zip(people, ids, people.values(), strict=True):
            person.id = contact_id
            points += point_rows(contact_id, job.record)
        self._work.add_rows(ContactPoint, points)

    def _add_deals(self, waiting: list[_Waiting]) -> None:
        work = self._work
        ids = work.add_rows(Opportunity, [_new_deal(job.deal.person.id, job.entry) for job in waiting])
        moves: list[NewRow] = []
        actions: list[NewRow] = []
        for opportunity_id, job in zip(ids, waiting, strict=True):
            job.deal.id = opportunity_id
            entered = job.entry.values.stage_since
            moves.append(_move(opportunity_id=opportunity_id, to_stage_id=job.entry.stage.id, moved_at=entered))
            if job.entry.action is not None:
                actions.append(_planned(opportunity_id, job.entry.action))
        work.add_rows(StageMove, moves)
        work.add_rows(NextAction, actions)

    def _contact(self, job: _Waiting) -> NewRow:
        record = job.record
        organization_id = self._organizations.id_of(record)
        unsaid = self._organizations.unsaid(record)
        source_on = record.source_on or (record.created_on if record.source else None)
        known_from = min(source_on.isoformat(), self._source_on) if source_on else None
        return _contact(
            name=record.name,
            folded_name=record.folded_name,
            given_name=record.given_name,
            family_name=record.family_name,
            job_title=record.job_title,
            organization_id=organization_id,
            address=record.address,
            language=record.language,
            tags=tags_json(record.tags) if job.people else "[]",
            opposed=int(record.opposed),
            opposed_channels=tags_json(united_channels(record.opposed_channels)),
            source=record.source,
            source_on=known_from or (self._source_on if record.source else None),
            note="\n".join(filter(None, (record.note, *unsaid))),
        )


def _new_deal(contact_id: int, entry: Entry) -> NewRow:
    values = entry.values
    return _card(
        contact_id=contact_id,
        created_at=entry.created_at,
        stage_id=values.stage_id,
        stage_since=values.stage_since,
        former_stage_id=values.former_stage_id,
        title=values.title,
        amount=values.amount,
        won_amount=values.won_amount,
        currency=values.currency,
        daily_rate=values.daily_rate,
        half_days=values.half_days,
        expected_close=values.expected_close,
        closed_on=values.closed_on,
        external_id=values.external_id,
        tags=values.tags,
        lost_reason=values.lost_reason,
        lost_note=values.lost_note,
        parked_until=values.parked_until,
        parked_why=values.parked_why,
        note=values.note,
    )


def _write_deal(card: Opportunity, wanted: known.DealFields) -> None:
    card.stage_id, card.stage_since = wanted.stage_id, wanted.stage_since
    card.former_stage_id = wanted.former_stage_id
    card.title = wanted.title
    card.amount, card.won_amount, card.currency = wanted.amount, wanted.won_amount, wanted.currency
    card.daily_rate, card.half_days = wanted.daily_rate, wanted.half_days
    card.expected_close, card.closed_on = wanted.expected_close, wanted.closed_on
    card.external_id = wanted.external_id
    card.tags = wanted.tags
    card.lost_reason, card.lost_note = wanted.lost_reason, wanted.lost_note
    card.parked_until, card.parked_why = wanted.parked_until, wanted.parked_why
    card.note = wanted.note


def _write_contact(contact: Contact, wanted: known.ContactFields) -> None:
    contact.name = wanted.name
    contact.given_name, contact.family_name = wanted.given_name, wanted.family_name
    contact.job_title = wanted.job_title
    contact.address = wanted.address
    contact.language = wanted.language
    contact.source, contact.source_on = wanted.source, wanted.source_on
    contact.note = wanted.note
    contact.tags = wanted.tags
    contact.opposed, contact.opposed_channels = wanted.opposed, wanted.opposed_channels


def _planned(opportunity_id: int, action: NextStep) -> NewRow:
    return _action(opportunity_id=opportunity_id, due_on=action.due_on, due_time=action.due_time, what=action.what)


class DryRun:
    """Writes nothing, and tells what would be different.

    Args:
        query: Reads the file.
    """

    def __init__(self, query: known.Query) -> None:
        self._query = query
        self._organizations = known.organizations(query)
        self._said: set[int] = set()
        """What earlier rows would have changed already, each as a hash."""

    def create(self, record: PersonRecord, deal: Deal, entry: Entry, *, people: bool) -> None:
        """Nothing to do."""

    def complete(self, record: PersonRecord, person: Person, *, gently: bool, people: bool) -> bool:
        """Whether a row would change anything in a contact; of an earlier row's the caller knows that it does."""
        if not person.id:
            return True
        changes = contact_changes(
            self._query, person.id, record, gently=gently, people=people, more=unsaid(self._organizations, record)
        )
        said: set[_Said] = {(Contact, person.id, "", changes.wanted)} if changes.wanted is not None else set()
        if changes.organization:
            said.add((Contact, person.id, "", record.folded_organization))
        for point in new_points(self._query, person.id, record):
            said.add((ContactPoint, person.id, str(point[_KIND]), point[_NORMALIZED]))
        if tells_more(self._organizations, record):
            said.add((Organization, 0, record.folded_organization, f"{record.website}\n{record.sector}"))
        return self._new(said)

    def update_deal(self, deal: Deal, entry: Entry) -> bool:
        """Whether a row would change anything in a deal that is in the file."""
        wanted, _ = deal_changes(self._query, deal.id, entry, frozenset())
        said: set[_Said] = {(Opportunity, deal.id, "", wanted)} if wanted is not None else set()
        if plans(self._query, deal, entry):
            said.add((NextAction, deal.id, "", str(entry.action)))
        return self._new(said)

    def brings(self, record: PersonRecord, person: Person, deal: Deal | None, entry: Entry | None) -> bool:
        """Whether a row has anything that is not in the file."""
        return brings(self._query, self._organizations, record, person, deal, entry)

    def _new(self, said: set[_Said]) -> bool:
        change = hash(frozenset(said))
        different = bool(said) and change not in self._said
        self._said.add(change)
        return different

    def flush(self) -> None:
        """Nothing to do."""


Sink: TypeAlias = Writer | DryRun
"""Where the decisions about rows go."""


def brings(
    query: known.Query,
    organizations: Organizations | Mapping[str, known.KnownOrganization],
    record: PersonRecord,
    person: Person,
    deal: Deal | None,
    entry: Entry | None,
) -> bool:
    """Whether a row has anything that is not in the file."""
    known_organizations = organizations.known if isinstance(organizations, Organizations) else organizations
    if tells_more(known_organizations, record) or new_points(query, person.id, record):
        return True
    if contact_changes(
        query, person.id, record, gently=True, people=deal is None, more=unsaid(known_organizations, record)
    ):
        return True
    if deal is None or entry is None:
        return False
    return plans(query, deal, entry) or deal_changes(query, deal.id, entry, frozenset())[0] is not None


def plans(query: known.Query, deal: Deal, entry: Entry) -> bool:
    """Whether a row brings the next action of a deal that has none."""
    return entry.action is not None and known.open_action(query, deal.id) is None

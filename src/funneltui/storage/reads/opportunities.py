"""Whole deals as plain values, one by one or streamed in order, for lists and scripts.

A list never sorts the table: each stage is read along an index in the wanted order, and the stages
are merged as they come, so that the first twenty of 100,000 cost what twenty cost.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date, timedelta
from itertools import chain, islice
from typing import Any

from funneltui.clock import Clock
from funneltui.domain.temperature import Facts, Level
from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.settings import Settings
from funneltui.storage.reads.agenda import AgendaReads, Band
from funneltui.storage.reads.finding import Finding
from funneltui.storage.reads.opportunity_values import (
    AnswerRecord,
    ContactRecord,
    NextActionRecord,
    OpportunityRecord,
)
from funneltui.storage.reads.order import Order
from funneltui.storage.reads.part import ReadPart
from funneltui.storage.reads.roles import RoleRecord, roles_of
from funneltui.storage.reads.warmth import BOUGHT, warmth

_MANY = 50
"""When this many times more cards are found than wanted, they are picked from the whole list in its order: the
wanted ones come early, and the others need no sorting."""
_FIRST_BATCH = 25
_BATCH = 500


_RECORDS = f"""
SELECT d.opportunity_id, o.uid, d.title, s.key, s.name, s.kind, d.amount, d.currency, o.daily_rate, o.half_days,
  d.yes_count, d.last_touch_at, d.unanswered, d.source, d.created_at, o.updated_at, d.closed_on, d.lost_reason,
  d.parked_until, o.parked_why, o.parked_say, o.expected_close, o.contact_reason, o.buyer_step, c.note, o.note,
  d.contact_id, d.name, d.job_title, d.organization,
  ifnull((SELECT value FROM contact_point p WHERE p.contact_id = d.contact_id AND p.kind = 'email'
    ORDER BY p.position, p.id LIMIT 1), ''),
  ifnull((SELECT value FROM contact_point p WHERE p.contact_id = d.contact_id AND p.kind = 'phone'
    ORDER BY p.position, p.id LIMIT 1), ''),
  c.informed_on, c.opposed, c.opposed_channels,
  s.kind, s.probability, d.yes_count, d.no_count, d.last_in_at, d.unanswered, d.temperature_override,
  d.temperature_until, {BOUGHT.format(card="d")}, d.due_on, d.due_time, d.what, d.tags
FROM json_each(?) wanted
JOIN card d ON d.opportunity_id = wanted.value
JOIN opportunity o ON o.id = d.opportunity_id
JOIN contact c ON c.id = d.contact_id
JOIN stage s ON s.id = d.stage_id
ORDER BY wanted.key
"""
_FIRST_OF_CONTACT = [field.name for field in fields(OpportunityRecord)].index("contact")
_AFTER_CONTACT = _FIRST_OF_CONTACT + len(fields(ContactRecord))
_OWN, _CONTACT = slice(_FIRST_OF_CONTACT), slice(_FIRST_OF_CONTACT, _AFTER_CONTACT)
_WARMTH = slice(_AFTER_CONTACT, _AFTER_CONTACT + len(Facts._fields) - 1)
"""The columns of an `OpportunityRecord`, of its `ContactRecord`, and of what its temperature is computed from."""
_ANSWERS = """
SELECT a.opportunity_id, r.key, a.answer, a.evidence, a.said_by, a.said_on
FROM json_each(?) wanted
JOIN answer a ON a.opportunity_id = wanted.value AND a.current = 1
JOIN criterion r ON r.id = a.criterion_id AND r.archived = 0
ORDER BY r.position
"""


_FACTS = f"""
SELECT d.opportunity_id, s.kind, s.probability, d.yes_count, d.no_count, d.last_in_at, d.unanswered,
  d.temperature_override, d.temperature_until, {BOUGHT.format(card="d")}
FROM card d JOIN stage s ON s.id = d.stage_id
WHERE d.stage_id IN (SELECT value FROM json_each(?))
"""
_RANKS = {level: place for place, level in enumerate(Level)}


class OpportunityReads(ReadPart):
    """Deals of one open file."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, settings: Settings) -> None:
        super().__init__(connection, clock, settings)
        self._finding = Finding(connection, clock, settings)
        self._agenda = AgendaReads(connection, clock, settings)

    def record(self, opportunity_id: int) -> OpportunityRecord:
        """One deal.

        Raises:
            NotFoundError: There is none of that id, or it is in the bin.
        """
        for record in self.records([opportunity_id]):
            return record
        binned = self._connection.execute("SELECT 1 FROM opportunity WHERE id = ?", (opportunity_id,)).fetchone()
        if binned:
            raise NotFoundError(N_("#{id} is in the bin."), id=opportunity_id)
        raise NotFoundError(N_("Deal #{id} doesn't exist."), id=opportunity_id)

    def ids(
        self,
        query: str = "",
        *,
        stages: Sequence[int] = (),
        sort: str = "due",
        descending: bool = False,
        limit: int | None = None,
    ) -> Iterator[int]:
        """The ids of deals in order, read as they are asked for.

        Args:
            query: What is asked; empty: everything.
            stages: Ids of the stages to keep; none: all of them.
            sort: One of `SORTS`.
            descending: The other way round.
            limit: At most that many.

        Raises:
            QueryError: The query cannot be understood.
        """
        order = Order(self._connection, self._clock.today(), stages)
        cards = self._finding.cards(query) if query.split() else None
        if sort == "temperature":
            ids = self._by_temperature(order, cards, descending=descending)
        elif cards is not None and limit is not None and len(cards) > _MANY * limit:
            kept = frozenset(cards)
            ids = (number for number in order.ids(sort, descending=descending) if number in kept)
        else:
            ids = order.ids(sort, descending=descending, among=cards)
        return islice(ids, limit)

    def due_ids(self, days: int = 0, query: str = "") -> Iterator[int]:
        """What to act on: due actions, the longest overdue first, parked cards that come back, offers about to lapse.

        Args:
            days: How many days after today count.
            query: Which of them; empty: all.

        Raises:
            QueryError: The query cannot be understood.
        """
        today = self._clock.today()
        until = today + timedelta(days=min(days, (date.max - today).days))
        coming = Order(self._connection, self._clock.today(), ()).due_until(until)
        others = chain.from_iterable(self._agenda.ids(band) for band in (Band.ANSWERED, Band.LAPSING))
        ids = _once(chain(coming, others))
        if not query.split():
            return ids
        kept = frozenset(self._finding.cards(query))
        return (number for number in ids if number in kept)

    def _by_temperature(self, order: Order, among: list[int] | None, *, descending: bool) -> Iterator[int]:
        """The coldest first. It is computed, so every card has to be looked at."""
        chosen, parameters = _FACTS, [json.dumps(order.stages)]
        if among is not None:
            chosen += " AND d.opportunity_id IN (SELECT value FROM json_each(?))"
            parameters.append(json.dumps(among))
        today = self._clock.today()
        keys = []
        for number, *columns in self._connection.execute(chosen, parameters):
            warm = warmth(today, *columns)
            keys.append((_RANKS[warm.level], warm.points, number))
        return (number for _level, _points, number in sorted(keys, reverse=descending))

    def records(self, ids: Iterable[int]) -> Iterator[OpportunityRecord]:
        """The deals of these ids in that order; missing and binned ones are left out."""
        coming = iter(ids)
        size = _FIRST_BATCH
        while batch := list(islice(coming, size)):
            wanted = json.dumps(batch)
            answers: dict[int, dict[str, AnswerRecord]] = {}
            for number, key, *said in self._connection.execute(_ANSWERS, (wanted,)):
                answers.setdefault(number, {})[key] = AnswerRecord(*said)
            roles = roles_of(self._connection, batch)
            for row in self._connection.execute(_RECORDS, (wanted,)).fetchall():
                yield self._record(row, answers.get(row[0], {}), roles.get(row[0], ()))
            size = min(size * 8, _BATCH)

    def _record(
        self, row: tuple[Any, ...], answers: dict[str, AnswerRecord], roles: Sequence[RoleRecord]
    ) -> OpportunityRecord:
        today = self._clock.today()
        *contact, opposed, channels = row[_CONTACT]
        due_on, due_time, what, tags = row[_WARMTH.stop :]
        rest = (
            ContactRecord(*(*contact, bool(opposed), tuple(json.loads(channels)))),
            warmth(today, *row[_WARMTH]),
            answers,
            due_on and NextActionRecord(due_on, due_time, what, due_on < today.isoformat()),
            tuple(json.loads(tags)),
            tuple(roles),
        )
        return OpportunityRecord(*(*row[_OWN], *rest))


def _once(ids: Iterable[int]) -> Iterator[int]:
    """Each of them the first time it comes."""
    seen: set[int] = set()
    for number in ids:
        if number not in seen:
            seen.add(number)
            yield number

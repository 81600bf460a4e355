"""Everybody in the file, with the opportunity that matters most of each: the contacts list."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from heapq import merge
from operator import itemgetter
from typing import Any, NamedTuple

from funneltui.storage.reads import heat
from funneltui.storage.reads.part import ReadPart

__all__ = ["SORTS", "PeopleReads", "PersonRow"]

_LAST_TOUCH = "(SELECT max(happened_at) FROM touch t WHERE t.contact_id = c.id)"
_BEST = "LEFT JOIN (SELECT contact_id, {} AS best FROM card GROUP BY contact_id) k ON k.contact_id = c.id"
_ORDERS = {
    "name": ("", "c.folded_name, c.id"),
    "organization": (
        "LEFT JOIN organization g ON g.id = c.organization_id",
        "g.folded_name IS NULL, g.folded_name, c.folded_name, c.id",
    ),
    "due": (_BEST.format("min(due_on)"), "k.best IS NULL, k.best, c.id"),
    "value": (_BEST.format("max(amount)"), "k.best DESC, c.id"),
    "temperature": (_BEST.format(f"max({heat.HEAT})"), "k.best DESC, c.id"),
    "touched": ("", f"{_LAST_TOUCH} IS NULL DESC, {_LAST_TOUCH}, c.id"),
    "created": ("", "c.id DESC"),
}
SORTS = tuple(_ORDERS)
"""The orders of the list; `touched` has those who wait longest first."""
_FEW = 2_000
"""So many people are put in any order in no time."""
_BY_ORGANIZATION = """SELECT c.id FROM organization g CROSS JOIN contact c ON c.organization_id = g.id
WHERE c.binned_at IS NULL ORDER BY g.folded_name, c.folded_name, c.id LIMIT ?"""
"""Along the index of the organizations' names; who has none comes after them."""

_FIRST = "(SELECT value FROM contact_point p WHERE p.contact_id = c.id AND p.kind = '{}' ORDER BY position LIMIT 1)"
_RANK = "CASE t.kind WHEN 'open' THEN 0 WHEN 'suspect' THEN 1 WHEN 'parked' THEN 2 WHEN 'won' THEN 3 ELSE 4 END"
_ROWS = f"""
SELECT c.id, ifnull(d.opportunity_id, 0), c.name, c.job_title, ifnull(g.name, ''),
  ifnull({_FIRST.format("email")}, ''), ifnull({_FIRST.format("phone")}, ''), c.source,
  ifnull(s.key, ''), s.name, ifnull(s.kind, ''), ifnull(s.probability, 0), d.amount, ifnull(d.currency, ''),
  d.due_on, d.due_time, ifnull(d.what, ''), ifnull(d.yes_count, 0), ifnull(d.no_count, 0), ifnull(d.unanswered, 0),
  d.last_in_at, d.last_touch_at, d.parked_until, d.closed_on, ifnull(d.temperature_override, ''), d.temperature_until,
  c.opposed = 1 OR c.opposed_channels <> '[]'
FROM contact c
LEFT JOIN organization g ON g.id = c.organization_id
LEFT JOIN card d ON d.opportunity_id = (
  SELECT k.opportunity_id FROM card k JOIN stage t ON t.id = k.stage_id
  WHERE k.contact_id = c.id ORDER BY {_RANK}, k.opportunity_id DESC LIMIT 1)
LEFT JOIN stage s ON s.id = d.stage_id
WHERE c.id IN (SELECT value FROM json_each(?))
"""
_CARDS = f"""
SELECT c.value, (SELECT k.opportunity_id FROM card k JOIN stage t ON t.id = k.stage_id
  WHERE k.contact_id = c.value ORDER BY {_RANK}, k.opportunity_id DESC LIMIT 1)
FROM json_each(?) c
"""


def _best(rows: Iterator[tuple[Any, int]], limit: int) -> dict[int, Any]:
    """What is first of each person, of at least so many people and of all who share the last one's.

    Args:
        rows: What people have, in order, and whose it is.
        limit: How many people.
    """
    best: dict[int, Any] = {}
    last = None
    for value, person in rows:
        if len(best) >= limit and value != last:
            break
        best.setdefault(person, value)
        last = value
    return best


class PersonRow(NamedTuple):
    """A contact with the most live of their opportunities; its fields are empty when they have none."""

    contact_id: int
    opportunity_id: int
    """0 without one."""
    name: str
    job_title: str
    organization: str
    email: str
    phone: str
    source: str
    stage_key: str
    stage_name: str | None
    kind: str
    probability: int
    amount: int | None
    currency: str
    due_on: str | None
    due_time: str | None
    what: str
    yes_count: int
    no_count: int
    unanswered: int
    last_in_at: str | None
    last_touch_at: str | None
    parked_until: str | None
    closed_on: str | None
    temperature_override: str
    temperature_until: str | None
    opposed: int


class PeopleReads(ReadPart):
    """The contacts list's queries, on one connection."""

    def ids(self, sort: str = "name", *, among: Iterable[int] | None = None, limit: int = -1) -> array[int]:
        """The contacts in order.

        Args:
            sort: One of `SORTS`.
            among: Only these; None: everybody who is not in the bin.
            limit: At most so many; a negative one is none.
        """
        joined, order = _ORDERS[sort]
        values: dict[str, str | int] = {"limit": limit, "today": self._clock.today().isoformat()}
        chosen = ""
        if among is not None:
            chosen = "AND c.id IN (SELECT value FROM json_each(:among))"
            values["among"] = json.dumps(list(among))
        (listed,) = self._connection.execute(
            f"SELECT json_group_array(id) FROM (SELECT c.id FROM contact c {joined}"
            f" WHERE c.binned_at IS NULL {chosen} ORDER BY {order} LIMIT :limit)",
            values,
        ).fetchone()
        return array("q", json.loads(listed))

    def first(self, sort: str, limit: int) -> array[int] | None:
        """The first contacts of an order, at least `limit`, at a cost that does not grow with how many there are.

        None when they cannot be told without looking at everybody: by temperature, by the last exchange, and
        where fewer than `limit` have what the order goes by.
        """
        if sort in {"name", "created"}:
            return self.ids(sort, limit=limit)
        known = "SELECT count(*) FROM (SELECT 1 FROM contact LIMIT ?)"
        if self._connection.execute(known, (_FEW,)).fetchone()[0] < _FEW:
            return self.ids(sort)
        if sort == "organization":
            ids = [row[0] for row in self._connection.execute(_BY_ORGANIZATION, (limit,))]
        elif sort in {"due", "value"}:
            rows = self._by_due() if sort == "due" else self._by_value()
            best = _best(rows, limit)
            ids = sorted(best, key=lambda person: (best[person], person))[:limit]
        else:
            return None
        return array("q", ids) if len(ids) == limit else None

    def _by_due(self) -> Iterator[tuple[str, int]]:
        return self._connection.execute(
            "SELECT due_on, contact_id FROM card WHERE due_on IS NOT NULL ORDER BY due_on, opportunity_id"
        )

    def _by_value(self) -> Iterator[tuple[int, int]]:
        statement = (
            "SELECT -amount, contact_id FROM card WHERE stage_id = ? AND amount IS NOT NULL"
            " ORDER BY amount DESC, opportunity_id DESC"
        )
        stages = self._connection.execute("SELECT id FROM stage").fetchall()
        return merge(*(self._connection.execute(statement, stage) for stage in stages), key=itemgetter(0))

    def cards(self, ids: Iterable[int]) -> dict[int, int]:
        """The opportunity that matters most of each of these people, in their order; without those who have none."""
        rows = self._connection.execute(_CARDS, (json.dumps(list(ids)),))
        return {person: card for person, card in rows if card is not None}

    def rows(self, ids: Iterable[int]) -> dict[int, PersonRow]:
        """These contacts, without those that are no more."""
        rows = self._connection.execute(_ROWS, (json.dumps(list(ids)),))
        return {row[0]: PersonRow._make(row) for row in rows}

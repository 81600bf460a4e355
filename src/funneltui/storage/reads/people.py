"""Everybody in the file, with the deal that matters most of each: the contacts list."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple

from funneltui.domain.text import fold
from funneltui.storage.reads import heat
from funneltui.storage.reads.part import ReadPart
from funneltui.storage.reads.warmth import BOUGHT

_RANK = "CASE t.kind WHEN 'open' THEN 0 WHEN 'suspect' THEN 1 WHEN 'parked' THEN 2 WHEN 'won' THEN 3 ELSE 4 END"
_MATTERS = f"""LEFT JOIN (
  SELECT contact_id, {{}} AS best, min({_RANK} * 1000000000000 - card.opportunity_id)
  FROM card JOIN stage t ON t.id = card.stage_id GROUP BY contact_id) k ON k.contact_id = c.id"""
"""Something of the card that matters most of each: beside a `min`, SQLite gives the other columns of its row."""
_POINT = """LEFT JOIN (
  SELECT contact_id, value AS best, min(position) FROM contact_point WHERE kind = '{}' GROUP BY contact_id) k
  ON k.contact_id = c.id"""
_TOUCHED = "ifnull((SELECT max(happened_at) FROM touch t WHERE t.contact_id = c.id), '')"


class _Order(NamedTuple):
    """How everybody is put in an order."""

    by: str
    """What decides, smallest first."""
    joined: str = ""
    empty: str = ""
    """True of those who have nothing to go by: they come last, also the other way round."""
    descending: bool = False
    then: str = "c.folded_name, c.id"

    def sql(self, *, reverse: bool) -> str:
        """The terms of ORDER BY."""
        down = " DESC" if self.descending != reverse else ""
        return ", ".join(filter(None, (self.empty, f"{self.by}{down}", self.then)))


_ORDERS = {
    "name": _Order("c.folded_name", then="c.id"),
    "organization": _Order(
        "g.folded_name", "LEFT JOIN organization g ON g.id = c.organization_id", "g.folded_name IS NULL"
    ),
    "job": _Order("folded(c.job_title)", empty="c.job_title = ''"),
    "stage": _Order("k.best", _MATTERS.format("t.position"), "k.best IS NULL"),
    "temperature": _Order("k.best", _MATTERS.format(heat.HEAT), "k.best IS NULL", descending=True, then="c.id"),
    "due": _Order("k.best", _MATTERS.format("due_on"), "k.best IS NULL", then="c.id"),
    "value": _Order("k.best", _MATTERS.format("amount"), "k.best IS NULL", descending=True, then="c.id"),
    "touched": _Order(_TOUCHED, then="c.id"),
    "email": _Order("k.best COLLATE NOCASE", _POINT.format("email"), "k.best IS NULL"),
    "phone": _Order("k.best", _POINT.format("phone"), "k.best IS NULL"),
    "source": _Order("folded(c.source)", empty="c.source = ''"),
    "score": _Order("k.best", _MATTERS.format("yes_count"), "k.best IS NULL", descending=True),
    "created": _Order("c.id", descending=True, then=""),
}
SORTS = tuple(_ORDERS)
"""The orders of the list, each by what the list shows of a person; `touched` has those who wait longest first."""
_FEW = 2_000
"""So many people are put in any order in no time."""
_WORDS = 20_000
"""So many job titles or sources are folded once, however many people have them."""
_AT_ONCE = 150
"""Cards of which it is asked at once whether they matter most."""
_BY_ORGANIZATION = """SELECT c.id FROM organization g CROSS JOIN contact c ON c.organization_id = g.id
WHERE c.binned_at IS NULL ORDER BY g.folded_name, c.folded_name, c.id LIMIT ?"""
"""Along the index of the organizations' names; who has none comes after them."""

_FIRST = "(SELECT value FROM contact_point p WHERE p.contact_id = c.id AND p.kind = '{}' ORDER BY position LIMIT 1)"
_ROWS = f"""
SELECT c.id, ifnull(d.opportunity_id, 0), c.name, c.job_title, ifnull(g.name, ''),
  ifnull({_FIRST.format("email")}, ''), ifnull({_FIRST.format("phone")}, ''), c.source,
  ifnull(s.key, ''), s.name, ifnull(s.kind, ''), ifnull(s.probability, 0), d.amount, ifnull(d.currency, ''),
  d.due_on, d.due_time, ifnull(d.what, ''), ifnull(d.yes_count, 0), ifnull(d.no_count, 0), ifnull(d.unanswered, 0),
  d.last_in_at, d.last_touch_at, d.parked_until, d.closed_on, ifnull(d.temperature_override, ''), d.temperature_until,
  c.opposed = 1 OR c.opposed_channels <> '[]', {BOUGHT.format(card="d")}
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
    """A contact with the most live of their deals; its fields are empty when they have none."""

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
    bought: int
    """Whether they have bought before."""


def phones(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Every phone number: its id, as it was typed, and as it is compared."""
    return connection.execute("SELECT id, value, normalized FROM contact_point WHERE kind = 'phone'").fetchall()


class PeopleReads(ReadPart):
    """The contacts list's queries, on one connection."""

    def ids(
        self, sort: str = "name", *, reverse: bool = False, among: Iterable[int] | None = None, limit: int = -1
    ) -> array[int]:
        """The contacts in order.

        Args:
            sort: One of `SORTS`.
            reverse: The other way round; who has nothing to go by comes last in either way.
            among: Only these; None: everybody who is not in the bin.
            limit: At most so many; a negative one is none.
        """
        order = _ORDERS[sort]
        if "folded(" in order.by:
            self._connection.create_function("folded", 1, lru_cache(_WORDS)(fold), deterministic=True)
        values: dict[str, str | int] = {"limit": limit, "today": self._clock.today().isoformat()}
        chosen = ""
        if among is not None:
            chosen = "AND c.id IN (SELECT value FROM json_each(:among))"
            values["among"] = json.dumps(list(among))
        (listed,) = self._connection.execute(
            f"SELECT json_group_array(id) FROM (SELECT c.id FROM contact c {order.joined}"
            f" WHERE c.binned_at IS NULL {chosen} ORDER BY {order.sql(reverse=reverse)} LIMIT :limit)",
            values,
        ).fetchone()
        return array("q", json.loads(listed))

    def first(self, sort: str, limit: int, *, reverse: bool = False) -> array[int] | None:
        """The first contacts of an order, at least `limit`, at a cost that does not grow with how many there are.

        None when they cannot be told without looking at everybody: in an order that no index has, and
        where fewer than `limit` have what the order goes by.
        """
        if sort in {"name", "created"}:
            return self.ids(sort, reverse=reverse, limit=limit)
        known = "SELECT count(*) FROM (SELECT 1 FROM contact LIMIT ?)"
        if self._connection.execute(known, (_FEW,)).fetchone()[0] < _FEW:
            return self.ids(sort, reverse=reverse)
        if reverse:
            return None
        if sort == "organization":
            ids = [row[0] for row in self._connection.execute(_BY_ORGANIZATION, (limit,))]
        elif sort in {"due", "value"}:
            rows = self._by_due() if sort == "due" else self._by_value()
            best = _best(self._mattering(rows), limit)
            ids = sorted(best, key=lambda person: (best[person], person))[:limit]
        else:
            return None
        return array("q", ids) if len(ids) == limit else None

    def _mattering(self, rows: Iterator[tuple[Any, int, int]]) -> Iterator[tuple[Any, int]]:
        """What cards have and whose it is, of those that matter most of their person."""
        while batch := list(islice(rows, _AT_ONCE)):
            matter = self.cards({person for _, person, _ in batch})
            yield from ((value, person) for value, person, card in batch if matter.get(person) == card)

    def _by_due(self) -> Iterator[tuple[str, int, int]]:
        return self._connection.execute(
            "SELECT due_on, contact_id, opportunity_id FROM card WHERE due_on IS NOT NULL"
            " ORDER BY due_on, opportunity_id"
        )

    def _by_value(self) -> Iterator[tuple[int, int, int]]:
        statement = (
            "SELECT -amount, contact_id, opportunity_id FROM card WHERE stage_id = ? AND amount IS NOT NULL"
            " ORDER BY amount DESC, opportunity_id DESC"
        )
        stages = self._connection.execute("SELECT id FROM stage").fetchall()
        return merge(*(self._connection.execute(statement, stage) for stage in stages), key=itemgetter(0))

    def cards(self, ids: Iterable[int]) -> dict[int, int]:
        """The deal that matters most of each of these people, in their order; without those who have none."""
        rows = self._connection.execute(_CARDS, (json.dumps(list(ids)),))
        return {person: card for person, card in rows if card is not None}

    def rows(self, ids: Iterable[int]) -> dict[int, PersonRow]:
        """These contacts, without those that are no more."""
        rows = self._connection.execute(_ROWS, (json.dumps(list(ids)),))
        return {row[0]: PersonRow._make(row) for row in rows}

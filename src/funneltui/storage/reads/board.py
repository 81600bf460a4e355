"""What the board reads: lanes with their totals, the order of a lane, windows of cards.

Cost does not grow with the number of cards: totals are kept, the first rows of a lane are a range
scan on an index, and what is on the screen is fetched by id. Only the whole order of a lane
(`ids`) reads every row; it is meant for a thread with a connection of its own.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.json import decode

from funneltui.clock import Clock
from funneltui.settings import Settings
from funneltui.storage.reads import heat
from funneltui.storage.reads.part import ReadPart
from funneltui.storage.reads.warmth import BOUGHT, warmth

if TYPE_CHECKING:
    from funneltui.storage.reads.finding import Finding

_FEW = 30_000
"""Below so many matching cards, a sum over their ids is faster than one over the query."""
SORTS = ("due", "name", "value", "created", "temperature")
"""The orders of a column. `due` is the usual one: overdue, due today, no next action, then by date."""

_FIRST_MONTH: dict[str, Callable[[int], int]] = {
    "month": lambda month: month,
    "quarter": lambda month: month - (month - 1) % 3,
    "year": lambda _: 1,
}


class Lane(NamedTuple):
    """A stage of the board with what is in it."""

    stage_id: int
    key: str
    name: str | None
    """The user's own name for it; None: the built-in one."""
    definition: str | None
    kind: str
    """suspect, open, won, parked or lost."""
    probability: int
    """The chance of a sale, in percent."""
    colour: str
    """The name of its colour (`domain.stages.COLOURS`); empty for none."""
    idle_days: int
    """Days of rest after which a card counts as idle; 0 for never."""
    count: int  # type: ignore[assignment] # the cards in it; nobody counts equal fields of a lane
    amounts: dict[str, int]
    """The sum of the cards' values in minor units, by currency."""


class CardRow(NamedTuple):
    """One card as the board draws it: a row of the `card` table."""

    id: int
    stage_id: int
    contact_id: int
    name: str
    job_title: str
    organization: str
    title: str
    amount: int | None
    currency: str
    source: str
    tags: str
    due_on: str | None
    due_time: str | None
    what: str
    yes_count: int
    no_count: int
    unanswered: int
    first_unanswered_at: str | None
    last_in_at: str | None
    last_touch_at: str | None
    opposed: int
    temperature_override: str
    temperature_until: str | None
    parked_until: str | None
    lost_reason: str
    stage_since: str
    created_at: str
    closed_on: str | None
    bought: int
    """Whether their contact has bought before."""

    def level(self, lane: Lane | None, today: date) -> str:
        """How warm it is in its lane on a day: cold, warm or hot."""
        kind, probability = (lane.kind, lane.probability) if lane else ("open", 0)
        counts = self.yes_count, self.no_count, self.last_in_at, self.unanswered
        override = self.temperature_override, self.temperature_until
        return warmth(today, kind, probability, *counts, *override, self.bought).level.value


class _Order(NamedTuple):
    parts: tuple[str, ...]
    """Conditions and orders of the ranges that follow each other."""
    key: Callable[[tuple[Any, ...], str], tuple[Any, ...]]
    """What a card is sorted by, from `_KEY_COLUMNS` and today."""
    descending: bool = False
    extra: str = ""
    """One more expression for the key, after `_KEY_COLUMNS`."""


_KEY_COLUMNS = "stage_id, due_on, due_time, folded_name, amount, created_at, closed_on, parked_until"


def _due_key(row: tuple[Any, ...], today: str) -> tuple[Any, ...]:
    due, time = row[1], row[2]
    if due is None:
        return (2, "", "")
    if due == today:
        return (1, "", time or "~")
    return (0 if due < today else 3, due, "")


_ORDERS = {
    "due": _Order(
        (
            "due_on < :today ORDER BY due_on, opportunity_id",
            "due_on = :today ORDER BY due_time IS NULL, due_time, opportunity_id",
            "due_on IS NULL ORDER BY opportunity_id",
            "due_on > :today ORDER BY due_on, opportunity_id",
        ),
        _due_key,
    ),
    "name": _Order(("1 ORDER BY folded_name, opportunity_id",), lambda row, _: (row[3],)),
    "value": _Order(
        ("1 ORDER BY amount DESC, opportunity_id DESC",),
        lambda row, _: (-1 if row[4] is None else row[4],),
        descending=True,
    ),
    "created": _Order(("1 ORDER BY created_at DESC, opportunity_id DESC",), lambda row, _: (row[5],), descending=True),
    "temperature": _Order(
        (f"1 ORDER BY {heat.HEAT} DESC, opportunity_id DESC",),
        lambda row, _: (row[8],),
        descending=True,
        extra=heat.HEAT,
    ),
    "closed": _Order(
        ("1 ORDER BY closed_on DESC, opportunity_id DESC",), lambda row, _: (row[6] or "",), descending=True
    ),
    "parked": _Order(
        ("1 ORDER BY parked_until IS NULL, parked_until, opportunity_id",), lambda row, _: (row[7] or "~",)
    ),
}
_BY_KIND = {"won": "closed", "lost": "closed", "parked": "parked"}


def since(period: str, today: str) -> str:
    """The first day of the month, quarter or year that `today` is in; empty for `all`."""
    first = _FIRST_MONTH.get(period)
    return f"{today[:5]}{first(int(today[5:7])):02}-01" if first else ""


def _listed(ids: Iterable[int]) -> str:
    """The ids as a JSON array: one parameter, however many they are."""
    return f"[{','.join(map(str, ids))}]"


class BoardReads(ReadPart):
    """The board's queries, on one connection."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, settings: Settings) -> None:
        super().__init__(connection, clock, settings)
        self.period: str = settings.won_period
        """Which won cards are shown: month, quarter, year or all."""
        *columns, _bought = CardRow._fields
        self._columns = ", ".join((*columns, BOUGHT.format(card="card"))).replace("id", "opportunity_id", 1)

    @property
    def connection(self) -> sqlite3.Connection:
        """What it reads with."""
        return self._connection

    def lanes(self) -> list[Lane]:
        """The stages in their order, with counts and sums; won ones of the current period only."""
        connection, first = self._connection, since(self.period, self._today())
        totals: dict[int, dict[str, tuple[int, int]]] = {}
        for stage_id, currency, cards, amount in connection.execute(
            "SELECT t.stage_id, t.currency, sum(t.cards), sum(t.amount) FROM stage_total t"
            " JOIN stage s ON s.id = t.stage_id WHERE s.kind <> 'won' OR t.month >= ? GROUP BY 1, 2",
            (first[:7],),
        ):
            totals.setdefault(stage_id, {})[currency] = (cards, amount)
        stages = connection.execute(
            "SELECT id, key, name, definition, kind, probability, colour, idle_days FROM stage"
            " WHERE archived = 0 ORDER BY position, id"
        )
        lanes = []
        for stage in stages:
            by_currency = totals.get(stage[0], {})
            amounts = {currency: amount for currency, (_, amount) in by_currency.items() if amount}
            lanes.append(Lane._make((*stage, sum(cards for cards, _ in by_currency.values()), amounts)))
        return lanes

    def first_ids(self, lane: Lane, sort: str, limit: int) -> array[int]:
        """The first cards of a lane, at most `limit`.

        By temperature, which every card would have to be looked at for, they are the first by what is due:
        the order comes with `ids`.
        """
        sort = "due" if sort == "temperature" else sort
        ids: array[int] = array("q")
        for statement, values in self._ranges(lane, sort):
            rows = self._connection.execute(f"{statement} LIMIT :limit", values | {"limit": limit - len(ids)})
            ids.extend(row[0] for row in rows)
            if len(ids) >= limit:
                break
        return ids

    def ids(self, lane: Lane, sort: str) -> array[int]:
        """Every card of a lane, in order. Reads the whole lane: not for the event loop."""
        ids: array[int] = array("q")
        for statement, values in self._ranges(lane, sort):
            # One row of JSON holds the interpreter's lock for a tenth of what fetching rows does.
            (listed,) = self._connection.execute(
                f"SELECT json_group_array(opportunity_id) FROM ({statement})", values
            ).fetchone()
            ids.extend(decode(listed))
        return ids

    def cards(self, ids: Iterable[int]) -> dict[int, CardRow]:
        """These cards, without those that are no more."""
        rows = self._connection.execute(
            f"SELECT {self._columns} FROM card WHERE opportunity_id IN (SELECT value FROM json_each(?))",
            (_listed(ids),),
        )
        return {row[0]: CardRow._make(row) for row in rows}

    def place(self, lane: Lane, sort: str, ids: Sequence[int], card: int) -> int:
        """Where a card belongs among a lane's `ids`, which are in order and lack it."""
        order = self._order(lane, sort)
        wanted = self._key(order, card)
        low, high = 0, len(ids)
        while low < high:
            middle = (low + high) // 2
            key = self._key(order, ids[middle])
            if (key > wanted) if order.descending else (key < wanted):
                low = middle + 1
            else:
                high = middle
        return low

    def stages_of(self, ids: Iterable[int]) -> dict[int, int]:
        """The stage of each of these cards that the board shows."""
        first = since(self.period, self._today())
        rows = self._connection.execute(
            "SELECT c.opportunity_id, c.stage_id FROM card c JOIN stage s ON s.id = c.stage_id"
            " WHERE c.opportunity_id IN (SELECT value FROM json_each(?))"
            " AND (s.kind <> 'won' OR c.closed_on >= ? OR ? = '')",
            (_listed(ids), first, first),
        )
        return dict(rows.fetchall())

    @cached_property
    def finding(self) -> Finding:
        """What the filter's queries mean."""
        from funneltui.storage.reads.finding import Finding  # not on the way to the first paint

        return Finding(self._connection, self._clock, self._settings)

    def matching(self, text: str, among: Collection[int] | None = None) -> frozenset[int]:
        """The cards that match a query, in no order.

        Args:
            text: The query.
            among: Only these; None: all.

        Raises:
            QueryError: The query cannot be understood.
        """
        return frozenset(self.finding.cards(text, among))

    def matching_amounts(self, text: str, among: Collection[int] | None = None) -> dict[int, dict[str, int]]:
        """The sums of the cards that match a query, by stage and currency. Not for the event loop.

        Args:
            text: The query.
            among: The cards that match, when they are known.
        """
        condition, parameters = self.finding.condition(text)
        if among is not None and len(among) < _FEW:
            condition = "card.opportunity_id IN (SELECT value FROM json_each(:found))"
            parameters = {"found": _listed(among)}
        parameters["since"] = since(self.period, self._today())
        sums: dict[int, dict[str, int]] = {}
        for stage_id, currency, amount in self._connection.execute(
            "SELECT card.stage_id, card.currency, sum(card.amount) FROM card JOIN stage s ON s.id = card.stage_id"
            f" WHERE ({condition}) AND (s.kind <> 'won' OR card.closed_on >= :since OR :since = '') GROUP BY 1, 2",
            parameters,
        ):
            if amount:
                sums.setdefault(stage_id, {})[currency] = amount
        return sums

    def grid_size(self) -> int:
        """How many criteria the qualification grid has."""
        (size,) = self._connection.execute("SELECT count(*) FROM criterion WHERE archived = 0").fetchone()
        return int(size)

    def data_version(self) -> int:
        """A number that changes when another connection has written."""
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def contents(self) -> str:
        """A text that changes with whatever a person keeps in the file, drafts of forms apart; empty when unknown."""
        (digests,) = self._connection.execute(
            "SELECT group_concat(value) FROM profile WHERE key LIKE 'digest:%' AND key <> 'digest:draft'"
        ).fetchone()
        return str(digests or "")

    def _today(self) -> str:
        return self._clock.today().isoformat()

    @staticmethod
    def _order(lane: Lane, sort: str) -> _Order:
        return _ORDERS[_BY_KIND.get(lane.kind, sort) if sort == "due" else sort]

    def _ranges(self, lane: Lane, sort: str) -> list[tuple[str, dict[str, object]]]:
        """The statements that give a lane's ids, one after the other."""
        today = self._today()
        first = since(self.period, today) if lane.kind == "won" else ""
        shown = "stage_id = :stage AND closed_on >= :since" if first else "stage_id = :stage"
        values: dict[str, object] = {"stage": lane.stage_id, "today": today, "since": first}
        return [
            (f"SELECT opportunity_id FROM card WHERE {shown} AND {part}", values)
            for part in self._order(lane, sort).parts
        ]

    def _key(self, order: _Order, card: int) -> tuple[Any, ...]:
        columns = f"{_KEY_COLUMNS}, {order.extra}" if order.extra else _KEY_COLUMNS
        row = self._connection.execute(
            f"SELECT {columns} FROM card WHERE opportunity_id = :card", {"card": card, "today": self._today()}
        ).fetchone()
        return (*order.key(row, self._today()), card) if row else ()

"""In which order deals come, without ever sorting the table.

An order is a row of bands, one after the other ("overdue and today", "nothing planned", "later");
within a band each stage is read along an index and the stages are merged as they come.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from heapq import merge
from itertools import chain

SORTS = ("due", "name", "value", "created", "stage", "temperature")
"""What a list can be ordered by. `due` is the board's order: overdue, today, nothing planned, then by date;
after them parked ones by the day they wake, then won and lost ones, the latest first."""

_LIVE_KINDS = ("suspect", "open")


@dataclass(frozen=True, slots=True)
class _Band:
    """A stretch of a list: these stages' cards that pass `where`, in the order of `column`."""

    stages: tuple[int, ...]
    column: str
    where: str = ""
    parameters: tuple[str, ...] = ()
    descending: bool = False
    stays_last: bool = False
    """Whether it is at the end whichever way round the list is."""

    def reversed(self) -> _Band:
        return replace(self, descending=not self.descending)


class Order:
    """Orders the cards of some stages.

    Args:
        connection: A reading connection.
        today: The person's local day.
        stages: Ids of the stages to keep; none: all of them.
    """

    def __init__(self, connection: sqlite3.Connection, today: date, stages: Sequence[int] = ()) -> None:
        self._connection = connection
        self._today = today.isoformat()
        rows = connection.execute("SELECT id, kind FROM stage ORDER BY position, id").fetchall()
        self._kinds: dict[int, str] = {number: kind for number, kind in rows if not stages or number in stages}

    @property
    def stages(self) -> tuple[int, ...]:
        """The stages kept, in the board's order."""
        return tuple(self._kinds)

    def ids(self, sort: str, *, descending: bool = False, among: Sequence[int] | None = None) -> Iterator[int]:
        """Ids of deals in order, read as they are asked for.

        Args:
            sort: One of `SORTS` but `temperature`.
            descending: The other way round. Cards without a value stay last.
            among: Only these; None: all.
        """
        bands = self._bands(sort)
        if descending:
            last = [band for band in bands if band.stays_last]
            bands = [band.reversed() for band in reversed(bands) if not band.stays_last] + last
        return chain.from_iterable(self._read(band, among) for band in bands)

    def due_until(self, day: date) -> Iterator[int]:
        """Cards due until `day`, the longest overdue first, and after those of today the parked ones that wake."""
        until = day.isoformat()
        overdue, today, _nothing, later = self._by_due(self._of(*_LIVE_KINDS, "won"))
        later = replace(later, where="due_on > ? AND due_on <= ?", parameters=(self._today, until))
        awake = _Band(self._of("parked"), "parked_until", "parked_until <= ?", (until,))
        return chain.from_iterable(self._read(band, None) for band in (overdue, today, awake, later))

    def _bands(self, sort: str) -> list[_Band]:
        if sort == "due":
            groups = [self._of(*kinds) for kinds in (_LIVE_KINDS, ("parked",), ("won",), ("lost",))]
            return [band for stages in groups if stages for band in self._by_kind(stages)]
        if sort == "stage":
            return [band for stage in self.stages for band in self._by_kind((stage,))]
        if sort == "value":
            unknown = _Band(self.stages, "amount", "amount IS NULL", stays_last=True)
            return [_Band(self.stages, "amount", "amount IS NOT NULL"), unknown]
        return [_Band(self.stages, {"name": "folded_name", "created": "created_at"}[sort])]

    def _by_kind(self, stages: tuple[int, ...]) -> list[_Band]:
        """Stages of one kind: live ones by what is due, parked ones by waking, closed ones the latest first."""
        kind = self._kinds[stages[0]]
        if kind in _LIVE_KINDS:
            return self._by_due(stages)
        if kind == "parked":
            return [_Band(stages, "ifnull(parked_until, '~')")]
        return [_Band(stages, "closed_on", descending=True)]

    def _by_due(self, stages: tuple[int, ...]) -> list[_Band]:
        """Overdue, today by its time, nothing planned, later."""
        return [
            _Band(stages, "due_on", "due_on < ?", (self._today,)),
            _Band(stages, "ifnull(due_time, '~')", "due_on = ?", (self._today,)),
            _Band(stages, "due_on", "due_on IS NULL"),
            _Band(stages, "due_on", "due_on > ?", (self._today,)),
        ]

    def _of(self, *kinds: str) -> tuple[int, ...]:
        return tuple(stage for stage, kind in self._kinds.items() if kind in kinds)

    def _read(self, band: _Band, among: Sequence[int] | None) -> Iterator[int]:
        way = "DESC" if band.descending else "ASC"
        order = f"ORDER BY {band.column} {way}, opportunity_id {way}"
        where = f" AND {band.where}" if band.where else ""
        # NULLs sort as empty texts, so that the merge can compare them; the index is still followed.
        columns = f"ifnull({band.column}, ''), opportunity_id"
        if among is not None:
            statement = f"SELECT {columns} FROM card WHERE opportunity_id IN (SELECT value FROM json_each(?))"
            statement += f" AND +stage_id IN (SELECT value FROM json_each(?)){where} {order}"
            parameters = (json.dumps(list(among)), json.dumps(band.stages), *band.parameters)
            return (number for _, number in self._connection.execute(statement, parameters))
        statement = f"SELECT {columns} FROM card WHERE stage_id = ?{where} {order}"
        streams = [self._connection.execute(statement, (stage, *band.parameters)) for stage in band.stages]
        return (number for _, number in merge(*streams, reverse=band.descending))

"""The journal of steps: every row before and after, so that each step can be undone and redone.

Steps form one line, whichever program or door they came through. `undo` takes the latest done
step back, `redo` does the earliest undone one again, and a new step drops the undone ones (they
stay in the history). States: done, undone, dropped, sealed (a migration or an erasure made the
images useless: undo stops there).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection

from funneltui.storage.database import SCHEMA_VERSION
from funneltui.storage.errors import ChangedSinceError, NothingToRedoError, NothingToUndoError
from funneltui.storage.outcome import step_label
from funneltui.storage.rows import Row, Rows

__all__ = ["RowChange", "StepHead", "Way", "record", "redo", "undo"]

_encode = msgspec.json.Encoder().encode
_decode_row = msgspec.json.Decoder(dict[str, str | int | None]).decode
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where there was or is none."""

    table: str
    row_id: int
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class StepHead:
    """A step without its rows."""

    name: str
    arguments: Mapping[str, object]
    at: str
    door: str = ""
    step_id: int = 0

    @property
    def label(self) -> str:
        """The step's name in the language in force."""
        return step_label(self.name, self.arguments)


Way: TypeAlias = Callable[[Connection, Rows], StepHead]
"""`undo` or `redo`: one step along the line."""


def record(connection: Connection, head: StepHead, changes: Sequence[RowChange]) -> int:
    """Write a finished step down and drop the undone ones. Returns the step's id."""
    connection.exec_driver_sql("UPDATE step SET state = 'dropped' WHERE state = 'undone'")
    written = connection.exec_driver_sql(
        "INSERT INTO step (name, arguments, at, door, state, schema_version) VALUES (?, ?, ?, ?, 'done', ?)",
        (head.name, _encode(head.arguments).decode(), head.at, head.door, SCHEMA_VERSION),
    )
    step_id = int(written.lastrowid)
    connection.exec_driver_sql(
        "INSERT INTO change (step_id, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
        [
            (
                step_id,
                one.table,
                one.row_id,
                None if one.before is None else _encode(one.before).decode(),
                None if one.after is None else _encode(one.after).decode(),
            )
            for one in changes
        ],
    )
    return step_id


def undo(connection: Connection, rows: Rows) -> StepHead:
    """Put the rows of the latest done step back as they were before it.

    Raises:
        NothingToUndoError: No step is done, or the latest one was sealed.
        ChangedSinceError: A row is no longer what the step left.
    """
    head = _head(connection, "state IN ('done', 'sealed') ORDER BY id DESC", refuse="sealed")
    if head is None:
        raise NothingToUndoError
    changes = [
        RowChange(one.table, one.row_id, one.after, one.before) for one in reversed(_changes(connection, head.step_id))
    ]
    _apply(rows, changes, head.label)
    connection.exec_driver_sql("UPDATE step SET state = 'undone' WHERE id = ?", (head.step_id,))
    return head


def redo(connection: Connection, rows: Rows) -> StepHead:
    """Do the earliest undone step again.

    Raises:
        NothingToRedoError: No step is undone.
        ChangedSinceError: A row is no longer what undoing left.
    """
    head = _head(connection, "state = 'undone' ORDER BY id")
    if head is None:
        raise NothingToRedoError
    _apply(rows, _changes(connection, head.step_id), head.label)
    connection.exec_driver_sql("UPDATE step SET state = 'done' WHERE id = ?", (head.step_id,))
    return head


def _head(connection: Connection, which: str, refuse: str = "") -> StepHead | None:
    statement = f"SELECT id, name, arguments, at, door, state FROM step WHERE {which} LIMIT 1"
    found = connection.exec_driver_sql(statement).first()
    if found is None or found.state == refuse:
        return None
    return StepHead(found.name, msgspec.json.decode(found.arguments), found.at, found.door, found.id)


def _changes(connection: Connection, step_id: int) -> list[RowChange]:
    found = connection.exec_driver_sql(
        "SELECT table_name, row_id, before, after FROM change WHERE step_id = ? ORDER BY id", (step_id,)
    )
    return [
        RowChange(
            table,
            row_id,
            None if before is None else _decode_row(before),
            None if after is None else _decode_row(after),
        )
        for table, row_id, before, after in found
    ]


def _runs(changes: Sequence[RowChange]) -> Iterator[tuple[str, list[RowChange]]]:
    """Consecutive changes of one table and kind, in handy batches, each row once in a batch."""
    for (table, _, _), group in groupby(changes, lambda one: (one.table, one.before is None, one.after is None)):
        batch: dict[int, RowChange] = {}
        for one in group:
            if one.row_id in batch or len(batch) == _BATCH:
                yield table, list(batch.values())
                batch = {}
            batch[one.row_id] = one
        yield table, list(batch.values())


def _apply(rows: Rows, changes: Sequence[RowChange], label: str) -> None:
    """Bring each row from its `before` to its `after`, after checking that it is at `before`."""
    for table, run in _runs(changes):
        present = rows.many(table, [one.row_id for one in run])
        for one in run:
            if present.get(one.row_id) != one.before:
                raise ChangedSinceError(table, one.row_id, step=label)
        if run[0].before is None:
            rows.put(table, [one.after for one in run if one.after is not None])
        elif run[0].after is None:
            rows.remove(table, [one.before for one in run if one.before is not None])
        else:
            for one in run:
                rows.change(table, one.before or {}, one.after or {})

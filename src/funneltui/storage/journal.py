"""The journal of steps: every row before and after, so that each step can be undone and redone.

Steps form one line, whichever program or door they came through. `undo` takes the latest done
step back, `redo` does the earliest undone one again, and a new step drops the undone ones (they
stay in the history). States: done, undone, dropped, sealed (a migration made the images useless: undo stops
there; or an erasure for privacy: undo says so, and goes on before it when it is told to).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, TypeAlias

import msgspec

from funneltui.storage import digest
from funneltui.storage.bulk import Bulk
from funneltui.storage.database import SCHEMA_VERSION
from funneltui.storage.errors import ChangedSinceError, ErasedStepError, NothingToRedoError, NothingToUndoError
from funneltui.storage.outcome import step_label
from funneltui.storage.touched import Image, Value
from funneltui.storage.uids import new_uid

_encode = msgspec.json.Encoder().encode
_decode_row = msgspec.json.Decoder(dict[str, str | int | None]).decode
_BATCH = 1000
"""Rows that are held in memory at a time, whatever the size of a step."""
_END = 2**63 - 1
"""Beyond any id."""


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


Way: TypeAlias = Callable[[Bulk], StepHead]
"""`undo` or `redo`: one step along the line."""


class Recorder:
    """Writes a step down while it happens, a batch of rows at a time.

    Args:
        connection: The step's own transaction: a step that fails takes its record along.
        at: The step's instant.
        door: Which way it came in.
    """

    def __init__(self, connection: sqlite3.Connection, at: str, door: str) -> None:
        self._connection = connection
        self._at = at
        self._door = door
        self._waiting: list[tuple[str, Value, str | None, str | None]] = []
        self._step_id = 0

    def note(self, table: str, before: Image | None, after: Image | None) -> None:
        """Write down what a row was and what it is; None where there was or is none."""
        row_id = (after or before or {})["id"]
        assert isinstance(row_id, int)
        self._waiting.append((table, row_id, _text(before), _text(after)))
        self._write_many()

    def note_added(self, table: str, images: Sequence[Image]) -> None:
        """Write down rows that were not there before."""
        self._waiting += [(table, image["id"], None, _encode(image).decode()) for image in images]
        self._write_many()

    def _write_many(self) -> None:
        """Write what is waiting once it is much."""
        if len(self._waiting) < _BATCH:
            return
        if not self._step_id:
            self._begin("", {})
            digest.count_at_the_end(self._connection, "change")
        self._write()

    def finish(self, name: str, arguments: Mapping[str, object]) -> int | None:
        """Name the step, now that it is known what it came to. Returns its id; None when nothing was different."""
        if self._step_id:
            self._connection.execute(
                "UPDATE step SET name = ?, arguments = ? WHERE id = ?",
                (name, _encode(arguments).decode(), self._step_id),
            )
        elif self._waiting:
            self._begin(name, arguments)
        self._write()
        return self._step_id or None

    def _begin(self, name: str, arguments: Mapping[str, object]) -> None:
        """Give the step its place in the line, which drops the undone ones."""
        self._connection.execute("UPDATE step SET state = 'dropped' WHERE state = 'undone'")
        written = self._connection.execute(
            "INSERT INTO step (uid, name, arguments, at, door, state, schema_version)"
            " VALUES (?, ?, ?, ?, ?, 'done', ?)",
            (new_uid(), name, _encode(arguments).decode(), self._at, self._door, SCHEMA_VERSION),
        )
        self._step_id = int(written.lastrowid or 0)

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._connection.executemany(
                "INSERT INTO change (step_id, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
                [(self._step_id, *change) for change in waiting],
            )


def undo(bulk: Bulk, *, past_erasure: bool = False) -> StepHead:
    """Put the rows of the latest done step back as they were before it.

    Args:
        bulk: The transaction's rows.
        past_erasure: Whether to pass over erasures for privacy.

    Raises:
        NothingToUndoError: No step is done, or the latest one was sealed by a migration.
        ErasedStepError: The latest one is an erasure.
        ChangedSinceError: A row is no longer what the step left.
    """
    sealed = "state = 'sealed' AND erased_on IS NULL" if past_erasure else "state = 'sealed'"
    step = _head(bulk, f"state = 'done' OR {sealed} ORDER BY id DESC")
    if step is None:
        raise NothingToUndoError
    head, state, erased_on = step
    if state == "sealed":
        raise NothingToUndoError if erased_on is None else ErasedStepError(step=head.label)
    _travel(bulk, head, back=True)
    bulk.driver.execute("UPDATE step SET state = 'undone' WHERE id = ?", (head.step_id,))
    return head


def redo(bulk: Bulk) -> StepHead:
    """Do the earliest undone step again.

    Raises:
        NothingToRedoError: No step is undone.
        ChangedSinceError: A row is no longer what undoing left.
    """
    step = _head(bulk, "state = 'undone' ORDER BY id")
    if step is None:
        raise NothingToRedoError
    head, *_ = step
    _travel(bulk, head, back=False)
    bulk.driver.execute("UPDATE step SET state = 'done' WHERE id = ?", (head.step_id,))
    return head


def _head(bulk: Bulk, which: str) -> tuple[StepHead, str, str | None] | None:
    """The first of these steps, its state, and the day an erasure went through it; None when there is none."""
    rows = bulk.sql(f"SELECT id, name, arguments, at, door, state, erased_on FROM step WHERE {which} LIMIT 1")
    if not rows:
        return None
    step_id, name, arguments, at, door, state, erased_on = rows[0]
    return StepHead(name, msgspec.json.decode(arguments), at, door, step_id), state, erased_on


def _text(image: Image | None) -> str | None:
    return None if image is None else _encode(image).decode()


class _Leg(NamedTuple):
    """One row of the way: what it has to be now, and what it becomes. None where there is to be no row."""

    table: str
    row_id: int
    now: Image | None
    then: Image | None


def _travel(bulk: Bulk, head: StepHead, *, back: bool) -> None:
    """Bring each row of a step to its other side, after checking that it is on the one left.

    Raises:
        ChangedSinceError: A row is not. The transaction is to be rolled back.
    """
    for window in _windows(bulk, head.step_id, back=back):
        for table, legs in _runs(window):
            other = bulk.first_other(table, {leg.row_id: leg.now for leg in legs})
            if other is not None:
                raise ChangedSinceError(table, other, step=head.label)
            now = [leg.now for leg in legs if leg.now is not None]
            then = [leg.then for leg in legs if leg.then is not None]
            if not now:
                bulk.insert(table, [bulk.completed(table, image) for image in then])
            elif not then:
                bulk.delete(table, now)
            else:
                bulk.update(table, zip(now, then, strict=True))


def _windows(bulk: Bulk, step_id: int, *, back: bool) -> Iterator[list[_Leg]]:
    """The rows of a step in the order of the way, some at a time."""
    sides, comparison, order = ("after, before", "<", "DESC") if back else ("before, after", ">", "")
    statement = (
        f"SELECT id, table_name, row_id, {sides} FROM change WHERE step_id = ? AND id {comparison} ?"
        f" ORDER BY id {order} LIMIT {_BATCH}"
    )
    last = _END if back else 0
    while changes := bulk.sql(statement, (step_id, last)):
        last = changes[-1][0]
        yield [
            _Leg(table, row_id, now and _decode_row(now), then and _decode_row(then))
            for _, table, row_id, now, then in changes
        ]


def _runs(window: Iterable[_Leg]) -> Iterator[tuple[str, list[_Leg]]]:
    """Rows of one table and kind of change, each once in a run.

    The order within a table is kept, for what must be there once; tables do not see each other before the end.
    """
    tables: dict[str, list[_Leg]] = {}
    for leg in window:
        tables.setdefault(leg.table, []).append(leg)
    for table, legs in tables.items():
        for _, group in groupby(legs, lambda leg: (leg.now is None, leg.then is None)):
            run: dict[int, _Leg] = {}
            for leg in group:
                if leg.row_id in run:
                    yield table, list(run.values())
                    run = {}
                run[leg.row_id] = leg
            yield table, list(run.values())

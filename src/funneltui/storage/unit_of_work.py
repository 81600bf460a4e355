"""The only way to write: one named step, one transaction, every row journalled.

A step takes the write lock before it reads, so that no two programs overwrite each other; it
rolls back unless its block ends well; what it committed is on the disk.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from funneltui.clock import Clock
from funneltui.domain.text import fold
from funneltui.storage import erasing, journal, scrubbing
from funneltui.storage.database import Database
from funneltui.storage.engine import engine_on
from funneltui.storage.erasing import Erasing
from funneltui.storage.errors import NothingToUndoError, OtherStepsError, writing_failure
from funneltui.storage.outcome import Change
from funneltui.storage.rows import COLUMNS, DEFAULTS, FILLED_IN, Row, Rows, Value
from funneltui.storage.uids import new_uid

__all__ = ["Row", "UnitOfWork", "Value", "Work", "instant"]


def instant(moment: datetime) -> str:
    """An aware instant as the tables hold it: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Work:
    """What a step may do. Rows go in and come out as plain dictionaries of checked values.

    Attributes:
        now: The step's instant, as the tables hold it.
        today: The user's local day.
        change: What the step did, once its block has ended.
    """

    def __init__(
        self, connection: Connection, clock: Clock, door: str, name: str, arguments: Mapping[str, object]
    ) -> None:
        self._rows = Rows(connection)
        self._name = name
        self._arguments = dict(arguments)
        self._made: list[int] = []
        self.now = instant(clock.now())
        self._recorder = journal.Recorder(self._rows.driver, self.now, door)
        self.today = clock.today().isoformat()
        self.change = Change(None, name, arguments)

    def get(self, table: str, row_id: int) -> Row:
        """One row.

        Raises:
            NotFoundError: There is none of that id.
        """
        return self._rows.get(table, row_id)

    def find(self, table: str, **equal: Value) -> list[Row]:
        """The rows whose columns hold these values, oldest first."""
        return self._rows.find(table, **equal)

    def many(self, table: str, ids: Sequence[int]) -> dict[int, Row]:
        """The rows of these ids that exist, by id."""
        return self._rows.many(table, ids)

    @property
    def reading(self) -> sqlite3.Connection:
        """For the read side's own queries inside the transaction: what they find nobody else can change now."""
        return self._rows.driver

    def sql(self, statement: str, parameters: Sequence[Value] = ()) -> list[Sequence[Value]]:
        """Rows of a SELECT of one's own, inside the transaction."""
        return self._rows.sql(statement, parameters)

    def insert(self, table: str, **values: Value) -> int:
        """Add a row; uid and dates are filled in where the table has them. Returns its id."""
        return self.insert_many(table, [values])[0]

    def insert_many(self, table: str, rows: Sequence[Mapping[str, Value]]) -> list[int]:
        """Add rows in bulk and return their ids, in order."""
        first = self._rows.next_id(table)
        known = set(COLUMNS[table])
        whole: list[Row] = []
        for number, values in enumerate(rows, first):
            if not known.issuperset(values):
                raise KeyError(table, sorted(set(values) - known))
            whole.append(self._whole(table, number, values))
        self._rows.put(table, whole)
        self._recorder.inserted(table, whole)
        ids = list(range(first, first + len(whole)))
        if table == "opportunity":
            self._made += ids
        return ids

    def update(self, table: str, row_id: int, **values: Value) -> bool:
        """Change columns of a row; returns whether anything was different.

        Raises:
            NotFoundError: There is no such row.
        """
        before = self._rows.get(table, row_id)
        if all(before[name] == value for name, value in values.items()):
            return False
        after = {**before, **values}
        if "updated_at" in before:
            after["updated_at"] = self.now
        if "name" in values and "folded_name" in before:
            after["folded_name"] = fold(str(values["name"]))
        self._rows.change(table, before, after)
        self._recorder.changed(table, row_id, before, after)
        return True

    def delete(self, table: str, row_id: int) -> None:
        """Remove a row.

        Raises:
            NotFoundError: There is no such row.
        """
        before = self._rows.get(table, row_id)
        self._rows.remove(table, [before])
        self._recorder.removed(table, row_id, before)

    def rename(self, name: str, /, **arguments: object) -> None:
        """Name the step anew, once it is known what it comes to."""
        self._name, self._arguments = name, arguments

    def _whole(self, table: str, row_id: int, values: Mapping[str, Value]) -> Row:
        row = {**DEFAULTS[table], **values, "id": row_id}
        for column in FILLED_IN[table]:
            if column == "folded_name":
                row[column] = row[column] or fold(str(row["name"]))
            elif column not in row:
                row[column] = new_uid() if column == "uid" else self.now
        return row

    def conclude(self) -> None:
        """Finish the record and make the cards it touched again. For the unit of work only, once, last."""
        step_id = self._recorder.finish(self._name, self._arguments)
        if step_id is not None:
            self._rows.refresh_derived()
            self.change = change_of(self._rows, step_id, self._name, self._arguments, self._made)


def change_of(
    rows: Rows, step_id: int, name: str, arguments: Mapping[str, object], created: Sequence[int] = ()
) -> Change:
    """What a transaction's rows say was touched."""
    return Change(
        step_id,
        name,
        arguments,
        frozenset(rows.opportunities),
        frozenset(rows.contacts),
        rows.structure,
        tuple(created),
    )


class UnitOfWork:
    """Opens steps on one file. Usable from several threads: steps come one after the other.

    Args:
        database: The checked file.
        clock: Where the steps' instants come from.
        door: Which way the steps come in ("program", "cli"…), for the history.
        patience: How many seconds to wait for another program that is writing.
    """

    def __init__(self, database: Database, clock: Clock, door: str = "", *, patience: float = 10) -> None:
        self._database = database
        self._clock = clock
        self._door = door
        self._patience = patience
        self._engine: Engine | None = None
        self._lock = threading.Lock()

    @contextmanager
    def step(self, name: str, /, **arguments: object) -> Iterator[Work]:
        """One undoable change; `work.change` says what it did, after the block.

        Args:
            name: An English message id with `{places}`, for the history.
            arguments: What goes in the places: text, numbers or `outcome.words`.

        Raises:
            ReadOnlyFileError, BusyError, StorageFullError, DamagedFileError: Nothing was changed.
        """
        with self._transaction() as connection:
            work = Work(connection, self._clock, self._door, name, arguments)
            yield work
            work.conclude()

    def erase(self, contact_id: int, *, oppose: bool, organization: bool) -> tuple[Erasing, Change]:
        """Erase somebody for good, as one step that nothing takes back. `scrub` then cleans the file.

        Args:
            contact_id: Whom.
            oppose: Whether their addresses go onto the opposition list.
            organization: Whether their organization goes too when nobody else has anything to do with it.

        Raises:
            NotFoundError: There is no such contact.
            ReadOnlyFileError, BusyError, StorageFullError, DamagedFileError: Nothing was changed.
        """
        with self._transaction() as connection:
            rows = Rows(connection)
            done = erasing.erase(
                rows,
                contact_id,
                now=instant(self._clock.now()),
                today=self._clock.today().isoformat(),
                door=self._door,
                oppose=oppose,
                organization=organization,
            )
            return done, change_of(rows, done.step_id, erasing.ERASURE, {})

    def scrub(self) -> None:
        """Clean the file, its log and the copies beside it of the bytes of everybody who was erased.

        Does nothing when that has been done. While it has not, `Services` tries again each time it is opened.

        Raises:
            ReadOnlyFileError, BusyError, StorageFullError, DamagedFileError, UnreadableFileError: It is still to
                be done.
        """
        waiting = [] if self._database.read_only else scrubbing.unscrubbed(self._database)
        if not waiting:
            return
        scrubbing.drop_copies(self._database)
        with self._lock:
            try:
                scrubbing.rewrite(self._database, self._patience)
            except sqlite3.Error as error:
                raise writing_failure(error, self._database.path) or error from error
        with self._transaction() as connection:
            Rows(connection).driver.executemany(
                "UPDATE erasure SET scrubbed_at = ? WHERE id = ?",
                [(instant(self._clock.now()), one) for one in waiting],
            )

    def keep_draft(self, form: str, subject: str, subject_id: int, fields: str | None) -> None:
        """Keep the fields of a form, as a JSON object, outside the journal; None forgets them."""
        place = (form, subject, subject_id)
        with self._transaction() as connection:
            driver = Rows(connection).driver
            driver.execute("DELETE FROM draft WHERE form = ? AND subject = ? AND subject_id = ?", place)
            if fields is not None:
                driver.execute(
                    "INSERT INTO draft (form, subject, subject_id, fields, saved_at) VALUES (?, ?, ?, ?, ?)",
                    (*place, fields, instant(self._clock.now())),
                )

    def undo(self, count: int = 1, *, only: Collection[int] | None = None, past_erasure: bool = False) -> Change:
        """Put back what the last `count` steps changed, all or none.

        Args:
            count: How many.
            only: The ids they must have, when they were meant one by one; what an erasure took of them is left out.
            past_erasure: Whether erasures are passed over.

        Raises:
            NothingToUndoError: Fewer steps are left.
            ErasedStepError: An erasure is among them, and not to be passed over.
            OtherStepsError: Another step than those of `only` came in between.
            ChangedSinceError: A row is no longer what the step left.
        """
        return self._travel(partial(journal.undo, past_erasure=past_erasure), count, only)

    def redo(self, count: int = 1) -> Change:
        """Do the last `count` undone steps again, all or none.

        Raises:
            NothingToRedoError: Fewer steps were undone, or something was done since.
            ChangedSinceError: A row is no longer what undoing left.
        """
        return self._travel(journal.redo, count)

    def engine(self) -> Engine:
        """The engine, opened at the first use."""
        if self._engine is None:
            self._engine = engine_on(lambda: self._database.connect(write=True, patience=self._patience))
        return self._engine

    def close(self) -> None:
        """Let go of the file, once the step in hand has ended."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    def _travel(self, way: journal.Way, count: int, only: Collection[int] | None = None) -> Change:
        with self._transaction() as connection:
            rows = Rows(connection)
            if only is not None:
                only = erasing.not_erased(rows, only)
                count = len(only)
                if not only:
                    raise NothingToUndoError
            heads = [way(rows) for _ in range(count)]
            if only is not None and {head.step_id for head in heads} != only:
                raise OtherStepsError
            head = heads[-1]
            rows.refresh_derived()
            return change_of(rows, head.step_id, head.name, head.arguments)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._lock:
            try:
                with self.engine().begin() as connection:
                    yield connection
            except DBAPIError as error:
                raise writing_failure(error.orig, self._database.path) or error from error
            except sqlite3.Error as error:
                raise writing_failure(error, self._database.path) or error from error

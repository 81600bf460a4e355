"""The only way to write: one named step, one transaction, every row journalled.

A step takes the write lock before it reads, so that no two programs overwrite each other; it
rolls back unless its block ends well; what it committed is on the disk.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlmodel import Session, SQLModel, col, select

from funneltui.clock import Clock
from funneltui.errors import FunnelError, InvalidValueError, NotFoundError
from funneltui.i18n import N_
from funneltui.storage import erasing, integrity, journal, scrubbing
from funneltui.storage.bulk import Bulk, NewRow, shape_of
from funneltui.storage.database import Database, in_memory
from funneltui.storage.engine import engine_on
from funneltui.storage.erasing import Erasing
from funneltui.storage.errors import NothingToUndoError, OtherStepsError, writing_failure
from funneltui.storage.local_days import instant
from funneltui.storage.outcome import Change
from funneltui.storage.persons import Person, find_person
from funneltui.storage.session import StepSession
from funneltui.storage.tables import Answer, Draft, Erasure, NextAction, Opportunity, table_of
from funneltui.storage.touched import Image, Touched, Value

Row: TypeAlias = Image
Entity = TypeVar("Entity", bound=SQLModel)
_HIGHEST_WANTED = 1 << 30
"""An id of a document beyond this would leave too few that another file would read."""
_NEAR = 20
"""Characters of a text that are told on each side of the one that cannot be saved."""
_TAKING_OVER = (Answer, NextAction)
"""Tables where one row of a deal counts at a time: the old one is marked so before the new one is added."""
Condition: TypeAlias = ColumnElement[bool] | bool
"""A comparison with a column: `Contact.name == name` (which a type checker takes for a truth value)."""


class Work:
    """What a step may do: get, find, add, change and delete objects of the tables' classes.

    An object is changed by setting its attributes; what is different in the end is written and journalled. Objects
    stay inside the step: whoever wants something of them afterwards takes plain values along.

    Attributes:
        now: The step's instant, as the tables hold it.
        today: The user's local day.
        change: What the step did, once its block has ended.
    """

    def __init__(
        self, connection: Connection, clock: Clock, door: str, name: str, arguments: Mapping[str, object]
    ) -> None:
        self._bulk = Bulk(connection)
        self._name = name
        self._arguments = dict(arguments)
        self._made: list[int] = []
        self._next_ids: dict[str, int] = {}
        self.now = instant(clock.now())
        self._recorder = journal.Recorder(self._bulk.driver, self.now, door)
        self._session = StepSession(connection, self.now, self._recorder, self._bulk.touched)
        self.today = clock.today().isoformat()
        self.change = Change(None, name, arguments)

    # -- Objects ------------------------------------------------------------------------------

    def get(self, model: type[Entity], row_id: int) -> Entity:
        """The row of this id.

        Raises:
            NotFoundError: There is none.
        """
        entity = self._session.of_id(model, row_id)
        if entity is None:
            raise NotFoundError(N_("{table} {id} doesn't exist."), table=model.__tablename__, id=row_id)
        return entity

    def find(self, model: type[Entity], *where: Condition) -> list[Entity]:
        """The rows for which all of this holds, oldest first."""
        statement = select(model).where(*where).order_by(table_of(model).c.id)
        return list(self._session.exec(statement))

    def first(self, model: type[Entity], *where: Condition) -> Entity | None:
        """The oldest row for which all of this holds, if there is one."""
        statement = select(model).where(*where).order_by(table_of(model).c.id).limit(1)
        return self._session.exec(statement).first()

    def many(self, model: type[Entity], ids: Collection[int]) -> dict[int, Entity]:
        """The rows of these ids that exist, by id."""
        return self._session.of_ids(model, ids)

    def add(self, entity: Entity) -> Entity:
        """Add a row; it has its id at once."""
        if isinstance(entity, _TAKING_OVER):
            self._session.flush()
        (entity_id,) = self._take_ids(str(entity.__tablename__), 1)
        entity.id = entity_id
        self._session.add(entity)
        if isinstance(entity, Opportunity):
            self._made.append(entity_id)
        return entity

    def delete(self, entity: SQLModel) -> None:
        """Remove a row."""
        self._session.delete(entity)
        self._session.flush()

    # -- Many rows at a time ------------------------------------------------------------------

    def add_rows(self, model: type[SQLModel], rows: Sequence[NewRow], wanted: Sequence[int] = ()) -> list[int]:
        """Add rows made by `bulk.row_of`, much faster than objects; returns their ids, in order.

        Args:
            model: Of which table.
            rows: The rows.
            wanted: The ids they are to have; others are given where one of these was used before.
        """
        self._session.flush()
        table = str(model.__tablename__)
        shape = shape_of(table)
        ids = self._take_ids(table, len(rows), wanted)
        images = shape.images(rows, ids, self.now)
        self._bulk.add(table, images)
        self._recorder.note_added(table, images)
        if model is Opportunity:
            self._made += ids
        return list(ids)

    def _take_ids(self, table: str, count: int, wanted: Sequence[int] = ()) -> Sequence[int]:
        """Ids of a table that no other row has or had: the wanted ones if they are such, else the next."""
        first = self._next_ids.get(table) or self._bulk.next_id(table)
        fit = wanted and first <= min(wanted) and max(wanted) < _HIGHEST_WANTED
        ids = wanted if fit else range(first, first + count)
        self._next_ids[table] = max(ids, default=first - 1) + 1
        return ids

    @property
    def reading(self) -> sqlite3.Connection:
        """For the read side's own queries inside the transaction: what they find nobody else can change now."""
        self._session.flush()
        return self._bulk.driver

    def query(self, statement: str, parameters: Sequence[Value] = ()) -> sqlite3.Cursor:
        """Run a query of the read side inside the transaction."""
        return self.reading.execute(statement, parameters)

    def rename(self, name: str, /, **arguments: object) -> None:
        """Name the step anew, once it is known what it comes to."""
        self._name, self._arguments = name, arguments

    def conclude(self) -> None:
        """Finish the record and make the cards it touched again. For the unit of work only, once, last."""
        self._session.flush()
        step_id = self._recorder.finish(self._name, self._arguments)
        if step_id is not None:
            self._bulk.touched.refresh(self._bulk.driver)
            self.change = change_of(self._bulk.touched, step_id, self._name, self._arguments, self._made)

    def close(self) -> None:
        """Let the objects go. For the unit of work only."""
        self._session.close()


def change_of(
    touched: Touched, step_id: int, name: str, arguments: Mapping[str, object], created: Sequence[int] = ()
) -> Change:
    """What a transaction says it has touched."""
    return Change(
        step_id,
        name,
        arguments,
        frozenset(touched.opportunities),
        frozenset(touched.contacts),
        touched.structure,
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
        self.database = database
        self.clock = clock
        self._door = door
        self._patience = patience
        self._engine: Engine | None = None
        self._rehearsing = False
        self._lock = threading.Lock()
        self.guard: Callable[[], None] = database.check_place
        """Called before each transaction: raises when the file is not the one that was opened."""
        self.keep_due: Callable[[], None] = lambda: None
        """Called before each transaction: makes a backup when one is due."""
        self.keep: Callable[[str], None] = lambda _reason: None
        """Called before what changes much, with why: makes a backup."""

    @contextlib.contextmanager
    def step(self, name: str, /, **arguments: object) -> Iterator[Work]:
        """One undoable change; `work.change` says what it did, after the block.

        Args:
            name: An English message id with `{places}`, for the history.
            arguments: What goes in the places: text, numbers or `outcome.words`.

        Raises:
            ReadOnlyFileError, BusyError, StorageFullError, DamagedFileError: Nothing was changed.
        """
        with self._transaction() as connection:
            work = Work(connection, self.clock, self._door, name, arguments)
            with contextlib.closing(work):
                yield work
                work.conclude()

    def person(self, contact_id: int) -> Person:
        """Who a contact is: their names and addresses, those of before too.

        Raises:
            NotFoundError: There is no such contact.
        """
        with self._transaction() as connection:
            return find_person(Bulk(connection), contact_id)

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
            bulk = Bulk(connection)
            done = erasing.erase(
                bulk,
                contact_id,
                now=instant(self.clock.now()),
                today=self.clock.today().isoformat(),
                door=self._door,
                oppose=oppose,
                organization=organization,
            )
            return done, change_of(bulk.touched, done.step_id, erasing.ERASURE, {})

    def unscrubbed_since(self) -> str:
        """The instant of the first erasure whose bytes may still be in the file; empty: there is none."""
        return "" if self.database.read_only else scrubbing.unscrubbed_since(self.database)

    def scrub(self) -> None:
        """Clean the file, its log and the copies beside it of the bytes of everybody who was erased.

        Does nothing when that has been done. While it has not, `Services` tries again each time it is opened.

        Raises:
            ReadOnlyFileError, BusyError, StorageFullError, DamagedFileError, UnreadableFileError: It is still to
                be done.
        """
        waiting = [] if self.database.read_only else scrubbing.unscrubbed(self.database)
        if not waiting:
            return
        scrubbing.drop_copies(self.database)
        with self._lock:
            try:
                scrubbing.rewrite(self.database, self._patience)
            except sqlite3.Error as error:
                raise writing_failure(error, self.database.path) or error from error
        with self._transaction() as connection:
            cleaned = update(Erasure).where(col(Erasure.id).in_(waiting))
            connection.execute(cleaned.values({Erasure.scrubbed_at: instant(self.clock.now())}))

    def keep_draft(self, form: str, subject: str, subject_id: int, fields: str | None) -> None:
        """Keep the fields of a form, as a JSON object, in the place of those kept before; None forgets them.

        Nothing of it is journalled.
        """
        now = instant(self.clock.now())
        with self._transaction() as connection, Session(connection) as session:
            same = (Draft.form == form, Draft.subject == subject, Draft.subject_id == subject_id)
            for draft in session.exec(select(Draft).where(*same)):
                session.delete(draft)
            session.flush()
            if fields is not None:
                session.add(Draft(form=form, subject=subject, subject_id=subject_id, fields=fields, saved_at=now))
                session.flush()

    def undo(self, count: int = 1, *, only: Collection[int] | None = None, past_erasure: bool = False) -> Change:
        """Put back what the last `count` steps changed, or those of the ids `only`; see `services.history`."""
        return self._travel(partial(journal.undo, past_erasure=past_erasure), count, only)

    def redo(self, count: int = 1) -> Change:
        """Do the last `count` undone steps again; see `services.history`."""
        return self._travel(journal.redo, count)

    def engine(self) -> Engine:
        """The engine, opened at the first use."""
        self._engine = self._engine or engine_on(
            lambda: (
                in_memory(self.clock)
                if self._rehearsing
                else self.database.connect(write=True, patience=self._patience)
            ),
            patience=self._patience,
        )
        return self._engine

    def rehearse(self, scene: Callable[[], object]) -> None:
        """Run steps on a file in memory: the first would take ten times as long, for SQLAlchemy makes its statements.

        Only for whoever has made this unit of work, before anybody else has it.
        """
        self._rehearsing = True
        try:
            scene()
        finally:
            self._rehearsing = False
            self.engine().dispose()  # what was made stays
        with contextlib.suppress(FunnelError, SQLAlchemyError, sqlite3.Error):  # the first step says what is wrong
            self.engine().connect().close()

    def settle(self) -> bool:
        """Empty the log of the file between two steps; see `Database.settle`."""
        with self._lock, contextlib.suppress(sqlite3.Error, FunnelError):
            self.guard()
            return self.database.settle()
        return True

    def close(self) -> None:
        """Let go of the file, once the step in hand has ended."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    def _travel(self, way: journal.Way, count: int, only: Collection[int] | None = None) -> Change:
        with self._transaction() as connection:
            bulk = Bulk(connection)
            if only is not None:
                only = erasing.not_erased(bulk, only)
                count = len(only)
                if not only:
                    raise NothingToUndoError
            heads = [way(bulk) for _ in range(count)]
            if only is not None and {head.step_id for head in heads} != only:
                raise OtherStepsError
            head = heads[-1]
            bulk.touched.refresh(bulk.driver)
            return change_of(bulk.touched, head.step_id, head.name, head.arguments)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Connection]:
        self.guard()
        self.keep_due()
        with self._lock:
            try:
                with self.engine().begin() as connection:
                    yield connection
            except DBAPIError as error:
                raise self._failure(error.orig) or error from error
            except sqlite3.Error as error:
                raise self._failure(error) or error from error
            except UnicodeEncodeError as error:  # half a character, of a command's words
                near = error.object[max(error.start - _NEAR, 0) : error.end + _NEAR]
                raise InvalidValueError(
                    N_("“{text}” can't be saved: it comes from another encoding."), text=near
                ) from error

    def _failure(self, error: BaseException | None) -> Exception | None:
        """What SQLite's failure means; None: it is a bug."""
        if isinstance(error, sqlite3.IntegrityError):
            return integrity.refusal(self.database, error)
        return writing_failure(error, self.database.path)

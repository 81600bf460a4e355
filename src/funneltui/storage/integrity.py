"""Whether the file holds together and holds what was written; and saving what can be read of one that does not.

SQLite's `.recover` is not in Python's SQLite. Rows are read here in ranges of ids: a range that cannot be read is
halved until what is lost is known row by row. Indexes and derived tables are made anew.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from funneltui.clock import Clock
from funneltui.storage import derived, digest, driver
from funneltui.storage.database import SCHEMA_VERSION, Database
from funneltui.storage.errors import (
    BusyError,
    DamagedFileError,
    ReadOnlyFileError,
    RowRefusedError,
    sqlite_reason,
    writing_failure,
)

_RANGE = 512
_COLUMN = 'SELECT "from" FROM pragma_foreign_key_list(?) WHERE id = ?'
_MOST_ROWS = 10**7
"""Ids that are looked for when a table does not say how far they go."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that is not as it was written.

    Attributes:
        kind: `pages`, `references`, `foreign`, `content`, `derived` or `index`.
        detail: Where: names of tables, or what SQLite says.
    """

    kind: str
    detail: str


@dataclass(slots=True)
class Salvage:
    """What came of a repair.

    Attributes:
        saved: Rows, by table.
        lost: Ids of rows that could not be read, or could not stand without one that was lost; by table.
        names: Whose they were, as far as other tables still tell.
        doubtful: Tables that can be read and are not what was written.
    """

    saved: dict[str, int] = field(default_factory=dict)
    lost: dict[str, list[int]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    doubtful: tuple[str, ...] = ()


def damages(database: Database) -> list[Damage]:
    """Everything that is wrong with what a file holds; empty when all is well. Reads all of it.

    Raises:
        BusyError, ReadOnlyFileError: It cannot be looked at now, which is no damage.
    """
    damage: list[Damage] = []
    try:
        with contextlib.closing(database.connect()) as connection:
            damage += _in_pages(connection)
            damage += _in_schema(connection)
            damage += _in_content(connection)
        if not damage and not database.read_only:
            damage += _in_index(database)
    except sqlite3.Error as error:
        failure = writing_failure(error, database.path)
        if isinstance(failure, BusyError | ReadOnlyFileError):
            raise failure from error
        damage.append(Damage("pages", sqlite_reason(error)))
    return damage


def refusal(database: Database, error: sqlite3.IntegrityError) -> Exception:
    """Why a row was refused: the file is damaged, or it is not a row that the tables can hold."""
    return damage_behind(database) or RowRefusedError(str(error))


def damage_behind(database: Database) -> DamagedFileError | None:
    """Why something cannot be read or written as it should: the file is damaged. None: it is not. Reads all of it."""
    with contextlib.suppress(BusyError, ReadOnlyFileError):
        for fault in damages(database):
            return DamagedFileError(database.path, detail=fault.detail)
    return None


def last_change(database: Database) -> str:
    """The latest instant in the history; empty when there is none, or it cannot be read."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(database.connect()) as connection:
        (at,) = connection.execute("SELECT ifnull(max(at), '') FROM step").fetchone()
        return str(at)
    return ""


def _in_pages(connection: sqlite3.Connection) -> Iterator[Damage]:
    for (line,) in connection.execute("PRAGMA integrity_check(20)").fetchall():
        if line != "ok":
            yield Damage("pages", str(line).removeprefix("*** in database main ***\n"))
    lost = sorted({row[0] for row in connection.execute("PRAGMA foreign_key_check")})
    if lost:
        yield Damage("references", ", ".join(lost))


def _in_schema(connection: sqlite3.Connection) -> Iterator[Damage]:
    """Triggers and views that another program has put there: they change or show something else than one thinks."""
    ours = (resources.files("funneltui.storage") / "schema.sql").read_text("utf-8")
    acting = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name")
    if foreign := [name for name, sql in acting if str(sql) not in ours]:
        yield Damage("foreign", ", ".join(foreign))


def _in_content(connection: sqlite3.Connection) -> Iterator[Damage]:
    for kind, look in (("content", digest.differing), ("derived", derived.differences)):
        try:
            wrong = look(connection)
        except sqlite3.Error as error:
            yield Damage(kind, sqlite_reason(error))
        else:
            if wrong:
                yield Damage(kind, ", ".join(wrong))


def _in_index(database: Database) -> Iterator[Damage]:
    with contextlib.closing(database.connect(write=True)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            yield Damage("index", sqlite_reason(error))
        finally:
            connection.execute("ROLLBACK")


def copy_with_log(source: Path, target: Path) -> None:
    """Copy a file that may be damaged, byte by byte, and what its last program has left in its log."""
    for ending in ("", "-wal"):
        with contextlib.suppress(FileNotFoundError):
            shutil.copy(f"{source}{ending}", f"{target}{ending}")


def salvage(source: Path, target: Path, clock: Clock) -> Salvage:
    """Make a new file of what can be read of a damaged one, which is only read.

    Args:
        source: The damaged file; a copy, for reading it may write its log into it.
        target: The new file; nothing may be there.
        clock: For the new file's own dates.

    Raises:
        DamagedFileError: Not even its list of tables can be read, or it is of another version: restore a backup.
    """
    done = Salvage()
    with contextlib.closing(_Damaged(source)) as damaged:
        try:
            ((version,),) = damaged.rows("PRAGMA user_version")
            tables = digest.tracked(damaged.connection)
            if version != SCHEMA_VERSION:
                raise DamagedFileError(source, detail=f"version {version}")
        except sqlite3.Error as error:
            raise DamagedFileError(source, detail=sqlite_reason(error)) from error
        with contextlib.suppress(sqlite3.Error), contextlib.closing(_Damaged(source)) as doubtful:
            done.doubtful = digest.differing(doubtful.connection)
        database = Database.open(target, clock=clock, key=driver.key_of(damaged.connection))
        with contextlib.closing(database.connect(write=True)) as new:
            new.execute("PRAGMA foreign_keys = OFF")
            new.execute("BEGIN IMMEDIATE")
            for table in digest.tracked(new):
                new.execute(f"DELETE FROM {table}")
            for table, columns in tables.items():
                _take(damaged, new, table, columns, done)
            _drop_orphans(new, done)
            derived.rebuild(new)
            digest.renew(new)
            new.execute("COMMIT")
            new.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        done.names = _names(damaged, done)
    return done


class _Damaged:
    """Reads a damaged file.

    SQLCipher reads nothing more on a connection that has met a damaged page, so the next rows are read on another.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.connection = self._opened()

    def _opened(self) -> sqlite3.Connection:
        connection = driver.connect_at_rest(self._path)
        connection.text_factory = _text
        return connection

    def rows(self, statement: str, parameters: tuple[str | int, ...] = ()) -> list[tuple[Any, ...]]:
        """What a query finds.

        Raises:
            sqlite3.DatabaseError: It came upon damage.
        """
        try:
            return self.connection.execute(statement, parameters).fetchall()
        except sqlite3.DatabaseError:
            self.connection.close()
            self.connection = self._opened()
            raise

    def close(self) -> None:
        """Let the file go."""
        self.connection.close()


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _take(damaged: _Damaged, new: sqlite3.Connection, table: str, columns: str, done: Salvage) -> None:
    last = _last_id(damaged, table)
    lost: list[int] = []
    places = ", ".join("?" for _ in columns.split(", "))
    insert = f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({places})"
    saved = 0
    for low in range(1, last + 1, _RANGE):
        for row in _readable(damaged, table, columns, low, min(low + _RANGE - 1, last), lost):
            with contextlib.suppress(sqlite3.IntegrityError):
                saved += new.execute(insert, row).rowcount
    done.saved[table] = saved
    if lost and (known := _known_ids(damaged, table)) is not None:
        lost = [number for number in lost if number in known]
    if lost:
        done.lost[table] = lost


def _readable(
    damaged: _Damaged, table: str, columns: str, low: int, high: int, lost: list[int]
) -> Iterator[tuple[str | int | None, ...]]:
    try:
        rows = damaged.rows(f"SELECT {columns} FROM {table} NOT INDEXED WHERE id BETWEEN ? AND ?", (low, high))
    except sqlite3.DatabaseError:
        if low == high:
            lost.append(low)
            return
        middle = (low + high) // 2
        yield from _readable(damaged, table, columns, low, middle, lost)
        yield from _readable(damaged, table, columns, middle + 1, high, lost)
    else:
        yield from rows


def _last_id(damaged: _Damaged, table: str) -> int:
    for statement in (
        "SELECT seq FROM sqlite_sequence WHERE name = ?1",
        f"SELECT max(id) FROM {table} WHERE ?1 IS NOT NULL",
    ):
        with contextlib.suppress(sqlite3.DatabaseError):
            for (last,) in damaged.rows(statement, (table,)):
                if isinstance(last, int) and 0 < last < _MOST_ROWS:
                    return last
    return 0


def _known_ids(damaged: _Damaged, table: str) -> set[int] | None:
    """The ids that an index still lists, so that a gap is not called a loss; None: no index can be read."""
    indexes = [row[1] for row in damaged.rows(f"PRAGMA index_list({table})") if not row[4]]
    for index in indexes:
        with contextlib.suppress(sqlite3.DatabaseError):
            return {row[0] for row in damaged.rows(f"SELECT id FROM {table} INDEXED BY {index}")}
    return None


def _drop_orphans(new: sqlite3.Connection, done: Salvage) -> None:
    """Let go of what refers to a row that was lost, until nothing does."""
    while orphans := new.execute("PRAGMA foreign_key_check").fetchall():
        for table, row_id, _parent, key in orphans:
            (column,) = new.execute(_COLUMN, (table, key)).fetchone()
            try:
                new.execute(f"UPDATE {table} SET {column} = NULL WHERE id = ?", (row_id,))
            except sqlite3.IntegrityError:
                new.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
                done.lost.setdefault(table, []).append(row_id)
                done.saved[table] -= 1


def _names(damaged: _Damaged, done: Salvage) -> list[str]:
    names: set[str] = set()
    for table, statement in (
        ("contact", "SELECT name FROM card WHERE contact_id = ?"),
        ("opportunity", "SELECT name || iif(title = '', '', ': ' || title) FROM card WHERE opportunity_id = ?"),
    ):
        for number in done.lost.get(table, ()):
            with contextlib.suppress(sqlite3.DatabaseError):
                names.update(str(row) for (row,) in damaged.rows(statement, (number,)))
    return sorted(names)

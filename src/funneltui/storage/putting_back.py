"""Putting a verified file in the place of another, without losing what somebody else changes meanwhile."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from funneltui.errors import FunnelError
from funneltui.storage import driver
from funneltui.storage.backup import copy_anew
from funneltui.storage.database import Database
from funneltui.storage.errors import BusyError, ReadOnlyFileError, StorageFullError, writing_failure

_PAGES = 64
"""Pages that are written at a time; every file has more."""


@contextlib.contextmanager
def changes(database: Database) -> Iterator[Callable[[], bool]]:
    """Tells whether somebody has changed a file since the block began; of one that cannot be read, no."""
    with contextlib.ExitStack() as stack:
        try:
            connection = stack.enter_context(contextlib.closing(database.connect()))
            before = _version(connection)
        except (FunnelError, sqlite3.Error):
            yield lambda: False
        else:
            yield lambda: _version(connection) != before


def _version(connection: sqlite3.Connection) -> int:
    """What SQLite counts on with each change by another connection."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def put_back(database: Database, ready: Path, alone: Callable[[], object] = lambda: None) -> None:
    """Put a verified file in the place of another.

    Through SQLite, so that whoever has the file open sees a change; where that fails, under its name.

    Args:
        database: The file.
        ready: What is put there.
        alone: Called once nobody else can change the file any more, and before it is another. Not where the file is so
            damaged that SQLite does not write to it.

    Raises:
        BusyError: Somebody else writes, and does not end.
        OSError, sqlite3.Error: There is no room…
        FunnelError: As `alone` does; the file is as it was.
    """
    path = database.path
    with contextlib.closing(driver.connect_at_rest(ready)) as source:
        try:
            if not path.exists():
                raise sqlite3.DatabaseError  # noqa: TRY301 - nothing is there to write into
            with contextlib.closing(database.connect(write=True)) as target:
                source.backup(target, pages=_PAGES, progress=_Written(database, alone))
                target.execute("PRAGMA journal_mode = WAL")
        except sqlite3.DatabaseError as error:
            if isinstance(writing_failure(error, path), BusyError | StorageFullError | ReadOnlyFileError):
                raise  # nothing is wrong with the file
        else:
            return
        new = path.with_name(f".{path.name}.restored")
        copy_anew(source, new)
        key = driver.key_of(source)
    with contextlib.closing(driver.connect(new, key)) as target:
        target.execute("PRAGMA journal_mode = WAL")
    for ending in ("-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    new.replace(path)


class _Written:
    """Looks on while pages are written: with the first ones SQLite has the file alone until it is done."""

    def __init__(self, database: Database, alone: Callable[[], object]) -> None:
        self._path = database.path
        self._alone = alone
        self._begun = False

    def __call__(self, status: int, _left: int, _whole: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise BusyError(self._path)  # SQLite has waited for it already
        if not self._begun:
            self._begun = True
            self._alone()

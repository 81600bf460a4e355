"""Noticing that another file has taken the place of the open one, or that it is gone.

A sync tool replaces a file by renaming another over it, or writes over it from its first byte. SQLite notices
neither: it would go on writing to a file without a name, or one file's log onto another's pages.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from funneltui.errors import FunnelError
from funneltui.storage.database import Database
from funneltui.storage.errors import OverwrittenFileError, PlaceTakenError


class _Look(NamedTuple):
    """How the file looked."""

    size: int
    changed: int
    commits: int
    logged: bool
    """Whether its log held something: SQLite may write that into the file at any time."""
    beside: tuple[tuple[str, int], ...]
    """The log and its index, which are ours: their names and inodes."""


class Watch:
    """Looks after one open file. Usable from any thread.

    Args:
        database: The open file.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._last: _Look | None = None
        self._failure: PlaceTakenError | None = None

    def check(self) -> None:
        """Make sure the file is still the one that was opened.

        Raises:
            PlaceTakenError: It is not. What was open is saved beside it, as far as that can be done.
        """
        with self._lock:
            if self._failure is None:
                self._failure = self._look()
            if self._failure is not None:
                raise self._failure

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _look(self) -> PlaceTakenError | None:
        try:
            self._database.check_place()
        except PlaceTakenError as failure:
            return self._leave(failure)
        if self._connection is None:
            self._connection = self._database.connect()
        look = _look_at(self._database.path, self._connection)
        before, self._last = self._last, look
        if before is None or (look.size, look.changed) == (before.size, before.changed):
            return None
        if before.logged or look.commits != before.commits:
            return None  # SQLite wrote what was committed
        return self._leave(OverwrittenFileError(self._database.path))

    def _leave(self, failure: PlaceTakenError) -> PlaceTakenError:
        """Save what is held, and keep our log away from the file that is there now."""
        connection = self._connection
        if connection is None:
            return failure
        kept = self._save(connection, whole=not isinstance(failure, OverwrittenFileError))
        if not isinstance(failure, OverwrittenFileError):
            for name, inode in self._last.beside if self._last is not None else ():
                path = self._database.path.with_name(name)
                with contextlib.suppress(OSError):
                    if path.stat().st_ino == inode:
                        path.unlink()
            _never_close(connection)
            self._connection = None
        return type(failure)(self._database.path, kept=kept)

    def _save(self, connection: sqlite3.Connection, *, whole: bool) -> Path | None:
        from funneltui.storage.backup import copy_to  # rarely needed, and on the way to the first paint

        path = self._database.path
        name = f"{path.stem}.kept-{datetime.now().strftime('%Y%m%dT%H%M%S')}{path.suffix}"  # noqa: DTZ005
        for folder in (path.parent, Path.home()):
            with contextlib.suppress(OSError, sqlite3.Error, FunnelError):
                copy_to(connection, folder / name, checked=not whole)
                return folder / name
        return None


def _never_close(connection: sqlite3.Connection) -> None:  # pragma: no cover - a test would leave files open
    """Keep a connection open until the process ends, even while the interpreter puts things away.

    The last connection that closes removes the log by its name, and that would be the other file's.
    """
    import ctypes

    ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))


def _look_at(path: Path, connection: sqlite3.Connection) -> _Look:
    (commits,) = connection.execute("PRAGMA data_version").fetchone()
    beside = []
    logged = False
    for ending in ("-wal", "-shm"):
        with contextlib.suppress(OSError):
            stat = Path(f"{path}{ending}").stat()
            beside.append((f"{path.name}{ending}", stat.st_ino))
            logged = logged or (ending == "-wal" and stat.st_size > 0)
    status = os.stat(path)  # noqa: PTH116 - the same as the checks
    return _Look(status.st_size, status.st_mtime_ns, int(commits), logged, tuple(beside))

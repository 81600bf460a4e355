"""The bytes of the file as they were left, so that damage is noticed where nothing is held, too.

Digests tell what a person entered from what is there now. A third of a file is room between rows and free pages:
damage there takes nothing, and is how a disk that fails is first noticed. A note beside the backups has the hash of
the whole file. It goes before the first change and is made again when the last program lets go of the file, so one
that is there is of this file at rest, unless a program that knows no such note has written: then its state is another.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from hashlib import blake2b, sha256
from pathlib import Path

import msgspec

from funneltui.paths import read_file
from funneltui.storage.backup import backups_folder
from funneltui.storage.database import Database

_NAME = "at-rest.json"
_PIECE = 1 << 20
_QUICKLY = 16 << 20
"""Bytes that are read in a hundredth of a second or two."""
_VARYING = ((18, 20), (24, 28), (92, 100))
"""Bytes of the header that differ in a copy of the same content: SQLite's own counters, and how it keeps its log."""
_kept_open: dict[tuple[Path, int, int], int] = {}
"""Descriptors of files that were compared, by path, device and inode. Closing one lets go of the locks that SQLite has
on the file in this process: they stay open until the program has done so, see `let_go`."""


class _Note(msgspec.Struct):
    """How a file was left."""

    hash: str
    state: str


def forget(path: Path) -> None:
    """The file is about to change: how it was left is of no use any more."""
    with contextlib.suppress(OSError):
        _note_of(path).unlink(missing_ok=True)


def leave(database: Database, *, quickly: bool = False) -> None:
    """Note how the file is left, once this process has let go of it and if no other has it open.

    Of a file with a passphrase nothing is noted: each of its pages says itself whether it is sound.

    Args:
        database: The file.
        quickly: Nothing is noted of a big file either: somebody waits for a command to end.
    """
    path, note = database.path, _note_of(database.path)
    if database.key is not None or database.read_only or note.exists() or not note.parent.is_dir():
        return
    with contextlib.suppress(OSError, sqlite3.Error):
        before = size, _changed_at = _look(path)
        if quickly and size > _QUICKLY:
            return
        with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            state = _state(connection)
        with path.open("rb") as stream:
            left = msgspec.json.encode(_Note(_hash(stream.fileno()), state))
        if before == _look(path) and not _has_log(path):
            descriptor = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(left)


def is_changed(database: Database) -> bool:
    """Whether bytes of a file that nobody has written since it was left are others now. Reads all of it.

    Of a file that was not left in order, or was written since, nothing can be said: false.
    """
    path, note = database.path, _note_of(database.path)
    with contextlib.suppress(OSError, sqlite3.Error, msgspec.DecodeError):
        left = msgspec.json.decode(read_file(note), type=_Note)
        if _hash(_kept(path)) == left.hash:
            return False
        with contextlib.closing(database.connect()) as connection:
            if _state(connection) == left.state:
                return note.exists()  # else somebody is changing it
        forget(path)
    return False


def let_go(path: Path) -> None:
    """Close what comparing the file has opened. No connection of this process is on the file any more."""
    for place in [place for place in _kept_open if place[0] == path]:
        os.close(_kept_open.pop(place))


def _note_of(path: Path) -> Path:
    return backups_folder(path) / _NAME


def _look(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _has_log(path: Path) -> bool:
    """Whether a program has the file open, or was killed while it had."""
    return Path(f"{path.resolve()}-wal").exists()


def _state(connection: sqlite3.Connection) -> str:
    """What no change leaves as it was: the digests of the tables, and SQLite's count of changes to their form."""
    (version,) = connection.execute("PRAGMA schema_version").fetchone()
    kept = connection.execute("SELECT key, value FROM profile ORDER BY key").fetchall()
    return blake2b(msgspec.json.encode((version, kept)), digest_size=16).hexdigest()


def _kept(path: Path) -> int:
    """A descriptor of the file that is not closed again while the program has the file open."""
    status = path.stat()
    place = path, status.st_dev, status.st_ino
    if place not in _kept_open:
        _kept_open[place] = os.open(path, os.O_RDONLY)
    return _kept_open[place]


def _hash(descriptor: int) -> str:
    """The hash of a file's bytes, but for those that vary."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    piece = bytearray(os.read(descriptor, _PIECE))
    for first, end in _VARYING:
        piece[first:end] = bytes(end - first)
    sha = sha256()
    while piece:
        sha.update(piece)
        piece = bytearray(os.read(descriptor, _PIECE))
    return sha.hexdigest()

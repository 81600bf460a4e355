"""Backups of the whole file: made by SQLite itself, verified before they count.

They stand in a folder beside the file, `funnel.db.backups`, one SQLite file and one small JSON note each. The note
has no personal data: when and why it was made, how much is in it, and the hash of its bytes.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import file_digest
from pathlib import Path

import msgspec

from funneltui.clock import Clock
from funneltui.paths import make_private_folder, open_file, read_file, write_private
from funneltui.storage import digest, driver
from funneltui.storage.database import SCHEMA_VERSION, Database
from funneltui.storage.errors import DamagedFileError

_NAME = re.compile(r"(\d{8}T\d{6}Z)-\d+-([a-z-]+)\.db")
_PART = re.compile(r"\..+\.db\.part(-journal|-wal|-shm)?")
_HALF_DONE = timedelta(hours=1)
_STAMP = "%Y%m%dT%H%M%SZ"
_COUNTED = {"contacts": "contact", "deals": "opportunity", "exchanges": "touch", "steps": "step"}
_PATIENCE = 100
"""Backups that others may begin in one second, in the moments between choosing a name and taking it."""
_MOST_CHANGES = 200_000
"""Rows of the journal that are read again to verify a backup: it is to be made while one works."""


class _Note(msgspec.Struct, omit_defaults=True):
    """What is kept of a backup beside it."""

    hash: str
    counts: dict[str, int]
    schema: int
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup.

    Attributes:
        path: Where.
        made_at: When, UTC.
        reason: Why: `first`, `later`, `import`, `merge`, `erase`, `restore`, `migration` or `asked`.
        size: Bytes.
        counts: How many contacts, deals, exchanges and steps are in it.
        schema: The version of its tables.
        pinned: It was made before a restore or a migration: thinning leaves it.
        hash: The SHA-256 of its bytes, when it was verified.
    """

    path: Path
    made_at: datetime
    reason: str
    size: int
    counts: dict[str, int]
    schema: int
    pinned: bool
    hash: str


def backups_folder(path: Path) -> Path:
    """Where the backups of a file are: beside the file itself, whatever link it was opened through."""
    real = path.resolve()
    return real.with_name(f"{real.name}.backups")


def copy_to(source: sqlite3.Connection, path: Path, *, checked: bool = True) -> str:
    """Copy what a connection sees into a new file: one moment in time, readable by its owner only, on the disk.

    Args:
        source: Where from; other programs may go on writing.
        path: Where to; nothing may be there.
        checked: Whether the copy is verified before it gets its name.

    Returns:
        The SHA-256 of its bytes; empty when it is not verified.

    Raises:
        DamagedFileError: It does not hold together, so neither does the source.
        OSError, sqlite3.Error: There is no room…; nothing stays.
    """
    part = _part_of(path)
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with contextlib.closing(driver.connect(part, driver.key_of(source))) as target:
            target.execute("PRAGMA cache_size = -256")  # a thread does not give memory back
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # a copy is one file
        sha = ""
        if checked:
            with ThreadPoolExecutor(1) as pool:  # it takes a while on its own
                hashed = _meanwhile(pool, hash_of, part)
                wrong = verify(part, most=_MOST_CHANGES)
                sha = hashed()
            if wrong:
                raise DamagedFileError(path, detail=wrong)
        os.fsync(descriptor)
        part.rename(path)
        return sha
    finally:
        os.close(descriptor)
        for ending in ("", "-journal", "-wal", "-shm"):
            Path(f"{part}{ending}").unlink(missing_ok=True)


def _part_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def copy_anew(source: sqlite3.Connection, path: Path) -> None:
    """Copy as `copy_to` does, over what a program that was killed has left of the same copy.

    Raises:
        DamagedFileError, OSError, sqlite3.Error: As with `copy_to`.
    """
    for left in (path, _part_of(path)):
        left.unlink(missing_ok=True)
    copy_to(source, path)


def verify(path: Path, *, most: int | None = None) -> str:
    """What is wrong with a file that nobody writes, as SQLite says it or as its digests do; empty: nothing.

    Args:
        path: The file; another one is not told from a damaged one.
        most: Of the journal, so many rows at most are read; with more it is left to a check that has the time. None:
            all.
    """
    with ThreadPoolExecutor(1) as pool:  # SQLite checks its pages while the rows are read here
        checked = _meanwhile(pool, _checked, path)
        try:
            with contextlib.closing(_opened(path)) as connection:
                wrong = ", ".join(digest.differing(connection, most))
        except sqlite3.Error as error:
            wrong = str(error)
        return checked() or wrong


def _meanwhile(pool: ThreadPoolExecutor, work: Callable[[Path], str], path: Path) -> Callable[[], str]:
    """Have a thread work on a file. While the program ends, no thread starts any more: it is done at once."""
    try:
        return pool.submit(work, path).result
    except RuntimeError:
        done = work(path)
        return lambda: done


def _checked(path: Path) -> str:
    try:
        with contextlib.closing(_opened(path)) as connection:
            ((verdict,), *_more) = connection.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.Error as error:
        return str(error)
    return "" if verdict == "ok" else str(verdict)


def keep(database: Database, source: sqlite3.Connection, now: datetime, reason: str, *, pinned: bool = False) -> Backup:
    """Make a backup of what a connection sees.

    Args:
        database: The file.
        source: A connection to it.
        now: The instant.
        reason: See `Backup`.
        pinned: Whether thinning leaves it.

    Raises:
        DamagedFileError: It does not verify; nothing was kept, older ones are as they were.
        OSError, sqlite3.Error: There is no room…; the same.
    """
    folder = backups_folder(database.path)
    make_private_folder(folder)
    remove_left_over(database.path)
    path, sha = _copied(source, folder, now, reason)
    try:
        with contextlib.closing(_opened(path)) as connection:
            counts = counts_of(connection)
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
        _write_note(path, _Note(sha, counts, schema, pinned))
        sync_folder(folder)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return next(backup for backup in kept(database.path) if backup.path == path)


def _copied(source: sqlite3.Connection, folder: Path, now: datetime, reason: str) -> tuple[Path, str]:
    """Copy what a connection sees into a backup that has no note yet; where it is, and the SHA-256 of its bytes."""
    stamp = now.astimezone(UTC).strftime(_STAMP)
    tried = 0
    while True:
        path = _free(folder, stamp, reason)
        try:
            return path, copy_to(source, path)
        except FileExistsError:  # another program began one just now
            tried += 1
            if tried == _PATIENCE:
                raise


def at_this_moment(database: Database) -> sqlite3.Connection:
    """A connection to what a file holds now, whatever is written afterwards; whoever asks closes it."""
    source = database.connect()
    source.execute("BEGIN")
    source.execute("SELECT 1 FROM profile LIMIT 1").fetchone()  # from here on it sees this moment
    return source


def kept(path: Path) -> list[Backup]:
    """The backups of a file, the newest first. What is half there, or no longer as long as it was, is not one."""
    with contextlib.suppress(OSError):
        backups = filter(None, map(_read, backups_folder(path).iterdir()))
        return sorted(backups, key=lambda backup: backup.path.name, reverse=True)
    return []


def counts_of(connection: sqlite3.Connection) -> dict[str, int]:
    """How many contacts, deals, exchanges and steps there are."""
    return {name: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for name, table in _COUNTED.items()}


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with open_file(path) as stream:
        return file_digest(stream, "sha256").hexdigest()


def remove(backup: Backup) -> None:
    """Remove a backup and its note.

    Raises:
        OSError: The system does not let us.
    """
    backup.path.unlink(missing_ok=True)
    _note_of(backup.path).unlink(missing_ok=True)


def remove_left_over(path: Path, *, whole: bool = False) -> None:
    """Remove what programs that were killed have left of backups they were making.

    Args:
        path: The file.
        whole: What was written a moment ago too, and backups without their note: nobody may be left in them.
    """
    with contextlib.suppress(OSError):
        until = time.time() - (0 if whole else _HALF_DONE.total_seconds())
        for file in backups_folder(path).iterdir():
            half_done = _PART.fullmatch(file.name) and file.stat().st_mtime <= until
            if half_done or (whole and _NAME.fullmatch(file.name) and not _note_of(file).exists()):
                file.unlink(missing_ok=True)


def erase_from(backup: Backup, uid: str, clock: Clock) -> bool:
    """Erase a contact from a backup too: from its rows, its history and its bytes. Whether they were in it.

    Args:
        backup: Which; it has the same name afterwards, and is verified again.
        uid: The contact's.
        clock: For the proof.

    Raises:
        FunnelError, OSError, sqlite3.Error: It could not be done; whoever asks drops the backup.
    """
    from funneltui.storage.unit_of_work import UnitOfWork

    with contextlib.closing(_opened(backup.path)) as connection:
        row = connection.execute("SELECT id FROM contact WHERE uid = ?", (uid,)).fetchone()
        told = connection.execute("SELECT 1 FROM change WHERE instr(before || after, ?) LIMIT 1", (uid,)).fetchone()
    if row is None:
        if told is not None:  # undone or erased in another way: their words are in the history still
            raise DamagedFileError(backup.path, detail=uid)
        return False
    database = Database.open(backup.path, clock=clock, create=False, keep=False)
    with contextlib.closing(UnitOfWork(database, clock, "backup")) as unit_of_work:
        unit_of_work.erase(int(row[0]), oppose=True, organization=True)
        unit_of_work.scrub()
    with contextlib.closing(driver.connect_at_rest(backup.path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
        counts = counts_of(connection)
    if wrong := verify(backup.path):
        raise DamagedFileError(backup.path, detail=wrong)
    _write_note(backup.path, _Note(hash_of(backup.path), counts, SCHEMA_VERSION, backup.pinned))
    return True


def renew(backup: Backup, fill: Callable[[Path], None]) -> None:
    """Put another file with the same content in the place of a backup; the former one goes when it is there.

    Args:
        backup: Which.
        fill: Makes the new file at a path, verified.

    Raises:
        FunnelError, OSError, sqlite3.Error: As `fill` does; the backup is as it was.
    """
    folder = backup.path.parent
    path = _free(folder, backup.made_at.strftime(_STAMP), backup.reason)
    fill(path)
    _write_note(path, _Note(hash_of(path), backup.counts, backup.schema, backup.pinned))
    sync_folder(folder)
    remove(backup)


def _opened(path: Path) -> sqlite3.Connection:
    return driver.connect_at_rest(path, read_only=True)


def _free(folder: Path, stamp: str, reason: str) -> Path:
    """A name that sorts after those of the same second, which may be half done."""
    taken = [*folder.glob(f"{stamp}-*-*.db"), *folder.glob(f".{stamp}-*-*.db.part")]
    number = 1 + max((int(path.name.split("-")[1]) for path in taken), default=-1)
    return folder / f"{stamp}-{number:02}-{reason}.db"


def _note_of(path: Path) -> Path:
    return path.with_suffix(".json")


def _write_note(path: Path, note: _Note) -> None:
    write_private(_note_of(path), msgspec.json.encode(note))


def _read(path: Path) -> Backup | None:
    named = _NAME.fullmatch(path.name)
    if named is None:
        return None
    try:
        note = msgspec.json.decode(read_file(_note_of(path)), type=_Note)
        size = path.stat().st_size
    except (OSError, msgspec.DecodeError):
        return None
    made_at = datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC)
    return Backup(path, made_at, named[2], size, note.counts, note.schema, note.pinned, note.hash)


def sync_folder(folder: Path) -> None:
    """Have what was done to the names in a folder on the disk."""
    if os.name == "nt":  # pragma: no cover - Windows cannot open a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

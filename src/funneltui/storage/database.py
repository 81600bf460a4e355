"""Opening the one file: checked before it is touched, never damaged, private to its owner.

Both sides of the program open their connections here: the reads on the standard library's
sqlite3, the unit of work through SQLAlchemy on top of the same connections.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

from funneltui.clock import Clock
from funneltui.i18n import system_reason, translate as _
from funneltui.paths import make_private_folder
from funneltui.storage import cut_log, driver, local_days
from funneltui.storage.driver import MAGIC, Key
from funneltui.storage.errors import (
    DamagedFileError,
    EmptyFileError,
    FileMissingError,
    ForeignFileError,
    NewerFileError,
    NotAFileError,
    ReadOnlyFileError,
    ReplacedFileError,
    StorageFullError,
    UnreadableFileError,
    VanishedFileError,
    reading_failure,
    sqlite_reason,
)

Connection: TypeAlias = sqlite3.Connection

APPLICATION_ID = 0x466E6C54  # "FnlT", as registered in the file's header
SCHEMA_VERSION = 3
"""The `user_version` of a file this program writes: the number of its last migration."""

_TABLES = ("stage", "contact", "opportunity", "card", "step", "change")
"""Tables that every file has had since the first version."""
_COUNT_TABLES = f"SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN {_TABLES}"
_HEADER = 100


class Database(NamedTuple):
    """A file that was checked and stands at this program's schema version."""

    path: Path
    read_only: bool = False
    place: tuple[int, int] | None = None
    """The device and the inode of the file that was opened; None: not looked at."""
    key: Key | None = None
    """What opens a file with a passphrase."""
    log_is_cut: bool = False
    """Whether a program was killed, and what it had written last cannot be read any more."""

    @classmethod
    def at(cls, path: Path) -> Database:
        """A file that nobody has open, unchecked: it may be damaged, or not be there."""
        with contextlib.suppress(OSError):
            return cls(path, key=driver.known(driver.salt_of(path)))
        return cls(path)

    @classmethod
    def open(
        cls, path: Path, *, clock: Clock, create: bool = True, key: Key | None = None, keep: bool = True
    ) -> Database:
        """Check the file, make it if it is missing, bring an older one up to date.

        Args:
            path: The file.
            clock: For a new one's dates.
            create: Whether a missing one is made.
            key: What a new one is to be opened with; None: in clear.
            keep: Whether a backup is made of an older one first.

        Raises:
            CipherMissingError, PassphraseNeededError: It has a passphrase; `passphrase.unlock` makes its key known.
            FileMissingError: It is not there and `create` is false.
            NotAFileError, EmptyFileError, ForeignFileError, NewerFileError, DamagedFileError,
            UnreadableFileError, ReadOnlyFileError: It was left untouched, byte for byte.
        """
        path = Path(os.path.abspath(path))  # noqa: PTH100 - keeps symbolic links, unlike resolve()
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            if not create:
                raise FileMissingError(path) from None
            _create(path, clock, key)
            return cls(path, place=_place(path), key=key)
        except OSError as error:
            raise UnreadableFileError(path, detail=system_reason(error)) from error
        if not stat.S_ISREG(mode):
            raise NotAFileError(path)
        key = _check_header(path)
        database = cls(path, not is_writable(path), _place(path), key, log_is_cut=cut_log.is_cut(path))
        database._check_version(clock, keep=keep)
        return database

    def connect(self, *, write: bool = False, patience: float = 10) -> sqlite3.Connection:
        """A connection with the program's pragmas, usable from any one thread at a time.

        Without `write` it refuses to change anything, so that a reader can do no harm. `patience`
        is how many seconds it waits for another program's lock.

        Raises:
            ReadOnlyFileError: `write` was asked of a read-only file.
            VanishedFileError, ReplacedFileError: The file that was opened has lost its name.
        """
        if write and self.read_only:
            raise ReadOnlyFileError(self.path)
        address = self.path.as_uri()
        if self.read_only:
            log = Path(f"{self.path}-wal")
            unchanging = not log.exists() or log.stat().st_size == 0
            address += "?mode=ro" + ("&immutable=1" if unchanging else "")
        else:
            address += "?mode=rw"
        with contextlib.ExitStack() as undone:
            try:
                connection = driver.connect(address, self.key, uri=True, timeout=patience, check_same_thread=False)
                undone.callback(connection.close)
                _prepare(connection, write=write)
                connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
            except sqlite3.OperationalError:
                self.check_place()
                raise
            undone.pop_all()
        return connection

    @contextlib.contextmanager
    def moment(self) -> Iterator[Connection]:
        """A connection that sees one moment in time, whatever others write meanwhile."""
        with contextlib.closing(self.connect()) as connection:
            connection.execute("BEGIN")
            yield connection

    def settle(self) -> bool:
        """Put what was committed into the file itself, so that its log is empty while nothing happens.

        A sync program that copies the file then copies all of it. False: somebody reads, it is to be tried again.
        """
        with contextlib.closing(self.connect(write=True, patience=0)) as connection:
            busy, *_rest = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def check_place(self) -> None:
        """Make sure the file that was opened still has its name.

        Raises:
            VanishedFileError, ReplacedFileError: It has not: what is written would be lost, or spoil another file.
        """
        if self.place is None:
            return
        try:
            place = _place(self.path)
        except FileNotFoundError:
            raise VanishedFileError(self.path) from None
        except OSError as error:
            raise UnreadableFileError(self.path, detail=system_reason(error)) from error
        if place != self.place:
            raise ReplacedFileError(self.path)

    def _check_version(self, clock: Clock, *, keep: bool) -> None:
        try:
            with contextlib.closing(self.connect()) as connection:
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
                (tables,) = connection.execute(_COUNT_TABLES).fetchone()
        except sqlite3.DatabaseError as error:
            failure = reading_failure(error, self.path)
            raise failure or DamagedFileError(self.path, detail=sqlite_reason(error)) from error
        if not ours:
            raise ForeignFileError(self.path)
        if version > SCHEMA_VERSION:
            raise NewerFileError(self.path, found=version, known=SCHEMA_VERSION)
        if tables < len(_TABLES):
            raise DamagedFileError(self.path, detail=_("tables are missing"))
        if version == SCHEMA_VERSION:
            return
        if self.read_only:
            raise ReadOnlyFileError(self.path)
        from funneltui.storage.migrations import upgrade

        upgrade(self, clock, keep=keep)


def in_memory(clock: Clock) -> sqlite3.Connection:
    """A new file that is nowhere, to write to."""
    connection = driver.connect(":memory:", None, check_same_thread=False)
    _plant(connection, clock)
    _prepare(connection, write=True)
    return connection


def _prepare(connection: sqlite3.Connection, *, write: bool) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -2000")
    local_days.prepare(connection)
    if write:
        from funneltui.storage import derived

        derived.prepare(connection)
        # A step that was acknowledged survives a power cut: FULL costs 0.3 ms a step.
        connection.execute("PRAGMA synchronous = FULL")
    else:
        connection.execute("PRAGMA query_only = ON")


def _check_header(path: Path) -> Key | None:
    """Refuse a file by its first bytes, before SQLite sees it; the key of one with a passphrase."""
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER)
        if len(header) == _HEADER and not header.startswith(MAGIC) and (key := driver.key_at_rest(path)) is not None:
            return key
    except OSError as error:
        raise UnreadableFileError(path, detail=system_reason(error)) from error
    if not header:
        raise EmptyFileError(path)
    if not header.startswith(MAGIC) or len(header) < _HEADER:
        raise ForeignFileError(path)
    if int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise ForeignFileError(path)
    version = int.from_bytes(header[60:64])
    if version > SCHEMA_VERSION:
        raise NewerFileError(path, found=version, known=SCHEMA_VERSION)
    return None


def _place(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def is_writable(path: Path) -> bool:
    """Whether the system lets us change a file that is there."""
    # Beside the file itself, not a link to it: that is where SQLite keeps its log.
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def _create(path: Path, clock: Clock, key: Key | None) -> None:
    """Make a new file under a temporary name and put it in place whole, unless another came first."""
    import secrets

    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        make_private_folder(path.parent)
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _fill(temporary, clock, key)
        _sync(temporary)
        _put_in_place(temporary, path)
        _sync(path.parent)
    except sqlite3.OperationalError as error:
        raise StorageFullError(path, detail=sqlite_reason(error)) from error
    except OSError as error:
        raise UnreadableFileError(path, detail=system_reason(error)) from error
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{temporary}{suffix}").unlink(missing_ok=True)


def _fill(path: Path, clock: Clock, key: Key | None) -> None:
    with contextlib.closing(driver.connect(path, key)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = MEMORY")  # nobody sees it before it is whole
        _plant(connection, clock)
        connection.execute("PRAGMA journal_mode = WAL")


def _plant(connection: sqlite3.Connection, clock: Clock) -> None:
    """The tables, and what every file begins with."""
    from importlib import resources  # a new file is rare: what makes it loads only then

    from funneltui.storage import digest, seed

    script = (resources.files("funneltui.storage") / "schema.sql").read_text("utf-8")
    connection.executescript(f"BEGIN;\n{script}\nCOMMIT;")
    connection.execute("BEGIN")
    seed.plant(connection, clock)
    digest.renew(connection)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("COMMIT")


def _put_in_place(temporary: Path, path: Path) -> None:
    """Give the finished file its name without ever replacing another."""
    with contextlib.suppress(FileExistsError):  # another program made it first: theirs is as good
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if not path.exists():
                temporary.rename(path)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():  # Windows cannot open a folder
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

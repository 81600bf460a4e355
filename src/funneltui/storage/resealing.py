"""Writing a file anew with another passphrase, or none: whole and compared, or not at all."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from funneltui.storage import at_rest, driver
from funneltui.storage.backup import sync_folder, verify
from funneltui.storage.database import Database
from funneltui.storage.driver import Key
from funneltui.storage.errors import BusyError, DamagedFileError, InUseError, writing_failure

_PATIENCE = 2.0
_SAME = (
    "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
    "SELECT key, value FROM profile ORDER BY key",
    "SELECT name, seq FROM sqlite_sequence ORDER BY name",
    "PRAGMA user_version",
    "PRAGMA application_id",
)
"""What a file has in common with the one that it was written from; the digests of every table are in its profile."""


def rewrite(source: Path, target: Path, key: Key | None) -> None:
    """Write what is in a file that nobody has open into a new one, with another passphrase or none.

    Args:
        source: Its own key is known.
        target: Nothing may be there.
        key: What opens it; None: in clear.

    Raises:
        FunnelError, OSError, sqlite3.Error: It could not be done; nothing stays.
    """
    with contextlib.closing(_opened(source, driver.key_at_rest(source))) as connection:
        _write(connection, target, key)


def reseal(database: Database, key: Key | None) -> None:
    """Give a file another passphrase, or none. This process does not have it open either.

    It is written anew beside, compared by its digests, and then takes the place of the former one.

    Raises:
        InUseError: Somebody else has it open.
        FunnelError, OSError: It could not be done; the file is as it was.
    """
    path = database.path.resolve()
    part = path.with_name(f".{path.name}.sealing")
    try:
        with contextlib.closing(_opened(path, database.key)) as source:
            _take_alone(source)
            part.unlink(missing_ok=True)
            _write(source, part, key)
            with contextlib.closing(driver.connect(part, key)) as target:
                target.execute("PRAGMA journal_mode = WAL")
            source.execute("PRAGMA journal_mode = DELETE")  # its log goes with it, not with the new file's name
            if os.name == "nt":  # pragma: no cover - Windows replaces no file that is open
                source.close()
            at_rest.forget(path)
            part.replace(path)
        sync_folder(path.parent)
    except sqlite3.Error as error:
        failure = writing_failure(error, database.path)
        if isinstance(failure, BusyError):
            raise InUseError(database.path) from error
        raise failure or error from error
    finally:
        part.unlink(missing_ok=True)


def _take_alone(source: sqlite3.Connection) -> None:
    """Have the file for this connection alone, until it is closed: SQLite says that it is busy when it is not."""
    source.execute("PRAGMA locking_mode = EXCLUSIVE")
    source.execute("BEGIN IMMEDIATE")
    source.execute("COMMIT")
    source.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _opened(path: Path, key: Key | None) -> sqlite3.Connection:
    """A connection of SQLCipher's, to a file in clear too."""
    if key is not None:
        return driver.connect(path, key, timeout=_PATIENCE)
    driver.require_cipher(path)
    return driver.connect_cipher(path, timeout=_PATIENCE)


def _write(source: sqlite3.Connection, target: Path, key: Key | None) -> None:
    if key is not None:
        driver.remember(key)
    descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        literal = "''" if key is None else key.literal
        source.execute(f"ATTACH ? AS written KEY {literal}", (str(target),))
        source.execute("SELECT sqlcipher_export('written')").fetchall()
        for name in ("user_version", "application_id"):
            (value,) = source.execute(f"PRAGMA main.{name}").fetchone()
            source.execute(f"PRAGMA written.{name} = {value}")
        source.execute("DETACH written")
        _compare(source, target)
        os.fsync(descriptor)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)


def _compare(source: sqlite3.Connection, target: Path) -> None:
    """Make sure that the new file holds together and holds what the former one does."""
    wrong = verify(target)
    with contextlib.closing(driver.connect_at_rest(target, read_only=True)) as written:
        for question in _SAME:
            if not wrong and source.execute(question).fetchall() != written.execute(question).fetchall():
                wrong = question
    if wrong:
        raise DamagedFileError(target, detail=wrong)

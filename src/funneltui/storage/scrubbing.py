"""Taking the bytes of who was erased out of the file itself, its log and the copies beside it.

Removing a row leaves its bytes in the file until something else takes the place. An erasure notes, in its own
transaction, that this is still to be cleaned (`erasure.scrubbed_at` is NULL), and the cleaning can be done again at
any time: a program that was killed in between leaves it to the next one that opens the file for writing.
"""

from __future__ import annotations

import contextlib

from funneltui.storage.copies import copies_of
from funneltui.storage.database import Database
from funneltui.storage.errors import BusyError, UnreadableFileError


def unscrubbed(database: Database) -> list[int]:
    """The erasures whose bytes may still be there, by their ids."""
    with contextlib.closing(database.connect()) as connection:
        return [number for (number,) in connection.execute("SELECT id FROM erasure WHERE scrubbed_at IS NULL")]


def unscrubbed_since(database: Database) -> str:
    """The instant of the first erasure whose bytes may still be there; empty: there is none."""
    with contextlib.closing(database.connect()) as connection:
        (at,) = connection.execute("SELECT min(erased_at) FROM erasure WHERE scrubbed_at IS NULL").fetchone()
    return at or ""


def drop_copies(database: Database) -> None:
    """Remove the copies that the program made before migrations: whoever was erased is in them.

    Raises:
        UnreadableFileError: The system does not let us.
    """
    try:
        for copy in copies_of(database.path):
            copy.unlink(missing_ok=True)
    except OSError as error:
        raise UnreadableFileError(database.path, detail=error.strerror or str(error)) from error


def rewrite(database: Database, patience: float) -> None:
    """Write the whole file anew, without what is no row any more, and empty its log. Others may go on reading.

    Raises:
        BusyError: Another program is writing, or in the middle of reading.
        sqlite3.Error: The disk takes no more…; the file is as it was.
    """
    with contextlib.closing(database.connect(write=True, patience=patience)) as connection:
        connection.execute("VACUUM")
        (busy, *_pages) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise BusyError(database.path)

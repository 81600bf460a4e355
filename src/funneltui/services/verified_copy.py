"""A backup, or a file that came from elsewhere, copied to where it can be looked into and restored from."""

from __future__ import annotations

import contextlib
import errno
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from funneltui.clock import Clock
from funneltui.i18n import system_reason
from funneltui.interchange.unfinished import temporary_folder
from funneltui.storage import backup as store, driver
from funneltui.storage.database import Database
from funneltui.storage.errors import (
    DamagedFileError,
    SQLiteError,
    StorageFullError,
    UnreadableFileError,
    writing_failure,
)

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextlib.contextmanager
def verified_copy(path: Path, clock: Clock) -> Iterator[Path]:
    """A verified copy of a backup at the present version, in the system's temporary folder while the block lasts.

    Args:
        path: The backup; it is as it was.
        clock: For what bringing an older one up to date writes.

    Raises:
        DamagedFileError: It does not hold together.
        StorageFullError: There is no room for the copy.
        UnreadableFileError: The system does not let us read it.
        FunnelError: It is no file of ours; it has a passphrase that is not known.
    """
    with _told(path):
        driver.key_at_rest(path)
    with contextlib.ExitStack() as stack:
        with _told(path):
            ready = stack.enter_context(temporary_folder()) / "restored.db"
            shutil.copy(path, ready)
            ready.chmod(0o600)
            if wrong := store.verify(ready):
                raise DamagedFileError(path, detail=wrong)
            Database.open(ready, clock=clock, create=False, keep=False)
        yield ready


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Put what the disk or SQLite says into words."""
    try:
        yield
    except SQLiteError as error:
        raise writing_failure(error, Path(tempfile.gettempdir())) or UnreadableFileError(path, detail=error) from error
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFullError(tempfile.gettempdir(), detail=system_reason(error)) from error
        raise UnreadableFileError(path, detail=system_reason(error)) from error

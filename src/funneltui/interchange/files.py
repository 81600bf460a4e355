"""Opening files that are read, and putting finished ones in place: whole or not at all, private."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from funneltui import paths
from funneltui.i18n import system_reason
from funneltui.interchange import unfinished
from funneltui.interchange.errors import (
    DatabaseThereError,
    FileExistsAlreadyError,
    MissingFileError,
    UnreadableFileError,
    UnwritableFileError,
)

_PRIVATE = 0o600
_DATABASE = b"SQLite format 3\0"


def open_file(path: Path) -> BinaryIO:
    """Open a file that is read more than once. A pipe can be read once only, and might keep us waiting for ever.

    Raises:
        MissingFileError, UnreadableFileError: There is none, it is no file, or the system does not let us.
    """
    try:
        return paths.open_file(path)
    except FileNotFoundError as error:
        raise MissingFileError(path) from error
    except OSError as error:
        raise UnreadableFileError(path, detail=system_reason(error)) from error


def write_file(path: Path, chunks: Iterable[bytes], *, force: bool = False) -> None:
    """Write a file beside its place, sync it, and give it its name. Only its owner may read it.

    Args:
        path: Where; a symbolic link stays, what it leads to is replaced.
        chunks: What to write.
        force: Whether to replace a file that is there; a database never is.

    Raises:
        DatabaseThereError: It is a database; it is as it was.
        FileExistsAlreadyError: It is there and `force` is not given; it is as it was.
        UnwritableFileError: The system does not let us; what was there is as it was.
    """
    if path.exists() and _is_database(path):
        raise DatabaseThereError(str(path))
    if path.exists() and not force:
        raise FileExistsAlreadyError(str(path))
    target = _resolved(path)
    temporary = target.with_name(f".{target.name[:200]}.{secrets.token_hex(4)}")
    note = unfinished.note(temporary)
    try:
        paths.may_replace(target)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
        with os.fdopen(descriptor, "wb") as stream:
            for chunk in chunks:
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        _put(temporary, target, force=force)
    except FileExistsError as error:
        raise FileExistsAlreadyError(str(path)) from error
    except OSError as error:
        raise UnwritableFileError(str(path), detail=system_reason(error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
            unfinished.forget(note)


def _is_database(path: Path) -> bool:
    """Whether a file is one that deals are kept in, ours or a copy."""
    try:
        with paths.open_file(path) as stream:
            return stream.read(len(_DATABASE)) == _DATABASE
    except OSError:
        return False


def _resolved(path: Path) -> Path:
    """Where a path leads.

    Raises:
        UnwritableFileError: Its links lead in a circle.
    """
    try:
        return path.resolve()
    except (RuntimeError, OSError) as error:  # RuntimeError before Python 3.13
        loop = OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        raise UnwritableFileError(str(path), detail=system_reason(loop)) from error


def _put(temporary: Path, target: Path, *, force: bool) -> None:
    if force:
        temporary.replace(target)
        return
    try:
        os.link(temporary, target)  # unlike a rename, it never replaces
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if target.exists():
            raise FileExistsError(target) from None
        temporary.rename(target)


def free_name(path: Path) -> Path:
    """`path`, or with a number when that is taken: `x.rejected.csv`, else `x.rejected-2.csv` and so on."""
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate

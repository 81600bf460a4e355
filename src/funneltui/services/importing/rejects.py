"""The rows that could not be imported, in a file to mend and import again."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from funneltui.i18n import system_reason
from funneltui.i18n import translate as _
from funneltui.interchange.csv_writer import csv_chunks
from funneltui.interchange.errors import UnwritableFileError
from funneltui.interchange.files import free_name, write_file
from funneltui.paths import make_private_folder, state_folder

__all__ = ["Reject", "write_rejects"]

_ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH

Reject = tuple[int, str, tuple[str, ...]]
"""Its line in the file, an English message id, its cells."""


def write_rejects(path: Path, header: Sequence[str], rejects: Sequence[Reject]) -> Path | None:
    """Write `x.rejected.csv` beside `x.csv`, or in the state folder where that is not allowed.

    Returns:
        Where they are; None when there are none.

    Raises:
        UnwritableFileError: Neither place takes it.
    """
    if not rejects:
        return None
    beside = free_name(path.with_name(f"{path.stem}.rejected.csv"))
    if not _marked_read_only(beside.parent):
        try:
            write_file(beside, _chunks(header, rejects))
        except UnwritableFileError:
            pass
        else:
            return beside
    folder = state_folder() / "rejected"
    try:
        make_private_folder(folder)
    except OSError as error:
        raise UnwritableFileError(str(folder), detail=system_reason(error)) from error
    elsewhere = free_name(folder / beside.name)
    write_file(elsewhere, _chunks(header, rejects))
    return elsewhere


def _marked_read_only(folder: Path) -> bool:
    """Whether nobody is meant to write here. The system would let root; we do as it says."""
    return os.name == "posix" and not folder.stat().st_mode & _ANY_WRITE


def _chunks(header: Sequence[str], rejects: Sequence[Reject]) -> list[bytes]:
    rows = ([str(line), _(reason), *cells] for line, reason, cells in rejects)
    return list(csv_chunks([_("line"), _("reason"), *header], rows))

"""Any file with people in it, as a table: text tables, vCards, address books of LDIF, workbooks."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, Union

from funneltui.i18n import system_reason
from funneltui.interchange.csv_reader import Sheet, open_sheet
from funneltui.interchange.errors import UnreadableFileError
from funneltui.interchange.files import open_file
from funneltui.interchange.grid import Grid
from funneltui.interchange.kinds import HEAD, Kind, kind_of

if TYPE_CHECKING:
    from funneltui.interchange.workbook import WorkbookSheet

AnySheet: TypeAlias = Union[Sheet, Grid, "WorkbookSheet"]


def kind_of_file(source: Path | bytes) -> Kind:
    """What a file is, by what is in it.

    Raises:
        MissingFileError, UnreadableFileError: There is nothing to read.
    """
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else open_file(source) as stream:
            return kind_of(stream.read(HEAD))
    except OSError as error:
        raise UnreadableFileError(str(source), detail=system_reason(error)) from error


def open_table(source: Path | bytes, known: Callable[[str], bool], *, sheet: str = "", encoding: str = "") -> AnySheet:
    """Find out what a file is and read it as a table.

    Args:
        source: The file, or its bytes.
        known: Whether a header is one that programs write; it helps to find the header row of a text table.
        sheet: Which sheet of a workbook; empty: the fullest.
        encoding: How the bytes of a text table are to be read; found out when not given.

    Raises:
        FunnelError: It cannot be read, or is nothing that people stand in.
    """
    kind = kind_of_file(source)
    if kind == "vcard":
        from funneltui.interchange.vcard_reader import read_vcards

        return read_vcards(source)
    if kind == "ldif":
        from funneltui.interchange.ldif_reader import read_ldif

        return read_ldif(source)
    if kind == "workbook":
        from funneltui.interchange.workbook import open_workbook

        return open_workbook(source, known, sheet)
    return open_sheet(source, known, encoding=encoding)

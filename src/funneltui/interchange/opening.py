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

_LONGEST_CARD = 10_000_000
"""Bytes of one card, its picture included."""
AnySheet: TypeAlias = Union[Sheet, Grid, "WorkbookSheet"]


def cards_of_folder(path: Path) -> list[Path]:
    """The vCards in a folder, as address books and telephones keep them; none where it is no folder, or has none."""
    try:
        return sorted(card for card in path.iterdir() if card.suffix.lower() == ".vcf" and card.name[:1] != ".")
    except OSError:
        return []


def _joined(folder: Path) -> bytes:
    """The vCards of a folder, one after the other.

    Raises:
        MissingFileError, UnreadableFileError: One of them cannot be read.
    """
    pieces = []
    for card in cards_of_folder(folder):
        with open_file(card) as stream:
            pieces.append(stream.read(_LONGEST_CARD))
    return b"\r\n".join(pieces)


def kind_of_file(source: Path | bytes) -> Kind:
    """What a file is, by what is in it.

    Raises:
        MissingFileError, UnreadableFileError: There is nothing to read.
    """
    if isinstance(source, Path) and cards_of_folder(source):
        return "vcard"
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else open_file(source) as stream:
            return kind_of(stream.read(HEAD))
    except OSError as error:
        raise UnreadableFileError(str(source), detail=system_reason(error)) from error


def open_table(source: Path | bytes, known: Callable[[str], bool], *, sheet: str = "", encoding: str = "") -> AnySheet:
    """Find out what a file is and read it as a table.

    Args:
        source: The file, a folder of vCards, or the bytes of a file.
        known: Whether a header is one that programs write; it helps to find the header row of a text table.
        sheet: Which sheet of a workbook; empty: the fullest.
        encoding: How the bytes of a text table are to be read; found out when not given.

    Raises:
        FunnelError: It cannot be read, or is nothing that people stand in.
    """
    kind = kind_of_file(source)
    if kind == "vcard":
        from funneltui.interchange.vcard_reader import read_vcards

        return read_vcards(_joined(source) if isinstance(source, Path) and source.is_dir() else source)
    if kind == "ldif":
        from funneltui.interchange.ldif_reader import read_ldif

        return read_ldif(source)
    if kind == "workbook":
        from funneltui.interchange.workbook import open_workbook

        return open_workbook(source, known, sheet)
    return open_sheet(source, known, encoding=encoding)

"""CSV and TSV files of any origin: bytes to a header and rows of cells.

The file is read from its beginning each time its rows are asked for, so that a file larger than
the memory can be imported.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple

from funneltui.i18n import N_, system_reason, translate
from funneltui.interchange.cell_words import BLANKS
from funneltui.interchange.csv_layout import Layout, find_layout
from funneltui.interchange.csv_records import Lines, fix_limits, records, split_tolerantly
from funneltui.interchange.encodings import Encoding, detect, encoding_named, repairer
from funneltui.interchange.errors import (
    BadTextError,
    NothingInFileError,
    UnknownEncodingError,
    UnreadableFileError,
)
from funneltui.interchange.files import open_file
from funneltui.interchange.problems import Problems
from funneltui.interchange.wrong_type import refuse_wrong_type

TOO_LONG = N_("the line is too long: more than half a million characters")
NO_CELLS = N_("the row is one quoted cell that does not split into the columns")
_SAMPLE = 1 << 18
_HEAD = 1 << 16


class Row(NamedTuple):
    """One row below the header.

    Attributes:
        line: The line of the file it begins on, from 1.
        cells: One cell a column, stripped; missing ones are empty.
        extra: Cells beyond the last column, with something in them, each with its column's number.
        left_out: Why it is to be left out, as a message id; empty for a row like the others.
    """

    line: int
    cells: list[str]
    extra: tuple[tuple[int, str], ...] = ()
    left_out: str = ""


@dataclass(slots=True)
class Sheet:
    """A table in a file.

    Attributes:
        name: The file's name, for people.
        encoding: How its bytes are read.
        layout: Its separator and header.
        problems: What was noticed while finding that out.
        repaired: Whether the text had been damaged by a wrong decoding, and is repaired.
        kind: What the file is, for scripts.
    """

    name: str
    encoding: Encoding
    layout: Layout
    problems: Problems
    repaired: bool
    _open: Callable[[], BinaryIO] = field(repr=False)
    _repair: Callable[[str], str] | None = field(repr=False)
    kind: str = "csv"

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.layout.header

    def rows(self, problems: Problems | None = None) -> Generator[Row, None, None]:
        """Every row below the header, blank ones left out; what is wrong with them goes to `problems`."""
        noted = Problems() if problems is None else problems
        with self._text() as stream:
            lines = Lines(stream, self._repair)
            for _ in range(self.layout.skip):
                next(lines, None)
            blanks = yield from self._below(lines, noted)
            if lines.nul_line:
                noted.add(lines.nul_line, N_("NUL characters were removed."))
            if blanks:
                single = N_("One cell only says that there is nothing (“{text}”); it is read as empty.")
                many = N_("{count} cells only say that there is nothing (“{text}”); they are read as empty.")
                text = "”, “".join(sorted(blanks))
                noted.add(
                    0, single if blanks.total() == 1 else many, warning=False, count=blanks.total(), text=text[:80]
                )

    def _below(self, lines: Lines, noted: Problems) -> Generator[Row, None, Counter[str]]:
        """The rows; returns the words for nothing that were met, with how often."""
        blanks: Counter[str] = Counter()
        width = len(self.header)
        header = list(self.header)
        for record in records(lines, self.layout.delimiter, width):
            if record.cut:
                yield Row(record.line, _padded([record.cells[0]], width), left_out=TOO_LONG)
                continue
            cells = [cell.strip() for cell in record.cells]
            if not BLANKS.isdisjoint(cells):
                blanks.update(cell for cell in cells if cell in BLANKS)
                cells = ["" if cell in BLANKS else cell for cell in cells]
            if not any(cells) or cells == header:
                continue
            if len(cells) == 1 < width and self.layout.delimiter in cells[0]:
                again = [cell.strip() for cell in split_tolerantly(cells[0], self.layout.delimiter)]
                if len(again) != width:
                    yield Row(record.line, _padded(cells, width), left_out=NO_CELLS)
                    continue
                noted.add(
                    record.line,
                    N_("This row was one quoted cell; it was split into its {count} cells."),
                    warning=False,
                    count=width,
                )
                cells = again
            if record.broken:
                noted.add(record.line, N_("A quotation mark isn't closed; it was read as a plain character."))
            extra: tuple[tuple[int, str], ...] = ()
            if len(cells) != width:
                extra = tuple((number, cell) for number, cell in enumerate(cells[width:], width + 1) if cell)
                _note_width(noted, record.line, len(cells), width, kept=bool(extra))
                cells = _padded(cells, width)
            yield Row(record.line, cells, extra)
        return blanks

    def _text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self._open(), encoding=self.encoding.name, errors=self.encoding.errors, newline="")


def _padded(cells: list[str], width: int) -> list[str]:
    return cells[:width] + [""] * (width - len(cells))


def _note_width(noted: Problems, line: int, cells: int, width: int, *, kept: bool) -> None:
    if kept:
        noted.add(
            line,
            N_("This row has {count} cells, the header {width}: the extra ones are kept in the note."),
            count=cells,
            width=width,
        )
    elif cells < width:
        noted.add(
            line,
            N_("This row has one cell, the header {width}: the missing ones are empty.")
            if cells == 1
            else N_("This row has {count} cells, the header {width}: the missing ones are empty."),
            warning=False,
            count=cells,
            width=width,
        )


def open_sheet(source: Path | bytes, known: Callable[[str], bool], *, name: str = "", encoding: str = "") -> Sheet:
    """Find out what a file is: its encoding, its separator, its header.

    Args:
        source: The file, or its bytes.
        known: Whether a header is one that programs write; it helps to find the header row.
        name: What to call the file in messages; its path when not given.
        encoding: How its bytes are to be read; found out when not given.

    Raises:
        UnknownEncodingError: There is no such encoding.
        MissingFileError, UnreadableFileError, NothingInFileError: There is nothing to read.
        HtmlPageError, GitPointerError, BinaryFileError, OtherKindError, BadTextError: It is no table.
    """
    fix_limits()
    called = name or (str(source) if isinstance(source, Path) else "-")
    opener = _opener(source)
    try:
        with opener() as stream:
            head = stream.read(_HEAD)
        refuse_wrong_type(head, called)
        read_as = _chosen(encoding, head)
        if read_as is None:
            with opener() as stream:
                read_as = detect(stream)
        with opener() as stream:
            text = _sample(stream, read_as)
    except OSError as error:
        raise UnreadableFileError(called, detail=system_reason(error)) from error
    repair = None if encoding else repairer(text)
    if repair is not None:
        text = "".join(map(repair, text.splitlines(keepends=True)))
    layout = find_layout(text, known, translate("Column {number}"))
    if layout is None:
        raise NothingInFileError(called)
    if "\ufffd" in layout.header[0] and read_as.guessed:
        raise BadTextError(called, line=1, detail=read_as.name)
    problems = _first_problems(read_as, layout, repaired=repair is not None)
    return Sheet(called, read_as, layout, problems, repair is not None, opener, repair)


def _chosen(name: str, head: bytes) -> Encoding | None:
    if not name:
        return None
    chosen = encoding_named(name, head)
    if chosen is None:
        raise UnknownEncodingError(name)
    return chosen


def _opener(source: Path | bytes) -> Callable[[], BinaryIO]:
    if isinstance(source, bytes):
        return lambda: io.BytesIO(source)
    return lambda: open_file(source)


def _sample(stream: BinaryIO, encoding: Encoding) -> str:
    """The beginning of the text, cut at the end of a line."""
    with io.TextIOWrapper(stream, encoding=encoding.name, errors=encoding.errors, newline="") as reader:
        text = reader.read(_SAMPLE)
        if len(text) == _SAMPLE:
            ends = [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
            text = text[: ends[-1]] if ends else text
    return text.replace("\0", "")


def _first_problems(encoding: Encoding, layout: Layout, *, repaired: bool) -> Problems:
    problems = Problems()
    if repaired:
        problems.add(
            0, N_("A wrong encoding had damaged accented letters when the file was written; they were repaired.")
        )
    if encoding.stray:
        single = N_("One character isn't UTF-8 like the rest; it was read as a Windows character.")
        many = N_("{count} characters aren't UTF-8 like the rest; they were read as Windows characters.")
        problems.add(0, single if encoding.stray == 1 else many, count=encoding.stray)
    elif encoding.guessed:
        problems.add(
            0, N_("The file gives no encoding; it looks like {encoding}."), warning=False, encoding=encoding.name
        )
    if encoding.cut:
        problems.add(0, N_("The file ends inside its last letter: it may have been cut off."))
    for line, text in layout.preamble:
        if text:
            problems.add(line, N_("Left out, above the header: {text}"), warning=False, text=text[:2000])
    if not layout.header_line:
        problems.add(0, N_("The file has no column names; columns are numbered."))
    return problems

"""Workbooks of Excel (xlsx, xlsm, xlsb, xls) and LibreOffice (ods), one sheet of which is read as a table.

They are taken apart in a process of its own (`workbook_child`) that may use a gigabyte and a minute: what asks for
more, as a few kilobytes can, ends that process and is refused here. Its answer is read like any CSV.
"""

from __future__ import annotations

import bisect
import io
import json
import subprocess
import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from funneltui.i18n import N_, system_reason
from funneltui.interchange.csv_layout import Layout
from funneltui.interchange.csv_reader import Row, Sheet, open_sheet
from funneltui.interchange.encodings import Encoding
from funneltui.interchange.errors import (
    LockedWorkbookError,
    NothingInFileError,
    TooLargeError,
    UnknownSheetError,
    UnreadableFileError,
    UnreadableWorkbookError,
)
from funneltui.interchange.files import open_file
from funneltui.interchange.headers import meaning
from funneltui.interchange.problems import Problems

_LARGEST = 1 << 28
"""Bytes of a file that is looked into."""
_SECONDS = 60


@dataclass(slots=True)
class WorkbookSheet:
    """A sheet of a workbook: what a `csv_reader.Sheet` is, with the lines that the workbook's program shows.

    Attributes:
        table: The sheet as CSV.
        shifts: From which line of that on how many more lines there are than in the sheet.
        kind: What the file is, for scripts.
    """

    table: Sheet
    shifts: list[tuple[int, int]]
    kind: str = "workbook"

    @property
    def name(self) -> str:
        """The file's name, for people."""
        return self.table.name

    @property
    def encoding(self) -> Encoding:
        """How the bytes were read; a workbook says it itself."""
        return self.table.encoding

    @property
    def layout(self) -> Layout:
        """Where the header is."""
        layout = self.table.layout
        preamble = tuple((self._line(line), text) for line, text in layout.preamble)
        return Layout("", layout.header, self._line(layout.header_line), layout.first_line, preamble)

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.table.header

    @property
    def problems(self) -> Problems:
        """What was noticed while finding all that out."""
        return self.table.problems

    @property
    def repaired(self) -> bool:
        """Whether damaged letters were repaired."""
        return self.table.repaired

    def rows(self, problems: Problems | None = None) -> Generator[Row, None, None]:
        """Every row below the header, each with its line in the sheet."""
        noted = Problems()
        for row in self.table.rows(noted):
            yield row._replace(line=self._line(row.line))
        if problems is not None:
            for problem in noted:
                problems.add(self._line(problem.line), problem.message, warning=problem.warning, **problem.values)

    def _line(self, line: int) -> int:
        """A line of the CSV as one of the sheet: the CSV has one more above, and more where a cell has several."""
        place = bisect.bisect_right(self.shifts, (line, -1)) - 1
        shift = self.shifts[place][1] if place >= 0 else 0
        return max(line - 1 - shift, 0)


def open_workbook(source: Path | bytes, known: Callable[[str], bool], sheet: str = "") -> WorkbookSheet:
    """Read one sheet of a workbook: the named one, else the one with the most cells filled.

    Args:
        source: The file, or its bytes.
        known: Whether a header is one that programs write.
        sheet: A sheet's name.

    Raises:
        UnknownSheetError: There is no such sheet.
        LockedWorkbookError, UnreadableWorkbookError, TooLargeError, NothingInFileError: It cannot be read.
    """
    called = str(source) if isinstance(source, Path) else "-"
    answer, content = _taken_apart(source, called, sheet)
    error = answer["error"]
    if error == "sheet":
        raise UnknownSheetError(sheet, ", ".join(answer["sheets"]))
    if error in _ERRORS:
        raise _ERRORS[error](called)
    table = open_sheet(content, known, name=called)
    if answer["others"]:
        table.problems.add(
            0,
            N_("Sheet “{sheet}” is read; --sheet takes another one: {others}."),
            sheet=answer["sheet"],
            others=", ".join(answer["others"]),
        )
    for place, (line, text) in answer["numbers"].items():
        column = table.header[int(place)] if int(place) < len(table.header) else ""
        if meaning(column).field == "phone":
            table.problems.add(
                line,
                N_(
                    "“{column}” has phone numbers that are stored as numbers ({text}): a leading 0 or + may be missing."
                ),
                column=column,
                text=text,
            )
    return WorkbookSheet(table, [(line, extra) for line, extra in answer["shifts"]])


_ERRORS = {
    "password": LockedWorkbookError,
    "damaged": UnreadableWorkbookError,
    "large": TooLargeError,
    "empty": NothingInFileError,
}


def _taken_apart(source: Path | bytes, called: str, sheet: str) -> tuple[dict[str, Any], bytes]:
    """What the process that reads the workbook answers."""
    try:
        with open_file(source) if isinstance(source, Path) else io.BytesIO(source) as stream:
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        raise UnreadableFileError(called, detail=system_reason(error)) from error
    if len(content) > _LARGEST:
        raise TooLargeError(called)
    command = [sys.executable, "-m", "funneltui.interchange.workbook_child", sheet]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise TooLargeError(called) from error
    except (OSError, ValueError) as error:
        raise UnreadableWorkbookError(called) from error
    head, _newline, text = done.stdout.partition(b"\n")
    if done.returncode or not head.startswith(b"{"):
        raise TooLargeError(called) if _ended_by_limit(done) else UnreadableWorkbookError(called)
    answer: dict[str, Any] = json.loads(head)
    return answer, text


def _ended_by_limit(done: subprocess.CompletedProcess[bytes]) -> bool:
    """Whether the process was ended by the system or by want of memory, rather than by what the file says."""
    return done.returncode < 0 or b"memory" in done.stderr or b"capacity overflow" in done.stderr

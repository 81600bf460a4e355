"""Reads a workbook from stdin and writes one of its sheets to stdout: a line of JSON, then CSV. A process of its own.

A few kilobytes of a workbook can ask for more memory than there is, which ends the process that reads it, whatever it
tries. So `workbook` starts this one, with limits that it sets itself before it reads anything.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import math
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

_MEMORY = 1 << 30
_SECONDS = 40
_MOST = 1 << 28
"""Bytes of the sheet as CSV."""
_PHONE = 10**7
"""A number from here on can be a phone number that lost its leading zero."""
_DECIMALS = 3


def main() -> int:
    """Read and write; the exit status is 0 also when the JSON says what is wrong."""
    _limit()
    try:
        answer, content = _read(sys.stdin.buffer.read(), sys.argv[1] if len(sys.argv) > 1 else "")
    except MemoryError:
        answer, content = {"error": "large"}, b""
    out = sys.stdout.buffer
    out.write(json.dumps(answer).encode() + b"\n" + content)
    out.flush()
    return 0


def _limit() -> None:
    """Take no more memory and time than a large table of people needs, where the system can be told so."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(content: bytes, wanted: str) -> tuple[dict[str, Any], bytes]:
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
    except python_calamine.PasswordError:
        return {"error": "password"}, b""
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        return {"error": "password" if "assword" in str(error) else "damaged"}, b""
    names = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        and (sheet.visible == python_calamine.SheetVisibleEnum.Visible or sheet.name == wanted)
    ] or list(book.sheet_names)
    chosen = next((name for name in names if name.strip().casefold() == wanted.strip().casefold()), "")
    if wanted and not chosen:
        return {"error": "sheet", "sheets": names}, b""
    fullest: tuple[int, str, Any] = (-1, "", None)
    filled = []
    try:
        for name in [chosen] if chosen else names:
            sheet = book.get_sheet_by_name(name)
            count = _filled(sheet)
            filled += [name] * bool(count)
            if count > fullest[0]:
                fullest = (count, name, sheet)
    except (python_calamine.CalamineError, OSError, ValueError):
        return {"error": "damaged"}, b""
    _count, name, sheet = fullest
    if sheet is None or not filled:
        return {"error": "empty"}, b""
    answer, text = _written(sheet.iter_rows())
    return {**answer, "sheet": name, "others": [sheet for sheet in filled if sheet != name]}, text


def _filled(sheet: Any) -> int:  # noqa: ANN401 - the library has no types for it
    """How many cells of a sheet have something in them.

    Raises:
        MemoryError: It is more text than a table of people has.
    """
    count = size = 0
    for row in sheet.iter_rows():
        for cell in row:
            count += cell != ""
            size += len(cell) if isinstance(cell, str) else 8
        if size > _MOST:
            raise MemoryError
    return count


def _written(rows: Iterable[list[Any]]) -> tuple[dict[str, Any], bytes]:
    """The sheet as CSV, with what is lost in it: on which lines there are more than one, which numbers are phones."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    buffer.write("sep=,\n")
    shifts: list[tuple[int, int]] = []
    numbers: dict[int, tuple[int, str]] = {}
    line, extra = 1, 0
    for row in rows:
        line += 1
        texts = [cell_text(cell) for cell in row]
        writer.writerow(texts)
        if added := sum(text.count("\n") for text in texts):
            extra += added
            shifts.append((line + extra, extra))
        for place, cell in enumerate(row):
            if isinstance(cell, float) and cell >= _PHONE and cell.is_integer():
                numbers.setdefault(place, (line - 1, texts[place]))
        if buffer.tell() > _MOST:
            return {"error": "large"}, b""
    return {"error": "", "shifts": shifts, "numbers": numbers}, buffer.getvalue().encode("utf-8", "replace")


def cell_text(value: object) -> str:
    """A cell as it would stand in a CSV: ISO days, numbers with a point that is no thousands' sign."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, (date, timedelta, int)):
        return str(value)
    return ""


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    if value.is_integer():
        return str(int(value))
    text = repr(value)
    if "e" in text:
        text = f"{value:f}".rstrip("0").rstrip(".")
    return text + "0" if len(text.partition(".")[2]) == _DECIMALS else text


if __name__ == "__main__":
    sys.exit(main())

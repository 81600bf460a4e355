"""CSV that spreadsheets open without harm: RFC 4180, or as French Excel reads it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n")
_ROWS = 1000
_PHONE = re.compile(r"\+[0-9][0-9 ().]{4,30}(?:; \+?[0-9][0-9 ().]{4,30})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV is written.

    Attributes:
        delimiter: What parts two cells.
        decimal: The decimal sign of an amount.
        mark: What comes first: Excel takes a file for UTF-8 by its byte order mark only.
    """

    delimiter: str
    decimal: str
    mark: bytes


PLAIN = Dialect(",", ".", b"")
FRENCH = Dialect(";", ",", b"\xef\xbb\xbf")


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe comes before what would start one.

    A cell that begins with an apostrophe before such a sign gets one more, so that reading is exact. A telephone number
    (`+33 6…`) is no formula: a spreadsheet takes it for a number at worst.
    """
    if _PHONE.fullmatch(text):
        return text
    return "'" + text if text.lstrip(" '").startswith(_TRIGGERS) and text[0] in {*_TRIGGERS, "'", " "} else text


def csv_chunks(header: Sequence[str], rows: Iterable[Sequence[str]], dialect: Dialect = PLAIN) -> Iterator[bytes]:
    """The file, a thousand rows at a time; CRLF ends a row as RFC 4180 says."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=dialect.delimiter, lineterminator="\r\n")
    yield dialect.mark
    writer.writerow([guarded(cell) for cell in header])
    for number, row in enumerate(rows, 1):
        writer.writerow([guarded(cell) for cell in row])
        if number % _ROWS == 0:
            yield buffer.getvalue().encode("utf-8", "replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")

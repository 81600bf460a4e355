"""Where the table is in a text: its separator, and the row that names its columns."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from funneltui.interchange.csv_records import Lines, Record, records

DELIMITERS = (",", ";", "\t", "|")
_ONE_COLUMN = "\x1f"
_ROWS = 200
_HEADER_WITHIN = 30
_WIDEST = 200
"""Cells; a row without names that has more is no measure for the others."""
_DATA = re.compile(
    r"""^(
        \S+@\S+\.\S+                                  # an address
        | [-+(]?[\d.,\s€$£%/:()+-]*\d[\d.,\s€$£%/:()+-]*  # a number, an amount, a date, a phone number
        | https?://\S+ | www\.\S+
    )$""",
    re.VERBOSE,
)
_ADDRESS = re.compile(r"^(?:mailto:)?<?[^\s@<>;,]+@[^\s@<>;,]+\.[^\s@<>;,]+$")
_SEP = re.compile(r"^\ufeff?\"?sep=(.)\"?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is a table.

    Attributes:
        delimiter: What parts two cells.
        skip: How many lines are above the header (a spreadsheet's `sep=` line included).
        header: The header's cells; numbered ones when the table has no header.
        header_line: The header's line; 0 when there is none.
        first_line: The line the data begins on.
        preamble: What is above the header, for people: lines and their texts.
    """

    delimiter: str
    header: tuple[str, ...]
    header_line: int
    first_line: int
    preamble: tuple[tuple[int, str], ...] = ()

    @property
    def skip(self) -> int:
        """How many lines are above the data."""
        return self.first_line - 1


def find_layout(text: str, known: Callable[[str], bool], unnamed: str) -> Layout | None:
    """The layout of the text's beginning; None when nothing is in it.

    Args:
        text: The beginning of the file.
        known: Whether a header is one that programs write.
        unnamed: What to call a column of a table without header: "Column {number}".
    """
    forced = _SEP.match(text.split("\n", 1)[0])
    candidates = (forced[1],) if forced else DELIMITERS
    samples = {each: _sample(text, each, 2 if forced else 1) for each in candidates}
    if not any(samples.values()):
        return None
    best = max(candidates, key=lambda each: _merit(samples[each], known))
    sample = samples[best]
    if not forced and _merit(sample, known)[0] == 1 and _single_header(samples, known):
        best = _ONE_COLUMN
        sample = _sample(text, best, 1)
    return _with_header(best, sample, known, unnamed)


def _sample(text: str, delimiter: str, first: int) -> list[Record]:
    lines = Lines(io.StringIO(text, newline=""))
    sampled = [record for record in islice(records(lines, delimiter), _ROWS) if record.line >= first]
    return [record for record in sampled if any(map(str.strip, record.cells))]


def _merit(sample: list[Record], known: Callable[[str], bool]) -> tuple[int, float, int]:
    """Known names in the best row, then how alike the rows' widths are, then how wide they are."""
    if not sample:
        return (-1, 0.0, 0)
    names = max(_names(record, known) for record in sample[:_HEADER_WITHIN])
    width, count = _usual_width(sample)
    return (names, count / len(sample) if width > 1 else 0.0, width)


def _usual_width(sample: list[Record]) -> tuple[int, int]:
    widths = Counter(len(record.cells) for record in sample)
    wide = {width: count for width, count in widths.items() if width > 1} or widths
    width = max(wide, key=lambda each: (wide[each], each))
    return width, wide[width]


def _names(record: Record, known: Callable[[str], bool]) -> int:
    return len({cell.strip().casefold() for cell in record.cells if known(cell)})


def _single_header(samples: dict[str, list[Record]], known: Callable[[str], bool]) -> bool:
    """Whether the table is one column, whose cells happen to hold commas."""
    firsts = [sample[0] for sample in samples.values() if sample]
    return all(len(first.cells) == 1 and known(first.cells[0]) for first in firsts)


def _with_header(delimiter: str, sample: list[Record], known: Callable[[str], bool], unnamed: str) -> Layout:
    width, _ = _usual_width(sample)
    place = _header_place(sample, width, known)
    preamble = tuple((record.line, delimiter.join(record.cells).strip(" ,;\t|")) for record in sample[: place or 0])
    if place is None:
        # Everything is a row: a shorter one at the beginning may be somebody with fewer cells
        widest = max([width, *(len(record.cells) for record in sample[:_HEADER_WITHIN] if len(record.cells) < _WIDEST)])
        header = tuple(unnamed.format(number=number) for number in range(1, widest + 1))
        return Layout(delimiter, header, 0, sample[0].line)
    record = sample[place]
    header = tuple(" ".join(cell.replace("\ufeff", "").split()) for cell in record.cells)
    while len(header) > 1 and not header[-1]:
        header = header[:-1]
    named = tuple(cell or unnamed.format(number=number) for number, cell in enumerate(header, 1))
    return Layout(delimiter, named, record.line, record.last + 1, preamble)


def _header_place(sample: list[Record], width: int, known: Callable[[str], bool]) -> int | None:
    """Which row names the columns: the one with most known names, else the first full row of words."""
    beginning = sample[:_HEADER_WITHIN]
    names = [0 if _has_address(record) else _names(record, known) for record in beginning]
    most = max(names)
    place = names.index(most)
    if most > 1:
        return place
    full = next(
        (number for number, record in enumerate(beginning) if _filled(record) > width // 2 and len(record.cells) > 1),
        0,
    )
    if most == 1 and place <= full:
        return place
    if _has_address(beginning[full]) or any(map(_has_address, beginning[:full])):
        return None
    cells = [cell.strip() for cell in beginning[full].cells]
    if any(_DATA.match(cell) for cell in cells) or len(set(cells)) < len(cells):
        return None
    return full


def _has_address(record: Record) -> bool:
    """Whether a row has somebody's e-mail address in it: then it is no header."""
    return any(_ADDRESS.match(cell.strip()) for cell in record.cells)


def _filled(record: Record) -> int:
    return sum(1 for cell in record.cells if cell.strip())

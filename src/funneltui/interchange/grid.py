"""A table that was read from something else than a text table: vCards, LDIF.

It has what a `csv_reader.Sheet` has for whoever reads it. Its rows are kept packed, a tenth of what lists of texts
would take, so that a hundred thousand people fit into memory.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from funneltui.interchange.csv_layout import Layout
from funneltui.interchange.csv_reader import Row
from funneltui.interchange.encodings import Encoding
from funneltui.interchange.problems import Problem, Problems

_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(tuple[int, str, dict[int, str]]).decode


@dataclass(slots=True)
class GridRow:
    """One entry of a file.

    Attributes:
        line: The line it begins on, from 1.
        cells: Column name → text.
        left_out: Why it is no person, as a message id; empty for a person.
    """

    line: int
    cells: Mapping[str, str]
    left_out: str = ""


@dataclass(slots=True)
class Grid:
    """The entries of a file as a table.

    Attributes:
        name: The file's name, for people.
        encoding: How its bytes were read.
        layout: Its columns; there is no separator.
        problems: What was noticed while reading it.
        kind: What the file is, for scripts: "vcard", "ldif".
        repaired: Nothing is repaired; here for those who ask a `Sheet`.
    """

    name: str
    encoding: Encoding
    layout: Layout
    problems: Problems
    kind: str
    _rows: list[bytes] = field(repr=False)
    _noted: tuple[Problem, ...] = field(repr=False)
    repaired: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.layout.header

    def rows(self, problems: Problems | None = None) -> Generator[Row, None, None]:
        """Every entry as a row; what was wrong with single ones goes to `problems`."""
        width = len(self.header)
        for packed in self._rows:
            line, left_out, cells = _unpack(packed)
            row = [""] * width
            for place, text in cells.items():
                row[place] = text
            yield Row(line, row, left_out=left_out)
        if problems is not None:
            for problem in self._noted:
                problems.add(problem.line, problem.message, warning=problem.warning, **problem.values)


def cells_of(
    name: str, entries: Iterable[GridRow], order: Sequence[str], noted: Problems, *, kind: str, encoding: str = "utf-8"
) -> Grid:
    """Make a table of entries.

    Args:
        name: The file's name, for people.
        entries: What was read, in the file's order.
        order: The columns in a sensible order; those that no entry fills are left out.
        noted: What reading the entries tells; complete once they are all read.
        kind: What the file is.
        encoding: How the bytes were read.
    """
    places: dict[str, int] = {}
    packed = []
    for entry in entries:
        cells = {places.setdefault(column, len(places)): text for column, text in entry.cells.items()}
        packed.append(_pack((entry.line, entry.left_out, cells)))
    ranks = {column: rank for rank, column in enumerate(order)}
    header = sorted(places, key=lambda column: ranks.get(column, len(ranks)))
    moved = {places[column]: place for place, column in enumerate(header)}
    if any(old != new for old, new in moved.items()):
        packed = [_moved(row, moved) for row in packed]
    layout = Layout("", tuple(header), 0, 1)
    return Grid(name, Encoding(encoding), layout, Problems(), kind, packed, tuple(noted))


def _moved(packed: bytes, places: Mapping[int, int]) -> bytes:
    line, left_out, cells = _unpack(packed)
    return _pack((line, left_out, {places[place]: text for place, text in cells.items()}))

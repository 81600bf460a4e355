"""What a list of rows is made of: columns, rows under headings, and which row stands on which line."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Column:
    """How one fact of a row is shown.

    Attributes:
        title: What it is, translated.
        width: Cells it takes at least.
        draw: Gives the text (made safe here) and its role, of a row.
        grow: Its share of the space that is left.
        right: Whether it stands at the right.
        rank: Columns of the highest rank go first when there is no room, of one rank the last.
        key: Its name in code, where a click on its title means something.
    """

    title: str
    width: int
    draw: Callable[[Any], tuple[str, str]]
    grow: int = 0
    right: bool = False
    rank: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading; without a title, there is no heading."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    title: str = ""
    role: str = "title"


def widths(columns: Sequence[Column], room: int) -> tuple[int, ...]:
    """The cells of each column in so many, a gap of two behind each; 0 for those there is no room for."""
    shown = list(columns)
    while len(shown) > 1 and sum(column.width + 2 for column in shown) > room:
        shown.remove(max(reversed(shown), key=lambda column: column.rank))
    spare = max(0, room - sum(column.width + 2 for column in shown))
    shares = sum(column.grow for column in shown) or 1
    return tuple(column.width + spare * column.grow // shares if column in shown else 0 for column in columns)


def column_at(columns: Sequence[Column], rooms: Sequence[int], x: int) -> Column | None:
    """The column that has the cell `x` of a row, the gap behind it included; None beside them all."""
    start = 0
    for column, room in zip(columns, rooms, strict=True):
        end = start + room + 2 * (room > 0)
        if start <= x < end:
            return column
        start = end
    return None


class RowLines:
    """The lines of sections one below the other; a section without a title has no heading.

    Args:
        sections: What is listed, from top to bottom.
    """

    def __init__(self, sections: Sequence[Section] = ()) -> None:
        self._sections = list(sections)
        self._starts: list[int] = []
        self._count = 0
        for section in sections:
            self._starts.append(self._count)
            self._count += len(section.ids) + bool(section.title)

    def __len__(self) -> int:
        return self._count

    def rows(self) -> Iterator[int]:
        """Every row, without the headings."""
        for section in self._sections:
            yield from section.ids

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return sum(len(section.ids) for section in self._sections)

    def row(self, line: int) -> int | None:
        """The row on a line; None on a heading and beyond the ends."""
        if not 0 <= line < self._count:
            return None
        number = bisect_right(self._starts, line) - 1
        section = self._sections[number]
        place = line - self._starts[number] - bool(section.title)
        return section.ids[place] if place >= 0 else None

    def heading(self, line: int) -> Section | None:
        """The section whose heading stands on a line; None on a row and beyond the ends."""
        if not 0 <= line < self._count or self.row(line) is not None:
            return None
        return self._sections[bisect_right(self._starts, line) - 1]

    def find(self, row: int) -> int | None:
        """The line of a row; None when it is not listed."""
        for section, start in zip(self._sections, self._starts, strict=True):
            try:
                return start + bool(section.title) + section.ids.index(row)
            except ValueError:
                continue
        return None

    def neighbours(self, row: int) -> tuple[str, list[int]]:
        """The title over a row, and the rows under it: those after it, then those before it, the nearest first."""
        for section in self._sections:
            if row in section.ids:
                at = list(section.ids).index(row)
                return section.title, [*section.ids[at + 1 :], *reversed(section.ids[:at])]
        return "", []

    def nearest(self, line: int, by: int = 1) -> int:
        """The nearest line with a row, in the way one goes, else the other; 0 when there is none."""
        line = max(0, min(self._count - 1, line))
        for way in (1, -1) if by >= 0 else (-1, 1):
            at = line
            while 0 <= at < self._count:
                if self.row(at) is not None:
                    return at
                at += way
        return 0

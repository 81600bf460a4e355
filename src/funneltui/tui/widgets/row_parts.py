"""What a list of rows is made of: columns, and rows under headings."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
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

"""What a list of rows is made of: columns, and rows under headings."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Column", "Section", "widths"]


@dataclass(frozen=True, slots=True)
class Column:
    """How one fact of a row is shown.

    Attributes:
        title: What it is, translated.
        width: Cells it takes at least.
        draw: Gives the text (made safe here) and its role, of a row.
        grow: Its share of the space that is left.
        right: Whether it stands at the right.
        rank: Columns of the highest rank go first when there is no room.
    """

    title: str
    width: int
    draw: Callable[[Any], tuple[str, str]]
    grow: int = 0
    right: bool = False
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading; without a title, there is no heading."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    title: str = ""
    role: str = "title"


def widths(columns: Sequence[Column], room: int) -> tuple[int, ...]:
    """The cells of each column in so many, a gap of two behind each; 0 for those there is no room for."""
    shown = list(columns)
    while len(shown) > 1 and sum(one.width + 2 for one in shown) > room:
        shown.remove(max(shown, key=lambda one: one.rank))
    spare = max(0, room - sum(one.width + 2 for one in shown))
    shares = sum(one.grow for one in shown) or 1
    return tuple(one.width + spare * one.grow // shares if one in shown else 0 for one in columns)

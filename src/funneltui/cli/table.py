"""Tables for people: which columns fit the terminal, how wide each is, and its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from funneltui.domain.text import cells, pad

_NARROWEST = 8
"""Cells a column keeps when it gives way: a short word."""
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    heading: str
    right: bool = False
    gives_way: int = 0
    """In which order columns are cut so that the table fits: the highest first, 0 never."""
    from_width: int = 0
    """Narrower terminals do without the column."""


class Layout:
    """The columns of a table on one terminal.

    Args:
        columns: All of them.
        sample: The first rows, safe to show, by which the widths are chosen.
        screen: The terminal's width in cells; 0 when nothing is to be cut or left out.
    """

    def __init__(self, columns: Sequence[Column], sample: Sequence[Sequence[str]], screen: int) -> None:
        self._cut = bool(screen)
        self._shown = [
            (place, column) for place, column in enumerate(columns) if not screen or screen >= column.from_width
        ]
        self._widths = {
            place: max([cells(column.heading), *(cells(row[place]) for row in sample)]) for place, column in self._shown
        }
        if screen:
            self._shrink(screen)
        self.heading = self.line([column.heading for column in columns])
        """The line above the rows."""

    def line(self, row: Sequence[str]) -> str:
        """A row of safe texts as a line."""
        parts = []
        for place, column in self._shown:
            width = self._widths[place]
            parts.append(pad(row[place], width if self._cut else max(width, cells(row[place])), right=column.right))
        return _GAP.join(parts).rstrip()

    def _shrink(self, screen: int) -> None:
        """Take cells from the columns that give way, those of one turn evenly, the widest first."""
        excess = sum(self._widths.values()) + len(_GAP) * (len(self._shown) - 1) - screen
        for turn in sorted({column.gives_way for _, column in self._shown if column.gives_way}, reverse=True):
            places = [place for place, column in self._shown if column.gives_way == turn]
            while excess > 0:
                widest = max(places, key=lambda place: self._widths[place])
                if self._widths[widest] <= _NARROWEST:
                    break
                self._widths[widest] -= 1
                excess -= 1

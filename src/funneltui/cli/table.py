"""Tables for people: which columns fit the terminal, how wide each is, and its lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from funneltui.domain.text import cells, pad

_NARROWEST = 8
"""Cells a column keeps when it gives way: a short word."""
_GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    heading: str
    right: bool = False
    gives_way: int = 0
    """In which order columns are cut so that the table fits: the highest first, 0 never."""
    wraps: bool = False
    """Goes on in the next line before anything is cut: texts between words, figures between the sums they add up."""
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
        self._gap = _GAP
        self._shown = [
            (place, column) for place, column in enumerate(columns) if not screen or screen >= column.from_width
        ]
        self._columns = columns
        self._contents = {place: [row[place] for row in sample] for place, _ in self._shown}
        self._widths = {
            place: max(map(cells, [column.heading, *self._contents[place]])) for place, column in self._shown
        }
        if screen:
            self._shrink(screen)

    @property
    def heading(self) -> str:
        """The line or lines above the rows."""
        return self._lines([column.heading.split(" ") for column in self._columns], at_bottom=True)

    def line(self, row: Sequence[str]) -> str:
        """A row of safe texts as a line, or as several where columns wrap."""
        return self._lines([_pieces(text, column) for text, column in zip(row, self._columns, strict=True)])

    def _lines(self, row: Sequence[Sequence[str]], *, at_bottom: bool = False) -> str:
        columns: list[list[str]] = []
        for place, column in self._shown:
            text = " ".join(row[place])
            width = self._widths[place] if self._cut else max(self._widths[place], cells(text))
            texts = _wrapped(row[place], width) if column.wraps else [text]
            columns.append([pad(text, width, right=column.right) for text in texts])
        height = max(map(len, columns), default=0)
        for lines in columns:
            missing = [" " * cells(lines[0])] * (height - len(lines))
            lines[:] = [*missing, *lines] if at_bottom else [*lines, *missing]
        return "\n".join((" " * self._gap).join(parts).rstrip() for parts in zip(*columns, strict=True))

    def _shrink(self, screen: int) -> None:
        """Take cells from the columns, the widest first: headings wrap, then rows do, then texts are cut."""
        wrapping = {place: column for place, column in self._shown if column.wraps}
        words = {place: max(map(cells, column.heading.split(" "))) for place, column in wrapping.items()}
        whole = {place: max(least, *map(cells, self._contents[place])) for place, least in words.items()}
        broken = {
            place: max(
                words[place], *(cells(piece) for text in self._contents[place] for piece in _pieces(text, column))
            )
            for place, column in wrapping.items()
        }
        natural = self._widths
        for gap in (_GAP, 1) if wrapping else (_GAP,):
            self._gap, self._widths = gap, dict(natural)
            excess = sum(natural.values()) + gap * (len(natural) - 1) - screen
            excess = self._narrow(broken, self._narrow(whole, excess))
            if excess <= 0:
                return
        for turn in sorted({column.gives_way for _, column in self._shown if column.gives_way}, reverse=True):
            places = [place for place, column in self._shown if column.gives_way == turn]
            excess = self._narrow(dict.fromkeys(places, _NARROWEST), excess)

    def _narrow(self, least: Mapping[int, int], excess: int) -> int:
        """Take cells from columns evenly, the widest first, none below its least width; what is still too much."""
        while excess > 0:
            places = [place for place, width in least.items() if self._widths[place] > width]
            if not places:
                break
            self._widths[max(places, key=lambda place: self._widths[place])] -= 1
            excess -= 1
        return excess


def _pieces(text: str, column: Column) -> list[str]:
    """What a text of a row may be parted into."""
    return re.split(r" (?=\+ )" if column.right else " ", text) if column.wraps else [text]


def _wrapped(pieces: Sequence[str], width: int) -> list[str]:
    lines = list(pieces[:1])
    for piece in pieces[1:]:
        if cells(lines[-1]) + 1 + cells(piece) <= width:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return lines

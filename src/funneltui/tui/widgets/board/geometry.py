"""Where everything of the board is: a pure function of the size, the columns and the density."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["DENSITIES", "Box", "Geometry", "arrange"]

DENSITIES = ("compact", "normal", "full")
"""How much a card shows."""

HEADER = 2
"""Rows of a column's head: its name, and a rule."""

_LEAST_WIDTH, _LEAST_HEIGHT = 20, 5
_COLUMN = 21
"""The least width of a column that stands beside others, with its rule."""
_THIN_COLUMN = 17
"""The least width when that brings every open column into sight."""
_FOLDED = 4
_SINGLE = 52
"""Narrower than this there is one column, and no folded ones."""
_WIDEST = 62
_ROOMY = 28
"""From this height on, cards have more lines and space between them."""


class Box(NamedTuple):
    """A column on the screen."""

    column: int
    x: int
    width: int
    """With the rule to its right."""
    folded: bool

    @property
    def inner(self) -> int:
        """The width without the rule."""
        return self.width - 1


class Geometry(NamedTuple):
    """Where everything is, in cells from the board's corner."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    first: int
    """The first unfolded column that is shown, counted among the unfolded ones."""
    hidden_left: int
    """How many unfolded columns are scrolled out of sight to the left."""
    hidden_right: int
    single: bool
    lines: int
    """Lines of text of a card."""
    pitch: int
    """Rows from one card to the next."""

    @property
    def fits(self) -> bool:
        """Whether there is room to draw anything useful."""
        return self.width >= _LEAST_WIDTH and self.height >= _LEAST_HEIGHT

    @property
    def rows(self) -> int:
        """How many whole cards a column shows, at least one."""
        return max(1, (self.height - HEADER + self.pitch - self.lines) // self.pitch)

    @property
    def drawn(self) -> int:
        """How many cards are drawn, the last one perhaps in part."""
        return max(1, -(-(self.height - HEADER) // self.pitch))

    def box_of(self, column: int) -> Box | None:
        """Where a column is, if it is in sight."""
        return next((box for box in self.boxes if box.column == column), None)

    def box_at(self, x: int) -> Box | None:
        """The column at this cell."""
        return next((box for box in self.boxes if box.x <= x < box.x + box.width), None)


def arrange(width: int, height: int, folded: Sequence[bool], *, first: int, current: int, density: str) -> Geometry:
    """Place the columns.

    Args:
        width: Of the board, in cells.
        height: Of the board, in rows.
        folded: For each column whether it is folded.
        first: The first unfolded column shown so far, counted among the unfolded ones.
        current: The column with the cursor: it is brought into sight.
        density: One of `DENSITIES`.
    """
    lines, pitch = _card_lines(density, height)
    if width < _SINGLE:
        boxes: tuple[Box, ...] = (Box(current, 0, width + 1, folded=False),) if folded else ()
        left, right = current, len(folded) - current - 1
        return Geometry(width, height, boxes, first, left, right, single=True, lines=lines, pitch=pitch)
    free = width - _FOLDED * sum(folded)
    open_columns = [column for column, is_folded in enumerate(folded) if not is_folded]
    count = max(1, min(len(open_columns), (free + 1) // _COLUMN))
    if len(open_columns) * _THIN_COLUMN <= free + 1:
        count = len(open_columns)
    first = max(0, min(first, len(open_columns) - count))
    if current in open_columns:
        place = open_columns.index(current)
        first = min(max(first, place - count + 1), place)
    shown = set(open_columns[first : first + count])
    boxes = _place(width, folded, shown, free)
    right = len(open_columns) - first - len(shown)
    return Geometry(width, height, boxes, first, first, right, single=False, lines=lines, pitch=pitch)


def _place(width: int, folded: Sequence[bool], shown: set[int], free: int) -> tuple[Box, ...]:
    each, more = divmod(free, max(1, len(shown)))
    if each > _WIDEST:
        each, more = _WIDEST, 0
    boxes: list[Box] = []
    x = 0
    for column, is_folded in enumerate(folded):
        if not is_folded and column not in shown:
            continue
        wide = _FOLDED if is_folded else each
        if not is_folded and more:
            wide, more = wide + 1, more - 1
        boxes.append(Box(column, x, wide, is_folded))
        x += wide
    if boxes and x >= width:  # nothing stands to the right of the last one: no rule
        last = boxes[-1]
        boxes[-1] = last._replace(width=width - last.x + 1)
    return tuple(boxes)


def _card_lines(density: str, height: int) -> tuple[int, int]:
    """Lines of text, and rows to the next card."""
    if density == "compact":
        return 1, 1
    roomy = height >= _ROOMY
    lines = (4 if density == "full" else 3) if roomy else (3 if density == "full" else 2)
    return lines, lines + 1 if roomy else lines

"""Where everything of the board is: a pure function of the size, the columns and the density."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

DENSITIES = ("compact", "normal", "full")
"""How much a card shows."""

HEADER = 2
"""Rows of a column's head: its name, and a rule."""

_LEAST_WIDTH, _LEAST_HEIGHT = 20, 5
_COLUMN = 21
"""The least width of a column that stands beside others, with its rule."""
_THIN_COLUMN = 17
"""The least width when that brings every open column into sight."""
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
    """With the rule to its right, which a folded one has not."""
    folded: bool
    """Whether it is only a name in the rule below the heads."""

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

    def box_at(self, x: int, y: int) -> Box | None:
        """The column at this cell; a folded one where its name is."""
        here = [box for box in self.boxes if box.x <= x < box.x + box.width]
        named = [box for box in here if box.folded and y == HEADER - 1]
        return next(iter(named or [box for box in here if not box.folded]), None)


def arrange(width: int, height: int, folded: Sequence[int], *, first: int, current: int, density: str) -> Geometry:
    """Place the columns.

    Args:
        width: Of the board, in cells.
        height: Of the board, in rows.
        folded: For each column the cells that its name takes when it is folded, 0 when it is not.
        first: The first unfolded column shown so far, counted among the unfolded ones.
        current: The column with the cursor: it is brought into sight.
        density: One of `DENSITIES`.
    """
    lines, pitch = _card_lines(density, height)
    if width < _SINGLE:
        boxes: tuple[Box, ...] = (Box(current, 0, width + 1, folded=False),) if folded else ()
        left, right = current, len(folded) - current - 1
        return Geometry(width, height, boxes, first, left, right, single=True, lines=lines, pitch=pitch)
    open_columns = [column for column, is_folded in enumerate(folded) if not is_folded]
    count = max(1, min(len(open_columns), (width + 1) // _COLUMN))
    if len(open_columns) * _THIN_COLUMN <= width + 1:
        count = len(open_columns)
    first = max(0, min(first, len(open_columns) - count))
    if current in open_columns:
        place = open_columns.index(current)
        first = min(max(first, place - count + 1), place)
    shown = open_columns[first : first + count]
    boxes = _place(width, shown) + _names(width, folded)
    right = len(open_columns) - first - len(shown)
    return Geometry(width, height, boxes, first, first, right, single=False, lines=lines, pitch=pitch)


def _place(width: int, shown: Sequence[int]) -> tuple[Box, ...]:
    """The columns that are in sight, side by side."""
    each, more = divmod(width, max(1, len(shown)))
    if each > _WIDEST:
        each, more = _WIDEST, 0
    boxes: list[Box] = []
    x = 0
    for place, column in enumerate(shown):
        boxes.append(Box(column, x, each + (place < more), folded=False))
        x += boxes[-1].width
    if boxes and x >= width:  # nothing stands to the right of the last one: no rule
        last = boxes[-1]
        boxes[-1] = last._replace(width=width - last.x + 1)
    return tuple(boxes)


def _names(width: int, folded: Sequence[int]) -> tuple[Box, ...]:
    """The names of the folded columns, at the right; shortened when they are too many."""
    most = width // max(1, sum(map(bool, folded)))
    named = [(column, min(needed, most)) for column, needed in enumerate(folded) if needed]
    if sum(folded) <= width:
        named = [(column, needed) for column, needed in enumerate(folded) if needed]
    boxes: list[Box] = []
    x = width - sum(cells for _, cells in named)
    for column, cells in named:
        boxes.append(Box(column, x, cells, folded=True))
        x += cells
    return tuple(boxes)


def _card_lines(density: str, height: int) -> tuple[int, int]:
    """Lines of text, and rows to the next card."""
    if density == "compact":
        return 1, 1
    roomy = height >= _ROOMY
    lines = (4 if density == "full" else 3) if roomy else (3 if density == "full" else 2)
    return lines, lines + 1 if roomy else lines

"""Where everything on the board is, and what has to be drawn anew."""

from __future__ import annotations

from typing import NamedTuple

from textual import messages
from textual.geometry import Offset, Region

from funneltui.domain.text import cells
from funneltui.tui.desk import Desk
from funneltui.tui.engine.pointing import Pointing
from funneltui.tui.widgets.board.drawing import Drawing, folded_words
from funneltui.tui.widgets.board.geometry import DENSITIES, HEADER, Box, Geometry, arrange
from funneltui.tui.widgets.board.model import BoardModel, Column


class CursorPlace(NamedTuple):
    """Where the cursor is, and how that is drawn."""

    at: int
    """The place of the column."""
    column: Column
    cursor: int
    top: int
    geometry: Geometry


class Canvas:
    """Places the columns on the widget, and tells it what has to be drawn anew.

    Args:
        board: The widget that is drawn.
        model: The board's content.
        drawing: Draws the lines.
    """

    def __init__(self, board: Pointing, desk: Desk, model: BoardModel, drawing: Drawing) -> None:
        self._board = board
        self._desk = desk
        self.model = model
        self._drawing = drawing
        memory, settings = desk.memory, desk.settings
        self.density = memory.density if memory.density in DENSITIES else settings.density
        self.looked_at: int | None = None
        """The column that is brought into sight instead of the one with the cursor, while dragging."""
        self._geometry: Geometry | None = None
        self._first = 0
        """The first column in sight."""
        self._headed: Geometry | None = None
        """What the heads were drawn for."""

    # -- Geometry ---------------------------------------------------------------------------------

    @property
    def geometry(self) -> Geometry:
        """Where everything is now. From the size itself: the resize event comes after the first paint."""
        model = self.model
        size = self._board.size
        key = (size.width, size.height)
        if self._geometry is None or (self._geometry.width, self._geometry.height) != key:
            names = (folded_words(column, self._desk.signs["ellipsis"]) for column in model.columns)
            folded = [cells(words) * column.folded for words, column in zip(names, model.columns, strict=True)]
            current = model.at if self.looked_at is None else self.looked_at
            self._geometry = arrange(*key, folded, first=self._first, current=current, density=self.density)
            self._first = self._geometry.first
            for column in model.columns if size else ():  # what the contact covers stays where it is scrolled to
                column.settle(self._geometry.rows)
            if self._geometry != self._headed:
                self._headed = self._geometry
                self._drawing.forget_heads()
        return self._geometry

    def rearrange(self) -> None:
        """Columns, folds, density or the column with the cursor are different: place everything anew."""
        self._geometry = None
        self.redraw()

    def redraw(self) -> None:
        """Draw everything anew from the model."""
        for column in self.model.columns:
            column.settle(self.geometry.rows)
        self._drawing.forget_heads()
        self._board.refresh()
        self._board.point()

    def redraw_columns(self, columns: set[int]) -> None:
        """Draw these columns anew; everything, if others are in sight now."""
        before, self._geometry = self._geometry, None
        geometry = self.geometry
        self._drawing.forget_heads(columns)
        boxes = [box for box in geometry.boxes if box.column in columns]
        if before is None or geometry != before or self._drawing.is_empty:
            self._board.refresh()
        elif boxes:
            inside = self._board.size.region
            self._board.refresh(
                *(
                    Region(box.x, 0, box.width, HEADER if box.folded else geometry.height).intersection(inside)
                    for box in boxes
                )
            )
        self._board.point()

    def cursor_place(self) -> CursorPlace | None:
        """Where the cursor is; None on a board without columns."""
        column = self.model.column
        return CursorPlace(self.model.at, column, column.cursor, column.top, self.geometry) if column else None

    def redraw_cursor(self, before: CursorPlace) -> None:
        """Draw the cursor where it is now, and what it left, as little as that takes."""
        model = self.model
        moved = model.at != before.at
        if moved:
            self._geometry = None
        column, geometry = model.columns[model.at], self.geometry
        column.settle(geometry.rows)
        if geometry.boxes != before.geometry.boxes or geometry.first != before.geometry.first:
            self._drawing.forget_heads()
            self._board.refresh()
        else:
            if moved:
                self._drawing.forget_heads()
            regions: list[Region] = []
            for at, drawn, cursor in ((before.at, before.column, before.cursor), (model.at, column, column.cursor)):
                if box := geometry.box_of(at):
                    if not box.folded:
                        regions.append(self.card_region(drawn, box, cursor))
                    if moved:
                        regions.append(Region(box.x, 0, box.width, HEADER))
            box = geometry.box_of(model.at)
            if box and not box.folded and not moved and column.top != before.top:
                regions = [self._body(box)]
            inside = self._board.size.region
            self._board.refresh(*(region.intersection(inside) for region in regions))
        self._board.point()

    def scroll(self, x: int, by: int) -> None:
        """Scroll the column at an abscissa; the cursor stays on its card."""
        geometry = self.geometry
        box = geometry.box_at(x, HEADER)
        if box is None or box.folded:
            return
        column = self.model.columns[box.column]
        top = max(0, min(column.top + by, len(column.shown) - geometry.rows))
        if top != column.top:
            column.top = top
            self._board.refresh(self._body(box).intersection(self._board.size.region))

    def hit(self, x: int, y: int) -> tuple[int, int | None] | None:
        """The column at a point and, on a card, its place in it."""
        geometry = self.geometry
        box = geometry.box_at(x, y)
        if box is None:
            return None
        column = self.model.columns[box.column]
        row, line = divmod(y - HEADER, geometry.pitch)
        index = column.top + row
        on_card = y >= HEADER and not box.folded and line < geometry.lines and index < len(column.shown)
        return box.column, index if on_card else None

    def _body(self, box: Box) -> Region:
        """Where a column's cards are drawn."""
        return Region(box.x, HEADER, box.width, self.geometry.height - HEADER)

    def redraw_heads(self) -> None:
        """Draw the columns' heads anew: the names of folded ones may be wider now."""
        self._geometry = None
        self._drawing.forget_heads()
        self._board.refresh(Region(0, 0, self._board.size.width, HEADER))

    def draw_soon(self) -> None:
        """Be part of the next frame, which somebody else's change has already ordered.

        By itself a widget is asked for its changes after its own messages, and misses that frame.
        """
        self._board.screen.post_message(messages.Update(self._board))

    def card_region(self, column: Column, box: Box, index: int) -> Region:
        """Where a card of a column is drawn."""
        y = HEADER + (index - column.top) * self.geometry.pitch
        return Region(box.x, y, box.width, self.geometry.lines)

    @property
    def pointed(self) -> Offset | None:
        """The selected card."""
        column, box = self.model.column, self.geometry.box_of(self.model.at)
        if column is None or box is None:
            return None
        return Offset(box.x, HEADER - 1) if box.folded else self.card_region(column, box, column.cursor).offset

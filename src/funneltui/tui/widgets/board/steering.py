"""Where the board's cursor goes, and which cards are selected."""

from __future__ import annotations

from textual.widget import Widget

from funneltui.tui.widgets.board.canvas import Canvas
from funneltui.tui.widgets.board.messages import Highlighted, Selected


class Steering:
    """Moves the cursor, and says so.

    Args:
        board: The widget that tells its screen.
        canvas: Where everything is.
    """

    def __init__(self, board: Widget, canvas: Canvas) -> None:
        self._board = board
        self._canvas = canvas
        self._model = canvas.model
        self._told: int | None = None

    def tell(self, *, again: bool = False) -> None:
        """Say which card has the cursor, if it is another one.

        Args:
            again: Say it in any case: the card may have changed.
        """
        if self._model.fold_glanced():
            self._canvas.rearrange()
        current = self._model.current
        if again or current != self._told:
            self._told = current
            self._board.post_message(Highlighted())

    def go(self, at: int, cursor: int) -> None:
        """Put the cursor on a card of a column, both by their place."""
        if (before := self._canvas.cursor_place()) is None:
            return
        self._model.steer(at, cursor)
        self._canvas.redraw_cursor(before)
        self.tell()

    def move(self, by: int) -> None:
        """Go up or down."""
        if column := self._model.column:
            self.go(self._model.at, column.cursor + by)

    def cross(self, by: int) -> None:
        """Go to another column."""
        at = self._model.at + by
        if 0 <= at < len(self._model.columns):
            self.go(at, self._model.columns[at].cursor)

    def go_to_end(self, by: int) -> None:
        """Go to the first or the last card of the column."""
        if column := self._model.column:
            self.go(self._model.at, 0 if by < 0 else len(column.shown) - 1)

    def step(self, by: int) -> bool:
        """Go to the next or the previous card of those shown, across columns; False when there is none."""
        model = self._model
        if (column := model.column) and 0 <= column.cursor + by < len(column.shown):
            self.go(model.at, column.cursor + by)
            return True
        at = model.at + by
        while 0 <= at < len(model.columns):
            if model.columns[at].shown and not model.columns[at].folded:
                self.go(at, 0 if by > 0 else len(model.columns[at].shown) - 1)
                return True
            at += by
        return False


class Selection:
    """The cards that the next action takes together.

    Args:
        board: The widget that tells its screen.
        canvas: Where everything is.
    """

    def __init__(self, board: Widget, canvas: Canvas) -> None:
        self._board = board
        self._canvas = canvas
        self._model = canvas.model

    def toggle(self) -> bool:
        """Select the card, or not any more; False without a card."""
        if (card := self._model.current) is None:
            return False
        self._model.selected ^= {card}
        self._model.anchor = card
        self.tell()
        return True

    def extend(self) -> None:
        """Select from the last selected card of this column to this one."""
        model, column = self._model, self._model.column
        if column is None or (card := model.current) is None:
            return
        anchored = model.anchor is not None and model.anchor in column.shown
        start = column.shown.index(model.anchor or 0) if anchored else column.cursor
        low, high = sorted((start, column.cursor))
        model.selected.update(column.shown[low : high + 1])
        model.anchor = card
        self.tell()

    def toggle_column(self) -> None:
        """Select every card of the column, or none."""
        if column := self._model.column:
            shown = set(column.shown)
            if shown <= self._model.selected:
                self._model.selected -= shown
            else:
                self._model.selected |= shown
            self.tell()

    def clear(self) -> bool:
        """Select nothing; False when nothing was."""
        had = bool(self._model.selected)
        self._model.selected.clear()
        self._model.anchor = None
        if had:
            self.tell()
        return had

    def tell(self) -> None:
        """Draw what is selected, and say so."""
        self._canvas.redraw()
        self._board.post_message(Selected())

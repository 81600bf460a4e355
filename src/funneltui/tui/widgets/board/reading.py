"""What the board has read in a thread: whole orders, what a filter leaves, and what that is worth."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.widget import Widget

from funneltui.tui.desk import Desk
from funneltui.tui.widgets.board.canvas import Canvas
from funneltui.tui.widgets.board.steering import Steering
from funneltui.tui.widgets.live_filter import CARDS, Filtered, LiveFilter

if TYPE_CHECKING:
    from funneltui.storage.reads import Reads

_SUMS_AFTER = 0.15
"""Seconds without another word before what the filter leaves is summed."""


class Reading:
    """Asks for what takes long, and puts the answers on the board.

    Args:
        board: The widget.
        canvas: Where everything is.
        steering: Says which card has the cursor.
    """

    def __init__(self, board: Widget, desk: Desk, canvas: Canvas, steering: Steering) -> None:
        self._board = board
        self._desk = desk
        self._canvas = canvas
        self._model = canvas.model
        self._steering = steering
        self._filter = LiveFilter(desk, board, CARDS, self)

    def start(self, afterwards: Callable[[], object]) -> None:
        """Read the whole orders, then call `afterwards` from the thread."""
        self.read_again()
        self._desk.ask(self._board, "afterwards", lambda _reads: afterwards(), lambda _answer: None)

    def read_again(self) -> None:
        """Read the whole orders, and what the filter leaves."""
        lanes = [column.lane for column in self._model.columns]
        sort, period, edits = self._model.sort, self._model.reads.period, self._model.edits

        def read(reads: Reads) -> dict[int, array[int]]:
            reads.board.period = period
            return {lane.stage_id: reads.board.ids(lane, sort) for lane in lanes}

        def then(orders: dict[int, array[int]]) -> None:
            if edits != self._model.edits:  # read before the last change: once more
                self.read_again()
                return
            self._model.put_orders(orders)
            self._canvas.rearrange()
            self._steering.tell()

        self._desk.ask(self._board, "orders", read, then)
        self.filter_again()

    # -- The filter -------------------------------------------------------------------------------

    def filter(self, words: str) -> None:
        """Show only what a query finds; an empty one: everything, at once.

        Raises:
            QueryError: It cannot be understood; what was shown stays.
        """
        self._filter.type(self._model.reads.finding, words)

    def filter_again(self) -> None:
        """Look the filter up once more: cards have changed."""
        if self._model.words:
            self._filter.look_up(self._model.words)

    @property
    def columns(self) -> Mapping[int, array[int]]:
        """All cards, by stage."""
        return {column.lane.stage_id: column.all_ids for column in self._model.columns}

    @property
    def columns_in_sight(self) -> Mapping[int, array[int]]:
        """The cards of the stages that are not folded."""
        return {column.lane.stage_id: column.all_ids for column in self._model.columns if not column.folded}

    @property
    def rows(self) -> int:
        """How many cards of a column are in sight."""
        return self._canvas.geometry.rows

    @property
    def state(self) -> object:
        """Another one when the columns are others."""
        return self._model.edits, self._model.orders

    def show_filtered(self, filtered: Filtered) -> None:
        """Show what the filter leaves, unless that is known already."""
        model, words = self._model, filtered.words
        known = words == model.words and words and (not filtered.is_whole or model.filtered_at == model.edits)
        if not known:
            model.put_filtered(words, filtered.ids, filtered.mended, filtered.columns, counted=filtered.is_whole)
            self._canvas.rearrange()
            self._canvas.draw_soon()
            self._steering.tell()
        if words and filtered.is_whole:
            self._board.set_timer(_SUMS_AFTER, lambda: self._ask_sums(words))

    def _ask_sums(self, words: str) -> None:
        """Sum what the filter leaves; that gives way to a filter, which is a question of the same kind."""
        model = self._model
        if not self._filter.words == model.words == words or (ids := model.filtered) is None:
            return
        if self._filter.is_looking:  # cards have changed: the sums come with what it leaves then
            return
        period, looked_for = model.reads.period, model.looked_for

        def read(reads: Reads) -> dict[int, dict[str, int]]:
            reads.board.period = period
            return reads.board.matching_amounts(looked_for, ids)

        def then(amounts: dict[int, dict[str, int]]) -> None:
            if words == model.words:
                for column in model.columns:
                    column.filtered_amounts = amounts.get(column.lane.stage_id, {})
                self._canvas.redraw_heads()

        self._desk.ask(self._board, "filter", read, then)

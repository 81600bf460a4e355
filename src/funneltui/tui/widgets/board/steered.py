"""The board under keys and mouse: the cursor and the selection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message

from funneltui.tui.actions import commands
from funneltui.tui.desk import Desk
from funneltui.tui.widgets.board.canvas import Canvas
from funneltui.tui.widgets.board.geometry import HEADER

__all__ = ["FIRST_ROWS", "Steered"]

FIRST_ROWS = 60
"""So many cards of a column are read at once; the rest comes from a thread."""


class Steered(Canvas, can_focus=True):
    """A board with a cursor.

    | Key(s) | Description |
    | :- | :- |
    | h, left · l, right | The column to the left, to the right. |
    | k, up · j, down | The card above, below. |
    | pageup · pagedown | A screen up, down. |
    | g g, home · G, end | The first, the last card. |
    | space | Select the card and step on. |
    | V | Select from the last selected card to this one. |
    | ctrl+a | Select every card of the column, or none. |
    """

    BINDINGS: ClassVar[list[BindingType]] = list(commands.NAVIGATION)

    @dataclass
    class Highlighted(Message):
        """The cursor is on another card, or on none."""

        board: Steered
        card: int | None

        @property
        def control(self) -> Steered:
            """The board."""
            return self.board

    @dataclass
    class Selected(Message):
        """Other cards are selected."""

        board: Steered
        count: int

        @property
        def control(self) -> Steered:
            """The board."""
            return self.board

    @dataclass
    class Opened(Message):
        """A card was double-clicked."""

        board: Steered
        card: int

        @property
        def control(self) -> Steered:
            """The board."""
            return self.board

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._going = False
        self._told: int | None = None

    @property
    def current(self) -> int | None:
        """The card with the cursor."""
        return self.model.current

    def fold(self) -> None:
        """Fold the column, or unfold it."""
        model = self.model
        if column := model.column:
            if column.folded:
                model.unfold(column, FIRST_ROWS)
            else:
                column.folded = True
            self.desk.memory.folded = [one.lane.key for one in model.columns if one.folded]
            self.rearrange()
            self._tell()

    def step_found(self, by: int) -> bool:
        """The next or the previous card of those shown, across columns; False when there is none."""
        model = self.model
        if (column := model.column) and 0 <= column.cursor + by < len(column.shown):
            self._steer(model.at, column.cursor + by)
            return True
        at = model.at + by
        while 0 <= at < len(model.columns):
            if model.columns[at].shown and not model.columns[at].folded:
                self._steer(at, 0 if by > 0 else len(model.columns[at].shown) - 1)
                return True
            at += by
        return False

    # -- Moving -----------------------------------------------------------------------------------

    def _steer(self, at: int, cursor: int) -> None:
        """Put the cursor there and draw as little as that takes."""
        model, before = self.model, self.geometry
        old, old_at = model.column, model.at
        if old is None:
            return
        old_cursor, old_top = old.cursor, old.top
        model.steer(at, cursor)
        column = model.columns[model.at]
        if model.at != old_at:
            self._geometry = None
        geometry = self.geometry
        column.settle(geometry.rows)
        if geometry.boxes != before.boxes or geometry.first != before.first:
            self._heads.clear()
            self.refresh()
        else:
            regions: list[Region] = []
            for index, one, cursor_was in ((old_at, old, old_cursor), (model.at, column, column.cursor)):
                if box := geometry.box_of(index):
                    regions.append(self.card_region(one, box, cursor_was))
                    if old_at != model.at:
                        self._heads.clear()
                        span = geometry.height if box.folded else HEADER
                        regions.append(Region(box.x, 0, box.width, span))
            box = geometry.box_of(model.at)
            if box and column.top != (old_top if model.at == old_at else column.top):
                regions = [Region(box.x, HEADER, box.width, geometry.height - HEADER)]
            self.refresh(*(region.intersection(self.size.region) for region in regions))
        self.point()
        self._tell()

    def _tell(self, *, again: bool = False) -> None:
        if again or self.current != self._told:
            self._told = self.current
            self.post_message(self.Highlighted(self, self.current))

    def action_card(self, by: int) -> None:
        """Move up or down."""
        if column := self.model.column:
            self._steer(self.model.at, column.cursor + by)

    def action_lane(self, by: int) -> None:
        """Move to another column."""
        at = self.model.at + by
        if 0 <= at < len(self.model.columns):
            self._steer(at, self.model.columns[at].cursor)

    def action_page(self, by: int) -> None:
        """Move by a screen."""
        self.action_card(by * max(1, self.geometry.rows - 1))

    def action_end(self, by: int) -> None:
        """Move to the first or the last card."""
        if column := self.model.column:
            self._steer(self.model.at, 0 if by < 0 else len(column.shown) - 1)

    def action_go(self) -> None:
        """The first `g` of `g g`."""
        if self._going:
            self.action_end(-1)
        self._going = not self._going

    def on_key(self, event: events.Key) -> None:
        """Any other key ends a `g`."""
        if event.key != "g":
            self._going = False

    # -- Selecting --------------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Select the card, or not any more, and step on."""
        card = self.current
        if card is not None:
            self.model.selected ^= {card}
            self.model.anchor = card
            self.action_card(1)
            self._selected()

    def action_mark_range(self) -> None:
        """Select from the last selected card of this column to this one."""
        model, column = self.model, self.model.column
        if column is None or (card := self.current) is None:
            return
        anchored = model.anchor is not None and model.anchor in column.shown
        start = column.shown.index(model.anchor or 0) if anchored else column.cursor
        low, high = sorted((start, column.cursor))
        model.selected.update(column.shown[low : high + 1])
        model.anchor = card
        self._selected()

    def action_mark_all(self) -> None:
        """Select every card of the column, or none."""
        if column := self.model.column:
            shown = set(column.shown)
            if shown <= self.model.selected:
                self.model.selected -= shown
            else:
                self.model.selected |= shown
            self._selected()

    def clear_selection(self) -> bool:
        """Select nothing; False when nothing was."""
        had = bool(self.model.selected)
        self.model.selected.clear()
        self.model.anchor = None
        if had:
            self._selected()
        return had

    def _selected(self) -> None:
        self.redraw()
        self.post_message(self.Selected(self, len(self.model.selected)))

    # -- Mouse ------------------------------------------------------------------------------------

    def _hit(self, x: int, y: int) -> tuple[int, int | None] | None:
        """The column and, on a card, its place in it."""
        geometry = self.geometry
        box = geometry.box_at(x)
        if box is None:
            return None
        column = self.model.columns[box.column]
        row, line = divmod(y - HEADER, geometry.pitch)
        index = column.top + row
        on_card = y >= HEADER and not box.folded and line < geometry.lines and index < len(column.shown)
        return box.column, index if on_card else None

    def on_click(self, event: events.Click) -> None:
        """Unfold a folded column; open a card on a double click."""
        if (hit := self._hit(event.x, event.y)) is None:
            return
        if self.model.columns[hit[0]].folded and not self.geometry.single:
            self.fold()
        elif event.chain == 2 and hit[1] is not None and self.current is not None:  # noqa: PLR2004
            self.post_message(self.Opened(self, self.current))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the column under the mouse."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the column under the mouse."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        geometry = self.geometry
        box = geometry.box_at(event.x)
        if box is None or box.folded:
            return
        column = self.model.columns[box.column]
        top = max(0, min(column.top + by, len(column.shown) - geometry.rows))
        if top != column.top:
            column.top = top
            self.refresh(Region(box.x, HEADER, box.width, geometry.height - HEADER).intersection(self.size.region))

    def on_focus(self) -> None:
        """The terminal's cursor comes to the card."""
        self.point()

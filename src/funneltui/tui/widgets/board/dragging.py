"""Cards under the mouse's button: dragged to another stage."""

from __future__ import annotations

from textual import events
from textual.timer import Timer
from textual.widget import Widget

from funneltui.tui.widgets.board.canvas import Canvas
from funneltui.tui.widgets.board.drawing import Drawing
from funneltui.tui.widgets.board.messages import Dragged, Dropped
from funneltui.tui.widgets.board.steering import Steering

_EDGE = 3
"""Cells at either end of the columns in sight where a dragged card calls the next column."""
_SCROLL_SECONDS = 0.4


class Dragging:
    """Cards can be dragged: those that are selected together, another one alone.

    Args:
        board: The widget that captures the mouse and tells its screen.
        canvas: Where everything is.
        drawing: Draws the column under the pointer.
        steering: Moves the cursor.
    """

    def __init__(self, board: Widget, canvas: Canvas, drawing: Drawing, steering: Steering) -> None:
        self._board = board
        self._canvas = canvas
        self._drawing = drawing
        self._model = canvas.model
        self._steering = steering
        self._pressed: int | None = None
        """The column of the card under the button."""
        self._let_go = False
        """Whether the click to come is the end of a drag."""
        self._pointer = (0, 0)
        self._edge: Timer | None = None
        self.is_on = False
        """Whether cards are dragged now."""

    def press(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is, ready to drag."""
        self._let_go = False
        if (hit := self._canvas.hit(event.x, event.y)) is None or event.button != 1:
            return
        at, index = hit
        self._steering.go(at, self._model.columns[at].cursor if index is None else index)
        self._pressed = at if index is not None else None

    def move(self, event: events.MouseMove) -> None:
        """Show where a dragged card would fall; near the edge, bring the next column into sight."""
        if self._pressed is None or event.button != 1:
            return
        self._pointer = (event.x, event.y)
        if not self.is_on:
            self.is_on = True
            self._board.capture_mouse()
            self._board.screen.refresh_bindings()
        self._aim()
        if self._direction(event.x) == 0:
            self._stop_scrolling()
        elif self._edge is None:
            self._edge = self._board.set_interval(_SCROLL_SECONDS, self._scroll_on)

    def drop(self) -> None:
        """Let dragged cards fall where they are."""
        target, cards = self._drawing.target, self._cards
        if self._end():
            self._let_go = True
            self._board.post_message(Dropped(cards, self._stage_key(target)))

    def cancel(self) -> None:
        """Leave the cards where they were."""
        cards = self._cards
        self._end()
        self._let_go = True
        self._board.post_message(Dropped(cards, None))

    def takes_click(self) -> bool:
        """Whether a click is only the end of a drag: letting go of a card is no click where it falls."""
        let_go, self._let_go = self._let_go, False
        return let_go

    @property
    def _cards(self) -> list[int]:
        """What is dragged."""
        card = self._model.current
        return self._model.targets() if card is None or card in self._model.selected else [card]

    def _stage_key(self, at: int | None) -> str | None:
        return self._model.columns[at].lane.key if at is not None else None

    def _aim(self) -> None:
        inside = self._board.size.region.contains(*self._pointer)
        hit = self._canvas.hit(*self._pointer) if inside else None
        target = hit[0] if hit and hit[0] != self._pressed else None
        if target != self._drawing.target:
            self._drawing.target = target
            self._canvas.redraw()
            self._board.post_message(Dragged(self._cards, self._stage_key(target)))

    def _end(self) -> bool:
        """Nothing is dragged any more; False when nothing was."""
        self._board.release_mouse()
        self._stop_scrolling()
        was_on, self.is_on, self._pressed, self._drawing.target = self.is_on, False, None, None
        if was_on:
            self._canvas.looked_at = None
            self._canvas.rearrange()
            self._board.screen.refresh_bindings()
        return was_on

    # -- Columns that are not in sight --------------------------------------------------------------

    def _direction(self, x: int) -> int:
        """Where to look further: -1 to the left, 1 to the right, 0 not at all."""
        geometry = self._canvas.geometry
        boxes = [box for box in geometry.boxes if not box.folded or geometry.single]
        if not boxes:
            return 0
        start, end = boxes[0].x, boxes[-1].x + boxes[-1].inner
        if geometry.hidden_left and start <= x < start + _EDGE:
            return -1
        return 1 if geometry.hidden_right and end - _EDGE <= x <= end else 0

    def _scroll_on(self) -> None:
        """Bring the next column into sight, as long as the card is held at the edge."""
        direction = self._direction(self._pointer[0])
        if not direction:
            self._stop_scrolling()
            return
        geometry = self._canvas.geometry
        if geometry.single:
            self._canvas.looked_at = geometry.boxes[0].column + direction
        else:
            unfolded = [at for at, column in enumerate(self._model.columns) if not column.folded]
            shown = [unfolded.index(box.column) for box in geometry.boxes if not box.folded]
            self._canvas.looked_at = unfolded[shown[0] - 1 if direction < 0 else shown[-1] + 1]
        self._canvas.rearrange()
        self._aim()

    def _stop_scrolling(self) -> None:
        if self._edge is not None:
            self._edge.stop()
            self._edge = None

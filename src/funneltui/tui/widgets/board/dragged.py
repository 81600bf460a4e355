"""The board under the mouse's button: cards are dragged to another stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer

from funneltui.tui.actions import commands
from funneltui.tui.desk import Desk
from funneltui.tui.widgets.board.steered import Steered

__all__ = ["Draggable"]

_EDGE = 3
"""Cells at either end of the columns in sight where a dragged card calls the next column."""
_SCROLL_SECONDS = 0.4


class Draggable(Steered):
    """A board whose cards can be dragged: those that are selected together, another one alone.

    | Key(s) | Description |
    | :- | :- |
    | escape | While dragging: leave the cards where they are. |
    """

    BINDINGS: ClassVar[list[BindingType]] = list(commands.DRAG)

    @dataclass
    class Dragged(Message):
        """Cards are over another column, or over none: it is None."""

        board: Draggable
        cards: list[int]
        stage_key: str | None

        @property
        def control(self) -> Draggable:
            """The board."""
            return self.board

    @dataclass
    class Dropped(Message):
        """Cards were dragged to another stage; None: they were left where they are."""

        board: Draggable
        cards: list[int]
        stage_key: str | None

        @property
        def control(self) -> Draggable:
            """The board."""
            return self.board

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._pressed: int | None = None
        self._dragging = self._let_go = False
        self._pointer = (0, 0)
        self._edge: Timer | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to leave only while dragging."""
        return self._dragging if action == "leave_drag" else True

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is, ready to drag."""
        self._let_go = False
        if (hit := self._hit(event.x, event.y)) is None or event.button != 1:
            return
        at, index = hit
        column = self.model.columns[at]
        self._steer(at, column.cursor if index is None else index)
        self._pressed = at if index is not None else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show where a dragged card would fall; near the edge, bring the next column into sight."""
        if self._pressed is None or event.button != 1:
            return
        self._pointer = (event.x, event.y)
        if not self._dragging:
            self._dragging = True
            self.capture_mouse()
            self.screen.refresh_bindings()
        self._aim()
        if self._way(event.x) == 0:
            self._stay()
        elif self._edge is None:
            self._edge = self.set_interval(_SCROLL_SECONDS, self._scroll_on)

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """Let a dragged card fall."""
        target, cards = self.target, self._held
        if self._end_drag():
            self._let_go = True
            key = self.model.columns[target].lane.key if target is not None else None
            self.post_message(self.Dropped(self, cards, key))

    def on_click(self, event: events.Click) -> None:
        """Letting go of a card is no click where it falls."""
        if self._let_go:
            self._let_go = False
            event.prevent_default()

    def action_leave_drag(self) -> None:
        """Leave the cards where they are."""
        cards = self._held
        self._end_drag()
        self._let_go = True
        self.post_message(self.Dropped(self, cards, None))

    @property
    def _held(self) -> list[int]:
        """What is dragged."""
        card = self.current
        if card is None or card in self.model.selected:
            return self.model.targets()
        return [card]

    def _aim(self) -> None:
        hit = self._hit(*self._pointer) if self.size.region.contains(*self._pointer) else None
        target = hit[0] if hit and hit[0] != self._pressed else None
        if target != self.target:
            self.target = target
            self.redraw()
            key = self.model.columns[target].lane.key if target is not None else None
            self.post_message(self.Dragged(self, self._held, key))

    def _end_drag(self) -> bool:
        """Nothing is dragged any more; False when nothing was."""
        self.release_mouse()
        self._stay()
        dragging, self._dragging, self._pressed, self.target = self._dragging, False, None, None
        if dragging:
            self.looked_at = None
            self.rearrange()
            self.screen.refresh_bindings()
        return dragging

    # -- Beyond the columns in sight ----------------------------------------------------------------

    def _way(self, x: int) -> int:
        """Where to look further: -1 to the left, 1 to the right, 0 not at all."""
        geometry = self.geometry
        boxes = [box for box in geometry.boxes if not box.folded or geometry.single]
        if not boxes:
            return 0
        start, end = boxes[0].x, boxes[-1].x + boxes[-1].inner
        if geometry.hidden_left and start <= x < start + _EDGE:
            return -1
        return 1 if geometry.hidden_right and end - _EDGE <= x <= end else 0

    def _scroll_on(self) -> None:
        """Bring the next column into sight, as long as the card is held at the edge."""
        way = self._way(self._pointer[0])
        if not way:
            self._stay()
            return
        geometry = self.geometry
        if geometry.single:
            self.looked_at = geometry.boxes[0].column + way
        else:
            opened = [at for at, column in enumerate(self.model.columns) if not column.folded]
            shown = [opened.index(box.column) for box in geometry.boxes if not box.folded]
            self.looked_at = opened[shown[0] - 1 if way < 0 else shown[-1] + 1]
        self.rearrange()
        self._aim()

    def _stay(self) -> None:
        if self._edge is not None:
            self._edge.stop()
            self._edge = None

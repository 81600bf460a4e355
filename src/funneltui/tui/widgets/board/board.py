"""The board widget: the funnel, a column per stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events, on
from textual.geometry import Offset, Region
from textual.strip import Strip

from funneltui.tui.actions import place_actions
from funneltui.tui.actions.action import Actions
from funneltui.tui.desk import Desk
from funneltui.tui.engine.pointing import Pointing
from funneltui.tui.widgets.board.canvas import Canvas
from funneltui.tui.widgets.board.dragging import Dragging
from funneltui.tui.widgets.board.drawing import Drawing
from funneltui.tui.widgets.board.geometry import DENSITIES
from funneltui.tui.widgets.board.messages import Opened, Selected
from funneltui.tui.widgets.board.model import BoardModel
from funneltui.tui.widgets.board.reading import Reading
from funneltui.tui.widgets.board.steering import Selection, Steering
from funneltui.tui.widgets.scrolling import turned

_MANY = 32
"""From so many changed cards on, reading the orders anew is cheaper than placing each."""
_FIRST_ROWS = 60
"""So many cards of a column are read at once; the rest comes from a thread."""


class Board(Pointing, can_focus=True):
    """The columns with their cards, a cursor, and what is selected.

    | Key(s) | Description |
    | :- | :- |
    | h, left · l, right | The column to the left, to the right. |
    | k, up · j, down | The card above, below. |
    | pageup · pagedown | A screen up, down. |
    | g g, home · G, end | The first, the last card. |
    | space | Select the card and step on. |
    | V | Select from the last selected card to this one. |
    | ctrl+a | Select every card of the column, or none. |
    | escape | While dragging: leave the cards where they are. |

    Args:
        desk: The program; its memory is told how the board is left.
    """

    BINDINGS = Actions(*place_actions.NAVIGATION, *place_actions.DRAG)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.model = BoardModel(desk.reads.board, desk.memory.folded, desk.memory.sort)
        self._drawing = Drawing(self, desk, self.model)
        self.canvas = Canvas(self, desk, self.model, self._drawing)
        self.steering = Steering(self, self.canvas)
        self.selection = Selection(self, self.canvas)
        self._dragging = Dragging(self, self.canvas, self._drawing, self.steering)
        self._going = False
        """Whether the first `g` of `g g` was typed."""
        self.reading = Reading(self, desk, self.canvas, self.steering)
        self.model.load(_FIRST_ROWS)

    @property
    def current(self) -> int | None:
        """The card with the cursor."""
        return self.model.current

    # -- Drawing ----------------------------------------------------------------------------------

    @property
    def pointed(self) -> Offset | None:
        """The card with the cursor."""
        return self.canvas.pointed

    def render_lines(self, crop: Region) -> list[Strip]:
        """Without Textual's way over its styles, which costs several times the drawing."""
        geometry = self.canvas.geometry
        self.point()
        return self._drawing.render_lines(crop, geometry)

    def notify_style_update(self) -> None:
        """The theme changed: no drawn row is right any more."""
        super().notify_style_update()
        self._drawing.restyle()

    # -- Keys -------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to leave only while dragging."""
        return self._dragging.is_on if action == "leave_drag" else True

    def action_card(self, by: int) -> None:
        """Move up or down."""
        self.steering.move(by)

    def action_lane(self, by: int) -> None:
        """Move to another column."""
        self.steering.cross(by)

    def action_page(self, by: int) -> None:
        """Move by a screen."""
        self.steering.move(by * max(1, self.canvas.geometry.rows - 1))

    def action_end(self, by: int) -> None:
        """Move to the first or the last card."""
        self.steering.go_to_end(by)

    def action_go(self) -> None:
        """The first `g` of `g g`."""
        if self._going:
            self.steering.go_to_end(-1)
        self._going = not self._going

    def on_key(self, event: events.Key) -> None:
        """Any other key ends a `g`."""
        if event.key != "g":
            self._going = False

    def action_mark(self) -> None:
        """Select the card, or not any more, and step on."""
        if self.selection.toggle():
            self.steering.move(1)

    def action_mark_range(self) -> None:
        """Select from the last selected card of this column to this one."""
        self.selection.extend()

    def action_mark_all(self) -> None:
        """Select every card of the column, or none."""
        self.selection.toggle_column()

    def action_leave_drag(self) -> None:
        """Leave the cards where they are."""
        self._dragging.cancel()

    def on_focus(self) -> None:
        """The terminal's cursor comes to the card."""
        self.point()

    # -- Mouse ------------------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is, ready to drag."""
        self._dragging.press(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag, while the button is down."""
        self._dragging.move(event)

    def on_mouse_up(self) -> None:
        """Let a dragged card fall."""
        self._dragging.drop()

    def on_click(self, event: events.Click) -> None:
        """Unfold a folded column; open a card on a double click."""
        if self._dragging.takes_click() or (hit := self.canvas.hit(event.x, event.y)) is None:
            return
        if self.model.columns[hit[0]].folded and not self.canvas.geometry.single:
            self.fold()
        elif event.chain == 2 and hit[1] is not None and self.current is not None:  # noqa: PLR2004
            self.post_message(Opened())

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _wheel(self, event: events.MouseEvent) -> None:
        event.stop()
        self.canvas.scroll(event.x, turned(event))

    # -- For the screen ---------------------------------------------------------------------------

    def fold(self) -> None:
        """Fold the column, or unfold it."""
        model = self.model
        if column := model.column:
            if column.folded:
                model.unfold(column, _FIRST_ROWS)
            else:
                column.folded, column.glanced = True, False
            self.desk.memory.folded = model.folded
            self._rearrange()

    def _rearrange(self) -> None:
        """Place everything anew, and say it when the cursor is on another card then."""
        self.canvas.rearrange()
        self.steering.tell()

    def start(self, afterwards: Callable[[], object]) -> None:
        """After the first paint: read the whole orders in a thread, then call `afterwards` from it."""
        self.reading.start(afterwards)
        self.steering.tell()

    def reload(self) -> None:
        """Read everything anew, keeping the cursor on its card."""
        self.model.refresh(_FIRST_ROWS)
        if self.model.forget_gone():
            self.post_message(Selected())
        self._drawing.forget()
        self.canvas.rearrange()
        self.reading.read_again()

    def apply(self, cards: frozenset[int], *, structure: bool = False) -> None:
        """Draw cards that were changed; the cursor stays on its card."""
        if structure or len(cards) > _MANY:
            self.reload()
        else:
            at = self.model.at
            changed = self.model.apply(cards)
            self._drawing.forget(set(cards))
            self.canvas.redraw_columns(changed | {at, self.model.at})
            self.reading.filter_again()
        self.steering.tell(again=True)

    def go_to(self, card: int) -> bool:
        """Put the cursor on a card; False when it is not in sight."""
        is_there = self.model.go_to(card)
        self._rearrange()
        return is_there

    def reveal(self, card: int) -> None:
        """Put the cursor on a card that a fold or the period hides."""
        model = self.model
        if card not in model.reads.stages_of([card]):
            model.reads.period = "all"
            self.reload_first()
        model.reveal(card, _FIRST_ROWS)
        self._rearrange()

    def sort_by(self, sort: str) -> None:
        """Another order."""
        self.model.sort = self.desk.memory.sort = sort
        self.reload_first()

    def reload_first(self) -> None:
        """Read the columns from their first cards on: their order or content is another."""
        self.model.load(_FIRST_ROWS)
        self._drawing.forget()
        self.canvas.rearrange()
        self.reading.read_again()

    def next_density(self) -> str:
        """Show more of each card, or after the most, the least."""
        self.canvas.density = DENSITIES[(DENSITIES.index(self.canvas.density) + 1) % len(DENSITIES)]
        self.desk.memory.density = self.canvas.density
        self.canvas.rearrange()
        return self.canvas.density

    def lay_out(self, density: str, folded: Sequence[str] | None) -> None:
        """Look as it did: how much of each card, and which columns were folded.

        Args:
            density: One of `DENSITIES`; another one changes nothing.
            folded: Keys of stages; None leaves the columns as they are.
        """
        if density in DENSITIES:
            self.canvas.density = self.desk.memory.density = density
        if folded is not None:
            for column in self.model.columns:
                if column.folded and column.lane.key not in folded:
                    self.model.unfold(column, _FIRST_ROWS)
                column.folded, column.glanced = column.lane.key in folded, False
            self.desk.memory.folded = self.model.folded
        self._rearrange()

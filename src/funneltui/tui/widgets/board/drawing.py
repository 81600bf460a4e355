"""How the board's lines are drawn, and which drawn parts are kept."""

from __future__ import annotations

from itertools import chain
from operator import is_
from typing import TypeAlias

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from funneltui.domain.stages import COLOURS, stage_name
from funneltui.domain.text import cells, fit, pad, safe
from funneltui.i18n import grouped, translate as _
from funneltui.tui.desk import Desk
from funneltui.tui.widgets.board.geometry import HEADER, Box, Geometry
from funneltui.tui.widgets.board.model import BoardModel, Column
from funneltui.tui.widgets.board.paint import Painter, Parts

Pieces: TypeAlias = list[list[Segment]]
"""Segments of one colour or of one card's line, which never change: the same list looks the same."""

_KEPT_CARDS = 300
_KEY_WIDTH = len("funneltui demo")
"""The keys of an empty board stand below one another, at the right."""


_THIN_HEAD = 18
"""Up to this width a head has no space at its end: the gap between columns is enough."""


class Drawing:
    """Draws the columns that are in sight, from a window of the cards.

    Args:
        board: The widget that is drawn.
        model: The board's content.
    """

    def __init__(self, board: Widget, desk: Desk, model: BoardModel) -> None:
        self._board = board
        self._desk = desk
        self._model = model
        self._signs = desk.signs
        self.target: int | None = None
        """The column that a dragged card would fall into."""
        self._placed: Geometry
        """The geometry that is being drawn: asking for the size at every piece is slow."""
        self._empty: list[str] = []
        """What is said instead of cards."""
        self._cards: dict[tuple[object, ...], Pieces] = {}
        self._texts: dict[tuple[str, str, str], list[Segment]] = {}
        self._pieces: dict[int, Pieces] = {}
        self._named_rule: list[Segment] = []
        self._strips: dict[int, tuple[Pieces, Strip]] = {}
        self._heads: dict[tuple[int, int], list[Segment]] = {}
        self._painter: Painter | None = None

    @property
    def is_empty(self) -> bool:
        """Whether words were drawn instead of cards."""
        return bool(self._empty)

    def forget(self, cards: set[int] | None = None) -> None:
        """Drop the drawn rows of these cards; None: of all, and with them the day and the grid."""
        if cards is None:
            self._cards.clear()
            self._texts.clear()
            self._heads.clear()
            self._painter = None
        else:
            self._cards = {key: drawn for key, drawn in self._cards.items() if key[0] not in cards}

    def forget_heads(self, columns: set[int] | None = None) -> None:
        """Drop the drawn heads of these columns; None: of all."""
        self._heads = (
            {} if columns is None else {place: head for place, head in self._heads.items() if place[0] not in columns}
        )

    # -- Styles -----------------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed: no drawn row is right any more."""
        self._signs = self._desk.signs
        self.forget()

    @property
    def _paint(self) -> Painter:
        """What draws the cards of today."""
        if self._painter is None:
            today = self._desk.clock.today()
            model = self._model
            lanes = {column.lane.stage_id: column.lane for column in model.columns}
            self._painter = Painter(
                self._signs,
                self._desk.palette.style,
                today,
                model.grid_size,
                lambda card: card.level(lanes.get(card.stage_id), today),
                {column.lane.stage_id: column.lane.idle_days for column in model.columns},
                self._desk.settings.ascii,
            )
        return self._painter

    # -- Lines ------------------------------------------------------------------------------------

    def render_lines(self, crop: Region, geometry: Geometry) -> list[Strip]:
        """Fetch in one query what is in sight and not known, then draw the lines that are different.

        Without Textual's way over its styles, which costs several times the drawing: the board has
        no border and no padding.

        Args:
            crop: The part to draw.
            geometry: Where everything is.
        """
        self._placed = geometry
        self._empty = self._empty_words()
        wanted: list[int] = []
        for box in geometry.boxes:
            if not box.folded:
                column = self._model.columns[box.column]
                wanted += column.shown[column.top : column.top + geometry.drawn]
        if len(self._cards) > _KEPT_CARDS:
            self._cards.clear()
        self._model.cards(wanted)
        lines = range(crop.y, crop.bottom)
        if geometry.fits and not self._empty:
            self._pieces.update(zip(lines, self._side_by_side(lines), strict=True))
            strips = [self._strip(y) for y in lines]
        else:
            strips = [self._render_line(y) for y in lines]
        for line_filter in self._board.app.get_line_filters():
            strips = [strip.apply_filter(line_filter, self._board.background_colors[1]) for strip in strips]
        if crop.column_span != (0, geometry.width):
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def _strip(self, y: int) -> Strip:
        """A line as it was drawn last if it is made of the same pieces still."""
        pieces = self._pieces[y]
        known, strip = self._strips.get(y, ((), None))
        if strip is None or len(known) != len(pieces) or not all(map(is_, known, pieces)):
            strip = self._render_line(y)
            self._strips[y] = pieces, strip
        return strip

    def _render_line(self, y: int) -> Strip:
        """One line across all columns."""
        if not self._placed.fits:
            return self._message_line(y, self._too_small())
        if self._empty and y >= HEADER:
            return self._message_line(y - HEADER, self._empty)
        pieces = self._pieces[y] if not self._empty else self._side_by_side(range(y, y + 1))[0]
        return Strip(chain.from_iterable(pieces), self._placed.width)

    def _side_by_side(self, lines: range) -> list[Pieces]:
        """What these lines are made of, from left to right."""
        used, width = 0, self._placed.width
        stack: list[Pieces] = []
        for box in (box for box in self._placed.boxes if not box.folded):
            stack.append(self._box_lines(box, lines))
            used += box.inner
            if used < width:
                stack.append(self._dividers(box, lines))
                used += 1
        if used < width:
            stack.append([self._piece(" " * (width - used), "text")] * len(lines))
        drawn = [list(pieces) for pieces in zip(*stack, strict=True)]
        if HEADER - 1 in lines:
            rule = lines.index(HEADER - 1)
            drawn[rule] = self._with_folded(drawn[rule])
        return drawn

    def _with_folded(self, rule: Pieces) -> Pieces:
        """The rule below the heads with the names of the folded columns at its right."""
        folded = [box for box in self._placed.boxes if box.folded]
        if not folded:
            return rule
        drawn = list(Strip(chain.from_iterable(rule), self._placed.width).crop(0, folded[0].x))
        for box in folded:
            words = fit(folded_words(self._model.columns[box.column], self._signs["ellipsis"]), box.width)
            here = box.column == self._model.at
            state = "target" if box.column == self.target else self._cursor if here else ""
            drawn.append(Segment(pad(words, box.width), self._paint.style("title" if here else "faint", state)))
        if drawn != self._named_rule:  # the same piece as before where it says the same: the line is not drawn again
            self._named_rule = drawn
        return [self._named_rule]

    @property
    def _cursor(self) -> str:
        """The ground of what the cursor is on."""
        return "cursor" if self._board.has_focus else "cursor-blurred"

    def _piece(self, text: str, role: str, state: str = "") -> list[Segment]:
        """Text of one style, made once."""
        key = (text, role, state)
        piece = self._texts.get(key)
        if piece is None:
            piece = self._texts[key] = [Segment(text, self._paint.style(role, state))]
        return piece

    def _empty_words(self) -> list[str]:
        """What to do when there is nothing to draw; nothing when there is."""
        model, key = self._model, self._desk.key_of
        if model.words and not any(column.shown for column in model.columns):
            back = _("{key}  show all cards").format(key=key("board.close"))
            return [_("No contact matches “{words}”.").format(words=model.words), "", back]
        if not model.empty:
            return []
        return [
            _("No prospects yet."),
            "",
            _("{key}  add a prospect").format(key=key("board.add").rjust(_KEY_WIDTH)),
            _("{key}  import a file").format(key=key("app.data").rjust(_KEY_WIDTH)),
            _("funneltui demo  try sample data"),
        ]

    def _too_small(self) -> list[str]:
        """What to say where not even a list fits."""
        from funneltui.tui.widgets.pane_lines import wrap

        return [_("Too small"), *wrap(_("Make the window larger."), max(1, self._board.size.width - 2))]

    def _message_line(self, y: int, lines: list[str]) -> Strip:
        width, height = self._board.size
        row = y - max(0, (height - HEADER - len(lines)) // 2)
        text = fit(safe(lines[row]), width - 2) if 0 <= row < len(lines) else ""
        widest = max((cells(safe(line)) for line in lines[1:]), default=0) if row else cells(text)
        left = max(0, (width - widest) // 2)
        style = self._paint.style("name" if row == 0 else "text", "")
        return Strip([Segment(" " * left + text + " " * (width - left - cells(text)), style)], width)

    def _box_lines(self, box: Box, lines: range) -> Pieces:
        column, placed = self._model.columns[box.column], self._placed
        drawn = [self._head_line(box, column, y) for y in lines if y < HEADER]
        body = range(max(HEADER, lines.start), lines.stop)
        blank = self._piece(" " * box.inner, "text", "target" if box.column == self.target else "")
        row, above = divmod(body.start - HEADER, placed.pitch)
        rows: Pieces = []
        for index in range(column.top + row, len(column.shown)):
            if len(rows) >= above + len(body):
                break
            rows += self._card(box, column, index)
            rows += [blank] * (placed.pitch - placed.lines)
        rows += [blank] * (above + len(body) - len(rows))
        return drawn + rows[above : above + len(body)]

    def _card(self, box: Box, column: Column, index: int) -> Pieces:
        model, lines = self._model, self._placed.lines
        space = box.inner > _THIN_HEAD  # else the gap between columns is enough
        width = box.inner - 1 - space
        card_id = column.shown[index]
        under_cursor = index == column.cursor and box.column == model.at
        marked = card_id in model.selected
        rest = "target" if box.column == self.target else ""
        state = self._cursor if under_cursor else "marked" if marked else rest
        key = (card_id, lines, box.inner, state, marked)
        drawn = self._cards.get(key)
        if drawn is None:
            card = model.cards((card_id,)).get(card_id)
            drawn = self._cards[key] = []
            for line in range(lines):
                text: Parts
                if card is None:  # gone a moment ago, by another hand
                    text = [(" " * width, "text")]
                else:
                    text = self._paint.card(card, column.lane.kind, line, lines, width)
                bar = "mark" if marked and line == 0 else "bar"
                sign = self._signs[bar] if under_cursor or marked else " "
                drawn.append(self._paint.segments([(sign, "here"), *text, (" " * space, "text")], state))
        return drawn

    def _head_line(self, box: Box, column: Column, y: int) -> list[Segment]:
        head = self._heads.get((box.column, y))
        if head is None:
            head = self._heads[box.column, y] = self._head(box, column) if y == 0 else self._rule(box)
        return head

    def _head(self, box: Box, column: Column) -> list[Segment]:
        state = "target" if box.column == self.target else ""
        current = "here" if box.column == self._model.at else "title"
        count = grouped(column.count) if column.counted else self._signs["ellipsis"]
        unfiltered = column.lane.count if column.filtered is not None else None
        geometry = self._placed
        in_sight = [box for box in geometry.boxes if not box.folded]
        left = geometry.hidden_left if box == in_sight[0] else 0
        right = geometry.hidden_right if box == in_sight[-1] else 0
        before = f"{self._signs['left']}{left} " if left else " "
        after = f" {self._signs['right']}{right} " if right else " " * (box.inner > _THIN_HEAD or box == in_sight[-1])
        width = box.inner - cells(before) - cells(after)
        parts = self._paint.head(column.lane, count, column.amounts, width, current, unfiltered=unfiltered)
        return self._paint.segments([(before, "here"), *parts, (after, "here")], state)

    def _rule(self, box: Box) -> list[Segment]:
        colour = self._model.columns[box.column].lane.colour
        current = box.column == self._model.at
        name, sign = ("rule-here", "heavy") if current else (f"rule-{colour}" if colour in COLOURS else "rule", "rule")
        return self._paint.segments([(self._signs[sign] * box.inner, name)], "")

    def _dividers(self, box: Box, lines: range) -> Pieces:
        """The rule between columns, which is the column's scrollbar too."""
        column, placed = self._model.columns[box.column], self._placed
        plain, thumb = self._piece(self._signs["column"], "rule"), self._piece(self._signs["thumb"], "thumb")
        span, rows, count = placed.height - HEADER, placed.rows, column.count
        start = end = 0
        if count > rows:
            size = max(1, span * rows // count)
            start = HEADER + (span - size) * column.top // max(1, count - rows)
            end = start + size
        drawn = [thumb if start <= y < end else plain for y in lines]
        if lines.start == 0:
            drawn[0] = self._piece(" ", "here")
        if 1 in lines:
            drawn[lines.index(1)] = self._piece(self._signs["rule"], "rule")
        return drawn


def folded_words(column: Column, ellipsis: str) -> str:
    """A folded column's name and count, with the space around them.

    Args:
        column: The column, folded or not.
        ellipsis: Stands for a count that is not known yet.
    """
    count = grouped(column.count) if column.counted else ellipsis
    return f" {safe(stage_name(column.lane.key, column.lane.name))} {count} "

"""A list of rows with columns, drawn line by line: as fast with a hundred thousand rows as with a hundred.

What is on the screen is fetched by id; the order is a vector of ids. The cursor and the selection
keep the row, not the line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip

from funneltui.domain.text import fit, pad, safe
from funneltui.i18n import grouped
from funneltui.tui.actions import place_actions
from funneltui.tui.desk import desk_of
from funneltui.tui.engine.pointing import Pointing
from funneltui.tui.widgets.row_parts import Column, RowLines, Section, column_at, widths
from funneltui.tui.widgets.scrolling import turned

_FEW = 500
"""So many selected rows are read to see whether they are still there; of more, whoever fills the list knows."""
_BOLD = Style(bold=True)
_HEADED_FROM = 60
"""From this width on the columns have titles."""


class RowList(Pointing, can_focus=True):
    """Rows of which one is under the cursor and several can be selected.

    | Key(s) | Does |
    | :- | :- |
    | j, k, up, down, page up, page down, g g, G, home, end | Move. |
    | space, V, ctrl+a | Select and step on, a range, all. |
    | enter | Open. |

    Args:
        fetch: Reads rows by id; ids that are no more are left out.
        columns: What is shown, from left to right.
        empty: What to say when there is nothing, line by line.
    """

    BINDINGS = place_actions.LISTED
    DEFAULT_CSS = "RowList { width: 1fr; height: 1fr; }"

    @dataclass
    class Highlighted(Message):
        """The cursor came to a row."""

        row: int | None

    class Selected(Message):
        """Other rows are selected."""

    @dataclass
    class Opened(Message):
        """A row was opened."""

        row: int

    @dataclass
    class TitleClicked(Message):
        """The title of a column that has a key was clicked."""

        key: str

    def __init__(
        self,
        fetch: Callable[[Iterable[int]], Mapping[int, Any]],
        columns: Sequence[Column],
        *,
        empty: Callable[[], Sequence[str]] = lambda: (),
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._fetch = fetch
        self._columns = list(columns)
        self._empty = empty
        self._lines = RowLines()
        self._rows: dict[int, Any] = {}
        self._rooms: tuple[int, ...] = ()
        self._top = 0
        self._line = 0
        self._anchor: int | None = None
        self._go_pressed = False
        self.current: int | None = None
        """The row under the cursor."""
        self.selected: set[int] = set()
        """The rows that were selected."""

    # -- For the screen ---------------------------------------------------------------------------

    def fill(self, sections: Sequence[Section]) -> None:
        """Show other rows; the cursor stays on its row, or near where it was when that is under another title now."""
        before, current = self._lines, self.current
        self._lines = RowLines(sections)
        self._rows.clear()
        at = None if current is None else self._lines.find(current)
        if current is not None and at is not None:
            title, others = before.neighbours(current)
            if title and self._lines.neighbours(current)[0] != title:
                stay = (row for row in others if self._lines.neighbours(row)[0] == title)
                at = self._lines.find(next(stay, current))
        self._stand(self._lines.nearest(self._line if at is None else at))
        self.refresh()

    def extend(self, sections: Sequence[Section]) -> None:
        """Show the same rows and more below them: nothing is drawn unless one of those comes into sight."""
        seen = len(self._lines) < self._top + self._height
        self._lines = RowLines(sections)
        if self.current is None:
            self._stand(self._lines.nearest(0))
        if seen:
            self.refresh()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other facts of the rows."""
        self._columns = list(columns)
        self.refresh()

    def go_to(self, row: int) -> bool:
        """Put the cursor on a row; False when it is not there."""
        line = self._lines.find(row)
        if line is not None:
            self._move(line)
        return line is not None

    def forget(self, rows: Iterable[int] | None = None) -> None:
        """Read rows again when they are drawn; None: all of them."""
        if rows is None:
            self._rows.clear()
            if 0 < len(self.selected) <= _FEW:
                self.keep_selected(self._fetch(self.selected))
        else:
            for row in rows:
                self._rows.pop(row, None)
        self.refresh()

    def keep_selected(self, present: Iterable[int]) -> None:
        """Select none but these: the others are no more."""
        kept = self.selected.intersection(present)
        if kept != self.selected:
            self.selected = kept
            self.post_message(self.Selected())
            self.refresh()

    def row(self, row_id: int) -> Any:  # noqa: ANN401 - whatever `fetch` reads
        """A row as it was read; None when it is no more."""
        if row_id not in self._rows:
            self._rows.update(self._fetch([row_id]))
        return self._rows.get(row_id)

    def shows(self, title: str) -> bool:
        """Whether there is room for the column with this title."""
        return any(column.title == title for column in self._with_room())

    def has_room_for(self, key: str) -> bool:
        """Whether there is room for the column of this name in code."""
        return any(column.key == key for column in self._with_room())

    def _with_room(self) -> Iterator[Column]:
        rooms = widths(self._columns, self.size.width - 2)
        return (column for column, room in zip(self._columns, rooms, strict=False) if room > 0)

    @property
    def at_top(self) -> bool:
        """Whether the cursor is on the first row, or there is none."""
        return self.current is None or self._line == self._lines.nearest(0)

    def targets(self) -> list[int]:
        """The rows that an action takes: the selected ones, hidden ones last, else the one under the cursor."""
        if self.selected:
            seen = [row for row in self._lines.rows() if row in self.selected]
            return seen + sorted(self.selected.difference(seen))
        return [] if self.current is None else [self.current]

    def clear_selection(self) -> bool:
        """Select nothing; whether something was."""
        had = bool(self.selected)
        self.selected.clear()
        self._anchor = None
        if had:
            self._tell_selected()
        return had

    def step(self, by: int) -> None:
        """Rows further down, or up when negative."""
        self._move(self._lines.nearest(self._line + by, by))

    def rows(self) -> Iterator[int]:
        """Every row, from top to bottom."""
        return self._lines.rows()

    def __len__(self) -> int:
        return self._lines.row_count

    # -- Keys and mouse -----------------------------------------------------------------------------

    def action_card(self, by: int) -> None:
        """The row above or below."""
        self.step(by)

    def action_page(self, by: int) -> None:
        """A screen up or down."""
        self._move(self._lines.nearest(self._line + by * max(1, self._height - 1), by))

    def action_end(self, by: int) -> None:
        """The first row, or the last."""
        self._move(self._lines.nearest(0) if by < 0 else self._lines.nearest(len(self._lines) - 1, -1))

    def action_go(self) -> None:
        """Pressed twice: the first row."""
        if self._go_pressed:
            self.action_end(-1)
        self._go_pressed = not self._go_pressed

    def action_mark(self) -> None:
        """Select the row, or not any more, and step on."""
        if self.current is not None:
            self._anchor = self.current
            self.selected ^= {self.current}
            self.step(1)
            self._tell_selected()

    def action_mark_range(self) -> None:
        """Select from the row selected last to this one."""
        if self.current is None:
            return
        start = self._lines.find(self._anchor) if self._anchor is not None else None
        low, high = sorted((self._line if start is None else start, self._line))
        self.selected.update(row for line in range(low, high + 1) if (row := self._lines.row(line)) is not None)
        self._anchor = self.current
        self._tell_selected()

    def action_mark_all(self) -> None:
        """Select every row that is shown too, or none of them."""
        shown = set(self._lines.rows())
        if shown <= self.selected:
            self.selected -= shown
        else:
            self.selected |= shown
        self._tell_selected()

    def _tell_selected(self) -> None:
        self.refresh()
        self.post_message(self.Selected())

    def action_open(self) -> None:
        """Open the row."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    def on_key(self, event: events.Key) -> None:
        """Any other key ends a first g."""
        if event.key != "g":
            self._go_pressed = False

    def on_click(self, event: events.Click) -> None:
        """A click goes to a row, a second one opens it; one on a title is told."""
        at = event.get_content_offset_capture(self)
        if at.y < self._head:
            column = column_at(self._columns, self._rooms, at.x - 2)
            if column is not None and column.key:
                self.post_message(self.TitleClicked(column.key))
            return
        line = self._top + at.y - self._head
        if self._lines.row(line) is not None:
            self._move(line)
            if event.chain > 1:
                self.action_open()

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _wheel(self, event: events.MouseEvent) -> None:
        event.stop()
        self.step(3 * turned(event))

    # -- Where things are ---------------------------------------------------------------------------

    @property
    def pointed(self) -> Offset:
        """The row under the cursor."""
        return Offset(0, self._line - self._top + self._head)

    @property
    def _head(self) -> int:
        return int(self.size.width >= _HEADED_FROM and bool(self._lines))

    @property
    def _height(self) -> int:
        return max(1, self.size.height - self._head)

    def _stand(self, line: int) -> None:
        self._line, former = line, self.current
        self.current = self._lines.row(line)
        self._keep_in_sight()
        if self.current != former:
            self.post_message(self.Highlighted(self.current))

    def _move(self, line: int) -> None:
        """Go to a line, drawing no more than what is different."""
        before, top = self._line, self._top
        self._stand(line)
        if top != self._top:
            self.refresh()
        else:
            lines = {before, line}
            self.refresh(*(Region(0, at - top + self._head, self.size.width, 1) for at in lines))

    def _keep_in_sight(self) -> None:
        first = self._line
        while first > 0 and self._lines.row(first - 1) is None:
            first -= 1
        self._top = max(min(self._top, first), self._line - self._height + 1, 0)
        self._top = max(0, min(self._top, len(self._lines) - self._height))

    # -- Drawing ------------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """Read what comes into sight in one go, then draw."""
        self._keep_in_sight()  # the first paint comes before the widget hears of its size
        self.point()
        seen = range(self._top, min(len(self._lines), self._top + self._height))
        missing = [row for line in seen if (row := self._lines.row(line)) is not None and row not in self._rows]
        if missing:
            self._rows.update(self._fetch(missing))
        self._rooms = widths(self._columns, self.size.width - 2)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """A title, a heading, a row or a hint."""
        width = self.size.width
        if not self._lines:
            return self._empty_line(y, width)
        if self._head and y == 0:
            return self._across(lambda column: (column.title, "faint"), "bar", " ", width)
        line = self._top + y - self._head
        row = self._lines.row(line)
        if row is None:
            return self._heading(line, width)
        here = line == self._line  # a row that is listed twice has one cursor
        state = "cursor" if here else "marked" if row in self.selected else ""
        if state == "cursor" and not self.has_focus:
            state = "cursor-blurred"
        signs = desk_of(self).signs
        sign = signs["mark"] if row in self.selected else signs["bar"] if here else " "
        record = self._rows.get(row)
        draw = (lambda _: ("", "text")) if record is None else (lambda column: column.draw(record))
        return self._across(draw, state, sign, width)

    def _across(self, draw: Callable[[Column], tuple[str, str]], state: str, sign: str, width: int) -> Strip:
        """What is drawn in each column that there is room for."""
        style = desk_of(self).palette.style
        segments = [Segment(f"{sign} ", style("here", state))]
        for column, room in zip(self._columns, self._rooms, strict=False):
            if room > 0:
                text, role = draw(column)
                segments.append(Segment(pad(safe(text), room, right=column.right) + "  ", style(role, state)))
        return Strip(segments).adjust_cell_length(width, style("text", state))

    def _heading(self, line: int, width: int) -> Strip:
        style = desk_of(self).palette.style
        section = self._lines.heading(line)
        if section is None:
            return Strip([Segment(" " * width, style("text"))], width)
        text = f" {safe(section.title)}  {grouped(len(section.ids))}"
        return Strip([Segment(fit(text, width), style(section.role) + _BOLD)]).adjust_cell_length(width, style("text"))

    def _empty_line(self, y: int, width: int) -> Strip:
        style = desk_of(self).palette.style
        words = list(self._empty())
        first = max(0, (self.size.height - len(words)) // 2)
        text = safe(words[y - first]) if first <= y < first + len(words) else ""
        return Strip([Segment(pad(fit("  " + text, width), width), style("faint"))], width)

"""A list to choose from, drawn line by line: the same cost for nine rows as for nine thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events, on
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from funneltui.domain.text import cells, fit, fold, pad, safe
from funneltui.tui.actions.form_actions import LIST
from funneltui.tui.desk import desk_of
from funneltui.tui.engine.pointing import Pointing
from funneltui.tui.widgets.scrolling import has_thumb, turned

_LETTERS = "abcdefghilmnopqrstuvwxyz"
_MARGIN = 5
"""Rows before the end at which more are asked for."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row. Any text may be given: it is made safe where it is drawn."""

    key: str
    """What the row stands for, in code."""
    text: str
    """What it says."""
    letter: str = ""
    """The key that goes to it, if any."""
    note: str = ""
    """Fainter words at the right."""
    faint: bool = False
    """Whether it is drawn as something past or out of reach."""
    heading: bool = False
    """Whether it is a title between rows, which cannot be chosen."""


class PickList(Pointing, can_focus=True):
    """Rows of which one is under the cursor.

    | Key(s) | Does |
    | :- | :- |
    | up, down, k, j, page up, page down, home, end | Move. |
    | a row's letter | Go to that row; where that is said, take it. |
    | enter | Choose the row. |

    Args:
        items: The rows.
        more: Called near the end of the rows; gives the next ones, none when there are no more.
        sentences: Whether the notes are read one by one, and so begin below one another; they end there otherwise.
        by_letter: Whether the letter of a row takes it, rather than only goes to it.
    """

    DEFAULT_CSS = """
    PickList { height: auto; }
    """
    BINDINGS = LIST

    cursor: reactive[int] = reactive(0)
    """The place of the row under the cursor."""

    @dataclass
    class Highlighted(Message):
        """The cursor came to a row."""

        item: Item

    @dataclass
    class Chosen(Message):
        """A row was taken."""

        item: Item

    def __init__(
        self,
        items: Sequence[Item] = (),
        *,
        more: Callable[[], Sequence[Item]] | None = None,
        sentences: bool = False,
        by_letter: bool = False,
        ground: str = "bar",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._items = list(items)
        self._more = more
        self._sentences = sentences
        self._by_letter = by_letter
        self._ground = ground
        self._top = 0

    @property
    def items(self) -> Sequence[Item]:
        """The rows that are there so far."""
        return self._items

    @property
    def item(self) -> Item | None:
        """The row under the cursor; None where there is none to choose."""
        item = self._items[self.cursor] if 0 <= self.cursor < len(self._items) else None
        return None if item is None or item.heading else item

    def fill(self, items: Sequence[Item], cursor: int = 0, *, key: str = "") -> None:
        """Show other rows, the cursor on the one of a key if there is one, else at a place."""
        self._items = list(items)
        cursor = next((at for at, item in enumerate(items) if key and item.key == key), cursor)
        self._top = 0
        self.set_reactive(PickList.cursor, -1)
        self.refresh(layout=self.styles.is_auto_height)
        self.cursor = self._nearest(cursor, 1)

    def renew(self, items: Sequence[Item]) -> None:
        """Show the rows as they are now: the cursor keeps its row, and the row its line on the screen."""
        line = self.cursor - self._top
        self.fill(items, self.cursor, key=self.item.key if self.item is not None else "")
        self._top = max(0, min(self.cursor - line, len(items) - max(1, self.size.height)))
        self.refresh()

    def pick(self, key: str) -> None:
        """Put the cursor on the row of this key, if there is one."""
        self.cursor = next((place for place, item in enumerate(self._items) if item.key == key), self.cursor)

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line a row."""
        return max(1, len(self._items))

    @override
    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the longest row."""
        return max((cells(safe(item.text)) + cells(safe(item.note)) for item in self._items), default=0) + 8

    def on_mount(self) -> None:
        """Begin on a row that can be chosen."""
        self.set_reactive(PickList.cursor, self._nearest(self.cursor, 1))

    def watch_cursor(self) -> None:
        """Keep the row in sight and tell who listens."""
        self._keep_in_sight()
        self.refresh()
        if self.item is not None:
            self.post_message(self.Highlighted(self.item))

    def watch_has_focus(self, _focused: bool) -> None:  # noqa: FBT001 - a watcher's signature
        """Bring the cursor in sight."""
        super().watch_has_focus(_focused)
        self._keep_in_sight()

    @override
    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters of rows go to them."""
        return character is not None and any(item.letter == character for item in self._items)

    def on_key(self, event: events.Key) -> None:
        """Go to the row of a letter."""
        letter = event.character
        if not letter:
            return
        place = next((place for place, item in enumerate(self._items) if item.letter == letter), None)
        if place is not None:
            event.stop()
            event.prevent_default()
            self.cursor = place
            if self._by_letter:
                self.action_choose()

    def action_go(self, by: int) -> None:
        """The row above or below."""
        self.cursor = self._nearest(self.cursor + by, by)

    def action_page(self, by: int) -> None:
        """A page up or down."""
        self.cursor = self._nearest(self.cursor + by * max(1, self.size.height - 1), by)

    def action_end(self, last: bool) -> None:  # noqa: FBT001 - an action's argument
        """The first or the last row."""
        self.cursor = self._nearest(len(self._items) - 1, -1) if last else self._nearest(0, 1)

    def action_choose(self) -> None:
        """Take the row."""
        if self.item is not None:
            self.post_message(self.Chosen(self.item))

    def on_click(self, event: events.Click) -> None:
        """A click goes to a row, a second one takes it."""
        place = self._top + event.get_content_offset_capture(self).y
        if 0 <= place < len(self._items) and not self._items[place].heading:
            again = place == self.cursor and event.chain > 1
            self.cursor = place
            if again:
                self.action_choose()

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _wheel(self, event: events.MouseEvent) -> None:
        if len(self._items) > self.size.height:
            event.stop()
            self.action_go(turned(event))

    def on_resize(self) -> None:
        """Keep the row in sight."""
        self._keep_in_sight()

    @property
    def pointed(self) -> Offset:
        """The row under the cursor."""
        return Offset(0, self.cursor - self._top)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in sight, the terminal's cursor on the one that is chosen from."""
        self.point()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One row."""
        width, place = self.size.width, self._top + y
        style = desk_of(self).palette.style
        if place >= len(self._items):
            return Strip.blank(width, style("text", self._ground))
        thumb = desk_of(self).signs["thumb"] if has_thumb(y, self._top, self.size.height, len(self._items)) else " "
        item = self._items[place]
        if item.heading:
            title = Segment(pad(" " + safe(item.text), width - 1), style("title", self._ground))
            return Strip([title, Segment(thumb, style("thumb", self._ground))], width)
        here = place == self.cursor
        ground = ("cursor" if self.has_focus else "cursor-blurred") if here else self._ground
        sign = desk_of(self).signs["bar"] if here else " "
        letter = f"{item.letter or ' '}  " if any(row.letter for row in self._items) else ""
        gap = " " * (len(self._items) > self.size.height)  # before the scroll bar
        note = self._note(item, width - 2 - len(letter) - len(gap))
        room = width - 2 - len(letter) - cells(note) - (2 if note else 1) - len(gap)
        segments = [
            Segment(f"{sign} ", style("key", ground)),
            Segment(letter, style("key", ground)),
            Segment(pad(safe(item.text), room), style("name" if here else "faint" if item.faint else "text", ground)),
            Segment(f" {note}{gap}" if note else gap, style("faint", ground)),
            Segment(thumb, style("thumb", ground)),
        ]
        return Strip([segment for segment in segments if segment.text], width)

    def _note(self, item: Item, width: int) -> str:
        """The words at the right of a row: in the room that its text leaves, or in half of the row."""
        if not self._sentences:
            return fit(safe(item.note), max(0, self.size.width // 2 - 4, width - cells(safe(item.text)) - 2))
        room = max(0, width - 3 - max(cells(safe(row.text)) for row in self._items))
        return pad(safe(item.note), room)

    def _nearest(self, place: int, by: int) -> int:
        """The nearest row that can be chosen, on from `place`."""
        if self._more is not None and place >= len(self._items) - _MARGIN:
            self._items += self._more()
        step = 1 if by >= 0 else -1
        place = max(0, min(len(self._items) - 1, place))
        for way in (step, -step):
            at = place
            while 0 <= at < len(self._items):
                if not self._items[at].heading:
                    return at
                at += way
        return 0

    def _keep_in_sight(self) -> None:
        height = max(1, self.size.height)
        first = self.cursor
        while first > 0 and self._items[first - 1 : first] and self._items[first - 1].heading:
            first -= 1
        top = max(min(self._top, first), self.cursor - height + 1, 0)
        top = max(0, min(top, len(self._items) - height))
        if top != self._top:
            self._top = top
            self.refresh()
        # Filled while one is elsewhere, a list leaves what is looked at where it is.
        if self.has_focus and isinstance(self.parent, Widget) and self.parent.allow_vertical_scroll:
            x, y, width, _height = self.virtual_region
            self.parent.scroll_to_region(Region(x, y + self.cursor - top, width, 1), animate=False)


def letters_for(names: Sequence[str]) -> list[str]:
    """A letter for each name, so that choosing is one key: its first one if it can be, else another of its own.

    J and K go down and up.
    """
    letters = [[sign for sign in fold(name) if sign in _LETTERS] for name in names]
    given = [""] * len(names)
    for reach in (1, None):
        for place, own in enumerate(letters):
            if not given[place]:
                spare = "" if reach else _LETTERS
                given[place] = next((sign for sign in [*own[:reach], *spare] if sign not in given), "")
    return given

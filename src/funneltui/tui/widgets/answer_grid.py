"""The qualification grid as one drawn list: a line a criterion, its answer, its evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from funneltui.domain.text import cells, fit, pad, safe
from funneltui.tui.actions.form_actions import GRID
from funneltui.tui.desk import desk_of
from funneltui.tui.engine.pointing import Pointing

_ROLES = {"yes": "good", "no": "overdue", "unknown": "faint"}
_SIGNS = {"yes": "check", "no": "cross", "unknown": "unknown"}
_SIGN_WIDTH = 6
_NAME_SHARE = 3
_LONGEST_NAME = 22


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One criterion as it stands. Any text may be given: it is made safe where it is drawn."""

    key: str
    name: str
    answer: str
    """yes, no or unknown."""
    evidence: str
    said_on: str
    """The day, as it is shown."""
    required: bool
    """Whether the next stage asks for it."""
    question: str
    """What stands there while there is no evidence."""


class AnswerGrid(Pointing, can_focus=True):
    """The grid. One key answers the line under the cursor and goes on to the next.

    | Key(s) | Does |
    | :- | :- |
    | y, n, question mark | Answer the line, go to the next. |
    | up, down | Another line. |
    | tab, enter, right | Write the evidence. |

    Args:
        lines: The criteria in the grid's order.
        words: The letters of yes and no, in the language in force.
        answered: Called with a line's key and answer, in the frame of the key: a message would come after
            it, and all that follows from the answer in a second frame.
    """

    BINDINGS = GRID
    DEFAULT_CSS = "AnswerGrid { height: auto; width: 1fr; }"

    cursor: reactive[int] = reactive(0, repaint=True)
    """The line that the keys are for."""

    class Evidence(Message):
        """The evidence of the line under the cursor is to be written."""

    class Moved(Message):
        """The cursor came to another line."""

    def __init__(
        self,
        lines: Sequence[AnswerLine],
        words: tuple[str, str],
        answered: Callable[[str, str], object],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._answered = answered
        self._lines = list(lines)
        self._letters = dict(zip(("yes", "no"), words, strict=True))

    @property
    def line(self) -> AnswerLine | None:
        """The line under the cursor; None when the grid is empty."""
        return self._lines[self.cursor] if self._lines else None

    @property
    def lines(self) -> Sequence[AnswerLine]:
        """The criteria."""
        return self._lines

    def fill(self, lines: Sequence[AnswerLine]) -> None:
        """Show the grid as it stands now."""
        again = len(lines) != len(self._lines)
        self._lines = list(lines)
        self.cursor = min(self.cursor, max(0, len(lines) - 1))
        self.refresh(layout=again)

    @property
    def evidence_offset(self) -> tuple[int, int]:
        """Where the evidence of the line under the cursor is drawn: column and width, in cells."""
        left = 2 + _SIGN_WIDTH + self._name_width + 2
        return left, max(8, self.size.width - left - 1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line a criterion."""
        return max(1, len(self._lines))

    def watch_cursor(self) -> None:
        """Tell who follows."""
        self.post_message(self.Moved())

    def action_go(self, by: int) -> None:
        """The line above or below."""
        self.cursor = max(0, min(len(self._lines) - 1, self.cursor + by))

    def action_end(self, last: bool) -> None:  # noqa: FBT001 - an action's argument
        """The first or the last line."""
        self.cursor = len(self._lines) - 1 if last else 0

    def action_answer(self, answer: str) -> None:
        """Answer the line and go on."""
        line = self.line
        if line is None:
            return
        self._lines[self.cursor] = replace(line, answer=answer)
        self.refresh()
        self.action_go(1)
        self._answered(line.key, answer)

    def action_evidence(self) -> None:
        """Write what the answer rests on."""
        if self.line is not None:
            self.post_message(self.Evidence())

    def on_click(self, event: events.Click) -> None:
        """A click on a sign takes the next answer, elsewhere it goes to the line; twice, writes."""
        place = event.get_content_offset_capture(self)
        if not 0 <= place.y < len(self._lines):
            return
        self.cursor = place.y
        if place.x < 2 + _SIGN_WIDTH:
            order = ("unknown", "yes", "no")
            line = self._lines[place.y]
            self.action_answer(order[(order.index(line.answer) + 1) % len(order)])
            self.cursor = place.y
        elif event.chain > 1:
            self.action_evidence()

    @property
    def pointed(self) -> Offset:
        """The line that the keys are for."""
        return Offset(0, self.cursor)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The criteria, the terminal's cursor on the one that is answered."""
        self.point()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One criterion."""
        width, style = self.size.width, desk_of(self).palette.style
        if y >= len(self._lines):
            return Strip([Segment(" " * width, style("faint", "bar"))], width)
        line, here = self._lines[y], y == self.cursor
        ground = ("cursor" if self.has_focus else "cursor-blurred") if here else "bar"
        signs = desk_of(self).signs
        name_width = self._name_width
        star = "*" if line.required else " "
        letter = self._letters.get(line.answer, "")
        sign = pad(f"{signs[_SIGNS[line.answer]]} {letter}", _SIGN_WIDTH)
        day = safe(line.said_on)
        room = self._room(line, width)
        role = "text" if line.evidence else "none"
        words = _words(line)
        pieces = [
            ("here" if here else "faint", f"{signs['bar'] if here else ' '} "),
            (_ROLES[line.answer], sign),
            ("name" if here else "text", pad(fit(safe(line.name), name_width - 1) + star, name_width)),
            ("faint", "  "),
            (role, pad(fit(words, room), room)),
            ("faint", f" {day} " if day else " "),
        ]
        segments = [Segment(text, style(kind, ground)) for kind, text in pieces if text]
        return Strip(segments).adjust_cell_length(width, style("faint", ground))

    def cut(self, width: int) -> str:
        """What stands on the line under the cursor when a grid of this width has no room for all of it. Made safe."""
        line = self.line
        return _words(line) if line is not None and cells(_words(line)) > self._room(line, width) else ""

    def _room(self, line: AnswerLine, width: int) -> int:
        """Cells for what an answer rests on."""
        left = 2 + _SIGN_WIDTH + self._name_width_of(width) + 2
        return max(0, width - left - (cells(safe(line.said_on)) + 2 if line.said_on else 1))

    @property
    def _name_width(self) -> int:
        return self._name_width_of(self.size.width)

    def _name_width_of(self, width: int) -> int:
        widest = max((cells(safe(line.name)) for line in self._lines), default=0) + 1
        return min(widest, _LONGEST_NAME, max(8, width // _NAME_SHARE))


def _words(line: AnswerLine) -> str:
    """What an answer rests on, or what to find out."""
    return safe(line.evidence) or safe(line.question)

"""Two values side by side on a line of a form, of which one is taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.reactive import reactive

from funneltui.domain.merging import Take
from funneltui.domain.text import fit, pad, safe_lines
from funneltui.tui.actions.form_actions import SIDES
from funneltui.tui.desk import desk_of
from funneltui.tui.widgets.pane_lines import wrap
from funneltui.tui.widgets.row import Row

_BROKEN = re.compile(r"(?<=[@/-]) | (?=\.)")
"""Where the lines of an address meet."""
_LEAST = 8
"""Cells of a column however narrow the form is."""


class ComparisonTitles(Row):
    """Two columns of text beside a label, one for each side.

    Args:
        key: The line's name in code.
        label: What a person calls it, translated.
        left: The lines of the left side. Any text may be given.
        right: Those of the right one.
    """

    MOST_LINES: ClassVar[int] = 8
    """Lines of one side that are shown."""

    def __init__(self, key: str, label: str, left: Sequence[str], right: Sequence[str]) -> None:
        super().__init__(key, label)
        self._texts = (list(left), list(right))

    @property
    def value(self) -> str:
        """What is filled in: nothing."""
        return ""

    def takes(self, side: Take) -> bool:
        """Whether a side is marked as what is taken."""
        del side
        return False

    def _place_hint(self) -> None:
        """There is none: the lines are those of the columns."""
        if self.size.width and self.styles.height is not None:
            lines = max(len(column) for column in self._columns())
            if self.styles.height.value != lines:
                self.styles.height = lines

    def _columns(self) -> list[list[str]]:
        """The lines of both columns, safe, each as long as the column is wide at most."""
        room = self._side_width() - 3
        columns = []
        for texts in self._texts:
            lines = [part for text in texts for line in safe_lines(text) for part in wrap(line, room)]
            if len(lines) > self.MOST_LINES:
                rest = _BROKEN.sub("", " ".join(lines[self.MOST_LINES - 1 :]))
                lines[self.MOST_LINES - 1 :] = [fit(rest, room)]
            columns.append(lines)
        return columns

    def _side_width(self) -> int:
        """Cells of a column with its mark."""
        return max(_LEAST, (self.size.width - self._label_width()) // 2)

    def render(self) -> Content:
        """The label, then both columns."""
        style = self.get_visual_style
        sign = desk_of(self).signs
        columns = self._columns()
        lines = []
        for number in range(max(map(len, columns))):
            first = number == 0
            pieces = [
                (sign["bar"] if first and self.has_focus else " ", style("row--bar")),
                (pad(self.label if first else "", self._label_width() - 1), style("row--label")),
            ]
            for column, side in zip(columns, (Take.KEEP, Take.OTHER), strict=True):
                taken = self.takes(side)
                text = column[number] if number < len(column) else ""
                pieces.append((f"{sign['mark']} " if first and taken else "  ", style("row--bar")))
                pieces.append((pad(text, self._side_width() - 3), style("row--value" if taken else "row--hint")))
                pieces.append((" ", style("row--hint")))
            lines.append(Content.assemble(*pieces))
        return Content("\n").join(lines)


class ComparisonRow(ComparisonTitles, can_focus=True):
    """One value or the other: arrows and clicks take a side.

    | Key(s) | Does |
    | :- | :- |
    | left, right | Take the left or the right one. |
    | space | The other one; of several lines of text also both. |
    | enter | Save the form. |

    Args:
        key: The field's name in code.
        label: What a person calls it, translated.
        left: What the left side says. Any text may be given.
        right: What the right side says.
        take: The side to begin with.
        both: Whether both can be taken, one after the other.
    """

    BINDINGS = SIDES
    MOST_LINES = 3

    taken: reactive[Take] = reactive(Take.KEEP)
    """What is taken."""

    def __init__(self, key: str, label: str, left: str, right: str, take: Take, *, both: bool = False) -> None:
        super().__init__(key, label, [left], [right])
        self._ways = [Take.KEEP, Take.BOTH, Take.OTHER] if both else [Take.KEEP, Take.OTHER]
        self.set_reactive(ComparisonRow.taken, take)
        self.initial = self.value

    @property
    def value(self) -> str:
        """The side that is taken."""
        return self.taken.value

    def takes(self, side: Take) -> bool:
        """Whether a side is taken, alone or with the other."""
        return self.taken in {side, Take.BOTH}

    def action_side(self, by: int) -> None:
        """Further to the left or to the right: where both can be taken, that is between the two."""
        place = self._ways.index(self.taken) + by
        self.taken = self._ways[max(0, min(len(self._ways) - 1, place))]

    def action_switch(self) -> None:
        """The next one, round and round."""
        self.taken = self._ways[(self._ways.index(self.taken) + 1) % len(self._ways)]

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        left = event.x < self._label_width() + self._side_width()
        if event.x >= self._label_width():
            self.taken = Take.KEEP if left else Take.OTHER

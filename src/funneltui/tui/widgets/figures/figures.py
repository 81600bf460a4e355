"""The lines of a report with a cursor on its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from funneltui.domain.text import cells, fit, graphemes
from funneltui.tui.actions import place_actions
from funneltui.tui.desk import desk_of
from funneltui.tui.engine.pointing import Pointing
from funneltui.tui.widgets.figures.lines import FigureLine, Spot
from funneltui.tui.widgets.scrolling import has_thumb, turned

_UNDERLINED = Style(underline=True)
"""Of the figure under the cursor: it is small, and its ground alone is not seen in every theme."""


class Figures(Pointing, can_focus=True):
    """A report's lines; the cursor stands on a figure.

    | Key(s) | Does |
    | :- | :- |
    | h, j, k, l, arrows, page up, page down, home, end | Go from figure to figure. |
    | enter | Open what is behind the figure. |

    Args:
        lines: Gives the lines for a width.
    """

    BINDINGS = place_actions.FIGURES
    DEFAULT_CSS = "Figures { width: 1fr; height: 1fr; padding: 0; }"

    @dataclass
    class Highlighted(Message):
        """The cursor came to a figure, or there is none."""

        spot: Spot | None

    @dataclass
    class Opened(Message):
        """A figure was opened."""

        spot: Spot

    def __init__(self, lines: Callable[[int], Sequence[FigureLine]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._make = lines
        self._lines: Sequence[FigureLine] = ()
        self._top = 0
        self._line = -1
        self._place = 0

    @property
    def spot(self) -> Spot | None:
        """The figure under the cursor."""
        spots = self._lines[self._line].spots if 0 <= self._line < len(self._lines) else ()
        return spots[min(self._place, len(spots) - 1)] if spots else None

    @property
    def pointed(self) -> Offset | None:
        """Where that figure stands."""
        spot = self.spot
        return None if spot is None else Offset(spot.start + 1, self._line - self._top)

    def fill(self, *, anew: bool) -> None:
        """Make the lines again.

        Args:
            anew: Another report: begin at its top; else the cursor stays on its figure.
        """
        former = self.spot
        self._lines = self._make(max(1, self.size.width - 2))
        if anew or former is None:
            self._top = 0
            self._stand(next(iter(self._with_figures), -1), 0, scroll=False)
        else:
            self._find(former)
        self.refresh()

    @property
    def _with_figures(self) -> list[int]:
        """The lines that the cursor can stand on."""
        return [number for number, line in enumerate(self._lines) if line.spots]

    def _find(self, former: Spot) -> None:
        for number, line in enumerate(self._lines):
            for place, spot in enumerate(line.spots):
                if (spot.table, spot.row, spot.column) == (former.table, former.row, former.column):
                    self._stand(number, place)
                    return
        self._stand(next(iter(self._with_figures), -1), 0)

    def on_resize(self, _event: events.Resize) -> None:
        """Other lines."""
        self.fill(anew=False)

    def _stand(self, line: int, place: int, *, scroll: bool = True) -> None:
        self._line, self._place = line, place
        if scroll:
            self._see(line)
        self.point()
        self.post_message(self.Highlighted(self.spot))
        self.refresh()

    def _see(self, line: int) -> None:
        """See the line; above the first figure and below the last one everything."""
        height = max(1, self.size.height)
        lines = self._with_figures
        if lines and line == lines[0]:
            self._top = max(0, line + 1 - height) if line >= height else 0
        elif lines and line == lines[-1]:
            self._top = max(0, min(line, len(self._lines) - height))
        elif line < self._top + 1:
            self._top = max(0, line - 1)
        elif line >= self._top + height:
            self._top = line - height + 1

    def _near(self, line: int, start: int) -> int:
        """The figure of a line that stands nearest to a cell."""
        spots = self._lines[line].spots
        return min(range(len(spots)), key=lambda place: abs(spots[place].end - start))

    def action_row(self, by: int) -> None:
        """The next line with figures, up or down; where there is none, scroll to see what is there."""
        number = self._line + by
        while 0 <= number < len(self._lines) and not self._lines[number].spots:
            number += by
        spot = self.spot
        if 0 <= number < len(self._lines):
            self._stand(number, self._near(number, spot.end if spot else 0))
        else:
            self._top = max(0, min(self._top + by, len(self._lines) - self.size.height))
            self.refresh()

    def action_figure(self, by: int) -> None:
        """The next figure of the line."""
        spots = self._lines[self._line].spots if 0 <= self._line < len(self._lines) else ()
        if 0 <= self._place + by < len(spots):
            self._stand(self._line, self._place + by)

    def action_page(self, by: int) -> None:
        """A screen up or down."""
        height = max(1, self.size.height - 1)
        self._top = max(0, min(self._top + by * height, len(self._lines) - self.size.height))
        aim = max(self._top, min(self._line + by * height, self._top + height))
        lines = self._with_figures
        if lines:
            line = min(lines, key=lambda number: abs(number - aim))
            self._stand(line, self._place, scroll=not self._top <= line < self._top + self.size.height)

    def action_end(self, by: int) -> None:
        """The first or the last line with figures."""
        lines = self._with_figures
        if lines:
            self._stand(lines[-1] if by > 0 else lines[0], self._place)

    def action_open(self) -> None:
        """What is behind the figure."""
        if (spot := self.spot) is not None:
            self.post_message(self.Opened(spot))

    def on_click(self, event: events.Click) -> None:
        """Go to the figure that was clicked; twice opens it."""
        number = self._top + event.y
        if 0 <= number < len(self._lines):
            for place, spot in enumerate(self._lines[number].spots):
                if spot.start <= event.x - 1 < spot.end:
                    self._stand(number, place, scroll=False)
                    if event.chain > 1:
                        self.action_open()

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _wheel(self, event: events.MouseEvent) -> None:
        self._top = max(0, min(self._top + 3 * turned(event), len(self._lines) - self.size.height))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line, the figure under the cursor standing out."""
        width = self.size.width
        style = desk_of(self).palette.style
        number = self._top + y
        line = self._lines[number] if number < len(self._lines) else FigureLine(())
        spot = self._spot_of(number)
        ground = "cursor" if self.has_focus else "cursor-blurred"
        segments = [Segment(" ", style("text"))]
        at, left = 0, width - 1
        for role, text in line.pieces:
            for part, marked in _parts(text, at, spot):
                shown = fit(part, left, "")
                if shown:
                    drawn = style("name", ground) + _UNDERLINED if marked else style(role)
                    segments.append(Segment(shown, drawn))
                    left -= cells(shown)
            at += cells(text)
        thumb = desk_of(self).signs["thumb"] if has_thumb(y, self._top, self.size.height, len(self._lines)) else " "
        segments.append(Segment(" " * max(0, left - 1), style("text")))
        segments.append(Segment(thumb if left else "", style("thumb")))
        return Strip(segments, width)

    def _spot_of(self, number: int) -> Spot | None:
        """The cursor's figure, if any of it is on this line: all of the line where it goes on from above."""
        first = number
        while 0 < first < len(self._lines) and self._lines[first].goes_on:
            first -= 1
        spot = self.spot if first == self._line else None
        return replace(spot, start=0, length=self.size.width) if spot is not None and first < number else spot


def _parts(text: str, at: int, spot: Spot | None) -> list[tuple[str, bool]]:
    """A piece that begins at a cell, parted where the cursor's figure begins and ends."""
    if spot is None or spot.end <= at or spot.start >= at + cells(text):
        return [(text, False)]
    before = _cut(text, max(0, spot.start - at))
    rest = text[len(before) :]
    marked = _cut(rest, spot.end - max(at, spot.start))
    return [(before, False), (marked, True), (rest[len(marked) :], False)]


def _cut(text: str, width: int) -> str:
    """The beginning of a text in so many cells, spaces and all."""
    reaches = accumulate(taken for _, taken in graphemes(text))
    kept = [piece for (piece, _), reach in zip(graphemes(text), reaches, strict=True) if reach <= width]
    return "".join(kept)

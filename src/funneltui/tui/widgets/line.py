"""A one-line widget that draws itself, without laying anything out."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from funneltui.domain.text import cells, fit
from funneltui.tui.desk import desk_of


class Line(Widget):
    """One line of styled pieces: `pieces` gives them, a role of the palette and safe text each."""

    DEFAULT_CSS = "Line { height: 1; width: 1fr; }"

    def pieces(self, width: int) -> list[tuple[str, str]]:
        """Roles and texts from left to right; what goes beyond `width` is cut."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        style = desk_of(self).palette.style
        segments: list[Segment] = []
        left = width if y == 0 else 0
        for name, text in self.pieces(width):
            shown = fit(text, left, "")
            if shown:
                segments.append(Segment(shown, style(name, "bar")))
                left -= cells(shown)
        if left:
            segments.append(Segment(" " * left, style("faint", "bar")))
        return Strip(segments, width)

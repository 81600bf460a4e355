"""A chart as a widget on the Line API."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from funneltui.domain.insights.report import Chart
from funneltui.domain.text import cells, fit
from funneltui.tui.widgets.plots.curves import Lines
from funneltui.tui.widgets.plots.drawing import draw

_HEIGHT = 8


class Plot(Widget):
    """Draws one chart, as wide as it is.

    Args:
        style: The style of a role of the palette.
        ascii_only: Whether to draw with ASCII.
    """

    DEFAULT_CSS = "Plot { width: 1fr; height: auto; }"

    def __init__(self, style: Callable[[str], Style], *, ascii_only: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._style = style
        self._ascii = ascii_only
        self._chart: Chart | None = None
        self._drawn: tuple[int, int] = (0, 0)
        self._lines: Lines = []

    def show(self, chart: Chart | None) -> None:
        """Draw another chart, or none."""
        self._chart = chart
        self._drawn = (0, 0)
        self.refresh(layout=True)

    def notify_style_update(self) -> None:
        """Another theme: draw anew."""
        super().notify_style_update()
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines the chart takes."""
        return len(self._drawing(width, _HEIGHT))

    def render_line(self, y: int) -> Strip:
        """One line of the chart."""
        width = self.size.width
        lines = self._drawing(width, _HEIGHT)
        segments: list[Segment] = []
        left = width
        for role, text in lines[y] if y < len(lines) else ():
            shown = fit(text, left, "")
            if shown:
                segments.append(Segment(shown, self._style(role)))
                left -= cells(shown)
        if left:
            segments.append(Segment(" " * left, self._style("text")))
        return Strip(segments, width)

    def _drawing(self, width: int, height: int) -> Lines:
        if self._drawn != (width, height):
            self._drawn = width, height
            self._lines = [] if self._chart is None else draw(self._chart, width, height, ascii_only=self._ascii)
        return self._lines

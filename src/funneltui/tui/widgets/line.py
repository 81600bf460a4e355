"""Lines of styled pieces, drawn without laying anything out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from funneltui.domain.text import cells, fit
from funneltui.tui.desk import desk_of


def drawn(pieces: Iterable[tuple[str, ...]], width: int, style: Callable[[str], Style]) -> Strip:
    """Pieces from left to right, then blank: exactly so many cells.

    Args:
        pieces: A role of the palette and safe text each, perhaps more; what has no room is cut.
        width: The cells of the line.
        style: The style of a role.
    """
    segments: list[Segment] = []
    left = width
    for role, text, *_ in pieces:
        shown = fit(text, left, "")
        if shown:
            segments.append(Segment(shown, style(role)))
            left -= cells(shown)
    if left:
        segments.append(Segment(" " * left, style("faint")))
    return Strip(segments, width)


class Line(Widget):
    """One line of styled pieces, of which a click on some does something."""

    DEFAULT_CSS = "Line { height: 1; width: 1fr; }"

    def pieces(self, width: int) -> Sequence[tuple[str, ...]]:
        """From left to right a role of the palette, safe text, and the id of the action that a click does, if any.

        What goes beyond `width` is cut.
        """
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The line."""
        width, style = self.size.width, partial(desk_of(self).palette.style, ground="bar")
        return drawn(self.pieces(width) if y == 0 else (), width, style)

    async def on_click(self, event: events.Click) -> None:
        """Do what the clicked piece stands for."""
        ends = 0
        for _role, text, *does in self.pieces(self.size.width):
            ends += cells(text)
            if event.x < ends:
                for active in self.screen.active_bindings.values():
                    if active.binding.id in does:
                        await self.app.run_action(active.binding.action, active.node)
                        return
                return

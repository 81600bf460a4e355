"""What stands behind a form, dimmed: made once for as long as it does not change.

Textual blends every piece of the screen below anew in each of the frames in which a screen opens, 15 ms
a time: most of what opening anything costs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Self, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.screen import ModalScreen, Screen
from textual.strip import Strip

__all__ = ["Over"]

Result = TypeVar("Result")


class Over(ModalScreen[Result]):
    """A modal screen that keeps the picture of what is below it."""

    _below: tuple[tuple[int, int], Color, list[Strip]] | None = None
    """The picture, for a size and a colour."""

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw again: what is below may have changed."""
        self._below = None
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines behind what this screen holds."""
        colour, stack = self.styles.background, self.app.screen_stack
        if colour.a == 1 or self not in stack[1:]:
            return super().render_lines(crop)
        # While the terminal changes its size, each of the screens hears of it in its turn.
        size = max(self.size.width, crop.right), max(self.size.height, crop.bottom)
        if self._below is None or self._below[:2] != (size, colour):
            self._below = size, colour, self._dimmed(stack[stack.index(self) - 1], colour, *size)
        strips = self._below[2][crop.y : crop.bottom]
        return strips if crop.column_span == (0, size[0]) else [strip.crop(crop.x, crop.right) for strip in strips]

    def _dimmed(self, screen: Screen[object], colour: Color, width: int, height: int) -> list[Strip]:
        below = screen._compositor.render_strips()  # noqa: SLF001 - as Textual's own background does
        strips = [
            Strip([Segment(text, _blended(style or Style.null(), colour)) for text, style, _ in line], line.cell_length)
            for line in below
        ]
        ground = Style.from_color(bgcolor=self.background_colors[1].rich_color)
        strips = [strip.adjust_cell_length(width, ground) for strip in strips[:height]]
        strips += [Strip.blank(width, ground)] * (height - len(strips))
        for one in self.app.get_line_filters():
            if not isinstance(one, ANSIToTruecolor):  # the screen below has been through that
                strips = [strip.apply_filter(one, self.background_colors[1]) for strip in strips]
        return strips


@lru_cache(4096)
def _blended(style: Style, colour: Color) -> Style:
    """A style under a colour that lets it shine through, without links."""
    ink, ground = (
        (Color.from_rich_color(one) + colour).rich_color if one is not None else None
        for one in (style.color, style.bgcolor)
    )
    return style.clear_meta_and_links() + Style.from_color(ink, ground)

"""Where the terminal's own cursor stands: magnifiers, braille lines and screen readers follow it."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widget import Widget


class Pointing(Widget):
    """A widget with a place that one is at."""

    @property
    def pointed(self) -> Offset | None:
        """That place, in cells from the widget's left upper one; None when there is none."""
        raise NotImplementedError

    def point(self) -> None:
        """Put the terminal's cursor there, if the keys are for this widget."""
        if self.app.focused is self and (place := self.pointed) is not None:
            self.app.cursor_position = self.content_region.offset + place

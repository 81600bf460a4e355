"""The reports there are, the one that is shown, and what it looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from funneltui.domain.text import cells
from funneltui.tui.desk import desk_of
from funneltui.tui.widgets.line import drawn


class ReportBar(Widget):
    """Two lines: the names of the reports, and the switches with their keys. A click on a name goes there."""

    DEFAULT_CSS = "ReportBar { height: 2; width: 1fr; }"

    @dataclass
    class Clicked(Message):
        """A report was clicked."""

        name: str

    def __init__(self) -> None:
        super().__init__()
        self._names: Sequence[tuple[str, str]] = ()
        self._here = ""
        self._switches: Sequence[tuple[str, str]] = ()
        self._spans: list[tuple[range, str]] = []

    def show(self, names: Sequence[tuple[str, str]], here: str, switches: Sequence[tuple[str, str]]) -> None:
        """Show these.

        Args:
            names: The reports by key, with their titles.
            here: The key of the one that is shown.
            switches: Keys and what they switch, as it stands now. Safe to display.
        """
        self._names, self._here, self._switches = names, here, switches
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The reports, or the switches."""
        pieces = self._reports() if y == 0 else self._switched()
        return drawn(pieces, self.size.width, desk_of(self).palette.style)

    def _reports(self) -> list[tuple[str, str]]:
        """As many names as there is room for, the one that is shown among them."""
        signs = desk_of(self).signs
        sizes = [cells(title) + 2 for _, title in self._names]
        keys = [key for key, _ in self._names]
        here = keys.index(self._here) if self._here in keys else 0
        first, last = 0, len(sizes)
        while last > here + 1 and sum(sizes[first:last]) + 4 > self.size.width:
            last -= 1
        while first < here and sum(sizes[first:last]) + 4 > self.size.width:
            first += 1
        pieces = [("faint", f"{signs['left'] if first else ' '} ")]
        self._spans, at = [], 2
        for place in range(first, last):
            key, title = self._names[place]
            pieces.append(("here" if place == here else "faint", f"{title}  "))
            self._spans.append((range(at, at + sizes[place]), key))
            at += sizes[place]
        return [*pieces, ("faint", signs["right"] if last < len(sizes) else "")]

    def _switched(self) -> list[tuple[str, str]]:
        """Those there is room for, each whole."""
        pieces, used = [("faint", "  ")], 2
        for key, words in self._switches:
            switch = [("key", f"{key} " if key else ""), ("text", words)]
            length = sum(cells(text) for _role, text in switch)
            if used + length > self.size.width:
                break
            pieces += [*switch, ("text", "   ")]
            used += length + 3
        return pieces

    def on_click(self, event: events.Click) -> None:
        """Go to the report that was clicked."""
        for span, key in self._spans:
            if event.y == 0 and event.x in span:
                self.post_message(self.Clicked(key))

"""The top line: the program's name, the places one can be, the state of the file."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from textual import events

from funneltui.domain.text import cells
from funneltui.i18n import grouped
from funneltui.i18n import translate as _
from funneltui.tui import commands
from funneltui.tui.host import host
from funneltui.tui.widgets.line import Line

if TYPE_CHECKING:
    from funneltui.tui.app import FunnelApp

__all__ = ["ModeBar"]


_NAME = " funneltui "
_NARROW = 60
_GAP = 2
"""Cells at least between the places and what stands at the right."""


class ModeBar(Line):
    """Shows where one is; a click goes there.

    Args:
        place: The name of the place this bar stands in.
    """

    def __init__(self, place: str = "board") -> None:
        super().__init__()
        self._place = place
        self._spans: list[tuple[range, str]] = []

    def pieces(self, width: int) -> list[tuple[str, str]]:
        """Name, places, and to the right what one should know."""
        app = host(self)
        self._spans = []
        places = [
            (name, app.key_of(f"app.{name}"), _(title), app.counts.of(name))
            for name, _k, title, _a, exists in commands.MODES
            if exists
        ]
        counted = [(name, key, words, f" {grouped(count)}" if count else "") for name, key, words, count in places]
        room = width - sum(cells(f" {key} {words}{figure} ") for _name, key, words, figure in counted)
        named = room >= len(_NAME) or (room < 0 and width >= _NARROW)
        pieces = [("here", _NAME if named else " ")]
        used = len(pieces[0][1])
        for name, key, title, figure in counted:
            words = title if room >= 0 or name == self._place else ""
            figure = figure if words else figure.strip()  # noqa: PLW2901 - it stands in the title's place
            pieces += [("key", f" {key} "), ("here" if name == self._place else "faint", words)]
            pieces += [("text", figure), ("faint", " ")]
            length = cells(f" {key} {words}{figure} ")
            self._spans.append((range(used, used + length), name))
            used += length
        right = self._right(app, width - used - _GAP)
        if right:
            pieces.append(("faint", " " * (width - used - sum(cells(text) for _, text in right))))
        return pieces + right

    def _right(self, app: FunnelApp, room: int) -> list[tuple[str, str]]:
        pieces: list[tuple[str, str]] = []
        if app.funnel.database.read_only:
            pieces.append(("problem", _("read-only") + "  "))
        chosen = len(app.board.board.model.selected)
        if chosen:
            pieces.append(("here", _("{count} selected").format(count=grouped(chosen)) + "  "))
        hints = [
            [("key", f"{app.key_of(action)} "), ("faint", f"{words}  ")]
            for action, words in (
                ("board.filter", _("filter")),
                ("app.palette", _("commands")),
                ("app.help", _("help")),
            )
        ]
        while (pieces or hints) and sum(cells(text) for _, text in (*pieces, *chain(*hints))) > room:
            del (hints or pieces)[0]  # help explains the others: it goes last of them
        return [*pieces, *chain(*hints)]

    async def on_click(self, event: events.Click) -> None:
        """Go to the place that was clicked."""
        for span, name in self._spans:
            if event.x in span:
                await self.run_action(f"app.mode('{name}')")

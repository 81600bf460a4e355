"""How much waits in each place: counted in a thread after what was changed has been drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from funneltui.tui.desk.asking import Asking
from funneltui.tui.widgets.mode_bar import ModeBar

if TYPE_CHECKING:
    from funneltui.storage.reads.agenda import Waiting
    from funneltui.tui.app import FunnelApp

__all__ = ["Counts"]

_REST_SECONDS = 0.15
"""Changes that follow each other are counted once."""


class Counts:
    """The figures beside the places' names.

    Args:
        app: The program; its mode bars are drawn anew when a figure is another.
    """

    def __init__(self, app: FunnelApp) -> None:
        self._app = app
        self._asking: Asking | None = None
        self._soon = self._ended = False
        self.waiting: Waiting | None = None
        """What was counted last; nothing before the first time."""

    def of(self, place: str) -> int:
        """What waits in a place (`commands.MODES`)."""
        waiting = self.waiting
        return {"today": waiting.today, "review": waiting.review}.get(place, 0) if waiting else 0

    def count(self) -> None:
        """Count soon: something was changed, or it is another day."""
        if not self._soon:
            self._soon = True
            self._app.set_timer(_REST_SECONDS, self._ask)

    def end(self) -> None:
        """No more counting, not even of what was to be counted soon."""
        self._ended = True
        if self._asking is not None:
            self._asking.end()

    def _ask(self) -> None:
        self._soon = False
        if self._ended:
            return
        if self._asking is None:
            self._asking = Asking(self._app.funnel, self._app)
        self._asking.ask("waiting", lambda reads: reads.agenda.waiting(), self._put)

    def _put(self, waiting: Waiting) -> None:
        if waiting != self.waiting:
            self.waiting = waiting
            for screen in self._app.screen_stack:
                for bar in screen.query(ModeBar):
                    bar.refresh()

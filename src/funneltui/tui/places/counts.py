"""How much waits in each place, and how far the month's goals are: counted in a thread after a change is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App

from funneltui.tui.desk import Desk
from funneltui.tui.widgets.mode_bar import ModeBar

if TYPE_CHECKING:
    from funneltui.domain.insights.goals import Goal
    from funneltui.storage.reads import Reads
    from funneltui.storage.reads.agenda import Waiting

_REST_SECONDS = 0.15
"""Changes that follow each other are counted once."""


class Counts:
    """The figures beside the places' names.

    Args:
        app: Its mode bars are drawn anew when a figure is another.
        desk: What is counted in.
    """

    def __init__(self, app: App[Any], desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._is_due = False
        self._waiting: Waiting | None = None
        self.goals: Sequence[Goal] = ()
        """The goals of this month, as they were counted last."""

    def waiting(self, place: str) -> int:
        """What waits in a place (`place_actions.MODES`), as it was counted last."""
        waiting = self._waiting
        return {"today": waiting.today, "review": waiting.review}.get(place, 0) if waiting else 0

    def count_soon(self) -> None:
        """Something was changed, or it is another day."""
        if not self._is_due:
            self._is_due = True
            self._app.set_timer(_REST_SECONDS, self._ask)

    def _ask(self) -> None:
        self._is_due = False
        self._desk.ask(self._app, "waiting", self._count, self._put)

    def _count(self, reads: Reads) -> tuple[Waiting, Sequence[Goal]]:
        """Called in the thread."""
        settings = self._desk.settings
        if not settings.goal_won and not settings.goal_exchanges:
            return reads.agenda.waiting(), ()
        from funneltui.services.insights import Insights

        return reads.agenda.waiting(), Insights(reads.insights, self._desk.clock, settings).goals()

    def _put(self, counted: tuple[Waiting, Sequence[Goal]]) -> None:
        if counted != (self._waiting, self.goals):
            self._waiting, self.goals = counted
            for screen in self._app.screen_stack:
                for bar in screen.query(ModeBar):
                    bar.refresh()

"""Put the next action off to another day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from textual.widget import Widget

from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, NP_, translate as _
from funneltui.tui.desk import Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.widgets.field import Field

_DAYS = 3
_SATURDAY = 5


class SnoozeScreen(ChangeForm):
    """Another day for the next action; its words stay. A day is filled in, so that snoozing is two keys.

    Args:
        cards: The cards.
    """

    HEADING = N_("Snooze: {name}")
    SEVERAL = NP_("Snooze {count} deal", "Snooze {count} deals")
    SAVE_LABEL = N_("Snooze")
    SMALL = True
    PROPOSES = True

    def rows(self) -> Iterable[Widget]:
        """The day."""
        yield Field("until", _("New date"), self._proposed(), check=understood.day_check(self.desk.clock.today()))

    def _proposed(self) -> str:
        """In three days, or the Monday behind them where that is a weekend."""
        day = self.desk.clock.today() + timedelta(days=_DAYS)
        monday = day + timedelta(days=7 - day.weekday())
        return _("in 3 days") if day.weekday() < _SATURDAY else understood.day_text(monday.isoformat())

    def change(self) -> Write:
        """Snooze."""
        ids, until = self.cards, self.day("until")
        if until is None:
            raise InvalidValueError(N_("Enter a date."), field="until")
        return lambda services: services.opportunities.snooze(ids, until)

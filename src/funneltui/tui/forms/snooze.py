"""Put the next action off to another day."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, NP_, translate as _
from funneltui.tui.desk import Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.widgets.field import Field


class SnoozeScreen(ChangeForm):
    """Another day for the next action; its words stay. A day is filled in, so that snoozing is two keys.

    Args:
        ids: The cards.
    """

    HEADING = N_("Snooze: {name}")
    SEVERAL = NP_("Snooze {count} deal", "Snooze {count} deals")
    SAVE_LABEL = N_("Snooze")
    SMALL = True

    def rows(self) -> Iterable[Widget]:
        """The day."""
        yield Field("until", _("New date"), _("in 3 days"), check=understood.day_check(self.desk.clock.today()))

    def begin(self) -> None:
        """The day is proposed: typing replaces it."""
        super().begin()
        self.field("until").input.select_all()

    def change(self) -> Write:
        """Snooze."""
        ids, until = self.cards, self.day("until")
        if until is None:
            raise InvalidValueError(N_("Enter a date."), field="until")
        return lambda services: services.opportunities.snooze(ids, until)

"""Put the next action off to another day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget

from funneltui.domain.dates import parse_day
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, language, translate_plural
from funneltui.i18n import translate as _
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import Form
from funneltui.tui.widgets.field import Field

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.storage.outcome import Change


class SnoozeScreen(Form["Change"]):
    """Another day for the next action; its words stay. A day is filled in, so that snoozing is two keys.

    Args:
        ids: The cards.
    """

    ABOUT = N_("Postpone: {name}")
    SMALL = True

    def about_several(self, count: int) -> str:
        """The title for several cards."""
        return translate_plural("Postpone {count} deal", "Postpone {count} deals", count)

    @property
    def save_label(self) -> str:
        """What the saving button says."""
        return _("Snooze")

    def rows(self) -> Iterable[Widget]:
        """The day."""
        yield Field("until", _("Until"), _("in 3 days"), check=understood.day_check(self.desk.clock.today()))

    def begin(self) -> None:
        """The day is proposed: typing replaces it."""
        super().begin()
        self.field("until").input.select_all()

    def change(self) -> Callable[[Services], Change]:
        """Snooze."""
        if not self.text("until"):
            raise InvalidValueError(N_("Enter a date."), field="until")
        ids, until = self.cards, parse_day(self.text("until"), self.desk.clock.today(), language()).day
        return lambda services: services.opportunities.snooze(ids, until)

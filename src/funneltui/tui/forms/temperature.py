"""How warm a prospect is, said by hand: it shows as such, and it expires."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from funneltui.domain.temperature import LEVEL_WORDS, Temperature
from funneltui.domain.text import safe
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, NP_, translate as _
from funneltui.storage.reads.warmth import temperature_of
from funneltui.tui.desk import Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.widgets.choice import Choice, options_of
from funneltui.tui.widgets.field import Field


class TemperatureScreen(ChangeForm):
    """The sum that was computed, and what to say instead of it until a day.

    Args:
        cards: The cards.
    """

    HEADING = N_("Temperature: {name}")
    SEVERAL = NP_("Temperature of {count} deal", "Temperature of {count} deals")
    SMALL = True

    def rows(self) -> Iterable[Widget]:
        """The sum, the level, the last day."""
        today = self.desk.clock.today()
        temperature = temperature_of(self.deal, today)
        if len(self.cards) == 1:
            yield Static(_sum(temperature), classes="words intro")
        options = [("", _("automatic"), ""), *options_of(LEVEL_WORDS)]
        yield Choice("temperature", _("Temperature"), options, temperature.level.value if temperature.manual else "")
        until = understood.day_text(temperature.until) if temperature.manual and temperature.until else _("in 2 weeks")
        yield Field("until", _("Expires"), until, check=understood.day_check(today))

    def change(self) -> Write:
        """Set it, or go back to the sum."""
        ids, level = self.cards, self.text("temperature")
        until = self.day("until") if level else None
        if level and until is None:
            raise InvalidValueError(N_("Choose a date in the future for the temperature's end."), field="until")
        return lambda services: services.qualification.temperature(ids, level, until=until)


def _sum(temperature: Temperature) -> Content:
    """What was added up, and what it comes to."""
    computed = _("Automatic: {level}").format(level=_(LEVEL_WORDS[temperature.computed]))
    return Content.assemble((safe(computed), "bold"), "  ", safe(temperature.why))

"""What a source cost: how much, and on which day."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from funneltui.domain.money import parse_amount
from funneltui.i18n import N_, translate as _
from funneltui.tui.desk import Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.widgets.field import Field, Note


class SourceCostScreen(ChangeForm):
    """Money that was spent on a source: one more of its dated amounts.

    Args:
        key: The name of the source that stands there at first.
    """

    HEADING = N_("Cost of a source")
    SMALL = True

    def rows(self) -> Iterable[Widget]:
        """The source, the amount and the day, today at first."""
        desk = self.desk
        yield Field("name", _("Source"), self.key, placeholder=_("fair, LinkedIn…"), required=True, long=True)
        money = understood.value_check(desk.settings.currency)
        yield Field("amount", _("Amount"), placeholder="450", check=money, required=True)
        day = understood.day_check(desk.clock.today(), past=True)
        yield Field("date", _("Date spent"), _("today"), check=day)
        yield Note("note", _("Note"), lines=1)

    def change(self) -> Write:
        """Write the cost down."""
        name, on, note = self.text("name"), self.day("date", past=True), self.text("note")
        amount = parse_amount(self.text("amount"), self.desk.settings.currency).money
        return lambda services: services.sources.cost(name, amount, on, note)

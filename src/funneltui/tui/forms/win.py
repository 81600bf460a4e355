"""Won: for how much, and when."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from funneltui.domain.money import parse_amount
from funneltui.i18n import N_, NC_, NP_, translate as _
from funneltui.tui.desk import Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.widgets.field import Field


class WinScreen(ChangeForm):
    """Cards that became clients. One card's value can be put right; several keep theirs.

    Args:
        cards: The cards.
    """

    HEADING = N_("Mark as won: {name}")
    SEVERAL = NP_("Mark {count} deal as won", "Mark {count} deals as won")
    SAVE_LABEL = NC_("button", "Win")
    SMALL = True

    def rows(self) -> Iterable[Widget]:
        """The value and the day, filled in; when the work is done."""
        today = self.desk.clock.today()
        won = Field("date", _("Date won"), _("today"), check=understood.day_check(today, past=True))
        if len(self.cards) > 1:
            yield won
            return
        deal = self.deal
        yield Field("value", _("Value"), understood.worth_text(deal), check=understood.value_check(deal.currency))
        yield won
        days = understood.day_check(today)
        starts, ends = map(understood.day_text, (deal.work_starts, deal.work_ends))
        yield Field("starts", _("Work starts"), starts, placeholder=_("for your calendar"), check=days)
        yield Field("ends", _("Work ends"), ends, check=days)

    def change(self) -> Write:
        """Win the cards."""
        ids, on = self.cards, self.day("date", past=True)
        value = None
        if len(ids) == 1 and self.text("value"):
            currency = self.deal.currency
            value = parse_amount(self.text("value"), currency).money
        starts, ends = (self.day(name) if len(ids) == 1 else None for name in ("starts", "ends"))
        return lambda services: services.opportunities.win(ids, value=value, on=on, starts=starts, ends=ends)

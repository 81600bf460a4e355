"""Another deal with somebody known: a fresh card and a fresh grid, one history."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from funneltui.domain.entries import NewProspect
from funneltui.domain.money import parse_amount
from funneltui.i18n import N_, translate as _
from funneltui.tui.desk import Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.widgets.choice import Choice
from funneltui.tui.widgets.field import Field, Note


class DealScreen(ChangeForm):
    """A new deal on the contact of a card. Nothing that was answered before is taken over.

    Args:
        cards: A card of the contact, alone.
    """

    HEADING = N_("New deal: {name}")
    SMALL = True

    def rows(self) -> Iterable[Widget]:
        """What it is about; the contact is known."""
        today = self.desk.clock.today()
        deal = self.deal
        live = [stage for stage in self.desk.reads.stages.stages() if stage.kind in {"suspect", "open"}]
        stages = [(stage.key, stage.called, stage.means) for stage in live]
        known = next((stage.key for stage in live if stage.kind == "open"), "")
        yield Field("title", _("Deal"), placeholder=_("what they could buy"), long=True)
        yield Field("value", _("Value"), placeholder=_("3200 or 5d x 450"), check=understood.value_check(deal.currency))
        yield Choice("stage", _("Stage"), stages, known)
        yield Field(
            "next", _("Next action"), placeholder=_("fri call back"), check=understood.due_check(today), long=True
        )
        yield Note("contact_reason", _("Contact reason"), lines=1)

    def change(self) -> Write:
        """Open it."""
        deal = self.deal
        amount = parse_amount(self.text("value"), deal.currency) if self.text("value") else None
        new = NewProspect(
            contact_id=deal.contact_id,
            title=self.text("title"),
            stage=self.text("stage"),
            amount=amount,
            currency=deal.currency,
            contact_reason=self.text("contact_reason"),
            next_step=understood.due(self.text("next"), self.desk.clock.today()),
        )
        return lambda services: services.opportunities.add(new)

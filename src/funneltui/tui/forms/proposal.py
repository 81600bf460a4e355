"""The offer made to a prospect: its value, until when it holds, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.widget import Widget

from funneltui.domain.entries import NextStep, Offer
from funneltui.domain.money import parse_amount
from funneltui.domain.offers import OFFER_STATES
from funneltui.i18n import N_, translate as _
from funneltui.tui.desk import Write
from funneltui.tui.forms import understood
from funneltui.tui.forms.form import ChangeForm, sentences
from funneltui.tui.forms.gates import ask_at_gate
from funneltui.tui.forms.next_action import needs_plan
from funneltui.tui.widgets.choice import Choice, options_of
from funneltui.tui.widgets.field import Field

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads.contact_values import OpportunityDetail

_USUAL_DAYS = 30
"""How long an offer holds unless one says otherwise."""
_STAGE = "proposal"


class ProposalScreen(ChangeForm):
    """The latest offer on a card, or a first one. A sent one takes the card to the proposal stage.

    Args:
        cards: The card, alone.
    """

    HEADING = N_("Proposal: {name}")

    def rows(self) -> Iterable[Widget]:
        """The offer as it stands, or the usual one."""
        deal, today = self.deal, self.desk.clock.today()
        self._currency = deal.currency
        latest = deal.proposals[0] if deal.proposals else None
        self._proposal = latest.id if latest else None
        until = latest.valid_until if latest else (today + timedelta(days=_USUAL_DAYS)).isoformat()
        sent = latest.sent_on if latest else today.isoformat()
        value = understood.amount_text(deal.amount, deal.currency, deal.daily_rate, deal.half_days)
        yield Field("value", _("Value"), value, placeholder=_("€3,200"), check=understood.value_check(deal.currency))
        yield Field(
            "reference", _("Reference"), latest.reference if latest else "", placeholder=_("number of your quote")
        )
        yield Field("valid_until", _("Valid until"), understood.day_text(until), check=understood.day_check(today))
        yield Field("sent_on", _("Date sent"), understood.day_text(sent), check=understood.day_check(today, past=True))
        states = options_of(OFFER_STATES)
        yield Choice("state", _("Status"), states, latest.state if latest else "sent")
        following = self._following(deal, today)
        check = understood.due_check(today, following)
        yield Field("next", _("Next action"), following, check=check, long=True)
        if self._planned and following != self._planned:
            yield sentences(_("Once sent, this replaces: {plan}").format(plan=self._planned))
        yield Field("promotion_code", _("Promotion"), deal.promotion_code, placeholder=_("a code, a discount"))
        ends = understood.day_text(deal.promotion_until)
        yield Field("promotion_until", _("Promotion ends"), ends, check=understood.day_check(today))

    def _following(self, deal: OpportunityDetail, today: date) -> str:
        """What is planned while it is still to come, or the offer was sent before; else what to do about a sent one."""
        self._planned = understood.due_text(deal.due_on, deal.due_time, deal.what)
        is_ahead = bool(deal.due_on and deal.due_on > today.isoformat())
        if is_ahead or not needs_plan(deal, today) or (deal.proposals and deal.proposals[0].state != "draft"):
            return self._planned
        day, what = self.desk.reads.review.suggested(self.card, stage=_STAGE)
        return understood.due_text(day.isoformat(), None, what)

    @property
    def _then(self) -> NextStep | None:
        """What to do next; None leaves what is planned: what is proposed goes with an offer that is sent."""
        following = self.field("next")
        chosen = following.changed or (self.text("state") == "sent" and self.text("next") != self._planned)
        return understood.due(self.text("next"), self.desk.clock.today()) if chosen else None

    def change(self) -> Write:
        """Write it down."""
        text = self.text("value")
        value = parse_amount(text, self._currency).money if text else None
        offer = Offer(
            self.text("state"),
            self.text("reference"),
            value,
            sent_on=self.day("sent_on", past=True),
            valid_until=self.day("valid_until"),
            promotion_code=self.text("promotion_code"),
            promotion_until=self.day("promotion_until"),
        )
        card, proposal, then = self.card, self._proposal, self._then

        def write(services: Services) -> Change:
            from funneltui.services.changes import GateError

            try:
                return services.proposals.record(card, offer, proposal_id=proposal, enter=_STAGE, then=then)
            except GateError:  # asked for once the offer is written down
                self._is_gated = True
                return services.proposals.record(card, offer, proposal_id=proposal, then=then)

        self._is_gated = False
        return write

    def saved(self, change: Change) -> None:
        """A sent offer takes the card to its stage: where that asks for answers, they are asked for now."""
        desk, card = self.desk, self.card
        super().saved(change)
        if self._is_gated:
            ask_at_gate(
                desk, [card], lambda services, reason: services.opportunities.move([card], _STAGE, reason=reason)
            )

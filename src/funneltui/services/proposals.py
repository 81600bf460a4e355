"""Offers: what was proposed, for how much, until when, and what became of it."""

from __future__ import annotations

from datetime import date

from funneltui.domain.entries import NextStep, Offer
from funneltui.domain.offers import OFFER_STATES
from funneltui.domain.stages import LIVE_KINDS, StageKind
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_
from funneltui.services import stage_moves
from funneltui.services.cards import contact_name, live_cards
from funneltui.services.changes import GateError
from funneltui.services.checks import check_choice, check_past
from funneltui.services.prospects import set_next_step
from funneltui.services.stage_map import StageMap
from funneltui.services.use_cases import UseCases
from funneltui.storage.outcome import Change
from funneltui.storage.tables import Opportunity, Proposal
from funneltui.storage.unit_of_work import Work


class Proposals(UseCases):
    """The use cases of an offer."""

    def record(
        self,
        opportunity_id: int,
        offer: Offer,
        *,
        proposal_id: int | None = None,
        enter: str = "",
        then: NextStep | None = None,
    ) -> Change:
        """Write an offer down, or change the one of this id; the card takes its value and promotion.

        Args:
            opportunity_id: The card.
            offer: The offer.
            proposal_id: The offer that is changed; None: it is a new one.
            enter: A stage's key: a card that stands before it goes there with an offer that was sent, as one step.
            then: What to do next; it replaces what is planned. None leaves that.

        Raises:
            GateError: The stage asks for answers that are not there; nothing was changed.
            InvalidValueError: No such state, an offer that ends before it was sent, or was sent on a day to come.
            NotFoundError: No such card or offer.
        """
        check_choice(offer.state, OFFER_STATES, field="state")
        if offer.sent_on and offer.valid_until and offer.valid_until < offer.sent_on:
            raise InvalidValueError(N_("A proposal's end date comes after the date it was sent."), field="valid_until")
        with self._unit_of_work.step(N_("Proposal to {name}")) as work:
            (card,) = live_cards(work, [opportunity_id])
            if proposal_id is None:
                proposal = work.add(Proposal(opportunity_id=opportunity_id))
            else:
                proposal = work.get(Proposal, proposal_id)
            proposal.state = offer.state
            proposal.reference = offer.reference.strip()
            today = date.fromisoformat(work.today)
            check_past(offer.sent_on, today, refusal=N_("A proposal can't be sent in the future."), field="sent_on")
            proposal.sent_on = _day(offer.sent_on)
            proposal.valid_until = _day(offer.valid_until)
            card.promotion_code = offer.promotion_code.strip()
            card.promotion_until = _day(offer.promotion_until)
            if offer.value is not None:
                card.amount, card.currency = offer.value.minor, offer.value.currency
            if offer.state == "sent":
                _advance(work, card, enter)
            if then is not None:
                stage_moves.go_on(work, [card])
                set_next_step(work, card.id, then)
            work.rename(N_("Proposal to {name}"), name=contact_name(work, card))
        return work.change


def _advance(work: Work, card: Opportunity, key: str) -> None:
    """Take a card that is on its way to a stage further along, when there is such a stage."""
    stages = StageMap(work)
    here = stages.stage_of(card)
    target = next((stage for stage in stages.stages if stage.key == key and stage.kind is StageKind.OPEN), None)
    if target is None or here is None or here.kind not in LIVE_KINDS or here.position >= target.position:
        return
    if missing := stages.missing_for([card], target):
        raise GateError(target.key, target.name, missing)
    stage_moves.enter(work, stages, card, target)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

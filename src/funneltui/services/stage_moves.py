"""A card entering a stage: what it remembers, forgets, and writes down of the move."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from funneltui.domain.money import Money
from funneltui.domain.obstacles import LOST
from funneltui.domain.stages import StageKind
from funneltui.errors import RefusedError
from funneltui.services.cards import contact_name
from funneltui.services.prospects import end_next_step
from funneltui.services.stage_map import StageMap, StageRow
from funneltui.storage.tables import Answer, Opportunity, Proposal, StageMove, Touch
from funneltui.storage.unit_of_work import Work


def forget(card: Opportunity) -> None:
    """What a card forgets when it comes back into the live funnel. Its moves keep it."""
    card.parked_until = None
    card.parked_why = card.parked_say = ""
    card.lost_reason = card.lost_note = ""
    card.discarded_untried = 0
    card.won_amount = card.closed_on = None


def win(work: Work, stages: StageMap, card: Opportunity, day: date, value: Money | None) -> None:
    """Close a card as won on a day, for a value or the one it carries. An offer that was sent is accepted with it."""
    end_next_step(work, card.id, "dropped")
    for offer in work.find(Proposal, Proposal.opportunity_id == card.id, Proposal.state == "sent")[-1:]:
        offer.state = "accepted"
    forget(card)
    card.won_amount = card.amount if value is None else value.minor
    card.currency = card.currency if value is None else value.currency
    card.closed_on = day.isoformat()
    enter(work, stages, card, stages.first(StageKind.WON))


def lose(work: Work, stages: StageMap, card: Opportunity, reason: str, note: str, day: date) -> None:
    """Close a card as lost; an untouched and unqualified one is counted as discarded untried."""
    end_next_step(work, card.id, "dropped")
    tried = work.first(Touch, Touch.contact_id == card.contact_id) or work.first(
        Answer, Answer.opportunity_id == card.id, Answer.current == 1, Answer.answer != "unknown"
    )
    forget(card)
    card.lost_reason, card.lost_note = reason, note
    card.closed_on = day.isoformat()
    card.discarded_untried = int(tried is None)
    enter(work, stages, card, stages.first(StageKind.LOST))


def park(work: Work, stages: StageMap, card: Opportunity, until: date, why: str, say: str) -> None:
    """Put a card aside until a day; its next action is dropped."""
    end_next_step(work, card.id, "dropped")
    forget(card)
    card.parked_until = until.isoformat()
    card.parked_why, card.parked_say = why, say
    enter(work, stages, card, stages.first(StageKind.PARKED))


class ClosedCardError(RefusedError):
    """A card is lost, so that nothing comes next."""

    def __init__(self, name: str) -> None:
        super().__init__(LOST.words, name=name)


def go_on(work: Work, cards: Sequence[Opportunity]) -> None:
    """See that something can come next on cards, and take those whose "not now" is over back to where they were.

    Somebody parked until a day to come stays parked: one may keep in touch lightly.

    Raises:
        ClosedCardError: A card is lost.
    """
    stages = StageMap(work)
    for card in cards:
        here = stages.stage_of(card)
        if here is not None and here.kind is StageKind.LOST:
            raise ClosedCardError(contact_name(work, card))
        if card.parked_until is not None and card.parked_until <= work.today:
            reopen(work, stages, card)


def reopen(work: Work, stages: StageMap, card: Opportunity) -> None:
    """Bring a closed or parked card back to the stage it came from."""
    forget(card)
    enter(work, stages, card, stages.former(card) or stages.first(StageKind.OPEN))


def enter(
    work: Work, stages: StageMap, card: Opportunity, stage: StageRow, *, missing: Sequence[str] = (), override: str = ""
) -> None:
    """Put a card into a stage and write the move down, with why the card is lost or parked."""
    if card.stage_id == stage.id:
        return
    here = stages.stage_of(card)
    work.add(
        StageMove(
            opportunity_id=card.id,
            from_stage_id=card.stage_id,
            to_stage_id=stage.id,
            moved_at=work.now,
            override_reason=override if missing else "",
            missing=json.dumps(list(missing)),
            lost_reason=card.lost_reason,
            lost_note=card.lost_note,
            parked_until=card.parked_until,
            parked_why=card.parked_why,
            parked_say=card.parked_say,
        )
    )
    if here is not None and here.kind in {StageKind.SUSPECT, StageKind.OPEN}:
        card.former_stage_id = card.stage_id
    card.stage_id, card.stage_since = stage.id, work.now

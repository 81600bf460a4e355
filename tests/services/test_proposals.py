"""An offer is written down with its terms, and changed without losing them."""

from __future__ import annotations

from datetime import date

import pytest

from funneltui.domain.entries import Offer
from funneltui.domain.money import Money
from funneltui.errors import InvalidValueError, NotFoundError
from tests.services.desk import TODAY, Desk

OFFERS = "SELECT reference, state, sent_on, valid_until FROM proposal"


def test_the_card_takes_the_offers_value_and_promotion(desk: Desk) -> None:
    ada = desk.add("Ada", "prospect")
    until = date(2026, 12, 22)
    offer = Offer("sent", " D-12 ", Money(320000, "EUR"), TODAY, until, "NOEL", date(2026, 12, 24))
    assert desk.proposals.record(ada, offer).label == "Proposal to Ada"
    assert desk.rows(OFFERS) == [("D-12", "sent", "2026-11-22", "2026-12-22")]
    terms = "SELECT amount, currency, promotion_code, promotion_until FROM opportunity"
    assert desk.rows(terms) == [(320000, "EUR", "NOEL", "2026-12-24")]
    desk.proposals.record(ada, Offer("accepted", "D-12"), proposal_id=1)
    assert desk.rows(OFFERS) == [("D-12", "accepted", None, None)]
    desk.history.undo(2)
    assert desk.rows(OFFERS) == []
    assert desk.rows(terms) == [(None, "EUR", "", None)]


@pytest.mark.parametrize(
    "offer", [Offer("lost"), Offer(sent_on=TODAY, valid_until=date(2026, 11, 21))], ids=["state", "ends too soon"]
)
def test_an_offer_that_cannot_be_is_refused(desk: Desk, offer: Offer) -> None:
    with pytest.raises(InvalidValueError):
        desk.proposals.record(desk.add(), offer)


def test_an_offer_that_is_not_there_cannot_be_changed(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.proposals.record(desk.add(), Offer(), proposal_id=9)

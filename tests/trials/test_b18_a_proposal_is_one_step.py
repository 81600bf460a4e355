"""B18: an offer that is sent and its card's move are one step; a deal that is won accepts its offer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from funneltui.domain.entries import Offer
from funneltui.services.changes import GateError
from tests.services.desk import TODAY, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    one = Desk(tmp_path / "funnel.db")
    yield one
    one.close()


def state(desk: Desk) -> list[tuple[object, ...]]:
    return desk.rows("SELECT state FROM proposal ORDER BY id")


def prospect(desk: Desk) -> int:
    card = desk.add("Ada", "lead")
    desk.answer(card, fit="yes", intent="yes", authority="yes")
    desk.opportunities.move([card], "prospect")
    return card


def test_one_undo_takes_back_the_offer_and_the_move(desk: Desk) -> None:
    card = prospect(desk)
    desk.proposals.record(card, Offer(sent_on=TODAY, valid_until=date(2026, 12, 20)), enter="proposal")
    assert (desk.stage(card), state(desk)) == ("proposal", [("sent",)])
    desk.history.undo()
    assert (desk.stage(card), state(desk)) == ("prospect", [])


@pytest.mark.parametrize("offer", [Offer(state="draft"), Offer(state="refused")])
def test_an_offer_that_is_not_sent_moves_nothing(desk: Desk, offer: Offer) -> None:
    card = prospect(desk)
    desk.proposals.record(card, offer, enter="proposal")
    assert desk.stage(card) == "prospect"


def test_a_card_that_is_further_or_beside_stays_where_it_is(desk: Desk) -> None:
    won = desk.add("Lin", "client")
    desk.proposals.record(won, Offer(), enter="proposal")
    lost = desk.add("Bob")
    desk.opportunities.lose([lost], reason="price")
    desk.proposals.record(lost, Offer(), enter="proposal")
    here = prospect(desk)
    desk.proposals.record(here, Offer(), enter="nowhere")
    assert [desk.stage(card) for card in (won, lost, here)] == ["client", "lost", "prospect"]


def test_a_gate_is_not_passed_and_nothing_is_written(desk: Desk) -> None:
    card = desk.add("Ada", "lead")
    with pytest.raises(GateError):
        desk.proposals.record(card, Offer(), enter="proposal")
    assert (desk.stage(card), state(desk)) == ("lead", [])


def test_winning_accepts_the_last_offer_that_was_sent(desk: Desk) -> None:
    card = prospect(desk)
    for offer in (Offer(), Offer(), Offer(state="draft")):
        desk.proposals.record(card, offer)
    desk.opportunities.win([card])
    assert state(desk) == [("sent",), ("accepted",), ("draft",)]
    desk.history.undo()
    assert state(desk) == [("sent",), ("sent",), ("draft",)]

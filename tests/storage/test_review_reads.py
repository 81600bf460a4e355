"""Why a card is up for review and what to do about it, by what the person has chosen in the settings."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from funneltui.clock import FixedClock
from funneltui.domain.cadence import AdviceKind
from funneltui.settings import Settings
from funneltui.storage.database import Database
from funneltui.storage.reads.review import ReviewReads
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored

LEAD, PARKED, LOST = 2, 6, 7
Reviewer = Callable[..., ReviewReads]


@pytest.fixture
def reviewer(unit_of_work: UnitOfWork, database: Database, clock: FixedClock) -> Iterator[Reviewer]:
    """Makes the reads for some settings. A lead with an offer, a parked and a lost card, each written to twice."""
    with unit_of_work.step("Add") as work:
        for stage, more in [
            (LEAD, {}),
            (PARKED, {"parked_until": "2026-12-24"}),
            (LOST, {"closed_on": "2026-11-01", "lost_reason": "price"}),
        ]:
            contact = stored.insert(work, "contact", name="n")
            card = stored.insert(work, "opportunity", contact_id=contact, stage_id=stage, **more)
            for day in (10, 12):
                at = f"2026-11-{day}T09:00:00Z"
                stored.insert(
                    work,
                    "touch",
                    contact_id=contact,
                    opportunity_id=card,
                    happened_at=at,
                    channel="email",
                    direction="out",
                )
        stored.insert(work, "proposal", opportunity_id=1, state="sent", valid_until="2026-12-12")
    with contextlib.closing(database.connect()) as connection:
        yield lambda **chosen: ReviewReads(connection, clock, Settings(**chosen))


def test_advice_and_suggested_day_follow_the_cadence(reviewer: Reviewer) -> None:
    usual = reviewer().advice(1)
    assert usual is not None
    assert (usual.kind, usual.until) == (AdviceKind.WAIT, date(2026, 12, 2))
    quick = reviewer(cadence={"lead.cold": 3}).advice(1)
    assert quick is not None
    assert quick.kind is AdviceKind.FOLLOW_UP
    assert reviewer(cadence={"cold": 3}).suggested(1, more=1)[0] == date(2026, 12, 1)
    last = reviewer(cadence={"cold": 3}, silent_limit=2, ask_limit=2).advice(1)
    assert last is not None
    assert last.words.endswith("send the last message. Offer something useful first: the last 2 messages only asked.")


def test_reasons_follow_the_thresholds(reviewer: Reviewer) -> None:
    assert [reason.words for reason in reviewer().why(1)] == ["no next action"]
    reasons = [reason.words for reason in reviewer(silent_limit=2, lapse_warning=30).why(1)]
    assert reasons == ["the proposal expires in 20 d", "2 unanswered", "no next action"]


def test_who_sleeps_is_closed_or_gone_gets_no_advice(reviewer: Reviewer, unit_of_work: UnitOfWork) -> None:
    reads = reviewer()
    assert [reads.advice(card) for card in (2, 3, 99)] == [None, None, None]
    assert [reads.why(card) for card in (2, 3, 99)] == [(), (), ()]
    assert reads.suggested(99)[0] > date(2026, 11, 22)
    with unit_of_work.step("Wake") as work:
        stored.update(work, "opportunity", 2, parked_until="2026-11-20")
    assert reads.advice(2) is not None


def test_the_first_is_found_without_the_others(reviewer: Reviewer, unit_of_work: UnitOfWork) -> None:
    reads = reviewer()
    assert reads.first() == reads.queue()[0] == 1
    with unit_of_work.step("Close, and forget until when") as work:
        stored.update(work, "opportunity", 1, stage_id=LOST, closed_on="2026-11-20")
        stored.update(work, "opportunity", 2, parked_until=None)
    assert (reads.first(), list(reads.queue())) == (None, [2])


def test_where_cards_stand_in_the_order_asked_without_those_that_are_no_more(reviewer: Reviewer) -> None:
    places = reviewer().places([3, 99, 1])
    assert [(place.id, place.name, place.kind, place.planned) for place in places] == [
        (3, "n", "lost", False),
        (1, "n", "open", False),
    ]


@pytest.mark.parametrize(
    ("sent_on", "moved_at", "said"),
    [
        ("2026-11-13", None, "Proposal sent"),
        ("2026-11-11", None, "They replied"),
        ("2026-11-12", None, "They replied"),
        ("2026-11-12", "2026-11-12T08:00:00Z", "They replied"),
        ("2026-11-12", "2026-11-12T10:00:00Z", "Proposal sent"),
        (None, None, "They replied"),
    ],
)
def test_an_offer_that_was_sent_after_their_word_waits_for_them(
    unit_of_work: UnitOfWork, reviewer: Reviewer, sent_on: str | None, moved_at: str | None, said: str
) -> None:
    with unit_of_work.step("Answer and offer") as work:
        contact = stored.insert(work, "contact", name="n")
        card = stored.insert(work, "opportunity", contact_id=contact, stage_id=LEAD)
        at = "2026-11-12T09:00:00Z"
        stored.insert(
            work, "touch", contact_id=contact, opportunity_id=card, happened_at=at, channel="email", direction="in"
        )
        stored.insert(work, "proposal", opportunity_id=card, state="sent", sent_on=sent_on, valid_until="2026-12-12")
        if moved_at:
            stored.insert(work, "stage_move", opportunity_id=card, to_stage_id=LEAD, moved_at=moved_at)
    advice = reviewer().advice(card)
    assert advice is not None
    assert advice.words.startswith(said)

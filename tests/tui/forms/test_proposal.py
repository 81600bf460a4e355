"""An offer in one form: its value and validity, and the card goes to its stage."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from funneltui.domain.entries import NewProspect, NextStep, Offer
from tests.tui.driving import driven, fill, opened
from tests.tui.on_board import TODAY


async def test_a_sent_offer_takes_the_card_to_its_stage(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Ada", stage="prospect"))
    async with driven(funnel) as program:
        await program.press("P")
        await program.opens("ProposalScreen")
        await program.write("3 200 €")
        await program.sees("€3,200")
        await program.press("ctrl+s")
        await program.sees("Proposal to Ada · u to undo")
        one = program.card(1)
        assert (one.amount, one.stage_key, one.proposals[0].state) == (320000, "proposal", "sent")
        assert one.proposals[0].valid_until == "2026-12-22"


async def test_the_latest_offer_is_changed_not_doubled(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Ada", stage="proposal"))
    async with driven(funnel) as program:
        for reference in ("D-1", "D-2"):
            await program.press("P")
            await program.opens("ProposalScreen")
            await program.press("down")
            await program.erase()
            await program.write(reference)
            await program.press("ctrl+s")
            await program.until(
                partial(lambda reference: [p.reference for p in program.card(1).proposals] == [reference], reference)
            )
            await program.opens("BoardScreen")


async def test_an_offer_on_a_card_that_is_late_is_changed_without_planning_anew(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Ada", stage="proposal", next_step=NextStep(TODAY - timedelta(days=2), "call")))
    funnel.services.proposals.record(1, Offer(state="sent", reference="D-1"))
    async with driven(funnel) as program:
        await program.press("P")
        await program.opens("ProposalScreen")
        await program.press("down")
        await program.erase()
        await program.write("D-2")
        await program.press("ctrl+s")
        await program.until(lambda: program.card(1).proposals[0].reference == "D-2", "saved")
        assert program.card(1).due_on == (TODAY - timedelta(days=2)).isoformat()


async def test_a_lead_is_asked_for_a_reason_before_it_goes_past_the_gate(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Ada", stage="lead"))
    async with driven(funnel) as program:
        await program.press("P")
        await program.opens("ProposalScreen")
        await program.press("ctrl+s")
        await program.opens("GateScreen")
        await program.press("escape")
        await program.opens("BoardScreen")
        assert program.card(1).stage_key == "lead"
        assert program.card(1).proposals[0].state == "sent"


@pytest.mark.parametrize(
    ("stage", "planned", "draft", "expected"),
    [
        ("proposal", -1, False, (8, "follow up")),  # it was to send the offer
        ("prospect", 0, False, (8, "follow up")),
        ("proposal", None, False, (8, "follow up")),
        ("proposal", 6, False, (6, "send it")),  # what is still to come stays
        ("proposal", -1, True, (-1, "send it")),  # nothing was sent
    ],
)
async def test_a_sent_offer_is_followed_up(
    tmp_path: Path, stage: str, planned: int | None, draft: bool, expected: tuple[int, str]
) -> None:
    funnel = opened(tmp_path)
    step = None if planned is None else NextStep(TODAY + timedelta(days=planned), "send it")
    fill(funnel, NewProspect(name="Ada", stage=stage, next_step=step))
    async with driven(funnel) as program:
        await program.press("P")
        await program.opens("ProposalScreen")
        assert ("this replaces: " in program.text) == (planned is not None and planned <= 0)
        if draft:
            await program.press("down", "down", "down", "down", "left")
        await program.press("ctrl+s")
        await program.sees("Proposal to Ada · u to undo")
        card = program.card(1)
        assert (date.fromisoformat(card.due_on) - TODAY, card.what) == (timedelta(days=expected[0]), expected[1])

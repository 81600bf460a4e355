"""An offer in one form: its value and validity, and the card goes to its stage."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from funneltui.domain.entries import NewProspect
from tests.tui.driving import driven, fill, opened


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

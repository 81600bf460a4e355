"""The review: each prospect leaves with a decision, the next comes by itself, and nothing is lost by leaving."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from funneltui.bootstrap import Funnel, open_funnel
from funneltui.clock import FixedClock
from funneltui.domain.entries import NewProspect, NextStep
from funneltui.domain.review import is_settled
from funneltui.settings import Settings
from funneltui.tui.desk import Desk
from funneltui.tui.forms.snooze import SnoozeScreen
from funneltui.tui.places.review import ReviewScreen
from tests.tui.driving import HOSTILE, NOW, driven, fill, opened

TODAY = NOW.date()


@pytest.fixture
def funnel(tmp_path: Path) -> Funnel:
    """Four leads: three that need a decision, one that is planned."""
    one = opened(tmp_path)
    late = NextStep(TODAY - timedelta(days=3), "call back")
    fill(
        one,
        NewProspect(name="Ada", stage="lead", next_step=late),
        NewProspect(name="Bob", stage="lead", next_step=NextStep(TODAY, "write")),
        NewProspect(name=HOSTILE, stage="lead"),
        NewProspect(name="Planned", stage="lead", next_step=NextStep(TODAY + timedelta(days=9), "later")),
    )
    return one


async def test_each_decision_brings_the_next_and_the_end_tells_what_was_done(funnel: Funnel) -> None:
    async with driven(funnel) as program:
        await program.press("f4")
        await program.sees("Review 1/3", "Ada", "3 d late")
        await program.press("p")
        await program.opens("ParkScreen")
        await program.press("enter")
        await program.sees("Review 2/3", "Bob", "due today")
        await program.press("x")
        await program.opens("LoseScreen")
        await program.press("c", "enter")
        await program.until(lambda: "anyway" in program.text or "Review 3/3" in program.text)
        if "anyway" in program.text:
            await program.press("enter")
        await program.sees("Review 3/3", "Ada [/] Ltd", "no next action")
        await program.press("n")
        await program.sees("Review done", "1 lost, with the reason", "1 parked until a date", "1 skipped", "2 changes")
        assert "\x1b" not in program.raw


async def test_a_decision_that_leaves_it_undecided_stays(funnel: Funnel) -> None:
    async with driven(funnel) as program:
        await program.press("f4")
        await program.sees("Review 1/3", "Ada")
        await program.press("exclamation_mark")
        await program.opens("NextActionScreen")
        await program.press("escape")
        await program.sees("Review 1/3", "no next action")
        await program.press("f")
        await program.opens("NextActionScreen")
        await program.write("in 3 days call")
        await program.press("enter")
        await program.sees("Review 2/3", "Bob")


async def test_a_decision_takes_two_keys(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    late = NextStep(TODAY - timedelta(days=1), "call")
    cards = fill(funnel, *(NewProspect(name=f"Name {number}", stage="lead", next_step=late) for number in range(4)))
    async with driven(funnel) as program:
        await program.press("f4")
        await program.sees("Review 1/4")
        for number in range(2, 5):
            await program.press("s", "enter")
            await program.sees(f"Review {number}/4")
        await program.press("s", "enter")
        await program.sees("Review done", "4 have a dated next action")
        standings = [funnel.reads.review.standing(card) for card in cards]
        assert all(standing is not None and is_settled(standing) for standing in standings)


async def test_it_can_be_left_and_resumed_after_a_restart(funnel: Funnel, tmp_path: Path) -> None:
    async with driven(funnel) as program:
        await program.press("f4")
        await program.sees("Review 1/3")
        await program.press("n")
        await program.sees("Review 2/3", "Bob")
        await program.press("escape")
        await program.sees("resumes it")
    async with driven(opened(tmp_path)) as program:
        await program.press("f4")
        await program.sees("Review 2/3", "Bob")


@pytest.mark.parametrize("key", ["f2", "f5", "ctrl+q"])
async def test_it_can_be_resumed_whichever_way_it_was_left(funnel: Funnel, tmp_path: Path, key: str) -> None:
    async with driven(funnel) as program:
        await program.press("f4")
        await program.sees("Review 1/3")
        await program.press("n")
        await program.sees("Review 2/3", "Bob")
        await program.press(key)
    async with driven(opened(tmp_path)) as program:
        await program.press("f4")
        await program.sees("Review 2/3", "Bob")


@pytest.mark.parametrize(
    ("planned", "shown"),
    [([3], ("Review 2/2", "Bob")), ([2], ("Review 2/2", "Ltd")), ([2, 3], ("Review 1/1", "Ada"))],
    ids=["one below", "the one it was left at", "all that were left"],
)
async def test_who_was_planned_since_it_was_left_is_left_out(
    funnel: Funnel, tmp_path: Path, planned: list[int], shown: tuple[str, str]
) -> None:
    async with driven(funnel) as program:
        await program.press("f4")
        await program.sees("Review 1/3")
        await program.press("n")
        await program.sees("Review 2/3", "Bob")
        await program.press("escape")
        await program.sees("resumes it")
    elsewhere = opened(tmp_path)
    elsewhere.services.opportunities.plan(planned, NextStep(TODAY + timedelta(days=9), "meet"))
    async with driven(elsewhere) as program:
        await program.press("f4")
        await program.sees(*shown)


async def test_a_key_that_overtakes_the_queue_has_it_read_first(
    funnel: Funnel, monkeypatch: pytest.MonkeyPatch
) -> None:
    later, held = Desk.after_refresh, []

    def hold(desk, node, do) -> None:
        if isinstance(node, ReviewScreen) and do == node._read_rest:
            held.append(do)
        else:
            later(desk, node, do)

    monkeypatch.setattr(Desk, "after_refresh", hold)
    async with driven(funnel) as program:
        await program.press("f4")
        await program.sees("Review 1/3", "Ada")
        await program.press("n")
        await program.sees("Review 2/3", "Bob")
        held.pop()()
        await program.press("n")
        await program.sees("Review 3/3", "Ltd")


async def test_one_decision_or_all_of_them_can_be_undone(funnel: Funnel) -> None:
    async with driven(funnel) as program:
        await program.press("f4")
        await program.sees("Review 1/3", "Ada")
        await program.press("p")
        await program.opens("ParkScreen")
        await program.press("enter")
        await program.sees("Review 2/3", "Bob")
        await program.press("u")
        await program.sees("Review 1/3", "Ada")
        for place in (2, 3):
            await program.press("p")
            await program.opens("ParkScreen")
            await program.press("enter")
            await program.sees(f"Review {place}/3")
        await program.press("X")
        await program.sees("The whole review was undone", "Review 1/3", "Ada")
        assert funnel.reads.contact.detail(2).kind == "open"


async def test_it_takes_the_cards_that_a_filter_left(funnel: Funnel) -> None:
    async with driven(funnel) as program:
        await program.press("slash")
        await program.write("planned")
        await program.press("enter")
        await program.until(lambda: program.app.board.board.current == 4)
        await program.press("r")
        await program.sees("Review 1/1", "Planned")


async def test_an_empty_review_says_so_kindly(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Ada", stage="lead", next_step=NextStep(TODAY + timedelta(days=9), "later")))
    async with driven(funnel) as program:
        await program.press("f4")
        await program.sees("No deal needs a decision. Well done.", "Esc go back")
        assert "Review done" not in program.text  # there was none


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_it_fits_small_screens(funnel: Funnel, size: tuple[int, int]) -> None:
    async with driven(funnel, size) as program:
        await program.press("f4")
        await program.sees("Review 1/3", "Ada", "late")
        await program.press("n")
        await program.sees("Bob")


async def test_a_file_without_deals_is_no_pipeline_well_kept(tmp_path: Path) -> None:
    async with driven(opened(tmp_path)) as program:
        await program.press("f4")
        await program.sees("No prospects yet", "F2  back to the board")
        assert "Well done" not in program.text


@pytest.mark.parametrize(("weekday", "proposed"), [(0, "in 3 days"), (2, "2026-"), (3, "2026-"), (4, "in 3 days")])
async def test_snoozing_proposes_a_working_day(tmp_path: Path, weekday: int, proposed: str) -> None:
    now = NOW + timedelta(days=(weekday - TODAY.weekday()) % 7)
    funnel = open_funnel(tmp_path / "funnel.db", settings=Settings(), clock=FixedClock(now), door="program")
    fill(funnel, NewProspect(name="Ada", stage="lead", next_step=NextStep(now.date(), "call")))
    async with driven(funnel) as program:
        await program.press("f4")
        await program.sees("Review 1/1")
        await program.press("s")
        await program.opens("SnoozeScreen")
        form = program.app.screen
        assert isinstance(form, SnoozeScreen)
        assert form.field("until").input.value.startswith(proposed)
        until = form.day("until")
        assert until is not None
        assert until.weekday() < 5

"""The figures beside the places' names: how much waits there."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from funneltui.bootstrap import Funnel
from funneltui.clock import FixedClock
from funneltui.domain.entries import NewProspect, NextStep
from funneltui.tui.places.counts import Counts
from tests.tui.driving import NOW, driven, fill, opened

TODAY = NOW.date()


@pytest.fixture
def funnel(tmp_path: Path) -> Funnel:
    """Two that are due, one planned, one gap."""
    one = opened(tmp_path)
    for name, days in (("Late", -2), ("Due", 0), ("Week", 3)):
        fill(one, NewProspect(name=name, stage="lead", next_step=NextStep(TODAY + timedelta(days=days), "call")))
    fill(one, NewProspect(name="Gap", stage="lead"))
    return one


async def test_they_follow_what_is_done_here_and_undone(funnel: Funnel) -> None:
    async with driven(funnel) as program:
        await program.sees("Today 2 ", "Review 3 ")
        program.app.board.board.go_to(1)
        await program.press("exclamation_mark")
        await program.opens("NextActionScreen")
        await program.press("escape")
        await program.sees("Today 1 ", "Review 3 ")
        await program.press("f3")
        await program.opens("TodayScreen")
        await program.sees("F3 Today 1 ")
        await program.press("u")
        await program.sees("Today 2 ", "Review 3 ")


async def test_they_follow_what_is_changed_elsewhere_and_the_day(funnel: Funnel, tmp_path: Path) -> None:
    async with driven(funnel) as program:
        await program.sees("Today 2 ", "Review 3 ")
        other = opened(tmp_path)
        other.services.opportunities.lose([1], reason="price")
        other.close()
        await program.sees("Today 1 ", "Review 2 ")
        clock = program.funnel.clock
        assert isinstance(clock, FixedClock)
        clock.instant += timedelta(days=3)
        await program.sees("Today 2 ", "Review 3 ")


@pytest.mark.parametrize(("size", "words"), [((80, 24), "F3 Today 2 "), ((40, 12), "F3 2 ")])
async def test_they_stand_there_on_small_screens_too(funnel: Funnel, size: tuple[int, int], words: str) -> None:
    async with driven(funnel, size) as program:
        await program.sees(words)


async def test_nothing_waits_nothing_is_said(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Due", stage="lead", next_step=NextStep(TODAY, "call")))
    async with driven(funnel) as program:
        await program.sees("Today 1 ", "Review 1 ")
        await program.press("d")
        await program.sees("F3 Today  F4 Review  F5")


async def test_what_was_to_be_counted_soon_starts_no_thread_that_nobody_ends(funnel: Funnel) -> None:
    async with driven(funnel) as program:
        await program.sees("Today 2 ", "Review 3 ")
        asking = {thread for thread in threading.enumerate() if thread.name == "asking"}
        program.app.desk.askings.end()
        await program.until(lambda: not any(thread.is_alive() for thread in asking))
        counts = Counts(program.app, program.app.desk)
        counts.count_soon()
        await program.until(lambda: not counts._is_due)
        assert "asking" not in {thread.name for thread in threading.enumerate()}

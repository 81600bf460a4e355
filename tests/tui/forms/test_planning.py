"""What comes next, proposed by the rhythm and accepted by one key: after a call, an answer, a task that is done."""

from datetime import timedelta

import pytest

from funneltui.domain.entries import NewProspect, NewTouch, NextStep
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored
from tests.tui.driving import NOW, driven, fill, opened

TODAY = NOW.date()


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(
        funnel,
        NewProspect(name="Ada", stage="lead", next_step=NextStep(TODAY, "call")),
        NewProspect(name="Bob", stage="lead", next_step=NextStep(TODAY, "write")),
        NewProspect(name="Cleo", stage="lead"),
    )
    funnel.services.touches.log([1, 2, 3], NewTouch("email", at=NOW - timedelta(days=40)))
    funnel.services.touches.log([1, 2, 3], NewTouch("email", at=NOW - timedelta(days=30)))
    return funnel


async def go_to(program, number):
    program.app.board.board.go_to(number)
    await program.pilot.pause()


async def reach(program, number):
    """Go to a card wherever it is, also in a folded column."""
    program.app.board.reach(number)
    await program.until(lambda: program.app.board.current == number)


async def test_what_is_done_is_followed_by_what_comes_next(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, 1)
        await program.press("exclamation_mark")
        await program.opens("NextActionScreen")
        assert program.card(1).due_on is None
        await program.press("enter")
        await program.opens("BoardScreen")
        one = program.card(1)
        assert (one.due_on, one.what) == ("2026-12-14", "follow up")  # two unanswered: twice ten days, on a Monday
        await program.press("u", "u")
        await program.until(lambda: program.card(1).what == "call")


async def test_nothing_more_is_asked_of_several_when_it_is_left_open(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, 1)
        await program.press("space")
        await go_to(program, 2)
        await program.press("space", "exclamation_mark")
        await program.opens("NextActionScreen")
        await program.sees("Next action of 2 deals")
        await program.press("escape")
        await program.opens("BoardScreen")
        assert [program.card(number).due_on for number in (1, 2)] == [None, None]


async def test_what_suits_one_of_several_is_not_proposed_for_all(funnel):
    funnel.services.opportunities.add(NewProspect(name="Dora", stage="lead"))
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, 4)
        await program.press("c")
        await program.opens("LogScreen")
        assert program.screen.text("next")
        await program.press("escape")
        await program.opens("BoardScreen")
        await program.press("space")
        await go_to(program, 3)
        await program.press("space", "c")
        await program.opens("LogScreen")
        await program.sees("2 contacts")
        assert not program.screen.text("next")


async def test_a_client_needs_no_next_action(funnel):
    funnel.services.opportunities.win([1])
    funnel.services.opportunities.plan([1], NextStep(TODAY, "thank"))
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, 1)
        await program.press("exclamation_mark")
        await program.until(lambda: program.card(1).due_on is None)
        assert type(program.app.screen).__name__ == "BoardScreen"


async def test_a_gap_is_closed_by_the_day_that_is_proposed_or_by_another(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, 3)
        await program.press("f")
        await program.opens("NextActionScreen")
        await program.sees("2026-12-14 follow up", "Monday 14 December 2026 · follow up")
        await program.press(*"tomorrow", "enter")
        await program.opens("BoardScreen")
        assert program.card(3).due_on == (TODAY + timedelta(days=1)).isoformat()


async def test_after_so_many_messages_the_last_one_is_proposed(funnel):
    funnel.services.touches.log([3], NewTouch("email", at=NOW - timedelta(days=20)))
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, 3)
        await program.press("f")
        await program.opens("NextActionScreen")
        await program.sees("follow up")
        await program.press("escape", "c")
        await program.opens("LogScreen")
        assert program.app.screen.text("next").endswith("last message")


async def test_nothing_is_proposed_for_who_opposed(funnel):
    funnel.services.privacy.oppose([3])
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, 3)
        await program.press("f")
        await program.opens("NextActionScreen")
        await program.press("ctrl+s")
        await program.sees("Enter a date, then the action")


async def test_who_is_back_from_not_now_gets_a_plan_and_who_sleeps_none(funnel):
    funnel.services.opportunities.park([1, 3], until=TODAY + timedelta(days=30))
    with UnitOfWork(funnel.database, funnel.clock).step("Time goes by") as work:
        stored.update(work, "opportunity", 3, parked_until=TODAY.isoformat())
    async with driven(funnel, (80, 24)) as program:
        await reach(program, 1)
        await program.press("c")
        await program.opens("LogScreen")
        assert program.app.screen.text("next") == ""
        await program.press("escape")
        await program.opens("BoardScreen")
        await reach(program, 3)
        await program.press("f")
        await program.opens("NextActionScreen")
        await program.press("enter")
        await program.opens("BoardScreen")
        await program.until(lambda: program.card(3).kind == "open")
        assert (program.card(3).stage_key, program.card(3).due_on) == ("lead", "2026-12-14")


async def test_who_answers_is_followed_up_sooner(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, 3)
        await program.press("c")
        await program.opens("LogScreen")
        form = program.app.screen
        silent = form.text("next")
        form.query_one("#row-direction").focus()
        await program.press("i")
        await program.until(lambda: form.text("direction") == "in" and form.text("next") != silent)
        assert form.text("next") == "2026-12-02 follow up"  # ten days
        await program.press("o")
        await program.until(lambda: form.text("next") == silent)
        form.field("next").input.value = "fri call"
        await program.press("i")
        await program.until(lambda: form.text("direction") == "in")
        assert form.text("next") == "fri call"


async def test_a_win_of_last_week_is_written_down_as_one_says_it(funnel):
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, 1)
        await program.press("w")
        await program.opens("WinScreen")
        program.app.screen.field("date").input.value = "19/11"
        await program.sees("Thursday 19 November 2026")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        await program.until(lambda: program.card(1).closed_on == "2026-11-19")


async def test_why_somebody_came_is_asked_when_they_are_added(funnel):
    async with driven(funnel, (80, 24)) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.write("Dora")
        program.app.screen.row("contact_reason").put("compares quotes")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        await program.until(lambda: program.card(4).contact_reason == "compares quotes")

"""Winning, losing, parking, moving, planning and tagging from the board: few keys, no surprises."""

import pytest

from funneltui.domain.entries import NewProspect, NextStep
from funneltui.domain.money import parse_amount
from tests import stored
from tests.tui.driving import NOW, driven, fill, opened


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(
        funnel,
        NewProspect(name="Sophie Martin", stage="lead", amount=parse_amount("3200 EUR"), tags=("video", "asso")),
        NewProspect(name="Karim Benali", stage="lead", tags=("video",)),
    )
    contacted(funnel, 1, 2)
    return funnel


def contacted(funnel, *contacts: int) -> None:
    """Write down that these people were called."""

    with funnel.services._unit_of_work.step("Log") as work:
        for number in contacts:
            stored.insert(work, "touch", contact_id=number, happened_at=work.now, channel="call", direction="out")


async def on_card(program, number: int = 1) -> None:
    program.app.board.board.go_to(number)
    await program.pilot.pause()


async def test_lost_with_a_reason_is_three_keys(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("x")
        await program.opens("LoseScreen")
        await program.press("c", "enter")
        await program.opens("BoardScreen")
        assert (program.card(1).kind, program.card(1).lost_reason) == ("lost", "competitor")


async def test_a_reason_that_says_nothing_asks_for_a_note(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("x")
        await program.opens("LoseScreen")
        program.app.screen.query_one("#reasons").pick("other")
        await program.press("enter")
        assert program.app.screen.row("note").target.has_focus
        await program.sees("required for this reason")
        await program.press("enter")
        await program.sees("This reason needs a note.")
        await program.write("moved to Lisbon")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert program.card(1).lost_note == "moved to Lisbon"


async def test_for_the_price_parking_is_offered_first(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("x")
        await program.opens("LoseScreen")
        await program.sees("“Price” often means “not now”", "Park instead")
        await program.press("ctrl+p")
        await program.opens("ParkScreen")
        assert program.app.screen.row("why").value == "Price"
        await program.press("enter")
        await program.opens("BoardScreen")
        assert (program.card(1).kind, program.card(1).parked_why) == ("parked", "Price")


async def test_discarding_somebody_never_contacted_asks_once(funnel):
    fill(funnel, NewProspect(name="Léa", stage="lead"))
    async with driven(funnel) as program:
        await on_card(program, 3)
        await program.press("x")
        await program.opens("LoseScreen")
        await program.press("c", "enter")
        await program.sees("Never contacted: mark as lost anyway? Ctrl+S again")
        assert program.card(3).kind == "open"
        await program.press("enter")
        await program.opens("BoardScreen")
        assert program.card(3).discarded_untried


async def test_parking_is_two_keys_with_the_date_it_proposes(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("p")
        await program.opens("ParkScreen")
        await program.sees("Monday 22 February 2027")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert program.card(1).parked_until == "2027-02-22"


async def test_another_date_is_typed_over_the_proposed_one(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("p")
        await program.opens("ParkScreen")
        await program.write("15/01")
        await program.sees("Friday 15 January 2027")
        await program.press("down")
        await program.write("budget in January")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert (program.card(1).parked_until, program.card(1).parked_why) == ("2027-01-15", "budget in January")


async def test_a_past_day_is_refused_beside_the_field(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("p")
        await program.opens("ParkScreen")
        await program.write("2020-01-01")
        await program.press("enter")
        await program.sees("Choose a date in the future to come back to", "the deal.")
        assert program.card(1).kind == "open"


async def test_won_keeps_the_value_or_takes_another_one(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("w")
        await program.opens("WinScreen")
        await program.sees("3200 EUR", "= €3,200", "Sunday 22 November 2026")
        await program.erase()
        await program.write("2900")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert (program.card(1).kind, program.card(1).won_amount) == ("won", 290000)
        await on_card(program, 2)
        await program.press("w", "enter")
        await program.opens("BoardScreen")
        assert (program.card(2).kind, program.card(2).won_amount) == ("won", None)


async def test_won_work_has_its_days_for_the_calendar(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("w")
        await program.opens("WinScreen")
        for name, day in (("starts", "2027-01-04"), ("ends", "2026-12-04")):
            program.app.screen.field(name).put(day)
        await program.sees("Monday 4 January 2027")
        await program.press("ctrl+s")
        await program.sees("The work ends before it starts.")
        program.app.screen.field("ends").put("2027-01-22")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert (program.card(1).work_starts, program.card(1).work_ends) == ("2027-01-04", "2027-01-22")


async def test_a_stage_is_chosen_by_its_letter_with_its_definition_in_sight(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("m")
        await program.opens("ChooseStageScreen")
        await program.sees("Interested, in my target", "Entry criteria: Fit, Intent, Authority")
        await program.press("s")
        await program.sees("A name on a list")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert program.card(1).stage_key == "suspect"


async def test_a_gate_names_what_is_missing_and_takes_a_reason(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("m", "enter")
        await program.opens("GateScreen")
        await program.sees("Not ready for Prospect yet", "Fit, Intent, Authority", "Who signs")
        await program.press("enter")
        await program.sees("Enter a reason, or press Esc.")
        await program.write("she called me")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert program.card(1).stage_key == "prospect"


async def test_closing_the_gate_leaves_the_card_where_it_was(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("L")
        await program.opens("GateScreen")
        await program.press("escape")
        await program.opens("BoardScreen")
        assert program.card(1).stage_key == "lead"


@pytest.mark.parametrize(("key", "form"), [("client", "WinScreen"), ("parked", "ParkScreen"), ("lost", "LoseScreen")])
async def test_moving_to_an_end_asks_what_that_end_needs(funnel, key, form):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("m")
        await program.opens("ChooseStageScreen")
        program.app.screen.query_one("#stages").pick(key)
        await program.press("enter")
        await program.opens(form)
        await program.press("enter")
        await program.opens("BoardScreen")
        assert program.card(1).stage_key == key


async def test_the_next_action_is_one_line(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("f")
        await program.opens("NextActionScreen")
        await program.write("tomorrow 9:00 send the quote")
        await program.sees("Monday 23 November 2026, 09:00 · send")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert (program.card(1).due_on, program.card(1).what) == ("2026-11-23", "send the quote")
        await program.press("f")
        await program.opens("NextActionScreen")
        await program.sees("2026-11-23 09:00 send the quote")


async def test_words_without_a_day_are_no_next_action(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("f")
        await program.opens("NextActionScreen")
        await program.write("call back")
        await program.press("enter")
        assert program.app.screen.field("next").is_wrong
        assert program.card(1).due_on is None


async def test_tags_are_added_and_taken_away(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("t")
        await program.opens("TagsScreen")
        await program.sees("asso, video,", "Existing tags: video · asso")
        await program.erase()
        await program.write("video, hot lead")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert program.card(1).tags == ("video", "hot lead")


async def test_tags_of_several_cards_are_those_they_share(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("ctrl+a", "t")
        await program.opens("TagsScreen")
        await program.sees("Tags shared by 2 deals", "video,")
        await program.erase()
        await program.write("film")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert (program.card(1).tags, program.card(2).tags) == (("asso", "film"), ("film",))
        await program.press("u")
        await program.until(lambda: program.card(2).tags == ("video",))


async def test_several_cards_are_lost_as_one_step(funnel):
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("ctrl+a", "x")
        await program.opens("LoseScreen")
        await program.sees("Mark 2 deals as lost")
        await program.press("c", "enter")
        await program.opens("BoardScreen")
        assert {program.card(1).kind, program.card(2).kind} == {"lost"}
        await program.press("u")
        await program.until(lambda: program.card(1).kind == program.card(2).kind == "open")


async def test_a_planned_action_is_shown_to_be_changed(funnel):
    funnel.services.opportunities.plan([1], NextStep(NOW.date(), "call"))
    async with driven(funnel) as program:
        await on_card(program)
        await program.press("e")
        await program.opens("EditScreen")
        program.app.screen.field("next").input.focus()
        await program.sees("2026-11-22 call")
        await program.erase()
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        assert program.card(1).due_on is None

"""The checklist: filled in on the phone, saved key by key, with the question to ask next in sight."""

import pytest

from funneltui import i18n
from funneltui.domain.entries import NewProspect
from funneltui.domain.qualification import DEFAULT_CRITERIA, criterion_name
from funneltui.tui.widgets.answer_grid import AnswerGrid
from tests.tui.driving import HOSTILE, driven, fill, opened

KEYS = [one.key for one in DEFAULT_CRITERIA]


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Sophie Martin", organization="Asso Lumière", stage="lead"))
    return funnel


def answers(program, card: int = 1) -> dict[str, str]:
    return {one.key: one.answer for one in program.card(card).criteria if one.answer != "unknown"}


def evidence(program, key: str) -> str:
    return next(one.evidence for one in program.card(1).criteria if one.key == key)


async def opened_form(program) -> AnswerGrid:
    await program.press("v")
    await program.opens("ChecklistScreen")
    return program.app.screen.query_one(AnswerGrid)


@pytest.mark.plain
async def test_seven_criteria_in_eight_keys(funnel):
    async with driven(funnel, (80, 24)) as program:
        await program.press("v", "y", "y", "y", "n", "y", "question_mark", "y")
        await program.until(lambda: len(answers(program)) == 6)
        assert answers(program) == dict.fromkeys(set(KEYS) - {"urgency"}, "yes") | {"budget": "no"}


async def test_score_verdict_and_next_question_follow_each_answer(funnel):
    async with driven(funnel, (80, 24)) as program:
        await opened_form(program)
        await program.sees("Sophie Martin · Asso Lumière", "0/7", "not assessed yet")
        await program.sees("Missing for Prospect: Fit, Intent, Authority")
        await program.sees("What does your business do, and what are you trying to improve?")
        await program.press("y")
        await program.sees("1/7", "not a prospect yet", "Missing for Prospect: Intent, Authority")
        await program.sees("If my proposal works for you")
        await program.press("y", "y", "question_mark", "y")
        await program.sees("4/7", "a prospect", "Nothing is missing for Prospect.")
        await program.press("home", "n")
        await program.sees("3/7", "not qualified")


async def test_it_begins_at_the_first_line_that_is_not_known(funnel):
    async with driven(funnel) as program:
        grid = await opened_form(program)
        await program.press("y", "y", "escape")
        grid = await opened_form(program)
        assert grid.cursor == 2


async def test_evidence_is_typed_beside_the_answer_and_kept_on_escape(funnel):
    async with driven(funnel, (80, 24)) as program:
        grid = await opened_form(program)
        await program.press("y", "up", "tab")
        await program.write("charities over 20 staff")
        await program.sees("charities over 20 staff")
        await program.press("enter")
        assert (grid.cursor, evidence(program, "fit")) == (1, "charities over 20 staff")
        await program.press("tab")
        await program.write("a film, q u n y ?")
        await program.press("escape")
        await program.opens("BoardScreen")
        assert evidence(program, "need") == "a film, q u n y ?"
        assert answers(program) == {"fit": "yes"}


async def test_leaving_the_field_for_another_line_keeps_it_too(funnel):
    async with driven(funnel, (80, 24)) as program:
        await opened_form(program)
        await program.press("tab")
        await program.write("met at the fair")
        await program.pilot.click(AnswerGrid, offset=(20, 3))
        await program.pilot.pause()
        await program.until(lambda: evidence(program, "fit") == "met at the fair")


async def test_an_answer_is_undone_in_the_form(funnel):
    async with driven(funnel, (80, 24)) as program:
        await opened_form(program)
        await program.press("y", "n")
        await program.until(lambda: answers(program) == {"fit": "yes", "need": "no"})
        await program.press("u")
        await program.until(lambda: answers(program) == {"fit": "yes"})
        await program.sees("1/7")


async def test_undoing_past_the_cards_own_beginning_closes_the_form(funnel):
    async with driven(funnel, (80, 24)) as program:
        await opened_form(program)
        await program.press("u")
        await program.opens("BoardScreen")
        await program.sees("Undone: Added Sophie Martin")


async def test_somebody_else_decides_is_an_offer_with_the_next_action(funnel):
    async with driven(funnel, (80, 24)) as program:
        await opened_form(program)
        await program.press("a")
        assert type(program.app.screen).__name__ == "ChecklistScreen", "no offer yet"
        await program.press("y", "y", "y", "y", "n")
        await program.sees("They are not the decision-maker", "Who signs off on a budget")
        await program.press("a")
        await program.opens("DeciderScreen")
        await program.write("Paul Roux")
        await program.press("ctrl+s")
        await program.opens("ChecklistScreen")
        await program.sees("Paul Roux is the decision-maker: talk to them.")
        card = program.card(1)
        assert [(one.name, one.role) for one in card.roles] == [("Paul Roux", "decider")]
        assert card.what == "get their details, book a call"
        assert not program.app.screen.query_one("#decider").display


async def test_no_budget_is_no_for_now(funnel):
    async with driven(funnel, (80, 24)) as program:
        await opened_form(program)
        await program.press("down", "down", "down", "n")
        await program.sees("No budget often means", "Park until later")
        await program.press("p")
        await program.opens("ParkScreen")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert (program.card(1).kind, program.card(1).parked_why) == ("parked", "no budget for now")


async def test_the_mouse_answers_writes_and_takes_offers(funnel):
    async with driven(funnel, (80, 24)) as program:
        await opened_form(program)
        await program.pilot.click(AnswerGrid, offset=(3, 4))
        await program.until(lambda: answers(program) == {"authority": "yes"})
        await program.pilot.click(AnswerGrid, offset=(3, 4))
        await program.until(lambda: answers(program) == {"authority": "no"})
        await program.pilot.click("#decider")
        await program.opens("DeciderScreen")
        await program.press("escape")
        await program.opens("ChecklistScreen")
        await program.pilot.click(AnswerGrid, offset=(40, 1), times=2)
        await program.write("a film")
        await program.pilot.click("#close")
        await program.opens("BoardScreen")
        assert evidence(program, "need") == "a film"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_every_criterion_is_in_sight_with_all_there_is_to_say(funnel, size, language):
    i18n.set_language(language)
    async with driven(funnel, size) as program:
        await opened_form(program)
        await program.press("y", "y", "y", "n", "n")
        for key in KEYS:
            await program.sees(criterion_name(key)[:9])
        await program.sees("3/7", "Ask next" if language == "en" else "À demander")
        assert program.app.screen.query_one("#close").region.bottom <= size[1]
        assert program.app.screen.query_one("#park").region.right <= size[0]


async def test_a_grid_longer_than_the_screen_follows_the_cursor(funnel):
    for number in range(20):
        funnel.services.structure.add_criterion(f"Line {number}")
    async with driven(funnel, (80, 24)) as program:
        grid = await opened_form(program)
        await program.press("end")
        await program.sees("Line 19", "Close")
        await program.press("tab")
        await program.write("last one")
        await program.sees("last one")
        await program.press("escape")
        assert grid.cursor == 26


async def test_french_letters_answer_in_french(funnel):
    i18n.set_language("fr")
    async with driven(funnel, (80, 24)) as program:
        await opened_form(program)
        await program.press("o", "n", "y")
        await program.until(lambda: answers(program) == {"fit": "yes", "need": "no", "intent": "yes"})
        await program.sees("✓ o", "✗ n", "Intention d’achat" if "’" in program.text else "Intention d'achat")


async def test_hostile_texts_harm_nothing(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name=HOSTILE, organization=HOSTILE, stage="lead"))
    funnel.services.structure.add_criterion(HOSTILE, HOSTILE)
    async with driven(funnel, (80, 24)) as program:
        await opened_form(program)
        await program.press("end", "tab")
        await program.write(HOSTILE)
        await program.press("enter", "n")
        await program.sees("Ada [/] Ltd")
        assert not any(ord(sign) < 32 for sign in program.raw)
        assert program.app.is_running


async def test_who_said_it_stands_with_what_was_said(funnel):
    async with driven(funnel, (80, 24)) as program:
        await opened_form(program)
        await program.press("enter")
        await program.write("the director signs @Paul Roux")
        await program.press("enter")
        await program.sees("the director signs @Paul Roux")
        (said,) = [one for one in program.card(1).criteria if one.evidence]
        assert (said.evidence, said.said_by) == ("the director signs", "Paul Roux")
        await program.press("escape")
        await program.opens("BoardScreen")


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_what_a_line_has_no_room_for_is_said_below(funnel, language):
    i18n.set_language(language)
    async with driven(funnel, (80, 24)) as program:
        grid = await opened_form(program)
        said = next(line.question for line in grid.lines if line.key == "budget")
        assert said not in program.text
        await program.press(*"jjj")
        await program.sees(said)
        await program.press("j")
        await program.until(lambda: said not in program.text)

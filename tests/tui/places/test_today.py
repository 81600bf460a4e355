"""Today: everything that has a day, in bands, with the keys of a card."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from funneltui.bootstrap import Funnel
from funneltui.domain.entries import NewProspect, NextStep, Offer
from funneltui.i18n import LANGUAGES, set_language
from funneltui.tui.widgets.row_list import RowList
from tests import stored
from tests.tui.driving import HOSTILE, NOW, driven, fill, opened

TODAY = NOW.date()


@pytest.fixture
def funnel(tmp_path: Path) -> Funnel:
    """A card in each of four bands."""
    one = opened(tmp_path)

    def due(days: int, what: str) -> NextStep:
        return NextStep(TODAY + timedelta(days=days), what)

    fill(
        one,
        NewProspect(name="Late", stage="lead", next_step=due(-2, "call")),
        NewProspect(name=HOSTILE, stage="lead", next_step=due(0, "write")),
        NewProspect(name="Week", stage="lead", next_step=due(3, "meet")),
        NewProspect(name="Gap", stage="lead"),
    )
    return one


async def test_bands_come_in_order_of_urgency(funnel: Funnel) -> None:
    async with driven(funnel, (100, 30)) as program:
        await program.press("f3")
        await program.sees("Overdue  1", "Today  1", "This week  1", "No next action  1", "2 d late", "Ada [/] Ltd")
        places = [program.text.index(words) for words in ("Overdue", "Late", "Today  1", "This week", "No next action")]
        assert places == sorted(places)
        assert "\x1b" not in program.raw


async def test_a_key_of_a_card_works_and_the_cursor_keeps_its_row(funnel: Funnel) -> None:
    async with driven(funnel, (100, 30)) as program:
        await program.press("f3")
        await program.sees("Overdue  1")
        agenda = program.app.screen.query_one(RowList)
        await program.press("j", "j")
        await program.until(lambda: agenda.current == 3)
        await program.press("k", "k", "s")
        await program.opens("SnoozeScreen")
        await program.press("enter")
        await program.sees("Postponed Late", "This week  2")
        assert agenda.current == 1, "the card moved to another band, the cursor with it"
        await program.press("u")
        await program.sees("Overdue  1")


async def test_several_rows_are_one_step(funnel: Funnel) -> None:
    async with driven(funnel, (100, 30)) as program:
        await program.press("f3")
        await program.sees("Overdue  1")
        await program.press("space", "space", "d")
        await program.sees("Moved 2 deals to the bin")
        await program.until(lambda: "Overdue" not in program.text)
        await program.press("u")
        await program.sees("Overdue  1", "Today  1")


async def test_an_empty_day_says_so_kindly_and_escape_goes_back(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    async with driven(funnel) as program:
        await program.press("f3")
        await program.sees("No prospects yet.", "a  add a prospect")
        assert "Well done" not in program.text
        await program.press("escape")
        await program.sees("No prospects yet.")
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Ada", stage="client"))
    async with driven(funnel) as program:
        await program.press("f3")
        await program.sees("Nothing is due", "review the pipeline")


@pytest.mark.parametrize(("size", "late"), [((80, 24), "‼ 2 d late"), ((40, 12), "‼ 2 d  ")])
async def test_it_fits_small_screens_with_the_contact_over_it(funnel: Funnel, size: tuple[int, int], late: str) -> None:
    async with driven(funnel, size) as program:
        await program.press("f3")
        await program.sees("Late", late)
        await program.press("enter")
        await program.until(lambda: program.screen.side.has_cursor)
        await program.press("escape")
        await program.until(lambda: program.app.screen.query_one(RowList).has_focus)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ((120, 40), "1 contact hasn't been told where you got their data"),
        ((80, 24), "Source to disclose to 1 contact: I shows them"),
    ],
)
async def test_it_says_who_is_to_be_told_where_their_data_come_from(
    tmp_path: Path, size: tuple[int, int], words: str
) -> None:
    funnel = opened(tmp_path)
    long_ago = TODAY - timedelta(days=40)
    fill(funnel, NewProspect(name="Ada", stage="lead", source="Bought list", source_on=long_ago))
    async with driven(funnel, size) as program:
        await program.press("f3")
        await program.sees(words, "Ada")
        funnel.services.opportunities.edit(1, {"informed_on": "2026-11-20"})
        await program.until(lambda: words not in program.text)


async def test_who_comes_back_brings_why_they_were_parked_and_what_to_say(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Ada", stage="lead"), NewProspect(name="Bob", stage="lead"))
    funnel.services.opportunities.park([1], until=TODAY + timedelta(days=9), why="no budget", say="ask about spring")
    with funnel.services._unit_of_work.step("Time goes by") as work:
        stored.update(work, "opportunity", 1, parked_until=TODAY.isoformat())
    funnel.services.proposals.record(2, Offer(valid_until=TODAY + timedelta(days=2)))
    async with driven(funnel, (220, 40)) as program:
        await program.press("f3")
        await program.sees("Back from Not now", "ask about spring · no budget", "the proposal expires in 2 d")
        funnel.services.proposals.record(2, Offer(valid_until=TODAY + timedelta(days=4)), proposal_id=1)
        await program.sees("the proposal expires in 4 d")


async def test_a_card_in_two_bands_has_one_cursor_and_what_its_columns_say_is_said_once(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    fill(
        funnel,
        NewProspect(name="Ada", stage="proposal", next_step=NextStep(TODAY + timedelta(days=2), "call")),
        NewProspect(name="Bob", stage="lead", organization="Bakery", title="Brand film"),
    )
    funnel.services.proposals.record(1, Offer(valid_until=TODAY - timedelta(days=1)))
    async with driven(funnel, (160, 40)) as program:
        await program.press("f3")
        await program.sees("Proposals expired or expiring  1", "This week  1", "Brand film")
        assert program.text.count("▌") == 1
        assert program.text.count("Bakery") == 1
        await program.press("j")
        (line,) = [line for line in program.text.splitlines() if "▌" in line]
        assert "Ada" in line


async def test_what_is_due_says_itself_that_its_proposal_ends(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Ada", stage="proposal", next_step=NextStep(TODAY - timedelta(days=2), "call")))
    funnel.services.proposals.record(1, Offer(valid_until=TODAY - timedelta(days=1)))
    async with driven(funnel, (160, 40)) as program:
        await program.press("f3")
        await program.sees("Overdue  1", "call · the proposal exp")
        assert "Proposals expired" not in program.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_names_are_in_sight_on_a_small_screen_in_every_language(funnel: Funnel, language: str) -> None:
    set_language(language)
    async with driven(funnel, (40, 12)) as program:
        await program.press("f3")
        await program.until(lambda: "Late" in program.text, "the name")

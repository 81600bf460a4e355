"""What cannot be done says why, at once; what cannot be done with some of the selected cards leaves those out."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from funneltui.bootstrap import Funnel
from funneltui.domain.entries import NewProspect, NextStep
from funneltui.tui.actions import place_actions
from funneltui.tui.actions.fitting_cards import out_of_reach
from funneltui.tui.places.card_actions import CARD_ACTIONS
from tests.tui.driving import NOW, Driver, driven, fill, opened

LOST, PARKED, PLANNED, BARE = 1, 2, 3, 4


@pytest.fixture
def funnel(tmp_path: Path) -> Funnel:
    """A card that is lost, one that is parked, one with a plan, one without."""
    one = opened(tmp_path)
    step = NextStep(NOW.date(), "call back")
    fill(
        one,
        *(NewProspect(name=name, stage="lead", next_step=step) for name in ("Lou", "Pam", "Ada")),
        NewProspect(name="Bob", stage="lead"),
    )
    one.services.opportunities.lose([LOST], reason="price")
    one.services.opportunities.park([PARKED], until=date(2027, 3, 1))
    return one


async def select(program: Driver, *cards: int) -> None:
    for card in cards:
        program.app.board.board.reveal(card)
        await program.until(partial(lambda card: program.app.board.current == card, card))
        await program.press("space")


def hints(program: Driver) -> str:
    return program.text.splitlines()[-1]


@pytest.mark.parametrize(
    ("card", "key", "words"),
    [
        (LOST, "f", "Lou's deal is lost: reopen it first, or park it."),
        (LOST, "s", "Lou's deal is lost: reopen it first, or park it."),
        (LOST, "exclamation_mark", "Lou's deal is lost: reopen it first, or park it."),
        (LOST, "L", "Lou's deal is lost: reopen it first, or park it."),
        (PARKED, "H", "Pam's deal is parked: reopen it first."),
        (PARKED, "s", "Pam has no next action."),
        (BARE, "s", "Bob has no next action."),
        (BARE, "exclamation_mark", "Bob has no next action."),
        (BARE, "R", "Bob's deal is already open."),
    ],
)
async def test_what_cannot_be_done_says_why_before_anything_is_filled_in(
    funnel: Funnel, card: int, key: str, words: str
) -> None:
    async with driven(funnel, (140, 40)) as program:
        program.app.board.board.reveal(card)
        await program.until(lambda: program.app.board.current == card)
        await program.press(key)
        await program.sees(words)
        assert type(program.app.screen).__name__ == "BoardScreen"


async def test_a_form_about_several_cards_says_whom_it_leaves_out(funnel: Funnel) -> None:
    async with driven(funnel, (140, 40)) as program:
        await select(program, PLANNED, BARE, LOST)
        await program.press("f")
        await program.opens("NextActionScreen")
        await program.sees("Next action of 2 deals", "Not changed: 1 is lost.")
        await program.write("tomorrow send the film")
        await program.press("enter")
        await program.opens("BoardScreen")
        assert [program.card(card).what for card in (PLANNED, BARE, LOST)] == ["send the film"] * 2 + [""]
        await program.press("u")
        await program.until(lambda: program.card(PLANNED).what == "call back")
        assert program.card(BARE).what == ""


async def test_what_is_done_at_once_says_afterwards_whom_it_left_out(funnel: Funnel) -> None:
    async with driven(funnel, (140, 40)) as program:
        await select(program, PLANNED, LOST, PARKED)
        await program.press("R")
        await program.sees("Reopened 2 deals", "Not changed: 1 is already open.")
        assert [program.card(card).kind for card in (LOST, PARKED)] == ["open", "open"]
        await program.press("u")
        await program.until(lambda: program.card(LOST).kind == "lost")
        assert program.card(PARKED).kind == "parked"


async def test_where_nothing_can_be_done_with_any_it_says_why_of_all(funnel: Funnel) -> None:
    async with driven(funnel, (140, 40)) as program:
        await select(program, BARE, LOST, PARKED)
        await program.press("s")
        await program.sees("Nothing to do here: 2 have no next action, 1 is lost.")


async def test_the_bottom_line_hints_at_what_makes_sense_where_the_cursor_is(funnel: Funnel) -> None:
    async with driven(funnel, (200, 40)) as program:
        await program.until(lambda: "f next action" in hints(program))
        assert "R reopen" not in hints(program)
        program.app.board.board.reveal(LOST)
        await program.until(lambda: "R reopen" in hints(program))
        assert "f next action" not in hints(program)
        assert "H/L" not in hints(program)
        program.app.board.board.reveal(BARE)
        await program.until(lambda: "f next action" in hints(program))


async def test_the_bottom_line_of_an_empty_board_hints_at_no_card(tmp_path: Path) -> None:
    async with driven(opened(tmp_path), (200, 40)) as program:
        await program.until(lambda: "a add" in hints(program) and "c log" not in hints(program))
        assert "Enter" not in hints(program)


def test_every_action_on_cards_has_its_function_and_no_function_is_left_over() -> None:
    in_table = {action.does for action in place_actions.BOARD if action.action.startswith("do(")}
    assert in_table == CARD_ACTIONS.keys()


def test_what_is_mostly_for_several_is_hinted_at_for_a_selection() -> None:
    for name in ("write", "tags"):
        assert name not in out_of_reach(frozenset({"suspect"}), several=True)
        assert name in out_of_reach(frozenset({"suspect"}))
        assert name in out_of_reach(frozenset())


async def test_a_selection_is_hinted_at_by_what_is_selected_and_not_by_what_the_cursor_came_to(funnel: Funnel) -> None:
    async with driven(funnel, (200, 24)) as program:
        await program.press("f5")
        await program.opens("ContactsScreen")
        await program.press("space", "space", "space")  # Ada and Bob are open, Lou is lost; the cursor is on Pam
        await program.sees("3 selected")
        await program.until(lambda: "R reopen" in hints(program) and "f next action" in hints(program))
        await program.press("escape", "g", "g", "space", "space")
        await program.sees("2 selected")
        assert "R reopen" not in hints(program)  # the cursor is on Lou

"""What of the cards the board shows: its filter, its orders, densities and folds, and the wins of the year."""

import contextlib
import re
from datetime import timedelta

import pytest
from textual.events import MouseMove

from funneltui.domain.entries import NewProspect, NextStep
from funneltui.domain.money import parse_amount
from funneltui.i18n import set_language
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored
from tests.tui.driving import driven, fill, opened
from tests.tui.engine.inside import mouse, strips
from tests.tui.on_board import TODAY, column, current_name, go_to, lead


@pytest.fixture
def funnel(tmp_path):
    return opened(tmp_path)


async def test_the_filter_follows_what_is_typed_and_keeps_the_cursor(funnel):
    fill(funnel, lead("Sophie Martin", organization="Été"), lead("Karim Benali"), lead("Sophia Loren"))
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, "Sophia Loren")
        await program.press("slash", *"soph")
        await program.until(lambda: column(program, "lead") == ["Sophie Martin", "Sophia Loren"])
        await program.sees("2/3")
        assert current_name(program) == "Sophia Loren"
        await program.press("enter", "N")
        assert current_name(program) == "Sophie Martin"
        await program.press("escape")
        await program.until(lambda: len(column(program, "lead")) == 3)
        assert current_name(program) == "Sophie Martin"


async def test_the_filter_forgives_accents_and_a_slip_and_says_when_nobody_matches(funnel):
    fill(funnel, lead("Sophie Martin", organization="Études Élan"), lead("Karim Benali"))
    async with driven(funnel, (80, 24)) as program:
        await program.press("slash", *"elan")
        await program.until(lambda: column(program, "lead") == ["Sophie Martin"])
        await program.press("ctrl+u", *"karmi")
        await program.until(lambda: column(program, "lead") == ["Karim Benali"])
        await program.sees("No contact has “karmi”; these have “karim”.")
        await program.press("ctrl+u")
        await program.until(lambda: "these have" not in program.text)
        await program.press(*"zzzz")
        await program.sees("No contact matches “zzzz”.")


async def test_density_folds_and_order_are_remembered(funnel):
    fill(funnel, lead("Ann", 3, amount=parse_amount("100", "EUR")), lead("Bob", amount=parse_amount("900", "EUR")))
    async with driven(funnel) as program:
        await go_to(program, "Ann")
        await program.press("Z", "S", "down", "down", "enter")
        await program.sees("Deals by value, largest first")
        assert column(program, "lead") == ["Bob", "Ann"]
        assert current_name(program) == "Ann"
        await program.press("h", "z", "q")
    funnel = opened(funnel.database.path.parent)
    async with driven(funnel) as program:
        board = program.app.board.board
        assert board.canvas.density == "full"
        assert column(program, "lead") == ["Bob", "Ann"]
        assert board.model.columns[0].folded


async def test_won_cards_of_the_year_are_shown_and_the_rest_is_one_key_away(funnel):
    old, new = fill(funnel, lead("Old"), lead("New"))
    funnel.services.opportunities.win([old], on=TODAY - timedelta(days=400))
    funnel.services.opportunities.win([new], on=TODAY - timedelta(days=4))
    async with driven(funnel) as program:
        assert column(program, "client") == ["New"]
        await program.press("W")
        await program.until(lambda: column(program, "client") == ["New", "Old"])
        await program.sees("All won deals")


async def test_a_filter_holds_through_another_order_and_through_what_others_write(funnel):
    fill(funnel, lead("Sophie", 3), lead("Karim"), lead("Sophia"))
    async with driven(funnel, (80, 24)) as program:
        await program.press("slash", *"soph", "enter")
        await program.until(lambda: column(program, "lead") == ["Sophia", "Sophie"])
        await program.press("S")
        await program.sees("Deals by due date")
        assert re.findall(r"(Deals by .*?)  +current", program.text) == ["Deals by due date"]
        await program.press("down", "enter")
        await program.sees("Deals by name")
        await program.until(lambda: column(program, "lead") == ["Sophia", "Sophie"])
        other = opened(funnel.database.path.parent)
        fill(other, lead("Sophocles"), lead("Karl"))
        other.close()
        await program.until(lambda: column(program, "lead") == ["Sophia", "Sophie", "Sophocles"])
        await program.press("escape")
        await program.until(lambda: len(column(program, "lead")) == 5)


async def test_of_very_many_the_filter_shows_the_first_at_once_and_counts_them_all_after(tmp_path):
    funnel = opened(tmp_path)
    names = [f"{'Ann' if number % 7 else 'Bob'} {number:05}" for number in range(10_000)]
    with (
        contextlib.closing(UnitOfWork(funnel.database, funnel.clock)) as unit_of_work,
        unit_of_work.step("Add") as work,
    ):
        people = stored.insert_many(work, "contact", [{"name": name} for name in names])
        stored.insert_many(work, "opportunity", [{"contact_id": one, "stage_id": 2, "title": "Film"} for one in people])
    anns = [name for name in names if name.startswith("Ann")]
    async with driven(funnel) as program:
        board = program.app.board.board
        await program.until(lambda: board.model.columns[1].whole)
        await program.press("slash", "a")
        await program.until(lambda: board.model.words == "a")
        assert column(program, "lead")[:10] == anns[:10]
        await program.sees(f"{len(anns):,}/10,000")
        assert len(board.model.columns[1].shown) == len(anns)
        assert board.model.columns[1].shown[-1] == names.index(anns[-1]) + 1
        await program.press("escape")
        assert len(board.model.columns[1].shown) == len(names)


def grounds(program, rows: range, columns: range) -> set[str]:
    """The colours that cells of the screen stand on."""
    area = [strip.crop(columns.start, columns.stop) for strip in strips(program.screen)[rows.start : rows.stop]]
    styles = [segment.style for strip in area for segment in strip if segment.style and segment.text]
    return {style.bgcolor.name for style in styles if style.bgcolor}


async def test_a_column_that_a_card_is_dragged_over_is_all_of_one_ground(funnel):
    fill(funnel, lead("Ann", stage="suspect"), lead("Bob"), lead("Cid"))
    async with driven(funnel) as program:
        board = program.app.board.board
        box = board.canvas.geometry.boxes[1]
        await program.pilot.mouse_down(board, offset=(5, 3))
        await mouse(program.pilot, MouseMove, offset=(box.x + 5, 8), button=1)
        await program.sees("Release to move to Lead")
        body = range(board.region.y + 2, board.region.bottom)
        assert grounds(program, body, range(box.x, box.x + box.inner)) == {program.app.theme_variables["cursor"]}


async def test_a_folded_column_with_the_cursor_stands_on_the_ground_of_the_cursor(funnel):
    fill(funnel, lead("Ann"))
    async with driven(funnel) as program:
        board = program.app.board.board
        box = next(box for box in board.canvas.geometry.boxes if box.folded)
        name, cursor = range(box.x + 1, box.x + box.width - 1), program.app.theme_variables["cursor"]
        line = range(board.region.y + 1, board.region.y + 2)
        assert cursor not in grounds(program, line, name)
        while board.model.at != box.column:
            await program.press("l")
        assert grounds(program, line, name) == {cursor}


async def test_the_contact_beside_a_form_is_the_one_of_the_form(funnel):
    fill(funnel, lead("Ann Mint"), lead("Bob Rose"))
    async with driven(funnel) as program:
        board, pane = program.app.board, program.app.board.query_one("ContactBeside")
        await program.until(lambda: pane.pane is not None and pane.pane.opportunity_id == board.current)
        former = board.current
        program.type("j", "f")
        await program.opens("NextActionScreen")
        assert board.current != former
        await program.until(lambda: pane.pane.opportunity_id == board.current, "the pane followed")


@pytest.mark.parametrize(("language", "shown"), [("en", "‼ 12 d  last"), ("fr", "‼ 12 j  last")])
async def test_what_is_to_be_done_comes_before_the_words_that_say_that_it_is_late(funnel, language, shown):
    set_language(language)
    step = NextStep(TODAY - timedelta(days=12), "last message")
    amount = parse_amount("3500", "EUR")
    fill(funnel, NewProspect(name="Gérard Vasseur", stage="lead", amount=amount, next_step=step))
    async with driven(funnel, (80, 24)) as program:
        await program.sees("Gérard Vasseur", shown)


async def test_a_card_of_which_nothing_else_is_known_says_that_nothing_is_planned(funnel):
    fill(funnel, lead("Manon Girard"))
    async with driven(funnel, (80, 24)) as program:
        await program.sees("Manon Girard", "∅ no next action")

"""The cursor of the board keeps its card, by keys and by mouse."""

import pytest
from textual.events import MouseMove, MouseUp

from tests.tui.driving import driven, fill, opened
from tests.tui.engine.inside import mouse
from tests.tui.on_board import column, current_name, go_to, lead


@pytest.fixture
def funnel(tmp_path):
    return opened(tmp_path)


async def test_the_cursor_goes_with_the_card_that_moves_and_comes_back_with_undo(funnel):
    fill(funnel, lead("Ann", stage="suspect"), lead("Bob", stage="suspect"), lead("Cid", stage="suspect"), lead("Dan"))
    async with driven(funnel) as program:
        await go_to(program, "Bob")
        await program.press("L")
        await program.until(lambda: column(program, "lead") == ["Bob", "Dan"])
        assert current_name(program) == "Bob"
        await program.sees("Moved Bob to Lead · u to undo")
        await program.press("u")
        await program.until(lambda: column(program, "suspect") == ["Ann", "Bob", "Cid"])
        assert current_name(program) == "Bob"
        await program.press("U")
        await program.until(lambda: column(program, "lead") == ["Bob", "Dan"])
        assert current_name(program) == "Bob"


async def test_the_cursor_takes_the_next_card_when_its_own_goes_to_the_bin(funnel):
    fill(funnel, lead("Ann"), lead("Bob"), lead("Cid"))
    async with driven(funnel) as program:
        await go_to(program, "Bob")
        await program.press("d")
        await program.until(lambda: column(program, "lead") == ["Ann", "Cid"])
        assert current_name(program) == "Cid"


async def test_the_cursor_stays_on_its_card_when_others_write(funnel):
    fill(funnel, lead("Ann"), lead("Bob"))
    async with driven(funnel) as program:
        await go_to(program, "Bob")
        other = opened(funnel.database.path.parent)
        fill(other, lead("Aaron", -5))
        other.close()
        await program.until(lambda: column(program, "lead") == ["Aaron", "Ann", "Bob"])
        assert current_name(program) == "Bob"
        await program.sees("Aaron", "Lead 3")


async def test_keys_move_through_cards_and_columns(funnel):
    fill(funnel, *(lead(f"Lead {number:03}") for number in range(200)), lead("Sue", stage="suspect"))
    async with driven(funnel) as program:
        await program.until(lambda: all(one.whole for one in program.app.board.board.model.columns))
        await go_to(program, "Lead 000")
        for keys, name in (
            ("j", "Lead 001"),
            (("down", "k"), "Lead 001"),
            ("G", "Lead 199"),
            (("g", "g"), "Lead 000"),
            ("end", "Lead 199"),
            ("home", "Lead 000"),
            ("k", "Lead 000"),
            ("h", "Sue"),
            ("l", "Lead 000"),
        ):
            await program.press(*keys if isinstance(keys, tuple) else [keys])
            assert current_name(program) == name, keys
            await program.sees(name)
        await program.press("pagedown")
        assert current_name(program) > "Lead 005"
        await program.press("pageup")
        assert current_name(program) == "Lead 000"


async def test_the_mouse_chooses_a_card_and_drags_it_to_another_stage(funnel):
    fill(funnel, lead("Ann", stage="suspect"), lead("Bob", stage="suspect"))
    async with driven(funnel, (200, 50)) as program:
        board = program.app.board.board
        await program.pilot.click(board, offset=(5, 7))
        assert current_name(program) == "Bob"
        lead_box = board.canvas.geometry.boxes[1]
        await program.pilot.mouse_down(board, offset=(5, 7))
        await program.pilot.hover(board, offset=(lead_box.x + 5, 8))
        await program.pilot.mouse_up(board, offset=(lead_box.x + 5, 8))
        await program.until(lambda: column(program, "lead") == ["Bob"])
        assert current_name(program) == "Bob"


async def drag(program, start: tuple[int, int], *ways: tuple[int, int]) -> None:
    """Press, move and release, as a terminal tells it: the release is followed by a click where it happens."""
    board = program.app.board.board
    await program.pilot.mouse_down(board, offset=start)
    for x, y in ways:
        await mouse(program.pilot, MouseMove, offset=(x, y + board.region.y), button=1)
    x, y = ways[-1]
    await mouse(program.pilot, MouseUp, offset=(x, y + board.region.y), button=1)


@pytest.mark.parametrize("size", [(200, 50), (80, 24)])
async def test_a_card_let_go_outside_of_the_columns_stays_where_it_is(funnel, size):
    fill(funnel, lead("Ann", stage="suspect"), lead("Bob", stage="suspect"))
    async with driven(funnel, size) as program:
        board = program.app.board.board
        inside = (board.canvas.geometry.boxes[1].x + 5, 8)
        for outside in ((inside[0], -1), (inside[0], board.size.height)):
            await drag(program, (5, 3), inside, outside)
            await program.sees("Not moved.")
            assert column(program, "lead") == []
            program.app.desk.say("")


async def test_a_card_let_go_on_a_folded_column_folds_nothing(funnel):
    fill(funnel, lead("Ann", stage="suspect"), lead("Bob", stage="suspect"))
    async with driven(funnel, (80, 24)) as program:
        board = program.app.board.board
        folded = [one.lane.key for one in board.model.columns if one.folded]
        box = next(box for box in board.canvas.geometry.boxes if box.folded)
        await drag(program, (5, 3), (30, 6), (box.x + 1, 1))
        await program.opens("ParkScreen")
        await program.press("enter")
        await program.until(lambda: program.card(1).kind == "parked")
        assert [one.lane.key for one in board.model.columns if one.folded] == folded
        await program.pilot.click(board, offset=(box.x + 1, 1))
        await program.until(lambda: not board.model.columns[box.column].folded)


async def test_what_the_contact_covers_is_found_as_it_was_left(funnel):
    fill(funnel, *(lead(f"Lead {number:02}") for number in range(40)))
    async with driven(funnel, (80, 24)) as program:
        await program.press(*"jjjjj", "pagedown", *"kkk")
        board = program.app.board.board
        before = [(column.cursor, column.top) for column in board.model.columns]
        await program.press("enter")
        await program.until(lambda: not board.display)
        await program.press("escape")
        await program.until(lambda: board.display and board.has_focus)
        await program.settle()
        assert [(column.cursor, column.top) for column in board.model.columns] == before


async def test_what_goes_no_further_is_told(funnel):
    fill(funnel, lead("Ann", stage="suspect"))
    async with driven(funnel) as program:
        await go_to(program, "Ann")
        await program.press("H")
        await program.sees("This is the first stage.")
        await program.press("n")
        await program.sees("That was the last card shown.")
        await program.press("N")
        await program.sees("That was the first card shown.")

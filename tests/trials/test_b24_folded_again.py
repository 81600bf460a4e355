"""B24: a folded column that somebody was found in is open for as long as the cursor is in it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.tui.driving import NOW, driven, fill, opened
from tests.tui.on_board import current_name, lead


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    ids = fill(funnel, lead("Ada"), lead("Pauline Later"), lead("Loris Gone"), lead("Luc Gone"))
    funnel.services.opportunities.park([ids[1]], until=NOW.date() + timedelta(days=90))
    funnel.services.opportunities.lose(ids[2:], reason="price")
    return funnel


def folded(program) -> list[str]:
    return [column.lane.key for column in program.app.board.board.model.columns if column.folded]


async def find(program, name: str) -> None:
    await program.press("ctrl+k")
    await program.opens("FindScreen")
    await program.write(name)
    await program.sees(name)
    await program.press("enter")
    await program.until(lambda: current_name(program) == name, name)


async def test_who_is_found_in_a_folded_column_leaves_it_folded(funnel):
    async with driven(funnel) as program:
        assert folded(program) == ["parked", "lost"]
        await find(program, "Pauline Later")
        assert folded(program) == ["lost"]
        await program.press("h")
        assert folded(program) == ["parked", "lost"]
        await find(program, "Pauline Later")
        await find(program, "Loris Gone")
        assert folded(program) == ["parked"], "from one folded column to the other"
        await program.press("j", "k")
        assert folded(program) == ["parked"], "the cursor is in it still"
        await find(program, "Ada")
        assert folded(program) == ["parked", "lost"]


async def test_reopened_from_there_the_column_is_folded_again(funnel):
    async with driven(funnel) as program:
        await find(program, "Pauline Later")
        await program.press("R")
        await program.until(lambda: program.card(2).stage_key == "lead", "reopened")
        await program.rest()
        assert folded(program) == ["parked", "lost"]
        assert current_name(program) == "Pauline Later"


async def test_what_is_unfolded_by_its_key_stays_so(funnel):
    async with driven(funnel) as program:
        await find(program, "Pauline Later")
        await program.press("z")
        assert folded(program) == ["parked", "lost"]
        await program.press("z", "h")
        assert folded(program) == ["lost"]
        assert program.app.desk.memory.folded == ["lost"]

"""The terminal's own cursor is where one is: what reads the screen aloud, or enlarges it, follows it."""

from __future__ import annotations

import pytest

from funneltui.domain.entries import NewProspect, NextStep
from tests.tui.driving import NOW, Driver, driven, fill, opened

NAMES = ("Ann", "Ben", "Cleo", "Dora")


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, *(NewProspect(name=name, stage="lead", next_step=NextStep(NOW.date(), "call")) for name in NAMES))
    return funnel


def pointed(program: Driver) -> str:
    """The text from the terminal's cursor on."""
    x, y = program.app.cursor_position
    return program.text.splitlines()[y][x:]


@pytest.mark.parametrize("size", [(120, 30), (80, 24), (40, 12)], ids=["120x30", "80x24", "40x12"])
async def test_it_is_on_the_card_and_on_the_row(funnel, size):
    async with driven(funnel, size) as program:
        await program.press("escape")
        for key, screen in (("f2", "BoardScreen"), ("f3", "TodayScreen"), ("f5", "ContactsScreen")):
            await program.press(key)
            await program.opens(screen)
            await program.sees("Dora")
            for name, move in zip(NAMES, ("j", "j", "j", "home"), strict=True):
                await program.until(lambda name=name: name in pointed(program)[: size[0] // 2 + 10], name)
                assert pointed(program).startswith("▌")
                await program.press(move)


async def test_it_goes_with_the_card_that_is_moved_and_comes_back_from_the_contact(funnel):
    async with driven(funnel) as program:
        await program.press("j", "H")
        await program.until(lambda: "Ben" in pointed(program)[:30])
        await program.press("enter")
        await program.until(lambda: type(program.app.focused).__name__ == "ContactPane")
        await program.press("escape")
        await program.until(lambda: pointed(program).startswith("▌") and "Ben" in pointed(program)[:30])


@pytest.mark.parametrize(
    ("keys", "screen", "first", "second"),
    [
        (("f7",), "DataScreen", "Import a file", "Export"),
        (("f7", "h"), "HistoryScreen", "Added Dora", "Added Cleo"),
        (("m",), "ChooseStageScreen", "Prospect", "Proposal"),
        (("v",), "ChecklistScreen", "Fit", "Need"),
        (("f7", "a"), "StagesScreen", "Suspect", "Lead"),
    ],
    ids=["data", "history", "stage", "checklist", "stages"],
)
async def test_it_is_on_the_row_of_a_dialogue(funnel, keys, screen, first, second):
    async with driven(funnel) as program:
        for key in keys:
            await program.press(key)
        await program.opens(screen)
        await program.until(lambda: first in pointed(program), first)
        assert pointed(program).startswith("▌")
        await program.press("down")
        await program.until(lambda: second in pointed(program), second)
        await program.press("escape", "f2")
        await program.opens("BoardScreen")
        await program.until(lambda: pointed(program).startswith("▌Ann"), "back on the card")


async def test_it_is_where_one_types(funnel):
    async with driven(funnel) as program:
        await program.press("ctrl+k")
        await program.opens("FindScreen")
        await program.write("an")
        x, y = program.app.cursor_position
        assert program.text.splitlines()[y][:x].rstrip().endswith("an")

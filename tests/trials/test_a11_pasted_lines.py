"""A11: a paste of several lines keeps them all, in every field that takes sentences and in those that take one line."""

from __future__ import annotations

import pytest

from tests.tui.driving import driven, fill, opened
from tests.tui.on_board import lead

SAID = "They want three films.\nThe first one by March.\nSend a quote."
SIGNATURE = "Sophie Martin\nMarketing assistant\nAsso Lumière\nsophie@asso-lumiere.fr\n06 12 34 56 78"


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    fill(funnel, lead("Ada", -1, source="fair"))
    return funnel


@pytest.mark.parametrize(
    ("key", "screen", "field"),
    [
        ("c", "LogScreen", "note"),
        ("p", "ParkScreen", "why"),
        ("p", "ParkScreen", "say"),
        ("x", "LoseScreen", "note"),
        ("e", "EditScreen", "note"),
    ],
)
async def test_all_lines_are_in_the_field(funnel, key, screen, field):
    async with driven(funnel) as program:
        await program.press(key)
        await program.opens(screen)
        program.app.screen.row(field).target.focus()
        await program.write(SAID)
        assert program.app.screen.row(field).value == SAID


async def test_alt_enter_makes_a_line_and_saves_nothing(funnel):
    async with driven(funnel) as program:
        await program.press("c")
        await program.opens("LogScreen")
        program.app.screen.row("note").target.focus()
        await program.write("one")
        await program.press("alt+enter")
        await program.write("two")
        assert type(program.app.screen).__name__ == "LogScreen"
        assert program.app.screen.row("note").value == "one\ntwo"


async def test_evidence_takes_several_lines(funnel):
    async with driven(funnel, (80, 24)) as program:
        await program.press("v")
        await program.opens("ChecklistScreen")
        await program.press("tab")
        await program.write("three films a year")
        await program.press("alt+enter")
        await program.write("the first one by March @Paul Roux")
        await program.sees("three films a year", "the first one by March", "Alt+Enter")
        await program.press("enter")
        await program.settle()
        (fit,) = [one for one in program.card(1).criteria if one.key == "fit"]
        assert (fit.evidence, fit.said_by) == ("three films a year\nthe first one by March", "Paul Roux")
        await program.press("k", "tab")
        await program.sees("three films a year", "the first one by March @Paul Roux")


async def test_a_signature_pasted_into_a_name_fills_the_form(funnel):
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        await program.write(SIGNATURE)
        screen = program.app.screen
        filled = {key: screen.text(key) for key in ("name", "job_title", "organization", "email", "phone")}
        assert filled == {
            "name": "Sophie Martin",
            "job_title": "Marketing assistant",
            "organization": "Asso Lumière",
            "email": "sophie@asso-lumiere.fr",
            "phone": "06 12 34 56 78",
        }

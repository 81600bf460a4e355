"""The big list of naughty strings as names, notes and queries, through every place of the program and every list."""

from __future__ import annotations

import contextlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.clock import FixedClock
from funneltui.errors import InvalidValueError
from funneltui.services.prospects import NewProspect, NextStep
from funneltui.settings import Settings
from tests.end_to_end.program import NORMAL, WIDE
from tests.end_to_end.test_hostile_names import printed_safely

DATA = Path(os.environ.get("FUNNELTUI_DATA", Path(__file__).parents[3] / "shared" / "data"))
STRINGS = DATA / "bad" / "strings" / "blns.json"
CLOCK = FixedClock(datetime(2026, 11, 24, 11, tzinfo=UTC))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not STRINGS.exists(), reason=f"the strings are not in {STRINGS.parent}"),
]


@pytest.fixture(scope="module")
def strings() -> list[str]:
    return json.loads(STRINGS.read_text("utf-8"))


@pytest.fixture
def naughty(home, strings):
    """A machine whose file holds every string that can be somebody's name, as name, note, title and next action."""
    funnel = open_funnel(home.database, settings=Settings(), clock=CLOCK)
    kept = 0
    for place, text in enumerate(strings):
        step = NextStep(CLOCK.today(), text)
        stage = ("suspect", "lead", "prospect", "proposal")[place % 4]
        new = NewProspect(name=text, organization=text, title=text, note=text, stage=stage, next_step=step)
        with contextlib.suppress(InvalidValueError):  # nothing but spaces is nobody's name
            funnel.services.opportunities.add(new)
            kept += 1
    funnel.close()
    assert kept > 500
    return home


@pytest.mark.parametrize("size", [WIDE, NORMAL], ids=["120x40", "80x24"])
def test_every_place_shows_them_all_and_nothing_runs(naughty, size):
    program = naughty.program(size=size)
    for _column in range(4):
        for _page in range(5):
            before = program.text
            program.press("pagedown")
            program.pump(0.3)
        program.press("l")
        program.until(lambda before=before: program.text != before, "the next column")
    for place, words in (("f3", "Today"), ("f5", "Name")):
        program.press(place)
        program.wait_for(words)
        for _page in range(12):
            program.press("pagedown")
            program.pump(0.2)
    program.press("f4")
    program.wait_for("Review 1/")
    for number in range(2, 40):
        program.press("n")
        program.wait_for(f"Review {number}/")
    assert program.process.poll() is None, program.framed()
    program.close()
    assert program.unexpected_controls() == []


def test_each_is_a_query_that_finds_or_says_why_not(naughty, strings):
    program = naughty.program()
    program.press("/")
    program.pump(0.5)
    for text in strings[::8]:
        pasted = "".join(sign for sign in text if sign.isprintable())
        program.send(b"\x1b[200~" + pasted.encode("utf-8", "replace") + b"\x1b[201~")
        program.pump(0.15)
        program.press("home", "ctrl+k")  # empties the field: up to the end of the line
        program.pump(0.05)
    assert program.process.poll() is None, program.framed()
    program.close()
    assert program.unexpected_controls() == []


def test_each_is_a_query_of_the_command_line(naughty, strings):
    for text in [one for one in strings if one and "\x00" not in one and not one.startswith("-")][::16]:
        ended = naughty.command("search", text)
        assert ended.returncode in {0, 1, 2, 3}, (text, ended.stderr)
        assert "Traceback" not in ended.stderr, (text, ended.stderr)
        assert printed_safely(ended), (text, ended.stdout, ended.stderr)

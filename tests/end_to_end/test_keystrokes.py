"""How few keys the everyday takes, typed text aside, counted in the installed program."""

from __future__ import annotations

import json

import pytest

from funneltui.domain.entries import NewProspect, NewTouch
from tests.end_to_end.program import NORMAL
from tests.end_to_end.test_following_up import Keys


@pytest.fixture
def keys(home):
    """The program on a file with two leads; what is pressed from here on is counted."""
    with home.at_work() as services:
        for name in ("Ada Lovelace", "Bob Martin"):
            services.opportunities.add(NewProspect(name, stage="lead"))
        services.touches.log([1], NewTouch(channel="call"))
    program = home.program(size=NORMAL)
    program.until(lambda: program.selected.startswith("Ada"), "the first lead")
    return Keys(program)


def stage_of(home, number: int) -> str:
    return json.loads(home.done("show", str(number), "--json"))["stage"]


def test_adding_takes_three(home, keys):
    keys.press("a")
    keys.program.wait_for("▌Name")
    keys.program.type("Zoé")
    keys.press("enter")
    keys.program.until_said("Added Zoé")
    assert keys.count <= 3


def test_moving_takes_one(home, keys):
    keys.press("H")
    keys.program.until_said("Moved Ada Lovelace to Suspect")
    assert keys.count == 1
    assert stage_of(home, 1) == "suspect"


def test_finding_takes_two(keys):
    keys.press("ctrl+k")
    keys.program.wait_for("Type a few letters")
    keys.program.type("martin")
    keys.program.wait_for("Bob")
    keys.press("enter")
    keys.program.until(lambda: keys.program.selected.startswith("Bob"), "Bob under the cursor")
    assert keys.count <= 2


def test_losing_with_a_reason_takes_three_and_coming_back_two(home, keys):
    keys.press("x")
    keys.program.wait_for("Competitor")
    keys.press("c")
    keys.press("enter")
    keys.program.until_said("Marked Ada Lovelace as lost")
    assert keys.count <= 3
    assert stage_of(home, 1) == "lost"
    keys.press("u")
    keys.program.until_said("Undone")
    assert keys.count <= 5
    assert stage_of(home, 1) == "lead"


def test_parking_takes_three_and_undoing_one(home, keys):
    keys.press("p")
    keys.program.wait_for("▌Back on")
    keys.press("enter")
    keys.program.until_said("Parked Ada Lovelace")
    assert keys.count <= 3
    assert stage_of(home, 1) == "parked"
    before = keys.count
    keys.press("u")
    keys.program.until_said("Undone")
    assert keys.count - before == 1
    assert stage_of(home, 1) == "lead"

"""Somebody who is there twice becomes one person, as one sees it."""

from __future__ import annotations

import json

import pytest

from tests.end_to_end.program import NORMAL, SMALL, WIDE


@pytest.mark.parametrize("size", [WIDE, NORMAL, SMALL], ids=["120x40", "80x24", "40x12"])
def test_somebody_added_twice_is_warned_of_merged_and_parted_again_the_next_day(home, size):
    home.done("add", "Sophie Martin", "--org", "Asso Lumière", "--email", "s@asso.fr", "--stage", "lead")
    added = home.command("add", "MARTIN Sophie", "--email", "S@asso.fr", "--note", "Likes films", "--stage", "lead")
    assert "funneltui merge 1 2" in added.stderr
    program = home.program(size=size)
    program.until(lambda: program.is_on("Sophie Martin"), "the cursor on her")
    program.press("M")
    program.wait_for("MARTIN Sophie")
    program.press("enter")
    program.wait_for("Merge MARTIN Sophie", "▌Name")
    program.press("right")
    program.save()
    program.until(lambda: program.is_on("MARTIN Sophie"), "the name that was taken")
    program.leave()
    kept = json.loads(home.done("list", "--json"))
    assert {one["contact"]["id"] for one in kept} == {1}
    assert {one["note"] for one in kept} == {"Likes films"}
    assert json.loads(home.done("duplicates", "--json")) == []
    home.done("undo")
    (pair,) = json.loads(home.done("duplicates", "--json"))
    assert (pair["keep"]["name"], pair["other"]["name"]) == ("Sophie Martin", "MARTIN Sophie")

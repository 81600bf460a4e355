"""A form stands open while another process writes the same card: nothing is lost, and one chooses field by field."""

from __future__ import annotations

import json

from tests.end_to_end.program import NORMAL


def kept(home) -> dict:
    """What the file holds of the one card."""
    return json.loads(home.done("show", "1", "--json"))


def test_what_another_process_wrote_is_taken_over_shown_and_chosen(home):
    home.done("add", "Sophie Martin", "--org", "Asso Lumière", "--job", "Assistant", "--stage", "lead")
    program = home.program(size=NORMAL)
    program.until(lambda: program.selected.startswith("Sophie Martin"), "the card of Sophie Martin")
    program.press("e")
    program.wait_for("Edit Sophie Martin")
    program.type(" (film)")
    program.press("tab", "tab")
    program.press("end", "ctrl+u")
    program.type("Head of marketing")
    program.wait_for("Sophie Martin (film)", "Head of marketing")
    home.done("edit", "1", "name=Sophie Leroy", "job_title=Director", "phone=06 12 34 56 78")
    program.save()
    program.wait_for("elsewhere: Sophie Leroy", "elsewhere: Director", "06 12 34 56 78")
    assert (kept(home)["contact"]["name"], kept(home)["contact"]["job_title"]) == ("Sophie Leroy", "Director")
    program.press("tab", "tab")
    program.press("ctrl+t")
    program.until(lambda: "elsewhere: Director" not in program.text, "theirs is taken")
    program.save()
    program.wait_for("Edited Sophie Martin (film) · u to undo")
    contact = kept(home)["contact"]
    assert (contact["name"], contact["job_title"]) == ("Sophie Martin (film)", "Director")
    assert contact["phone"] == "06 12 34 56 78"

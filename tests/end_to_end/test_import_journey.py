"""A file of contacts goes in, through the screen and by command."""

from __future__ import annotations

import json

import pytest

from tests.end_to_end.program import NORMAL, SMALL, WIDE

EVERY_SIZE = pytest.mark.parametrize("size", [WIDE, NORMAL, SMALL], ids=["120x40", "80x24", "40x12"])
LINKEDIN = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Lovelace,https://www.linkedin.com/in/ada,ada@engine.example,Analytical Ltd,Countess,12 Nov 2026
Zoé,Müller,https://www.linkedin.com/in/zoe,,Atelier Zoé,"Gérante, fondatrice",13 Nov 2026
"""


@pytest.fixture
def connections(home):
    path = home.folder / "Connections.csv"
    path.write_text(LINKEDIN, "utf-8")
    return path


@EVERY_SIZE
def test_a_linkedin_export_goes_in_through_the_screen_and_out_by_undo(home, connections, size):
    program = home.program(size=size)
    program.press("f7")
    program.wait_for("▌ i", "Import a file")
    program.press("enter")
    program.wait_for("▌File")
    program.type(str(connections.name))
    program.press("enter")
    program.wait_for("2 new deals", "LinkedIn")
    program.save()
    program.wait_for("Imported.")
    program.escape(lambda: "Existing contacts" not in program.text)
    program.press("f2")
    program.wait_for_board()
    program.until_said("Imported Connections.csv")
    program.until(lambda: program.count("Suspect") == 2, "two cards")
    program.wait_for("Ada Lovelace", "Zoé Müller")
    program.press("u")
    program.until_said("Undone")
    program.until(lambda: program.count("Suspect") == 0, "no deal")
    program.press("U")
    program.until(lambda: program.count("Suspect") == 2, "two cards again")
    program.leave()
    names = {card["contact"]["name"] for card in json.loads(home.done("list", "--json"))}
    assert names == {"Ada Lovelace", "Zoé Müller"}


def test_a_dry_run_changes_nothing_and_the_command_imports(home, connections):
    dry = home.command("import", connections.name, "--dry-run")
    assert dry.returncode == 0
    assert "2" in dry.stderr + dry.stdout
    assert not home.database.exists()
    home.done("import", connections.name, "--stage", "lead")
    cards = json.loads(home.done("list", "--json"))
    assert {card["stage"] for card in cards} == {"lead"}
    assert {card["contact"]["organization"] for card in cards} == {"Analytical Ltd", "Atelier Zoé"}
    home.done("import", connections.name)
    assert len(json.loads(home.done("list", "--json"))) == 2, "the same people twice are two people"
    home.done("undo")
    assert json.loads(home.done("list", "--json")) == []


def test_an_import_by_command_appears_in_the_open_program(home, connections):
    program = home.program(size=NORMAL)
    program.wait_for("No prospects yet")
    home.done("import", connections.name)
    program.eventually(lambda: program.count("Suspect") == 2 and "Ada Lovelace" in program.text, "the imported cards")
    program.leave()

"""Names that attack: nothing runs, nothing crashes, no control byte of theirs reaches the terminal."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from tests.end_to_end.program import DAYS_BEFORE, NORMAL, SMALL, WIDE, Home

EVERY_SIZE = pytest.mark.parametrize("size", [WIDE, NORMAL, SMALL], ids=["120x40", "80x24", "40x12"])
ADA = "Ada [/] Ltd [@click=app.quit]x[/] \x1b]0;pwn\x07"
NAMES = [
    ADA,
    "[red]Bob[/red] \x9b31mC1\x9b0m",
    "Eve \u202eevil\u202c \u200bzero\u2066iso",
    "Tab\tNew\nLine\rReturn \x00 nul \x7f del",
    "👩‍💻 Zoé 🇫🇷 é\u0301\u0302\u0303",
    "$(touch pwned); `id` {braces} %s {0.__class__}",
]
_PRINTED_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]")


def record(home, name):
    """Write somebody down whose every field carries the name."""
    fields = ("--org", name, "--title", name, "--source", name, "--tag", name, "--next", f"2026-11-20 {name}")
    home.done("add", name.replace("\x00", ""), *(field.replace("\x00", "") for field in fields), now=DAYS_BEFORE)


@pytest.fixture(scope="module")
def attacked_file(tmp_path_factory):
    """A file that holds every name in every field. A NUL cannot be typed at a shell: it comes by file."""
    first = Home(tmp_path_factory.mktemp("attacked"))
    for name in NAMES:
        record(first, name)
    table = first.folder / "nul.csv"
    table.write_text('name,organization\n"Nul \x00 byte","Org \x00"\n', "utf-8")
    first.done("import", table.name)
    return first.database


@pytest.fixture
def attacked(home, attacked_file):
    """A machine with that file."""
    shutil.copy(attacked_file, home.database)
    return home


def printed_safely(ended):
    return [found[0] for text in (ended.stdout, ended.stderr) for found in _PRINTED_CONTROLS.finditer(text)] == []


def test_every_command_that_prints_a_name_prints_it_harmless(attacked):
    cards = json.loads(attacked.done("list", "--json"))
    ada = next(card for card in cards if card["contact"]["name"] == ADA)
    number = str(ada["id"])
    for command in (
        ("list",),
        ("list", "--json"),
        ("list", "--csv"),
        ("show", number),
        ("show", number, "--json"),
        ("search", "pwn"),
        ("history",),
        ("edit", number, f"title={ADA}!"),
        ("move", number, "lead"),
        ("move", number, f"nowhere{ADA}"),
        ("lose", number, "--reason", f"no{ADA}"),
        ("park", number, "--until", f"never {ADA}"),
        ("list", "--stage", ADA),
        ("import", f"no such {ADA}.csv", "--dry-run"),
        ("undo",),
        ("redo",),
    ):
        ended = attacked.command(*command)
        assert "Traceback" not in ended.stderr, (command, ended.stderr)
        assert printed_safely(ended), (command, ended.stdout, ended.stderr)
    assert not (attacked.folder / "pwned").exists()


def test_names_are_kept_as_they_were_given(attacked):
    names = {card["contact"]["name"] for card in json.loads(attacked.done("list", "--json"))}
    assert ADA in names
    assert NAMES[2] in names
    assert NAMES[4] in names


@EVERY_SIZE
def test_the_program_shows_them_everywhere_and_nothing_runs(attacked, size):
    program = attacked.program(size=size)
    for _ in range(len(NAMES)):
        if size != WIDE:  # there, the contact stands beside the board anyway
            program.press("enter")
            program.wait_for("Next action", "late")
            program.escape(lambda: program.selected)
        before = program.text
        program.press("j")
        program.until(lambda before=before: program.text != before, "the next card")
    for key, shows in (("e", "▌Name"), ("x", "Competitor"), ("p", "▌Back on")):
        program.press(key)
        program.wait_for(shows)
        program.escape(lambda shows=shows: shows not in program.text)
    program.press("f1")
    program.until(lambda: not program.selected or "Help" in program.text or "Board" in program.text, "help")
    assert program.process.poll() is None, program.framed()
    program.close()
    assert program.unexpected_controls() == []


@EVERY_SIZE
def test_ada_is_added_moved_found_and_undone_in_the_program(home, size):
    """What a keyboard can type of the name; its control characters come by command, above."""
    typed = "Ada [/] Ltd [@click=app.quit]x[/]"
    program = home.program(size=size)
    program.press("a")
    program.wait_for("▌Name")
    program.type(typed)
    program.save()
    program.until_said("Added")
    program.until(lambda: program.selected.startswith("Ada [/] Ltd"), "the card")
    program.click(*program.find("▌Ada [/]"))  # the card, not the contact beside it
    program.press("L")
    program.until_said("Moved")
    program.select("Ada [/] Ltd")
    program.press("u")
    program.until_said("Undone")
    program.press("enter")
    program.wait_for("Ada [/]")
    program.press("ctrl+q")
    assert program.wait_ended() == 0
    assert program.unexpected_controls() == []
    assert json.loads(home.done("list", "--json"))[0]["contact"]["name"] == typed

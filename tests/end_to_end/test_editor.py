"""The note in one's own editor: a real program that gets the terminal and gives it back."""

from __future__ import annotations

import base64
import json
import stat

import pytest

from funneltui.domain.entries import NewProspect
from tests.end_to_end.program import EXECUTABLE, NORMAL

APPENDS = '#!/bin/sh\nprintf "EDITING %s\\n" "$(cat "$2")"\nread answer\nprintf " %s" "$answer" >>"$2"\n'
FAILS = "#!/bin/sh\nexit 3\n"
IS_DEAF = APPENDS.replace("#!/bin/sh\n", '#!/bin/sh\ntrap "" INT\n')
CLASHES = f'#!/bin/sh\n"{EXECUTABLE}" edit 1 "note=theirs" >/dev/null\nprintf "mine" >"$2"\n'


@pytest.fixture
def ann(home):
    """A machine with Ann and her note."""
    with home.at_work() as services:
        services.opportunities.add(NewProspect("Ann", stage="lead", note="before"))
    return home


def started(home, script: str):
    """The program with an editor that takes an option, and the cursor on Ann."""
    editor = home.folder / "my editor"
    editor.write_text(script)
    editor.chmod(stat.S_IRWXU)
    program = home.program(size=NORMAL, prefix=("env", f"EDITOR='{editor}' --wait"))
    program.until(lambda: program.selected.startswith("Ann"), "the cursor on Ann")
    return program


def note(home) -> str:
    return json.loads(home.done("show", "1", "--json"))["note"]


def test_the_editor_has_the_terminal_and_the_board_comes_back(ann):
    program = started(ann, APPENDS)
    program.press("E")
    program.wait_for("EDITING before")
    program.type("and after\n")
    program.until_said("Edited Ann")
    program.wait_for("Ann", "F2 Board")
    assert note(ann) == "before and after"
    program.press("u")
    program.until_said("Undone: Edited Ann")
    assert note(ann) == "before"
    program.press("j")
    program.leave()


def test_ctrl_c_in_the_editor_does_not_end_the_program(ann):
    program = started(ann, IS_DEAF)
    program.press("E")
    program.wait_for("EDITING before")
    program.press("ctrl+c")
    program.type("and after\n")
    program.until_said("Edited Ann")
    assert note(ann) == "before and after"
    program.press("j")
    program.leave()


def test_an_editor_that_fails_changes_nothing(ann):
    program = started(ann, FAILS)
    program.press("E")
    program.until_said("failed: 3")
    assert note(ann) == "before"
    program.leave()


def test_an_editor_that_is_not_there_is_told(ann):
    program = started(ann, FAILS)
    (ann.folder / "my editor").unlink()
    program.press("E")
    program.until_said("failed: no such file or folder")
    assert note(ann) == "before"
    program.leave()


def test_what_was_written_meanwhile_is_kept_and_ones_own_is_in_the_clipboard(ann):
    program = started(ann, CLASHES)
    program.press("E")
    program.until_said("changed elsewhere")
    assert note(ann) == "theirs"
    assert b"\x1b]52;c;" + base64.b64encode(b"mine") in bytes(program.raw)
    program.leave()


def test_the_note_of_somebody_without_a_card(ann):
    program = started(ann, APPENDS)
    program.press("d")
    program.until_said("Moved Ann to the bin")
    program.press("f5")
    program.wait_for("no deal")
    program.press("E")
    program.wait_for("EDITING before")
    program.type("still\n")
    program.until_said("Edited Ann")
    program.press("u", "u")
    program.until_said("Undone: Moved Ann to the bin")
    assert note(ann) == "before"
    program.leave()

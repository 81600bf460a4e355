"""What the program looks like where not everything can be drawn: no colours, no signs, hardly any room."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.end_to_end.program import ENGINES_OWN, NORMAL, Home

_WESTERN = re.compile(r"[^\x00-\xff\u0152\u0153\u0178]")
"""What is neither ASCII nor a letter of Western Europe, which French cannot be written without."""


@pytest.fixture
def french_demo(tmp_path, tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("french"), "fr")
    made.done("demo", "--keep", str(made.database), "--no-open")
    home = Home(tmp_path, "fr")
    shutil.copy(made.database, home.database)
    yield home
    home.close()


@ENGINES_OWN
def test_plain_signs_are_all_that_reaches_the_terminal(french_demo):
    french_demo.done("config", "set", "ascii", "true")
    program = french_demo.program(size=NORMAL)
    for key, words in (("f3", "En retard"), ("f4", "Revue 1/"), ("f5", "Prochaine action"), ("f2", "Prospect")):
        program.press(key)
        program.wait_for(words)
    for keys, words in (("v", "Qualifier"), ("e", "Nom"), ("c", "Échange"), ("?", "Aide"), ("f7", "Tout est dans")):
        program.press(keys)
        program.wait_for(words)
        program.escape(lambda words=words: words not in program.text)
    program.leave()
    assert set(_WESTERN.findall(program.raw.decode("utf-8"))) == set()


def test_without_colours_none_is_sent_and_the_card_is_still_seen(home):
    home.done("add", "Ann", "--stage", "lead")
    home.done("add", "Ben", "--stage", "lead")
    program = home.program(size=NORMAL, prefix=("env", "NO_COLOR=1"))
    program.until(lambda: program.selected.startswith("Ann"), "Ann")
    row = next(y for y, line in enumerate(program.lines) if "▌Ann" in line)
    column = program.lines[row].index("Ann")
    assert program.screen.buffer[row][column].reverse
    for key in ("j", "f3", "f5", "f2", "v"):
        program.press(key)
    program.wait_for("Qualify")
    program.close()
    colours = re.findall(rb"\x1b\[[0-9;]*m", bytes(program.raw))
    parts = {part for one in colours for part in one[2:-1].split(b";")}
    assert not [
        one for one in parts if one.isdigit() and (30 <= int(one) <= 38 or 40 <= int(one) <= 48 or int(one) >= 90)
    ]


@pytest.mark.parametrize(("language", "words"), [("en", "Make the window larger."), ("fr", "Agrandissez la fenêtre.")])
def test_where_nothing_fits_a_plain_message_says_so_whole(tmp_path, language, words):
    home = Home(tmp_path, language)
    program = home.program(size=(20, 6), ready=False)
    program.until(lambda: words.split() == " ".join(program.lines[1:5]).split()[-len(words.split()) :], words)
    program.resize(80, 24)
    program.wait_for_board()
    home.close()

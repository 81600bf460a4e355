"""The big list of naughty strings as all a person can write and as queries, through every place of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import pytest

from tests.end_to_end.program import NORMAL, SMALL, WIDE, Home, Program
from tests.lengths import sample
from tests.naughty import STRINGS, copy_filled, naughty_strings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not STRINGS.exists(), reason=f"the strings are not in {STRINGS.parent}"),
]


@pytest.fixture(scope="module")
def strings() -> list[str]:
    return naughty_strings()


@pytest.fixture(scope="module")
def naughty(tmp_path_factory):
    """A machine whose file holds every string that can be somebody's name, in every field that takes a text."""
    home = Home(tmp_path_factory.mktemp("naughty"))
    assert copy_filled(home.database, tmp_path_factory) > 500
    yield home
    home.close()


def ended_unharmed(program: Program) -> None:
    """Nothing ran, nothing crashed, no control byte of theirs reached the terminal."""
    assert program.process.poll() is None, program.framed()
    program.close()
    assert program.unexpected_controls() == []


def in_the_field(program: Program, line: Callable[[], str], texts: Iterable[str]) -> None:
    """Paste each text into the field with the focus, see it there, and empty the field again."""
    empty = line()
    for text in texts:
        pasted = "".join(sign for sign in text if sign.isprintable())
        if not pasted.strip():
            continue
        end = pasted[-8:] if pasted.isascii() else ""
        program.send(b"\x1b[200~" + pasted.encode("utf-8", "replace") + b"\x1b[201~")
        program.until(partial(lambda end: line() != empty and end.strip() in line(), end), repr(text), pause=0)
        program.press("home", "ctrl+k")  # empties the field: up to the end of the line
        program.until(lambda: line() == empty, f"the field empty after {text!r}", pause=0)


@pytest.mark.parametrize("size", sample([NORMAL, WIDE], 2), ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_place_shows_them_all_and_nothing_runs(naughty, size):
    program = naughty.program(size=size)
    for column in ("Suspect", "Lead", "Prospect", "Proposal"):
        program.until(lambda column=column: column in program.lines[1], column)
        for _page in range(5):
            before = program.text
            program.press("pagedown")
            program.until(lambda before=before: program.text != before, "the next page")
        program.press("l")
    for place, words in (("f3", "Overdue"), ("f5", "Name")):
        program.press(place)
        program.wait_for(words)
        for _page in range(8):
            before = program.text
            program.press("pagedown")
            program.until(lambda before=before: program.text != before, "the next page")
    program.press("f4")
    program.wait_for("Review 1/")
    for number in range(2, 40):
        program.press("n")
        program.wait_for(f"Review {number}/")
    ended_unharmed(program)


def test_each_filters_the_board(naughty, strings):
    program = naughty.program(size=NORMAL)
    program.press("/")
    program.until(lambda: "words" in program.lines[-2], "the filter's field")
    in_the_field(program, lambda: program.row(-2), sample(strings, 10, 0))
    ended_unharmed(program)


def test_each_filters_the_contacts(naughty, strings):
    program = naughty.program(size=SMALL)
    program.press("f5")
    program.wait_for("F5 Contacts")
    program.press("/")
    program.until(lambda: "words" in program.lines[-2], "the filter's field")
    in_the_field(program, lambda: program.row(-2), sample(strings, 10, 3))
    ended_unharmed(program)


def test_each_is_looked_for_by_the_finder(naughty, strings):
    program = naughty.program(size=NORMAL)
    program.press("ctrl+k")
    program.wait_for("name, organization")
    row = program.find("name, organization")[1]
    in_the_field(program, lambda: program.row(row), sample(strings, 10, 6))
    ended_unharmed(program)


def test_each_is_a_saved_view_that_is_listed_and_shown(naughty, strings):
    program = naughty.program(size=NORMAL)
    program.press("F")
    program.wait_for("view name")
    for _page in range(20):
        before = program.text
        program.press("pagedown")
        program.until(lambda before=before: program.text != before, "views further down")
    program.escape(lambda: "F2 Board" in program.text)
    typed = [text for text in strings if text.isascii() and text.isprintable() and 4 < len(text) < 30]
    for text in sample(typed[::16], 4):
        program.press("F")
        program.wait_for("view name")
        program.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")
        program.until(lambda text=text: program.text.count(text.strip()) > 1, f"the view {text!r}")
        program.press("enter")
        program.wait_for("F2 Board")
    ended_unharmed(program)

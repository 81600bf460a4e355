"""Columns stay where they are, whatever is written in them: wide signs, marks, joined emoji, other directions.

The terminal here is a naive one: like older ones it stops at a joiner, and gives a skin tone cells of its own,
where a modern one draws a single picture of two cells. Neither may push what stands to the right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.domain.entries import NewProspect, NextStep
from funneltui.settings import Settings
from tests.end_to_end.program import ENGINES_OWN, NORMAL, SMALL, WIDE, Home, Program
from tests.naughty import CLOCK

NAMES = (
    "東京太郎 株式会社",
    "e\u0301\u0302\u0303 Zoe\u0301",
    "שלום עולם",
    "مرحبا بالعالم",
    "👩\u200d👩\u200d👧\u200d👦 Family",
    "👩\u200d💻 Zoé 🇫🇷",
    "zero\u200bwidth\u2060x",
    "नमस्ते दुनिया",
    "한국어 이름",
    "👍🏽 Skin",
    "\u2764\ufe0f Heart",
    "ﷺ sign",
    "evil\u202edrow\u202c",
    "ﾊﾝｶｸ half",
    "ไทย ที่นี่",
    "🏳\ufe0f\u200d🌈 flag 🏴\u200d☠\ufe0f",
)
pytestmark = ENGINES_OWN
SIZES = pytest.mark.parametrize("size", [WIDE, NORMAL, SMALL], ids=["120x40", "80x24", "40x12"])


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory) -> Iterator[Home]:
    """A machine with a file in which all of them are names, organizations, titles, notes and plans."""
    home = Home(tmp_path_factory.mktemp("columns"))
    funnel = open_funnel(home.database, settings=Settings(), clock=CLOCK)
    for place, name in enumerate(NAMES):
        step = NextStep(CLOCK.today(), name)
        stage = ("lead", "prospect")[place % 2]
        new = NewProspect(name=name, organization=name, title=name, note=name, stage=stage, next_step=step)
        funnel.services.opportunities.add(new)
    funnel.close()
    table = "".join(f'"{name}","{name}","lead"\n' for name in NAMES)
    (home.folder / "wide.csv").write_text("Name,Organization,Stage\n" + table, "utf-8")
    yield home
    home.close()


def cell(program: Program, x: int, y: int) -> str:
    return program.screen.buffer[y][x].data or " "  # the second half of a wide sign holds nothing


def rules(program: Program, y: int, signs: str = "│┃") -> list[int]:
    """Where the rules between columns stand on a line."""
    return [x for x in range(program.screen.columns) if cell(program, x, y) in signs]


def starts(program: Program, words: str) -> set[int]:
    """At which cells of their lines these words start."""
    places = range(program.screen.columns - len(words))
    return {
        x
        for y in range(program.screen.lines)
        for x in places
        if "".join(cell(program, x + at, y) for at in range(len(words))) == words
    }


def ground(program: Program, y: int) -> tuple[int, int]:
    """From where to where a dialogue's own ground goes on a line."""
    line = program.screen.buffer[y]
    outside = line[0].bg
    inside = [x for x in range(program.screen.columns) if line[x].bg != outside]
    return (min(inside), max(inside)) if inside else (0, 0)


@SIZES
def test_on_the_board(everywhere, size):
    program = everywhere.program(size=size)
    columns_stand(program, size)
    for _density in ("full", "compact"):
        before = program.text
        program.press("Z")
        program.until(lambda before=before: program.text != before, "another density")
        columns_stand(program, size)
    ended(program)


def columns_stand(program, size):
    """In one column and in the next, and back."""
    for further in ("", "l", "h"):
        before = program.selected
        program.press(further) if further else None
        program.until(lambda before=before, further=further: not further or program.selected != before, "a column on")
        expected = set(rules(program, size[1] - 2))
        assert expected or size == SMALL  # where a column has the window to itself
        for y in range(3, size[1] - 1):
            there = set(rules(program, y)) if expected else set()
            assert expected <= there, f"line {y}\n{program.framed()}"
        if size == SMALL:
            assert {x for y in range(3, size[1] - 1) for x in range(size[0]) if cell(program, x, y) in "○◐●"} == {38}


@SIZES
def test_in_lists(everywhere, size):
    program = everywhere.program(size=size)
    for place in ("contacts", "today"):
        rows_stand(program, size, place)
    ended(program)


def rows_stand(program, size, place):
    """In a list of people, whatever they are called."""
    program.press({"today": "f3", "contacts": "f5"}[place])
    program.until(lambda: not re.search(r"Suspect \d|Lead \d", program.lines[1]), "another place than the board")
    program.until(lambda: "Overdue" in program.text if place == "today" else "evil" in program.text, "the rows")
    if size == WIDE:
        program.wait_for("Next action ", "Score  ")
    lists = [re.split("[│┃]", line)[0] for line in program.lines]  # without the contact beside
    if place == "contacts":
        rows = [y for y, line in enumerate(lists) if "Lead" in line or "Prospect" in line]
        column = {
            x for x in range(10, size[0]) if cell(program, x, rows[0]) + cell(program, x + 1, rows[0]) in ("Le", "Pr")
        }
        for y in rows:
            assert any(cell(program, x, y) + cell(program, x + 1, y) in ("Le", "Pr") for x in column), program.framed()
    else:
        signs = "‼▸" if size == SMALL else "○◐●"  # there the temperature gives way to the day
        rows = [y for y, line in enumerate(lists[:-1]) if re.search(f"[{signs}]", line)]
        column = {x for x in range(size[0]) if cell(program, x, rows[0]) in signs}
        for y in rows:
            assert column & {x for x in range(size[0]) if cell(program, x, y) in signs}, program.framed()
    assert len(rows) > 4
    if size == WIDE:
        beside = {tuple(rules(program, y)[:1]) for y in range(1, size[1] - 1)}
        assert len(beside) == 1, program.framed()


def test_in_the_review(everywhere):
    program = everywhere.program(size=WIDE)
    program.press("f4")
    program.wait_for("Review 1/", "Single-key decisions")
    beside = starts(program, "Single-key decisions")
    assert len(beside) == 1
    for number in range(1, len(NAMES) + 1):
        program.wait_for(f"Review {number}/")
        assert starts(program, "Single-key decisions") == beside, program.framed()
        program.press("n")
    ended(program)


def dialogue_is_whole(program: Program, *, least: int) -> None:
    """Every line of a dialogue goes from one edge to the other."""
    found = [ground(program, y) for y in range(1, program.screen.lines - 1)]
    grounds = [(left, right) for left, right in found if right - left > program.screen.columns // 3]
    assert len(grounds) >= least
    assert len(set(grounds)) == 1, f"{grounds}\n{program.framed()}"


def test_in_dialogues(everywhere):
    program = everywhere.program(size=WIDE)
    for keys, shows, goes in (
        (("ctrl+k",), "Type a few letters", "Type a few letters"),
        (("v",), "Qualify", "Qualify"),
        (("f7", "h"), "Enter undoes", "Enter undoes"),
        (("ctrl+p",), "type to search", "type to search"),
    ):
        program.press(keys[0])
        if keys[0] == "f7":
            program.wait_for("Everything is kept in")
            program.press(*keys[1:])
        program.wait_for(shows)
        dialogue_is_whole(program, least=3)
        program.escape(lambda goes=goes: goes not in program.text)
    program.press("ctrl+k")
    program.wait_for("Type a few letters")
    program.type("evil")
    program.until(lambda: "No contact" not in program.text and "Type a few" not in program.text, "matches")
    dialogue_is_whole(program, least=3)
    ended(program)


def test_in_the_preview_of_an_import(everywhere):
    program = everywhere.program(size=WIDE)
    program.press("f7")
    program.wait_for("Import a file")
    program.press("enter")
    program.wait_for("▌File")
    program.type(str(everywhere.folder / "wide.csv"))
    program.press("ctrl+r")
    program.wait_for("Zoé")
    dialogue_is_whole(program, least=8)
    ended(program)


def ended(program: Program) -> None:
    assert program.process.poll() is None, program.framed()
    program.close()
    assert program.unexpected_controls() == []

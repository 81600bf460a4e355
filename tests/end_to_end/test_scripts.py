"""Names in any script: wide, combining, right to left, emoji. Columns stand where they stand."""

from __future__ import annotations

import pytest

from funneltui.domain.entries import NewProspect
from funneltui.domain.money import parse_amount
from tests.end_to_end.program import NORMAL, WIDE

# Not with marks that have no combining class, as in Thai: pyte drops what follows them.
NAMES = {
    "wide": "東京太郎株式会社",
    "half and full": "ｶﾀｶﾅ ＦＵＬＬ",
    "combining": "Jose\u0301 Nu\u0303e\u0301z A\u030a\u0323\u0302",
    "right to left": "عبد الله محمد",
    "hebrew": "שָׁלוֹם עֲלֵיכֶם",
    "emoji": "Zoé 🎉 🚀",
    "korean": "김민준",
    "zalgo": "Z̷̡̛a̶̢l̴̨g̸o",
}


@pytest.fixture
def polyglot(home):
    """A machine with a lead of each name, among others."""
    amount = parse_amount("1200", "EUR")
    with home.at_work() as services:
        for name in (*NAMES.values(), "Ann Plain", "Bob Plain"):
            services.opportunities.add(NewProspect(name, name, title=name, stage="lead", amount=amount))
    return home


def rules(program) -> list[int]:
    """Where the upright rules of the board's first card line stand."""
    return [x for x, cell in enumerate(cells_of(program, 3)) if cell and cell in "│┃"]


def cells_of(program, row: int) -> list[str]:
    """A row cell by cell, as the terminal holds it."""
    return [program.screen.buffer[row][x].data for x in range(program.screen.columns)]


@pytest.mark.parametrize("size", [WIDE, NORMAL], ids=["120x40", "80x24"])
def test_no_name_moves_a_column(polyglot, size):
    program = polyglot.program(size=size)
    program.until(lambda: program.count("Lead") == len(NAMES) + 2, "everybody")
    program.until(lambda: rules(program), "the columns")
    upright = rules(program)
    assert len(upright) >= size[0] // 40
    for row in range(3, size[1] - 1):
        line = cells_of(program, row)
        assert [x for x in upright if line[x] not in "│┃"] == [], f"line {row}:\n{program.framed()}"
    for name in ("wide", "right to left", "korean", "combining"):
        assert NAMES[name][:3] in program.text, program.framed()
    program.press("f5")
    program.until(lambda: "Organization" in program.lines[1], "the contacts")
    listed = [row for row in (cells_of(program, y) for y in range(2, 12)) if "Lead" in "".join(row)]
    assert len(listed) >= 9
    assert len({"|".join(row).split("|").index("L") for row in listed}) == 1, program.framed()
    program.leave()


def test_next_and_previous_go_through_what_the_filter_left_from_inside_the_contact(polyglot):
    program = polyglot.program(size=WIDE)
    program.press("/")
    program.until(lambda: "words" in program.lines[-2], "the filter's field")
    program.type("plain")
    program.until(lambda: "2/10" in program.lines[1], "two are left")
    program.press("enter")
    program.press("enter")
    program.until(lambda: "kind" in program.status, "the contact has the keys")
    first = program.selected[:3]
    program.press("n")
    program.until(lambda: program.selected[:3] not in {"", first}, "the next one")
    program.until(lambda: f"┃ {program.selected[:9]}" in program.text, "their contact")
    program.press("n")
    program.until_said("That was the last card shown.")
    program.press("N")
    program.until(lambda: program.selected.startswith(first), "the one before")
    program.press("n", "escape", "escape")
    program.until(lambda: not program.filtered, "everybody again")
    program.leave()

"""Cards are dragged with the mouse: real presses, moves and releases in the pseudo-terminal."""

from __future__ import annotations

import pytest

from funneltui.domain.entries import NewProspect
from tests.end_to_end.program import NORMAL, SMALL, WIDE


@pytest.fixture
def dragging(home):
    """A machine with two suspects."""
    with home.at_work() as services:
        services.opportunities.add(NewProspect("Ann"))
        services.opportunities.add(NewProspect("Bob"))
    return home


class Mouse:
    """The left button over a program."""

    def __init__(self, program) -> None:
        self.program = program

    def _send(self, button: int, x: int, y: int, end: str) -> None:
        self.program.send(f"\x1b[<{button};{x + 1};{y + 1}{end}".encode())

    def take(self, text: str) -> None:
        """Press on a text and begin to drag."""
        x, y = self.program.find(text)
        self._send(0, x, y, "M")
        self.program.until(lambda: self.program.selected.startswith(text), f"the cursor on {text}")
        self.move(x + 1, y)

    def move(self, x: int, y: int) -> None:
        """Move with the button down."""
        self._send(32, x, y, "M")

    def let_go(self, x: int, y: int) -> None:
        """Release the button."""
        self._send(0, x, y, "m")


def test_a_card_is_dragged_onto_a_stage_that_is_marked(dragging):
    program = dragging.program(size=WIDE)
    mouse = Mouse(program)
    mouse.take("Bob")
    x, y = program.find("Lead")
    mouse.move(x + 2, y + 6)
    program.until_said("Release to move to Lead")
    mouse.let_go(x + 2, y + 6)
    program.until_said("Moved Bob to Lead")
    program.until(lambda: program.count("Lead") == 1, "Bob is a lead")
    program.leave()


@pytest.mark.parametrize("size", [NORMAL, SMALL], ids=["80x24", "40x12"])
def test_at_the_edge_the_next_columns_come(dragging, size):
    program = dragging.program(size=size)
    mouse = Mouse(program)
    assert "Proposal" not in program.lines[1]
    mouse.take("Bob")
    edge = size[0] - 1
    mouse.move(edge, 6)
    program.until(lambda: "Proposal" in program.lines[1], "the columns further right")
    mouse.move(edge - 8, 6)
    program.until_said("Release to move to Pro")
    program.press("escape")
    program.until_said("Not moved.")
    program.until(lambda: program.lines[1].strip(" ‹›").startswith("Suspect 2"), "the column it came from")
    mouse.let_go(edge - 8, 6)
    program.press("j", "k")
    program.until(lambda: program.selected.startswith("Ann"), "the keys move the cursor")
    assert program.count("Suspect") == 2
    program.leave()


def test_what_is_dropped_on_lost_is_asked_for_its_reason(dragging):
    program = dragging.program(size=WIDE)
    mouse = Mouse(program)
    mouse.take("Bob")
    column, line = program.find("Lost 0")
    mouse.move(column, line)
    program.until_said("Release to move to Lost")
    mouse.let_go(column, line)
    program.wait_for("Mark as lost: Bob", "Price")
    program.wait_gone("Release to move")
    program.press("escape")
    program.wait_gone("Price")
    assert "Suspect" in program.lines[1], "letting go is no click that folds a column"
    assert "Lost 0" in program.text
    program.leave()

"""C: a program that was stopped (SIGTSTP) and continued shows its screen at once."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from funneltui.domain.entries import NewProspect
from tests.end_to_end.conftest import home
from tests.end_to_end.program import NORMAL

__all__ = ["home"]  # the fixture of an installed program


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_what_was_stopped_is_drawn_again(home):
    with home.at_work() as services:
        services.opportunities.add(NewProspect("Ann", stage="lead"))
    program = home.program(size=NORMAL)
    program.until(lambda: program.selected.startswith("Ann"), "the board")
    program.process.send_signal(signal.SIGTSTP)
    state = Path(f"/proc/{program.process.pid}/stat")
    program.until(lambda: state.read_text().rpartition(")")[2].split()[0] == "T", "it is stopped")
    program.screen.reset()  # as the shell leaves it: the terminal of these tests knows no second screen
    program.process.send_signal(signal.SIGCONT)
    program.wait_for("Ann", "F2 Board")
    program.leave()

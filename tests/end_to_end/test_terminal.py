"""The driver itself, on a program small enough to be sure of."""

import os
import signal
import sys

import pytest

from tests.end_to_end.program import ENGINES_OWN
from tests.end_to_end.terminal import ScreenTimeoutError, Terminal
from tests.lengths import rounds

_APP = """
from textual.app import App
from textual.widgets import Input, Label

class Tiny(App):
    BINDINGS = [("f1", "help", ""), ("ctrl+t", "time", "")]
    def compose(self):
        yield Input(placeholder="type here")
        yield Label("ready", id="said")
    def on_input_submitted(self, event):
        self.query_one("#said").update("you said " + event.value)
    def action_help(self):
        self.query_one("#said").update("%d×%d" % (self.size.width, self.size.height))

Tiny().run()
"""


@pytest.fixture
def tiny():
    environ = {**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"}
    terminal = Terminal([sys.executable, "-c", _APP], (60, 8), environ)
    yield terminal
    terminal.close()


def test_a_screen_comes_up_and_keys_go_in(tiny):
    tiny.wait_for("type here", "ready")
    tiny.type("héllo")
    tiny.press("enter")
    tiny.wait_for("you said héllo")
    tiny.press("f1")
    tiny.wait_for("60×8")
    assert tiny.unexpected_controls() == []


def test_frames_are_marked_and_looked_at_whole(tiny):
    tiny.wait_for("ready")
    tiny.press("f1")
    tiny.until(lambda: b"\x1b[?2026h" in tiny.raw, "a marked frame")
    assert tiny.raw.count(b"\x1b[?2026h") == tiny.raw.count(b"\x1b[?2026l")


def test_the_window_takes_another_size(tiny):
    tiny.wait_for("ready")
    tiny.resize(40, 12)
    tiny.press("f1")
    tiny.wait_for("40×12")


def test_the_program_ends_and_gives_the_terminal_back(tiny):
    tiny.wait_for("ready")
    tiny.press("ctrl+q")
    assert tiny.wait_ended() == 0
    assert b"\x1b[?1049l" in tiny.raw


def test_what_does_not_come_is_an_error_that_shows_the_screen(tiny):
    tiny.wait_for("ready")
    with pytest.raises(ScreenTimeoutError, match="type here"):
        tiny.wait_for("never", patience=0.2)


def test_a_stray_control_character_is_found(tiny):
    tiny.wait_for("ready")
    assert tiny.unexpected_controls() == []
    tiny.raw += b"Ada \x1b]0;pwn\x07"
    assert len(tiny.unexpected_controls()) == 2


def test_a_terminal_that_is_closed_is_no_fault(home):
    """Whoever closes one sends SIGHUP and SIGCONT: the program ends, and does not take the terminal again."""
    program = home.program()
    for number in (signal.SIGSTOP, signal.SIGHUP, signal.SIGCONT):
        program.process.send_signal(number)
    assert program.ended() == 128 + signal.SIGHUP
    assert [path.read_text() for path in home.folder.rglob("*.log")] == []


@ENGINES_OWN
def test_a_terminal_that_goes_without_a_signal_ends_the_program_too(home):
    """Under nohup nobody is told; the program would ask an end without end for keys. What was typed is a draft."""
    program = home.program(prefix=("sh", "-c", "trap '' HUP; exec \"$@\"", "sh"))
    program.press("a")
    program.wait_for("Add a prospect")
    program.type("Ada Lovelace")
    program.wait_for("Ada Lovelace")
    program.hang_up()
    program.process.wait(timeout=60)
    assert [path.read_text() for path in home.folder.rglob("*.log")] == []
    again = home.program()
    again.press("a")
    again.wait_for("Ada Lovelace")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program_whatever_it_does(home, number):
    """The terminal is given back: what raises in the middle of drawing would leave it taken, and the program alive."""
    for _ in range(rounds(4, 40)):
        program = home.program()
        program.process.send_signal(number)
        assert program.ended() == 128 + number
        assert b"\x1b[?1049l" in program.raw

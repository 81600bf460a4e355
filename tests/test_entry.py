"""The door: which front end opens, and what the shell is told."""

import sys
import types

import pytest

from funneltui import __version__, entry
from funneltui.errors import ConflictError


@pytest.fixture
def fronts(monkeypatch):
    """Both front ends replaced by ones that write down how they were called."""
    calls = []
    tui = types.ModuleType("funneltui.tui.app")
    tui.run = lambda db, lang: calls.append(("program", db and str(db), lang)) or 0
    cli = types.ModuleType("funneltui.cli.main")
    cli.main = lambda argv, open_program: calls.append(("commands", argv)) or 3
    monkeypatch.setitem(sys.modules, "funneltui.tui.app", tui)
    monkeypatch.setitem(sys.modules, "funneltui.cli.main", cli)
    monkeypatch.setattr(entry, "_on_a_terminal", lambda: True)
    return calls


@pytest.mark.parametrize(
    ("argv", "called"),
    [
        ([], ("program", None, "")),
        (["--db", "x.db"], ("program", "x.db", "")),
        (["--db=x.db", "--lang", "fr"], ("program", "x.db", "fr")),
        (["--lang=en"], ("program", None, "en")),
        (["list"], ("commands", ["list"])),
        (["--db", "x.db", "list"], ("commands", ["--db", "x.db", "list"])),
        (["--help"], ("commands", ["--help"])),
        (["--lang", "de"], ("commands", ["--lang", "de"])),
        (["--db"], ("commands", ["--db"])),
    ],
)
def test_the_right_front_end_opens(fronts, argv, called):
    assert entry.main(argv) == (0 if called[0] == "program" else 3)
    assert fronts == [called]


def test_the_version_needs_neither(fronts, capsys):
    assert entry.main(["--version"]) == 0
    assert capsys.readouterr().out == f"funneltui {__version__}\n"
    assert fronts == []


def test_without_a_terminal_the_program_says_what_to_do(fronts, monkeypatch, capsys):
    monkeypatch.setattr(entry, "_on_a_terminal", lambda: False)
    assert entry.main(["--lang", "fr"]) == 1
    assert "funneltui --help" in capsys.readouterr().err
    assert fronts == []


def test_a_failure_to_start_is_a_sentence_and_a_status(fronts, capsys):
    def fail(db, lang):
        raise ConflictError("busy: {name}", name="a\x1b[31mb")

    sys.modules["funneltui.tui.app"].run = fail
    assert entry.main([]) == 4
    told = capsys.readouterr().err
    assert told.startswith("busy: a")
    assert "\x1b" not in told


def test_an_interrupt_is_reported_as_shells_do(fronts):
    def interrupt(argv, open_program):
        raise KeyboardInterrupt

    sys.modules["funneltui.cli.main"].main = interrupt
    assert entry.main(["list"]) == 130

"""A fault of the program's own: one sentence, a log without a word of anybody's, the whole of it with --debug."""

from __future__ import annotations

import os
import stat

import pytest

from funneltui import entry, logs
from funneltui.errors import RefusedError
from funneltui.paths import state_folder


@pytest.fixture
def broken(monkeypatch):
    """A command line in which every command fails."""

    def fail(*_more: object, **_named: object) -> int:
        raise ZeroDivisionError("Sophie Martin, sophie@lumiere.example")

    monkeypatch.setattr("funneltui.cli.main.main", fail)
    monkeypatch.delenv(logs.DEBUG, raising=False)


def test_a_fault_is_a_sentence_and_the_log_says_where_without_anybodys_words(broken, capsys) -> None:
    before = os.umask(0)
    try:
        assert entry.main(["list"]) == 1
    finally:
        os.umask(before)
    err = capsys.readouterr().err
    log = state_folder() / "funneltui.log"
    assert "ZeroDivisionError" in err
    assert str(log) in err
    assert "Traceback" not in err
    assert "Sophie" not in err
    text = log.read_text()
    assert "builtins.ZeroDivisionError\n" in text
    assert "funneltui/entry.py:" in text
    assert "ophie" not in text
    assert str(log.parent.parent) not in text
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_debug_shows_all_of_it(broken, capsys, monkeypatch) -> None:
    monkeypatch.setenv(logs.DEBUG, "")
    with pytest.raises(ZeroDivisionError, match="Sophie"):
        entry.main(["list", "--debug"])


def test_the_log_does_not_grow_without_end() -> None:
    logs.note("start")
    path = logs.log_path()
    path.write_text("x" * 300_000)
    logs.note("again", RefusedError("Message {name}", name="Sophie"))
    assert path.with_suffix(".log.1").stat().st_size == 300_000
    assert "Message {name}" in path.read_text()
    assert "Sophie" not in path.read_text()


def test_without_a_place_for_the_log_the_sentence_is_said_all_the_same(broken, capsys, monkeypatch, tmp_path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert entry.main(["list"]) == 1
    assert "fault of its own" in capsys.readouterr().err

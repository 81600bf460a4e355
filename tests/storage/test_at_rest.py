"""How the file was left: damage is noticed where nothing is held, and nothing else is called damage."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.domain.entries import NewProspect
from funneltui.storage import at_rest
from funneltui.storage.backup import backups_folder
from funneltui.storage.database import Database
from tests.tui.driving import driven, opened


def _add(path: Path, *names: str) -> None:
    with contextlib.closing(open_funnel(path, door="program")) as funnel:
        for name in names:
            funnel.services.opportunities.add(NewProspect(name))


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """A file with a few people in it, as the program leaves it."""
    path = tmp_path / "funnel.db"
    _add(path, *"ABCDEF")
    assert _note(path).exists()
    return path


def _note(path: Path) -> Path:
    return backups_folder(path) / "at-rest.json"


def _damage(path: Path) -> None:
    """Change a byte where nothing is held."""
    content = bytearray(path.read_bytes())
    content[content.index(bytes(100), 4096) + 50] ^= 1
    path.write_bytes(content)


def _is_changed(path: Path) -> bool:
    changed = at_rest.is_changed(Database.at(path))
    at_rest.let_go(path)
    return changed


def test_a_byte_that_holds_nothing_is_noticed(left: Path) -> None:
    assert not _is_changed(left)
    _damage(left)
    assert _is_changed(left)
    with contextlib.closing(Database.at(left).connect()) as held:  # as the program does, with the file open
        held.execute("SELECT * FROM contact").fetchone()
        assert at_rest.is_changed(Database.at(left))
        assert at_rest.is_changed(Database.at(left))
    at_rest.let_go(left)


async def test_the_program_says_it_when_it_starts(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    funnel.services.opportunities.add(NewProspect("Ada"))
    funnel.close()
    _damage(funnel.database.path)
    funnel = opened(tmp_path)
    async with driven(funnel) as program:
        await program.sees("Bytes of")


def _another_program(path: Path) -> None:
    """Something that writes and knows no notes."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")


def _copied_back(path: Path) -> None:
    """A backup of the same content, put in the place by hand."""
    with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(f"{path}2")) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
    shutil.copy(f"{path}2", path)


def _spoilt_note(path: Path) -> None:
    _note(path).write_text("{")
    _damage(path)


def _no_note(path: Path) -> None:
    at_rest.forget(path)
    _damage(path)


def _being_written(path: Path) -> None:
    """Another program has begun to change it: the note goes first."""
    _damage(path)
    usual = at_rest._state

    def state(connection: sqlite3.Connection) -> str:
        at_rest.forget(path)
        return usual(connection)

    at_rest._state = state


@pytest.mark.parametrize("happens", [_another_program, _copied_back, _spoilt_note, _no_note, _being_written])
def test_what_is_no_damage_or_cannot_be_known_is_no_alarm(
    left: Path, happens: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_rest, "_state", at_rest._state)
    happens(left)
    assert not _is_changed(left)


def test_the_note_goes_before_the_first_change_and_is_made_anew_at_the_end(left: Path) -> None:
    before = _note(left).read_bytes()
    with contextlib.closing(open_funnel(left, door="program")) as funnel:
        funnel.services.opportunities.add(NewProspect("G"))
        assert not _note(left).exists()
    assert _note(left).read_bytes() != before
    assert not _is_changed(left)
    before = _note(left).read_bytes()
    with contextlib.closing(open_funnel(left, door="program")) as funnel:
        assert funnel.services is not None
    assert _note(left).read_bytes() == before, "nothing has changed"


def test_while_another_program_has_it_open_nothing_is_noted(left: Path) -> None:
    with contextlib.closing(Database.at(left).connect()) as other:
        other.execute("SELECT * FROM contact").fetchone()
        _add(left, "G")
        assert not _note(left).exists()


def test_a_command_does_not_wait_for_a_big_file(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_rest.forget(left)
    monkeypatch.setattr(at_rest, "_QUICKLY", 1000)
    at_rest.leave(Database.at(left), quickly=True)
    assert not _note(left).exists()
    at_rest.leave(Database.at(left))
    assert _note(left).exists()

"""Putting a file back while others work: what they were told is saved is in the file or in a backup."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.clock import FixedClock
from funneltui.domain.entries import NewProspect
from funneltui.errors import FunnelError
from funneltui.services.backups import Backups
from funneltui.storage.backup import copy_to, kept
from funneltui.storage.database import Database
from funneltui.storage.errors import BusyError, StorageFullError
from funneltui.storage.integrity import damages
from funneltui.storage.putting_back import changes, put_back
from funneltui.storage.tables import Contact
from funneltui.storage.unit_of_work import UnitOfWork


def _add(database: Database, clock: FixedClock, name: str) -> None:
    with contextlib.closing(UnitOfWork(database, clock)) as unit_of_work, unit_of_work.step("Added") as work:
        work.add(Contact(name=name))


def _names(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM contact ORDER BY id")]


@pytest.fixture
def copy(database: Database, tmp_path: Path) -> Path:
    """A copy of the empty file."""
    with contextlib.closing(database.connect()) as source:
        copy_to(source, tmp_path / "copy.db")
    return tmp_path / "copy.db"


def test_what_another_program_adds_while_a_backup_is_restored_is_in_the_one_kept_before(
    database: Database, clock: FixedClock, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = Backups(database, clock)
    usual = Backups._put_aside

    def put_aside(self: Backups) -> object:
        done = usual(self)
        _add(database, clock, "Ada")
        return done

    monkeypatch.setattr(Backups, "_put_aside", put_aside)
    done = backups.restore(copy)
    assert _names(database.path) == []
    (former,) = kept(database.path)  # the one without her is gone
    assert done.former == former
    assert _names(former.path) == ["Ada"]
    assert former.pinned


def test_nobody_changes_the_file_once_it_is_alone(database: Database, clock: FixedClock, copy: Path) -> None:
    _add(database, clock, "Ada")
    tried = []

    def alone() -> None:
        with contextlib.closing(database.connect(write=True, patience=0)) as other:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            tried.append(_names(database.path))

    put_back(database, copy, alone)
    assert tried == [["Ada"]], "asked once, and the file is as it was until then"
    assert _names(database.path) == []


def test_what_is_refused_while_it_is_alone_leaves_the_file_as_it_was(
    database: Database, clock: FixedClock, copy: Path
) -> None:
    _add(database, clock, "Ada")

    def alone() -> None:
        raise StorageFullError(database.path, detail="no space left")

    with pytest.raises(FunnelError):
        put_back(database, copy, alone)
    assert _names(database.path) == ["Ada"]
    assert damages(database) == []


def test_who_writes_without_end_is_told_of(database: Database, clock: FixedClock, copy: Path, monkeypatch) -> None:
    _add(database, clock, "Ada")
    usual = Database.connect
    with contextlib.closing(database.connect(write=True)) as other:
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(Database, "connect", lambda self, *, write=False: usual(self, write=write, patience=0))
        with pytest.raises(BusyError):
            put_back(database, copy)
    assert _names(database.path) == ["Ada"]


def test_changes_are_noticed_and_a_file_that_is_gone_has_none(database: Database, clock: FixedClock) -> None:
    with changes(database) as is_changed:
        assert not is_changed()
        _add(database, clock, "Ada")
        assert is_changed()
    database.path.unlink()
    with changes(database._replace(place=None)) as is_changed:
        assert not is_changed()


def test_two_files_restored_at_once_lose_nothing(tmp_path: Path) -> None:
    """Two programs go back to the same backup, one after the other: each has kept what it replaced."""
    with contextlib.closing(open_funnel(tmp_path / "funnel.db")) as funnel:
        made = funnel.backups.make()
        funnel.services.opportunities.add(NewProspect("Ada"))
        with contextlib.closing(open_funnel(tmp_path / "funnel.db")) as other:
            first = other.backups.restore(made.path).former
            funnel.services.opportunities.add(NewProspect("Bob"))
            second = funnel.backups.restore(made.path).former
    assert first is not None
    assert second is not None
    assert _names(first.path) == ["Ada"]
    assert _names(second.path) == ["Bob"]
    assert _names(tmp_path / "funnel.db") == []

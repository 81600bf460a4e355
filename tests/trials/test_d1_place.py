"""D1, D2: while the file is open, another takes its place, writes over it, or it goes: nobody's data is lost."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.domain.entries import NewProspect
from funneltui.storage import backup, watching
from funneltui.storage.errors import OverwrittenFileError, ReplacedFileError, VanishedFileError


def _add(funnel, name: str) -> None:
    funnel.services.opportunities.add(NewProspect(name))


def _names(path: Path) -> set[str]:
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {name for (name,) in connection.execute("SELECT name FROM contact")}


def _other(tmp_path: Path) -> Path:
    """A sound file of another machine, in one piece."""
    path = tmp_path / "other" / "funnel.db"
    other = open_funnel(path)
    for number in range(40):
        _add(other, f"Other {number}")
    other.close()
    return path


def _rename(other: Path, path: Path) -> None:
    shutil.copy(other, path.with_name("part"))
    path.with_name("part").replace(path)


def _copy_over(other: Path, path: Path) -> None:
    time.sleep(0.02)  # a later modification time, whatever the file system's clock
    shutil.copyfile(other, path)


def _remove(_other: Path, path: Path) -> None:
    path.unlink()


def _move(_other: Path, path: Path) -> None:
    path.rename(path.with_name("moved.db"))


@pytest.fixture(autouse=True)
def _closed_at_last(monkeypatch):
    """What is kept open until the process ends is closed with the test."""
    kept = []
    monkeypatch.setattr(watching, "_never_close", kept.append)
    yield
    for connection in kept:
        connection.close()


@pytest.fixture
def funnel(tmp_path):
    """An open file with somebody in it, settled as the program leaves it between two keys."""
    one = open_funnel(tmp_path / "funnel.db", door="program")
    _add(one, "Mine before")
    _add(one, "Mine after")
    one.backups.wait()
    one.services.settle()
    one.watch.check()
    yield one
    one.close()


@pytest.mark.parametrize(
    ("happens", "error"),
    [(_rename, ReplacedFileError), (_remove, VanishedFileError), (_move, VanishedFileError)],
)
def test_d1_d2_what_was_open_is_kept_and_the_other_is_not_touched(tmp_path, funnel, happens, error) -> None:
    path, other = tmp_path / "funnel.db", _other(tmp_path)
    _add(funnel, "Mine in the log")
    content = other.read_bytes()
    happens(other, path)
    with pytest.raises(error) as failure:
        _add(funnel, "Too late")
    assert str(path) in str(failure.value)
    kept = failure.value.kept
    assert kept is not None
    assert str(kept) in str(failure.value)
    assert kept.name.startswith("funnel.kept-")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert _names(kept) == {"Mine before", "Mine after", "Mine in the log"}
    with pytest.raises(error):
        _add(funnel, "Still too late")
    with pytest.raises(error):
        funnel.watch.check()
    assert len(list(tmp_path.glob("*.kept-*"))) == 1
    assert funnel.reads.opportunities.record(1), "what was open can still be looked at"
    if happens is _rename:
        assert not list(tmp_path.glob("funnel.db-*")), "the other file has no log of ours"
        newcomer = open_funnel(path)
        _add(newcomer, "Other, later")
        funnel.close()
        _add(newcomer, "Other, after we have gone")
        newcomer.close()
        assert len(_names(path) & {"Other, later", "Other, after we have gone", "Other 0"}) == 3
    else:
        assert not path.exists()
        assert other.read_bytes() == content


def test_d1_a_file_written_over_is_noticed_before_anything_is_written(tmp_path, funnel) -> None:
    path, other = tmp_path / "funnel.db", _other(tmp_path)
    _copy_over(other, path)
    with pytest.raises(OverwrittenFileError) as failure:
        _add(funnel, "Too late")
    assert str(path) in str(failure.value)
    funnel.close()
    assert path.read_bytes() == other.read_bytes()
    assert _names(path) == {f"Other {number}" for number in range(40)}


def test_d1_what_others_write_through_sqlite_is_no_alarm(tmp_path, funnel) -> None:
    for number in range(5):
        somebody = open_funnel(tmp_path / "funnel.db", door="cli")
        _add(somebody, f"Somebody {number}")
        somebody.services.settle()
        funnel.watch.check()
        somebody.close()
        funnel.watch.check()
        _add(funnel, f"Mine {number}")
        if number % 2:
            funnel.services.settle()
        funnel.watch.check()
    with contextlib.closing(sqlite3.connect(tmp_path / "funnel.db", isolation_level=None)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    funnel.watch.check()
    assert len(_names(tmp_path / "funnel.db")) == 12


def test_d1_the_log_is_empty_while_nothing_happens(tmp_path, funnel) -> None:
    assert (tmp_path / "funnel.db-wal").stat().st_size == 0
    _add(funnel, "More")
    assert (tmp_path / "funnel.db-wal").stat().st_size > 0
    funnel.services.settle()
    assert (tmp_path / "funnel.db-wal").stat().st_size == 0
    with contextlib.closing(sqlite3.connect(tmp_path / "funnel.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM contact").fetchone()
        _add(funnel, "While somebody reads")
        began = time.monotonic()
        funnel.services.settle()
        assert time.monotonic() - began < 1, "it does not wait for them"


def test_d2_a_folder_that_is_gone_is_told_and_what_was_open_is_kept_at_home(tmp_path, monkeypatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    funnel = open_funnel(tmp_path / "stick" / "funnel.db", door="program")
    _add(funnel, "Mine")
    funnel.watch.check()
    funnel.backups.wait()
    shutil.rmtree(tmp_path / "stick")
    with pytest.raises(VanishedFileError) as failure:
        _add(funnel, "Too late")
    assert failure.value.kept is not None
    assert failure.value.kept.parent == home
    assert _names(failure.value.kept) == {"Mine"}
    funnel.close()


def test_d2_what_cannot_be_kept_is_said(tmp_path, monkeypatch) -> None:
    funnel = open_funnel(tmp_path / "funnel.db", door="program")
    _add(funnel, "Mine")
    funnel.backups.wait()
    funnel.watch.check()

    def fail(*_more: object, **_named: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("funneltui.storage.backup.copy_to", fail)
    (tmp_path / "funnel.db").unlink()
    with pytest.raises(VanishedFileError, match="Nothing more is written") as failure:
        funnel.watch.check()
    assert failure.value.kept is None
    funnel.close()
    assert backup.kept(tmp_path / "funnel.db")

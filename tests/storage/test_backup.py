"""Backups as files: what does not fit is not put back."""

from __future__ import annotations

import contextlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from funneltui.storage import backup
from funneltui.storage.backup import backups_folder, copy_anew, copy_to, keep, kept
from funneltui.storage.database import Database
from funneltui.storage.integrity import damages
from funneltui.storage.putting_back import put_back

resource = pytest.importorskip("resource")


def test_what_does_not_fit_on_the_disk_is_not_put_back(database: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with contextlib.closing(database.connect()) as source:
        copy_to(source, copy)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(sqlite3.OperationalError):
            put_back(database, copy)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert damages(database) == []
    put_back(database, copy)
    assert damages(database) == []


def test_a_backup_of_the_second_in_which_another_was_begun_has_a_name_of_its_own(database: Database) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    folder = backups_folder(database.path)
    folder.mkdir()
    (folder / ".20261122T120000Z-00-asked.db.part").touch()  # by a program that was killed, or is at it
    with contextlib.closing(database.connect()) as source:
        names = [keep(database, source, now, "asked").path.name for _ in range(2)]
    assert names == ["20261122T120000Z-01-asked.db", "20261122T120000Z-02-asked.db"]


def test_programs_that_make_a_backup_in_the_same_second_all_make_one(database: Database) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def make() -> None:
        with contextlib.closing(database.connect()) as source:
            keep(database, source, now, "asked")

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(make) for _ in range(16)]:
            done.result()
    assert len(kept(database.path)) == 16


def test_what_a_killed_copy_has_left_is_no_obstacle(database: Database, tmp_path: Path) -> None:
    for name in ("copy.db", ".copy.db.part"):
        (tmp_path / name).write_bytes(b"half")
    with contextlib.closing(database.connect()) as source:
        copy_anew(source, tmp_path / "copy.db")
    assert damages(Database.at(tmp_path / "copy.db")) == []


def test_choosing_a_name_ends_where_each_is_taken(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = backups_folder(database.path)
    folder.mkdir()
    (folder / ".taken.db.part").touch()
    monkeypatch.setattr(backup, "_free", lambda *_words: folder / "taken.db")
    with contextlib.closing(database.connect()) as source, pytest.raises(FileExistsError):
        keep(database, source, datetime(2026, 11, 22, 12, tzinfo=UTC), "asked")
    assert kept(database.path) == []

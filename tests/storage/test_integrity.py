"""What is damaged is noticed and saved row by row; a backup that cannot be cleaned is not kept."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from funneltui.clock import FixedClock
from funneltui.storage import backup, digest, integrity
from funneltui.storage.database import Database
from funneltui.storage.errors import (
    BusyError,
    DamagedFileError,
    UnreadableFileError,
    VanishedFileError,
    reading_failure,
)
from funneltui.storage.mentions import mentions
from funneltui.storage.unit_of_work import UnitOfWork
from funneltui.storage.watching import Watch
from tests import stored

_NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def filled(database: Database, unit_of_work: UnitOfWork) -> Database:
    """Three hundred people with a deal each, in one piece."""
    with unit_of_work.step("Add") as work:
        people = stored.insert_many(work, "contact", [{"name": f"Person {number} {'x' * 90}"} for number in range(300)])
        stored.insert_many(
            work, "opportunity", [{"contact_id": one, "stage_id": 1, "title": f"Deal {one}"} for one in people]
        )
    unit_of_work.close()
    return database


def _leaves(content: bytes, words: bytes) -> list[int]:
    """Where pages begin that are leaves of a table and hold these words."""
    return [at for at in range(4096, len(content), 4096) if content[at] == 13 and words in content[at : at + 4096]]


def test_rows_that_cannot_be_read_are_lost_by_name_and_the_others_saved(
    filled: Database, tmp_path: Path, clock: FixedClock
) -> None:
    sound = filled.path.read_bytes()
    lost_some = False
    for number, page in enumerate(_leaves(sound, b"Person 150 x")):
        content = bytearray(sound)
        content[page : page + 100] = b"\xff" * 100
        damaged, new = tmp_path / f"{number}.db", tmp_path / f"{number}.new.db"
        damaged.write_bytes(content)
        assert integrity.damages(Database(damaged))
        done = integrity.salvage(damaged, new, clock)
        assert integrity.damages(Database(new)) == []
        if "contact" in done.lost:
            lost_some = True
            assert len(done.lost["contact"]) + done.saved["contact"] == 300
            assert 151 in done.lost["contact"]
            assert set(done.lost["contact"]) <= set(done.lost["opportunity"]), "a deal is nothing without its contact"
            assert any(name.startswith("Person 150 ") for name in done.names)
        else:
            assert done.saved["contact"] == 300
    assert lost_some


def test_without_its_indexes_what_is_lost_is_counted_by_ids(
    filled: Database, tmp_path: Path, clock: FixedClock
) -> None:
    content = bytearray(filled.path.read_bytes())
    for page in range(4096, len(content), 4096):
        if content[page] in {2, 10} or b"Person 150 x" in content[page : page + 4096]:
            content[page : page + 100] = b"\xff" * 100
    (tmp_path / "damaged.db").write_bytes(content)
    with contextlib.suppress(DamagedFileError):
        done = integrity.salvage(tmp_path / "damaged.db", tmp_path / "new.db", clock)
        assert sum(map(len, done.lost.values()))


def test_a_file_of_which_nothing_can_be_read_is_told(filled: Database, tmp_path: Path, clock: FixedClock) -> None:
    content = bytearray(filled.path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    (tmp_path / "damaged.db").write_bytes(content)
    with pytest.raises(DamagedFileError):
        integrity.salvage(tmp_path / "damaged.db", tmp_path / "new.db", clock)
    assert integrity.damages(Database(tmp_path / "damaged.db"))[0].kind == "pages"
    assert integrity.last_change(Database(tmp_path / "damaged.db")) == ""


def test_a_file_of_another_version_is_not_salvaged(filled: Database, tmp_path: Path, clock: FixedClock) -> None:
    shutil.copy(filled.path, tmp_path / "older.db")
    with contextlib.closing(sqlite3.connect(tmp_path / "older.db")) as connection:
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(DamagedFileError, match="version 1"):
        integrity.salvage(tmp_path / "older.db", tmp_path / "new.db", clock)


def test_a_table_that_cannot_be_read_is_named_as_damage(filled: Database) -> None:
    with contextlib.closing(sqlite3.connect(filled.path, isolation_level=None)) as connection:
        connection.execute("UPDATE contact SET note = CAST(x'ff' AS TEXT) WHERE id = 1")
        found = list(integrity._in_content(connection))
    assert found[0].kind == "content"
    assert isinstance(reading_failure(sqlite3.OperationalError("Could not decode to UTF-8 column"), filled.path),
                      DamagedFileError)  # fmt: skip


def test_a_read_only_file_is_looked_at_without_writing(filled: Database) -> None:
    assert integrity.damages(filled._replace(read_only=True)) == []


def test_a_backup_that_does_not_verify_is_none(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with contextlib.closing(filled.connect()) as source:
        monkeypatch.setattr(backup, "counts_of", lambda _connection: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            backup.keep(filled, source, _NOW, "asked")
    assert list(backup.backups_folder(filled.path).iterdir()) == []


def test_a_backup_from_which_somebody_cannot_be_erased_is_not_kept_as_it_is(
    filled: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.closing(filled.connect()) as source:
        (uid,) = source.execute("SELECT uid FROM contact WHERE id = 5").fetchone()
        made = backup.keep(filled, source, _NOW, "asked")
    assert not backup.erase_from(made, "nobody", clock)
    with monkeypatch.context() as patch:
        patch.setattr(backup, "verify", lambda _path: "broken")
        with pytest.raises(DamagedFileError, match="broken"):
            backup.erase_from(made, uid, clock)
    with contextlib.closing(sqlite3.connect(made.path, isolation_level=None)) as connection:
        connection.execute("UPDATE contact SET uid = 'other' WHERE id = 5")
        connection.execute("UPDATE change SET before = ?, after = '' WHERE id = 1", (uid,))
    with pytest.raises(DamagedFileError):
        backup.erase_from(made, uid, clock)


def test_a_long_journal_is_left_to_a_check_that_has_the_time(filled: Database) -> None:
    with contextlib.closing(sqlite3.connect(filled.path, isolation_level=None)) as connection:
        connection.execute("UPDATE change SET after = 'other' WHERE id = 3")
        assert digest.differing(connection) == ("change",)
        assert digest.differing(connection, 10) == ()


def test_a_file_that_is_gone_before_it_was_looked_at_is_told(database: Database) -> None:
    watch = Watch(database)
    database.path.unlink()
    with pytest.raises(VanishedFileError) as failure:
        watch.check()
    assert failure.value.kept is None


def test_a_place_that_cannot_be_looked_at_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_path: Path) -> tuple[int, int]:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr("funneltui.storage.database._place", fail)
    with pytest.raises(UnreadableFileError):
        database.check_place()
    Database(database.path).check_place()  # one that was not opened has no place to lose


def test_a_single_word_is_no_mention(database: Database) -> None:
    assert mentions(lambda *_more: [], ["zoe"]) == ()


def test_a_disk_that_fails_meanwhile_is_told(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_connection: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(integrity, "_in_pages", fail)
    assert [one.kind for one in integrity.damages(filled)] == ["pages"]


def test_a_file_that_somebody_holds_is_not_called_damaged(filled: Database) -> None:
    """It cannot be looked at for now, which is another thing."""
    with contextlib.closing(sqlite3.connect(filled.path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        impatient = filled.connect
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Database, "connect", lambda _database, **_options: impatient(patience=0.01))
            with pytest.raises(BusyError):
                integrity.damages(filled)
            assert integrity.damage_behind(filled) is None
    assert integrity.damages(filled) == []

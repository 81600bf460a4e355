"""Opening never damages: a file that cannot be used is named, and stays byte for byte."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from funneltui import i18n
from funneltui.clock import FixedClock
from funneltui.errors import FunnelError
from funneltui.storage import database as module, driver
from funneltui.storage.database import APPLICATION_ID, SCHEMA_VERSION, Database
from funneltui.storage.driver import Key
from funneltui.storage.errors import (
    BusyError,
    DamagedFileError,
    EmptyFileError,
    FileMissingError,
    ForeignFileError,
    NewerFileError,
    NotAFileError,
    ReadOnlyFileError,
    StorageFullError,
    UnreadableFileError,
    VanishedFileError,
    reading_failure,
    unreadable,
    was_broken_off,
)
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored


def test_a_new_file_is_private_and_ready(tmp_path: Path, clock: FixedClock) -> None:
    database = Database.open(tmp_path / "new folder" / "funnel.db", clock=clock)
    assert stat.S_IMODE(database.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(database.path.parent.stat().st_mode) == 0o700
    assert [one.name for one in database.path.parent.iterdir()] == ["funnel.db"], "no temporary file stays"
    with contextlib.closing(database.connect()) as connection:
        keys = [row[0] for row in connection.execute("SELECT key FROM stage ORDER BY position")]
        assert keys == ["suspect", "lead", "prospect", "proposal", "client", "parked", "lost"]
        gate = "SELECT c.key FROM stage_criterion g JOIN criterion c ON c.id = g.criterion_id ORDER BY 1"
        assert [row[0] for row in connection.execute(gate)] == ["authority", "fit", "intent"]
        assert connection.execute("SELECT key FROM loss_reason WHERE note_required").fetchall() == [("other",)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_reader_cannot_write(database: Database) -> None:
    with contextlib.closing(database.connect()) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM stage")


def test_a_missing_file_is_not_made_when_not_wanted(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(FileMissingError):
        Database.open(tmp_path / "funnel.db", clock=clock, create=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFileError),
        (b"Shopping list\n- milk\n", ForeignFileError),
        (b"SQLite format 3\x00 and nothing more", ForeignFileError),
        (b"\x00" * 4096, ForeignFileError),
    ],
    ids=["empty", "text", "stub", "zeros"],
)
def test_what_is_no_funneltui_file_is_left_alone(
    tmp_path: Path, clock: FixedClock, content: bytes, error: type[FunnelError]
) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    with pytest.raises(error, match=r"notes\.db"):
        Database.open(path, clock=clock)
    assert path.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == ["notes.db"]


def test_another_programs_database_is_left_alone(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "other.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE contact (id)")
    content = path.read_bytes()
    with pytest.raises(ForeignFileError):
        Database.open(path, clock=clock)
    assert path.read_bytes() == content


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION])
def test_a_file_with_our_mark_and_without_our_tables_is_left_alone(
    tmp_path: Path, clock: FixedClock, version: int
) -> None:
    path = tmp_path / "funnel.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("CREATE TABLE contact (id)")
    before = path.read_bytes()
    with pytest.raises(DamagedFileError):
        Database.open(path, clock=clock)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (sqlite3.SQLITE_IOERR, UnreadableFileError),
        (sqlite3.SQLITE_IOERR_SHORT_READ, UnreadableFileError),
        (sqlite3.SQLITE_CORRUPT, DamagedFileError),
        (sqlite3.SQLITE_BUSY, BusyError),
        (sqlite3.SQLITE_ERROR, type(None)),
    ],
)
def test_what_fails_while_reading_is_put_in_plain_words(tmp_path: Path, code: int, meaning: type) -> None:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    assert type(reading_failure(error, tmp_path / "funnel.db")) is meaning


def test_what_is_no_failure_of_the_file_is_not_put_in_its_words(tmp_path: Path) -> None:
    assert reading_failure(ValueError("a bug"), tmp_path / "funnel.db") is None
    assert isinstance(unreadable(sqlite3.OperationalError("no such table"), tmp_path), UnreadableFileError)
    assert was_broken_off(sqlite3.OperationalError("interrupted"))
    assert not was_broken_off(sqlite3.DatabaseError("malformed"))


def test_a_file_that_is_gone_is_not_opened_anew(tmp_path: Path, clock: FixedClock) -> None:
    database = Database.open(tmp_path / "funnel.db", clock=clock)
    database.path.unlink()
    with pytest.raises(VanishedFileError):
        database.connect()
    assert not database.path.exists()


def test_a_file_in_its_place_that_cannot_be_opened_fails_as_sqlite_says(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database.open(tmp_path / "funnel.db", clock=clock)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(driver, "connect", refuse)
    with pytest.raises(sqlite3.OperationalError):
        database.connect()


def test_what_sqlite_cannot_do_is_said_in_the_language_in_force(tmp_path: Path) -> None:
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT

    def said() -> object:
        failure = reading_failure(error, tmp_path)
        assert failure is not None
        return failure.values["detail"]

    assert said() == "its content is inconsistent"
    i18n.set_language("fr")
    assert said() == "son contenu n’est pas cohérent"


def test_a_folder_is_no_file(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(NotAFileError):
        Database.open(tmp_path, clock=clock)


def test_a_path_through_a_file_is_told(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UnreadableFileError):
        Database.open(tmp_path / "file" / "funnel.db", clock=clock)
    with pytest.raises(UnreadableFileError):
        Database.open(tmp_path / ("n" * 300), clock=clock)


@pytest.mark.parametrize("checkpointed", [True, False], ids=["in the header", "in the log"])
def test_a_newer_version_is_refused_untouched(database: Database, clock: FixedClock, checkpointed: bool) -> None:
    holder = database.connect(write=True)
    holder.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    if checkpointed:
        holder.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = database.path.read_bytes()
    with pytest.raises(NewerFileError, match=f"version {SCHEMA_VERSION + 1}"):
        Database.open(database.path, clock=clock)
    assert database.path.read_bytes() == content
    holder.close()


def test_a_damaged_file_is_told_and_left_alone(database: Database, clock: FixedClock) -> None:
    content = database.path.read_bytes()
    broken = content[:100] + b"\xff" * (len(content) - 100)
    database.path.write_bytes(broken)
    with pytest.raises(DamagedFileError):
        Database.open(database.path, clock=clock)
    assert database.path.read_bytes() == broken


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no list of what is open")
def test_a_damaged_file_is_let_go_of(database: Database, clock: FixedClock) -> None:
    content = database.path.read_bytes()
    database.path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    with pytest.raises(DamagedFileError) as kept:  # as long as it is, so are the frames it came through
        Database.open(database.path, clock=clock)
    opened = {os.path.realpath(one) for one in Path("/proc/self/fd").iterdir()}
    assert str(database.path.resolve()) not in opened, kept


def test_an_unreadable_file_is_told(database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFileError, match="permission denied"):
        Database.open(database.path, clock=clock)


def test_a_read_only_file_can_be_read_and_refuses_writing(
    unit_of_work: UnitOfWork, database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with unit_of_work.step("Add") as work:
        stored.insert(work, "contact", name="Ada")
    monkeypatch.setattr(module, "is_writable", lambda _: False)
    opened = Database.open(database.path, clock=clock)
    assert opened.read_only
    with contextlib.closing(opened.connect()) as connection:
        assert connection.execute("SELECT name FROM contact").fetchall() == [("Ada",)], "read from the log too"
    unit_of_work.close()
    with contextlib.closing(opened.connect()) as connection:
        assert connection.execute("SELECT name FROM contact").fetchall() == [("Ada",)]
    with pytest.raises(ReadOnlyFileError), UnitOfWork(opened, clock).step("Edit"):
        pass


def test_two_programs_that_make_the_file_at_once_share_one(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "funnel.db"
    fill = module._fill

    def fill_slowly(temporary: Path, with_clock: FixedClock, key: Key | None) -> None:
        fill(temporary, with_clock, key)
        monkeypatch.setattr(module, "_fill", fill)
        other = Database.open(path, clock=with_clock)
        with contextlib.closing(UnitOfWork(other, with_clock)) as theirs, theirs.step("Add") as work:
            stored.insert(work, "contact", name="Theirs")

    monkeypatch.setattr(module, "_fill", fill_slowly)
    mine = Database.open(path, clock=clock)
    with contextlib.closing(mine.connect()) as connection:
        assert connection.execute("SELECT name FROM contact").fetchall() == [("Theirs",)]


@pytest.mark.parametrize("taken", [False, True])
def test_a_file_system_without_links_will_do(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    path = tmp_path / "funnel.db"

    def refuse(*_: object) -> None:
        if taken:
            path.write_bytes(b"theirs")
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    database = Database.open(path, clock=clock)
    assert (database.path.read_bytes() == b"theirs") is taken


def test_a_disk_too_full_for_a_new_file_is_told(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(module, "_fill", refuse)
    with pytest.raises(StorageFullError, match="full"):
        Database.open(tmp_path / "funnel.db", clock=clock)
    assert not list(tmp_path.iterdir())


def test_a_folder_one_may_not_write_in_is_told(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(module, "_fill", refuse)
    with pytest.raises(UnreadableFileError, match="permission denied"):
        Database.open(tmp_path / "funnel.db", clock=clock)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_opened_is_not_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("Windows cannot open a folder"))
    module._sync(tmp_path)

"""Older files are brought up to date, and the three descriptions of the schema agree."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import stat
from importlib import resources
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from funneltui.clock import FixedClock
from funneltui.storage import database as database_module, derived, migrations
from funneltui.storage.backup import erase_from, hash_of, kept
from funneltui.storage.database import SCHEMA_VERSION, Database
from funneltui.storage.engine import engine_on
from funneltui.storage.errors import ChangedSinceError, DamagedFileError, ReadOnlyFileError, StorageFullError
from funneltui.storage.migrations import alembic_config, upgrade
from funneltui.storage.migrations.snapshot import schema_script
from funneltui.storage.opposing import OppositionList
from funneltui.storage.unit_of_work import UnitOfWork
from tests.reliability.test_undo_machine import state_of

FILES = sorted(Path(__file__).with_name("files").glob("v*.db"))


def schema_of(path: Path) -> list[tuple[str, ...]]:
    """The statements of a file's schema, spaces aside."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1, 2")
        return [(kind, name, " ".join(sql.split())) for kind, name, sql in rows]


def test_the_stored_schema_is_that_of_the_tables() -> None:
    stored = (resources.files("funneltui.storage") / "schema.sql").read_text("utf-8")
    assert stored == schema_script(), "run python -m funneltui.storage.migrations.snapshot"


def test_alembic_finds_nothing_to_change(database: Database) -> None:
    engine = engine_on(lambda: database.connect(write=True))
    with engine.begin() as connection:
        config = alembic_config(connection)
        command.check(config)
        assert ScriptDirectory.from_config(config).get_current_head() == f"{SCHEMA_VERSION:04}"
    engine.dispose()


@pytest.mark.parametrize("stored", FILES, ids=lambda path: path.stem)
def test_a_file_of_every_former_version_opens_with_all_it_held(tmp_path: Path, clock: FixedClock, stored: Path) -> None:
    path = tmp_path / "funnel.db"
    shutil.copyfile(stored, path)
    opened = Database.open(path, clock=clock)
    fresh = Database.open(tmp_path / "fresh.db", clock=clock)
    assert schema_of(opened.path) == schema_of(fresh.path)
    with contextlib.closing(opened.connect()) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert derived.differences(connection) == ()
        cards = connection.execute("SELECT name, amount FROM card ORDER BY opportunity_id").fetchall()
        assert cards == [("Ada Lovelace", 320000), ("Élodie Lefèvre", None)]
    with contextlib.closing(UnitOfWork(opened, clock)) as unit_of_work:
        change = unit_of_work.undo()
    assert change.label == "Moved Ada Lovelace to Lead", "in the words of now"


@pytest.mark.parametrize("stored", FILES, ids=lambda path: path.stem)
def test_the_steps_of_a_former_version_are_undone_and_redone(tmp_path: Path, clock: FixedClock, stored: Path) -> None:
    path = tmp_path / "funnel.db"
    shutil.copyfile(stored, path)
    opened = Database.open(path, clock=clock)
    with contextlib.closing(opened.connect()) as connection, contextlib.closing(UnitOfWork(opened, clock)) as work:
        before = state_of(connection)
        assert all(row for table in ("contact_point", "stage_move") for row in before[table])
        work.undo(2)
        assert state_of(connection)["opportunity"] == []
        work.redo(2)
        assert state_of(connection) == before, "uids included"


_FIRST = "SELECT name, subject FROM template WHERE uid = 'template-first-fr'"
_REASONS = "SELECT key FROM loss_reason ORDER BY position"


@pytest.mark.parametrize("stored", FILES[:2], ids=lambda path: path.stem)
def test_contents_nobody_touched_are_renewed(tmp_path: Path, clock: FixedClock, stored: Path) -> None:
    path = tmp_path / "funnel.db"
    shutil.copyfile(stored, path)
    opened, fresh = Database.open(path, clock=clock), Database.open(tmp_path / "fresh.db", clock=clock)
    with contextlib.closing(opened.connect()) as old, contextlib.closing(fresh.connect()) as new:
        everything = "SELECT name, subject, body FROM template ORDER BY uid"
        assert old.execute(everything).fetchall() == new.execute(everything).fetchall()
        assert old.execute(_REASONS).fetchall() == new.execute(_REASONS).fetchall()


def test_contents_somebody_changed_stay_theirs(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "funnel.db"
    shutil.copyfile(FILES[1], path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE template SET subject = 'Bonjour' WHERE uid = 'template-first-fr'")
        connection.execute("UPDATE loss_reason SET name = 'Trop cher' WHERE key = 'price'")
        connection.commit()
        reasons = connection.execute(_REASONS).fetchall()
    with contextlib.closing(Database.open(path, clock=clock).connect()) as opened:
        assert opened.execute(_FIRST).fetchone() == ("Premier message", "Bonjour")
        assert opened.execute(_REASONS).fetchall() == reasons


def test_a_removal_of_a_former_version_is_undone_and_redone(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "funnel.db"
    shutil.copyfile(FILES[1], path)
    with contextlib.closing(sqlite3.connect(path)) as connection:  # as that version removed a way to be reached
        old = '{"id":7,"contact_id":2,"kind":"phone","value":"1","normalized":"1","label":"","position":1}'
        connection.execute("INSERT INTO step (name, at, state) VALUES ('Remove', '2026-11-22T12:00:00Z', 'done')")
        connection.execute(
            "INSERT INTO change (step_id, table_name, row_id, before) SELECT max(id), 'contact_point', 7, ? FROM step",
            (old,),
        )
        connection.commit()
    opened = Database.open(path, clock=clock)
    with contextlib.closing(opened.connect()) as connection, contextlib.closing(UnitOfWork(opened, clock)) as work:
        before = state_of(connection)["contact_point"]
        work.undo()
        there = state_of(connection)["contact_point"]
        assert len(there) == len(before) + 1
        work.redo()
        assert state_of(connection)["contact_point"] == before
        work.undo()
        assert state_of(connection)["contact_point"] == there, "with the uid it had the first time"


def test_what_was_changed_since_in_the_columns_it_knows_keeps_a_former_step(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "funnel.db"
    shutil.copyfile(FILES[1], path)
    opened = Database.open(path, clock=clock)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE opportunity SET title = 'mine' WHERE uid = 'card-ada'")
        connection.commit()
    with contextlib.closing(UnitOfWork(opened, clock)) as work, pytest.raises(ChangedSinceError):
        work.undo()


def test_copies_that_are_upgraded_apart_give_the_same_uids(tmp_path: Path, clock: FixedClock) -> None:
    uids = []
    for name in ("one.db", "other.db"):
        shutil.copyfile(FILES[1], tmp_path / name)
        with contextlib.closing(Database.open(tmp_path / name, clock=clock).connect()) as connection:
            tables = ("contact_point", "stage_move", "stage_criterion", "step")
            uids.append([connection.execute(f"SELECT uid FROM {table} ORDER BY id").fetchall() for table in tables])
    assert uids[0] == uids[1]
    assert all(uids[0])


def test_why_a_card_is_lost_or_parked_is_taken_over_into_its_last_move(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "funnel.db"
    shutil.copyfile(FILES[1], path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE opportunity SET lost_reason = 'price', lost_note = 'dear' WHERE uid = 'card-ada'")
        connection.execute(
            "INSERT INTO stage_move (opportunity_id, from_stage_id, to_stage_id, moved_at)"
            " SELECT id, 3, stage_id, '2026-11-22T13:00:00Z' FROM opportunity WHERE uid = 'card-ada'"
        )
        connection.commit()
    with contextlib.closing(Database.open(path, clock=clock).connect()) as connection:
        moves = connection.execute("SELECT lost_reason, lost_note, parked_until FROM stage_move ORDER BY id").fetchall()
    assert moves == [("", "", None), ("price", "dear", None)]


@pytest.mark.parametrize("stored", FILES[1:], ids=lambda path: path.stem)
def test_whoever_was_erased_in_a_former_version_stays_on_the_opposition_list(
    tmp_path: Path, clock: FixedClock, stored: Path
) -> None:
    path = tmp_path / "funnel.db"
    shutil.copyfile(stored, path)
    with contextlib.closing(Database.open(path, clock=clock).connect()) as connection:
        assert OppositionList(connection.execute).holds([("email", "grace@x.fr")])
        assert connection.execute("SELECT count(*) FROM erasure WHERE scrubbed_at IS NOT NULL").fetchone() == (1,)


def test_every_version_before_this_one_is_stored() -> None:
    there = [path.stem for path in FILES]
    wanted = [f"v{number}" for number in range(1, SCHEMA_VERSION + 1)]
    assert there == wanted, "python -m tests.storage.store_version writes the file of the present version"


@pytest.fixture
def older(tmp_path: Path) -> Database:
    """A file of the first version."""
    path = tmp_path / "funnel.db"
    shutil.copyfile(FILES[0], path)
    return Database(path)


def test_of_an_older_file_a_backup_is_made_before_it_is_upgraded(older: Database, clock: FixedClock) -> None:
    opened = Database.open(older.path, clock=clock)
    (copy,) = kept(older.path)
    assert (copy.reason, copy.schema, copy.pinned, copy.counts["contacts"]) == ("migration", 1, True, 2)
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
    with contextlib.closing(sqlite3.connect(copy.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM contact").fetchone() == (2,)
    with contextlib.closing(opened.connect()) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_whoever_is_erased_goes_from_the_backup_before_a_migration_too(older: Database, clock: FixedClock) -> None:
    opened = Database.open(older.path, clock=clock)
    with contextlib.closing(opened.connect()) as connection:
        uid, name = connection.execute("SELECT uid, name FROM contact ORDER BY id LIMIT 1").fetchone()
    (copy,) = kept(older.path)
    assert name.encode() in copy.path.read_bytes()
    assert erase_from(copy, uid, clock)
    (copy,) = kept(older.path)
    assert (copy.schema, copy.pinned, copy.counts["contacts"]) == (SCHEMA_VERSION, True, 1)
    assert hash_of(copy.path) == copy.hash
    for path in copy.path.parent.iterdir():
        assert name.encode() not in path.read_bytes(), path


def test_a_copy_that_does_not_hold_together_is_none_and_nothing_is_upgraded(older: Database, clock: FixedClock) -> None:
    with contextlib.closing(sqlite3.connect(older.path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")  # an index that lacks its rows
        ((page,),) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'card_name'")
        connection.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = 'ix_contact_folded_name'", (page,))
        connection.commit()
    before = older.path.read_bytes()
    with pytest.raises(DamagedFileError):
        Database.open(older.path, clock=clock)
    assert older.path.read_bytes() == before
    assert kept(older.path) == []


def test_without_room_for_the_backup_nothing_is_upgraded(
    older: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = older.path.read_bytes()

    def full(*_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("funneltui.storage.backup.os.fsync", full)
    with pytest.raises(StorageFullError):
        Database.open(older.path, clock=clock)
    assert older.path.read_bytes() == before
    assert kept(older.path) == []


def test_two_programs_upgrade_an_older_file_once(
    older: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = migrations._keep

    def overtaken(database: Database, at: FixedClock) -> None:
        monkeypatch.setattr(migrations, "_keep", keep)
        upgrade(older, FixedClock(clock.instant.replace(minute=1)))
        monkeypatch.setattr("alembic.command.upgrade", lambda *_: pytest.fail("upgraded twice"))
        keep(database, at)

    monkeypatch.setattr(migrations, "_keep", overtaken)
    upgrade(older, clock)


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    older: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = schema_of(older.path)

    def half_way(config: object, _: str) -> None:
        connection = config.attributes["connection"]  # type: ignore[attr-defined]
        connection.exec_driver_sql("DROP TABLE card")
        connection.exec_driver_sql("SELECT * FROM nowhere")

    monkeypatch.setattr("alembic.command.upgrade", half_way)
    with pytest.raises(OperationalError):
        Database.open(older.path, clock=clock)
    assert schema_of(older.path) == before


def test_an_older_read_only_file_is_refused(
    older: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "is_writable", lambda _: False)
    with pytest.raises(ReadOnlyFileError):
        Database.open(older.path, clock=clock)


def test_no_file_is_made_older(database: Database) -> None:
    engine = engine_on(lambda: database.connect(write=True))
    with engine.begin() as connection:
        scripts = list(ScriptDirectory.from_config(alembic_config(connection)).walk_revisions())
    engine.dispose()
    assert len(scripts) == SCHEMA_VERSION
    for script in scripts:
        with pytest.raises(NotImplementedError):
            script.module.downgrade()

"""Backups, restoring, the doctor and the repair, as a person meets them on the command line."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.cli.main import main
from funneltui.clock import FixedClock
from funneltui.domain.entries import NewProspect
from funneltui.services.backups import Backups, backups_of
from funneltui.services.thinning import thinned
from funneltui.settings import Settings
from funneltui.storage import backup as store, digest
from funneltui.storage.errors import DamagedFileError

_NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path, monkeypatch) -> Path:
    """A file that every command works on."""
    monkeypatch.setenv("FUNNELTUI_DB", str(tmp_path / "funnel.db"))
    monkeypatch.setenv("FUNNELTUI_NOW", _NOON.isoformat())
    return tmp_path / "funnel.db"


@pytest.fixture
def run(capsys):
    """Runs a command; its exit code, what it printed, what it said."""

    def command(*words: object):
        capsys.readouterr()
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def _import(run: Callable[..., tuple[int, str, str]], folder: Path, names: list[str]) -> None:
    table = folder / "people.csv"
    table.write_text("name,email\n" + "".join(f"{name},p{place}@x.example\n" for place, name in enumerate(names)))
    assert run("import", table)[0] == 0


def _names(path: Path) -> set[str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert digest.differing(connection) == ()
        return {name for (name,) in connection.execute("SELECT name FROM contact")}


def _listed(run) -> list[dict]:
    return json.loads(run("backups", "--json")[1])


def _at(monkeypatch, moment: datetime) -> None:
    monkeypatch.setenv("FUNNELTUI_NOW", moment.isoformat())


def test_a_backup_is_made_before_the_first_change_of_a_day_and_every_half_hour(path, run, monkeypatch) -> None:
    run("add", "Ada")
    assert [one["reason"] for one in _listed(run)] == ["first"]
    _at(monkeypatch, _NOON + timedelta(minutes=29))
    run("add", "Bob")
    assert len(_listed(run)) == 1
    _at(monkeypatch, _NOON + timedelta(minutes=31))
    run("list")
    assert len(_listed(run)) == 1, "nothing was changed"
    run("add", "Cleo")
    assert [one["reason"] for one in _listed(run)] == ["later", "first"]
    _at(monkeypatch, _NOON + timedelta(days=1))
    run("add", "Dan")
    newest = _listed(run)[0]
    assert (newest["reason"], newest["contacts"], newest["sound"]) == ("first", 3, True)
    _at(monkeypatch, _NOON + timedelta(days=400))
    run("add", "Eve")
    _at(monkeypatch, _NOON + timedelta(days=2))  # the clock was wrong
    for name in ("Fay", "Gil"):
        run("add", name)
    assert [one["contacts"] for one in _listed(run)] == [5, 3, 2, 0, 4], "what is dated in the future is last"
    assert _names(Path(newest["path"])) == {"Ada", "Bob", "Cleo"}


def test_a_backup_is_finished_by_a_program_that_ends_without_waiting(path) -> None:
    script = (
        "from funneltui.bootstrap import open_funnel; from funneltui.services.prospects import NewProspect\n"
        "open_funnel().services.opportunities.add(NewProspect('Ada'))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert ended.stderr == ""
    assert [one.reason for one in store.kept(path)] == ["first"]


def test_a_backup_is_verified_where_no_thread_can_be_started(path, monkeypatch) -> None:
    with contextlib.closing(open_funnel()) as funnel:
        monkeypatch.setattr("concurrent.futures.thread._shutdown", True)  # as while the interpreter ends
        made = funnel.backups.make()
        assert made.hash == store.hash_of(made.path)


def test_backups_are_the_owners_alone(path, run) -> None:
    before = os.umask(0)
    try:
        run("add", "Ada")
        run("backup")
    finally:
        os.umask(before)
    folder = store.backups_folder(path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()} == {0o600}
    assert not [one.name for one in folder.iterdir() if one.name.startswith(".")]


def test_a_backup_can_be_put_where_one_likes_and_never_over_another_file(path, run, tmp_path) -> None:
    run("add", "Ada")
    code, out, _err = run("backup", tmp_path / "stick.db", "--json")
    assert code == 0
    assert json.loads(out)["path"] == str(tmp_path / "stick.db")
    assert _names(tmp_path / "stick.db") == {"Ada"}
    assert run("backup", tmp_path / "stick.db")[0] == 1
    assert run("backup", tmp_path / "stick.db", "--force")[0] == 0
    assert stat.S_IMODE((tmp_path / "stick.db").stat().st_mode) == 0o600


def test_restoring_keeps_what_was_there_and_can_be_undone(path, run, monkeypatch) -> None:
    run("add", "Ada")
    made = json.loads(run("backup", "--json")[1])
    run("add", "Bob")
    number = next(one["number"] for one in _listed(run) if one["path"] == made["path"])
    assert "1 contact, 1 deal" in run("restore", number, "--look")[2]
    assert _names(path) == {"Ada", "Bob"}
    code, out, err = run("restore", number, "--json")
    assert code == 0
    done = json.loads(out)
    assert done["restored"] == made["path"]
    assert done["former"] in err
    assert _names(path) == {"Ada"}
    former = next(one for one in _listed(run) if one["path"] == done["former"])
    assert (former["pinned"], former["reason"], former["contacts"]) == (True, "restore", 2)
    run("restore", done["former"])
    assert _names(path) == {"Ada", "Bob"}
    assert run("undo")[0] == 0
    assert _names(path) == {"Ada"}


def test_an_open_program_sees_what_was_restored(path, run) -> None:
    run("add", "Ada")
    run("backup")
    funnel = open_funnel(path, settings=Settings())
    funnel.services.opportunities.add(NewProspect("Bob"))
    version = funnel.reads.board.data_version()
    assert run("restore", "1")[0] == 0
    assert funnel.reads.board.data_version() != version
    funnel.watch.check()
    funnel.services.opportunities.add(NewProspect("Cleo"))
    funnel.close()
    assert _names(path) == {"Ada", "Cleo"}


@pytest.mark.parametrize(
    ("word", "code"), [("7", 3), ("0", 3), ("nowhere.db", 3), ("~nosuchuser/x", 2), ("9" * 5000, 3)]
)
def test_a_backup_that_is_not_there_is_told(path, run, word, code) -> None:
    run("add", "Ada")
    got, _out, err = run("restore", word)
    assert (got, _names(path)) == (code, {"Ada"})
    assert err


def test_what_is_no_backup_is_refused_and_changes_nothing(path, run, tmp_path) -> None:
    run("add", "Ada")
    (tmp_path / "notes.txt").write_text("milk")
    assert run("restore", tmp_path / "notes.txt")[0] == 1
    made = Path(json.loads(run("backup", "--json")[1])["path"])
    content = bytearray(made.read_bytes())
    content[5000] ^= 0xFF
    made.write_bytes(content)
    newest = _listed(run)[0]
    assert newest["sound"] is False
    assert "damaged" in run("backups")[1]
    code, _out, err = run("restore", "1")
    assert code == 1
    assert "not those that were verified" in err
    assert _names(path) == {"Ada"}
    assert run("restore")[0] == 0, "the newest sound one is taken"
    assert _names(path) == set()


def test_what_is_half_written_or_has_no_note_is_no_backup(path, run) -> None:
    run("add", "Ada")
    folder = store.backups_folder(path)
    (folder / "20301122T120000Z-00-first.db").write_bytes(b"half")
    (folder / "20301122T120001Z-00-first.db").write_bytes(b"half")
    (folder / "20301122T120001Z-00-first.json").write_bytes(b"{")
    (folder / ".20301122T120002Z-00-first.db.part").write_bytes(b"half")
    assert len(_listed(run)) == 1


def test_a_damaged_file_is_no_backup(path, run) -> None:
    run("add", "Ada")
    before = _listed(run)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE contact SET name = 'Eve'")  # behind the digest's back
    code, _out, err = run("backup")
    assert code == 1
    assert "damaged" in err
    assert _listed(run) == before


def test_thinning_keeps_two_days_then_days_weeks_and_months(tmp_path) -> None:
    made = [_NOON - timedelta(hours=6 * number) for number in range(4 * 800)]
    all_of_them = [
        store.Backup(tmp_path / str(number), moment, "later", 1, {}, 3, number == 2000, "")
        for number, moment in enumerate(made)
    ]
    gone = {one.path for one in thinned(all_of_them, _NOON)}
    left = [one for one in all_of_them if one.path not in gone]
    ages = [(_NOON - one.made_at).days for one in left if not one.pinned]
    assert sum(age < 2 for age in ages) == 8
    assert sum(2 <= age < 31 for age in ages) in {29, 30, 31}
    assert sum(31 <= age < 366 for age in ages) in range(47, 51)
    assert sum(age >= 366 for age in ages) in range(14, 17)
    assert any(one.pinned for one in left)
    assert thinned(left, _NOON) == [], "what stays, stays"


def test_after_a_restore_nothing_is_thinned_for_a_week(path, run, monkeypatch) -> None:
    run("add", "Ada")
    for hour in range(6):
        _at(monkeypatch, _NOON + timedelta(hours=hour))
        run("backup")
    run("restore", "1")
    count = len(_listed(run))
    _at(monkeypatch, _NOON + timedelta(days=5))
    run("backup")
    assert len(_listed(run)) == count + 1
    assert backups_of(path, FixedClock(_NOON + timedelta(days=5))).thinning.is_paused


def test_an_import_and_an_erasure_reach_the_backups(path, run, tmp_path) -> None:
    run("add", "Ada Lovelace", "--email", "ada@engine.example")
    run("backup")
    (tmp_path / "more.csv").write_text("Name,Email\nBob Grey,bob@g.example\n")
    run("import", tmp_path / "more.csv")
    assert "import" in {one["reason"] for one in _listed(run)}
    code, out, err = run("privacy", "erase", "1", "--name", "Ada Lovelace", "--json")
    assert code == 0, err
    told = json.loads(out)
    assert told["backups"] >= 2
    backups = _listed(run)
    assert all(one["sound"] for one in backups)
    for one in [path, *store.backups_folder(path).iterdir()]:
        content = one.read_bytes()
        assert b"Lovelace" not in content, one
        assert b"engine.example" not in content, one
    assert "Bob Grey" in _names(path)


def test_before_many_contacts_are_merged_a_backup_is_made_once(path) -> None:
    with contextlib.closing(open_funnel(path, settings=Settings(), clock=FixedClock(_NOON))) as funnel:
        for name in ("Ada", "Ada L.", "A. Lovelace", "Lovelace"):
            funnel.services.opportunities.add(NewProspect(name))
        made = []
        for other in (2, 3, 4):
            funnel.services.merging.merge(1, other)
            made.append([one.reason for one in funnel.backups.list()].count("merge"))
    assert made == [0, 1, 1]


def test_what_a_killed_program_left_of_a_backup_goes(path, run) -> None:
    run("add", "Ada Lovelace")
    parts = [store.backups_folder(path) / f".2026112{day}T120000Z-00-later.db.part" for day in (1, 2)]
    for part in parts:
        part.write_bytes(b"Lovelace")
    os.utime(parts[0], (0, 0))
    run("backup")
    assert [part.exists() for part in parts] == [False, True], "the other may be somebody's who is at it"
    lonely = store.backups_folder(path) / "20261121T120000Z-00-later.db"
    lonely.write_bytes(b"Lovelace, and no note beside")
    run("backup")
    assert lonely.exists(), "it may be a good one"
    run("privacy", "erase", "1", "--name", "Ada Lovelace")
    assert not any(one.exists() for one in (*parts, lonely))
    assert _listed(run)


def test_a_restore_that_is_killed_leaves_no_copy(path, run, tmp_path) -> None:
    run("add", "Ada Lovelace")
    script = (
        "import os, signal, sys\nfrom funneltui.services import backups\n"
        "backups.Backups._put_aside = lambda self: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from funneltui.entry import main\nmain(['restore'])"
    )
    environ = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    (tmp_path / "temporary").mkdir()
    subprocess.run([sys.executable, "-c", script], env=environ, check=False, capture_output=True)
    assert list((tmp_path / "temporary").rglob("restored.db"))
    run("list")
    assert not list((tmp_path / "temporary").rglob("restored.db"))


def test_backups_from_before_an_unfinished_erasure_are_dropped(path, run) -> None:
    run("add", "Ada")
    run("backup")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO erasure (uid, erased_at) VALUES ('e', '2026-11-22T12:00:00Z')")
    funnel = open_funnel(path, settings=Settings(), clock=FixedClock(_NOON))
    _ = funnel.services
    funnel.close()
    assert _listed(run) == []


# -- The doctor -----------------------------------------------------------------------------------


def _problems(run) -> list[str]:
    return [one["key"] for one in json.loads(run("doctor", "--json")[1] or "[]") if one["level"] == "problem"]


def test_a_sound_file_has_no_problem(path, run) -> None:
    run("add", "Ada")
    code, _out, err = run("doctor")
    assert code == 0
    assert "The file is sound." in err
    assert _problems(run) == []


def test_each_thing_that_could_bite_is_named(path, run, monkeypatch) -> None:
    run("add", "Ada")
    path.chmod(0o644)
    (path.parent / "funnel (conflicted copy 2026-11-20).db").touch()
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 9, 1))
    _at(monkeypatch, _NOON - timedelta(days=3))
    monkeypatch.setattr("funneltui.services.doctor._network_kind", lambda _path: "nfs")
    keys = {one["key"] for one in json.loads(run("doctor", "--json")[1])}
    assert {"private", "conflicts", "room", "clock", "network"} <= keys
    code, _out, err = run("doctor")
    assert code == 1
    assert "chmod 600" in err
    assert run("doctor", "--json")[0] == 1


def test_a_synced_folder_is_told(tmp_path, run, monkeypatch) -> None:
    monkeypatch.setenv("FUNNELTUI_DB", str(tmp_path / "Dropbox" / "funnel.db"))
    run("add", "Ada")
    assert "synced" in {one["key"] for one in json.loads(run("doctor", "--json")[1])}


@pytest.mark.parametrize(
    ("statement", "key"),
    [
        ("UPDATE contact SET note = 'other'", "content"),
        ("UPDATE card SET name = 'other'", "derived"),
        ("DELETE FROM stage WHERE key = 'suspect'", "references"),
        ("DELETE FROM search_data WHERE id > 10", "index"),
        ("CREATE TRIGGER mine AFTER INSERT ON contact BEGIN DELETE FROM touch; END", "foreign"),
    ],
)
def test_what_sqlite_calls_sound_is_noticed_and_mended(path, run, statement, key) -> None:
    run("add", "Ada")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement)
    assert key in _problems(run)
    assert run("doctor", "--repair")[0] == 0
    assert _problems(run) == []
    assert list(path.parent.glob("funnel.damaged-*.db"))


def test_what_cannot_be_understood_in_a_damaged_file_is_no_fault_of_the_program(path, run) -> None:
    run("add", "Ada")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE step SET arguments = '{'")
    code, _out, said = run("history")
    assert code == 1
    assert "is damaged" in said
    assert "goes back to it" in said


def test_a_file_of_noise_is_replaced_by_its_backup(path, run, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)  # nobody is there to be asked for a passphrase
    run("add", "Ada")
    run("backup")
    path.write_bytes(random.Random(1).randbytes(8192))
    assert run("restore")[0] == 0
    assert _names(path) == {"Ada"}


def test_a_missing_file_is_told(path, run) -> None:
    assert run("doctor")[0] == 3


@pytest.mark.slow
def test_d7_damages_are_noticed_told_in_a_sentence_and_mended_as_far_as_can_be(path, run, tmp_path) -> None:
    _import(run, tmp_path, [f"Person {number}" for number in range(60)])
    funnel = open_funnel(path, settings=Settings())
    funnel.close()
    sound = path.read_bytes()
    shown = _rows_of(path)
    dice = random.Random(7)
    noticed = harmless = 0
    rounds = 30
    for number in range(rounds):
        content = bytearray(sound)
        kind = number % 4
        at = dice.randrange(100, len(content) - 4096)
        if kind == 0:
            content[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            content[at : at + 512] = bytes(512)
        elif kind == 2:
            del content[at // 4096 * 4096 :]
        else:
            one, other = (dice.randrange(1, len(content) // 4096) * 4096 for _ in range(2))
            first = bytes(content[one : one + 4096])
            content[one : one + 4096] = content[other : other + 4096]
            content[other : other + 4096] = first
        path.write_bytes(content)
        code, _out, err = run("doctor")
        assert "Traceback" not in err
        if code:
            noticed += 1
            assert path.read_bytes() == bytes(content), "the original stays as it was"
        else:
            assert _rows_of(path) == shown
            harmless += 1
        for ending in ("-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
    assert noticed + harmless == rounds
    assert noticed > harmless


def _rows_of(path: Path) -> list[object]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return [
            (table, connection.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall())
            for table, columns in digest.tracked(connection).items()
        ]


def test_d7_a_damaged_file_offers_the_newest_sound_backup(path, run) -> None:
    run("add", "Ada")
    run("backup")
    newest = _listed(run)[0]["path"]
    content = bytearray(path.read_bytes())
    content[100:4096] = bytes(3996)
    path.write_bytes(content)
    code, _out, err = run("list")
    assert code == 1
    assert newest in err
    assert path.read_bytes() == bytes(content)
    code, out, _err = run("restore", "--json")
    assert code == 0
    assert Path(json.loads(out)["damaged"]).read_bytes() == bytes(content)
    assert _names(path) == {"Ada"}


def test_a_repair_loses_what_cannot_be_read_and_names_it(path, run, tmp_path) -> None:
    _import(run, tmp_path, [f"Person {number} {'x' * 60}" for number in range(120)])
    with contextlib.closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    at = content.find(b"Person 50 xxx")
    content[at // size * size : at // size * size + 8] = b"\xff" * 8
    path.write_bytes(content)
    assert "pages" in _problems(run)
    code, out, err = run("doctor", "--repair", "--json")
    assert code == 0, err
    told = json.loads(out)
    assert told["saved"]["contact"] + len(told["lost"].get("contact", [])) <= 120
    assert told["saved"]["contact"] > 60
    assert Path(told["damaged"]).read_bytes() == bytes(content)
    assert _problems(run) == []


def test_a_restore_with_nothing_there_makes_the_file(path, run) -> None:
    run("add", "Ada")
    run("backup")
    path.unlink()
    for ending in ("-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    assert run("restore")[0] == 0
    assert _names(path) == {"Ada"}


def test_a_full_disk_makes_no_partial_backup(path, run, monkeypatch) -> None:
    run("add", "Ada")
    before = _listed(run)

    def full(*_more: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("funneltui.storage.backup.os.fsync", full)
    code, _out, err = run("backup")
    assert code == 1
    assert "no space left" in err or "space" in err
    assert _listed(run) == before
    assert not [one for one in store.backups_folder(path).iterdir() if one.name.startswith(".")]


def test_an_automatic_backup_that_fails_does_not_stop_the_work(path, monkeypatch) -> None:
    def fail(*_more: object, **_named: object) -> None:
        raise DamagedFileError(path, detail="x")

    monkeypatch.setattr("funneltui.services.backups.store.keep", fail)
    funnel = open_funnel(path, settings=Settings(), clock=FixedClock(_NOON))
    funnel.services.opportunities.add(NewProspect("Ada"))
    funnel.backups.wait()
    assert isinstance(funnel.backups.failure, DamagedFileError)
    assert isinstance(funnel.backups, Backups)
    funnel.close()
    assert _names(path) == {"Ada"}


def test_a_backup_on_request_comes_after_the_automatic_one_that_was_begun_before_it(path, run, monkeypatch) -> None:
    asked, keep = threading.Event(), store.keep

    def slow_when_first(*place: Any, **named: Any) -> store.Backup:
        if "first" in place:
            asked.wait(0.5)  # a long file, and a person who asks meanwhile
        made = keep(*place, **named)
        if "asked" in place:
            asked.set()
        return made

    monkeypatch.setattr("funneltui.services.backups.store.keep", slow_when_first)
    funnel = open_funnel(path, settings=Settings(), clock=FixedClock(_NOON))
    funnel.services.opportunities.add(NewProspect("Ada"))
    funnel.backups.make()
    funnel.close()
    assert [one["reason"] for one in _listed(run)] == ["asked", "first"]
    assert run("restore", 1)[0] == 0
    assert _names(path) == {"Ada"}


def test_a_clock_that_is_years_ahead_is_told_and_takes_no_backup(path, run, monkeypatch) -> None:
    for day in range(-20, 1):
        _at(monkeypatch, _NOON + timedelta(days=day))
        run("add", f"Person {day}")
    before = {one["path"] for one in _listed(run)}
    _at(monkeypatch, datetime(2099, 1, 1, 12, tzinfo=UTC))
    told = json.loads(run("doctor", "--json")[1])
    assert "more than a year old" in next(one["message"] for one in told if one["key"] == "clock")
    for _count in range(3):
        run("backup")
    run("add", "Ada")
    assert before <= {one["path"] for one in _listed(run)}

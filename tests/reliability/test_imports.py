"""Imports that are killed, starved or not allowed: all of a file goes in, or nothing of it."""

from __future__ import annotations

import contextlib
import os
import sqlite3

import pytest

from funneltui.storage import derived
from funneltui.storage.database import Database
from tests.end_to_end.program import Home
from tests.lengths import sample
from tests.reliability import workers
from tests.reliability.test_files import as_nobody, contents, needs_root

_ROWS = 4000
"""Enough for several batches of every table, so that a step is killed with some of it written."""


def _table(path, rows=_ROWS):
    lines = [f"Person {number},p{number}@b.example,Atelier {number // 5}" for number in range(rows)]
    path.write_text("\n".join(["name,email,company", *lines]) + "\n", "utf-8")
    return path


def _import_and_kill(path, table, after, processes):
    """Let a child import, and kill it once it has said so often how far it is."""
    reading, writing = processes.Pipe(duplex=False)
    child = processes.Process(target=workers.import_file, args=(path, table, writing))
    child.start()
    writing.close()
    said = b""
    while said.count(b"\n") < after:
        piece = os.read(reading.fileno(), 4096)
        assert piece, "the child ended by itself"
        said += piece
    child.kill()
    child.join()
    reading.close()


@pytest.mark.parametrize("after", sample([8, 1, 17], 3))
def test_a_killed_import_leaves_all_or_nothing(tmp_path, clock, processes, after):
    path = tmp_path / "funnel.db"
    Database.open(path, clock=clock)
    table = _table(tmp_path / "people.csv")
    _import_and_kill(path, table, after, processes)
    with contextlib.closing(workers.reading(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        there = connection.execute("SELECT count(*) FROM contact").fetchone()[0]
        assert there in {0, _ROWS}
        assert connection.execute("SELECT count(*) FROM step").fetchone()[0] == (there > 0)
        assert derived.differences(connection) == ()
    report = workers.importing(path, table)
    assert report.created == _ROWS - there, "the next import finds what is there"


@needs_root
def test_an_import_that_fills_the_disk_is_refused_whole(small_disk, tmp_path):
    home = Home(small_disk)
    home.done("add", "Sophie Martin")
    ended = home.command("import", str(_table(tmp_path / "people.csv")))
    assert ended.returncode == 1
    assert "Can't write" in ended.stderr
    assert "Traceback" not in ended.stderr
    with contextlib.closing(sqlite3.connect(home.database)) as connection:
        assert connection.execute("SELECT name FROM contact").fetchall() == [("Sophie Martin",)]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    home.done("add", "Karim Benali")


@needs_root
@pytest.mark.parametrize(("language", "says"), [("en", "is read-only"), ("fr", "en lecture seule")])
def test_an_import_into_somebody_elses_file_is_refused(public, language, says):
    owner = Home(public, language)
    owner.done("add", "Sophie Martin")
    table = _table(public / "people.csv", 3)
    for path in (owner.database, table):
        path.chmod(0o644)
    before = contents(public)
    refused = as_nobody(owner, "import", str(table))
    assert refused.returncode == 1
    assert says in refused.stderr
    assert "Traceback" not in refused.stderr
    assert contents(public) == before

"""Several programs at once, and programs that are killed: nothing that was acknowledged is lost."""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import signal

import pytest

from funneltui.domain.entries import NewProspect
from funneltui.storage import derived
from funneltui.storage.database import Database
from funneltui.storage.unit_of_work import UnitOfWork
from tests.lengths import rounds
from tests.reliability import workers

_WORKERS, _EACH = 8, rounds(12, 50)
_KILLS = rounds(40, 300)


@pytest.mark.slow
def test_eight_programs_changing_one_card_lose_no_change(tmp_path, processes):
    path = tmp_path / "funnel.db"
    card = workers.opportunities(path).add(NewProspect("Sophie Martin")).opportunity
    children = [
        processes.Process(target=workers.tag_many, args=(path, card, worker, _EACH)) for worker in range(_WORKERS)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * _WORKERS
    with contextlib.closing(workers.reading(path)) as connection:
        tags = json.loads(connection.execute("SELECT tags FROM opportunity").fetchone()[0])
        steps = connection.execute("SELECT count(*) FROM step WHERE name LIKE 'Tag%'").fetchone()[0]
        assert sorted(tags) == sorted(f"{worker}.{number}" for worker in range(_WORKERS) for number in range(_EACH))
        assert steps == _WORKERS * _EACH
        assert derived.differences(connection) == ()


@pytest.mark.slow
def test_killing_the_program_at_any_moment_loses_no_acknowledged_step(tmp_path, clock, processes):
    path = tmp_path / "funnel.db"
    Database.open(path, clock=clock)
    dice = random.Random(20261122)
    acknowledged = set()
    for worker in range(_KILLS):
        acknowledged |= {f"{worker}.{number}" for number in _run_and_kill(path, worker, dice, processes)}
        with contextlib.closing(workers.reading(path)) as connection:
            assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    with contextlib.closing(workers.reading(path)) as connection:
        kept = {row[0] for row in connection.execute("SELECT name FROM contact")}
        assert acknowledged - kept == set()
        assert len(kept) - len(acknowledged) <= _KILLS, "at most one step a child may be done and not acknowledged"
        assert len(acknowledged) > _KILLS, "the children were killed while they worked"
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("opportunity", "touch", "card", "step"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == len(kept), table
        assert connection.execute("SELECT count(*) FROM change").fetchone()[0] == 3 * len(kept)
        assert derived.differences(connection) == ()
    with contextlib.closing(UnitOfWork(Database.open(path, clock=clock), clock)) as unit_of_work:
        unit_of_work.undo(len(kept))
    with contextlib.closing(workers.reading(path)) as connection:
        assert connection.execute("SELECT count(*) FROM contact").fetchone()[0] == 0


def _run_and_kill(path, worker, dice, processes):
    """Let a child write for a random while, kill it, and return the steps it acknowledged."""
    reading, writing = processes.Pipe(duplex=False)
    child = processes.Process(target=workers.add_forever, args=(path, worker, writing))
    child.start()
    writing.close()
    enough, said = dice.randrange(12), b""
    while said.count(b"\n") < enough:
        said += os.read(reading.fileno(), 4096)
    select.select([reading], [], [], dice.random() / 500)  # into the middle of a step
    child.kill()
    child.join()
    assert child.exitcode == -signal.SIGKILL, "the child ended by itself"
    while piece := os.read(reading.fileno(), 4096):
        said += piece
    reading.close()
    return [int(number) for number in said.split()]

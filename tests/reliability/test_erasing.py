"""An erasure that is killed has not happened, or is finished by the next program that opens the file."""

from __future__ import annotations

import contextlib
import os
import random
import select
import signal
import sqlite3
import time

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.settings import Settings
from funneltui.storage import derived
from tests.lengths import rounds
from tests.reliability import erasers, workers

_KILLS = rounds(10, 60)
_BEFORE = {"while the journal is cleaned", "before it is committed"}


def secrets_in(path):
    """What is left of her in any file of the folder."""
    content = b"".join(one.read_bytes() for one in sorted(path.parent.rglob("*")) if one.is_file())
    return {secret for secret in erasers.SECRETS if secret in content}


def contacts(path):
    with contextlib.closing(workers.reading(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert derived.differences(connection) == ()
        return [name for (name,) in connection.execute("SELECT name FROM contact ORDER BY id")]


def start_next_program(path):
    """Open the file as the next program does, up to where it could write."""
    with contextlib.closing(open_funnel(path, settings=Settings(), clock=workers.clock())) as funnel:
        assert funnel.services is not None


def die(processes, path, target, *words):
    reading, writing = processes.Pipe(duplex=False)
    child = processes.Process(target=target, args=(path, *words, writing))
    child.start()
    writing.close()
    return child, reading


@pytest.mark.parametrize("death", erasers.DEATHS)
def test_the_next_program_finishes_what_was_committed(tmp_path, processes, death):
    path = tmp_path / "funnel.db"
    erasers.prepare(path)
    child, reading = die(processes, path, erasers.erase_and_die, death)
    child.join()
    reading.close()
    assert child.exitcode == -signal.SIGKILL
    there = contacts(path)
    assert (erasers.NAME in there) == (death in _BEFORE)
    start_next_program(path)
    assert contacts(path) == there
    assert len(there) == 200 + (death in _BEFORE)
    assert secrets_in(path) == (set(erasers.SECRETS) if death in _BEFORE else set())
    if death in _BEFORE:
        with contextlib.closing(open_funnel(path, settings=Settings(), clock=workers.clock())) as funnel:
            funnel.services.erasing.erase(1, erasers.NAME)
        assert secrets_in(path) == set()


@pytest.mark.slow
def test_killed_at_any_moment_they_are_there_or_gone_for_good(tmp_path, processes):
    dice = random.Random(20261125)
    whole = 0.0
    for number in range(_KILLS):
        path = tmp_path / str(number) / "funnel.db"
        path.parent.mkdir()
        erasers.prepare(path)
        child, reading = die(processes, path, erasers.erase)
        assert os.read(reading.fileno(), 6) == b"begin\n"
        began = time.monotonic()
        # The first one is let finish: it tells how long an erasure takes here.
        select.select([reading], [], [], dice.random() * 1.2 * whole if number else None)
        whole = whole or time.monotonic() - began
        child.kill()
        child.join()
        reading.close()
        start_next_program(path)
        there = erasers.NAME in contacts(path)
        assert secrets_in(path) == (set(erasers.SECRETS) if there else set())
        assert number or not there


@pytest.mark.slow
def test_others_who_write_meanwhile_lose_nothing(tmp_path, processes):
    path = tmp_path / "funnel.db"
    erasers.prepare(path)
    child = processes.Process(target=workers.tag_many, args=(path, erasers.OTHERS_CARD, 7, 40))
    child.start()
    with contextlib.closing(open_funnel(path, settings=Settings(), clock=workers.clock())) as funnel:
        funnel.services.erasing.erase(1, erasers.NAME)
        for number in range(3, 7):
            funnel.services.erasing.erase(number, f"Other {number - 2}")
    child.join()
    assert child.exitcode == 0
    start_next_program(path)
    assert secrets_in(path) == set()
    assert len(contacts(path)) == 196
    with contextlib.closing(sqlite3.connect(path)) as connection:
        (tags,) = connection.execute("SELECT json_array_length(tags) FROM opportunity").fetchone()
        assert tags == 40
        assert connection.execute("SELECT count(*) FROM erasure WHERE scrubbed_at IS NULL").fetchone() == (0,)

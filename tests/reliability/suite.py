"""The trials of the reliability suite, each for any number of rounds: what was tried, and what did not hold."""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from funneltui.bootstrap import Funnel, open_funnel
from funneltui.domain.entries import NewProspect
from funneltui.errors import FunnelError
from funneltui.settings import Settings
from funneltui.storage.database import SCHEMA_VERSION
from tests.reliability import disks, forked, imports, sealed, workers
from tests.reliability.damages import damages
from tests.reliability.permissions import permissions
from tests.reliability.results import Result, content_of, faults
from tests.reliability.soak import soak

__all__ = ["TRIALS"]

_FILES = Path(__file__).parents[1] / "storage" / "files"


def _forked() -> multiprocessing.context.ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.reliability.workers"])
    return context


def _column(path: Path, statement: str) -> set[str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute(statement)}


def _opened(path: Path) -> Funnel:
    return open_funnel(path, settings=Settings(), clock=workers.clock())


# -- Killed ---------------------------------------------------------------------------------------


def kills_of_services(folder: Path, rounds: int, dice: random.Random) -> Result:
    """Kill a process while it writes steps of three rows, and count what it had acknowledged."""
    from tests.reliability.test_processes import _run_and_kill

    path, result, acknowledged = folder / "funnel.db", Result(rounds), set()
    _opened(path).close()
    context = _forked()
    for worker in range(rounds):
        acknowledged |= {f"{worker}.{number}" for number in _run_and_kill(path, worker, dice, context)}
    kept = _column(path, "SELECT name FROM contact")
    result.failures += sorted(acknowledged - kept)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for table in ("opportunity", "touch", "card", "step"):
            if connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] != len(kept):
                result.failures.append(f"half a step in {table}")
    result.failures += faults(path)
    result.told = f"{len(acknowledged)} acknowledged, {len(acknowledged - kept)} lost"
    return result


def kills_of_commands(folder: Path, rounds: int, dice: random.Random) -> Result:
    """Kill `funneltui add` at any moment of its work."""
    path, result, acknowledged, killed = folder / "funnel.db", Result(rounds), set(), 0
    environ = {"FUNNELTUI_DB": str(path), "HOME": str(folder)}
    forked.preload()
    life = 0.0
    for number in range(-3, rounds):
        name = f"Killed {number}"
        command = forked.Command(["add", name, "--email", f"k{number}@x.example", "--json"], environ)
        command.wait(life * dice.uniform(0.1, 1.2) if number >= 0 else None)
        if number < 0:
            life = time.monotonic() - command.began
        killed += command.kill() == -signal.SIGKILL
        if command.said.rstrip().endswith(b"}"):
            acknowledged.add(name)
    kept = _column(path, "SELECT name FROM contact")
    result.failures += sorted(acknowledged - kept) + faults(path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        if connection.execute("SELECT count(*) FROM opportunity").fetchone()[0] != len(kept):
            result.failures.append("half a step")
    result.told = f"{killed} killed, {len(acknowledged)} acknowledged, {len(acknowledged - kept)} lost"
    return result


def kills_of_the_program(folder: Path, rounds: int, dice: random.Random) -> Result:
    """Kill the program in its terminal right after it said that somebody was added."""
    from tests.end_to_end.program import Home

    result = Result(rounds)
    home = Home(folder)
    _opened(home.database).close()
    for number in range(rounds):
        program = home.program()
        name = f"Killed {number}"
        program.press("a")
        program.wait_for("▌Name")
        program.type(name)
        program.save()
        program.until_said(name)
        time.sleep(dice.random() / 50)
        program.close()
        if name not in _column(home.database, "SELECT name FROM contact"):
            result.failures.append(name)
    result.failures += faults(home.database)
    result.told = f"{rounds - len(result.failures)} of {rounds} kept"
    return result


def kills_of_imports(folder: Path, rounds: int, dice: random.Random) -> Result:
    """Kill the import of each kind of file at so many points of its time: all of the file is there, or nothing."""
    result, told = Result(rounds * len(imports.KINDS)), []
    for name in imports.KINDS:
        place = folder / name.replace(".", "-")
        place.mkdir()
        path = imports.made(place, name)
        usual, whole = imports.kill_once(place, path, _forked(), None, dice)
        if not whole:
            result.failures.append(f"{name}: nothing came of it")
        ended = 0
        for number in range(rounds):
            after = 1.2 * usual * (number + dice.random()) / rounds
            _took, count = imports.kill_once(place, path, _forked(), after, dice)
            if count not in {0, whole}:
                result.failures.append(f"{name}, killed after {after:.3f} s: {count} of {whole}")
            result.failures += [f"{name}, killed after {after:.3f} s: {fault}" for fault in faults(place / "funnel.db")]
            ended += count == whole
        told.append(f"{name} {rounds - ended} + {ended}")
    result.told = "nothing + all: " + ", ".join(told)
    return result


def migrations_killed(folder: Path, rounds: int, dice: random.Random) -> Result:
    """Kill a start that brings an older file up to date: the file is old or new, never between."""
    result, states = Result(rounds), {"old": 0, "new": 0}
    former = next(iter(sorted(_FILES.glob("v1*.db"))))
    environ = {"FUNNELTUI_DB": str(folder / "funnel.db"), "HOME": str(folder)}
    forked.preload()
    life = 0.0
    for number in range(rounds + 2):
        path = folder / "funnel.db"
        for one in folder.glob("funnel.db*"):
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        shutil.copy(former, path)
        command = forked.Command(["list"], environ)
        command.wait(life * dice.random() if number > 1 else None)
        if number <= 1:  # the first one also finds out how things are done
            life = time.monotonic() - command.began
        command.kill()
        with contextlib.closing(sqlite3.connect(path)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        states["new" if version == SCHEMA_VERSION else "old"] += 1
        if not sound or version not in {1, SCHEMA_VERSION}:
            result.failures.append(f"round {number}: version {version}")
        _opened(path).close()
        result.failures += faults(path)
    result.told = f"{states['old']} old, {states['new']} new"
    return result


# -- Several at once, and disks -------------------------------------------------------------------


def programs_at_once(folder: Path, rounds: int, _dice: random.Random) -> Result:
    """Eight processes read a row, change it and write it back."""
    import json

    path, result = folder / "funnel.db", Result(8 * rounds)
    card = workers.opportunities(path).add(NewProspect("Sophie Martin")).opportunity
    times = multiprocessing.get_context("forkserver").Queue()
    children = [
        _forked().Process(target=workers.tag_timed, args=(path, card, worker, rounds, times)) for worker in range(8)
    ]
    for child in children:
        child.start()
    taken = sorted(second for _child in children for second in times.get(timeout=600))
    for child in children:
        child.join()
        if child.exitcode:
            result.failures.append(f"a process ended with {child.exitcode}")
    tags = json.loads(next(iter(_column(path, "SELECT tags FROM opportunity"))))
    if len(tags) != 8 * rounds:
        result.failures.append(f"{len(tags)} of {8 * rounds} kept")
    result.failures += faults(path)
    result.told = f"{len(tags)} of {8 * rounds}, p99 {taken[int(0.99 * len(taken))]:.2f} s"
    return result


@contextlib.contextmanager
def _small_disk(folder: Path, megabytes: int) -> Iterator[Path | None]:
    place = folder / f"disk{megabytes}"
    place.mkdir(parents=True)
    options = f"size={megabytes}m"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, check=False
    )
    if done.returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def full_disks(folder: Path, rounds: int, _dice: random.Random) -> Result:
    """Write until a small disk is full: the step is refused in words, the others are there, and it goes on."""
    result, refused = Result(rounds), 0
    for number in range(rounds):
        with _small_disk(folder / str(number), 1 << (number % 3)) as disk:
            if disk is None:
                result.told = "this machine does not let us mount"
                return result
            funnel, kept = _opened(disk / "funnel.db"), 0
            try:
                for one in range(4000):
                    funnel.services.opportunities.add(NewProspect(f"{one} {'x' * 3000}"))
                    kept += 1
            except FunnelError:
                refused += 1
            funnel.backups.wait()
            for part in disk.rglob("*.part"):
                result.failures.append(f"half a backup: {part.name}")
            funnel.close()
            if len(_column(disk / "funnel.db", "SELECT name FROM contact")) != kept:
                result.failures.append(f"round {number}: another number of people")
            result.failures += faults(disk / "funnel.db")
    result.told = f"{refused} disks filled and told"
    return result


# -- Damage and going back ------------------------------------------------------------------------


def restore_drills(folder: Path, rounds: int, dice: random.Random) -> Result:
    """Change, back up, change on, restore: every row is what it was, and the restore can be taken back."""
    path, result = folder / "funnel.db", Result(rounds)
    funnel = _opened(path)
    for number in range(rounds):
        for one in range(dice.randrange(1, 4)):
            funnel.services.opportunities.add(NewProspect(f"Person {number}.{one}"))
        made = funnel.backups.make()
        before = content_of(path)
        funnel.services.history.undo()
        funnel.services.opportunities.add(NewProspect(f"Later {number}"))
        after = content_of(path)
        done = funnel.backups.restore(made.path)
        if content_of(path) != before:
            result.failures.append(f"round {number}: another content")
        if done.former is None:
            result.failures.append(f"round {number}: what was there was not kept")
        elif number % 4 == 0:
            funnel.backups.restore(done.former.path)
            if content_of(path) != after:
                result.failures.append(f"round {number}: the restore could not be taken back")
        for old in funnel.backups.list()[5:]:
            old.path.unlink()
    funnel.close()
    result.failures += faults(path)
    result.told = f"{rounds - len(result.failures)} of {rounds} equal"
    return result


Trial = Callable[[Path, int, random.Random], Result]

TRIALS: dict[str, tuple[Trial, int, int]] = {
    "kills-of-services": (kills_of_services, 2000, 5),
    "kills-of-commands": (kills_of_commands, 500, 2),
    "kills-of-the-program": (kills_of_the_program, 100, 1),
    "kills-of-imports": (kills_of_imports, 50, 1),
    "migrations-killed": (migrations_killed, 50, 1),
    "programs-at-once": (programs_at_once, 200, 3),
    "full-disks": (full_disks, 3, 1),
    "failing-disks": (disks.failing_disks, 200, 3),
    "power-cuts": (disks.power_cuts, 200, 6),
    "damages": (damages, 1000, 10),
    "permissions": (permissions, 1, 1),
    "soak": (soak, 20_000, 60),
    "sealed-damages": (sealed.damages, 200, 10),
    "passphrase-killed": (sealed.killed, 50, 2),
    "passphrase-restored": (sealed.restored, 50, 1),
    "restore-drills": (restore_drills, 100, 2),
}
"""Each trial with its rounds: all of them, and the short form."""

"""Trials on a disk that fails at every point of the work, and on one whose power is cut. Linux with a C compiler."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.reliability import workers
from tests.reliability.faulty import template
from tests.reliability.results import Result, faults

__all__ = ["failing_disks", "power_cuts"]

_SOURCE = Path(__file__).with_name("faults.c")
_ROOT = Path(__file__).parents[2]
_FAR = 10**9


def _compiler() -> str | None:
    """What compiles the disk that fails; None: there is none, or no Linux."""
    return shutil.which("cc") if sys.platform == "linux" else None


def _worked(folder: Path, kind: str, points: Sequence[int], *, stays: bool = False) -> list[dict]:
    """What came of the work at each point."""
    folder.mkdir()
    template(folder / "template.db")
    library = folder / "faults.so"
    compile_it = [str(_compiler()), "-shared", "-fPIC", "-O1", "-o", str(library), str(_SOURCE), "-ldl", "-lpthread"]
    subprocess.run(compile_it, check=True)
    environ = {**os.environ, "LD_PRELOAD": str(library), "HOME": str(folder)}
    words = [sys.executable, "-m", "tests.reliability.faulty", folder, kind, int(stays), *points]
    done = subprocess.run(list(map(str, words)), env=environ, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def failing_disks(folder: Path, rounds: int, _dice: random.Random) -> Result:
    """No space at each of the first writes, once and for good; a write that fails; a sync that fails."""
    result, told = Result(0), 0
    if _compiler() is None:
        return Result(0, told="no compiler here")
    for kind, stays in (("no-space", False), ("no-space", True), ("bad-write", False), ("bad-sync", False)):
        name = f"{kind}{'-for-good' * stays}"
        for work in _worked(folder / name, kind, range(1, rounds + 1), stays=stays):
            result.rounds += 1
            told += any(line.startswith("told ") for line in work["lines"])
            result.failures += [f"{name} {work['point']}: {one}" for one in _wrong(folder / name, work)]
            shutil.rmtree(folder / name / str(work["point"]))
    result.told = f"{told} of {result.rounds} told a person, in the others a backup or nothing was refused"
    return result


def power_cuts(folder: Path, rounds: int, dice: random.Random) -> Result:
    """The power is cut, and what was not synced is not there, or only some of it."""
    if _compiler() is None:
        return Result(0, told="no compiler here")
    (usual,) = _worked(folder / "usual", "cut", [_FAR])
    events = int(usual["lines"][-1].removeprefix("events "))
    result, kept = Result(0), 0
    for kind in ("cut", "cut-some"):
        points = sorted(dice.sample(range(1, events + 1), min(events, -(-rounds // 2))))
        for work in _worked(folder / kind, kind, points):
            result.rounds += 1
            kept += sum(line.startswith("kept ") for line in work["lines"])
            if work["status"] != 137:
                result.failures.append(f"{kind} {work['point']}: not cut")
            result.failures += [f"{kind} {work['point']}: {one}" for one in _wrong(folder / kind, work, cut=True)]
            shutil.rmtree(folder / kind / str(work["point"]))
    result.told = f"{kept} acknowledged before a cut, 0 lost" if not result.failures else "see below"
    return result


def _wrong(folder: Path, work: dict, *, cut: bool = False) -> list[str]:
    """What did not hold at one point."""
    place = folder / str(work["point"])
    path = place / "funnel.db"
    wrong = [line for line in work["lines"] if line.startswith("raised ")]
    acknowledged = [line.removeprefix("kept ") for line in work["lines"] if line.startswith("kept ")]
    with contextlib.closing(workers.reading(path)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM contact WHERE name NOT LIKE 'Before%'")}
        before = connection.execute("SELECT count(*) FROM contact WHERE name LIKE 'Before%'").fetchone()[0]
    wrong += [f"lost: {name[:20]}" for name in acknowledged if name not in names]
    if before != 20:
        wrong.append(f"{before} of 20 from before")
    if len(names) > len(acknowledged) + cut:
        wrong.append("a change that was refused is there")
    if not cut:
        wrong += [f"left over: {one.name}" for one in place.rglob("*") if one.suffix in {".part", ".new"}]
        wrong += [f"half a backup: {one.name}" for one in place.rglob("*.backups/*.db") if _broken(one)]
    return wrong + faults(path)


def _broken(backup: Path) -> bool:
    with contextlib.closing(sqlite3.connect(backup)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() != ("ok",))

"""The command line's figures, and the import's."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.population import NOW
from tests.benchmarks.probe import Probe, environment
from tests.benchmarks.program import EMPTY, FUNNELTUI
from tests.benchmarks.table import Measure

_READS = {
    "list --limit 20": ("list", "--limit", "20"),
    "search": ("search", "carpentier 77", "--limit", "20"),
    "due --limit 20": ("due", "--limit", "20"),
}
_MISSING = 2  # the exit status of a command that is not there (yet)
_ROWS = 10_000
_RATE = 4000
"""Rows a second."""
_USUAL_START = 0.19
"""Seconds in which the empty app starts where that rate is asked for."""


def measure_reads(small: Path, large: Path, size: int, runs: int) -> list[Measure]:
    """Each reading command on 100 and on `size` opportunities, and against E."""
    lines = []
    for name, arguments in _READS.items():
        if _run(arguments, small) is None:
            continue
        on_small, on_large, empty = [], [], []
        for number in range(runs + 1):
            pair = _run(arguments, small), _run(arguments, large)
            app = Probe(EMPTY, b"ready", environment())
            app.close()
            if number and None not in pair:
                on_small.append(pair[0] or 0.0)
                on_large.append(pair[1] or 0.0)
                empty.append(app.first_paint)
        lines += [
            Measure(f"CLI {name}: {size:,} against 100", 1.2, "× 100", on_large, on_small),
            Measure(f"CLI {name}: {size:,} against the empty app", 1.0, "E", on_large, empty),
        ]
    return lines


def _run(arguments: Sequence[str], path: Path) -> float | None:
    """Seconds a command took; None when there is no such command."""
    started = time.perf_counter()
    ended = subprocess.run(
        [FUNNELTUI, *arguments],
        env=environment(FUNNELTUI_DB=str(path), FUNNELTUI_NOW=NOW, FUNNELTUI_LANG="en"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    took = time.perf_counter() - started
    if ended.returncode == _MISSING:
        return None
    if ended.returncode:
        raise RuntimeError(ended.stderr.decode())
    return took


def measure_import(folder: Path, runs: int) -> list[Measure]:
    """Rows a second with duplicate detection, and the undo of that one step."""
    table = folder / "people.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        stream.write("First Name,Last Name,Email,Company,Phone,Deal Value\n")
        for number in range(_ROWS):
            stream.write(
                f"Sophie{number % 97},Martin{number},p{number}@b.example,Atelier {number % 500},"
                f"06 39 98 {number // 100 % 100:02} {number % 100:02},{number % 5000}\n"
            )
    rates, undos = imported(table, folder / "import.db", _ROWS, runs)
    empty = Probe(EMPTY, b"ready", environment())
    empty.close()
    each_start = [rate * empty.first_paint for rate in rates]
    return [
        Measure(
            f"import of {_ROWS:,} rows with duplicate detection", _RATE, "rows/s", rates, at_least=True, gated=False
        ),
        Measure("the same while the empty app starts", _RATE * _USUAL_START, "rows/E", each_start, at_least=True),
        Measure(f"undo of that import ({_ROWS:,} rows, one step)", 3.0, "s", undos),
    ]


def imported(table: Path, database: Path, rows: int, runs: int) -> tuple[list[float], list[float]]:
    """Rows a second of an import into an empty file, and the seconds of its undo. In processes of their own."""
    rates, undos = [], []
    for _ in range(runs):
        ended = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.import_once", str(table), str(database)],
            env=environment(FUNNELTUI_NOW=NOW),
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        took, undone = map(float, ended.stdout.split())
        rates.append(rows / took)
        undos.append(undone)
    return rates, undos

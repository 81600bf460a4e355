"""`python -m tests.benchmarks`: measure the program and print target beside figure.

Everything is a ratio to an empty one-widget Textual app run in between: E its first paint, K its
key → repaint, R its memory; so the figures mean the same on a slow machine. `--gate` fails above
1.5 × a target. Use a quiet machine, and let Python write its .pyc files. With `FUNNELTUI_ENGINE=plain`
the program is measured without its engine.

`--only reports`, `backup` and `files` measure what takes seconds on big files; they are not measured unless asked for.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from funneltui import __version__
from funneltui.storage.database import SCHEMA_VERSION
from funneltui.tui.engine.known import PLAIN
from tests.benchmarks.big_files import measure_backup, measure_files, measure_reports
from tests.benchmarks.commands import measure_import, measure_reads
from tests.benchmarks.contacts import measure_contacts
from tests.benchmarks.follow_up import measure_follow_up
from tests.benchmarks.population import populated
from tests.benchmarks.program import measure
from tests.benchmarks.table import GATE, Measure

_HUNDRED = 100
_BIG = {"reports": measure_reports, "backup": measure_backup, "files": measure_files}


def main() -> int:
    options = _options()
    folder = Path(tempfile.gettempdir()) / f"funneltui-benchmark-{os.getuid()}-v{SCHEMA_VERSION}"
    folder.mkdir(exist_ok=True)
    out = sys.stdout.write
    out(f"funneltui {__version__}, Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    out(f"{', on the parts of Textual itself' if PLAIN else ''}\n")
    lines: list[Measure] = []
    stopped: list[Measure] = []
    for part in _parts(options, folder):
        measured = _told(part())
        lines += measured
        slow = {one.what for one in measured if not one.passes}
        if slow and options.gate:  # a neighbour may have been busy: only what is slow twice has become slow
            out("— once more, for what the gate would stop\n")
            stopped += [one for one in _told(part()) if one.what in slow and not one.passes]
    asked = [one for one in lines if one.target is not None]
    out(f"{sum(one.held for one in asked)} of {len(asked)} targets held, {len(stopped)} stopped by the gate\n")
    return 1 if stopped else 0


def _told(measured: list[Measure]) -> list[Measure]:
    for one in measured:
        sys.stdout.write(one.line() + "\n")
    sys.stdout.flush()
    return measured


def _parts(options: argparse.Namespace, folder: Path) -> Iterator[Callable[[], list[Measure]]]:
    """What is to be measured, in parts that can be measured again."""
    if "program" in options.only:
        for size in options.sizes:
            yield partial(_program, populated(folder, size), size, options.runs)
            yield partial(measure_follow_up, populated(folder, size), size, options.runs)
            yield partial(measure_contacts, populated(folder, size), size, options.runs)
    if "commands" in options.only:
        size = max(options.sizes)
        few, many = populated(folder, _HUNDRED), populated(folder, size)
        yield partial(measure_reads, few, many, size, options.runs)
    if "import" in options.only:
        yield partial(measure_import, folder, max(3, options.runs // 2))
    for name, part in _BIG.items():
        if name in options.only:
            yield partial(part, folder, max(3, options.runs // 2))


def _program(path: Path, size: int, runs: int) -> list[Measure]:
    measured = measure(path, size, runs)
    start, cursor, memory = measured[0].base, measured[1].base, measured[-1].base
    unit = f"E {median(start):.3f} s, K {median(cursor) * 1000:.1f} ms, R {median(memory):.0f} MB"
    sys.stdout.write(f"— the empty app beside {size:,} cards: {unit}\n")
    return measured


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], help="opportunities in the files")
    parser.add_argument("--runs", type=int, default=7, help="repetitions of each measure (keys: three times as many)")
    parts = ["program", "commands", "import"]
    parser.add_argument("--only", nargs="+", choices=[*parts, *_BIG], default=parts, help="measure these parts")
    parser.add_argument("--gate", action="store_true", help=f"fail above {GATE} × a target")
    return parser.parse_args()


sys.exit(main())

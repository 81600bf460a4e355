"""`python -m tests.reliability`: every trial with its full number of rounds, and a table of what held.

`--short` does a few rounds of each, as the tests do; `--only NAME` one; `--share 0.1` a tenth of the rounds; `--seed`
another course of things. The exit status is 1 when something did not hold. Everything is done in memory where the
system has a folder for that: a process that is killed loses nothing there either, and no disk has to be waited for.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.reliability.results import Result
from tests.reliability.suite import TRIALS
from tests.reliability.tested import TESTED, tested

_IN_MEMORY = Path("/dev/shm")


def main() -> int:
    """Run what was asked for."""
    words = argparse.ArgumentParser(prog="python -m tests.reliability", description=__doc__)
    words.add_argument("--short", action="store_true")
    words.add_argument("--only", action="append", choices=[*TRIALS, *TESTED], default=[])
    words.add_argument("--share", type=float, default=1.0)
    words.add_argument("--seed", type=int, default=20261129)
    chosen = words.parse_args()
    failed = False
    _say(f"{'trial':22} {'rounds':>6} {'failed':>6} {'s':>6}  figures")
    for name, run in _trials(short=chosen.short, share=chosen.share, seed=chosen.seed).items():
        if chosen.only and name not in chosen.only:
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory(
            prefix="funneltui-reliability-", dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None
        ) as folder:
            result = run(Path(folder))
        failed = failed or bool(result.failures)
        seconds = time.monotonic() - began
        _say(f"{name:22} {result.rounds:6} {len(result.failures):6} {seconds:6.0f}  {result.told}")
        for failure in result.failures[:10]:
            _say(f"    {failure}")
    _say("something DID NOT HOLD" if failed else "everything held")
    return int(failed)


def _trials(*, short: bool, share: float, seed: int) -> dict[str, Callable[[Path], Result]]:
    """What is run by which name, with its number of rounds."""
    trials: dict[str, Callable[[Path], Result]] = {}
    for name, (trial, rounds, few) in TRIALS.items():
        count = few if short else max(1, round(rounds * share))
        trials[name] = partial(_run, trial, count, seed)
    if not short:
        trials |= {name: partial(_run_tests, name) for name in TESTED}
    return trials


def _run(trial: Callable[[Path, int, random.Random], Result], count: int, seed: int, folder: Path) -> Result:
    return trial(folder, count, random.Random(seed))


def _run_tests(name: str, _folder: Path) -> Result:
    return tested(name)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

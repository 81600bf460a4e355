"""`python -m tests.reliability`: every trial with its full number of rounds, and a table of what held.

`--short` does a few rounds of each, as the tests do; `--only NAME` one; `--share 0.1` a tenth of the rounds; `--seed`
another course of things. The exit status is 1 when something did not hold.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.reliability.suite import TRIALS


def main() -> int:
    """Run what was asked for."""
    words = argparse.ArgumentParser(prog="python -m tests.reliability", description=__doc__)
    words.add_argument("--short", action="store_true")
    words.add_argument("--only", action="append", choices=list(TRIALS), default=[])
    words.add_argument("--share", type=float, default=1.0)
    words.add_argument("--seed", type=int, default=20261129)
    chosen = words.parse_args()
    failed = False
    for name, (trial, rounds, few) in TRIALS.items():
        if chosen.only and name not in chosen.only:
            continue
        count = few if chosen.short else max(1, round(rounds * chosen.share))
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="funneltui-reliability-") as folder:
            result = trial(Path(folder), count, random.Random(chosen.seed))
        failed = failed or bool(result.failures)
        held = "held" if not result.failures else f"{len(result.failures)} DID NOT HOLD"
        sys.stdout.write(
            f"{name:22} {result.rounds:6} rounds  {held:18} {result.told} ({time.monotonic() - began:.0f} s)\n"
        )
        for one in result.failures[:10]:
            sys.stdout.write(f"    {one}\n")
        sys.stdout.flush()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

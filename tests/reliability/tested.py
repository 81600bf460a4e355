"""Trials that are tests of their own elsewhere: run by pytest in a process of their own, and counted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.reliability.results import Result

__all__ = ["TESTED", "tested"]

_ROOT = Path(__file__).parents[2]
_COUNTED = re.compile(r"(\d+) (passed|failed|error|skipped)")

TESTED = {
    "erasures": (
        "tests/end_to_end/test_erased_everywhere.py",
        "tests/reliability/test_erasing.py",
        "tests/reliability/test_erasing_anything.py",
    ),
    "hostile-strings": (
        "tests/cli/test_naughty_strings.py",
        "tests/end_to_end/test_naughty_strings.py",
        "tests/end_to_end/test_hostile_names.py",
        "tests/tui/test_naughty_screens.py",
        "tests/tui/test_hostile_names.py",
    ),
    "other-files": (
        "tests/reliability/test_files.py",
        "tests/trials/test_d1_place.py",
        "tests/trials/test_d_backups.py",
        "tests/trials/test_d_crash.py",
        "tests/trials/test_d_small.py",
    ),
}
"""The tests of each trial."""


def tested(name: str) -> Result:
    """Run the tests of a trial, whole."""
    words = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "--tb=line", *TESTED[name]]
    environ = {**os.environ, "FUNNELTUI_TESTS": "full"}
    done = subprocess.run(
        words, cwd=_ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    lines = done.stdout.splitlines()
    counts = {kind: int(number) for number, kind in _COUNTED.findall(lines[-1] if lines else "")}
    result = Result(counts.get("passed", 0), told=lines[-1].strip("= ") if lines else "nothing")
    result.failures += [line for line in lines if line.startswith(("FAILED", "ERROR"))]
    if done.returncode and not result.failures:
        result.failures.append("\n".join(lines[-20:]))
    return result

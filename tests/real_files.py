"""Every real file with an expectation beside it, imported: `python -m tests.real_files` prints a table.

The files are not part of the project (mixed licences). FUNNELTUI_DATA names their folder; by default it is looked for
beside the project's. Without it, the command says so and ends well.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from funneltui.errors import FunnelError
from tests.services.office import Office

__all__ = ["main", "outcome_of"]

_ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("FUNNELTUI_DATA", _ROOT.parent / "shared" / "data"))
_STRINGS = "strings"
"""What an expectation for a file of odd strings has: they are tried by `test_importing_anything`."""


def outcome_of(path: Path, expected: Mapping[str, Any]) -> tuple[str, str]:
    """Whether a file yields what is expected, and what it yielded."""
    if _STRINGS in expected:
        return "see", f"{expected[_STRINGS]} strings: tests/services/test_importing_anything.py, tests/naughty.py"
    with tempfile.TemporaryDirectory(prefix="funneltui-") as folder:
        office = Office(Path(folder))
        try:
            report = office.importing.run(office.importing.preview(path))
        except FunnelError as error:
            refused = expected.get("contacts") == 0 or "sales_teams" in path.name
            return ("ok" if refused else "BAD"), f"refused: {error}"
        finally:
            office.close()
    wanted = expected.get("contacts", expected.get("rows"))
    told = f"{report.created} of {wanted}, {report.skipped} left out, {report.problem_count} remarks"
    return ("ok" if report.created == wanted and report.skipped == expected.get("skipped", 0) else "BAD"), told


def main() -> int:
    """Print the table; returns how many entries do not hold."""
    expectations = DATA / "EXPECTED.json"
    if not expectations.is_file():
        sys.stdout.write(f"skipped: the real files are not at hand ({DATA})\n")
        return 0
    bad = 0
    for name, expected in json.loads(expectations.read_text("utf-8")).items():
        held, told = outcome_of(DATA / name, expected)
        bad += held == "BAD"
        sys.stdout.write(f"{held:4} {name:60} {told}\n")
    sys.stdout.write(f"{bad} entries do not hold\n")
    return bad


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="funneltui-home-") as home:
        os.environ["XDG_DATA_HOME"] = home
        sys.exit(bool(main()))

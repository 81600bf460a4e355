"""What is loaded when: measured in fresh processes, because an import cannot be taken back.

The layers themselves are import-linter's, in pyproject.toml.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import funneltui

HEAVY = ("alembic", "babel", "charset_normalizer", "pydantic", "sqlalchemy", "sqlmodel", "typer")


def _loaded_by(statement):
    """The top-level packages in `sys.modules` after `statement` ran in a new interpreter."""
    script = f"{statement}\nimport json, sys\nprint(json.dumps(sorted({{n.partition('.')[0] for n in sys.modules}})))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_the_door_loads_neither_front_end():
    loaded = _loaded_by("import funneltui.entry; funneltui.entry.main(['--version'])")
    assert not loaded & {*HEAVY, "click", "rich", "textual", "msgspec", "sqlite3"}


@pytest.mark.parametrize("module", ["funneltui.tui.app", "funneltui.bootstrap", "funneltui.storage.reads"])
def test_the_way_to_the_first_paint_loads_nothing_heavy(module):
    assert not _loaded_by(f"import {module}") & set(HEAVY)


def test_the_command_line_starts_without_textual_and_the_write_side():
    loaded = _loaded_by("import funneltui.cli.main")
    assert not loaded & {*HEAVY, "textual"} - {"typer"}


def test_public_names_are_listed_only_where_names_of_others_are_passed_on():
    for path in Path(funneltui.__file__).parent.rglob("*.py"):
        text = path.read_text("utf-8")
        listed = re.search(r"^__all__ = \[(.*?)\]", text, re.DOTALL | re.MULTILINE)
        own = set(re.findall(r"^(?:async )?(?:def|class) (\w+)|^([A-Z]\w*)\b.* = ", text, re.MULTILINE))
        names = {name for pair in own for name in pair}
        assert listed is None or set(re.findall(r'"(\w+)"', listed[1])) - names, f"{path}: drop __all__"

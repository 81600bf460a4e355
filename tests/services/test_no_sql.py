"""Services speak of objects: SQL, and the names of tables and columns that only SQL knows, stay in `storage`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import funneltui.services
from funneltui.storage.tables import metadata

SERVICES = Path(funneltui.services.__file__).parent
FILES = sorted(path.relative_to(SERVICES).as_posix() for path in SERVICES.rglob("*.py"))
_SQL = re.compile(r"\b(SELECT|INSERT INTO|DELETE FROM|CREATE TABLE|UPDATE \w+ SET)\b")
_COLUMNS = {column.name for table in metadata.tables.values() for column in table.columns}
_ONLY_SQLS = {
    *(name for name in metadata.tables if "_" in name and name != "next_action"),  # also a field of templates
    *(name for name in _COLUMNS if name.endswith(("_id", "_at")) or name in {"folded_name", "normalized", "files"}),
}
_TYPED = {"external_id", "files"}
"""Fields that a person, or a file of theirs, names like this."""
_KEYS = {"access.py": {"created_at", "updated_at", "binned_at", "told_at", "stage_id", "moved_at", "happened_at"}}
"""Keys of the document that a person gets of what is held on them: they are what the columns are called."""


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The strings of a module, docstrings aside."""
    aside = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside:
            yield node.lineno, node.value


@pytest.mark.parametrize("name", FILES)
def test_no_service_speaks_sql_or_names_what_only_sql_knows(name: str) -> None:
    tree = ast.parse((SERVICES / name).read_text("utf-8"))
    said = [
        f"line {line}: {text!r}"
        for line, text in texts(tree)
        if _SQL.search(text) or text in _ONLY_SQLS - _TYPED - _KEYS.get(name, set())
    ]
    assert said == []

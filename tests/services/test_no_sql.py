"""Services speak of objects: SQL, and the names of tables and columns, stay in `storage`.

So a type checker sees every column that a service reads or writes: as an attribute of its class.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import funneltui.services
from funneltui.domain import templates
from funneltui.interchange.fields import FIELDS
from funneltui.storage.tables import metadata

SERVICES = Path(funneltui.services.__file__).parent
FILES = sorted(path.relative_to(SERVICES).as_posix() for path in SERVICES.rglob("*.py"))
_SQL = re.compile(r"\b(SELECT|INSERT INTO|DELETE FROM|CREATE TABLE|UPDATE \w+ SET)\b")
NAMES = {*metadata.tables, *(column.name for table in metadata.tables.values() for column in table.columns)}
_DOCUMENT = NAMES
"""A key of the document that a person gets of what is held on them, as `storage.reads.access` names it."""
_FILE_FIELDS = {*FIELDS, "opposed"}
"""What a column of a person's own file can hold, as `interchange.fields` names it for its words and its problems."""
_MERGED = {*(field.key for field in templates.FIELDS), "subject"}
"""What a template puts in braces, and the line of a message that a refusal is about."""
_STAGES = {"stage", "criterion", "proposal", "information"}
"""The key of a stage or criterion, what happens in the demo's stories, or a step of the buyer's."""
_PLACES = {"at", "kind", "detail"}
"""A place in a sentence for a person: `{detail}`."""
_SPAN = {"month"}
"""A span of time."""
_SEVERAL = {"organization", "value", "temperature", "stage", "note"}
"""What a person edits, chooses or types under this name is another table's, or several columns."""
ALLOWED = {
    "access.py": _DOCUMENT,
    "composing.py": _MERGED,
    "demo/plots.py": _STAGES,
    "demo/rows.py": _STAGES,
    "doctor.py": _PLACES,
    "editing.py": _SEVERAL,
    "importing/entry.py": _FILE_FIELDS,
    "importing/known.py": _FILE_FIELDS,
    "importing/service.py": _PLACES,
    "importing/update.py": _FILE_FIELDS,
    "insights.py": _SPAN,
    "merging.py": _SEVERAL,
    "rehearsal.py": _SEVERAL,
    "structure.py": _STAGES,
    "templates.py": _SEVERAL,
    "thinning.py": _SPAN,
}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for name in FILES:
        yield name, ast.parse((SERVICES / name).read_text("utf-8"))


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The strings of a module, docstrings aside, and what a refusal says of the form's field it belongs to."""
    aside = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    aside |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "field"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside:
            yield node.lineno, node.value


@pytest.mark.parametrize("name", FILES)
def test_no_service_speaks_sql_or_names_a_table_or_a_column(name: str) -> None:
    tree = ast.parse((SERVICES / name).read_text("utf-8"))
    said = [
        f"line {line}: {text!r}"
        for line, text in texts(tree)
        if _SQL.search(text) or text in NAMES - ALLOWED.get(name, set())
    ]
    assert said == []


@pytest.mark.parametrize("name", FILES)
def test_no_service_chooses_an_attribute_by_its_name(name: str) -> None:
    tree = ast.parse((SERVICES / name).read_text("utf-8"))
    by_name = {"getattr", "setattr", "attrgetter", "vars"}
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in by_name] == []
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "_asdict"] == []


def test_no_word_is_allowed_that_no_service_says() -> None:
    said = {name: {text for _line, text in texts(tree)} for name, tree in trees()}
    assert [name for name, words in ALLOWED.items() if not words & NAMES & said[name]] == []

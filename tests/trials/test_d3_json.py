"""D3: a JSON export in which a value was changed is taken when it makes sense, or refused whole with its place."""

from __future__ import annotations

import json
import random
import shutil
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.cli.main import main
from funneltui.clock import FixedClock
from funneltui.interchange.errors import ForeignJsonError
from funneltui.services.demo.build import build
from funneltui.services.importing.values import ImportOptions
from funneltui.settings import Settings
from tests.lengths import rounds

_CLOCK = FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Paris")))
_OTHERS: list[Any] = [
    *("", "x", "[1]", "[", "{", "{}", "[]", '["", "x"]', '["call"]', "2026-02-31", "0001-01-01", "99:99", "12:00"),
    *("2026-13-01T00:00:00Z", "2026-11-22T12:00:00Z", "9999-12-31T23:59:59Z", "a\0b", "\u202e", "EUR", "eur", "'"),
    *(0, 1, -1, 2, 7, 10**6, 2**31, 2**62, 2**63 - 1, -(2**63), 2**63, None, True, 1.5, [], {}, [1], "\ud800"),
]


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    """The export of a made-up pipeline: a few rows of each table that has any."""
    folder = tmp_path_factory.mktemp("demo")
    build(folder / "demo.db", clock=_CLOCK, language="en")
    funnel = open_funnel(folder / "demo.db", settings=Settings(), clock=_CLOCK)
    funnel.services.exporting.write(folder / "all.json")
    funnel.close()
    return json.loads((folder / "all.json").read_text())


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """An empty file, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "funnel.db"
    open_funnel(path, settings=Settings(), clock=_CLOCK).close()
    return path


def _fields(document):
    return sorted({(table, field) for table, rows in document["tables"].items() for row in rows[:1] for field in row})


def _import(path, content: str):
    funnel = open_funnel(path, settings=Settings(), clock=_CLOCK)
    try:
        file = path.with_name("changed.json")
        file.write_text(content, encoding="utf-8", errors="surrogatepass")
        importing = funnel.services.importing
        preview = importing.preview(file, ImportOptions())
        importing.run(preview, lambda _done, _all: None)
    finally:
        funnel.close()


def _refusal(path, content: str) -> str:
    """Why it was not taken; empty when it was."""
    try:
        _import(path, content)
    except ForeignJsonError as error:
        return str(error)
    return ""


def _readable(path, capsys, monkeypatch) -> None:
    """Everything that is shown of the file can be shown."""
    monkeypatch.setenv("FUNNELTUI_NOW", "2026-11-22T12:00:00+01:00")
    monkeypatch.setenv("FUNNELTUI_DB", str(path))
    for command in ("list --json", "due", "show 1", "show 2 --json", "write 1", "review", "history", "views", "stages"):
        assert main(command.split()) in {0, 1, 3}, command
    capsys.readouterr()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_d3_every_field_is_checked(document, empty, tmp_path, capsys, monkeypatch) -> None:
    dice = random.Random(13)
    refused = taken = 0
    for table, field in _fields(document):
        other = dice.choice(_OTHERS)
        changed = json.loads(json.dumps(document))
        row = dice.randrange(min(3, len(changed["tables"][table])))
        changed["tables"][table][row][field] = other
        path = tmp_path / f"{refused + taken}.db"
        shutil.copy(empty, path)
        before = path.read_bytes()
        refusal = _refusal(path, json.dumps(changed))
        if refusal:
            where = f"table {table}, row {row + 1}, {field}"
            assert where in refusal or f"{table}." in refusal or field in refusal or other == "\ud800", refusal
            assert path.read_bytes() == before
            refused += 1
        else:
            taken += 1
            if taken % rounds(15, 5) == 0:
                _readable(path, capsys, monkeypatch)
    assert refused > taken
    assert taken > 15


@pytest.mark.parametrize(
    ("table", "field", "value", "says"),
    [
        ("contact", "introduced_by_id", 999_999, "table contact, row 1, introduced_by_id: it refers to a row that"),
        (
            "contact",
            "opposed_channels",
            '["pigeon"]',
            "contact, row 1, opposed_channels: unknown channel",
        ),
        ("contact", "opposed_channels", "[1]", "it must be a list of texts"),
        ("contact", "tags", "[[]]", "it must be a list of texts"),
        ("contact", "source_on", "2026-02-31", "it must be a date, such as 2026-12-15"),
        ("contact", "created_at", "2026-02-31T00:00:00Z", "it must be an instant"),
        ("contact", "created_at", "9999-12-31T00:00:00Z", "it must be an instant"),
        ("contact", "opposed", 2, "it must be 0 or 1"),
        ("contact", "name", None, "it can't be empty"),
        ("contact", "name", 3, "it must be text"),
        ("contact", "name", "a\0b", "it contains a character that isn't text"),
        ("contact", "id", -1, "the number is out of bounds"),
        ("contact", "colour", "red", "unknown field"),
        ("contact", "market", "c2c", "unknown value"),
        ("opportunity", "amount", 2**60, "the number is out of bounds"),
        ("opportunity", "currency", "€", "a currency of three letters"),
        ("next_action", "due_time", "25:00", "it must be a time"),
        ("saved_view", "layout", "{", "it must be a JSON object"),
    ],
)
def test_d3_what_is_wrong_is_named(document, empty, tmp_path, table, field, value, says) -> None:
    changed = json.loads(json.dumps(document))
    if not changed["tables"][table]:
        changed["tables"][table].append({"id": 1, "name": "x"})
    changed["tables"][table][0][field] = value
    shutil.copy(empty, tmp_path / "funnel.db")
    with pytest.raises(ForeignJsonError) as refusal:
        _import(tmp_path / "funnel.db", json.dumps(changed))
    assert says in str(refusal.value)


def test_d3_a_table_a_field_or_a_uid_too_many_or_too_few(document, empty, tmp_path) -> None:
    shutil.copy(empty, tmp_path / "funnel.db")
    for change, says in (
        (lambda tables: tables.update(gold=[]), "table gold: unknown table"),
        (lambda tables: tables["contact"][1].pop("name"), "table contact, row 2, name: it is missing"),
        (lambda tables: tables["contact"][1].pop("id"), "table contact, row 2, id: it is missing"),
        (
            lambda tables: tables["contact"][1].update(uid=tables["contact"][0]["uid"]),
            "table contact, row 2, uid: another row has the same",
        ),
    ):
        changed = json.loads(json.dumps(document))
        change(changed["tables"])
        with pytest.raises(ForeignJsonError) as refusal:
            _import(tmp_path / "funnel.db", json.dumps(changed))
        assert says in str(refusal.value)

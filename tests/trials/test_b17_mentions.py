"""B17: after an erasure every place where the name still stands is told, with its number."""

from __future__ import annotations

import contextlib
import json
import sqlite3

import pytest

from funneltui.cli.main import main
from funneltui.storage.mentions import KINDS, Mention

_NAME = "Zoé Quintrell"
_PLACES = {
    "contact": "UPDATE contact SET note = 'met {}' WHERE id = 1",
    "organization": "UPDATE organization SET note = '{} works there' WHERE id = 1",
    "deal": "UPDATE opportunity SET title = 'Film for {}' WHERE id = 1",
    "move": "UPDATE stage_move SET override_reason = '{} insists' WHERE opportunity_id = 1",
    "exchange": "UPDATE touch SET outcome = 'spoke with zoe quintrell' WHERE id = 1",
    "next_action": "UPDATE next_action SET what = 'call {}' WHERE opportunity_id = 1",
    "evidence": "UPDATE answer SET evidence = '{} said so' WHERE opportunity_id = 1",
    "proposal": "INSERT INTO proposal (uid, opportunity_id, reference) VALUES ('p', 1, 'offer {}')",
    "source": "INSERT INTO source (uid, name, folded_name) VALUES ('s', 'through {}', 'through')",
    "view": "INSERT INTO saved_view (uid, name, query) VALUES ('v', 'mine', '\"{}\"')",
    "template": "UPDATE template SET body = 'as {} told you' WHERE id = 1",
}


@pytest.fixture
def path(tmp_path, monkeypatch):
    """Two people, the first with something of everything."""
    path = tmp_path / "funnel.db"
    monkeypatch.setenv("FUNNELTUI_DB", str(path))
    for words in (
        "add Paul --org Brume",
        "move 1 lead",
        "log 1 call",
        "qualify 1 fit=yes:said",
        "add Zoé_Quintrell",
    ):
        assert main([word.replace("_", " ") for word in words.split()]) == 0, words
    assert main(["next", "1", "tomorrow write"]) == 0
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_b17_every_place_is_told(path, capsys, kind) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute(_PLACES[kind].format(_NAME)).rowcount > 0
        connection.commit()
    capsys.readouterr()
    assert main(["privacy", "erase", "2", "--name", _NAME, "--json"]) == 0
    captured = capsys.readouterr()
    (told,) = json.loads(captured.out)["mentions"]
    assert told["kind"] == kind
    assert Mention(**told).words in captured.err

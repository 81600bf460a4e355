"""The big list of naughty strings through every command: no crash, nothing printed that drives the terminal."""

from __future__ import annotations

import pytest

from tests.lengths import sample
from tests.naughty import STRINGS, copy_filled, naughty_strings, printed_controls

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not STRINGS.exists(), reason=f"the strings are not in {STRINGS.parent}"),
]
_EXITS = {0, 1, 2, 3, 4}
_WRITES = (
    ("edit", "1", "title={}", "note={}", "tags={}"),
    ("log", "1", "call", "--outcome={}", "--note={}"),
    ("next", "1", "+3d {}"),
    ("done", "1"),
    ("add", "--org={}", "--title={}", "--source={}", "--tag={}", "--", "{}"),
    ("edit", "1", "email={}", "phone={}"),
    ("move", "1", "{}"),
    ("move", "1", "prospect", "--reason={}"),
    ("lose", "1", "--reason={}", "--note={}"),
    ("reopen", "1"),
    ("park", "1", "--until={}", "--why={}"),
    ("qualify", "1", "fit=yes:{}"),
    ("qualify", "1", "{}"),
    ("snooze", "1", "{}"),
    ("next", "1", "{}"),
    ("views", "save", "--", "{}", "{}"),
    ("views", "remove", "--", "{}"),
    ("templates", "add", "--language=en", "--subject={}", "--body={}", "--", "{}"),
    ("write", "1", "--", "{}"),
    ("role", "1", "--", "{}", "decider"),
    ("merge", "1", "--", "{}"),
    ("merge", "--take={}", "1", "2"),
    ("list", "--stage={}"),
    ("list", "--sort={}"),
    ("list", "--view={}"),
    ("show", "--", "{}"),
    ("stages", "--", "{}"),
    ("config", "set", "sender", "--", "{}"),
    ("config", "set", "--", "{}", "x"),
    ("export", "--format={}", "-o", "out"),
    ("snooze", "1", "+3d", "{}"),
    ("win", "1", "--value={}"),
    ("win", "1", "--date={}"),
    ("checklist", "--", "{}"),
    ("import", "--dry-run", "--", "{}"),
    ("export", "--format=csv", "-o", "out.csv", "--", "{}"),
    ("review", "--", "{}"),
    ("due", "--days={}"),
    ("privacy", "--", "{}", "1"),
    ("privacy", "inform", "--", "{}"),
    ("privacy", "allow", "--", "{}"),
    ("privacy", "erase", "1", "--name={}"),
    ("search", "--", "{}"),
    ("restore", "--look", "--", "{}"),
    ("mail", "--dry-run", "--list", "--", "{}"),
    ("calendar", "--forget", "--", "{}"),
    ("report", "--source={}", "--tag={}", "funnel"),
    ("report", "--since={}", "months"),
    ("report", "--", "{}"),
    ("sources", "cost", "--note={}", "--", "{}", "12"),
    ("{}",),
)
_PRINTS = (
    ("list",),
    ("list", "--json"),
    ("list", "--csv"),
    ("due", "--days", "9"),
    ("due", "--json"),
    ("review",),
    ("review", "--json"),
    ("views",),
    ("views", "--json"),
    ("templates",),
    ("templates", "--json"),
    ("history", "--limit", "3000"),
    ("history", "--json"),
    ("privacy", "due"),
    ("privacy", "access", "1"),
    ("privacy", "access", "1", "--json"),
    ("duplicates",),
    ("duplicates", "--json"),
    ("stages",),
    ("checklist",),
    ("config",),
    ("sources",),
    ("report", "sources"),
    ("report", "losses"),
    ("report", "month"),
    ("report", "activity", "--json"),
    ("backup", "--json"),
    ("backups",),
    ("doctor", "--json"),
    ("passphrase",),
)
_ELSEWHERE = frozenset({"undo", "redo", "show", "demo"})
"""Below, with numbers; and the demo, which takes no text."""


@pytest.fixture
def harmless(file, capsys):
    """Run a command line whose exit code is one of those that are told; its words."""
    from funneltui.cli.main import main

    def command(*words: str) -> str:
        code = main(list(words))
        captured = capsys.readouterr()
        assert code in _EXITS, (words, captured)
        assert "Traceback" not in captured.err, (words, captured.err)
        assert printed_controls(captured.out.replace("\r\n", "\n"), captured.err) == [], (words, captured)
        return captured.out

    return command


def test_every_command_is_driven() -> None:
    from funneltui.cli.main import _MODULES

    driven = {words[0] for words in (*_WRITES, *_PRINTS)} - {"{}"}
    assert driven | _ELSEWHERE >= set(_MODULES)


def _given() -> list[str]:
    return [text for text in naughty_strings() if "\x00" not in text]


def test_what_is_stored_is_printed_harmless(harmless, file, tmp_path_factory):
    kept = copy_filled(file, tmp_path_factory)
    assert kept > 500
    for words in _PRINTS:
        assert harmless(*words), words
    harmless("undo", "3")
    harmless("redo", "3")
    for number in sample(range(1, kept + 1), 12, 1):
        assert harmless("show", str(number)), number
    for number in sample(range(1, kept + 1, 16), 3):
        assert harmless("show", str(number), "--json"), number
        harmless("write", str(number), "--print")
    for form in ("csv", "csv-fr", "vcf", "json", "ics", "eml", "html"):
        harmless("export", "--format", form, "-o", f"out-{form}")


def test_each_is_a_query_that_finds_or_says_why_not(harmless, add):
    add("Ann")
    for text in sample(_given(), 8):
        harmless("search", "--", text)
        harmless("list", "--", text)


def test_each_is_an_argument_of_some_command_that_does_it_or_says_why_not(harmless, add):
    add("Ann", "--stage", "lead")
    for place, text in sample([*enumerate(_given())], 7):
        for words in _WRITES[place % 10 :: 10]:
            harmless(*(word.replace("{}", text) for word in words))
    harmless("history", "--limit", "3000")
    harmless("show", "1")

"""What people read is worded by the same rules everywhere: the README's development part gives them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from funneltui import i18n
from funneltui.cli import application, main
from funneltui.domain.query.fields import Field, field_named, known_as
from funneltui.tui.actions.table import all_actions

CATALOGUE = Path(__file__).resolve().parent.parent / "src/funneltui/locales/fr/LC_MESSAGES/funneltui.po"
HINT_WORDS, HELP_SIGNS, SUMMARY_SIGNS, SCREEN = 2, 45, 60, 80
_REFERENCE = re.compile(
    r"(With |Avec )?--json( prints the contact that was kept| affiche le contact gardé)?\u00a0?:.*"
    r"|(With|Avec) --json.*|(Contact|Organization|Deal)\u00a0?: name.*"
)
"""Keys of JSON and fields of the command line are contracts, not words."""

NEVER_IN_ENGLISH = {
    r"\b[Tt]here (is|are) (no|not)\b|\bis no\b|\bno such (card|contact)\b": "unknown, doesn't exist, isn't",
    r"\bunless (said|told)\b|\bsay(s)? otherwise\b|^Say\b|: say\b": "state it, ask with Enter or Choose",
    r"\bgo(es)? with\b|^With \w+( and \w+)?:": "can only be used with; edit: …",
    r"\b(every|some|any)body\b|\b[Ww]ho(so)?ever\b": "name the contact",
    r"\bopportunit(y|ies)\b": "deal",
    r"\b[Ll]ast touch\b|\btouches\b": "exchange",
    r"\b[Oo]pposition list\b|\bopposed to\b|\bleft alone\b": "do-not-contact list",
    r"\b(is|are) to be (told|informed)\b|\b[Tt]old them\b|\b[Ii]nformed on\b": "source disclosed",
    r"\bfor good\b|\bheld on\b": "erase permanently, data stored about",
    r"\bparted by\b|\banew\b|\bmend\b|\bthrow-away\b|\bafresh\b": "separated, reload, fix, temporary, from scratch",
    r"\bis there (already|twice)\b|\balready there\b": "already exists, duplicate",
    r"\bput (off|aside)\b|\btake[ns]? (away|back)\b|\bdo again\b": "postpone, park, remove, undo, redo",
    r"\b[Oo]ffers? (ends|ended)\b|\bmy offer\b": "proposal",
    r"\bdecision power\b|\btarget fit\b|\bpurchase intent\b": "authority, fit, intent",
}
NEVER_IN_FRENCH = {
    r"\b(d[’e]|que) ?\{(name|other|who)\}": "no elision before a name: a colon or brackets",
    r"\{name\} (est|a été) (perdue|informée?|contactée?|opposée?)": "nothing agrees with a name",
    r"\bpour de bon\b|\bdétenue?s?\b": "effacer définitivement, données enregistrées",
    r"\b[Dd](ites|ire) (quoi|où|quel|lequel|laquelle|pourquoi|jusqu)": "Indiquez",
    r"\bsauf indication\b|\baujourd’hui sans cela\b": "par défaut",
    r"\b[Éé]tapes?\u00a0: \{steps\}|\bétapes de ce genre\b": "opération",
    r"\b[Ii]l n’y a pas (d[’e]|l[’ea])": "inconnu, n’existe pas",
    r"\b[Ee]nlever\b|\bretirer ce|\boublier\b": "supprimer",
    r"\bvie privée\b": "RGPD, données personnelles",
    r"\bvont? avec\b": "ne s’utilise qu’avec",
    r"\badéquation à la cible\b|\b[Ii]ndices?\b": "dans la cible, justification",
    r"\bmailing\b": "publipostage",
    r"\binformée?s? (le|de)\b": "origine communiquée",
}


def _forms(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _pairs() -> list[tuple[str, str]]:
    with CATALOGUE.open("rb") as stream:
        messages = [message for message in read_po(stream, locale="fr") if message.id]
    return [pair for one in messages for pair in zip(_forms(one.id), _forms(one.string), strict=True)]


PAIRS = _pairs()


@pytest.mark.parametrize("pattern", NEVER_IN_ENGLISH)
def test_words_english_does_not_use(pattern: str) -> None:
    wrong = [english for english, _ in PAIRS if re.search(pattern, _REFERENCE.sub("", english))]
    assert wrong == [], NEVER_IN_ENGLISH[pattern]


@pytest.mark.parametrize("pattern", NEVER_IN_FRENCH)
def test_words_french_does_not_use(pattern: str) -> None:
    wrong = [french for _, french in PAIRS if re.search(pattern, _REFERENCE.sub("", french))]
    assert wrong == [], NEVER_IN_FRENCH[pattern]


@pytest.fixture(params=i18n.LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> str:
    i18n.set_language(request.param)
    return request.param


def test_hints_are_two_words_and_help_fits_its_line(spoken: str) -> None:
    del spoken
    said = {(i18n.translate(one.description), i18n.translate(one.tooltip)) for one in all_actions().values()}
    assert {hint for hint, _ in said if len(hint.split(" ")) > HINT_WORDS} == set(), "a no-break space parts no words"
    assert {text for _, text in said if len(text) > HELP_SIGNS} == set()


def test_a_command_s_summary_fits_its_line(spoken: str) -> None:
    del spoken
    for module in set(main._MODULES.values()):
        import_module(f"funneltui.cli.{module}")
    summaries = [re.split(r"\.(?:\s|$)", i18n.translate(one.help))[0] for one in application.COMMANDS.values()]
    assert len(summaries) > SCREEN // 4
    assert [text for text in summaries if len(text) > SUMMARY_SIGNS or ";" in text or "--" in text] == []


@pytest.mark.parametrize("name", ["", *main._MODULES])
def test_help_fits_the_screen(
    spoken: str, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(SCREEN))
    assert main.main([*filter(None, [name]), "--help", "--lang", spoken]) == 0
    # An example is one line to copy, however long.
    wide = [line for line in capsys.readouterr().out.splitlines() if len(line) > SCREEN and "funneltui " not in line]
    assert wide == []


def _conditions(text: str) -> list[tuple[str, Field]]:
    """What looks like a condition of a query in a text: its key, and the field that it names."""
    keys = re.findall(r"(?<![\w/])-?([^\W\d_-][\w-]*):(?=[^\s;,)…»”’])", text)
    return [(key, field) for key in keys if (field := field_named(key)) is not None]


def test_an_example_of_a_query_is_in_the_reader_s_language() -> None:
    """Both languages are understood everywhere; what is shown to a reader is theirs."""
    foreign: dict[str, list[str]] = {}
    for english, french in PAIRS:
        if not _conditions(english):
            continue
        for name, text in (("en", english), ("fr", french)):
            i18n.set_language(name)
            wrong = [key for key, field in _conditions(text) if key != known_as(field)]
            if wrong:
                foreign[text] = wrong
    assert foreign == {}

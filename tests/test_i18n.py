"""French is whole, its places fit, and its words are the trade's."""

import ast
import errno
import importlib.util
import re
import string
from pathlib import Path

import pytest

from funneltui import i18n
from funneltui.domain.obstacles import LOST
from funneltui.errors import FunnelError
from funneltui.storage.migrations import former_words
from funneltui.storage.outcome import step_label

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "src/funneltui/locales/fr/LC_MESSAGES/funneltui.po"

_spec = importlib.util.spec_from_file_location("locales_tool", ROOT / ".ci" / "locales.py")
assert _spec is not None
assert _spec.loader is not None
tool = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tool)


@pytest.fixture(scope="module")
def template():
    return tool.extract()


@pytest.fixture(scope="module")
def french():
    with CATALOGUE.open("rb") as stream:
        return tool.read_po(stream, locale="fr")


def _forms(value):
    return (value,) if isinstance(value, str) else value


def _pairs(catalogue):
    """Each English form beside the French one that stands for it."""
    for message in catalogue:
        if message.id:
            yield from zip(_forms(message.id), _forms(message.string), strict=True)


def _places(text):
    """The `{name}` places; `{title|your project}` is an example of a template's."""
    names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    return sorted(name for name in names if "|" not in name)


def _id_and_context(call):
    """What a marking call marks: `NC_` has its context before the message."""
    texts = [word.value for word in call.args if isinstance(word, ast.Constant)]
    return (texts[1], texts[0]) if call.func.id == "NC_" else (texts[0], None)


def test_every_message_of_the_source_is_in_french(template, french):
    open_messages = [
        message.id
        for message in template
        if message.id and ((known := french.get(message.id, message.context)) is None or tool.is_open(known.string))
    ]
    assert open_messages == []


def test_no_message_escapes_the_catalogue(french):
    """Messages within f-strings are not seen by the extraction: they would stay English."""
    escaped = [
        (path.name, call.lineno, call.args[0].value)
        for path in sorted(tool.SOURCE.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in tool.KEYWORDS
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and french.get(*_id_and_context(call)) is None
    ]
    assert escaped == []


def test_nothing_is_fuzzy_and_nothing_is_left_over(template, french):
    assert [message.id for message in french if message.fuzzy and message.id] == []
    assert [message.id for message in french if message.id and template.get(message.id, message.context) is None] == []
    assert not french.obsolete


def test_the_catalogue_is_as_the_tool_writes_it(template):
    assert tool.as_text(tool.refreshed(CATALOGUE, template)) == CATALOGUE.read_bytes(), "run .ci/locales.py"


def test_the_places_are_the_same_in_both_languages(french):
    # A singular may spell its number out: "une fiche" for "{count} card".
    wrong = []
    for message in french:
        if not message.id:
            continue
        wanted = set(_places(_forms(message.id)[-1]))
        for form in filter(None, _forms(message.string)):
            given = set(_places(form))
            if given != wanted and not (message.pluralizable and given == wanted - {"count", "number"}):
                wrong.append((message.id, form))
    assert wrong == []


def test_only_named_places_are_used(french):
    assert [english for english, _ in _pairs(french) if any(not name for name in _places(english))] == []


NEVER = {
    r"\bplombs?\b": "a lead is une piste",
    r"\bavances?\b": "a lead is une piste",
    r"\btiers\b": "an organization is une société",
    r"\bétages?\b": "a stage is une étape",
    r"\bnurturing\b": "parked is en veille",
    r"\bchallenge": "a grid is une grille",
    r"\btouches? (de contact|sortante|entrante)": "a touch is un échange",
    r"\bopportunités?\b": "an opportunity is une affaire",
    r"\borganisations?\b": "an organization is une société",
    r"\b(un|le|les|des|ce|ces) tags?\b": "a tag is une étiquette",
    r"\b(snoozer|snoozée?s?|un snooze)\b": "to snooze is reporter",
    r"\bpipelines? de vente": "a pipeline is un pipeline",
}


@pytest.mark.parametrize("pattern", NEVER)
def test_words_the_trade_does_not_use(french, pattern):
    found = [text for _, text in _pairs(french) if re.search(pattern, text, re.IGNORECASE)]
    assert found == [], NEVER[pattern]


def test_cancel_is_not_annuler_which_means_undo(french):
    closing = {"cancel", "close", "discard", "dismiss", "back"}
    wrong = [
        (english, text)
        for english, text in _pairs(french)
        if english.strip(" .&…").lower() in closing and "annuler" in text.lower()
    ]
    assert wrong == []


WORDS = {
    "funnel": "entonnoir",
    "stage": "étape",
    "lead": "piste",
    "prospect": "prospect",
    "opportunity": "affaire",
    "organization": "société",
    "proposal": "proposition",
    "parked": "en veille",
    "overdue": "en retard",
    "today": "aujourd’hui",
    "next action": "prochaine action",
    "loss reason": "motif de perte",
    "undo": "annuler",
    "redo": "rétablir",
    "cancel": "fermer",
    "source": "source",
    "tags": "étiquettes",
}


def test_the_trade_s_words_are_used_where_they_stand_alone(french):
    """Except in columns so thin that they are shortened."""
    wrong = [
        (english, text)
        for english, text in _pairs(message for message in french if message.context != "brief")
        if text and english.lower() in WORDS and text.lower() != WORDS[english.lower()]
    ]
    assert wrong == []


def test_french_typography(french):
    """A no-break space before the high signs, « » for quotes, ’ for the apostrophe, … as one sign."""
    wrong = []
    for _, text in _pairs(french):
        prose = re.sub(r"\{[^}]*\}|https?://\S+|--\S+|`[^`]*`|\b[\w-]+:(?=\S)", "", text)
        bad = re.search(r"(?<![\u202f\u00a0\s(])[;!?](?=\s|$)|(?<![\u202f\u00a0\s\d]):(?=\s|$)| [;:!?»](?=\s|$)", prose)
        bad = bad or re.search(r"(?<=\w)'(?=\w)|\.\.\.|[“”]|«(?!\u00a0|\u202f)|(?<!\u00a0|\u202f)»", prose)
        if bad:
            wrong.append((bad[0], text))
    assert wrong == []


def test_one_english_word_can_be_two_french_ones() -> None:
    status, key = i18n.NC_("status", "open"), "open"
    assert (i18n.translate(status), i18n.translate(key)) == ("open", "open")
    i18n.set_language("fr")
    assert (i18n.translate(status), i18n.translate(key)) == ("en cours", "ouvrir")
    assert i18n.translate(i18n.NC_("nowhere", "open")) == "open", "without a translation, the English alone"


@pytest.mark.parametrize(("code", "figure"), [("en", "12,345"), ("fr", "12\u00a0345")])
def test_what_is_counted_is_written_as_a_reader_expects_it(code: str, figure: str) -> None:
    i18n.set_language(code)
    assert i18n.grouped(12_345) == figure
    assert figure in i18n.translate_plural("{count} row", "{count} rows", 12_345)
    assert figure in i18n.sentence(FunnelError("{stage} has cards ({count}).", count=12_345, stage="Lead"))
    assert figure in step_label("Win {count} cards", {"count": 12_345})
    assert i18n.grouped(999) == "999"


def test_what_is_counted_agrees_in_tables_too() -> None:
    i18n.set_language("fr")
    words = LOST.for_one, LOST.for_several
    assert [i18n.translate_plural(*words, number) for number in (1, 2)] == ["1 est perdue", "2 sont perdues"]
    assert i18n.translate_plural("{count} won", "{count} won", 1) == "1 gagnée"


def test_one_and_several_are_marked_together() -> None:
    """Marked one by one, what English says alike of one and of several has no French plural."""
    alone = re.compile(r"""translate_plural\(\s*N_|N_\(("[^"]*\{count\}[^"]*")\),\s*N_\(\1\)""")
    assert [path.name for path in tool.SOURCE.rglob("*.py") if alone.search(path.read_text("utf-8"))] == []


def test_no_sentence_of_the_screens_and_commands_has_a_bare_count() -> None:
    """`translate_plural`, `sentence` and `step_label` group theirs; whoever fills one in by hand calls `grouped`."""
    bare = [
        f"{path}:{call.lineno}"
        for path in sorted(ROOT.glob("src/funneltui/**/*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "format"
        for one in call.keywords
        if one.arg == "count" and not (isinstance(one.value, ast.Call) and ast.unparse(one.value.func) == "grouped")
    ]
    assert not bare


def test_the_language_is_looked_up_when_a_text_is_shown():
    marked = i18n.N_("true or false")
    i18n.set_language("fr")
    assert i18n.translate(marked) == "true ou false"
    i18n.set_language("en")
    assert i18n.translate(marked) == marked


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (errno.ENOSPC, "no space left", "il n’y a plus de place"),
        (errno.EACCES, "permission denied", "accès refusé"),
        (errno.EISDIR, "it is a folder", "c’est un dossier"),
        (errno.EROFS, "the file system is read-only", "le système de fichiers est en lecture seule"),
    ],
)
def test_what_the_system_refuses_is_said_in_the_language_in_force(number, english, french):
    refused = OSError(number, "as the system says it")
    assert i18n.system_reason(refused) == english
    i18n.set_language("fr")
    assert i18n.system_reason(refused) == french


def test_what_the_system_rarely_refuses_is_said_in_its_own_words():
    assert i18n.system_reason(OSError(errno.EPIPE, "Broken pipe")) == "Broken pipe"
    assert i18n.system_reason(OSError("no number")) == "no number"


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="de"):
        i18n.set_language("de")


@pytest.mark.parametrize(
    ("wanted", "setting", "environ", "chosen"),
    [
        ("fr", "en", {"FUNNELTUI_LANG": "en"}, "fr"),
        ("", "en", {"FUNNELTUI_LANG": "fr"}, "fr"),
        ("", "fr", {"LANG": "en_GB.UTF-8"}, "fr"),
        ("", "", {"LC_ALL": "", "LANG": "fr_FR.UTF-8"}, "fr"),
        ("", "", {"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}, "en"),
        ("", "", {}, "en"),
    ],
)
def test_how_the_language_is_chosen(wanted, setting, environ, chosen):
    assert i18n.choose_language(wanted, setting, environ) == chosen


def test_what_an_older_files_steps_are_called_is_in_french(french):
    assert not {name for name in former_words._STEPS.values() if name not in french}


def test_no_value_of_an_error_is_a_message_that_nobody_translates() -> None:
    """The message of an error is translated where it is shown, what stands in its places is not."""
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Error"):
                values = [ast.unparse(keyword.value) for keyword in node.keywords]
                assert not [value for value in values if value.startswith("N_(")], f"{path}:{node.lineno}"

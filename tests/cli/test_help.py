"""Help pages: every example in them works on the demo, and they fit a terminal of 80 columns, in both languages."""

import io
import shlex
from importlib import import_module
from shutil import copyfile

import pytest

from funneltui.cli import application
from funneltui.cli.main import _MODULES
from funneltui.i18n import set_language, translate as _

for _module in dict.fromkeys(_MODULES.values()):
    import_module(f"funneltui.cli.{_module}")

FIRST = {
    "list": {"en": ['views save "To call back" "due:overdue"'], "fr": ['views save "À rappeler" "due:overdue"']},
    "views rename": {"en": ['views save "To call back"'], "fr": ['views save "À rappeler"']},
    "views remove": {"en": ['views save "To call back"'], "fr": ['views save "À rappeler"']},
    "restore": ["backup funnel-copy.db", "add A", "backup", "add B", "backup", "add C", "backup"],
    "reopen": ["lose 12 --reason price"],
    "undo": ["add A", "add B", "add C"],
    "redo": ["add A", "add B", "add C", "undo 3"],
    "privacy allow": ["privacy oppose 12", "edit 1 email=sophie@example.com", "privacy oppose 1",
                      'privacy erase 1 --name "Sophie Martin"'],
    "mail": ["config set own_addresses me@me.example", "mail INBOX --add"],
    "calendar": ["calendar calendar-folder"],
    "passphrase change": ["passphrase set"],
    "passphrase remove": ["passphrase set"],
    "passphrase sheet": ["passphrase set"],
}  # fmt: skip
"""What has to be done before a command's examples make sense."""
_MESSAGE = (
    "From: Ada Roy <ada@nord.example>\nTo: me@me.example\nSubject: Yes\n"
    "Date: Tue, 24 Nov 2026 10:00:00 +0100\nMessage-ID: <1@nord.example>\n\nYes.\n"
)
FILES = {
    "Connections.csv": "First Name,Last Name,Company\nAda,Roy,Nord\n",
    "leads.csv": "Name,Company\nAda Roy,Nord\n",
    "pistes.csv": "Nom,Entreprise\nAda Roy,Nord\n",
    "pipeline.csv": "Name,Stage,Email\nAda Roy,Engaging,ada@nord.example\n",
    "phrases.txt": "correct horse\nbattery staple\n",
    "invitation.txt": "Hello {first_name|there}\n",
    "message.eml": _MESSAGE,
    "INBOX": f"From a@x.example Tue Nov 24 10:00:00 2026\n{_MESSAGE}",
}
OPENS_THE_PROGRAM = {"demo", "demo --lang fr", "demo --lang en"}


PIPED = {
    "import": "leads.csv",
    "add": "invitation.txt",
    **{f"passphrase {word}": "phrases.txt" for word in ("set", "change", "remove", "sheet")},
}
"""What the program before the pipe gives, where a command reads it."""


def _own_words(example):
    """The words of funneltui in an example: what stands before it and behind it in a pipe is another program's."""
    for part in example.split(" | "):
        if "funneltui " in part:
            return part.partition("funneltui ")[2]
    return example.partition(" | ")[0]


def _examples():
    return [
        pytest.param(one.name, example, language, id=f"{language}-{example}")
        for language in ("en", "fr")
        for one in application.COMMANDS.values()
        for example in one.examples
        if example not in OPENS_THE_PROGRAM
    ]


@pytest.fixture(scope="module")
def demos(tmp_path_factory):
    """The demo's file in each language, made once."""
    folder = tmp_path_factory.mktemp("demos")
    return {language: folder / f"{language}.db" for language in ("en", "fr")}


@pytest.fixture
def on_demo(run, file, demos, monkeypatch):
    """Run command lines on a copy of the demo in a language."""

    def start(language):
        set_language(language)
        if not demos[language].exists():
            run("demo", "--keep", demos[language], "--no-open", "--lang", language)
        copyfile(demos[language], file)
        file.chmod(0o600)
        for name, text in FILES.items():
            file.with_name(name).write_text(text, encoding="utf-8")
        (file.parent / "Mail").mkdir(exist_ok=True)
        (file.parent / "Mail" / "INBOX").write_text(FILES["INBOX"], encoding="utf-8")
        monkeypatch.setenv("FUNNELTUI_LANG", language)
        monkeypatch.setenv("HOME", str(file.parent))

    return start


@pytest.mark.parametrize(("name", "example", "language"), _examples())
def test_every_example_of_every_help_works(run, on_demo, monkeypatch, name, example, language):
    on_demo(language)
    if name in PIPED:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(FILES[PIPED[name]].encode())))
    before = FIRST.get(name, [])
    for line in before[language] if isinstance(before, dict) else before:
        run(*shlex.split(line))
    set_language(language)
    shown = _(example) if " " in example else example
    shown = shown.replace("/media/stick/funnel.db", "funnel-copy.db").replace("/media/cle/funnel.db", "funnel-copy.db")
    words = shlex.split(_own_words(shown), comments=True)
    if "xargs funneltui" in shown:
        words.append("message.eml")
    run(*words)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["", *application.GROUPS, *application.COMMANDS])
def test_help_fits_eighty_columns(run, monkeypatch, name, language):
    monkeypatch.setenv("COLUMNS", "80")
    for line in run(*name.split(), "--help", "--lang", language).out.splitlines():
        assert len(line) <= 80, line


@pytest.mark.parametrize("name", list(application.COMMANDS))
def test_every_command_has_examples_of_itself(name):
    for example in application.COMMANDS[name].examples:
        assert _own_words(example).split()[0] == name.split()[0]
    assert application.COMMANDS[name].examples

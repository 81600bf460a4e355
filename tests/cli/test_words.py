"""Help, mistakes and languages: what the command line says before it touches a file."""

import pytest

from funneltui.cli.main import _MODULES

COMMANDS = list(_MODULES)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_both_languages_with_examples(run, name, language):
    answer = run(name, "--help", "--lang", language)
    usage, examples = {"en": ("Usage: ", "Examples:"), "fr": ("Usage : ", "Exemples :")}[language]
    assert answer.out.startswith(f"{usage}funneltui {name}")
    assert examples in answer.out
    assert f"  funneltui {name}" in answer.out
    assert not answer.err


def test_the_list_of_commands_is_whole_and_in_order(run):
    out = run("--help").out
    places = [out.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)


@pytest.mark.parametrize("words", [("--help",), ("-h",), ("list", "-h")])
def test_help_needs_no_file(run, file, words):
    run(*words)
    assert not file.exists()


def test_the_version(run):
    from funneltui import __version__

    assert run("--version").out == f"funneltui {__version__}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("lits",), "list"),
        (("qqq",), "qqq"),
        (("list", "--jsn"), "--json"),
        (("list", "--zzz"), "--zzz"),
        (("show",), "ID"),
        (("show", "12", "13"), "13"),
        (("show", "twelve"), "twelve"),
        (("list", "--limit"), "--limit"),
        (("list", "--limit", "many"), "many"),
        (("list", "--limit=-1"), "-1"),
        (("list", "--json=1"), "--json"),
        (("list", "--sort", "size"), "temperature"),
        (("list", "--json", "--csv"), "--csv"),
        (("undo", "0"), "0"),
        (("undo", "x"), "x"),
        (("park", "12"), "--until"),
        (("lose", "12"), "--reason"),
        (("edit", "12", "phone"), "phone"),
        (("edit", "12", "fone=1"), "phone"),
        (("edit", "12", "zzz=1"), "organization"),
        (("edit", "12", "name=a", "name=b"), "name"),
        (("config", "set", "currency"), "config set"),
        (("config", "frob"), "frob"),
        (("config", "show", "x"), "x"),
        (("import", "f.csv", "--on-duplicate", "merge"), "update"),
        (("export", "-o", "f.xyz", "--format", "xyz"), "csv-fr"),
        (("export",), "-o"),
        (("export", "lumière", "-o", "f.json"), "csv"),
        (("--lang", "de", "list"), "de"),
        (("list", "--lang", "de"), "de"),
        (("--nope",), "--nope"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_slip_is_named_on_stderr_with_status_2(run, monkeypatch, language, words, said):
    monkeypatch.setenv("FUNNELTUI_LANG", language)
    answer = run(*words, code=2)
    assert said in answer.err
    assert answer.err.startswith({"en": "Error: ", "fr": "Erreur : "}[language])
    assert "Traceback" not in answer.err
    assert not answer.out


def test_a_slip_is_worded_in_the_language_asked_for(run):
    assert "Unknown option --jsn" in run("list", "--jsn", code=2).err
    french = run("list", "--jsn", "--lang", "fr", code=2).err
    assert "--jsn" in french
    assert "Unknown" not in french


@pytest.mark.parametrize(
    ("words", "environment", "expected"),
    [
        (("--lang", "fr"), {}, "Usage : "),
        (("--lang=fr",), {}, "Usage : "),
        ((), {"FUNNELTUI_LANG": "fr"}, "Usage : "),
        ((), {"LC_ALL": "fr_FR.UTF-8"}, "Usage : "),
        (("--lang", "en"), {"FUNNELTUI_LANG": "fr"}, "Usage: "),
        ((), {"FUNNELTUI_LANG": "en", "LC_ALL": "fr_FR.UTF-8"}, "Usage: "),
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_the_language_is_chosen_by_option_environment_and_locale(
    run, monkeypatch, words, environment, expected, before
):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    line = (*words, "list") if before else ("list", *words)
    assert expected in run(*line, "--help").out


def test_the_language_of_the_settings_counts_too(run):
    run("config", "set", "language", "fr")
    assert "Usage : " in run("list", "--help").out
    assert "Usage: " in run("list", "--help", "--lang", "en").out


def test_after_two_dashes_words_are_words(run):
    run("add", "x")
    run("list", "--", "--lang", "fr")


COMPLETED = [
    ("funneltui l", {"list", "log", "lose"}),
    ("funneltui list --so", {"--sort"}),
    ("funneltui --db x.db list --li", {"--limit"}),
    ("funneltui list --sort te", {"temperature"}),
    ("funneltui move 1 pro", {"prospect", "proposal"}),
    ("funneltui add Ada --stage le", {"lead"}),
    ("funneltui lose 1 --reason pr", {"price"}),
    ("funneltui edit 1 job", {"job_title="}),
    ("funneltui config set cur", {"currency"}),
    ("funneltui --lang f", {"fr"}),
]


@pytest.mark.parametrize(("words", "expected"), COMPLETED)
def test_a_shell_completes(run, add, monkeypatch, words, expected):
    add("Ada")
    monkeypatch.setenv("_FUNNELTUI_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    assert set(run().out.split()) == expected


def test_completing_makes_no_file_and_no_complaint(run, file, monkeypatch):
    monkeypatch.setenv("_FUNNELTUI_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "funneltui move 1 pro")
    monkeypatch.setenv("COMP_CWORD", "3")
    assert not run().out.strip()
    assert not file.exists()
    file.write_text("not a database")
    answer = run()
    assert not (answer.out + answer.err).strip()


def test_the_completion_script_is_shown_in_a_known_shell(run, monkeypatch):
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("bash", "/bin/bash"))
    assert "_FUNNELTUI_COMPLETE" in run("--show-completion", "bash").out


def test_without_a_command_the_program_opens(run):
    opened = []

    def program(path, language):
        opened.append((path, language))
        return 7

    run("--lang", "fr", "--db", "elsewhere.db", code=7, open_program=program)
    assert opened == [("elsewhere.db", "fr")]


def test_without_a_program_to_open_it_says_so(run):
    assert "terminal" in run(code=1).err

"""The command as a process: pipes, encodings, what is imported, and the installed script."""

import json
import os
import subprocess
import sys

import pytest

READS = [
    *(["list", "--json"], ["list", "--csv"], ["show", "1"], ["search", "ada"]),
    *(["due"], ["review"], ["history"], ["stages"]),
]


@pytest.fixture
def process(file, tmp_path):
    """Run the program in a process of its own."""

    def command(*words, code=0, stdin="", **environment):
        done = subprocess.run(
            [sys.executable, "-m", "funneltui", *words],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            cwd=tmp_path,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        )
        assert done.returncode == code, done
        assert "Traceback" not in done.stderr
        return done

    return command


def test_a_whole_session(process):
    process("add", "Zoé", "--value", "3 200 €")
    assert json.loads(process("list", "--json").stdout)[0]["contact"]["name"] == "Zoé"
    assert "Zoé" in process("show", "1").stdout
    process("show", "2", code=3)
    process("shwo", code=2)
    process("undo")
    process("undo", code=1)


@pytest.mark.parametrize("words", READS)
def test_reading_imports_nothing_heavy(run, add, file, words):
    add("Ada")
    script = (
        "import sys\nfrom funneltui.cli.main import main\n"
        f"code = main({words!r})\n"
        "print(code, sorted({n.partition('.')[0] for n in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert done.stderr.splitlines()[-1].startswith("0 ")
    for heavy in ("sqlmodel", "sqlalchemy", "pydantic", "alembic", "babel", "textual", "rich", "phonenumbers"):
        assert f"'{heavy}'" not in done.stderr


def test_a_reader_that_leaves_is_no_error(run, add, file, tmp_path):
    for number in range(40):
        add(f"Card {number}", "--note", "x" * 5000)
    line = f"{sys.executable} -m funneltui list --json | head -c 10; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=60, check=False, cwd=tmp_path)
    assert len(done.stdout) == 10
    assert done.stderr == b""
    assert done.returncode in {0, 141}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")  # noqa: PTH110
def test_a_full_disk_behind_stdout_is_said(run, add, file):
    add("Ada")
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "funneltui", "list"], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == 1
    assert done.stderr == b"Error: Can't write the output: no space left.\n"


def test_what_the_system_refuses_is_told_in_french(run, add, tmp_path):
    add("Ada")
    (tmp_path / "dossier").mkdir()
    done = run("--lang", "fr", "export", "-o", tmp_path / "dossier", "--force", code=1)
    assert done.err.endswith("c’est un dossier.\n")


@pytest.mark.skipif(os.name == "nt", reason="permissions are other ones there")
def test_a_read_only_file_is_read_and_not_written(run, add, file, plain_user):
    add("Ada")
    file.chmod(0o400)
    file.parent.chmod(0o500)
    before = file.read_bytes()
    try:
        answers = {
            words: subprocess.run(
                [*plain_user, sys.executable, "-m", "funneltui", *words], capture_output=True, timeout=60, check=False
            )
            for words in (("list", "--json"), ("history",), ("add", "Bea"), ("undo",))
        }
    finally:
        file.parent.chmod(0o700)
    assert json.loads(answers["list", "--json"].stdout)[0]["contact"]["name"] == "Ada"
    assert answers[("history",)].returncode == 0
    for words in (("add", "Bea"), ("undo",)):
        assert answers[words].returncode == 1
        assert b"read-only" in answers[words].stderr
        assert len(answers[words].stderr.splitlines()) == 1
    assert file.read_bytes() == before


def test_a_closed_stdout_is_no_traceback(run, add, file):
    add("Ada")
    line = f"{sys.executable} -m funneltui list >&-"
    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_that_knows_ascii_only_gets_no_traceback(process):
    process("add", "Zoé 日本", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    shown = process("list", PYTHONIOENCODING="ascii", PYTHONUTF8="0").stdout
    assert "Zo\\xe9" in shown
    listed = process("list", "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0").stdout
    assert json.loads(listed)[0]["contact"]["name"] == "Zoé 日本"


def test_bytes_that_are_no_text_are_refused_as_a_name(file, tmp_path):
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"funneltui", b"add", b"Zo\xe9"], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_the_program_needs_a_terminal(process):
    assert "terminal" in process(code=1).stderr
    assert "terminal" in process("demo", code=1).stderr

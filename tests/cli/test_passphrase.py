"""The passphrase as a person meets it on the command line, from the first to the last one."""

from __future__ import annotations

import contextlib
import io
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from funneltui import unlocking
from funneltui.bootstrap import open_funnel
from funneltui.settings import Settings
from funneltui.storage import driver
from funneltui.storage.backup import backups_folder

pytest.importorskip("sqlcipher3")

_PHRASE, _OTHER = "correct horse", "battery staple"
_NAME = "Sophie Martin"


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch, tmp_path):
    driver.forget()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(unlocking, "_PAUSE_SECONDS", 0.01)
    yield
    driver.forget()


@pytest.fixture
def typed(run, monkeypatch):
    """Run one command line as a new process would, with lines of input."""

    def command(lines, *words, code=0):
        driver.forget()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("".join(f"{line}\n" for line in lines).encode())))
        return run(*words, code=code)

    return command


@pytest.fixture
def by_command(run, monkeypatch):
    """Run one command line as a new process would, with a command that gives the passphrase."""

    def command(*words, code=0, phrase=_PHRASE):
        driver.forget()
        monkeypatch.setenv(unlocking.COMMAND, shlex.join([sys.executable, "-c", f"print({phrase!r})"]))
        return run(*words, code=code)

    return command


def _clear_files(folder: Path) -> list[str]:
    """The files that have a byte of the name."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(word in path.read_bytes() for word in (b"Martin", b"martin"))]


@pytest.fixture(scope="module")
def former(tmp_path_factory):
    """Where the first test that needs it puts a file with a passphrase, for the others."""
    return tmp_path_factory.mktemp("former") / "sealed"


@pytest.fixture
def sealed(file, run, typed, former):
    """A file with Sophie, a backup, and a passphrase."""
    if former.exists():
        shutil.copytree(former, file.parent, dirs_exist_ok=True)
        return file
    run("add", _NAME, "--email", "sophie@martin.example", "--next", "fri call")
    run("backup")
    assert typed([_PHRASE], "passphrase", "set", "--json").json == {
        "protected": True,
        "backups": 2,
        "left": [],
        "clear": [],
    }
    shutil.copytree(file.parent, former)
    return file


def test_set_change_remove(sealed, run, typed) -> None:
    assert _clear_files(sealed.parent) == []
    assert typed([_PHRASE], "list", "--json").json[0]["contact"]["name"] == _NAME
    assert "has a passphrase" in typed([_PHRASE], "passphrase").out
    assert typed([_PHRASE, _OTHER], "passphrase", "change", "--json").json["backups"] == 2
    assert "isn't the passphrase" in typed([_PHRASE], "list", code=1).err
    assert typed([_OTHER], "list", "--json").json[0]["contact"]["name"] == _NAME
    assert typed([_OTHER], "passphrase", "remove", "--json").json == {
        "protected": False,
        "backups": 2,
        "left": [],
        "clear": [],
    }
    assert typed([], "list", "--json").json[0]["contact"]["name"] == _NAME
    assert typed([], "passphrase", "--json").json == {"protected": False, "clear": []}
    assert "The file is sound" in run("doctor").err


@pytest.mark.parametrize(("language", "words"), [("en", "isn't the passphrase"), ("fr", "n’est pas la phrase secrète")])
def test_a_wrong_one_is_told_in_both_languages_and_changes_nothing(sealed, typed, language, words) -> None:
    before = sealed.read_bytes()
    answer = typed(["wrong horse"], "--lang", language, "list", code=1)
    assert words in answer.err
    assert answer.out == ""
    assert "passphrase_command" in typed([], "--lang", language, "list", code=1).err, "nothing was given"
    assert sealed.read_bytes() == before


def test_what_cannot_be_done_is_said(sealed, typed, run) -> None:
    assert "already" in typed([_PHRASE], "passphrase", "set", code=1).err
    assert "at least 8" in typed([_PHRASE, "short"], "passphrase", "change", code=1).err
    assert "at least 8 characters" in typed([_PHRASE], "passphrase", "change", code=1).err, "no new one was given"
    typed([_PHRASE], "passphrase", "remove")
    for word in ("change", "remove", "sheet"):
        assert "passphrase set" in typed([], "passphrase", word, code=1).err


def test_every_command_works_with_it(sealed, by_command, tmp_path) -> None:
    by_command("add", "Bob Grey")
    by_command("undo")
    by_command("redo")
    by_command("log", "1", "call", "--out")
    assert [one["contact"]["name"] for one in by_command("list", "--sort", "name", "--json").json] == [
        "Bob Grey",
        _NAME,
    ]
    assert by_command("search", "sophie", "--json").json
    by_command("doctor")
    by_command("export", "-o", tmp_path / "all.json")
    assert _NAME in (tmp_path / "all.json").read_text()
    (tmp_path / "all.json").unlink()
    (tmp_path / "more.csv").write_text("Name,Email\nCleo White,cleo@w.example\n")
    by_command("import", tmp_path / "more.csv")
    made = by_command("backup", "--json").json
    assert by_command("restore", made["path"], "--look", "--json").json["contacts"] == 3
    by_command("add", "Dan Black")
    by_command("restore", made["path"])
    assert len(by_command("list", "--json").json) == 3
    by_command("backup", tmp_path / "copy.db")
    for word in (b"Martin", b"Cleo", b"Grey"):
        for path in [sealed, tmp_path / "copy.db", *backups_folder(sealed).iterdir()]:
            assert word not in path.read_bytes(), path
    told = by_command("privacy", "erase", "1", "--name", _NAME, "--json").json
    assert told["backups"] >= 1
    assert told["backups_dropped"] == 0
    assert all(one["sound"] for one in by_command("backups", "--json").json)
    by_command("doctor")


def test_a_file_is_made_with_the_first_passphrase(file, typed) -> None:
    typed([_PHRASE], "passphrase", "set")
    assert not driver.is_in_clear(file)
    assert typed([_PHRASE], "list", "--json").json == []


def test_restoring_what_has_another_passphrase_or_none_keeps_that_of_the_file(sealed, typed, run, tmp_path) -> None:
    copy = tmp_path / "copy.db"
    typed([_PHRASE], "backup", copy)
    typed([_PHRASE, _OTHER], "passphrase", "change")
    typed([_OTHER], "add", "Bob Grey")
    assert "isn't the passphrase" in typed([_OTHER, "wrong horse"], "restore", copy, code=1).err
    typed([_OTHER, _PHRASE], "restore", copy)
    assert [one["contact"]["name"] for one in typed([_OTHER], "list", "--json").json] == [_NAME]
    typed([_OTHER], "passphrase", "remove")
    clear = tmp_path / "clear.db"
    typed([], "backup", clear)
    typed([_PHRASE], "passphrase", "set")
    typed([_PHRASE], "restore", clear)
    assert not driver.is_in_clear(sealed)
    assert [one["contact"]["name"] for one in typed([_PHRASE], "list", "--json").json] == [_NAME]


def test_an_open_file_in_clear_stays_so_when_what_has_a_passphrase_is_restored(sealed, typed, tmp_path) -> None:
    typed([_PHRASE], "list")  # its key is known from here on
    with contextlib.closing(open_funnel(tmp_path / "clear.db", settings=Settings())) as funnel:
        funnel.backups.restore(sealed)
        assert [one.name for one in funnel.reads.people.rows({1}).values()] == [_NAME]
    assert driver.is_in_clear(tmp_path / "clear.db")


def test_restoring_where_the_file_is_gone_or_damaged_keeps_the_passphrase_of_the_backup(sealed, typed) -> None:
    sealed.unlink()
    typed([_PHRASE], "restore")
    assert not driver.is_in_clear(sealed)
    assert typed([_PHRASE], "list", "--json").json[0]["contact"]["name"] == _NAME
    content = bytearray(sealed.read_bytes())
    content[200:3000] = content[300:3100]  # the first page, behind the salt
    sealed.write_bytes(content)
    told = typed([_PHRASE], "list", code=1).err
    assert "damaged" in told, "the passphrase opens its backups"
    assert "funneltui restore" in told
    typed([_PHRASE, _PHRASE], "restore")
    assert not driver.is_in_clear(sealed)
    assert typed([_PHRASE], "list", "--json").json[0]["contact"]["name"] == _NAME


def test_a_damaged_file_is_repaired_with_its_passphrase(sealed, typed, run, tmp_path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("name\n" + "".join(f"Person {number} {'x' * 60}\n" for number in range(60)))
    typed([_PHRASE], "import", table)
    content = bytearray(sealed.read_bytes())
    content[len(content) - 4096 * 3 + 50] ^= 1
    sealed.write_bytes(content)
    assert "doctor --repair" in typed([_PHRASE], "doctor", code=1).err
    typed([_PHRASE], "doctor", "--repair")
    assert not driver.is_in_clear(sealed)
    assert len(typed([_PHRASE], "list", "--json").json) > 30
    typed([_PHRASE], "doctor")


def test_the_recovery_sheet(sealed, typed, run, tmp_path) -> None:
    sheet = typed([_PHRASE], "passphrase", "sheet").out
    key = " ".join(line.strip() for line in sheet.splitlines() if line.startswith("    ") and "_" not in line)
    assert typed([key], "list", "--json").json[0]["contact"]["name"] == _NAME
    path = tmp_path / "sheet.txt"
    typed([_PHRASE], "passphrase", "sheet", "-o", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text().split() == sheet.split()
    typed([_PHRASE], "passphrase", "sheet", "-o", path, code=1)
    typed([_PHRASE], "passphrase", "sheet", "-o", path, "--force")


def test_what_stays_in_clear_is_told_by_name(file, run, typed, tmp_path) -> None:
    run("config", "set", "calendar_folder", tmp_path / "calendar")
    run("add", _NAME, "--next", "fri call")
    run("backup")
    aside = file.with_name("funnel.kept-20261122T120000.db")
    aside.write_bytes(file.read_bytes())
    (backup,) = [one for one in run("backups", "--json").json if one["reason"] == "asked"]
    Path(backup["path"]).write_bytes(b"SQLite format 3\0 and no more")
    told = typed([_PHRASE], "passphrase", "set", "--json").json
    assert [Path(one).name for one in told["left"]] == [Path(backup["path"]).name]
    assert {Path(one).name for one in told["clear"]} == {aside.name, "calendar", Path(backup["path"]).name}
    assert aside.name in typed([_PHRASE], "passphrase").err
    assert "clear" in {one["key"] for one in typed([_PHRASE], "doctor", "--json", code=1).json}


def test_the_command_in_the_settings_gives_it(sealed, run, typed, tmp_path) -> None:
    (tmp_path / "phrase").write_text(f"{_PHRASE}\nanother line\n")
    run("config", "set", "passphrase_command", shlex.join([sys.executable, "-c", "print(open('phrase').read())"]))
    assert typed(["wrong horse"], "list", "--json").json[0]["contact"]["name"] == _NAME
    for command in ("false", "nothing-of-that-name", "'"):
        run("config", "set", "passphrase_command", command)
        assert "passphrase_command" in typed([_PHRASE], "list", code=1).err


def test_a_file_that_another_program_has_open_is_left_alone(file, run, typed) -> None:
    run("add", _NAME)
    script = (
        f"import sqlite3; c = sqlite3.connect({str(file)!r}); c.execute('SELECT * FROM contact').fetchall();"
        " print('open', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdout.readline()
        assert "Close it there" in typed([_PHRASE], "passphrase", "set", code=4).err
        other.stdin.write("\n")
    assert driver.is_in_clear(file)
    typed([_PHRASE], "passphrase", "set")
    assert not driver.is_in_clear(file)


def test_a_tab_asks_for_nothing(sealed) -> None:
    from funneltui.cli.completion import stage_keys

    driver.forget()
    assert stage_keys() == []


def test_without_the_extra_one_sentence_says_what_to_install(sealed, monkeypatch, tmp_path) -> None:
    script = (
        "import sys; sys.modules['sqlcipher3.dbapi2'] = None\n"
        "from funneltui.entry import main; sys.exit(main(sys.argv[1:]))"
    )
    for words in (["list"], ["doctor"], ["restore"], ["passphrase", "set"], ["--lang", "fr", "list"]):
        done = subprocess.run(
            [sys.executable, "-c", script, *words], input=f"{_PHRASE}\n", capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "funneltui[encrypted]" in done.stderr
    monkeypatch.setenv("FUNNELTUI_DB", str(tmp_path / "clear.db"))
    for words, code in ((["passphrase", "set"], 1), (["list"], 0)):
        done = subprocess.run(
            [sys.executable, "-c", script, *words], input=f"{_PHRASE}\n", capture_output=True, text=True, check=False
        )
        assert done.returncode == code
        assert ("funneltui[encrypted]" in done.stderr) == bool(code)


def test_a_former_passphrase_is_not_taken_for_damage(sealed, typed, tmp_path) -> None:
    """A backup that was not rewritten has it still, and is the newest."""
    folder = backups_folder(sealed)
    newest = max(folder.glob("*.db"))
    for ending in (".db", ".json"):
        shutil.copy(newest.with_suffix(ending), tmp_path / f"left{ending}")
    typed([_PHRASE, _OTHER], "passphrase", "change")
    for ending in (".db", ".json"):
        shutil.copy(tmp_path / f"left{ending}", folder / f"20991122T100000Z-00-asked{ending}")
    assert "isn't the passphrase" in typed([_PHRASE], "list", code=1).err
    assert "isn't the passphrase" in typed(["wrong horse"], "list", code=1).err
    told = typed([_OTHER], "doctor", "--json").json
    assert "20991122T100000Z-00-asked.db" in next(one["advice"] for one in told if one["key"] == "passphrase")


def test_a_damaged_backup_is_told_before_its_passphrase_is_asked_for(sealed, typed) -> None:
    typed([_PHRASE, _OTHER], "passphrase", "change")
    newest = max(backups_folder(sealed).glob("*.db"))
    content = bytearray(newest.read_bytes())
    content[300] ^= 1
    newest.write_bytes(content)
    assert "damaged" in typed([_OTHER], "restore", newest, code=1).err


def test_a_file_that_may_not_be_changed_is_not_restored(sealed, typed, tmp_path, plain_user) -> None:
    copy = tmp_path / "copy.db"
    typed([_PHRASE], "backup", copy)
    sealed.chmod(0o400)
    before = sealed.read_bytes()
    command = [*plain_user, sys.executable, "-m", "funneltui", "--lang", "en", "restore", str(copy)]
    done = subprocess.run(command, input=f"{_PHRASE}\n", capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "read-only" in done.stderr
    assert sealed.read_bytes() == before
    assert not list(sealed.parent.glob("*-wal"))


def test_a_new_passphrase_that_nobody_gives_is_asked_for_and_no_file_is_called_protected(run, typed):
    run("add", "Ada")
    for word in ("set", "change"):
        told = typed([], "passphrase", word, code=1).err
        assert "is protected" not in told
    assert "at least" in typed([], "passphrase", "set", code=1).err

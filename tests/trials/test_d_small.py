"""D4, D5, D8 to D11, D13: nonsense is one sentence; nothing half written, half hidden or wide open stays."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from funneltui.bootstrap import open_funnel
from funneltui.cli.main import main
from funneltui.clock import clock_from_environment
from funneltui.domain.entries import NewProspect
from funneltui.errors import ExitCode, InvalidValueError, UsageError
from funneltui.interchange import unfinished
from funneltui.storage.copies import copies_of
from funneltui.storage.database import Database
from funneltui.storage.errors import DamagedFileError, ReadOnlyFileError, UnreadableFileError
from funneltui.tui.places.other_programs import url_of

_FIGURES = "9" * 5000


@pytest.fixture
def path(tmp_path, monkeypatch) -> Path:
    """A file with one person in it, which every command works on."""
    path = tmp_path / "funnel.db"
    monkeypatch.setenv("FUNNELTUI_DB", str(path))
    funnel = open_funnel()
    funnel.services.opportunities.add(NewProspect("Sophie Martin"))
    funnel.close()
    return path


# -- D4 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["list", "search", "review"])
@pytest.mark.parametrize("text", ["1 " * 100_000, "sophei " * 100_000, "x" * 100_000, "stage:lead " * 120])
def test_d4_a_query_without_end_is_refused_at_once(path, capsys, command, text) -> None:
    began = time.monotonic()
    assert main([*command.split(), text]) == ExitCode.USAGE
    assert time.monotonic() - began < 3
    captured = capsys.readouterr()
    assert "A search has at most" in captured.err
    assert len(captured.err + captured.out) < 1000


def test_d4_the_finder_looks_for_as_much_as_one_types(path) -> None:
    funnel = open_funnel()
    assert [hit.person.name for hit in funnel.reads.finder.hits("sophie " * 100_000)] == ["Sophie Martin"]
    assert funnel.reads.finder.forgiven("sophei " * 100_000).split() == ["sophie"] * 100
    assert funnel.reads.finder.forgiven("sophei " * 101).split() == ["sophie"] * 100
    funnel.close()


# -- D5 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "--db ~nosuchuser/x list",
        "export -o ~nosuchuser/x.json",
        "import ~nosuchuser/a.csv",
        "privacy access 1 -o ~nosuchuser/x",
        "templates add X --file ~nosuchuser/x",
        "demo --keep ~nosuchuser/x --no-open",
        f"show {_FIGURES}",
        f"undo {_FIGURES}",
        f"list --limit {_FIGURES}",
        "list --limit 99999999999999999999",
        "due --days 99999999999999",
        f"list idle:>{_FIGURES}d",
        f"list score:>{_FIGURES}",
    ],
)
def test_d5_nonsense_is_one_sentence(path, capsys, words) -> None:
    assert main(words.split()) == ExitCode.USAGE
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (f"add A --value {_FIGURES}", ExitCode.REFUSED),
        (f"win 1 --value {_FIGURES}", ExitCode.REFUSED),
        (f"list value:>{_FIGURES}", ExitCode.USAGE),
        (f"next 1 +{_FIGURES}d", ExitCode.REFUSED),
        ("due --days 2147483647", ExitCode.OK),
    ],
)
def test_d5_figures_without_end_are_refused(path, capsys, words, code) -> None:
    assert main(words.split()) == code


@pytest.mark.parametrize("now", ["bad", "2026-13-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59", "1", "٣"])
def test_d5_a_clock_that_is_nonsense_is_told(path, capsys, monkeypatch, now) -> None:
    monkeypatch.setenv("FUNNELTUI_NOW", now)
    with pytest.raises(UsageError, match="FUNNELTUI_NOW"):
        clock_from_environment()
    assert main(["due"]) == ExitCode.USAGE
    assert "FUNNELTUI_NOW" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["FUNNELTUI_DB", "FUNNELTUI_CONFIG"])
def test_d5_a_path_from_the_environment_is_told(path, capsys, monkeypatch, name) -> None:
    monkeypatch.setenv(name, "~nosuchuser/x")
    assert main(["list"]) == ExitCode.USAGE
    assert "~nosuchuser/x" in capsys.readouterr().err


def test_d5_a_home_that_cannot_be_found_is_told(capsys, monkeypatch) -> None:
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as for a user the system does not know
    assert main(["list"]) == ExitCode.USAGE
    assert "home folder cannot be found" in capsys.readouterr().err


def test_d5_an_export_onto_a_link_that_leads_to_itself_is_told(path, tmp_path, capsys) -> None:
    link = tmp_path / "loop.json"
    link.symlink_to("loop.json")
    assert main(["export", "-o", str(link)]) == ExitCode.REFUSED
    assert "its links lead in a circle" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


# -- D8 -------------------------------------------------------------------------------------------


def test_d8_a_disk_that_fails_does_not_make_a_sound_file_damaged(path, monkeypatch) -> None:
    def fail(*_more: object, **_named: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_TRUNCATE
        raise error

    monkeypatch.setattr(Database, "connect", fail)
    with pytest.raises(UnreadableFileError, match="the disk failed"):
        Database.open(path, clock=clock_from_environment())


def test_d8_a_file_of_another_kind_behind_the_header_is_damaged(path, monkeypatch) -> None:
    def fail(*_more: object, **_named: object) -> None:
        raise sqlite3.DatabaseError("something else")

    monkeypatch.setattr(Database, "connect", fail)
    with pytest.raises(DamagedFileError):
        Database.open(path, clock=clock_from_environment())


def test_d8_a_link_into_a_read_only_folder_is_read_only(path, tmp_path, monkeypatch) -> None:
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(path)
    usual = os.access
    monkeypatch.setattr(os, "access", lambda one, mode: Path(one) != path.parent and usual(one, mode))
    database = Database.open(link, clock=clock_from_environment())
    assert database.read_only
    with pytest.raises(ReadOnlyFileError):
        database.connect(write=True)


# -- D9 -------------------------------------------------------------------------------------------


def test_d9_folders_made_on_the_way_are_the_owners_alone(tmp_path) -> None:
    before = os.umask(0)
    try:
        funnel = open_funnel(tmp_path / "a" / "b" / "funnel.db")
        funnel.services.opportunities.add(NewProspect("Sophie Martin"))
        funnel.services.exporting.write(tmp_path / "out.json")
        modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in (tmp_path / "a").rglob("*")}
        funnel.close()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o600
    assert {mode for name, mode in modes.items() if name.startswith("funnel.db")} <= {0o600, 0o700}


# -- D10 ------------------------------------------------------------------------------------------


@given(st.text(max_size=30) | st.sampled_from(["http://[", "https://[::1", "//[x]y", "http://a:b:c", "http://\x00"]))
def test_d10_whatever_stands_in_a_link_it_is_opened_or_refused(text) -> None:
    with contextlib.suppress(InvalidValueError):
        assert url_of("link", text).lower().startswith(("http://", "https://"))


# -- D11 ------------------------------------------------------------------------------------------


def test_d11_copies_are_found_through_a_link_and_beside_it(path, tmp_path) -> None:
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(path)
    copies = [one.with_name(f"{one.name}.v1-20261122T110000Z.bak") for one in (path, link)]
    for copy in copies:
        shutil.copy(path, copy)
    assert copies_of(link) == sorted(copies)


# -- D13 ------------------------------------------------------------------------------------------

_EXPORT = """
import signal, sys, time
from funneltui import entry
from funneltui.interchange import files
# A shell that starts the tests behind it, or nohup, has signals ignored, and children inherit that.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
def slow(number):
    print("writing", flush=True)
    time.sleep(120)
files.os.fsync = slow
entry.main(["export", "-o", sys.argv[1]])
"""


def _stopped(tmp_path: Path, how: int) -> list[str]:
    """Stop an export in the middle; the files it leaves."""
    argv = [sys.executable, "-c", _EXPORT, str(tmp_path / "out.json")]
    with subprocess.Popen(argv, stdout=subprocess.PIPE) as child:
        try:
            assert child.stdout is not None
            child.stdout.readline()
            assert [one for one in tmp_path.iterdir() if one.name.startswith(".out.json.")]
            child.send_signal(how)
            child.wait(60)
        finally:
            child.kill()
    return [one.name for one in tmp_path.iterdir() if "out.json" in one.name]


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_d13_a_stopped_export_leaves_nothing(path, tmp_path, how) -> None:
    assert _stopped(tmp_path, how) == []


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_d13_what_a_killed_export_leaves_is_removed_at_the_next_start(path, tmp_path, capsys) -> None:
    assert len(_stopped(tmp_path, signal.SIGKILL)) == 1
    assert main(["list"]) == 0
    assert [one.name for one in tmp_path.iterdir() if "out.json" in one.name] == []


def test_d13_what_another_program_is_writing_is_let_be(tmp_path) -> None:
    part = tmp_path / ".out.json.1234"
    part.write_text("half")
    kept = unfinished.note(part)
    unfinished.remove_left_over()
    assert part.exists()
    unfinished.forget(kept)
    assert kept is not None
    assert list(kept.parent.iterdir()) == []


def test_d13_without_a_place_for_notes_files_are_written_all_the_same(path, tmp_path, monkeypatch, capsys) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert main(["export", "-o", str(tmp_path / "out.json")]) == 0
    assert (tmp_path / "out.json").stat().st_size


def test_d13_a_folder_that_a_killed_program_has_left_goes_with_what_is_in_it(tmp_path) -> None:
    left = [tmp_path / name for name in ("funneltui-1", ".funneltui-2", "mine")]
    for folder in left:
        folder.mkdir()
        (folder / "copy.db").touch()
        kept = unfinished.note(folder)
        assert kept is not None
        kept.rename(kept.with_name(f"{2**22 + 1}-{folder.name}"))  # of a process that is no more
    unfinished.remove_left_over()
    assert list(tmp_path.iterdir()) == [tmp_path / "mine"], "only what is ours by its name"
    with unfinished.temporary_folder() as folder, unfinished.temporary_folder(beside=tmp_path / "file") as beside:
        (folder / "copy.db").touch()
        unfinished.remove_left_over()
        assert folder.exists()
        assert beside.parent == tmp_path
    assert not folder.exists()

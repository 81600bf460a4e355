"""Files that are not ours, or not now: a clear message, not one byte changed, nothing left beside them."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from funneltui.storage.database import APPLICATION_ID, SCHEMA_VERSION, Database
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored
from tests.end_to_end.program import NORMAL, Home
from tests.reliability import workers

NOBODY = 65534
needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else, or mount"
)


@pytest.fixture
def home(tmp_path):
    one = Home(tmp_path)
    yield one
    one.close()


def text(path):
    path.write_text("Liste de courses\n- lait\n", "utf-8")


def empty(path):
    path.touch()


def folder(path):
    path.mkdir()
    (path / "inside.txt").write_text("mine")


def foreign(path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE contact (id, name); INSERT INTO contact VALUES (1, 'Ada');")


def newer(path):
    Database.open(path, clock=workers.clock())
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        connection.execute("PRAGMA journal_mode = DELETE")


def unfinished(path):
    """A file that bears our mark and no version."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("CREATE TABLE contact (id, name)")


def hollow(path):
    """A file that bears our mark and version, and none of our tables."""
    unfinished(path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def torn(path):
    """A file of ours of which a copy kept the first pages only."""
    database = Database.open(path, clock=workers.clock())
    with contextlib.closing(UnitOfWork(database, workers.clock())) as unit_of_work, unit_of_work.step("Add") as work:
        stored.insert_many(work, "contact", [{"name": f"Person {number}"} for number in range(100)])
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    with path.open("r+b") as stream:
        stream.truncate(6000)


WRONG = {
    "text": (text, "isn't a funneltui file"),
    "empty": (empty, "is empty"),
    "folder": (folder, "isn't a file"),
    "foreign": (foreign, "isn't a funneltui file"),
    "newer": (newer, "newer funneltui"),
    "unfinished": (unfinished, "is damaged"),
    "hollow": (hollow, "is damaged"),
    "torn": (torn, "is damaged"),
}
wrong = pytest.mark.parametrize(("make", "says"), WRONG.values(), ids=WRONG)


def contents(folder):
    """Every file under a folder, with its bytes; the settings' and caches' folders apart."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if not path.relative_to(folder).parts[0].startswith(".")
    }


@wrong
@pytest.mark.parametrize("command", [("list",), ("add", "Ada"), ("undo",)], ids=["list", "add", "undo"])
def test_a_command_says_why_and_leaves_the_file_alone(home, make, says, command):
    make(home.database)
    before = contents(home.folder)
    ended = home.command(*command)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert says in ended.stderr
    assert "funnel.db" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert contents(home.folder) == before


@wrong
def test_the_program_says_why_and_leaves_the_file_alone(home, make, says):
    make(home.database)
    before = contents(home.folder)
    program = home.program(size=NORMAL, ready=False)
    assert program.wait_ended() == 1
    assert says.replace(" ", "") in "".join(program.text.split()), "wrapped anywhere by the terminal"
    assert b"\x1b[?1049h" not in program.raw, "no screen was opened for it"
    assert contents(home.folder) == before


def test_a_file_that_goes_bad_under_the_program_is_said_in_a_sentence(home, tmp_path):
    database = Database.open(home.database, clock=workers.clock())
    with contextlib.closing(UnitOfWork(database, workers.clock())) as unit_of_work, unit_of_work.step("Add") as work:
        people = stored.insert_many(work, "contact", [{"name": f"Person {number}"} for number in range(300)])
        stored.insert_many(work, "opportunity", [{"contact_id": one, "stage_id": 1} for one in people])
    with contextlib.closing(sqlite3.connect(home.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    program = home.program()
    with home.database.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * (home.database.stat().st_size - 4096))
    program.press("f5")
    assert program.wait_ended() == 1
    assert "isdamaged" in "".join(program.text.split()), "wrapped anywhere by the terminal"
    assert "Traceback" not in program.text


def test_the_application_id_tells_our_files_from_others(tmp_path, clock):
    Database.open(tmp_path / "funnel.db", clock=clock)
    assert (tmp_path / "funnel.db").read_bytes()[68:72] == APPLICATION_ID.to_bytes(4)


def as_nobody(owner, *arguments):
    """Run a command on the owner's file as another user, with a Python that user may run."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    python = next(
        (one for one in (sys.executable, f"/usr/bin/python{version}") if _may_run(one)),
        None,
    )
    if python is None:
        pytest.skip("another user may run no Python of this version here")
    environ = owner.environ | {"HOME": "/nonexistent", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    start = "import sys; from funneltui.entry import main; sys.exit(main())"
    return _run([python, "-c", start, *arguments], environ)


def _may_run(python):
    try:
        return (
            _run([python, "-c", "import funneltui"], {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}).returncode
            == 0
        )
    except OSError:
        return False


def _run(argv, environ):
    who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return subprocess.run(argv, env=environ, cwd="/", capture_output=True, encoding="utf-8", check=False, **who)


@needs_root
@pytest.mark.parametrize("log", ["no log", "a log"])
def test_somebody_elses_file_can_be_read_and_not_written(public, log):
    owner = Home(public)
    owner.done("add", "Sophie Martin")
    if log == "a log":  # as a program that is open leaves it
        holder = sqlite3.connect(owner.database)
        holder.execute("PRAGMA wal_autocheckpoint = 0")
        owner.done("add", "Karim Benali")
    for path in public.glob("funnel.db*"):
        path.chmod(0o644)
    before = contents(public)

    listed = as_nobody(owner, "list")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "Sophie Martin" in listed.stdout
    assert ("Karim Benali" in listed.stdout) == (log == "a log"), "what was written last is seen too"
    refused = as_nobody(owner, "add", "Mallory")
    assert refused.returncode == 1
    assert "read-only" in refused.stderr
    assert contents(public) == before
    if log == "a log":
        holder.close()


@needs_root
def test_a_file_one_may_not_read_says_so(public):
    owner = Home(public)
    owner.done("add", "Sophie Martin")
    before = contents(public)
    ended = as_nobody(owner, "list")
    assert ended.returncode == 1
    assert "Can't open" in ended.stderr
    assert contents(public) == before


def test_a_read_only_file_shows_its_board_and_a_banner(home):
    home.done("add", "Sophie Martin")
    home.database.chmod(0o444)
    before = contents(home.folder)
    program = home.program(size=NORMAL, ready=False, prefix=_without_roots_power())
    program.wait_for("Sophie Martin")
    program.until_said("read-only")
    program.press("L")
    program.until_said("read-only", "nothing can be changed")
    program.leave()
    assert contents(home.folder) == before


def _without_roots_power():
    """What to start a program with so that the files' modes hold for it, even for root."""
    if os.geteuid():
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and there is no setpriv to give that up")
    powers = "-dac_override,-dac_read_search"
    return ("setpriv", "--bounding-set", powers, "--inh-caps", powers)


# -- A full disk -----------------------------------------------------------------------------------


@needs_root
def test_a_full_disk_refuses_the_step_and_keeps_the_others(small_disk):
    home = Home(small_disk)
    home.done("add", "Sophie Martin")
    note = "long " * 20_000
    added = []
    for number in range(20):
        ended = home.command("add", f"Person {number}", "--note", note)
        if ended.returncode:
            break
        added.append(f"Person {number}")
    else:
        pytest.fail("two megabytes held a new file and two megabytes of notes")
    assert ended.returncode == 1
    assert "Can't write" in ended.stderr
    assert "Traceback" not in ended.stderr
    with contextlib.closing(sqlite3.connect(home.database)) as connection:
        assert {row[0] for row in connection.execute("SELECT name FROM contact")} == {"Sophie Martin", *added}
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@needs_root
def test_a_file_cannot_be_made_on_a_full_disk(small_disk):
    ballast = small_disk / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as stream:
        while stream.write(b"x" * 65536):
            pass
    ended = Home(small_disk).command("add", "Sophie Martin")
    assert ended.returncode == 1
    assert "funnel.db" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert [path.name for path in small_disk.iterdir()] == ["ballast"], "no half-made file stays"

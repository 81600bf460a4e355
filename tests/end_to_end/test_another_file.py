"""D1, D2 at the screen: another file takes the place of the open one, or it goes; it is said, and nothing is lost."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3

from funneltui.domain.entries import NewProspect


def _names(path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {name for (name,) in connection.execute("SELECT name FROM contact")}


def _filled(home):
    with home.at_work() as services:
        services.opportunities.add(NewProspect("Mine Before"))
    shutil.copy(home.database, home.folder / "other.db")
    with home.at_work() as services:
        services.opportunities.add(NewProspect("Mine After"))


def test_another_file_in_its_place_is_told_and_what_was_open_is_kept(home):
    _filled(home)
    program = home.program()
    program.wait_for("Mine After")
    shutil.copy(home.folder / "other.db", home.folder / "part")
    (home.folder / "part").replace(home.database)
    program.wait_for("taken the place of")
    program.leave()
    (kept,) = home.folder.glob("funnel.kept-*.db")
    assert _names(kept) == {"Mine Before", "Mine After"}
    assert _names(home.database) == {"Mine Before"}
    assert home.command("add", "Later").returncode == 0
    assert _names(home.database) == {"Mine Before", "Later"}


def test_a_file_that_is_gone_is_told_and_what_was_open_is_kept(home):
    _filled(home)
    program = home.program()
    program.wait_for("Mine After")
    home.database.unlink()
    program.wait_for("is gone")
    program.leave()
    (kept,) = home.folder.glob("funnel.kept-*.db")
    assert _names(kept) == {"Mine Before", "Mine After"}


def test_a_file_written_over_ends_the_program_with_a_sentence_and_is_not_touched(home):
    _filled(home)
    program = home.program()
    program.wait_for("Mine After")
    shutil.copyfile(home.folder / "other.db", home.database)
    program.eventually(lambda: program.process.poll() is not None, "the end")
    # a look at the file says the first; a read that is quicker meets pages of two files
    assert b"has written over" in program.raw or b"is damaged" in "".join(program.text.split("\n")).encode()
    assert b"Traceback" not in program.raw
    assert _names(home.database) == {"Mine Before"}

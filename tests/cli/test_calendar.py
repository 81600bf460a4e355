"""Calendar and address book folders by the command line: told where once, right after every change, nobody else's."""

from __future__ import annotations

import time

import pytest


@pytest.fixture
def folder(run, tmp_path):
    """A calendar folder of somebody who has planned to call Sophie."""
    run("add", "Sophie Martin", "--email", "sophie@asso.example", "--next", "15/12 14h30 call about the film")
    path = tmp_path / "calendar"
    run("calendar", path)
    return path


def titles(folder) -> list[str]:
    """What the calendar of a folder shows."""
    lines = [line for one in folder.glob("*.ics") for line in one.read_text().splitlines()]
    return sorted(line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:"))


def test_a_folder_gets_a_file_an_action_which_says_little(folder):
    (only,) = folder.iterdir()
    text = only.read_text()
    assert titles(folder) == ["Follow up with Sophie M."]
    assert "film" not in text
    assert "TRIGGER:-PT15M" in text
    assert only.stat().st_mode & 0o777 == 0o600


def test_it_follows_every_change_and_keeps_its_name(run, folder):
    (before,) = folder.iterdir()
    run("add", "Paul Roux", "--next", "16/12 meet")
    run("snooze", 1, "20/12")
    assert len(titles(folder)) == 2
    assert "20261220" in before.read_text()
    run("done", 1)
    assert titles(folder) == ["Follow up with Paul R."]
    assert not before.exists()
    run("park", 2, "--until", "2027-03-01")
    assert titles(folder) == ["Get back to Paul R."]
    run("undo")
    assert titles(folder) == ["Follow up with Paul R."]


def test_what_is_as_it_should_be_is_left_alone_and_others_files_stay(run, folder):
    (own,) = folder.iterdir()
    (folder / "other.ics").write_text("BEGIN:VCALENDAR\nPRODID:-//someone//EN\nEND:VCALENDAR\n")
    (folder / "displayname").write_text("Work")
    before = own.stat().st_mtime_ns
    answer = run("calendar", "--json").json
    assert answer == {"events": 1, "contacts": None, "written": 0, "removed": 0}
    assert own.stat().st_mtime_ns == before
    run("done", 1)
    assert sorted(one.name for one in folder.iterdir()) == ["displayname", "other.ics"]


def test_one_file_has_all_and_is_never_somebody_elses(run, tmp_path):
    run("add", "Sophie Martin", "--next", "15/12 call")
    path = tmp_path / "plan.ics"
    run("calendar", path)
    assert path.read_text().count("BEGIN:VEVENT") == 1
    run("add", "Paul Roux", "--next", "16/12 call")
    assert path.read_text().count("BEGIN:VEVENT") == 2
    path.write_text("BEGIN:VCALENDAR\nPRODID:-//someone//EN\n")
    assert "another program" in run("calendar", code=1).err
    assert "someone" in path.read_text()


def test_contacts_are_a_card_each_and_erasing_takes_theirs_away(run, folder, tmp_path):
    cards = tmp_path / "cards"
    run("calendar", "--contacts", cards)
    run("add", "Paul Roux", "--phone", "06 12 34 56 78")
    assert len(list(cards.glob("*.vcf"))) == 2
    assert any("VERSION:3.0" in one.read_text() and "FN:Paul Roux" in one.read_text() for one in cards.iterdir())
    run("privacy", "erase", 1, "--name", "Sophie Martin")
    assert ["FN:Paul Roux" in one.read_text() for one in cards.iterdir()] == [True]
    assert titles(folder) == []


def test_another_file_does_not_change_the_folders(run, folder, tmp_path):
    run("--db", tmp_path / "other.db", "add", "Paul Roux", "--next", "16/12 call")
    assert titles(folder) == ["Follow up with Sophie M."]


def test_all_is_told_when_the_settings_say_so(run, folder):
    run("config", "set", "calendar_titles", "full")
    run("calendar")
    assert titles(folder) == ["call about the film – Sophie Martin"]


def test_none_is_kept_any_longer_when_told_so(run, folder):
    assert run("calendar", "--forget", "--json").json["events"] == 0
    run("done", 1)
    assert titles(folder) == ["Follow up with Sophie M."]
    assert "Name a folder" in run("calendar", code=2).err


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system has no time zone by process")
def test_times_are_right_on_both_sides_of_a_clock_change(run, tmp_path, monkeypatch):
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed")
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    run("add", "Sophie", "--next", "27/3/2027 14:30 call")
    run("add", "Paul", "--next", "28/3/2027 14:30 call")
    run("calendar", tmp_path / "plan.ics")
    read = icalendar.Calendar.from_ical((tmp_path / "plan.ics").read_bytes())
    instants = sorted(f"{one.start:%d %H:%M %Z}" for one in read.walk("VEVENT"))
    monkeypatch.undo()
    time.tzset()
    assert instants == ["27 13:30 UTC", "28 12:30 UTC"]


def test_d5_a_folder_that_cannot_be_one_is_not_remembered(run, tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    run("calendar", tmp_path / "loop", code=1)
    assert 'calendar_folder = ""' in run("config", "show").out
    assert run("add", "Paul Roux").err == "#1  Added Paul Roux\n"

"""Calendar and address book folders as khal and khard read them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

_PLACES = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
KHAL, KHARD = (shutil.which(name, path=_PLACES) for name in ("khal", "khard"))
"""Both come with the tests, in the same environment, but for systems on which they do not run."""


@pytest.fixture
def in_paris(monkeypatch):
    """The user's time zone, which changes its clocks on 28 March and 31 October 2027."""
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def read(folder: Path, program: str | None, settings: str, *words: str) -> list[str]:
    """What a program says with these settings, line by line."""
    assert program is not None
    path = folder / "settings"
    path.write_text(settings)
    home = {"HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "Europe/Paris", "PATH": os.environ["PATH"]}
    ended = subprocess.run([program, "-c", str(path), *words], capture_output=True, text=True, env=home, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()


KHAL_SETTINGS = """
[calendars]
[[plan]]
path = {calendar}
readonly = True
[locale]
local_timezone = Europe/Paris
default_timezone = Europe/Paris
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


@pytest.mark.skipif(KHAL is None, reason="khal is not installed")
@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system has no time zone by process")
def test_khal_lists_the_actions_at_their_local_times_on_both_sides_of_a_clock_change(run, tmp_path, in_paris):
    for day, name in (("27/3/2027 14:30", "Sophie Martin"), ("28/3/2027 14:30", "Paul Roux"), ("28/3/2027", "Zoé")):
        run("add", name, "--next", f"{day} call")
    run("calendar", tmp_path / "calendar")
    settings = KHAL_SETTINGS.format(calendar=tmp_path / "calendar", folder=tmp_path)
    words = ("list", "--day-format", "", "--format", "{start-date} {start-time} {title}", "2027-03-26", "2027-03-30")
    assert [line for line in read(tmp_path, KHAL, settings, *words) if line] == [
        "2027-03-27 14:30 Follow up with Sophie M.",
        "2027-03-28  Follow up with Zoé",
        "2027-03-28 14:30 Follow up with Paul R.",
    ]


@pytest.mark.skipif(KHARD is None, reason="khard is not installed")
def test_khard_reads_the_people(run, tmp_path):
    run("add", "Sophie Martin", "--org", "Asso; Lumière", "--email", "sophie@asso.example", "--phone", "06 12 34 56 78")
    run("add", "Zoé de La Tour", "--phone", "+41 79 123 45 67")
    run("calendar", "--contacts", tmp_path / "cards")
    settings = f"[addressbooks]\n[[people]]\npath = {tmp_path / 'cards'}\n[general]\ndefault_action = list\n"
    listed = read(tmp_path, KHARD, settings, "list", "--parsable")
    assert sorted(line.split("\t")[1] for line in listed) == ["Sophie Martin", "Zoé de La Tour"]
    assert read(tmp_path, KHARD, settings, "email", "--parsable", "sophie")[-1].startswith(
        "sophie@asso.example\tSophie"
    )
    numbers = read(tmp_path, KHARD, settings, "phone", "--parsable")
    assert {line.split("\t")[0] for line in numbers} >= {"06 12 34 56 78", "+41 79 123 45 67"}
    assert any("Asso; Lumière" in line for line in read(tmp_path, KHARD, settings, "show", "sophie"))

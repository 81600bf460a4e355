"""What every test stands on: no animation, no colour surprises, nobody's own files."""

import gc
import os
import shutil
import tempfile
from pathlib import Path

# Before anything imports textual, which reads it once.
os.environ["TEXTUAL_ANIMATIONS"] = "none"

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, not whether it holds.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# Thousands of small files are made, and every change of one waits until a disk has it: in memory nobody waits.
_MEMORY = Path("/dev/shm")
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > 2 << 30:
    tempfile.tempdir = os.environ["TMPDIR"] = str(_MEMORY)

_OPEN_FILES = Path("/proc/self/fd")
_FEW = 30
"""Descriptors that libraries may keep: a fork server, a resource tracker, caches."""


@pytest.fixture(autouse=True, scope="session")
def _nothing_left_open():
    """Hold the tests, and the program within them, to closing files, terminals and connections again."""
    if not _OPEN_FILES.is_dir():
        yield
        return
    before = len(list(_OPEN_FILES.iterdir()))
    yield
    gc.collect()
    left = [str(one.readlink()) for one in _OPEN_FILES.iterdir() if one.is_symlink()]
    assert len(left) < before + _FEW, "\n".join(sorted(left))


@pytest.fixture(autouse=True, scope="session")
def _quick_collections():
    """Keep what the tests themselves are made of out of the collector's sight; it looks seldom, as in programs."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


@pytest.fixture(autouse=True, scope="session")
def _new_files_are_copies():
    """Make a new file of a day once and copy it: most tests begin with one. Other processes make theirs themselves."""
    from funneltui.storage import database

    made, make = {}, database._fill

    def fill(path, clock, key):
        day = clock.today()
        if key is None and day in made:
            path.write_bytes(made[day])
            return
        make(path, clock, key)
        if key is None:
            made[day] = path.read_bytes()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_fill", fill)
        yield


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory, monkeypatch):
    """Keep the tests away from the settings, data, language and window size of whoever runs them."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr("funneltui.clock._zone", None)
    for name in ("FUNNELTUI_DB", "FUNNELTUI_CONFIG", "FUNNELTUI_LANG", "FUNNELTUI_NOW", "NO_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _english():
    """Start each test in English and with French phone numbers, and leave the process so."""
    from funneltui import i18n
    from funneltui.domain import phones

    i18n.set_language("en")
    phones.set_country("FR")
    yield
    i18n.set_language("en")
    phones.set_country("FR")

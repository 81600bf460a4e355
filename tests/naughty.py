"""The big list of naughty strings, and a file in which they are everything a person can write."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.clock import FixedClock
from funneltui.domain.entries import NewProspect, NewTemplate, NewTouch, NextStep
from funneltui.errors import InvalidValueError
from funneltui.settings import Settings

__all__ = ["STRINGS", "copy_filled", "naughty_strings", "printed_controls"]

DATA = Path(os.environ.get("FUNNELTUI_DATA", Path(__file__).parents[2] / "shared" / "data"))
STRINGS = DATA / "bad" / "strings" / "blns.json"
CLOCK = FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
_PRINTED_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]")


def naughty_strings() -> list[str]:
    """All of them, in their order."""
    return json.loads(STRINGS.read_text("utf-8"))


def printed_controls(*texts: str) -> list[str]:
    """What a command printed that would drive the terminal."""
    return [found[0] for text in texts for found in _PRINTED_CONTROLS.finditer(text)]


def copy_filled(database: Path, factory: pytest.TempPathFactory) -> int:
    """Make a file in which every string is everything a person can write, as a copy of one made once for all tests.

    Returns how many could be somebody's name: nothing but spaces is nobody's.
    """
    root = factory.getbasetemp()
    made = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "naughty.db"
    if not made.exists():  # another process may make it too: the last one that is ready is as good
        new = root / "naughty.new"
        _fill(new, naughty_strings())
        new.rename(made)
    shutil.copy(made, database)
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT count(*) FROM opportunity").fetchone()[0]


def _fill(database: Path, strings: list[str]) -> None:
    funnel = open_funnel(database, settings=Settings(), clock=CLOCK)
    services = funnel.services
    for place, text in enumerate(strings):
        new = NewProspect(
            name=text,
            organization=text,
            title=text,
            note=text,
            source=text,
            tags=(text.replace(",", ""),) if text.strip(" ,") else (),
            stage=("suspect", "lead", "prospect", "proposal")[place % 4],
        )
        with contextlib.suppress(InvalidValueError):
            card = services.opportunities.add(new).opportunity
            touch = NewTouch(channel="call", outcome=text, note=text, objection=text)
            services.touches.log([card], touch, NextStep(CLOCK.today(), text))
        with contextlib.suppress(InvalidValueError):
            services.views.save(text, text)
        if place % 8 == 0:
            with contextlib.suppress(InvalidValueError):
                services.templates.add(NewTemplate(name=f"{place} {text}", subject=text, body=text, language="en"))
    funnel.close()

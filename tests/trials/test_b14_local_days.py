"""B14: a day is the user's own, everywhere, whatever the day is in London."""

from __future__ import annotations

from datetime import date, time

import pytest

from funneltui import clock
from funneltui.clock import clock_from_environment, local_instant, local_time
from tests.cli import conftest as cli

file, run = cli.file, cli.run

LATE = "2026-12-01T00:30:00+01:00"


@pytest.fixture
def late(monkeypatch):
    monkeypatch.setenv("FUNNELTUI_NOW", LATE)
    yield
    monkeypatch.delenv("FUNNELTUI_NOW")
    clock_from_environment()


def test_what_is_added_after_midnight_was_added_that_day(run, late) -> None:
    run("add", "Moreau", "--email", "m@x.fr")
    run("log", "1", "call", "--note", "hello")
    assert "2026-12-01" in run("show", "1").out
    assert "2026-11-30" not in run("show", "1").out
    assert "2026-12-01 00:30" in run("history").out


def test_an_exchange_of_this_morning_is_of_this_morning(run, monkeypatch, late) -> None:
    monkeypatch.setenv("FUNNELTUI_NOW", "2026-12-01T11:00:00+01:00")
    run("add", "Moreau")
    run("log", "1", "call", "--at", "today 00:20")
    touch = run("show", "1", "--json").json["last_touch"]
    assert touch == "2026-11-30T23:20:00Z"
    assert "2026-11-30" not in run("show", "1").out


def test_without_it_the_machines_own_clock_counts(monkeypatch) -> None:
    monkeypatch.delenv("FUNNELTUI_NOW", raising=False)
    clock_from_environment()
    assert clock._zone is None
    moment = local_instant(date(2026, 7, 1), time(9))
    assert local_time(moment).time() == time(9)
    assert local_time("2026-07-01T09:00:00Z").utcoffset() == moment.utcoffset()

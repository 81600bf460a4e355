"""B14: a day is the user's own, everywhere, whatever the day is in London."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

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


def test_who_answered_after_midnight_answered_today(run, monkeypatch, late) -> None:
    run("add", "Moreau", "--stage", "lead")
    run("log", "1", "call", "--in")
    assert run("show", "1", "--json").json["temperature"]["reasons"][0] == "+ replied today"
    monkeypatch.setenv("FUNNELTUI_NOW", "2026-12-08T00:10:00+01:00")  # a week later by the user's clock
    seven_days = run("show", "1", "--json").json["temperature"]
    assert seven_days["reasons"][0] == "+ replied 7 d ago"
    assert [deal["id"] for deal in run("list", f"temp:{seven_days['level']}", "--json").json] == [1]


def test_idle_days_are_counted_from_the_local_day(run, monkeypatch, late) -> None:
    run("add", "Moreau", "--stage", "lead")
    days = next(stage["idle_days"] for stage in run("stages", "--json").json if stage["key"] == "lead")
    last = datetime.fromisoformat(LATE) + timedelta(days=days)
    monkeypatch.setenv("FUNNELTUI_NOW", last.isoformat())
    assert run("list", "is:idle", "--json").json == []
    monkeypatch.setenv("FUNNELTUI_NOW", (last + timedelta(days=1)).isoformat())
    assert [deal["id"] for deal in run("list", "is:idle", "--json").json] == [1]


def test_data_are_kept_until_the_local_day(run, monkeypatch, late) -> None:
    run("add", "Moreau")
    monkeypatch.setenv("FUNNELTUI_NOW", "2029-12-01T12:00:00+01:00")  # three years later, the last day
    assert run("privacy", "due", "--json").json == []
    monkeypatch.setenv("FUNNELTUI_NOW", "2029-12-02T12:00:00+01:00")
    assert len(run("privacy", "due", "--json").json) == 1


def test_without_it_the_machines_own_clock_counts(monkeypatch) -> None:
    monkeypatch.delenv("FUNNELTUI_NOW", raising=False)
    clock_from_environment()
    assert clock._zone is None
    moment = local_instant(date(2026, 7, 1), time(9))
    assert local_time(moment).time() == time(9)
    assert local_time("2026-07-01T09:00:00Z").utcoffset() == moment.utcoffset()

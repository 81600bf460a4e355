"""A14: an exchange is what was planned only when it was on that day, that way, or when the user says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from funneltui.domain.entries import NewTouch, NextStep
from tests.services.desk import TODAY, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    one = Desk(tmp_path / "funnel.db")
    yield one
    one.close()


def planned(desk: Desk) -> list[tuple[object, ...]]:
    return desk.rows("SELECT what, state FROM next_action ORDER BY id")


@pytest.mark.parametrize(
    ("due", "by", "logged", "told", "state"),
    [
        (TODAY + timedelta(days=5), "call", "email", None, "open"),
        (TODAY + timedelta(days=5), "call", "call", None, "open"),
        (TODAY, "call", "email", None, "open"),
        (TODAY, "call", "call", None, "done"),
        (TODAY, "", "email", None, "open"),
        (TODAY + timedelta(days=5), "call", "email", True, "done"),
        (TODAY, "call", "call", False, "open"),
    ],
)
def test_a_plan_is_done_when_it_was_carried_out_or_it_is_said(
    desk: Desk, due: date, by: str, logged: str, told: bool | None, state: str
) -> None:
    ada = desk.add("Ada", next_step=NextStep(due, "call back", channel=by))
    desk.touches.log([ada], NewTouch(logged), completes=told)
    assert planned(desk) == [("call back", state)]


def test_what_comes_next_takes_the_place_of_what_was_not_carried_out(desk: Desk) -> None:
    ada = desk.add("Ada", next_step=NextStep(TODAY + timedelta(days=5), "call back", channel="call"))
    desk.touches.log([ada], NewTouch("email"), NextStep(TODAY + timedelta(days=9), "call"))
    assert planned(desk) == [("call back", "replaced"), ("call", "open")]


def test_the_day_is_that_of_the_exchange_not_of_its_entry(desk: Desk) -> None:
    ada = desk.add("Ada", next_step=NextStep(TODAY - timedelta(days=1), "call back", channel="call"))
    yesterday = datetime(2026, 11, 21, 18, tzinfo=ZoneInfo("Europe/Paris"))
    desk.touches.log([ada], NewTouch("call", at=yesterday))
    assert planned(desk) == [("call back", "done")]

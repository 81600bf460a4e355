"""An exchange and the next action are written down in one step."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from funneltui.domain.entries import NewTouch, NextStep
from funneltui.errors import InvalidValueError
from tests.services.desk import TODAY, Desk


def test_a_call_and_its_follow_up_are_one_step(desk: Desk) -> None:
    ada = desk.add("Ada", next_step=NextStep(TODAY, "call", channel="call"))
    touch = NewTouch("call", outcome="no answer", note="left a message", gave=True)
    change = desk.touches.log([ada], touch, NextStep(date(2026, 11, 27), "call again"))
    assert change.label == "Logged an exchange with Ada"
    columns = "channel, direction, outcome, note, gave, happened_at"
    assert desk.rows(f"SELECT {columns} FROM touch") == [
        ("call", "out", "no answer", "left a message", 1, "2026-11-22T11:00:00Z")
    ]
    assert desk.rows("SELECT state FROM next_action ORDER BY id") == [("done",), ("open",)]
    assert desk.rows("SELECT what, unanswered FROM card") == [("call again", 1)]
    desk.history.undo()
    assert desk.rows("SELECT what, unanswered FROM card") == [("call", 0)]


def test_an_answer_ends_the_silence_even_when_it_is_written_down_late(desk: Desk) -> None:
    ada, bob = desk.add("Ada"), desk.add("Bob")
    desk.touches.log([ada, bob], NewTouch("email"))
    assert desk.rows("SELECT unanswered FROM card") == [(1,), (1,)]
    earlier = datetime(2026, 11, 20, 9, tzinfo=UTC)
    desk.touches.log([ada], NewTouch("email", incoming=True, at=earlier))
    assert desk.rows("SELECT unanswered FROM card") == [(1,), (1,)]
    desk.touches.log([ada], NewTouch("call", incoming=True))
    assert desk.rows("SELECT unanswered, last_in_at FROM card") == [(0, "2026-11-22T11:00:00Z"), (1, None)]


@pytest.mark.parametrize(
    "touch", [NewTouch("pigeon"), NewTouch("call", at=datetime(2026, 11, 23, tzinfo=UTC))], ids=["channel", "future"]
)
def test_what_cannot_have_happened_is_refused(desk: Desk, touch: NewTouch) -> None:
    with pytest.raises(InvalidValueError):
        desk.touches.log([desk.add()], touch)

"""A13: why a deal was parked or lost outlives its reopening, and is offered when it is parked again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from funneltui.domain.losses import loss_reason_name
from funneltui.settings import Settings
from funneltui.storage.reads import Reads
from funneltui.storage.reads.timeline import MoveMoment
from tests.services.desk import Desk

SPRING, SUMMER = date(2027, 3, 1), date(2027, 6, 1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    one = Desk(tmp_path / "funnel.db")
    yield one
    one.close()


def moves(desk: Desk) -> list[tuple[object, ...]]:
    return desk.rows("SELECT lost_reason, lost_note, parked_until, parked_why, parked_say FROM stage_move ORDER BY id")[
        1:
    ]


def test_the_history_keeps_them(desk: Desk) -> None:
    ada = desk.add("Ada", "lead")
    desk.opportunities.park([ada], until=SPRING, why="budget", say="ask for the fair")
    desk.opportunities.reopen([ada])
    desk.opportunities.lose([ada], reason="price", note="twice the other offer")
    desk.opportunities.reopen([ada])
    nothing = ("", "", None, "", "")
    assert moves(desk) == [
        ("", "", "2027-03-01", "budget", "ask for the fair"),
        nothing,
        ("price", "twice the other offer", None, "", ""),
        nothing,
    ]
    for _ in range(4):
        desk.history.undo()
    assert moves(desk) == []


def test_the_timeline_says_them(desk: Desk) -> None:
    ada = desk.add("Ada", "lead")
    desk.opportunities.park([ada], until=SPRING, why="budget", say="ask for the fair")
    desk.opportunities.lose([ada], reason="price", note="twice the other offer")
    desk.opportunities.reopen([ada])
    reads = Reads(desk.connection, desk.clock, Settings())
    moves = [moment for moment in reads.contact.timeline(1, limit=20) if isinstance(moment, MoveMoment)]
    assert {moment.reasons for moment in moves} == {
        (),
        ("budget", "ask for the fair"),
        (loss_reason_name("price"), "twice the other offer"),
    }


def test_they_are_offered_when_it_is_parked_again(desk: Desk) -> None:
    ada = desk.add("Ada", "lead")
    desk.opportunities.park([ada], until=SPRING, why="budget", say="ask for the fair")
    desk.opportunities.reopen([ada])
    reads = Reads(desk.connection, desk.clock, Settings())
    said = [reads.contact.parked_before(ada)]
    desk.opportunities.park([ada], until=SUMMER, why="holidays", say="")
    desk.opportunities.reopen([ada])
    said.append(reads.contact.parked_before(ada))
    assert said == [("budget", "ask for the fair"), ("holidays", "")]
    assert reads.contact.parked_before(desk.add("Lin")) == ("", "")

"""Every card that has a day is in one band, and what has none is shown as a gap."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from funneltui.clock import FixedClock
from funneltui.settings import Settings
from funneltui.storage.database import Database
from funneltui.storage.reads.agenda import AgendaReads, Band
from funneltui.storage.reads.review import ReviewReads
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored

DUE = {1: "2026-11-20", 2: "2026-11-22", 3: "2026-11-22", 4: "2026-11-29", 5: "2026-11-30"}


@pytest.fixture
def agenda(unit_of_work: UnitOfWork, database: Database, clock: FixedClock) -> Iterator[AgendaReads]:
    """Ten leads: five planned, one without a plan, two parked, two with a proposal; and a suspect."""
    with unit_of_work.step("Add") as work:
        for number in range(1, 12):
            contact = stored.insert(work, "contact", name=f"n{number}")
            parked = {7: "2026-11-21", 8: "2026-11-23"}.get(number)
            stage = 6 if parked else 1 if number == 11 else 2
            card = stored.insert(work, "opportunity", contact_id=contact, stage_id=stage, parked_until=parked)
            if number in DUE:
                time = "09:30" if number == 3 else None
                stored.insert(work, "next_action", opportunity_id=card, due_on=DUE[number], due_time=time)
        for card, state, until in [(9, "sent", "2026-11-29"), (10, "sent", "2026-11-30"), (6, "draft", "2026-11-23")]:
            stored.insert(work, "proposal", opportunity_id=card, state=state, valid_until=until)
        stored.insert(work, "next_action", opportunity_id=10, due_on="2026-12-24")
    with contextlib.closing(database.connect()) as connection:
        yield AgendaReads(connection, clock, Settings())


def test_each_band_holds_its_cards_in_order(agenda: AgendaReads) -> None:
    assert {band: list(agenda.ids(band)) for band in Band} == {
        Band.OVERDUE: [1],
        Band.TODAY: [3, 2],
        Band.WAKES: [7],
        Band.ANSWERED: [],
        Band.LAPSING: [9],
        Band.WEEK: [4],
        Band.LATER: [5, 10],
        Band.NONE: [6, 9],
    }
    assert list(agenda.ids(Band.LATER, 1)) == [5]


def test_no_card_that_is_not_shown_is_looked_at(database: Database, clock: FixedClock) -> None:
    asked: list[str] = []
    with contextlib.closing(database.connect()) as connection:
        connection.set_trace_callback(asked.append)
        agenda = AgendaReads(connection, clock, Settings())
        for band in Band:
            agenda.ids(band)
        agenda.to_inform()
        connection.set_trace_callback(None)
        plans = [[row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {one}")] for one in asked]
    assert len(plans) == len(Band) + 1
    for plan in plans:
        # A subquery's rows are those found; the stages are a handful.
        assert not [step for step in plan if step.startswith("SCAN") and "stage" not in step and "subq" not in step]
    gaps = plans[list(Band).index(Band.NONE)]
    assert any("COVERING INDEX card_unplanned" in step for step in gaps), gaps


def test_counts_are_those_of_the_bands(agenda: AgendaReads) -> None:
    assert agenda.counts() == {band: len(agenda.ids(band)) for band in Band}


def test_what_waits_is_counted_once_whatever_it_waits_for(
    agenda: AgendaReads, unit_of_work: UnitOfWork, database: Database, clock: FixedClock
) -> None:
    def listed() -> tuple[int, int]:
        today = {card for band in (Band.OVERDUE, Band.TODAY, Band.WAKES, Band.LAPSING) for card in agenda.ids(band)}
        with contextlib.closing(database.connect()) as connection:
            return len(today), len(ReviewReads(connection, clock, Settings()).queue())

    assert agenda.waiting() == listed() == (5, 6)
    with unit_of_work.step("More") as work:
        stored.insert(
            work, "proposal", opportunity_id=1, state="sent", valid_until="2026-11-20"
        )  # late and about to lapse
        stored.insert(work, "proposal", opportunity_id=4, state="sent", valid_until="2026-11-20")  # planned
        stored.update(work, "opportunity", 8, parked_until=None)
    assert agenda.waiting() == listed() == (6, 8)


def test_what_needs_a_decision_comes_the_most_urgent_first(agenda: AgendaReads) -> None:
    assert list(agenda.to_decide()) == [1, 3, 2, 7, 9, 6, 9], "9 lapses, and has no next action"


def test_people_to_be_told_where_their_data_come_from_are_counted(
    agenda: AgendaReads, unit_of_work: UnitOfWork
) -> None:
    assert agenda.to_inform() == 0
    with unit_of_work.step("Sources") as work:
        known: dict[int, dict[str, Any]] = {
            1: {"source_on": "2026-10-01"},
            2: {"source_on": "2026-10-30"},
            3: {"source_on": "2026-11-01"},  # three weeks are not over
            4: {"source_on": "2026-10-01", "informed_on": "2026-10-05"},
            5: {"source_on": "2026-10-01", "opposed": 1},
            6: {"source_on": "2026-10-01"},  # has written
        }
        for contact, more in known.items():
            stored.update(work, "contact", contact, source="Bought list", **more)
        at = "2026-11-01T09:00:00Z"
        stored.insert(work, "touch", contact_id=6, opportunity_id=6, happened_at=at, channel="email", direction="in")
    assert agenda.to_inform() == 2


def test_who_comes_back_is_remembered_with_why_and_what_to_say_and_an_offer_with_its_end(
    agenda: AgendaReads, unit_of_work: UnitOfWork
) -> None:
    with unit_of_work.step("Why") as work:
        stored.update(work, "opportunity", 7, parked_why="budget", parked_say="ask about spring")
    everybody = range(1, 12)
    assert agenda.reminders(everybody) == {7: ("budget", "ask about spring", None), 9: ("", "", "2026-11-29")}
    assert agenda.reminders([7]).keys() == {7}

"""What is held on one person, and who has been kept too long."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from funneltui.clock import FixedClock
from funneltui.errors import NotFoundError
from funneltui.settings import Settings
from funneltui.storage.database import Database
from funneltui.storage.reads import Reads
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored


@pytest.fixture
def reads(database: Database, clock: FixedClock, unit_of_work: UnitOfWork) -> Iterator[Reads]:
    """Ada, alone in her organization, and Lin, on whose card Ada has a part."""
    with unit_of_work.step("Add") as work:
        organization = stored.insert(work, "organization", name="Engines")
        ada = stored.insert(work, "contact", name="Ada", organization_id=organization, tags='["a"]', note="owls")
        lin = stored.insert(work, "contact", name="Lin", introduced_by_id=ada)
        for kind in ("email", "phone", "link"):
            stored.insert(work, "contact_point", contact_id=ada, kind=kind, value="v", normalized="n")
        card = stored.insert(work, "opportunity", contact_id=ada, stage_id=1, title="Site")
        other = stored.insert(work, "opportunity", contact_id=lin, stage_id=2)
        stored.insert(work, "touch", contact_id=ada, happened_at=work.now, channel="call", direction="in", gave=1)
        stored.insert(work, "next_action", opportunity_id=card, due_on="2026-12-01")
        stored.insert(work, "answer", opportunity_id=card, criterion_id=1, answer="yes")
        stored.insert(work, "proposal", opportunity_id=card, reference="D1")
        stored.insert(work, "stage_move", opportunity_id=card, to_stage_id=1, moved_at=work.now, missing='["fit"]')
        stored.insert(work, "opportunity_role", opportunity_id=other, contact_id=ada, role="decider")
        stored.insert(work, "opportunity_role", opportunity_id=card, contact_id=lin, role="user")
    with contextlib.closing(database.connect()) as connection:
        yield Reads(connection, clock, Settings())


def test_how_much_is_held(reads: Reads) -> None:
    found = reads.privacy.holdings(1)
    assert (found.name, found.cards, found.exchanges, found.actions, found.answers) == ("Ada", 1, 1, 1, 1)
    assert (found.ways, found.addresses, found.parts, found.alone) == (3, 2, 1, "Engines")
    assert reads.privacy.holdings(2).alone == ""


def test_an_organization_with_others_is_not_theirs_alone(reads: Reads, unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Join") as work:
        stored.update(work, "contact", 2, organization_id=1)
    assert reads.privacy.holdings(1).alone == ""


def test_everything_that_is_held(reads: Reads) -> None:
    told = reads.privacy.held(1)
    assert (told["name"], told["tags"], told["opposed"], told["note"]) == ("Ada", ["a"], False, "owls")
    assert told["organization"]["name"] == "Engines"
    assert [one["kind"] for one in told["ways"]] == ["email", "link", "phone"]
    (card,) = told["opportunities"]
    assert (card["title"], card["stage"]) == ("Site", "suspect")
    assert card["answers"][0]["criterion"] == "fit"
    assert card["proposals"][0]["reference"] == "D1"
    assert card["moves"][0]["missing"] == ["fit"]
    assert card["roles"] == [{"name": "Lin", "role": "user", "detail": ""}]
    assert card["next_actions"][0]["due_on"] == "2026-12-01"
    assert told["exchanges"][0]["gave"] is True
    assert [one["role"] for one in told["parts"]] == ["decider"]
    assert told["history"] == {"rows": 12, "steps": 1}
    lin = reads.privacy.held(2)
    assert (lin["introduced_by"], lin["organization"]) == ("Ada", None)


def test_nothing_is_held_on_nobody(reads: Reads) -> None:
    for read in (reads.privacy.held, reads.privacy.holdings):
        with pytest.raises(NotFoundError):
            read(99)


def test_who_is_kept_too_long(reads: Reads, unit_of_work: UnitOfWork, clock: FixedClock) -> None:
    with unit_of_work.step("Long ago") as work:
        silent = stored.insert(work, "contact", name="Silent", source_on="2023-11-21")
        stored.insert(work, "contact", name="Not yet", source_on="2023-11-22")
        stored.insert(work, "contact", name="Away", source_on="2020-01-01", binned_at=work.now)
        met = stored.insert(work, "contact", name="Met", source_on="2020-01-01")
        at = "2023-11-01T10:00:00Z"
        stored.insert(work, "touch", contact_id=met, happened_at=at, channel="meeting", direction="out")
        bought = stored.insert(work, "contact", name="Bought", source_on="2020-01-01")
        stored.insert(work, "opportunity", contact_id=bought, stage_id=5, closed_on="2026-01-01")
        for contact, day in ((silent, "2026-11-22"), (met, "2024-01-01")):
            stored.insert(
                work, "touch", contact_id=contact, happened_at=f"{day}T10:00:00Z", channel="email", direction="out"
            )
    assert [row[0] for row in reads.connection.execute("SELECT kind FROM stage WHERE id = 5")] == ["won"]
    found = list(reads.privacy.to_delete())
    assert [(one.name, str(one.heard_on), str(one.until)) for one in found] == [
        ("Met", "2023-11-01", "2026-11-01"),
        ("Silent", "2023-11-21", "2026-11-21"),
    ]
    assert [str(one.asked_on) for one in found] == ["None", "2026-11-22"]
    assert [one.opportunity_id for one in found] == [0, 0]
    later = FixedClock(datetime(2029, 11, 22, 12, tzinfo=ZoneInfo("Europe/Paris")))
    names = {one.name: one.opportunity_id for one in Reads(reads.connection, later, Settings()).privacy.to_delete()}
    assert names == {"Met": 0, "Silent": 0, "Not yet": 0, "Bought": 3}
    assert list(Reads(reads.connection, clock, Settings(retention_years=4)).privacy.to_delete()) == []

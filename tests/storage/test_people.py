"""The contacts list: everybody, in an order, with the opportunity that matters most."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from funneltui.clock import FixedClock
from funneltui.settings import Settings
from funneltui.storage.database import Database
from funneltui.storage.reads import known
from funneltui.storage.reads.people import SORTS, PeopleReads
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored


@pytest.fixture
def people(unit_of_work: UnitOfWork, database: Database, clock: FixedClock) -> Iterator[PeopleReads]:
    """Ada with a lost and an open card, Bob with none, Cid in the bin, Dan with a touch."""
    with unit_of_work.step("Add") as work:
        organization = stored.insert(work, "organization", name="Zeta")
        known: dict[str, dict[str, Any]] = {
            "Ada": {"organization_id": organization},
            "bob": {},
            "Cid": {"binned_at": work.now},
        }
        for name, more in known.items():
            stored.insert(work, "contact", name=name, **more)
        stored.insert(work, "contact", name="Dan")
        stored.insert(
            work, "contact_point", contact_id=1, kind="email", value="second@x.fr", normalized="b", position=1
        )
        stored.insert(work, "contact_point", contact_id=1, kind="email", value="first@x.fr", normalized="a", position=0)
        stored.insert(work, "opportunity", contact_id=1, stage_id=7)
        stored.insert(work, "opportunity", contact_id=1, stage_id=3, amount=500)
        stored.insert(work, "opportunity", contact_id=4, stage_id=1)
        stored.insert(work, "touch", contact_id=4, happened_at=work.now, channel="call", direction="out")
    with contextlib.closing(database.connect()) as connection:
        yield PeopleReads(connection, clock, Settings())


def test_each_order_holds_everybody_but_the_binned(people: PeopleReads) -> None:
    assert {sort: sorted(people.ids(sort)) for sort in SORTS} == {sort: [1, 2, 4] for sort in SORTS}
    assert list(people.ids("created")) == [4, 2, 1]
    assert list(people.ids("touched")) == [1, 2, 4]
    assert list(people.ids("name", among=[4, 2, 3])) == [2, 4]
    assert list(people.ids("name", limit=1)) == [1]


@pytest.fixture
def shown(unit_of_work: UnitOfWork, database: Database, clock: FixedClock) -> Iterator[PeopleReads]:
    """Three people who have something in every column, each a lost card with the opposite, and one who has nothing."""
    with unit_of_work.step("Add") as work:
        words = [("b", "Éditeur"), ("c", "facteur"), ("a", "Électricien")]
        for place, (name, job) in enumerate(words):
            organization = stored.insert(work, "organization", name=job)
            contact = stored.insert(work, "contact", name=name, organization_id=organization, job_title=job, source=job)
            stored.insert(
                work, "contact_point", contact_id=contact, kind="email", value=f"{'aBc'[place]}@x.fr", normalized=""
            )
            stored.insert(work, "contact_point", contact_id=contact, kind="phone", value=f"0{place}", normalized="")
            lost = stored.insert(work, "opportunity", contact_id=contact, stage_id=7, amount=900 - place)
            card = stored.insert(work, "opportunity", contact_id=contact, stage_id=1 + place, amount=100 + place)
            for one, day in ((lost, 9 - place), (card, 1 + place)):
                stored.insert(work, "next_action", opportunity_id=one, due_on=f"2026-12-0{day}")
            for criterion in range(place):
                stored.insert(work, "answer", opportunity_id=card, criterion_id=1 + criterion, answer="yes")
            stored.insert(
                work,
                "touch",
                contact_id=contact,
                happened_at=f"2026-11-0{1 + place}T09:00:00Z",
                channel="call",
                direction="in",
            )
        stored.insert(work, "contact", name="d")
    with contextlib.closing(database.connect()) as connection:
        yield PeopleReads(connection, clock, Settings())


ORDERS = {
    "name": [3, 1, 2, 4],
    "organization": [1, 3, 2, 4],
    "job": [1, 3, 2, 4],
    "stage": [1, 2, 3, 4],
    "due": [1, 2, 3, 4],
    "value": [3, 2, 1, 4],
    "touched": [4, 1, 2, 3],
    "email": [1, 2, 3, 4],
    "phone": [1, 2, 3, 4],
    "source": [1, 3, 2, 4],
    "score": [3, 2, 1, 4],
    "temperature": [3, 2, 1, 4],
    "created": [4, 3, 2, 1],
}


def test_every_order_has_its_test() -> None:
    assert set(ORDERS) == set(SORTS)


@pytest.mark.parametrize("sort", ORDERS)
def test_people_are_in_the_order_of_what_the_list_shows_of_them(shown: PeopleReads, sort: str) -> None:
    assert list(shown.ids(sort)) == ORDERS[sort]


@pytest.mark.parametrize("sort", ORDERS)
def test_the_other_way_round_who_has_nothing_still_comes_last(shown: PeopleReads, sort: str) -> None:
    back = ORDERS[sort][::-1]
    if sort not in {"name", "touched", "created"}:  # where everybody has something, or nothing means long ago
        back = [*back[1:], back[0]]
    assert list(shown.ids(sort, reverse=True)) == back


@pytest.fixture
def many(unit_of_work: UnitOfWork, database: Database, clock: FixedClock) -> Iterator[PeopleReads]:
    """So many people that looking at each would take a while: with twenty days and values, and organizations."""
    with unit_of_work.step("Add") as work:
        organizations = stored.insert_many(
            work, "organization", [{"name": f"Org {number % 7}"} for number in range(40)]
        )
        names = [{"name": f"P {number % 50}", "organization_id": organizations[number % 40]} for number in range(2_100)]
        names[7]["binned_at"] = work.now
        people = stored.insert_many(work, "contact", names)
        rows = [
            {"contact_id": one, "stage_id": one % 3 + 1, "amount": one * 7 % 20 or None}
            for one in (*people, *people[::5])
        ]
        cards = stored.insert_many(work, "opportunity", rows)
        stored.insert_many(
            work,
            "next_action",
            [{"opportunity_id": one, "due_on": f"2026-12-{one * 3 % 20 + 1:02}"} for one in cards[::2]],
        )
    with contextlib.closing(database.connect()) as connection:
        yield PeopleReads(connection, clock, Settings())


@pytest.mark.parametrize("sort", ["name", "organization", "due", "value", "created"])
def test_the_first_of_an_order_are_those_of_the_whole(many: PeopleReads, sort: str) -> None:
    first = many.first(sort, 60)
    assert first == many.ids(sort)[:60]


@pytest.mark.parametrize("sort", ["name", "created"])
def test_the_first_the_other_way_round(many: PeopleReads, sort: str) -> None:
    assert many.first(sort, 60, reverse=True) == many.ids(sort, reverse=True)[:60]
    assert many.first("due", 60, reverse=True) is None


@pytest.mark.parametrize("sort", ["temperature", "touched", "job"])
def test_the_first_are_not_known_where_everybody_is_to_be_looked_at(many: PeopleReads, sort: str) -> None:
    assert many.first(sort, 60) is None


def test_the_first_are_not_known_where_too_few_have_what_it_goes_by(many: PeopleReads) -> None:
    assert many.first("due", 2_000) is None


def test_the_first_of_few_are_all_of_them(people: PeopleReads) -> None:
    assert list(people.first("touched", 2) or ()) == [1, 2, 4]


def test_a_row_has_the_most_live_card_and_the_first_address(people: PeopleReads) -> None:
    rows = people.rows([1, 2, 3, 99])
    assert (rows[1].opportunity_id, rows[1].stage_key, rows[1].amount) == (2, "prospect", 500)
    assert (rows[1].organization, rows[1].email) == ("Zeta", "first@x.fr")
    assert (rows[2].opportunity_id, rows[2].kind) == (0, "")
    assert 99 not in rows


def test_the_identifiers_other_programs_gave(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Add") as work:
        contact = stored.insert(work, "contact", name="Ada")
        for identifier in ("", "mql-1", "mql-2"):
            stored.insert(work, "opportunity", contact_id=contact, stage_id=1, external_id=identifier)
        assert known.identifiers(work.query, contact) == ["mql-1", "mql-2"]

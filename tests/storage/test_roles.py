"""Finding the person meant by a name, and who has which part in a decision."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from funneltui.settings import Settings
from funneltui.storage.reads.roles import RoleReads, roles_of
from tests.services.conftest import desk as desk  # noqa: PLC0414 - the fixture
from tests.services.desk import Desk


@pytest.fixture
def people(desk: Desk) -> Iterator[RoleReads]:
    """Three people of two names."""
    desk.add("Paul Roux", organization="Asso Lumière")
    desk.add("Pauline Roux")
    desk.add("paul  ROUX")
    with contextlib.closing(desk.database.connect()) as connection:
        yield RoleReads(connection, None, Settings())  # type: ignore[arg-type]


def test_a_whole_name_comes_before_words_of_one(people: RoleReads) -> None:
    assert [(one.id, one.organization) for one in people.named("Paul Roux")] == [(1, "Asso Lumière"), (3, "")]
    assert [one.id for one in people.named("ROUX pauline")] == [2]
    assert [one.id for one in people.named("roux", limit=2)] == [1, 3]
    assert people.named("  ") == []
    assert people.named("100%") == []


def test_a_contact_by_number(people: RoleReads) -> None:
    found = people.person(2)
    assert found is not None
    assert found.name == "Pauline Roux"
    assert people.person(9) is None


def test_the_parts_of_several_cards(people: RoleReads, desk: Desk) -> None:
    desk.qualification.role(1, 2, "decider", "signs")
    desk.qualification.role(1, 3, "user")
    desk.qualification.role(2, 1, "gatekeeper")
    with contextlib.closing(desk.database.connect()) as connection:
        found = roles_of(connection, [1, 2, 3])
    assert {card: [(one.name, one.role, one.detail) for one in parts] for card, parts in found.items()} == {
        1: [("Pauline Roux", "decider", "signs"), ("paul  ROUX", "user", "")],
        2: [("Paul Roux", "gatekeeper", "")],
    }

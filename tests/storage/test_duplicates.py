"""Who may be in the file twice: found by what they have in common, at once for one person, in pairs for all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from funneltui.clock import FixedClock
from funneltui.domain.contact_points import normalize_email, normalize_link
from funneltui.domain.duplicates import Sign, Somebody
from funneltui.domain.phones import normalize_phone
from funneltui.settings import Settings
from funneltui.storage.database import Database
from funneltui.storage.reads.duplicates import DuplicateReads, Match, Pair
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored

_NORMAL = {"email": normalize_email, "phone": normalize_phone, "link": normalize_link}

Add = Callable[..., int]


@pytest.fixture
def add(unit_of_work: UnitOfWork) -> Add:
    """Write somebody down: name, organization, ways to reach them; returns their id."""

    def write(name: str, organization: str = "", *ways: str, **more: Any) -> int:
        with unit_of_work.step("Add") as work:
            known = stored.find(work, "organization", name=organization)
            place = (
                known[0]["id"]
                if known
                else stored.insert(work, "organization", name=organization)
                if organization
                else None
            )
            contact = stored.insert(work, "contact", name=name, organization_id=place, **more)
            for way in ways:
                kind = "email" if "@" in way else "phone" if way[0] in "+0" else "link"
                stored.insert(
                    work, "contact_point", contact_id=contact, kind=kind, value=way, normalized=_NORMAL[kind](way)
                )
        return contact

    return write


@pytest.fixture
def reads(database: Database, clock: FixedClock) -> Iterator[DuplicateReads]:
    """The reads of the file."""
    with contextlib.closing(database.connect()) as connection:
        yield DuplicateReads(connection, clock, Settings())


TWICE = [
    (("Sophie Martin", "", "sophie@asso.fr"), ("S. M.", "Elsewhere", "SOPHIE@asso.fr"), Sign.SHARED_EMAIL),
    (("Sophie Martin", "", "06 12 34 56 78"), ("MARTIN, Sophie", "", "+33 (0)6.12.34.56.78"), Sign.PHONE),
    (("Sophie", "", "https://fr.linkedin.com/in/SophieM"), ("SOPHIE", "", "linkedin.com/in/sophiem/"), Sign.PROFILE),
    (("Élodie Durand", "Acme"), ("DURAND Elodie", "ACME S.A.R.L."), Sign.NAME),
    (("Atelier Nord SARL", ""), ("atelier nord", ""), Sign.NAME_ALONE),
    (("Jean O'Hara", "Acme"), ("J. O’Hara", "acme"), Sign.NEAR_NAME),
    (("🚀", ""), ("🚀", ""), Sign.NAME_ALONE),
    (("नमस्ते", ""), ("नमस्ते", ""), Sign.NAME_ALONE),
    (('"; DROP', "a AND b"), ('"; DROP', 'a AND "b'), Sign.NAME),
    (("Sophie Martin", "", "linkedin.com/in/-"), ("Paul Roux", "", "linkedin.com/in/-"), Sign.SHARED_PROFILE),
]


@pytest.mark.parametrize(("one", "other", "sign"), TWICE)
def test_who_is_there_twice_is_found_from_either_side_and_among_all(
    add: Add, reads: DuplicateReads, one: tuple[str, ...], other: tuple[str, ...], sign: Sign
) -> None:
    first, second = add(*one), add(*other)
    add("Somebody Else", "Elsewhere", "else@x.fr")
    add(" ", "Acme")
    assert [(match.contact_id, match.sign) for match in reads.of_contact(first)] == [(second, sign)]
    assert [(match.contact_id, match.sign) for match in reads.of_contact(second)] == [(first, sign)]
    assert reads.pairs() == [Pair(first, second, sign)]


def test_the_surest_come_first_and_the_binned_not_at_all(add: Add, reads: DuplicateReads) -> None:
    one = add("Sophie Martin", "Asso", "s@asso.fr")
    name, mail = add("Sophie Martin", "Asso"), add("Sophie Martin", "", "s@asso.fr")
    add("Sophie Martin", "Asso", "s@asso.fr", binned_at="2026-11-01T00:00:00Z")
    assert reads.of_contact(one) == [
        Match(mail, "Sophie Martin", "", Sign.EMAIL),
        Match(name, "Sophie Martin", "Asso", Sign.NAME),
    ]
    assert len(reads.of_contact(one, limit=1)) == 1
    assert reads.of_contact(4) == reads.of_contact(99) == []
    assert reads.pairs() == [Pair(one, mail, Sign.EMAIL), Pair(one, name, Sign.NAME)]


def test_somebody_who_is_not_written_down_yet_is_looked_for(add: Add, reads: DuplicateReads) -> None:
    add("Sophie Martin", "Asso Lumière", "06 12 34 56 78")
    typed = Somebody.known_by("martin sophie", "Asso Lumiere SARL", [("phone", "+33612345678")])
    assert [match.sign for match in reads.like(typed)] == [Sign.PHONE]
    assert not reads.like(typed, but=[1])
    assert not reads.like(Somebody.known_by("", ""))
    assert not reads.like(Somebody.known_by("Sophie", ""))
    assert [match.sign for match in reads.like(Somebody.known_by("Sophie", "asso lumière"))] == [Sign.NEAR_NAME]


def test_of_two_the_one_with_more_to_keep_is_kept(add: Add, reads: DuplicateReads, unit_of_work: UnitOfWork) -> None:
    names = ("Ada", "Bob", "Cid", "Dan")
    older, spoken, dealt, binned = (add(name, "", "same@x.fr") for name in names)
    with unit_of_work.step("Add") as work:
        stored.insert(work, "touch", contact_id=spoken, happened_at=work.now, channel="call", direction="out")
        stored.insert(work, "opportunity", contact_id=dealt, stage_id=1)
        stored.insert(work, "opportunity", contact_id=binned, stage_id=1, binned_at=work.now)
    assert [(pair.keep, pair.other) for pair in reads.pairs()] == [(older, binned), (spoken, older), (dealt, older)]


def test_in_a_big_file_pairs_are_found_a_batch_at_a_time(reads: DuplicateReads, unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Add") as work:
        people = [{"name": f"Person {number // 2} {'Ab' if number % 2 else 'aB'}"} for number in range(3_000)]
        organization = stored.insert(work, "organization", name="Acme")
        stored.insert_many(work, "contact", [{**one, "organization_id": organization} for one in people])
    pairs = reads.pairs()
    assert len(pairs) == 1_500
    assert pairs[0] == Pair(1, 2, Sign.NAME)
    assert [match.contact_id for match in reads.of_contact(3)] == [4]


def test_two_who_were_told_apart_are_not_asked_about_again(
    add: Add, reads: DuplicateReads, unit_of_work: UnitOfWork
) -> None:
    one, other, third = (add("Sophie Martin", "Asso", "s@asso.fr") for _ in range(3))
    with unit_of_work.step("Apart") as work:
        stored.insert(work, "distinct_pair", contact_id=one, other_id=other)
    assert [match.contact_id for match in reads.of_contact(one)] == [third]
    assert [match.contact_id for match in reads.of_contact(other)] == [third]
    assert {(pair.keep, pair.other) for pair in reads.pairs()} == {(one, third)}

"""Rows of another file are found again by their uid; what is here stays, and whoever was erased stays out."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from funneltui.storage.database import Database
from funneltui.storage.joining import Merge, MergeCounts, foresee
from funneltui.storage.left_out import LeftOut
from funneltui.storage.touched import Image
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored

Tables = dict[str, list[Image]]

ADA: Image = {"id": 11, "uid": "ada", "name": "Ada"}
BOB: Image = {"id": 12, "uid": "bob", "name": "Bob", "introduced_by_id": 11}
LIN: Image = {"id": 13, "uid": "lin", "name": "Lin"}
STAGES: list[Image] = [{"id": 5, "uid": "s", "key": "suspect", "kind": "suspect", "position": 0}]
CARD: Image = {"id": 21, "uid": "card", "contact_id": 11, "stage_id": 5}


class Export:
    """A document held in memory."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @property
    def tables(self) -> Mapping[str, Sequence[Image]]:
        return self._tables

    def rows(self, table: str) -> Sequence[Image]:
        return self._tables.get(table, [])


def bring(unit_of_work: UnitOfWork, tables: Tables, *, update: bool = False) -> MergeCounts:
    document = Export(tables)
    with unit_of_work.step("Import") as work:
        left_out = LeftOut(document, lambda statement, values: work.query(statement, values).fetchall())
        return Merge(work, document, left_out, update=update).perform(lambda _done, _total: None)


def rows(database: Database, statement: str) -> list[tuple[object, ...]]:
    with contextlib.closing(database.connect()) as connection:
        return connection.execute(statement).fetchall()


@pytest.fixture
def erased(unit_of_work: UnitOfWork) -> UnitOfWork:
    """A file that Ada was erased from, in which somebody else is."""
    with unit_of_work.step("Add") as work:
        ada = stored.insert(work, "contact", name="Ada")
        for value in ("ada@example.com", "lovelace@example.com"):
            stored.insert(work, "contact_point", contact_id=ada, kind="email", value=value, normalized=value)
        stored.insert(work, "contact", name="Grace")
    unit_of_work.erase(ada, oppose=True, organization=False)
    return unit_of_work


OF_THE_ERASED: Tables = {
    "stage": STAGES,
    "contact": [ADA, BOB, LIN],
    "contact_point": [
        {"id": 1, "contact_id": 11, "kind": "email", "value": "ADA@example.com", "normalized": "ada@example.com"},
        {"id": 2, "contact_id": 12, "kind": "email", "value": "b@example.com", "normalized": "b@example.com"},
    ],
    "opportunity": [CARD, {"id": 22, "uid": "bobs", "contact_id": 12, "stage_id": 5}],
    "opportunity_role": [
        {"id": 1, "opportunity_id": 21, "contact_id": 13, "role": "decider"},
        {"id": 2, "opportunity_id": 22, "contact_id": 11, "role": "decider"},
        {"id": 3, "opportunity_id": 22, "contact_id": 13, "role": "user"},
    ],
    "touch": [
        {"id": number, "uid": f"t{number}", "contact_id": contact, "opportunity_id": card, "channel": "call",
         "direction": "out", "happened_at": "2026-11-02T10:00:00Z", "note": note}
        for number, contact, card, note in (
            (1, 11, 21, "Ada's"), (2, 13, 21, "Lin's, on Ada's deal"), (3, 12, 22, "Bob's"),
        )
    ],
    "distinct_pair": [
        {"id": 1, "uid": "p1", "contact_id": 11, "other_id": 12},
        {"id": 2, "uid": "p2", "contact_id": 12, "other_id": 13},
        {"id": 3, "uid": "p3", "contact_id": 10, "other_id": 11},
    ],
}  # fmt: skip


def test_whoever_was_erased_stays_out_with_all_that_is_theirs(erased: UnitOfWork, database: Database) -> None:
    counts = bring(erased, OF_THE_ERASED)
    assert (counts.created, counts.contacts) == (1, 2)
    assert rows(database, "SELECT name, introduced_by_id FROM contact ORDER BY name") == [
        ("Bob", None), ("Grace", None), ("Lin", None),
    ]  # fmt: skip
    assert rows(database, "SELECT normalized FROM contact_point") == [("b@example.com",)]
    assert rows(database, "SELECT uid FROM opportunity") == [("bobs",)]
    assert rows(database, "SELECT role FROM opportunity_role") == [("user",)]
    assert rows(database, "SELECT count(*) FROM distinct_pair") == [(1,)]


def test_what_others_said_on_the_deal_of_the_erased_stays_theirs(erased: UnitOfWork, database: Database) -> None:
    bring(erased, OF_THE_ERASED)
    assert rows(database, "SELECT note, opportunity_id IS NULL FROM touch ORDER BY id") == [
        ("Lin's, on Ada's deal", 1), ("Bob's", 0),
    ]  # fmt: skip


def test_what_would_come_in_is_told_without_the_erased(erased: UnitOfWork) -> None:
    document = Export(OF_THE_ERASED)
    with erased.step("Look") as work:

        def query(statement: str, values: Any) -> list[Any]:
            return work.query(statement, values).fetchall()

        left_out = LeftOut(document, query)
        deals, contacts = foresee(document, left_out, query)
    assert (deals.new, deals.known, contacts.new, contacts.known) == (1, 0, 2, 0)
    assert left_out.deals == 1


@pytest.mark.parametrize(
    ("tables", "named"),
    [
        ({"contact": [ADA], "zebra": []}, "zebra"),
        ({"contact": [ADA, {**BOB, "id": 11}]}, "contact"),
        ({"contact": [ADA, {**ADA, "name": "Twin"}]}, "contact"),
        ({"contact": [{**ADA, "id": "11"}]}, "contact"),
    ],
)
def test_a_document_that_is_not_sound_is_refused_whole(
    unit_of_work: UnitOfWork, database: Database, tables: Tables, named: str
) -> None:
    with pytest.raises(KeyError, match=named):
        bring(unit_of_work, tables)
    assert rows(database, "SELECT count(*) FROM contact") == [(0,)]


@pytest.mark.parametrize("update", [False, True])
@pytest.mark.parametrize("filled", [False, True])
def test_what_a_known_deal_lacks_comes_in_and_what_it_has_stays(
    unit_of_work: UnitOfWork, database: Database, *, update: bool, filled: bool
) -> None:
    criterion: Image = {"id": 7, "uid": "c", "key": "fit", "position": 0}
    bring(unit_of_work, {"stage": STAGES, "contact": [ADA], "opportunity": [CARD]})
    if filled:
        with unit_of_work.step("Plan and answer") as work:
            stored.insert(work, "next_action", opportunity_id=CARD["id"], due_on="2026-12-05", what="mine")
            (fit,) = stored.find(work, "criterion", key="fit")
            stored.insert(
                work, "answer", opportunity_id=CARD["id"], criterion_id=fit["id"], answer="no", evidence="mine"
            )
    coming: Tables = {
        "stage": STAGES,
        "criterion": [criterion],
        "contact": [ADA],
        "opportunity": [CARD],
        "next_action": [{"id": 1, "uid": "n", "opportunity_id": 21, "due_on": "2026-12-01", "what": "theirs",
                         "state": "open"}],
        "answer": [{"id": 1, "uid": "a", "opportunity_id": 21, "criterion_id": 7, "answer": "yes",
                    "evidence": "theirs", "current": 1}],
    }  # fmt: skip
    bring(unit_of_work, coming, update=update)
    whose = "mine" if filled else "theirs"
    assert rows(database, "SELECT what FROM next_action WHERE state = 'open'") == [(whose,)]
    assert rows(database, "SELECT evidence FROM answer WHERE current = 1") == [(whose,)]
    assert rows(database, "SELECT count(*) FROM answer") == [(1 + filled,)]

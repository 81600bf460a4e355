"""The full-text index follows everything a person can be found by."""

from __future__ import annotations

import contextlib

import pytest

from funneltui.storage import derived
from funneltui.storage.database import Database
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored


def found(database: Database, query: str) -> list[int]:
    """The contacts that a full-text query finds."""
    with contextlib.closing(database.connect()) as connection:
        assert derived.differences(connection) == ()
        rows = connection.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", (query,))
        return [row[0] for row in rows]


@pytest.fixture(autouse=True)
def _two_contacts(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Add") as work:
        organization = stored.insert(work, "organization", name="Asso Lumière")
        stored.insert(work, "contact", name="Zoé Œuvrard", organization_id=organization)
        stored.insert(work, "contact", name="Bob")
        point = {"contact_id": 1, "kind": "phone", "value": "06 12 34 56 78", "normalized": "+33612345678"}
        stored.insert(work, "contact_point", **point)
        stored.insert(work, "contact_point", contact_id=1, kind="email", value="zoe@x.fr", normalized="zoe@x.fr")
        stored.insert(work, "opportunity", contact_id=1, stage_id=1, title="Film", tags='["web"]', note="urgent")
        stored.insert(
            work, "touch", contact_id=1, happened_at=work.now, channel="call", direction="in", note="rappeler"
        )


@pytest.mark.parametrize(
    "query",
    ["zoe", "oeuvrard", "lumiere", "LUMI*", "film", "web", "urgent", "rappeler", "0612345678", "33612*", '"zoe x fr"'],
)
def test_a_contact_is_found_by_all_that_is_known_of_it(database: Database, query: str) -> None:
    assert found(database, query) == [1]


def test_the_index_follows_every_change_and_its_undo(unit_of_work: UnitOfWork, database: Database) -> None:
    with unit_of_work.step("Edit") as work:
        stored.update(work, "organization", 1, name="Ténèbres")
        stored.update(work, "opportunity", 1, title="Livre")
        stored.delete(work, "contact_point", 2)
    assert (found(database, "lumiere"), found(database, "tenebres livre")) == ([], [1])
    unit_of_work.undo()
    assert (found(database, "lumiere film"), found(database, "livre")) == ([1], [])
    with unit_of_work.step("Bin") as work:
        stored.update(work, "contact", 1, binned_at=work.now)
    assert found(database, "lumiere") == []
    unit_of_work.undo(2)
    assert found(database, "bob OR zoe") == []


def test_the_index_can_be_made_again(database: Database) -> None:
    with contextlib.closing(database.connect(write=True)) as connection:
        connection.execute("UPDATE search SET name = 'lost' WHERE rowid = 1")
        assert derived.differences(connection) == ("search",)
        derived.rebuild(connection)
    assert found(database, "zoe") == [1]

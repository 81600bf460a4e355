"""Every step can be undone and redone, across restarts, and never over somebody's change."""

from __future__ import annotations

import contextlib
import tracemalloc

import pytest

from funneltui.clock import FixedClock
from funneltui.errors import NotFoundError
from funneltui.i18n import set_language
from funneltui.storage.database import Database
from funneltui.storage.errors import ChangedSinceError, NothingToRedoError, NothingToUndoError, OtherStepsError
from funneltui.storage.outcome import words
from funneltui.storage.tables import JOURNALLED
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored


def picture(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table a person fills, and of the derived ones."""
    with contextlib.closing(database.connect()) as connection:
        return {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2, 3").fetchall()
            for name in (*JOURNALLED, "card", "stage_total")
        }


def _build(unit_of_work: UnitOfWork, database: Database) -> list[dict[str, list[tuple[object, ...]]]]:
    """Four steps, with the picture before each and after the last."""
    pictures = [picture(database)]
    with unit_of_work.step("Add") as work:
        contacts = stored.insert_many(work, "contact", [{"name": f"n{i}"} for i in range(1200)])
        stored.insert_many(work, "opportunity", [{"contact_id": one, "stage_id": 1, "amount": 5} for one in contacts])
    pictures.append(picture(database))
    with unit_of_work.step("Edit twice") as work:
        stored.update(work, "contact", 1, name="once")
        stored.update(work, "contact", 1, name="twice")
        stored.update(work, "opportunity", 3, stage_id=2)
    pictures.append(picture(database))
    with unit_of_work.step("Plan") as work:
        stored.insert(work, "next_action", opportunity_id=3, due_on="2026-12-01")
    pictures.append(picture(database))
    with unit_of_work.step("Delete and replace") as work:
        stored.delete(work, "next_action", 1)
        stored.insert(work, "next_action", opportunity_id=3, due_on="2026-12-02")
    pictures.append(picture(database))
    return pictures


def test_undo_then_redo_passes_through_the_same_states(unit_of_work: UnitOfWork, database: Database) -> None:
    pictures = _build(unit_of_work, database)
    for expected in reversed(pictures[:-1]):
        unit_of_work.undo()
        assert picture(database) == expected
    for expected in pictures[1:]:
        unit_of_work.redo()
        assert picture(database) == expected


def test_several_steps_at_once_are_all_or_none(unit_of_work: UnitOfWork, database: Database) -> None:
    pictures = _build(unit_of_work, database)
    change = unit_of_work.undo(4)
    assert picture(database) == pictures[0]
    assert (change.name, len(change.opportunities)) == ("Add", 1200)
    with pytest.raises(NothingToRedoError):
        unit_of_work.redo(5)
    assert picture(database) == pictures[0]
    unit_of_work.redo(4)
    assert picture(database) == pictures[-1]
    with pytest.raises(NothingToUndoError):
        unit_of_work.undo(5)
    assert picture(database) == pictures[-1]


def test_steps_meant_one_by_one_are_undone_only_without_others(unit_of_work: UnitOfWork, database: Database) -> None:
    pictures = _build(unit_of_work, database)
    with pytest.raises(OtherStepsError):
        unit_of_work.undo(2, only=[2, 4])
    assert picture(database) == pictures[-1]
    unit_of_work.undo(2, only=[3, 4])
    assert picture(database) == pictures[2]


def test_undo_works_after_a_restart(unit_of_work: UnitOfWork, database: Database, clock: FixedClock) -> None:
    pictures = _build(unit_of_work, database)
    unit_of_work.close()
    again = Database.open(database.path, clock=clock)
    with contextlib.closing(UnitOfWork(again, clock)) as other:
        other.undo(2)
        assert picture(again) == pictures[2]
        other.redo()
        assert picture(again) == pictures[3]


def test_a_new_step_drops_the_undone_ones(unit_of_work: UnitOfWork, database: Database) -> None:
    _build(unit_of_work, database)
    unit_of_work.undo()
    with unit_of_work.step("Another way") as work:
        stored.insert(work, "contact", name="Ada")
    with pytest.raises(NothingToRedoError):
        unit_of_work.redo()
    with contextlib.closing(database.connect()) as connection:
        states = [row[0] for row in connection.execute("SELECT state FROM step ORDER BY id")]
    assert states == ["done", "done", "done", "dropped", "done"]


@pytest.mark.parametrize(
    "meddling",
    ["UPDATE next_action SET what = 'mine'", "DELETE FROM next_action"],
    ids=["changed", "gone"],
)
def test_undo_refuses_when_the_row_has_changed_since(
    unit_of_work: UnitOfWork, database: Database, meddling: str
) -> None:
    _build(unit_of_work, database)
    with contextlib.closing(database.connect(write=True)) as connection:
        connection.execute(meddling)
    before = picture(database)
    with pytest.raises(ChangedSinceError) as refusal:
        unit_of_work.undo()
    assert (refusal.value.table, refusal.value.row_id) == ("next_action", 2)
    assert "Delete and replace" in str(refusal.value)
    assert picture(database) == before


def test_redo_refuses_when_the_row_has_changed_since(unit_of_work: UnitOfWork, database: Database) -> None:
    _build(unit_of_work, database)
    unit_of_work.undo(3)
    with contextlib.closing(database.connect(write=True)) as connection:
        connection.execute("UPDATE contact SET note = 'mine' WHERE id = 1")
    with pytest.raises(ChangedSinceError):
        unit_of_work.redo()


def test_undo_stops_at_a_sealed_step(unit_of_work: UnitOfWork, database: Database) -> None:
    _build(unit_of_work, database)
    with contextlib.closing(database.connect(write=True)) as connection:
        connection.execute("UPDATE step SET state = 'sealed' WHERE id = 3")
    unit_of_work.undo()
    with pytest.raises(NothingToUndoError):
        unit_of_work.undo()


def test_nothing_to_undo_is_said_plainly(unit_of_work: UnitOfWork) -> None:
    with pytest.raises(NothingToUndoError, match="Nothing to undo"):
        unit_of_work.undo()
    with pytest.raises(NothingToRedoError, match="Nothing to redo"):
        unit_of_work.redo()


def test_a_steps_name_follows_the_language(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Moved {name} to {stage}", name="{hostile}", stage=words("Lead")) as work:
        stored.insert(work, "contact", name="x")
    assert work.change.label == "Moved {hostile} to Lead"
    set_language("fr")
    try:
        assert unit_of_work.undo().label == "Déplacement vers Piste ({hostile})"
    finally:
        set_language("en")


# -- Steps larger than what is held in memory ------------------------------------------------------

_LARGE = 2500


def _add_people(unit_of_work: UnitOfWork, count: int) -> None:
    with unit_of_work.step("Import") as work:
        for start in range(0, count, 500):
            contacts = stored.insert_many(work, "contact", [{"name": f"n{start + one}"} for one in range(500)])
            stored.insert_many(work, "opportunity", [{"contact_id": one, "stage_id": 1} for one in contacts])
        work.rename("Imported {count} people", count=count)


def test_a_large_step_is_undone_and_redone_whole(unit_of_work: UnitOfWork, database: Database) -> None:
    before = picture(database)
    _add_people(unit_of_work, _LARGE)
    after = picture(database)
    assert unit_of_work.undo().label == f"Imported {_LARGE:,} people"
    assert picture(database) == before
    assert len(unit_of_work.redo().opportunities) == _LARGE
    assert picture(database) == after


@pytest.mark.parametrize("row_id", [1, _LARGE // 2, _LARGE])
def test_one_changed_row_anywhere_in_a_large_step_keeps_all_of_it(
    unit_of_work: UnitOfWork, database: Database, row_id: int
) -> None:
    _add_people(unit_of_work, _LARGE)
    with contextlib.closing(database.connect(write=True)) as connection:
        connection.execute("UPDATE contact SET note = 'mine' WHERE id = ?", (row_id,))
    before = picture(database)
    with pytest.raises(ChangedSinceError) as refusal:
        unit_of_work.undo()
    assert (refusal.value.table, refusal.value.row_id) == ("contact", row_id)
    assert picture(database) == before


def _fail_late(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Import") as work:
        stored.insert_many(work, "contact", [{"name": str(one)} for one in range(_LARGE)])
        stored.get(work, "contact", 10 * _LARGE)


def test_a_large_step_that_fails_leaves_nothing_and_drops_nothing(unit_of_work: UnitOfWork, database: Database) -> None:
    _build(unit_of_work, database)
    undone = picture(database)
    unit_of_work.undo()
    before = picture(database)
    with pytest.raises(NotFoundError):
        _fail_late(unit_of_work)
    assert picture(database) == before
    unit_of_work.redo()
    assert picture(database) == undone


def test_the_memory_a_step_takes_hardly_grows_with_its_size(unit_of_work: UnitOfWork) -> None:
    def peak(count: int) -> int:
        """Bytes at most in use while so many are added, undone and redone."""
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        _add_people(unit_of_work, count)
        unit_of_work.undo()
        unit_of_work.redo()
        return tracemalloc.get_traced_memory()[1] - before

    tracemalloc.start()
    try:
        small, large = peak(500), peak(2500)
    finally:
        tracemalloc.stop()
    # What was touched is told by its ids, so a few hundred bytes a row remain; the rows' images took two thousand.
    assert (large - small) / 2000 < 800, (small, large)

"""A step is whole or nothing, named, and journalled."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from uuid import UUID

import pytest

from funneltui import i18n
from funneltui.clock import FixedClock
from funneltui.errors import NotFoundError
from funneltui.storage import derived, outcome
from funneltui.storage.database import Database
from funneltui.storage.errors import (
    BusyError,
    DamagedFileError,
    ReadOnlyFileError,
    RowRefusedError,
    StorageFullError,
    VanishedFileError,
)
from funneltui.storage.unit_of_work import UnitOfWork, Work
from tests import stored


def _rows(database: Database, statement: str) -> list[tuple[object, ...]]:
    with contextlib.closing(database.connect()) as connection:
        return connection.execute(statement).fetchall()


def _add(work: Work, name: str = "Ada", stage_id: int = 1, amount: int | None = None, **more: str | int | None) -> int:
    contact = stored.insert(work, "contact", name=name)
    return stored.insert(work, "opportunity", contact_id=contact, stage_id=stage_id, amount=amount, **more)


def test_a_step_that_raises_leaves_nothing(unit_of_work: UnitOfWork, database: Database) -> None:
    with contextlib.suppress(ZeroDivisionError), unit_of_work.step("Add") as work:
        _add(work)
        1 / 0  # noqa: B018
    assert _rows(database, "SELECT (SELECT count(*) FROM contact) + (SELECT count(*) FROM step)") == [(0,)]


def test_a_step_tells_what_it_touched_and_made(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Add {name}", name="Ada") as work:
        opportunity = _add(work)
    assert work.change.step_id == 1
    assert work.change.created == (opportunity,)
    assert work.change.opportunity == opportunity
    assert work.change.contacts == {1}
    assert work.change.label == "Add Ada"


def test_a_step_that_changes_nothing_is_not_kept(unit_of_work: UnitOfWork, database: Database) -> None:
    with unit_of_work.step("Add") as work:
        _add(work)
    unit_of_work.undo()
    with unit_of_work.step("Look") as work:
        pass
    assert work.change.step_id is None
    assert _rows(database, "SELECT name, state FROM step") == [("Add", "undone")], "redo must still be possible"


def test_an_update_to_the_same_values_is_no_change(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Add") as work:
        _add(work)
    with unit_of_work.step("Edit") as work:
        stored.update(work, "contact", 1, name="Ada")
    assert work.change.step_id is None


def test_a_step_can_be_named_once_it_is_known_what_it_comes_to(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Add") as work:
        _add(work)
        work.rename("Add {count} cards", count=1)
    assert work.change.label == "Add 1 cards"


def test_a_day_in_the_name_of_a_step_is_written_as_its_reader_writes_days(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Park until {day}", day=outcome.day("2026-12-01")) as work:
        _add(work)
    assert work.change.label == "Park until 1\xa0December 2026"
    i18n.set_language("fr")
    assert outcome.step_label("{day}", {"day": outcome.day("2026-12-01")}) == "1er\xa0décembre 2026"


def test_rows_get_a_uid_dates_and_a_folded_name(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Add") as work:
        first = stored.get(work, "contact", stored.insert(work, "contact", name="Élodie  LEFÈVRE"))
        other = stored.get(
            work, "contact", stored.insert(work, "contact", name="b", uid="given", created_at="2020-01-01T00:00:00Z")
        )
        stored.update(work, "contact", 2, name="Çelik")
        renamed = stored.get(work, "contact", 2)
    assert UUID(str(first["uid"])).version == 7
    assert first["created_at"] == first["updated_at"] == "2026-11-22T11:00:00Z"
    assert first["folded_name"] == "elodie lefevre"
    assert (other["uid"], other["created_at"]) == ("given", "2020-01-01T00:00:00Z")
    assert renamed["folded_name"] == "celik"


def test_ids_are_never_used_again(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Add") as work:
        first = stored.insert(work, "contact", name="Ada")
    with unit_of_work.step("Remove") as work:
        stored.delete(work, "contact", first)
        second = stored.insert(work, "contact", name="Bob")
    assert second > first


def test_unknown_columns_and_rows_are_refused(unit_of_work: UnitOfWork) -> None:
    with pytest.raises(KeyError), unit_of_work.step("Add") as work:
        stored.insert(work, "contact", nom="Ada")
    with pytest.raises(NotFoundError), unit_of_work.step("Edit") as work:
        stored.update(work, "contact", 99, name="Ada")


@pytest.mark.parametrize(
    "column_and_value",
    [("market", "b2x"), ("tags", "{"), ("source_on", "22/11/2026"), ("opposed", 2), ("name", None)],
)
def test_the_schema_refuses_what_slipped_through(
    unit_of_work: UnitOfWork, database: Database, column_and_value: tuple[str, str | int | None]
) -> None:
    values = {"name": "Ada", column_and_value[0]: column_and_value[1]}
    with pytest.raises(RowRefusedError), unit_of_work.step("Add") as work:
        stored.insert(work, "contact", **values)
    assert _rows(database, "SELECT count(*) FROM contact") == [(0,)]


def test_a_card_is_one_row_of_all_the_board_shows(unit_of_work: UnitOfWork, database: Database) -> None:
    with unit_of_work.step("Add") as work:
        organization = stored.insert(work, "organization", name="Asso Lumière")
        opportunity = _add(work, amount=320000, title="Film")
        stored.update(work, "contact", 1, organization_id=organization)
        stored.insert(work, "next_action", opportunity_id=opportunity, due_on="2026-11-25", what="call")
        stored.insert(work, "answer", opportunity_id=opportunity, criterion_id=1, answer="yes")
        for at, direction in [("2026-11-01T09:00:00Z", "in"), ("2026-11-10T09:00:00Z", "out")]:
            stored.insert(work, "touch", contact_id=1, happened_at=at, channel="email", direction=direction)
    columns = "organization, amount, due_on, what, yes_count, no_count, unanswered, last_in_at, last_touch_at"
    assert _rows(database, f"SELECT {columns} FROM card") == [
        ("Asso Lumière", 320000, "2026-11-25", "call", 1, 0, 1, "2026-11-01T09:00:00Z", "2026-11-10T09:00:00Z")
    ]
    with unit_of_work.step("Rename the organization") as work:
        stored.update(work, "organization", organization, name="Lumière")
    assert work.change.opportunities == {opportunity}
    assert _rows(database, "SELECT organization FROM card") == [("Lumière",)]


def test_binned_cards_leave_the_board_and_its_totals(unit_of_work: UnitOfWork, database: Database) -> None:
    with unit_of_work.step("Add") as work:
        first = _add(work, amount=100)
        _add(work, amount=250)
    totals = "SELECT stage_id, currency, month, cards, amount FROM stage_total ORDER BY 1"
    assert _rows(database, totals) == [(1, "EUR", "", 2, 350)]
    with unit_of_work.step("Bin") as work:
        stored.update(work, "opportunity", first, binned_at=work.now)
    assert _rows(database, totals) == [(1, "EUR", "", 1, 250)]


def test_totals_follow_moves_values_currencies_and_closing(unit_of_work: UnitOfWork, database: Database) -> None:
    with unit_of_work.step("Add") as work:
        _add(work, amount=100)
        _add(work, amount=None)
    with unit_of_work.step("Move") as work:
        stored.update(work, "opportunity", 1, stage_id=5, closed_on="2026-11-20", won_amount=120, currency="USD")
    totals = "SELECT stage_id, currency, month, cards, amount FROM stage_total ORDER BY 1"
    assert _rows(database, totals) == [(1, "EUR", "", 1, 0), (5, "USD", "2026-11", 1, 120)]
    with contextlib.closing(database.connect()) as connection:
        assert derived.differences(connection) == ()


def test_derived_tables_can_be_compared_and_made_again(unit_of_work: UnitOfWork, database: Database) -> None:
    with unit_of_work.step("Add") as work:
        _add(work, amount=100)
        _add(work, amount=250)
    with contextlib.closing(database.connect(write=True)) as connection:
        connection.execute("UPDATE stage_total SET cards = 7")
        assert derived.differences(connection) == ("stage_total",)
        connection.execute("DELETE FROM card WHERE opportunity_id = 1")
        assert "card" in derived.differences(connection)
        connection.execute("DELETE FROM stage_total")
        derived.rebuild(connection)
        connection.execute("DELETE FROM stage_total WHERE cards < 1")
        assert derived.differences(connection) == ()


def test_archiving_a_criterion_makes_every_card_again(unit_of_work: UnitOfWork, database: Database) -> None:
    with unit_of_work.step("Add") as work:
        stored.insert(work, "answer", opportunity_id=_add(work), criterion_id=1, answer="yes")
    with unit_of_work.step("Archive") as work:
        stored.update(work, "criterion", 1, archived=1)
    assert work.change.structure
    assert _rows(database, "SELECT yes_count FROM card") == [(0,)]


def test_two_threads_take_turns(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Add") as work:
        _add(work, amount=0)

    def count_up() -> None:
        for _ in range(20):
            with unit_of_work.step("Count") as work:
                amount = stored.get(work, "opportunity", 1)["amount"]
                assert isinstance(amount, int)
                stored.update(work, "opportunity", 1, amount=amount + 1)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with unit_of_work.step("Look") as work:
        assert stored.get(work, "opportunity", 1)["amount"] == 80


def test_closing_waits_for_the_step_in_hand(unit_of_work: UnitOfWork, database: Database) -> None:
    with unit_of_work.step("Add") as work:
        closing = threading.Thread(target=unit_of_work.close)
        closing.start()
        closing.join(0.1)  # were it not to wait, this would be enough to lose the file
        _add(work)
    closing.join()
    assert _rows(database, "SELECT count(*) FROM contact") == [(1,)]


def test_a_file_that_another_program_holds_is_busy(database: Database, clock: FixedClock) -> None:
    with contextlib.closing(database.connect(write=True)) as other:
        other.execute("BEGIN IMMEDIATE")
        mine = UnitOfWork(database, clock, patience=0)
        with pytest.raises(BusyError), mine.step("Add") as work:
            _add(work)
        mine.close()


def test_a_file_that_another_program_lets_go_of_is_written(
    database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = UnitOfWork(database, clock)
    with contextlib.closing(database.connect(write=True)) as other, contextlib.closing(mine):
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr("funneltui.storage.engine.time.sleep", lambda _seconds: other.execute("ROLLBACK"))
        with mine.step("Add") as work:
            _add(work)
    assert _rows(database, "SELECT count(*) FROM contact") == [(1,)]


def test_a_full_disk_changes_nothing(database: Database, clock: FixedClock) -> None:
    mine = UnitOfWork(database, clock)
    with mine.step("Add") as work:
        _add(work)
    with contextlib.closing(mine.engine().raw_connection()) as connection:
        connection.cursor().execute("PRAGMA max_page_count = 1")
    with pytest.raises(StorageFullError), mine.step("Add much") as work:
        stored.insert_many(work, "contact", [{"name": "x" * 1000} for _ in range(500)])
    assert _rows(database, "SELECT count(*) FROM contact") == [(1,)]
    mine.close()


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (sqlite3.SQLITE_READONLY, ReadOnlyFileError),
        (sqlite3.SQLITE_CORRUPT, DamagedFileError),
        (sqlite3.SQLITE_MISUSE, sqlite3.OperationalError),
    ],
)
def test_sqlites_failures_are_put_in_plain_words(unit_of_work: UnitOfWork, code: int, meaning: type[Exception]) -> None:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    with pytest.raises(meaning), unit_of_work.step("Add"):
        raise error


def _refer_to_nobody(unit_of_work: UnitOfWork) -> None:
    with unit_of_work.step("Add") as work:
        stored.insert(work, "opportunity", contact_id=999, stage_id=1)


def test_a_step_that_refers_to_nothing_fails_at_its_end_and_leaves_nothing(
    unit_of_work: UnitOfWork, database: Database
) -> None:
    with pytest.raises(RowRefusedError):
        _refer_to_nobody(unit_of_work)
    assert _rows(database, "SELECT count(*) FROM opportunity") == [(0,)]
    assert _rows(database, "SELECT count(*) FROM step") == [(0,)]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'contact'",
        "DELETE FROM sqlite_sequence WHERE name = 'contact'",
        "UPDATE sqlite_sequence SET seq = 0 WHERE name IN ('opportunity', 'step', 'change')",
    ],
)
def test_what_only_a_damaged_file_refuses_is_told_as_damage(
    unit_of_work: UnitOfWork, database: Database, damage: str
) -> None:
    def add(name: str) -> None:
        with unit_of_work.step("Add") as work:
            stored.insert(work, "opportunity", contact_id=stored.insert(work, "contact", name=name), stage_id=1)

    add("Ada")
    unit_of_work.close()
    with contextlib.closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
        connection.execute(damage)
    with pytest.raises(DamagedFileError):
        add("Bob")
    assert _rows(database, "SELECT name FROM contact") == [("Ada",)]


# -- The first step -------------------------------------------------------------------------------


def test_a_rehearsal_leaves_nothing_and_what_follows_is_written(unit_of_work: UnitOfWork, database: Database) -> None:
    def scene() -> None:
        with unit_of_work.step("Rehearse") as work:
            _add(work, "Nobody")
        unit_of_work.undo()

    unit_of_work.rehearse(scene)
    everything = "SELECT (SELECT count(*) FROM contact) + (SELECT count(*) FROM step)"
    assert _rows(database, everything) == [(0,)]
    with unit_of_work.step("Add") as work:
        _add(work, "Ada")
    assert _rows(database, "SELECT name FROM contact") == [("Ada",)]


def test_a_rehearsal_says_nothing_of_a_file_that_is_gone(unit_of_work: UnitOfWork, database: Database) -> None:
    for one in database.path.parent.glob("funnel.db*"):
        one.unlink()
    unit_of_work.rehearse(lambda: None)
    assert unit_of_work.settle(), "there is nothing to try again for"
    with pytest.raises(VanishedFileError), unit_of_work.step("Add") as work:
        _add(work)

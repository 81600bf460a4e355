"""The digests: kept whatever is done, and another one for every figure that is another."""

from __future__ import annotations

import contextlib
import random
import sqlite3

import pytest

from funneltui.errors import NotFoundError
from funneltui.storage import digest
from funneltui.storage.database import Database
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored


def _differing(database: Database) -> tuple[str, ...]:
    with contextlib.closing(sqlite3.connect(database.path)) as connection:
        return digest.differing(connection)


def _fill(unit_of_work: UnitOfWork, people: int = 20) -> list[int]:
    with unit_of_work.step("Add") as work:
        contacts = stored.insert_many(work, "contact", [{"name": f"Person {number}"} for number in range(people)])
        stored.insert_many(work, "opportunity", [{"contact_id": one, "stage_id": 1, "amount": one} for one in contacts])
    return contacts


def test_every_change_keeps_the_digests(database: Database, unit_of_work: UnitOfWork) -> None:
    assert _differing(database) == ()
    contacts = _fill(unit_of_work, 600)  # many at a time are counted in another way
    assert _differing(database) == ()
    with unit_of_work.step("Everything at once") as work:
        made = stored.insert(work, "contact", name="Made and changed")
        stored.update(work, "contact", made, name="Changed")
        gone = stored.insert(work, "contact", name="Made and removed")
        stored.delete(work, "contact", gone)
        stored.update(work, "contact", contacts[0], note="é" * 100)
    assert _differing(database) == ()
    with pytest.raises(NotFoundError), unit_of_work.step("Fails") as work:  # noqa: PT012 - the whole of it fails
        stored.update(work, "contact", contacts[1], name="No")
        stored.insert(work, "contact", name="No")
        stored.get(work, "contact", 10**6)
    assert _differing(database) == ()
    for _number in range(2):
        unit_of_work.undo(2)
        assert _differing(database) == ()
        unit_of_work.redo(2)
        assert _differing(database) == ()
    unit_of_work.erase(contacts[2], oppose=True, organization=True)
    unit_of_work.scrub()
    assert _differing(database) == ()


def test_another_value_is_noticed_wherever_it_stands(database: Database, unit_of_work: UnitOfWork) -> None:
    _fill(unit_of_work)
    unit_of_work.close()
    dice = random.Random(3)
    with contextlib.closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
        for table in ("contact", "opportunity", "step", "change", "stage"):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
            for column in columns:
                connection.execute("BEGIN")
                connection.execute("PRAGMA ignore_check_constraints = ON")
                ids = [row[0] for row in connection.execute(f"SELECT id FROM {table}")]
                other = f"UPDATE {table} SET {column} = CASE typeof({column}) WHEN 'integer' THEN {column} + 1000"
                with contextlib.suppress(sqlite3.IntegrityError):
                    connection.execute(
                        f"{other} ELSE ifnull({column}, '') || 'x' END WHERE id = ?", (dice.choice(ids),)
                    )
                    assert digest.differing(connection) == (table,), column
                connection.execute("ROLLBACK")


def test_a_file_without_digests_gets_them_as_it_is_written(database: Database, unit_of_work: UnitOfWork) -> None:
    with contextlib.closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM profile WHERE key LIKE 'digest:%'")
    assert _differing(database) == ()
    contacts = _fill(unit_of_work)
    with unit_of_work.step("Change") as work:
        stored.update(work, "contact", contacts[0], name="Other")
    with contextlib.closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
        kept = {key for (key,) in connection.execute("SELECT key FROM profile WHERE key LIKE 'digest:%'")}
        assert kept == {"digest:contact", "digest:opportunity", "digest:step", "digest:change"}
        digest.renew(connection)
        assert digest.differing(connection) == ()

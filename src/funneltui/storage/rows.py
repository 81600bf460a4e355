"""Rows of the journalled tables inside one transaction, as plain dictionaries.

Knows which cards each written row makes stale, so that whoever ends the transaction can make just
those again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Connection

from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.storage import derived
from funneltui.storage.tables import JOURNALLED
from funneltui.storage.uids import derived_uid

__all__ = ["COLUMNS", "DEFAULTS", "FILLED_IN", "Row", "Rows", "Value"]

Value: TypeAlias = str | int | None
Row: TypeAlias = dict[str, Value]

COLUMNS: dict[str, tuple[str, ...]] = {
    name: tuple(model.__table__.columns.keys())  # type: ignore[attr-defined]
    for name, model in JOURNALLED.items()
}
"""The columns of each journalled table, in order."""
DEFAULTS: dict[str, Row] = {
    name: {column: field.default for column, field in model.model_fields.items() if not field.is_required()}
    for name, model in JOURNALLED.items()
}
"""What a column holds when nothing is said, for each journalled table."""
_BY_US = ("uid", "folded_name", "stage_since", "created_at", "updated_at")
FILLED_IN = {name: tuple(column for column in _BY_US if column in columns) for name, columns in COLUMNS.items()}
"""The columns that a new row need not name though they have no default, for each journalled table."""
_VALUES = {name: itemgetter(*columns) for name, columns in COLUMNS.items()}
_INSERT = {
    name: f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})"
    for name, columns in COLUMNS.items()
}
_SELECT = {name: f"SELECT {', '.join(columns)} FROM {name}" for name, columns in COLUMNS.items()}
_STRUCTURE = frozenset({"stage", "criterion", "stage_criterion", "loss_reason"})
_INDEXED = frozenset({"title", "tags", "note", "binned_at", "contact_id"})
"""What the index of a contact holds of its opportunities."""


class Rows:
    """The rows as one transaction sees them.

    Statements go to the driver as they are: for a step of one card, SQLAlchemy's preparing and
    wrapping would cost several times what SQLite does.

    Args:
        connection: An SQLAlchemy connection inside a transaction.
    """

    def __init__(self, connection: Connection) -> None:
        driver = connection.connection.driver_connection
        if driver is None:  # pragma: no cover - only on a connection already closed
            raise RuntimeError
        self._driver: sqlite3.Connection = driver
        self.opportunities: set[int] = set()
        """Opportunities that were written, or whose card reads what was written."""
        self.contacts: set[int] = set()
        """Contacts whose rows were written."""
        self.structure = False
        """Whether stages, criteria or loss reasons were written."""
        self._stale_grid = False
        self._stale_contacts: set[int] = set()
        self._stale_organizations: set[int] = set()
        self._retitled: set[int] = set()

    @property
    def driver(self) -> sqlite3.Connection:
        """The connection of the transaction, for reading, and for the journal."""
        return self._driver

    def get(self, table: str, row_id: int) -> Row:
        """One row.

        Raises:
            NotFoundError: There is none of that id.
        """
        found = self._driver.execute(f"{_SELECT[table]} WHERE id = ?", (row_id,)).fetchone()
        if found is None:
            raise NotFoundError(N_("{table} {id} doesn't exist."), table=table, id=row_id)
        return dict(zip(COLUMNS[table], found, strict=True))

    def find(self, table: str, **equal: Value) -> list[Row]:
        """The rows whose columns hold these values, oldest first."""
        where = " AND ".join(f"{column} {'IS' if value is None else '='} ?" for column, value in equal.items())
        statement = f"{_SELECT[table]} WHERE {where or '1'} ORDER BY id"
        return self._rows(table, self._driver.execute(statement, tuple(equal.values())))

    def many(self, table: str, ids: Iterable[int]) -> dict[int, Row]:
        """The rows of these ids that exist, by id."""
        statement = f"{_SELECT[table]} WHERE id IN (SELECT value FROM json_each(?))"
        found = self._rows(table, self._driver.execute(statement, (json.dumps(list(ids)),)))
        return {_id(row["id"]): row for row in found}

    def first_other(self, table: str, images: Mapping[int, Row | None]) -> int | None:
        """The first of these ids whose row is not what its image says (None: no row); None when all are.

        An image that was written before a column was there says nothing of it.
        """
        statement = f"{_SELECT[table]} WHERE id IN (SELECT value FROM json_each(?))"
        present = {values[0]: values for values in self._driver.execute(statement, (json.dumps(list(images)),))}
        width = len(COLUMNS[table])
        for row_id, image in images.items():
            found = present.get(row_id)
            if image is None or found is None:
                if image is not found:
                    return row_id
            elif len(image) == width:
                if _VALUES[table](image) != found:
                    return row_id
            elif any(image[name] != value for name, value in zip(COLUMNS[table], found, strict=True) if name in image):
                return row_id
        return None

    def completed(self, table: str, image: Row) -> Row:
        """A whole row from an image that was written before some of its columns were there."""
        if len(image) == len(COLUMNS[table]):
            return image
        row = {**DEFAULTS[table], **image}
        if "uid" in COLUMNS[table] and "uid" not in image:
            ((origin,),) = self.sql("SELECT value FROM profile WHERE key = 'origin'")
            row["uid"] = derived_uid(origin, table, _id(row["id"]))
        return row

    @staticmethod
    def _rows(table: str, found: Iterable[Iterable[Value]]) -> list[Row]:
        columns = COLUMNS[table]
        return [dict(zip(columns, values, strict=True)) for values in found]

    def sql(self, statement: str, parameters: Sequence[Value] = ()) -> list[Any]:
        """Rows of a SELECT of one's own, inside the transaction."""
        return self._driver.execute(statement, tuple(parameters)).fetchall()

    def next_id(self, table: str) -> int:
        """The next id of a table: never one that was used before."""
        found = self.sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
        return int(found[0][0]) + 1 if found else 1

    def put(self, table: str, rows: Sequence[Row]) -> None:
        """Insert whole rows, ids included."""
        if rows:
            self._driver.executemany(_INSERT[table], map(_VALUES[table], rows))
            self._mark_whole(table, rows)

    def change(self, table: str, before: Row, after: Row) -> None:
        """Write the columns in which `after` differs from `before`."""
        different = {name: value for name, value in after.items() if before[name] != value}
        columns = ", ".join(f"{name} = ?" for name in different)
        statement = f"UPDATE {table} SET {columns} WHERE id = ?"
        self._driver.execute(statement, (*different.values(), before["id"]))
        self._mark(table, (before, after))
        if table == "opportunity" and not different.keys().isdisjoint(_INDEXED):
            self._retitled.update((_id(before["contact_id"]), _id(after["contact_id"])))

    def remove(self, table: str, rows: Sequence[Row]) -> None:
        """Delete these rows, of which there is at least one."""
        self._driver.executemany(f"DELETE FROM {table} WHERE id = ?", [(row["id"],) for row in rows])
        self._mark_whole(table, rows)

    def refresh_derived(self) -> None:
        """Make the cards and the index of everything that was written again. Call it once, last."""
        if self._stale_organizations:
            found = self.sql(
                "SELECT id FROM contact WHERE organization_id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(self._stale_organizations)),),
            )
            self._stale_contacts.update(row[0] for row in found)
        if self._stale_contacts:
            found = self.sql(
                "SELECT id FROM opportunity WHERE contact_id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(self._stale_contacts)),),
            )
            self.opportunities.update(row[0] for row in found)
        if self._stale_grid:
            derived.rebuild_cards(self._driver)
        elif self.opportunities:
            derived.refresh(self._driver, self.opportunities)
        if self._stale_contacts or self._retitled:
            derived.refresh_search(self._driver, self._stale_contacts | self._retitled)

    def _mark_whole(self, table: str, rows: Sequence[Row]) -> None:
        self._mark(table, rows)
        if table == "opportunity":
            self._retitled.update(_id(row["contact_id"]) for row in rows)

    def _mark(self, table: str, rows: Iterable[Mapping[str, Value]]) -> None:
        if table in _STRUCTURE:
            self.structure = True
            self._stale_grid = self._stale_grid or table == "criterion"
        for row in rows:
            if table == "opportunity":
                self.opportunities.add(_id(row["id"]))
            elif row.get("opportunity_id") is not None:
                self.opportunities.add(_id(row["opportunity_id"]))
            if table == "contact":
                self.contacts.add(_id(row["id"]))
                self._stale_contacts.add(_id(row["id"]))
            elif table in {"touch", "contact_point"}:
                self.contacts.add(_id(row["contact_id"]))
                self._stale_contacts.add(_id(row["contact_id"]))
            elif table == "distinct_pair":
                self.contacts.update((_id(row["contact_id"]), _id(row["other_id"])))
            elif table == "organization":
                self._stale_organizations.add(_id(row["id"]))


def _id(value: Value) -> int:
    assert isinstance(value, int)
    return value

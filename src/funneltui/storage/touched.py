"""What a transaction has written, and which derived rows are stale because of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from funneltui.storage import derived

Value: TypeAlias = str | int | None
Image: TypeAlias = dict[str, Value]
"""A row of a journalled table, by the names of its columns."""

_STRUCTURE = frozenset({"stage", "criterion", "stage_criterion", "loss_reason"})
_INDEXED = frozenset({"title", "tags", "note", "binned_at", "contact_id"})
"""What the index of a contact holds of its deals."""


class Touched:
    """Collects what is written; whoever ends the transaction then makes just the stale cards again."""

    def __init__(self) -> None:
        self.opportunities: set[int] = set()
        """Deals that were written, or whose card reads what was written."""
        self.contacts: set[int] = set()
        """Contacts whose rows were written."""
        self.structure = False
        """Whether stages, criteria or loss reasons were written."""
        self._stale_grid = False
        self._stale_contacts: set[int] = set()
        self._stale_organizations: set[int] = set()
        self._retitled: set[int] = set()

    def whole(self, table: str, images: Iterable[Mapping[str, Value]]) -> None:
        """Rows came or went."""
        images = list(images)
        self._mark(table, images)
        if table == "opportunity":
            self._retitled |= _ids(images, "contact_id")

    def changed(self, table: str, before: Mapping[str, Value], after: Mapping[str, Value]) -> None:
        """A row is different."""
        self._mark(table, (before, after))
        if table == "opportunity" and any(before[name] != after[name] for name in _INDEXED):
            self._retitled.update((_id(before["contact_id"]), _id(after["contact_id"])))

    def refresh(self, connection: sqlite3.Connection) -> None:
        """Make the cards and the index of everything that was written again. Call it once, last."""
        if self._stale_organizations:
            self._stale_contacts |= _owned(connection, "contact", "organization_id", self._stale_organizations)
        if self._stale_contacts:
            self.opportunities |= _owned(connection, "opportunity", "contact_id", self._stale_contacts)
        if self._stale_grid:
            derived.rebuild_cards(connection)
        elif self.opportunities:
            derived.refresh(connection, self.opportunities)
        if self._stale_contacts or self._retitled:
            derived.refresh_search(connection, self._stale_contacts | self._retitled)

    def _mark(self, table: str, images: Sequence[Mapping[str, Value]]) -> None:
        if table in _STRUCTURE:
            self.structure = True
            self._stale_grid = self._stale_grid or table == "criterion"
        if table == "opportunity":
            self.opportunities |= _ids(images, "id")
        elif table == "contact":
            self._mark_contacts(_ids(images, "id"))
        elif table == "organization":
            self._stale_organizations |= _ids(images, "id")
        elif table == "distinct_pair":
            self.contacts |= _ids(images, "contact_id") | _ids(images, "other_id")
        else:
            self.opportunities |= _ids(images, "opportunity_id")
            if table in {"touch", "contact_point"}:
                self._mark_contacts(_ids(images, "contact_id"))

    def _mark_contacts(self, contacts: set[int]) -> None:
        self.contacts |= contacts
        self._stale_contacts |= contacts


def _owned(connection: sqlite3.Connection, table: str, column: str, owners: Iterable[int]) -> set[int]:
    """The rows of a table that refer to one of these."""
    statement = f"SELECT id FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"
    return {row[0] for row in connection.execute(statement, (json.dumps(sorted(owners)),))}


def _ids(images: Iterable[Mapping[str, Value]], column: str) -> set[int]:
    """What the rows hold in a column of ids, as far as they have it."""
    return {value for image in images if isinstance(value := image.get(column), int)}


def _id(value: Value) -> int:
    assert isinstance(value, int)
    return value

"""Rows of a funneltui export that are about somebody on the opposition list: left out, with all that is theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from typing import Protocol

from funneltui.storage.opposing import OppositionList
from funneltui.storage.reads.known import Query
from funneltui.storage.touched import Image

_OWNERS = {"contact_id": "contact", "other_id": "contact", "opportunity_id": "opportunity"}


class Document(Protocol):
    """An export of a funneltui file, read."""

    @property
    def tables(self) -> Mapping[str, Sized]:
        """The tables that it has rows of."""
        ...

    def rows(self, table: str) -> Iterable[Image]:
        """The rows of a table, oldest first."""
        ...


class LeftOut:
    """Who of a document was erased from this file, and what belongs to them.

    Args:
        document: What is to be imported.
        query: Reads the file.
    """

    def __init__(self, document: Document, query: Query) -> None:
        listed = OppositionList(query)
        self._rows: dict[str, set[object]] = {"contact": set(), "opportunity": set()}
        if listed:
            self._rows["contact"] = {
                point["contact_id"]
                for point in document.rows("contact_point")
                if listed.entries(str(point.get("kind")), str(point.get("normalized")))
            }
            self._rows["opportunity"] = {
                row["id"] for row in document.rows("opportunity") if row["contact_id"] in self._rows["contact"]
            }

    @property
    def deals(self) -> int:
        """How many deals are left out."""
        return len(self._rows["opportunity"])

    def without(self, table: str, row: Image) -> Image | None:
        """A row as it is to come in: as it is, without a reference to whoever stays out, or not at all (None)."""
        if not self._rows["contact"]:
            return row
        if row.get("id") in self._rows.get(table, ()):
            return None
        lost = {column for column, owner in _OWNERS.items() if row.get(column) in self._rows[owner]}
        if table == "contact" and row.get("introduced_by_id") in self._rows["contact"]:
            return {**row, "introduced_by_id": None}
        if table == "touch" and lost == {"opportunity_id"}:
            return {**row, "opportunity_id": None}
        return None if lost else row

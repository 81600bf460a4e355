"""What a row changes in a contact or an opportunity that is there already.

The file's word counts where it has one; what it leaves blank stays. Where a person came from stays what it
was, notes and tags grow, and a name is replaced only by one that says more (a name for an address, an id).
"""

from __future__ import annotations

import json
from collections.abc import Collection

from funneltui.domain.text import fold
from funneltui.interchange.records import PersonRecord
from funneltui.services.importing.entry import Entry
from funneltui.storage.reads import known
from funneltui.storage.reads.known import Query
from funneltui.storage.unit_of_work import Row, Value

__all__ = ["contact_changes", "deal_changes", "new_points", "point_rows"]

_CONTACT = (
    "name",
    "given_name",
    "family_name",
    "job_title",
    "address",
    "language",
    "source",
    "source_on",
    "note",
    "tags",
)
_DEAL = (
    "stage_id",
    "former_stage_id",
    "stage_since",
    "title",
    "amount",
    "currency",
    "won_amount",
    "expected_close",
    "closed_on",
    "note",
    "tags",
    "external_id",
    "lost_reason",
    "lost_note",
    "parked_until",
    "parked_why",
)
_CLOSING = ("closed_on", "won_amount", "lost_reason", "lost_note", "parked_until", "parked_why", "stage_since")


def contact_changes(query: Query, contact_id: int, record: PersonRecord) -> tuple[Row, bool]:
    """Columns of the contact that would be different, and whether its organization would be."""
    row = known.row(query, "contact", contact_id, _CONTACT)
    wanted: Row = {}
    for column in ("given_name", "family_name", "job_title", "address", "language"):
        if getattr(record, column):
            wanted[column] = getattr(record, column)
    if not row["source"] and record.source:
        wanted["source"] = record.source
    if not row["source_on"] and record.source_on:
        wanted["source_on"] = record.source_on.isoformat()
    if record.named_by == "name" and record.name != row["name"] and _says_less(query, contact_id, str(row["name"])):
        wanted["name"] = record.name
    wanted["note"] = _grown(row["note"], record.note)
    if not record.deal_note:
        wanted["tags"] = _more_tags(row["tags"], record.tags)
    changes = {column: value for column, value in wanted.items() if value != row[column]}
    named = record.folded_organization
    return changes, bool(named) and row["organization"] != named


def _says_less(query: Query, contact_id: int, name: str) -> bool:
    """Whether a contact is called by its address or number for want of a name."""
    folded = fold(name)
    return "@" in name or any(fold(value) == folded for value in known.identifiers(query, contact_id))


def new_points(query: Query, contact_id: int, record: PersonRecord) -> list[Row]:
    """Ways to reach the contact that it does not have yet."""
    if not (record.emails or record.phones or record.links):
        return []
    return point_rows(contact_id, record, known.points_of(query, contact_id))


def point_rows(contact_id: int, record: PersonRecord, there: Collection[tuple[str, str]] = ()) -> list[Row]:
    """Rows of `contact_point` for a record's ways to be reached, but for those that are there: kind and value."""
    rows: list[Row] = []
    for kind, reaches in record.reaches:
        position = sum(1 for one in there if one[0] == kind)
        for reach in reaches:
            if (kind, reach.normalized) not in there:
                rows.append(
                    {
                        "contact_id": contact_id,
                        "kind": kind,
                        "value": reach.value,
                        "normalized": reach.normalized,
                        "label": reach.label,
                        "position": position,
                    }
                )
                position += 1
    return rows


def deal_changes(query: Query, deal_id: int, entry: Entry, live: frozenset[int]) -> tuple[Row, int]:
    """Columns of the opportunity that would be different, and the stage it would leave (0: it stays).

    Args:
        query: Reads the file.
        deal_id: The opportunity.
        entry: What the row says.
        live: Stages whose cards are on their way: the one a card came from is remembered.
    """
    row = known.row(query, "opportunity", deal_id, _DEAL)
    new = entry.values
    wanted: dict[str, Value] = {}
    for column in ("title", "expected_close", "external_id"):
        if new[column]:
            wanted[column] = new[column]
    if new["amount"] is not None:
        wanted |= {"amount": new["amount"], "currency": new["currency"]}
    wanted["note"] = _grown(row["note"], str(new["note"]))
    tags = json.loads(str(new["tags"]))
    wanted["tags"] = _more_tags(row["tags"], tuple(map(str, tags)))
    leaves = int(row["stage_id"]) if entry.named and row["stage_id"] != entry.stage.id else 0
    if leaves:
        wanted |= {column: new[column] for column in _CLOSING}
        wanted["stage_id"] = entry.stage.id
        if leaves in live:
            wanted["former_stage_id"] = leaves
    elif entry.named and entry.stage.kind == "won" and new["won_amount"] is not None:
        wanted["won_amount"] = new["won_amount"]
    return {column: value for column, value in wanted.items() if value != row[column]}, leaves


def _grown(before: object, more: str) -> str:
    """A note with the lines that it does not have yet."""
    text = str(before)
    there = set(text.splitlines())
    lines = [line for line in more.splitlines() if line.strip() and line not in there]
    return "\n".join([text, *lines] if text else lines) if lines else text


def _more_tags(before: object, more: tuple[str, ...]) -> str:
    there = json.loads(str(before))
    new = [tag for tag in more if tag not in there]
    return json.dumps(there + new, ensure_ascii=False) if new else str(before)

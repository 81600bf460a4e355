"""Who an e-mail is from or to, and what of it is written down already."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class KnownAddress(NamedTuple):
    """An e-mail address of a contact that is not in the bin."""

    address: str
    contact_id: int
    name: str
    folded_name: str


class Logged(NamedTuple):
    """An exchange by e-mail that somebody wrote down."""

    id: int
    contact_id: int
    direction: str
    happened_at: str


def addresses(connection: sqlite3.Connection) -> Iterable[KnownAddress]:
    """Every known address, the contacts with the latest exchange first."""
    rows = connection.execute(
        "SELECT p.normalized, c.id, c.name, c.folded_name FROM contact_point p JOIN contact c ON c.id = p.contact_id"
        " WHERE p.kind = 'email' AND c.binned_at IS NULL"
        " ORDER BY (SELECT max(happened_at) FROM touch WHERE contact_id = c.id) DESC NULLS LAST, c.id"
    )
    return map(KnownAddress._make, rows)


def keys(connection: sqlite3.Connection) -> list[str]:
    """The keys that the identifiers of messages were hashed with, the oldest first."""
    rows = connection.execute(
        "SELECT substr(external_id, 1, instr(external_id, ':') - 1), min(id) FROM touch"
        " WHERE external_id IS NOT NULL AND instr(external_id, ':') > 1 GROUP BY 1 ORDER BY 2"
    )
    return [str(key) for key, _first in rows]


def logged(connection: sqlite3.Connection, external_ids: Iterable[str]) -> set[str]:
    """Which of these messages are written down."""
    rows = connection.execute(
        "SELECT external_id FROM touch WHERE external_id IS NOT NULL"
        " AND external_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(external_ids)),),
    )
    return {str(external_id) for (external_id,) in rows}


def present(connection: sqlite3.Connection, contact_ids: Iterable[int]) -> set[int]:
    """Those of these contacts who are still there."""
    rows = connection.execute(
        "SELECT id FROM contact WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(contact_ids)),)
    )
    return {int(number) for (number,) in rows}


def typed(connection: sqlite3.Connection, contact_ids: Iterable[int]) -> list[Logged]:
    """What these contacts have of exchanges by e-mail that were written down by hand."""
    rows = connection.execute(
        "SELECT id, contact_id, direction, happened_at FROM touch WHERE external_id IS NULL AND channel = 'email'"
        " AND contact_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(contact_ids)),),
    )
    return [Logged._make(row) for row in rows]


def deals(connection: sqlite3.Connection, contact_ids: Iterable[int]) -> dict[int, int]:
    """Contact → the deal an e-mail belongs to: one that is worked on, then parked, then any; the latest touched."""
    rows = connection.execute(
        "SELECT o.contact_id, o.id FROM opportunity o JOIN stage s ON s.id = o.stage_id"
        " WHERE o.binned_at IS NULL AND o.contact_id IN (SELECT value FROM json_each(?))"
        " ORDER BY CASE s.kind WHEN 'open' THEN 0 WHEN 'suspect' THEN 0 WHEN 'parked' THEN 1 ELSE 2 END,"
        " (SELECT max(happened_at) FROM touch WHERE opportunity_id = o.id) DESC NULLS LAST, o.id DESC",
        (json.dumps(list(contact_ids)),),
    )
    chosen: dict[int, int] = {}
    for contact_id, opportunity_id in rows:
        chosen.setdefault(int(contact_id), int(opportunity_id))
    return chosen

"""Everything that is held on one person, as the tables have it: for their right of access, and before they are erased.

Rows are taken whole, so that a column added later is disclosed without anybody thinking of it; only what is the
file's own (numbers of other rows, names folded for searching) is left out.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from funneltui.errors import NotFoundError
from funneltui.i18n import N_

_OWN = frozenset(
    "uid folded_name normalized contact_id other_id opportunity_id organization_id introduced_by_id stage_id"
    " former_stage_id criterion_id from_stage_id to_stage_id".split()
)
_LISTS = frozenset({"tags", "opposed_channels", "missing", "files"})
_FLAGS = frozenset({"opposed", "discarded_untried", "gave", "current"})


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is held on somebody."""

    contact_id: int
    name: str
    cards: int
    exchanges: int
    actions: int
    """Planned, done and dropped ones."""
    answers: int
    ways: int
    """Addresses, numbers and links."""
    parts: int
    """Other people's cards on which they have a part."""
    addresses: int
    """E-mail addresses, phone numbers and LinkedIn profiles: what an opposition list can know them by."""
    alone: str
    """Their organization, when nobody else belongs to it; else empty."""


_HOLDINGS = """
SELECT c.id, c.name,
  (SELECT count(*) FROM opportunity o WHERE o.contact_id = c.id),
  (SELECT count(*) FROM touch t WHERE t.contact_id = c.id),
  (SELECT count(*) FROM opportunity o JOIN next_action n ON n.opportunity_id = o.id WHERE o.contact_id = c.id),
  (SELECT count(*) FROM opportunity o JOIN answer a ON a.opportunity_id = o.id WHERE o.contact_id = c.id),
  (SELECT count(*) FROM contact_point p WHERE p.contact_id = c.id),
  (SELECT count(*) FROM opportunity_role r JOIN opportunity o ON o.id = r.opportunity_id
    WHERE r.contact_id = c.id AND o.contact_id <> c.id),
  (SELECT count(*) FROM contact_point p WHERE p.contact_id = c.id
    AND (p.kind IN ('email', 'phone') OR p.normalized LIKE 'linkedin.com/in/%')),
  CASE WHEN EXISTS (SELECT 1 FROM contact k WHERE k.organization_id = c.organization_id AND k.id <> c.id) THEN ''
    ELSE ifnull(g.name, '') END
FROM contact c LEFT JOIN organization g ON g.id = c.organization_id WHERE c.id = ?
"""


def holdings(connection: sqlite3.Connection, contact_id: int) -> Holdings:
    """How much is held on a contact.

    Raises:
        NotFoundError: There is no such contact.
    """
    row = connection.execute(_HOLDINGS, (contact_id,)).fetchone()
    if row is None:
        raise NotFoundError(N_("Contact #{id} doesn't exist."), id=contact_id)
    return Holdings(*row)


def held(connection: sqlite3.Connection, contact_id: int) -> dict[str, Any]:
    """Everything held on a contact, as plain values for JSON.

    The keys are the tables' columns, and: `organization`, `introduced_by`, `ways`, `opportunities` (each with its
    `stage`, `next_actions`, `answers`, `proposals`, `moves` and `roles`), `exchanges`, `parts` (in other people's
    deals), `told_apart` (when it was said that somebody else is not the same person), `history` (how many rows and
    steps keep former values, so that changes can be undone).

    Raises:
        NotFoundError: There is no such contact.
    """
    rows = _rows(
        connection,
        "SELECT c.*, i.name AS introduced_by, c.organization_id AS company FROM contact c"
        " LEFT JOIN contact i ON i.id = c.introduced_by_id WHERE c.id = ?",
        contact_id,
    )
    if not rows:
        raise NotFoundError(N_("Contact #{id} doesn't exist."), id=contact_id)
    ((contact),) = rows
    company = contact.pop("company")
    cards = _rows(
        connection,
        "SELECT o.*, s.key AS stage, s.name AS stage_name FROM opportunity o JOIN stage s ON s.id = o.stage_id"
        " WHERE o.contact_id = ? ORDER BY o.id",
        contact_id,
    )
    return {
        **contact,
        "organization": next(iter(_rows(connection, "SELECT * FROM organization WHERE id = ?", company)), None),
        "ways": _rows(connection, "SELECT * FROM contact_point WHERE contact_id = ? ORDER BY kind, id", contact_id),
        "opportunities": [{**card, **_around(connection, int(card["id"]))} for card in cards],
        "exchanges": _rows(connection, "SELECT * FROM touch WHERE contact_id = ? ORDER BY happened_at, id", contact_id),
        "parts": _rows(
            connection,
            "SELECT r.role, r.detail, o.title, o.id AS opportunity FROM opportunity_role r"
            " JOIN opportunity o ON o.id = r.opportunity_id AND o.contact_id <> r.contact_id WHERE r.contact_id = ?"
            " ORDER BY r.id",
            contact_id,
        ),
        "told_apart": _rows(
            connection,
            "SELECT created_at FROM distinct_pair WHERE ?1 IN (contact_id, other_id) ORDER BY id",
            contact_id,
        ),
        "history": _history(connection, contact_id, [int(card["id"]) for card in cards]),
    }


def _around(connection: sqlite3.Connection, card: int) -> dict[str, Any]:
    """What belongs to one card."""
    return {
        "next_actions": _rows(connection, "SELECT * FROM next_action WHERE opportunity_id = ? ORDER BY id", card),
        "answers": _rows(
            connection,
            "SELECT a.*, r.key AS criterion, r.name AS criterion_name FROM answer a"
            " JOIN criterion r ON r.id = a.criterion_id WHERE a.opportunity_id = ? ORDER BY a.id",
            card,
        ),
        "proposals": _rows(connection, "SELECT * FROM proposal WHERE opportunity_id = ? ORDER BY id", card),
        "moves": _rows(
            connection,
            "SELECT m.*, s.key AS stage, s.name AS stage_name FROM stage_move m JOIN stage s ON s.id = m.to_stage_id"
            " WHERE m.opportunity_id = ? ORDER BY m.id",
            card,
        ),
        "roles": _rows(
            connection,
            "SELECT c.name, r.role, r.detail FROM opportunity_role r JOIN contact c ON c.id = r.contact_id"
            " WHERE r.opportunity_id = ? ORDER BY r.id",
            card,
        ),
    }


def _history(connection: sqlite3.Connection, contact_id: int, cards: list[int]) -> dict[str, int]:
    """How many rows of the journal are about them, in how many steps."""
    mine = "(SELECT value FROM json_each(?))"
    rows, steps = connection.execute(
        "SELECT count(*), count(DISTINCT step_id) FROM change"
        f" WHERE table_name = 'contact' AND row_id = ? OR table_name = 'opportunity' AND row_id IN {mine}"
        " OR json_extract(ifnull(after, before), '$.contact_id') = ?"
        " OR table_name = 'distinct_pair' AND json_extract(ifnull(after, before), '$.other_id') = ?"
        f" OR json_extract(ifnull(after, before), '$.opportunity_id') IN {mine}",
        (contact_id, json.dumps(cards), contact_id, contact_id, json.dumps(cards)),
    ).fetchone()
    return {"rows": int(rows), "steps": int(steps)}


def _rows(connection: sqlite3.Connection, statement: str, number: int | None) -> list[dict[str, Any]]:
    cursor = connection.execute(statement, (number,))
    names = [column[0] for column in cursor.description]
    return [
        {name: _value(name, value) for name, value in zip(names, row, strict=True) if name not in _OWN}
        for row in cursor
    ]


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 - whatever SQLite holds
    """What a column means: lists and truth values are not what SQLite holds."""
    if name in _LISTS:
        return json.loads(value)
    return bool(value) if name in _FLAGS else value

"""Everything that was entered, to be written to a file: whole tables, or a line a deal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

Connection: TypeAlias = sqlite3.Connection
"""What whole tables are read from."""


class CardLine(NamedTuple):
    """A deal with its contact, for a table."""

    uid: str
    name: str
    given_name: str
    family_name: str
    job_title: str
    organization: str
    website: str
    sector: str
    siren: str
    siret: str
    vat_number: str
    emails: str
    phones: str
    links: str
    address: str
    language: str
    opposed: int
    opposed_channels: str
    title: str
    stage_key: str
    stage_name: str | None
    amount: int | None
    currency: str
    daily_rate: int | None
    half_days: int | None
    source: str
    source_on: str | None
    tags: str
    due_on: str | None
    due_time: str | None
    what: str
    created_at: str
    closed_on: str | None
    expected_close: str | None
    lost_reason: str
    lost_note: str
    parked_until: str | None
    contact_note: str
    note: str


def _points(kind: str) -> str:
    return (
        "ifnull((SELECT group_concat(value, '; ') FROM (SELECT value FROM contact_point"
        f" WHERE contact_id = c.id AND kind = '{kind}' ORDER BY position, id)), '')"
    )


_LINE = f"""
SELECT o.uid, c.name, c.given_name, c.family_name, c.job_title, ifnull(g.name, ''), ifnull(g.website, ''),
  ifnull(g.sector, ''), ifnull(g.siren, ''), ifnull(g.siret, ''), ifnull(g.vat_number, ''),
  {_points("email")}, {_points("phone")}, {_points("link")},
  c.address, c.language, c.opposed, c.opposed_channels, o.title, s.key, s.name,
  CASE WHEN o.won_amount IS NOT NULL THEN o.won_amount ELSE o.amount END, o.currency,
  o.daily_rate, o.half_days, c.source, c.source_on,
  d.tags, n.due_on, n.due_time, ifnull(n.what, ''), o.created_at, o.closed_on, o.expected_close,
  o.lost_reason, o.lost_note, o.parked_until, c.note, o.note
FROM opportunity o
JOIN contact c ON c.id = o.contact_id
JOIN stage s ON s.id = o.stage_id
JOIN card d ON d.opportunity_id = o.id
LEFT JOIN organization g ON g.id = c.organization_id
LEFT JOIN next_action n ON n.opportunity_id = o.id AND n.state = 'open'
WHERE o.binned_at IS NULL AND c.binned_at IS NULL
"""


def card_lines(connection: sqlite3.Connection, ids: Sequence[int] | None = None) -> Iterator[CardLine]:
    """The deals of these ids, in this order; all by their number when None."""
    if ids is None:
        for row in connection.execute(f"{_LINE} ORDER BY o.id"):
            yield CardLine(*row)
        return
    for opportunity_id in ids:
        for row in connection.execute(f"{_LINE} AND o.id = ?", (opportunity_id,)):
            yield CardLine(*row)


def rows_of(connection: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    """Every row of a table, oldest first."""
    cursor = connection.execute(f'SELECT * FROM "{table}" ORDER BY id')
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def count_opportunities(connection: sqlite3.Connection) -> int:
    """How many deals there are, with those in the bin."""
    return int(connection.execute("SELECT count(*) FROM opportunity").fetchone()[0])

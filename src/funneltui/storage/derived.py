"""The derived tables, kept in the transaction that changed what they are made of.

`card` has one row per live deal, `search` one per live contact.

Nothing here is a person's data: `rebuild` makes all of it again, and `differences` tells whether
what is kept is what would be made.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from typing import Protocol

from funneltui.domain.phones import dialled_forms
from funneltui.domain.text import fold


class Executor(Protocol):
    """A connection of the standard library's sqlite3, or one that looks like it."""

    def execute(self, statement: str, parameters: tuple[object, ...] = ..., /) -> Iterable[tuple[object, ...]]:
        """Run one statement."""
        ...


_CARD = """
SELECT o.id AS opportunity_id, o.stage_id, o.contact_id, c.name, c.folded_name, c.job_title,
  ifnull(g.name, '') AS organization, o.title,
  CASE WHEN o.won_amount IS NOT NULL THEN o.won_amount ELSE o.amount END AS amount, o.currency,
  c.source,
  CASE WHEN c.tags = '[]' THEN o.tags ELSE (SELECT json_group_array(value) FROM (SELECT value FROM (
    SELECT value, key AS place FROM json_each(o.tags) UNION ALL SELECT value, 1000000 + key FROM json_each(c.tags)
  ) GROUP BY value ORDER BY min(place))) END AS tags,
  n.due_on, n.due_time, ifnull(n.what, '') AS what,
  (SELECT count(*) FROM answer a JOIN criterion r ON r.id = a.criterion_id AND r.archived = 0
    WHERE a.opportunity_id = o.id AND a.current = 1 AND a.answer = 'yes') AS yes_count,
  (SELECT count(*) FROM answer a JOIN criterion r ON r.id = a.criterion_id AND r.archived = 0
    WHERE a.opportunity_id = o.id AND a.current = 1 AND a.answer = 'no') AS no_count,
  (SELECT count(*) FROM touch t WHERE t.contact_id = c.id AND t.direction = 'out' AND t.happened_at >
    ifnull((SELECT max(happened_at) FROM touch WHERE contact_id = c.id AND direction = 'in'), '')) AS unanswered,
  (SELECT min(happened_at) FROM touch t WHERE t.contact_id = c.id AND t.direction = 'out' AND t.happened_at >
    ifnull((SELECT max(happened_at) FROM touch WHERE contact_id = c.id AND direction = 'in'), ''))
    AS first_unanswered_at,
  (SELECT max(happened_at) FROM touch t WHERE t.contact_id = c.id AND t.direction = 'in') AS last_in_at,
  (SELECT max(happened_at) FROM touch t WHERE t.contact_id = c.id) AS last_touch_at,
  CASE WHEN c.opposed = 1 THEN 1 WHEN c.opposed_channels <> '[]' THEN 2 ELSE 0 END AS opposed,
  o.temperature_override, o.temperature_until, o.parked_until, o.lost_reason, o.stage_since,
  o.created_at, o.closed_on
FROM opportunity o
JOIN contact c ON c.id = o.contact_id
LEFT JOIN organization g ON g.id = c.organization_id
LEFT JOIN next_action n ON n.opportunity_id = o.id AND n.state = 'open'
WHERE o.binned_at IS NULL AND c.binned_at IS NULL
"""

_COLUMNS = (
    "opportunity_id stage_id contact_id name folded_name job_title organization title amount currency source tags"
    " due_on due_time what yes_count no_count unanswered first_unanswered_at last_in_at last_touch_at opposed"
    " temperature_override temperature_until parked_until lost_reason stage_since created_at closed_on"
).split()
_INSERT = f"INSERT INTO card ({', '.join(_COLUMNS)})"
_KEEP = "ON CONFLICT (opportunity_id) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
_TOTALS = """
SELECT stage_id, currency, ifnull(substr(closed_on, 1, 7), ''), count(*), sum(ifnull(amount, 0))
FROM card GROUP BY 1, 2, 3
"""


_SEARCH = """
SELECT c.id, funneltui_fold(c.name || ' ' || c.given_name || ' ' || c.family_name), funneltui_fold(ifnull(g.name, '')),
  funneltui_fold(ifnull((SELECT group_concat(CASE kind WHEN 'phone' THEN funneltui_dialled(normalized) ELSE value END,
    ' ') FROM contact_point p WHERE p.contact_id = c.id), '')),
  funneltui_fold(c.job_title || ' ' || c.source || ' ' || c.tags || ' ' || c.note || ' ' || c.address || ' ' ||
    ifnull((SELECT group_concat(title || ' ' || tags || ' ' || note, ' ') FROM opportunity o
      WHERE o.contact_id = c.id AND o.binned_at IS NULL), '') || ' ' ||
    ifnull((SELECT group_concat(outcome || ' ' || note, ' ') FROM touch t WHERE t.contact_id = c.id), ''))
FROM contact c LEFT JOIN organization g ON g.id = c.organization_id WHERE c.binned_at IS NULL
"""


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that the index is made with."""
    connection.create_function("funneltui_fold", 1, fold, deterministic=True)
    connection.create_function("funneltui_dialled", 1, dialled_forms, deterministic=True)


def refresh_search(connection: Executor, contact_ids: Iterable[int]) -> None:
    """Make the index of these contacts again; the connection must have been through `prepare`."""
    ids = json.dumps(sorted(contact_ids))
    chosen = "IN (SELECT value FROM json_each(?))"
    connection.execute(f"DELETE FROM search WHERE rowid {chosen}", (ids,))
    connection.execute(
        f"INSERT INTO search (rowid, name, organization, reach, words) {_SEARCH} AND c.id {chosen}", (ids,)
    )


def refresh(connection: sqlite3.Connection, opportunity_ids: Collection[int]) -> None:
    """Make the cards of these deals again, and drop those that are live no more."""
    ids = json.dumps(sorted(opportunity_ids))
    chosen = "IN (SELECT value FROM json_each(?))"
    if connection.execute(f"{_INSERT} {_CARD} AND o.id {chosen} {_KEEP}", (ids,)).rowcount == len(opportunity_ids):
        return  # all of them are live
    connection.execute(
        f"DELETE FROM card WHERE opportunity_id {chosen} AND opportunity_id NOT IN"
        " (SELECT o.id FROM opportunity o JOIN contact c ON c.id = o.contact_id"
        f" WHERE o.binned_at IS NULL AND c.binned_at IS NULL AND o.id {chosen})",
        (ids, ids),
    )


def rebuild(connection: Executor) -> None:
    """Make every card, every total and the whole index again."""
    rebuild_cards(connection)
    connection.execute("DELETE FROM search")
    connection.execute(f"INSERT INTO search (rowid, name, organization, reach, words) {_SEARCH}")


def rebuild_cards(connection: Executor) -> None:
    """Make every card and every total again."""
    connection.execute("DELETE FROM card")
    connection.execute(f"{_INSERT} {_CARD}")


def differences(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The derived tables whose rows are not what `rebuild` would make: empty when all is well."""
    prepare(connection)
    columns = ", ".join(_COLUMNS)
    kept, made = f"SELECT {columns} FROM card", f"SELECT {columns} FROM ({_CARD})"
    totals = "SELECT stage_id, currency, month, cards, amount FROM stage_total"
    indexed = "SELECT rowid, name, organization, reach, words FROM search"
    pairs = {"card": (kept, made), "stage_total": (totals, _TOTALS), "search": (indexed, _SEARCH)}
    wrong = []
    for name, (stored, rebuilt) in pairs.items():
        both_ways = (f"{stored} EXCEPT {rebuilt}", f"SELECT * FROM ({rebuilt}) EXCEPT {stored}")
        if any(list(connection.execute(f"{statement} LIMIT 1")) for statement in both_ways):
            wrong.append(name)
    return tuple(wrong)

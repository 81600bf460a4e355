"""What other programs are given: people for an address book, days for a calendar."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class PersonLine(NamedTuple):
    """A contact, for an address book.

    Attributes:
        points: Ways to reach them: kind, value, label; in order.
        opposed: Whether they want no prospecting at all.
        opposed_channels: The channels they want none by.
        updated_at: When anything on them was changed last.
    """

    id: int
    uid: str
    name: str
    given_name: str
    family_name: str
    organization: str
    job_title: str
    address: str
    language: str
    tags: tuple[str, ...]
    source: str
    source_on: str | None
    note: str
    opposed: bool
    opposed_channels: tuple[str, ...]
    updated_at: str
    points: tuple[tuple[str, str, str], ...]


class CalendarLine(NamedTuple):
    """Something that is to be done, or remembered, on a day.

    Attributes:
        kind: "action", "wake" (a parked deal comes back) or "offer" (an offer's last day).
        uid: Of the action, the deal or the offer.
        day: ISO 8601.
        time: `HH:MM`, local; None for the whole day.
        what: The action's words; for a wake-up what to say.
        channel: The action's channel; empty for none.
        name, given_name, family_name: The contact's.
        updated_at: When it was changed last, as far as that is known.
    """

    kind: str
    uid: str
    opportunity_id: int
    day: str
    time: str | None
    what: str
    channel: str
    name: str
    given_name: str
    family_name: str
    organization: str
    title: str
    updated_at: str


_LISTED = "(:all OR {column} IN (SELECT value FROM json_each(:ids)))"

_PEOPLE = f"""
SELECT c.id, c.uid, c.name, c.given_name, c.family_name, ifnull(g.name, ''), c.job_title, c.address, c.language,
  c.tags, c.source, c.source_on, c.note, c.opposed, c.opposed_channels, c.updated_at,
  (SELECT json_group_array(json_array(kind, value, label)) FROM (
    SELECT kind, value, label FROM contact_point WHERE contact_id = c.id ORDER BY kind, position, id))
FROM contact c
LEFT JOIN organization g ON g.id = c.organization_id
WHERE c.binned_at IS NULL AND c.id IN (
  SELECT o.contact_id FROM opportunity o WHERE o.binned_at IS NULL AND {_LISTED.format(column="o.id")})
ORDER BY c.id
"""

_WHO = """c.name, c.given_name, c.family_name, ifnull(g.name, ''), o.title"""
_AROUND = f"""
JOIN contact c ON c.id = o.contact_id
JOIN stage s ON s.id = o.stage_id
LEFT JOIN organization g ON g.id = c.organization_id
WHERE o.binned_at IS NULL AND c.binned_at IS NULL AND {_LISTED.format(column="o.id")}"""
_CALENDAR = f"""
SELECT 'action', n.uid, o.id, n.due_on, n.due_time, n.what, n.channel, {_WHO}, n.created_at
FROM next_action n JOIN opportunity o ON o.id = n.opportunity_id {_AROUND} AND n.state = 'open'
UNION ALL
SELECT 'wake', o.uid, o.id, o.parked_until, NULL, o.parked_say, '', {_WHO}, o.updated_at
FROM opportunity o {_AROUND} AND s.kind = 'parked' AND o.parked_until IS NOT NULL
UNION ALL
SELECT 'offer', p.uid, o.id, p.valid_until, NULL, p.reference, '', {_WHO}, o.updated_at
FROM proposal p JOIN opportunity o ON o.id = p.opportunity_id {_AROUND}
  AND p.state = 'sent' AND p.valid_until IS NOT NULL AND s.kind IN ('suspect', 'open')
ORDER BY 4, 5, 3, 1
"""


def people_lines(connection: sqlite3.Connection, ids: Sequence[int] | None = None) -> Iterator[PersonLine]:
    """The contacts of these deals, each once; of all when None."""
    for row in connection.execute(_PEOPLE, _parameters(ids)):
        *head, tags, source, source_on, note, opposed, channels, updated_at, points = row
        yield PersonLine._make(
            [
                *head,
                tuple(map(str, json.loads(tags))),
                source,
                source_on,
                note,
                bool(opposed),
                tuple(map(str, json.loads(channels))),
                updated_at,
                tuple((kind, value, label) for kind, value, label in json.loads(points)),
            ]
        )


def calendar_lines(connection: sqlite3.Connection, ids: Sequence[int] | None = None) -> Iterator[CalendarLine]:
    """What is planned, comes back or lapses, of these deals, the earliest first; of all when None."""
    for row in connection.execute(_CALENDAR, _parameters(ids)):
        yield CalendarLine(*row)


def _parameters(ids: Sequence[int] | None) -> dict[str, object]:
    return {"all": ids is None, "ids": json.dumps(list(ids or ()))}

"""A contact's timeline: touches, stage moves, answers, former next actions and edits, newest first.

Each kind is a range on its own index; a window takes the newest of each and merges them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from heapq import merge
from itertools import islice
from typing import Any, TypeAlias

from funneltui.domain.losses import loss_reason_name

Stored: TypeAlias = str | int | None


@dataclass(frozen=True, slots=True)
class _Moment:
    at: str
    """When it happened: an instant, UTC."""
    rank: int
    """Orders what happened in the same second."""
    id: int
    opportunity_id: int | None

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it stands on the timeline: later ones are greater."""
        return (self.at, self.rank, self.id)


@dataclass(frozen=True, slots=True)
class TouchMoment(_Moment):
    """An exchange."""

    channel: str
    direction: str
    outcome: str
    objection: str
    gave: bool
    note: str


@dataclass(frozen=True, slots=True)
class MoveMoment(_Moment):
    """A card's entry into a stage; `from_key` is empty for its first one."""

    from_key: str
    from_name: str | None
    to_key: str
    to_name: str | None
    override_reason: str
    lost_reason: str
    """Of an entry into a lost stage: the key of the reason, and the user's own name for it."""
    lost_name: str | None
    lost_note: str
    parked_why: str
    parked_say: str
    missing: tuple[tuple[str, str | None], ...]
    """The criteria that were missing when the gate was overridden: key, and the user's own name."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the card was lost or parked, in the language in force."""
        reason = loss_reason_name(self.lost_reason, self.lost_name) if self.lost_reason else ""
        return tuple(filter(None, (reason, self.lost_note, self.parked_why, self.parked_say)))


@dataclass(frozen=True, slots=True)
class AnswerMoment(_Moment):
    """A criterion was answered."""

    criterion_key: str
    criterion_name: str | None
    answer: str
    evidence: str
    said_by: str


@dataclass(frozen=True, slots=True)
class ActionMoment(_Moment):
    """A next action ended: done, replaced or dropped."""

    state: str
    due_on: str
    what: str


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """One field before and after, as stored; who or what it refers to by its name."""

    field: str
    before: Stored
    after: Stored


@dataclass(frozen=True, slots=True)
class EditMoment(_Moment):
    """Fields were changed by hand, an import or a merge."""

    door: str
    currencies: tuple[str, str]
    """What amounts are in: before, after."""
    fields: tuple[FieldEdit, ...]


Moment: TypeAlias = TouchMoment | MoveMoment | AnswerMoment | ActionMoment | EditMoment

_TOUCH, _MOVE, _ANSWER, _ACTION, _EDIT, _ADDED = 5, 4, 3, 2, 1, 0
_MOVES = """
SELECT m.moved_at AS at, m.id AS id, m.opportunity_id, ifnull(f.key, ''), f.name, t.key, t.name,
  m.override_reason, m.lost_reason, l.name, m.lost_note, m.parked_why, m.parked_say, m.missing
FROM opportunity o JOIN stage_move m ON m.opportunity_id = o.id AND m.from_stage_id IS {which}
LEFT JOIN stage f ON f.id = m.from_stage_id JOIN stage t ON t.id = m.to_stage_id
LEFT JOIN loss_reason l ON l.key = m.lost_reason
WHERE o.contact_id = :contact AND o.binned_at IS NULL AND {window}"""
_STATEMENTS = {
    _TOUCH: """
SELECT happened_at AS at, id, opportunity_id, channel, direction, outcome, objection, gave, note
FROM touch WHERE contact_id = :contact AND {window}""",
    _MOVE: _MOVES.replace("{which}", "NOT NULL"),
    _ADDED: _MOVES.replace("{which}", "NULL"),
    _ANSWER: """
SELECT a.created_at AS at, a.id AS id, a.opportunity_id, r.key, r.name, a.answer, a.evidence, a.said_by
FROM opportunity o JOIN answer a ON a.opportunity_id = o.id JOIN criterion r ON r.id = a.criterion_id
WHERE o.contact_id = :contact AND o.binned_at IS NULL AND {window}""",
    _ACTION: """
SELECT n.ended_at AS at, n.id AS id, n.opportunity_id, n.state, n.due_on, n.what
FROM opportunity o JOIN next_action n ON n.opportunity_id = o.id
WHERE o.contact_id = :contact AND o.binned_at IS NULL AND n.state <> 'open' AND {window}""",
    _EDIT: """
SELECT s.at AS at, e.id AS id, e.opportunity_id, s.door, e.table_name, e.step_id, e.before, e.after
FROM (
  SELECT id, step_id, table_name, before, after, NULL AS opportunity_id FROM change
    WHERE before IS NOT NULL AND after IS NOT NULL AND table_name = 'contact' AND row_id = :contact
  UNION ALL
  SELECT h.id, h.step_id, h.table_name, h.before, h.after, o.id FROM opportunity o
    JOIN change h ON h.table_name = 'opportunity' AND h.row_id = o.id
      AND h.before IS NOT NULL AND h.after IS NOT NULL
    WHERE o.contact_id = :contact AND o.binned_at IS NULL
  UNION ALL
  SELECT h.id, h.step_id, h.table_name, h.before, h.after, NULL FROM contact c
    JOIN change h ON h.table_name = 'organization' AND h.row_id = c.organization_id
      AND h.before IS NOT NULL AND h.after IS NOT NULL
    WHERE c.id = :contact
) e JOIN step s ON s.id = e.step_id
WHERE s.state IN ('done', 'sealed') AND {window}""",
}
_COLUMNS = {
    _TOUCH: ("happened_at", "id"),
    _MOVE: ("m.moved_at", "m.id"),
    _ADDED: ("m.moved_at", "m.id"),
    _ANSWER: ("a.created_at", "a.id"),
    _ACTION: ("n.ended_at", "n.id"),
    _EDIT: ("s.at", "e.id"),
}
"""What each kind is ordered by."""
EDITED = {
    "contact": (
        "name given_name family_name job_title organization_id address language market tags source source_on"
        " source_detail introduced_by_id note opposed opposed_channels informed_on"
    ).split(),
    "organization": "name website sector siren siret vat_number address note".split(),
    "opportunity": (
        "title amount won_amount currency contact_reason buyer_step expected_close tags note"
        " temperature_override temperature_until promotion_code promotion_until work_starts work_ends files"
    ).split(),
}
"""The columns that a person fills in. Stages, closings and next actions have moments of their own."""
_CALLED = {
    ("contact", "tags"): "contact_tags",
    ("organization", "name"): "organization_name",
    ("organization", "address"): "organization_address",
    ("organization", "note"): "organization_note",
    ("opportunity", "won_amount"): "amount",
}
"""Fields that an edit names otherwise than their columns: as they are edited."""
_NAMED = {"organization_id": ("organization", "organization"), "introduced_by_id": ("introduced_by", "contact")}
"""Fields that hold a row: what they are called, and the table of its name."""

_NEAR = 2_000
"""So many changes of a step around one are looked at: an import of a hundred thousand people is one step."""

_END = ("9999", 9, 0)
_RANKS = {
    "": tuple(_STATEMENTS),
    "touches": (_TOUCH,),
    "moves": (_MOVE, _ADDED),
    "answers": (_ANSWER,),
    "plans": (_ACTION,),
    "notes": (_EDIT,),
    "edits": (_EDIT,),
}
KINDS = tuple(_RANKS)
"""What a timeline can be narrowed down to; the empty one is everything. `notes` are the edits of notes."""
_NOTES_APART = frozenset({"notes", "edits"})
_NOTE_EDITED = "json_extract(e.before, '$.note') IS NOT json_extract(e.after, '$.note')"


def timeline(
    connection: sqlite3.Connection, contact_id: int, before: Moment | None, limit: int, kind: str = ""
) -> list[Moment]:
    """At most `limit` moments of a contact, newest first, older than `before`; one of `KINDS` only."""
    place = before.place if before else _END
    kinds = [_moments(connection, rank, contact_id, place, kind) for rank in _RANKS[kind]]
    return list(islice(merge(*kinds, key=lambda moment: moment.place, reverse=True), limit))


def _moments(
    connection: sqlite3.Connection, rank: int, contact_id: int, place: tuple[str, int, int], kind: str
) -> Iterator[Moment]:
    """The moments of one rank, newest first, read as they are asked for."""
    at, row_id = _COLUMNS[rank]
    window = f"{at} <= :at AND ({at} < :at OR :rank < :before_rank OR (:rank = :before_rank AND {row_id} < :before_id))"
    if kind == "notes":
        window = f"{window} AND {_NOTE_EDITED}"
    statement = _STATEMENTS[rank].format(window=window) + f" ORDER BY {at} DESC, {row_id} DESC"
    values = {"contact": contact_id, "rank": rank, "at": place[0], "before_rank": place[1], "before_id": place[2]}
    for row in connection.execute(statement, values):
        moment = _READERS[rank](connection, contact_id, row)
        if kind in _NOTES_APART and isinstance(moment, EditMoment):
            moment = _part(moment, notes=kind == "notes")
        if moment is not None:
            yield moment


def _part(edit: EditMoment, *, notes: bool) -> EditMoment | None:
    """An edit's notes, or all but its notes; None when nothing is left."""
    fields = tuple(field for field in edit.fields if field.field.endswith("note") is notes)
    return replace(edit, fields=fields) if fields else None


def _touch(_connection: sqlite3.Connection, _contact: int, row: tuple[Any, ...]) -> Moment:
    at, number, card, channel, direction, outcome, objection, gave, note = row
    return TouchMoment(at, _TOUCH, number, card, channel, direction, outcome, objection, bool(gave), note)


def _move(connection: sqlite3.Connection, _contact: int, row: tuple[Any, ...]) -> Moment:
    *head, missing = row
    keys = json.loads(missing)
    names = dict(connection.execute("SELECT key, name FROM criterion")) if keys else {}
    lacked = tuple((key, names.get(key)) for key in keys)
    return MoveMoment(*(head[0], _MOVE if head[3] else _ADDED, *head[1:], lacked))


def _answer(_connection: sqlite3.Connection, _contact: int, row: tuple[Any, ...]) -> Moment:
    at, number, card, *words = row
    return AnswerMoment(at, _ANSWER, number, card, *words)


def _action(_connection: sqlite3.Connection, _contact: int, row: tuple[Any, ...]) -> Moment:
    at, number, card, *words = row
    return ActionMoment(at, _ACTION, number, card, *words)


def _edit(connection: sqlite3.Connection, contact_id: int, row: tuple[Any, ...]) -> Moment | None:
    """What an edit changed; None for a change that has a moment of its own."""
    at, number, card, door, table, step_id, before, after = row
    old, new = json.loads(before), json.loads(after)
    different = [name for name in EDITED[table] if old.get(name) != new.get(name)]
    if "won_amount" in different and None in {old["won_amount"], new["won_amount"]}:
        different.remove("won_amount")  # it was won or reopened: a stage move says so
    fields = [_field(connection, table, name, old.get(name), new.get(name)) for name in different]
    if table == "contact" and number == _last_change(connection, contact_id, step_id):
        fields += _point_edits(connection, contact_id, step_id, number)
    if not fields:
        return None
    currencies = (old.get("currency", ""), new.get("currency", ""))
    return EditMoment(at, _EDIT, number, card, door, currencies, tuple(fields))


def _field(connection: sqlite3.Connection, table: str, column: str, before: Stored, after: Stored) -> FieldEdit:
    """One column before and after, called as it is edited; what it refers to by its name."""
    if column not in _NAMED:
        return FieldEdit(_CALLED.get((table, column), column), before, after)
    field, other = _NAMED[column]

    def name(number: Stored) -> str:
        row = connection.execute(f"SELECT name FROM {other} WHERE id = ?", (number,)).fetchone()
        return str(row[0]) if row else ""

    return FieldEdit(field, name(before), name(after))


def _last_change(connection: sqlite3.Connection, contact_id: int, step_id: int) -> int | None:
    """The last change of the contact's own row in a step: the one that tells what became of the ways to reach them."""
    (number,) = connection.execute(
        "SELECT max(id) FROM change WHERE table_name = 'contact' AND row_id = ? AND step_id = ?"
        " AND before IS NOT NULL AND after IS NOT NULL",
        (contact_id, step_id),
    ).fetchone()
    return None if number is None else int(number)


def _point_edits(connection: sqlite3.Connection, contact_id: int, step_id: int, change: int) -> list[FieldEdit]:
    """The ways to reach a contact before and after a step, as far as it wrote them near its change of the contact."""
    rows = connection.execute(
        "SELECT before, after FROM change WHERE step_id = ? AND id BETWEEN ? AND ? AND table_name = 'contact_point'"
        " ORDER BY id",
        (step_id, change - _NEAR, change + _NEAR),
    )
    sides: dict[str, tuple[list[str], list[str]]] = {}
    for images in rows:
        for side, image in enumerate(images):
            point = json.loads(image) if image else None
            if point and point["contact_id"] == contact_id:
                sides.setdefault(point["kind"], ([], []))[side].append(point["value"])
    return [FieldEdit(kind, ", ".join(old), ", ".join(new)) for kind, (old, new) in sides.items() if old != new]


_READERS: dict[int, Callable[[sqlite3.Connection, int, tuple[Any, ...]], Moment | None]] = {
    _TOUCH: _touch,
    _MOVE: _move,
    _ADDED: _move,
    _ANSWER: _answer,
    _ACTION: _action,
    _EDIT: _edit,
}

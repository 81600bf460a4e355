"""How an imported deal stands in its stage: open, won, lost or parked, and since when."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from funneltui.i18n import N_, translate as _
from funneltui.interchange.fields import FIELDS
from funneltui.interchange.problems import Problems
from funneltui.interchange.records import PersonRecord
from funneltui.interchange.stage_words import loss_reason_within
from funneltui.services.importing.stages import ImportStages
from funneltui.storage.reads.known import DealFields, KnownStage

CLOSING = frozenset({"won", "lost", "parked"})
"""States that a column other than the stage can say."""

_PARKED_DAYS = 30
"""A "not now" without a date comes back within a month, so that it is not forgotten (freelance practice)."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When the import happens: the user's day, and the instant as the tables hold it."""

    today: date
    now: str


class Entry(NamedTuple):
    """A deal as a row tells it.

    Attributes:
        values: What the row says.
        created_at: The instant it came into being.
        stage: The stage.
        named: Whether the row itself says so, rather than the default.
        action: What to do next, and when; None when the row says none, or the stage has none.
        undated: Whether it is won or lost and the row has no day for it, so that today is taken.
    """

    values: DealFields
    created_at: str
    stage: KnownStage
    named: bool
    action: NextStep | None = None
    undated: bool = False


class NextStep(NamedTuple):
    """A next action: its day, its time as HH:MM or None, what is to be done."""

    due_on: str
    due_time: str | None
    what: str


def leave_later_source_day(record: PersonRecord, moment: Moment) -> None:
    """A day somebody is known from that has not come yet is no such day: it goes to the note."""
    if record.source_on is not None and record.source_on > moment.today:
        line = f"{_(FIELDS['source_on'])}: {record.source_on.isoformat()}"
        record.note, record.source_on = f"{record.note}\n{line}".strip(), None


def describe_entry(record: PersonRecord, stages: ImportStages, moment: Moment, problems: Problems) -> Entry:
    """What a row says about its deal, put the way the tables want it."""
    stage, understood = stages.stage_of(record)
    notes = [record.deal_note] if record.deal_note else []
    if not understood:
        notes.append(_("Stage: {stage}").format(stage=record.stage))
    created = record.created_on
    if created is not None and created > moment.today:
        notes.append(_("Created on: {day}").format(day=created.isoformat()))
        created = None
    created_at = _noon(created) if created else moment.now
    values = DealFields(
        stage_id=stage.id,
        stage_since=created_at,
        title=record.title,
        amount=record.amount,
        currency=record.currency,
        daily_rate=record.daily_rate,
        half_days=record.half_days,
        expected_close=_iso(record.expected_close),
        external_id=record.external_id,
        tags=tags_json(record.tags),
    )
    if stage.kind in {"won", "lost"}:
        closed = _closed_on(record, moment, problems)
        since = _noon(closed) if closed < moment.today else moment.now
        values = values._replace(closed_on=closed.isoformat(), stage_since=since)
        if created is None:
            created_at = since  # it was there when it was closed, at the latest
        if stage.kind == "won":
            values = values._replace(won_amount=record.amount)
        else:
            words = record.state_words or record.stage or stage.key
            reason, note = stages.loss_reason(
                record.lost_reason or loss_reason_within(words),
                "" if record.lost_note else _("Imported as “{stage}”").format(stage=words),
            )
            lost_note = "\n".join(filter(None, (record.lost_note, note)))
            values = values._replace(lost_reason=reason, lost_note=lost_note)
    elif stage.kind == "parked":
        until, why = _wake_on(record, moment).isoformat(), record.state_words or record.stage
        values = values._replace(parked_until=until, parked_why=why)
    if stage.kind not in {"won", "lost"} and record.closed_on and not record.expected_close:
        values = values._replace(expected_close=record.closed_on.isoformat())
    action = _next_step(record) if stage.kind in {"suspect", "open"} else None
    notes += _left_over(record, stage.kind, values, action)
    if notes:
        values = values._replace(note="\n".join(notes))
    named = bool(understood and (record.stage or record.state in CLOSING))
    undated = stage.kind in {"won", "lost"} and not (record.closed_on or record.created_on)
    return Entry(values, created_at, stage, named, action, undated)


def _next_step(record: PersonRecord) -> NextStep | None:
    if record.next_on is None:
        return None
    return NextStep(record.next_on.isoformat(), record.next_time or None, record.next_what)


def _left_over(record: PersonRecord, kind: str, values: DealFields, action: NextStep | None) -> list[str]:
    """Lines for the note: what a row says that its stage has no place for."""
    lines = []
    if (record.next_on or record.next_what) and action is None:
        words = " ".join(filter(None, (_iso(record.next_on), record.next_time, record.next_what)))
        lines.append(f"{_(FIELDS['next_what'])}: {words}")
    if kind != "lost":
        texts = (("lost_reason", record.lost_reason), ("lost_note", record.lost_note))
        lines += [f"{_(FIELDS[field])}: {text}" for field, text in texts if text]
    if record.parked_until and _iso(record.parked_until) != values.parked_until:
        lines.append(f"{_(FIELDS['parked_until'])}: {record.parked_until.isoformat()}")
    if record.closed_on and record.closed_on.isoformat() not in {values.closed_on, values.expected_close}:
        lines.append(f"{_(FIELDS['closed_on'])}: {record.closed_on.isoformat()}")
    return lines


def _closed_on(record: PersonRecord, moment: Moment, problems: Problems) -> date:
    """The day a deal was closed: the file's, else the last that the row knows, never one to come."""
    day = record.closed_on or record.created_on or moment.today
    if day <= moment.today:
        return day
    problems.add(
        record.line,
        N_("Its close date ({day}) is in the future: today was used."),
        day=day.isoformat(),
    )
    return moment.today


def _wake_on(record: PersonRecord, moment: Moment) -> date:
    known = (record.parked_until, record.next_on, record.expected_close, record.closed_on)
    return next((day for day in known if day and day > moment.today), moment.today + timedelta(days=_PARKED_DAYS))


def tags_json(tags: Iterable[str]) -> str:
    """Tags as the tables hold them."""
    listed = list(tags)
    return json.dumps(listed, ensure_ascii=False) if listed else "[]"


def _noon(day: date) -> str:
    """An instant that is on this day in nearly every time zone."""
    return f"{day.isoformat()}T12:00:00Z"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

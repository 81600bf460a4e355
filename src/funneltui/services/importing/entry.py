"""How an imported opportunity stands in its stage: open, won, lost or parked, and since when."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from funneltui.i18n import N_
from funneltui.i18n import translate as _
from funneltui.interchange.problems import Problems
from funneltui.interchange.records import PersonRecord
from funneltui.services.importing.stages import ImportStages
from funneltui.storage.reads.known import KnownStage
from funneltui.storage.unit_of_work import Row

__all__ = ["Entry", "Moment", "describe_entry", "tags_json"]

_PARKED_DAYS = 30
"""A "not now" without a date comes back within a month, so that it is not forgotten (freelance practice)."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When the import happens: the user's day, and the instant as the tables hold it."""

    today: date
    now: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An opportunity's columns that come from a row, and when it entered its stage.

    Attributes:
        values: Columns of `opportunity`, all but the contact.
        since: The instant it entered the stage.
        stage: The stage.
        named: Whether the row itself says so, rather than the default.
    """

    values: Row
    since: str
    stage: KnownStage
    named: bool


def describe_entry(record: PersonRecord, stages: ImportStages, moment: Moment, problems: Problems) -> Entry:
    """What a row says about its opportunity, put the way the tables want it."""
    stage, understood = stages.of(record)
    notes = [record.deal_note] if record.deal_note else []
    if not understood:
        notes.append(_("Stage: {stage}").format(stage=record.stage))
    created = record.created_on
    if created is not None and created > moment.today:
        notes.append(_("Created on: {day}").format(day=created.isoformat()))
        created = None
    created_at = _noon(created) if created else moment.now
    values: Row = {
        "title": record.title,
        "stage_id": stage.id,
        "stage_since": created_at,
        "amount": record.amount,
        "currency": record.currency,
        "expected_close": _iso(record.expected_close),
        "external_id": record.external_id,
        "tags": tags_json(record.tags),
        "note": "",
        "created_at": created_at,
        "won_amount": None,
        "closed_on": None,
        "lost_reason": "",
        "lost_note": "",
        "parked_until": None,
        "parked_why": "",
    }
    since = created_at
    if stage.kind in {"won", "lost"}:
        closed = _closed_on(record, moment, problems)
        values["closed_on"] = closed.isoformat()
        since = values["stage_since"] = _noon(closed) if closed < moment.today else moment.now
        if created is None:
            values["created_at"] = since  # it was there when it was closed, at the latest
        if stage.kind == "won":
            values["won_amount"] = record.amount
        else:
            words = record.stage or stage.key
            values["lost_reason"], values["lost_note"] = stages.loss_reason(
                record.lost_reason, _("Imported as “{stage}”").format(stage=words)
            )
    elif stage.kind == "parked":
        values["parked_until"] = _wake_on(record, moment).isoformat()
        values["parked_why"] = record.stage
    if stage.kind not in {"won", "lost"} and record.closed_on and not record.expected_close:
        values["expected_close"] = record.closed_on.isoformat()
    values["note"] = "\n".join(notes)
    return Entry(values, since, stage, bool(understood and (record.stage or record.state in {"won", "lost"})))


def _closed_on(record: PersonRecord, moment: Moment, problems: Problems) -> date:
    """The day an opportunity was closed: the file's, else the last that the row knows, never one to come."""
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

"""What an opportunity looks like as JSON, which scripts rely on, and in a table for people.

Keys of the JSON object, in this order, always all of them:
    id (integer, never reused), uid, title, stage (its key), status (suspect, open, won, parked or lost),
    contact {id, name, job_title, email, phone, organization, opposed (true or false), opposed_channels,
    informed_on (a day or null)}, value (decimal string or null),
    currency (ISO 4217), daily_rate (decimal string or null), days (decimal string or null),
    temperature {level (cold, warm or hot), reasons (texts, in the language in force), manual},
    score (criteria answered yes), answers {criterion: {answer, evidence}}, said {criterion: {by, on}},
    next_action {due, time, what, overdue} or null, last_touch, unanswered, tags, source, created, updated,
    closed, lost_reason (a key), parked_until, parked_why, parked_say, expected_close, contact_reason, buyer_step,
    note (the contact's), details (the opportunity's), roles [{contact, name, role, detail}].
    `review` adds why [{key, text}] (the most urgent first) and advice {key, until, text} or null.
    Days are YYYY-MM-DD, instants YYYY-MM-DDTHH:MM:SSZ; unknown texts are empty, other unknown values null.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from funneltui.cli.table import Column
from funneltui.domain.money import decimal_string
from funneltui.i18n import translate as _

if TYPE_CHECKING:
    from funneltui.domain.cadence import Advice
    from funneltui.domain.review import Why
    from funneltui.storage.reads.opportunity_values import ContactRecord, OpportunityRecord

__all__ = [
    "CSV_HEADER",
    "csv_row",
    "decimal_or_none",
    "list_columns",
    "list_row",
    "opportunity_json",
    "review_columns",
    "review_json",
    "review_row",
    "short_next",
]

_SIGNS = {"cold": "○", "warm": "◐", "hot": "●"}


def opportunity_json(one: OpportunityRecord) -> dict[str, object]:
    """The JSON object of an opportunity: see this module's docstring."""
    next_action = one.next_action
    return {
        "id": one.id,
        "uid": one.uid,
        "title": one.title,
        "stage": one.stage,
        "status": one.status,
        "contact": _contact_json(one.contact),
        "value": decimal_or_none(one.amount, one.currency),
        "currency": one.currency,
        "daily_rate": decimal_or_none(one.daily_rate, one.currency),
        "days": None if one.half_days is None else f"{one.half_days / 2:.1f}",
        "temperature": {
            "level": one.temperature.level,
            "reasons": [reason.text for reason in one.temperature.reasons],
            "manual": one.temperature.manual,
        },
        "score": one.score,
        "answers": {key: {"answer": said.answer, "evidence": said.evidence} for key, said in one.answers.items()},
        "said": {key: {"by": said.said_by, "on": said.said_on} for key, said in one.answers.items()},
        "next_action": next_action
        and {
            "due": next_action.due,
            "time": next_action.time,
            "what": next_action.what,
            "overdue": next_action.overdue,
        },
        "last_touch": one.last_touch,
        "unanswered": one.unanswered,
        "tags": list(one.tags),
        "source": one.source,
        "created": one.created,
        "updated": one.updated,
        "closed": one.closed,
        "lost_reason": one.lost_reason or None,
        "parked_until": one.parked_until,
        "parked_why": one.parked_why,
        "parked_say": one.parked_say,
        "expected_close": one.expected_close,
        "contact_reason": one.contact_reason,
        "buyer_step": one.buyer_step,
        "note": one.note,
        "details": one.details,
        "roles": [
            {"contact": part.contact_id, "name": part.name, "role": part.role, "detail": part.detail}
            for part in one.roles
        ],
    }


def _contact_json(who: ContactRecord) -> dict[str, object]:
    return {
        "id": who.id,
        "name": who.name,
        "job_title": who.job_title,
        "email": who.email,
        "phone": who.phone,
        "organization": who.organization,
        "opposed": who.opposed,
        "opposed_channels": list(who.opposed_channels),
        "informed_on": who.informed_on,
    }


def decimal_or_none(minor: int | None, currency: str) -> str | None:
    """An amount as scripts read it; None when there is none."""
    return None if minor is None else decimal_string(minor, currency)


def list_columns() -> tuple[Column, ...]:
    """The columns of a list for people."""
    return (
        Column("#", right=True),
        Column(_("Name"), gives_way=1),
        Column(_("Organization"), gives_way=3, from_width=70),
        Column(_("Title"), gives_way=4, from_width=100),
        Column(_("Stage")),
        Column(_("Value"), right=True),
        Column(""),
        Column(_("Next action"), gives_way=2),
    )


def list_row(one: OpportunityRecord) -> tuple[str, ...]:
    """An opportunity as a row under `list_columns`."""
    from funneltui.domain.stages import stage_name

    value = decimal_or_none(one.amount, one.currency)
    return (
        str(one.id),
        one.contact.name,
        one.contact.organization,
        one.title,
        stage_name(one.stage, one.stage_name),
        f"{value} {one.currency}" if value else "",
        _SIGNS[one.temperature.level],
        short_next(one),
    )


def review_columns() -> tuple[Column, ...]:
    """The columns of what needs a decision, for people."""
    return (
        Column("#", right=True),
        Column(_("Name"), gives_way=1),
        Column(_("Stage"), from_width=100),
        Column(_("Reason")),
        Column(_("Advice"), gives_way=2),
    )


def review_row(one: OpportunityRecord, why: Sequence[Why], advice: Advice | None) -> tuple[str, ...]:
    """An opportunity as a row under `review_columns`."""
    from funneltui.domain.stages import stage_name

    reason = why[0].words if why else ""
    stage = stage_name(one.stage, one.stage_name)
    return str(one.id), one.contact.name, stage, reason, advice.words if advice else ""


def review_json(one: OpportunityRecord, why: Sequence[Why], advice: Advice | None) -> dict[str, object]:
    """The JSON object of an opportunity that needs a decision, with the reasons and what to do."""
    until = advice and advice.until
    return {
        **opportunity_json(one),
        "why": [{"key": reason.kind.value, "text": reason.words} for reason in why],
        "advice": advice
        and {"key": advice.kind.value, "until": until.isoformat() if until else None, "text": advice.words},
    }


def short_next(one: OpportunityRecord) -> str:
    """The next action in a few words: overdue ones say so first, closed ones say how they ended."""
    if one.next_action is None:
        return _("until {day}").format(day=one.parked_until) if one.parked_until else one.closed or ""
    late = f"{_('overdue')} " if one.next_action.overdue else ""
    time = f" {one.next_action.time}" if one.next_action.time else ""
    return f"{late}{one.next_action.due}{time} {one.next_action.what}".rstrip()


CSV_HEADER = (
    *("id", "uid", "name", "job_title", "organization", "email", "phone", "title", "stage", "status", "value"),
    *("currency", "temperature", "score", "next_due", "next_what", "last_touch", "unanswered", "tags", "source"),
    *("created", "closed", "lost_reason", "parked_until"),
)
"""The columns of `list --csv`, which scripts rely on."""


def csv_row(one: OpportunityRecord) -> Sequence[str]:
    """An opportunity as a row under `CSV_HEADER`."""
    who, next_action = one.contact, one.next_action
    return (
        *(str(one.id), one.uid, who.name, who.job_title, who.organization, who.email, who.phone),
        *(one.title, one.stage, one.status, decimal_or_none(one.amount, one.currency) or "", one.currency),
        *(one.temperature.level, str(one.score)),
        *((next_action.due, next_action.what) if next_action else ("", "")),
        *(one.last_touch or "", str(one.unanswered), ", ".join(one.tags), one.source),
        *(one.created, one.closed or "", one.lost_reason, one.parked_until or ""),
    )

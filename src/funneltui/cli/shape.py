"""What a deal looks like as JSON, which scripts rely on, and in a table for people.

Keys of the JSON object, in this order, always all of them:
    id (integer, never reused), uid, title, stage (its key), status (suspect, open, won, parked or lost),
    contact {id, name, job_title, email, phone, organization, opposed (true or false), opposed_channels,
    informed_on (a day or null)}, value (decimal string or null),
    currency (ISO 4217), daily_rate (decimal string or null), days (decimal string or null),
    temperature {level (cold, warm or hot), reasons (texts, in the language in force), manual},
    score (criteria answered yes), answers {criterion: {answer, evidence}}, said {criterion: {by, on}},
    next_action {due, time, what, overdue} or null, last_touch, unanswered, tags, source, created, updated,
    closed, lost_reason (a key), parked_until, parked_why, parked_say, expected_close, contact_reason, buyer_step,
    note (the contact's), details (the deal's), roles [{contact, name, role, detail}].
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

_SIGNS = {"cold": "○", "warm": "◐", "hot": "●"}


def opportunity_json(deal: OpportunityRecord) -> dict[str, object]:
    """The JSON object of a deal: see this module's docstring."""
    next_action = deal.next_action
    return {
        "id": deal.id,
        "uid": deal.uid,
        "title": deal.title,
        "stage": deal.stage,
        "status": deal.status,
        "contact": _contact_json(deal.contact),
        "value": decimal_or_none(deal.amount, deal.currency),
        "currency": deal.currency,
        "daily_rate": decimal_or_none(deal.daily_rate, deal.currency),
        "days": None if deal.half_days is None else f"{deal.half_days / 2:.1f}",
        "temperature": {
            "level": deal.temperature.level,
            "reasons": [reason.text for reason in deal.temperature.reasons],
            "manual": deal.temperature.manual,
        },
        "score": deal.score,
        "answers": {key: {"answer": said.answer, "evidence": said.evidence} for key, said in deal.answers.items()},
        "said": {key: {"by": said.said_by, "on": said.said_on} for key, said in deal.answers.items()},
        "next_action": next_action
        and {
            "due": next_action.due,
            "time": next_action.time,
            "what": next_action.what,
            "overdue": next_action.overdue,
        },
        "last_touch": deal.last_touch,
        "unanswered": deal.unanswered,
        "tags": list(deal.tags),
        "source": deal.source,
        "created": deal.created,
        "updated": deal.updated,
        "closed": deal.closed,
        "lost_reason": deal.lost_reason or None,
        "parked_until": deal.parked_until,
        "parked_why": deal.parked_why,
        "parked_say": deal.parked_say,
        "expected_close": deal.expected_close,
        "contact_reason": deal.contact_reason,
        "buyer_step": deal.buyer_step,
        "note": deal.note,
        "details": deal.details,
        "roles": [
            {"contact": part.contact_id, "name": part.name, "role": part.role, "detail": part.detail}
            for part in deal.roles
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
        Column(_("Organization"), gives_way=3, from_width=90),
        Column(_("Title"), gives_way=4, from_width=100),
        Column(_("Stage")),
        Column(_("Value"), right=True),
        Column(""),
        Column(_("Next action"), gives_way=2),
    )


def list_row(deal: OpportunityRecord) -> tuple[str, ...]:
    """A deal as a row under `list_columns`."""
    from funneltui.domain.stages import stage_name

    value = decimal_or_none(deal.amount, deal.currency)
    return (
        str(deal.id),
        deal.contact.name,
        deal.contact.organization,
        deal.title,
        stage_name(deal.stage, deal.stage_name),
        f"{value} {deal.currency}" if value else "",
        _SIGNS[deal.temperature.level],
        short_next(deal),
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


def review_row(deal: OpportunityRecord, why: Sequence[Why], advice: Advice | None) -> tuple[str, ...]:
    """A deal as a row under `review_columns`."""
    from funneltui.domain.stages import stage_name

    reason = why[0].words if why else ""
    stage = stage_name(deal.stage, deal.stage_name)
    return str(deal.id), deal.contact.name, stage, reason, advice.words if advice else ""


def review_json(deal: OpportunityRecord, why: Sequence[Why], advice: Advice | None) -> dict[str, object]:
    """The JSON object of a deal that needs a decision, with the reasons and what to do."""
    until = advice and advice.until
    return {
        **opportunity_json(deal),
        "why": [{"key": reason.kind.value, "text": reason.words} for reason in why],
        "advice": advice
        and {"key": advice.kind.value, "until": until.isoformat() if until else None, "text": advice.words},
    }


def short_next(deal: OpportunityRecord) -> str:
    """The next action in a few words: overdue ones say so first, closed ones say how they ended."""
    if deal.next_action is None:
        return _ending(deal)
    late = f"{_('overdue')} " if deal.next_action.overdue else ""
    time = f" {deal.next_action.time}" if deal.next_action.time else ""
    return f"{late}{deal.next_action.due}{time} {deal.next_action.what}".rstrip()


def _ending(deal: OpportunityRecord) -> str:
    """How a deal without a next action stands: back on a day, won or lost on one, or nothing planned."""
    if deal.parked_until:
        return _("until {day}").format(day=deal.parked_until)
    if not deal.closed:
        return ""
    from funneltui.domain.stages import StageKind

    ended = _("won {day}") if deal.status == StageKind.WON else _("lost {day}")
    return ended.format(day=deal.closed)


CSV_HEADER = (
    *("id", "uid", "name", "job_title", "organization", "email", "phone", "title", "stage", "status", "value"),
    *("currency", "temperature", "score", "next_due", "next_what", "last_touch", "unanswered", "tags", "source"),
    *("created", "closed", "lost_reason", "parked_until"),
)
"""The columns of `list --csv`, which scripts rely on."""


def csv_row(deal: OpportunityRecord) -> Sequence[str]:
    """A deal as a row under `CSV_HEADER`."""
    who, next_action = deal.contact, deal.next_action
    return (
        *(str(deal.id), deal.uid, who.name, who.job_title, who.organization, who.email, who.phone),
        *(deal.title, deal.stage, deal.status, decimal_or_none(deal.amount, deal.currency) or "", deal.currency),
        *(deal.temperature.level, str(deal.score)),
        *((next_action.due, next_action.what) if next_action else ("", "")),
        *(deal.last_touch or "", str(deal.unanswered), ", ".join(deal.tags), deal.source),
        *(deal.created, deal.closed or "", deal.lost_reason, deal.parked_until or ""),
    )

"""One deal on a page for people: what `show` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from funneltui.cli.session import Session
from funneltui.cli.shape import decimal_or_none, short_next
from funneltui.clock import local_time
from funneltui.domain.text import cells, safe_lines
from funneltui.i18n import translate as _

if TYPE_CHECKING:
    from funneltui.storage.reads.contact_values import OpportunityDetail
    from funneltui.storage.reads.opportunity_values import OpportunityRecord

_LOOKED_AT = 30
"""Moments of the contact's history among which the exchanges and moves are told."""
_MARKS = {"yes": "✓", "no": "✗", "unknown": "?"}


def show_opportunity(session: Session, deal: OpportunityRecord) -> None:
    """Print all that is known of a deal, leaving out what is not."""
    head = " · ".join(filter(None, (deal.contact.name, deal.contact.organization, deal.title)))
    session.out.line(f"#{deal.id}  {head}")
    facts = [(label, text) for label, text in _facts(session, deal) if text]
    width = max(cells(label) for label, _text in facts)
    for label, text in facts:
        first, *rest = safe_lines(text)
        session.out.line(f"  {label}{' ' * (width - cells(label))}  {first}")
        for line in rest:
            session.out.line(f"  {' ' * width}  {line}")
    for line in _history(session, deal):
        session.out.line(line)


def _facts(session: Session, deal: OpportunityRecord) -> Iterator[tuple[str, str]]:
    from funneltui.domain.losses import loss_reason_name
    from funneltui.domain.roles import BUYER_STEPS, ROLES
    from funneltui.domain.stages import stage_name

    detail = session.reads.contact.detail(deal.id)
    advice = session.reads.review.advice(deal.id)
    value = decimal_or_none(deal.amount, deal.currency)
    yield _("Stage"), stage_name(deal.stage, deal.stage_name)
    yield _("Value"), f"{value} {deal.currency}" if value else ""
    yield _("Temperature"), _temperature(deal)
    yield _("Next action"), short_next(deal) if deal.next_action else ""
    yield _("Advice"), advice.words if advice else ""
    yield _("Parked until"), "  ".join(filter(None, (deal.parked_until, detail.parked_why)))
    yield _("Talking points"), detail.parked_say
    yield _("Date lost") if deal.status == "lost" else _("Date won"), deal.closed or ""
    yield _("Loss reason"), loss_reason_name(deal.lost_reason, detail.lost_name) if deal.lost_reason else ""
    yield "", detail.lost_note
    yield _("Proposal"), "\n".join(_proposals(detail))
    yield _("Do not contact"), _opposition(detail)
    yield _("Job title"), deal.contact.job_title
    yield from _person(detail)
    yield _("Tags"), ", ".join(dict.fromkeys((*deal.tags, *detail.contact_tags)))
    yield _("Qualification"), "\n".join(_answers(session, deal))
    yield _("Also involved"), "\n".join(f"{part.name}  {_(ROLES[part.role])}" for part in deal.roles)
    yield _("Last exchange"), local_time(deal.last_touch).date().isoformat() if deal.last_touch else ""
    yield _("Unanswered"), str(deal.unanswered or "")
    yield _("Expected close"), deal.expected_close or ""
    yield _("Contact reason"), deal.contact_reason
    yield _("Buying phase"), _(BUYER_STEPS[deal.buyer_step]) if deal.buyer_step else ""
    promoted = _("until {day}").format(day=detail.promotion_until) if detail.promotion_until else ""
    yield _("Promotion"), "  ".join(filter(None, (detail.promotion_code, promoted)))
    yield _("Work starts"), detail.work_starts or ""
    yield _("Work ends"), detail.work_ends or ""
    yield _("Files"), "\n".join(detail.files)
    yield _("Created on"), local_time(deal.created).date().isoformat()
    yield _("Note"), deal.note
    yield _("Deal note"), deal.details


def _person(detail: OpportunityDetail) -> Iterator[tuple[str, str]]:
    """How to reach them, where they work, where they came from."""
    for kind, label in (("email", _("E-mail")), ("phone", _("Phone")), ("link", _("Link"))):
        yield label, ", ".join(way.value for way in detail.ways if way.kind == kind)
    yield _("Address"), detail.address
    yield _("Language"), detail.language
    if (company := detail.company) is not None:
        yield _("Website"), company.website
        yield _("Sector"), company.sector
        yield "SIREN", company.siren
        yield "SIRET", company.siret
        yield _("VAT number"), company.vat_number
        yield _("Organization's address"), company.address
        yield _("Note on the organization"), company.note
    yield _("Source"), "  ".join(filter(None, (detail.source, detail.source_on, detail.source_detail)))
    yield _("Introduced by"), detail.introduced_by


def _proposals(detail: OpportunityDetail) -> Iterator[str]:
    from funneltui.domain.offers import OFFER_STATES

    for offer in detail.proposals:
        until = _("valid until {day}").format(day=offer.valid_until) if offer.valid_until else ""
        yield "  ".join(filter(None, (_(OFFER_STATES[offer.state]), offer.reference, until)))


def _opposition(detail: OpportunityDetail) -> str:
    from funneltui.domain.channels import CHANNELS

    if detail.opposed:
        return _("Do not contact: no messages, no calls")
    return ", ".join(_(CHANNELS[channel]) for channel in detail.opposed_channels if channel in CHANNELS)


def _history(session: Session, deal: OpportunityRecord) -> Iterator[str]:
    """The latest exchanges and stages, and why a gate was passed that was not met."""
    from funneltui.domain.channels import CHANNELS
    from funneltui.domain.qualification import criterion_name
    from funneltui.domain.stages import stage_name
    from funneltui.storage.reads.timeline import MoveMoment, TouchMoment

    for moment in session.reads.contact.timeline(deal.contact.id, limit=_LOOKED_AT):
        if isinstance(moment, TouchMoment):
            arrow = "←" if moment.direction == "in" else "→"
            said = filter(None, (moment.outcome, moment.objection, moment.note.strip()))
            words = f"{arrow} {_(CHANNELS[moment.channel])}  {'  '.join(said)}"
        elif isinstance(moment, MoveMoment) and moment.from_key:
            words = f"» {stage_name(moment.to_key, moment.to_name)}"
            if moment.reasons:
                words += "  " + " · ".join(moment.reasons)
            if moment.override_reason:
                names = ", ".join(criterion_name(key, name) for key, name in moment.missing)
                words += "  " + _("moved anyway: {reason}").format(reason=moment.override_reason)
                words += "  (" + _("missing: {criteria}").format(criteria=names) + ")"
        else:
            continue
        first, *rest = safe_lines(words.rstrip())
        yield f"  {local_time(moment.at).date()}  {first}"
        yield from (f"  {'':14}{line}" for line in rest)


def _temperature(deal: OpportunityRecord) -> str:
    words = deal.temperature.words
    if deal.temperature.manual:
        words += f" ({_('set by hand')})"
    return "  ".join([words, *(reason.text for reason in deal.temperature.reasons)])


def _answers(session: Session, deal: OpportunityRecord) -> Iterator[str]:
    from funneltui.domain.qualification import evidence_text

    for criterion in session.reads.stages.criteria():
        said = deal.answers.get(criterion.key)
        if said is not None:
            told = evidence_text(said.evidence, said.said_by)
            yield f"{_MARKS[said.answer]} {criterion.called}  {told}".rstrip()

"""One opportunity on a page for people: what `show` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from funneltui.cli.session import Session
from funneltui.cli.shape import decimal_or_none, short_next
from funneltui.domain.text import cells, safe_lines
from funneltui.i18n import translate as _

if TYPE_CHECKING:
    from funneltui.storage.reads.opportunities import OpportunityRecord

__all__ = ["show_opportunity"]

_MARKS = {"yes": "✓", "no": "✗", "unknown": "?"}


def show_opportunity(session: Session, one: OpportunityRecord) -> None:
    """Print all that is known of an opportunity, leaving out what is not."""
    head = " · ".join(filter(None, (one.contact.name, one.contact.organization, one.title)))
    session.out.line(f"#{one.id}  {head}")
    facts = [(label, text) for label, text in _facts(session, one) if text]
    width = max(cells(label) for label, _text in facts)
    for label, text in facts:
        first, *rest = safe_lines(text)
        session.out.line(f"  {label}{' ' * (width - cells(label))}  {first}")
        for line in rest:
            session.out.line(f"  {' ' * width}  {line}")


def _facts(session: Session, one: OpportunityRecord) -> Iterator[tuple[str, str]]:
    from funneltui.domain.losses import loss_reason_name
    from funneltui.domain.stages import stage_name

    value = decimal_or_none(one.amount, one.currency)
    yield _("Stage"), stage_name(one.stage, one.stage_name)
    yield _("Value"), f"{value} {one.currency}" if value else ""
    yield _("Temperature"), _temperature(one)
    yield _("Next action"), short_next(one) if one.next_action else ""
    yield _("Parked until"), one.parked_until or ""
    yield _("Closed on"), one.closed or ""
    yield _("Loss reason"), loss_reason_name(one.lost_reason) if one.lost_reason else ""
    yield _("Job title"), one.contact.job_title
    yield _("E-mail"), one.contact.email
    yield _("Phone"), one.contact.phone
    yield _("Source"), one.source
    yield _("Tags"), ", ".join(one.tags)
    yield _("Qualification"), "\n".join(_answers(session, one))
    yield _("Last touch"), (one.last_touch or "")[:10]
    yield _("Unanswered"), str(one.unanswered or "")
    yield _("Expected close"), one.expected_close or ""
    yield _("Contact reason"), one.contact_reason
    yield _("Created"), one.created[:10]
    yield _("Note"), one.note
    yield _("Details"), one.details


def _temperature(one: OpportunityRecord) -> str:
    words = one.temperature.words
    if one.temperature.manual:
        words += f" ({_('set by hand')})"
    return "  ".join([words, *(reason.text for reason in one.temperature.reasons)])


def _answers(session: Session, one: OpportunityRecord) -> Iterator[str]:
    from funneltui.domain.qualification import criterion_name, evidence_text

    for criterion in session.reads.stages.criteria():
        said = one.answers.get(criterion.key)
        if said is not None:
            told = evidence_text(said.evidence, said.said_by)
            yield f"{_MARKS[said.answer]} {criterion_name(criterion.key, criterion.name)}  {told}".rstrip()

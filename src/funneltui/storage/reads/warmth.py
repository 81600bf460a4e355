"""How warm a deal is, from what the tables hold of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from funneltui.clock import local_day
from funneltui.domain.temperature import Facts, Temperature, temperature

if TYPE_CHECKING:
    from funneltui.storage.reads.contact_values import OpportunityDetail
    from funneltui.storage.reads.people import PersonRow
    from funneltui.storage.reads.templates import Recipient

BOUGHT = (
    "EXISTS (SELECT 1 FROM card b JOIN stage w ON w.id = b.stage_id"
    " WHERE b.contact_id = {card}.contact_id AND w.kind = 'won')"
)
"""Whether the contact of the card that is named so has bought: `Facts.bought`."""


def warmth(today: date, *columns: Any) -> Temperature:  # noqa: ANN401 - whatever a row holds
    """How warm it is, by the columns that `Facts` names after the day; the last answer is an instant."""
    facts = Facts(today, *columns)
    return temperature(facts._replace(last_in_at=facts.last_in_at and local_day(facts.last_in_at)))


def temperature_of(held: OpportunityDetail | PersonRow | Recipient, today: date) -> Temperature:
    """How warm a deal that was read is on a day, and why."""
    counts = held.yes_count, held.no_count, held.last_in_at, held.unanswered
    override = held.temperature_override, held.temperature_until
    return warmth(today, held.kind, held.probability, *counts, *override, held.bought)

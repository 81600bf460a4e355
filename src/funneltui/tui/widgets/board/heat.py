"""A card's temperature, as the domain computes it from what the card knows."""

from __future__ import annotations

from datetime import date

from funneltui.clock import local_day
from funneltui.domain.temperature import Facts, temperature
from funneltui.storage.reads.board import CardRow, Lane


def heat(card: CardRow, lane: Lane | None, today: date) -> str:
    """cold, warm or hot."""
    facts = Facts(
        today,
        kind=lane.kind if lane else "open",
        probability=lane.probability if lane else 0,
        yes_count=card.yes_count,
        no_count=card.no_count,
        last_in_at=card.last_in_at and local_day(card.last_in_at),
        unanswered=card.unanswered,
        override=card.temperature_override,
        override_until=card.temperature_until,
    )
    return temperature(facts).level.value

"""A card's temperature, as the domain computes it from what the card knows."""

from __future__ import annotations

from datetime import date

from funneltui.storage.reads.board import CardRow, Lane
from funneltui.storage.reads.warmth import warmth


def heat(card: CardRow, lane: Lane | None, today: date) -> str:
    """cold, warm or hot."""
    kind, probability = (lane.kind, lane.probability) if lane else ("open", 0)
    counts = card.yes_count, card.no_count, card.last_in_at, card.unanswered
    warm = warmth(today, kind, probability, *counts, card.temperature_override, card.temperature_until)
    return warm.level.value

"""How warm a deal is, from what the tables hold of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from funneltui.clock import local_day
from funneltui.domain.temperature import Facts, Temperature, temperature

BOUGHT = (
    "EXISTS (SELECT 1 FROM card b JOIN stage w ON w.id = b.stage_id"
    " WHERE b.contact_id = {card}.contact_id AND w.kind = 'won')"
)
"""Whether the contact of the card that is named so has bought: `Facts.bought`."""


def warmth(today: date, *columns: Any) -> Temperature:  # noqa: ANN401 - whatever a row holds
    """How warm it is, by the columns that `Facts` names after the day; the last answer is an instant."""
    facts = Facts(today, *columns)
    return temperature(facts._replace(last_in_at=facts.last_in_at and local_day(facts.last_in_at)))


class Warmed:
    """Mixed into records that hold what a temperature is computed from."""

    __slots__ = ()

    kind: str
    probability: int
    yes_count: int
    no_count: int
    last_in_at: str | None
    unanswered: int
    temperature_override: str
    temperature_until: str | None
    bought: bool

    def temperature(self, today: date) -> Temperature:
        """How warm it is on a day, and why."""
        counts = self.yes_count, self.no_count, self.last_in_at, self.unanswered
        override = self.temperature_override, self.temperature_until
        return warmth(today, self.kind, self.probability, *counts, *override, self.bought)

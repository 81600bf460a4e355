"""How warm a record's deal is, from what the record holds."""

from __future__ import annotations

from datetime import date

from funneltui.clock import local_day
from funneltui.domain.temperature import Facts, Temperature, temperature


class Warmed:
    """Mixed into records that hold what a temperature is the sum of."""

    __slots__ = ()

    kind: str
    probability: int
    yes_count: int
    no_count: int
    last_in_at: str | None
    unanswered: int
    temperature_override: str
    temperature_until: str | None

    def temperature(self, today: date) -> Temperature:
        """How warm it is on a day, and why."""
        return temperature(
            Facts(
                today,
                self.kind,
                self.probability,
                self.yes_count,
                self.no_count,
                self.last_in_at and local_day(self.last_in_at),
                self.unanswered,
                self.temperature_override,
                self.temperature_until,
            )
        )

"""What is measured, what was asked for, and how it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

GATE = 1.5
"""CI fails above so many times a target: its machines are shared."""


@dataclass(slots=True)
class Measure:
    """One line of the table.

    Attributes:
        what: In words.
        target: At most (or, for a rate, at least) this; None for a figure that is only told.
        unit: E, K, R, or a unit of its own.
        values: The measured ones, in seconds, MB or whatever the unit counts.
        base: What one unit is worth; None when the values are the figure itself.
        at_least: Whether more is better.
        ceiling: A limit in seconds beside the ratio.
        known: The figure of a target that is not met yet, as measured on a quiet machine: it is told as
            missed, and the gate keeps it from getting worse.
        gated: Whether the gate looks at it: not at what says as much of the machine as of the program.
    """

    what: str
    target: float | None
    unit: str
    values: Sequence[float] = ()
    base: Sequence[float] = field(default=())
    at_least: bool = False
    ceiling: float | None = None
    known: float | None = None
    gated: bool = True

    @property
    def figure(self) -> float:
        """The median, in the unit."""
        middle = median(self.values)
        return middle / median(self.base) if self.base else middle

    @property
    def held(self) -> bool:
        """Whether the target is met."""
        return self.within(1.0)

    def within(self, slack: float) -> bool:
        """Whether the figure is no worse than `slack` times the target."""
        if self.target is None:
            return True
        if self.ceiling is not None and median(self.values) > self.ceiling * slack:
            return False
        return self.figure * slack >= self.target if self.at_least else self.figure <= self.target * slack

    @property
    def passes(self) -> bool:
        """Whether the gate lets it through."""
        if not self.gated:
            return True
        if self.known is not None:
            return self.figure <= self.known * GATE
        return self.within(GATE)

    def line(self) -> str:
        """The measure as a line of the table."""
        sign = "≥" if self.at_least else "≤"
        raw = f"{median(self.values) * 1000:8.1f} ms" if self.base and self.unit != "R" else ""
        raw = f"{median(self.values):8.1f} MB" if self.unit == "R" else raw
        mark = "ok" if self.held else ("missed" if self.known else "slow") if self.passes else "FAIL"
        target = f"{sign} {self.target:g} {self.unit}" if self.target is not None else "—"
        found = f"{self.figure:>12.2f} {self.unit:<7}"
        return f"{self.what:<58}{target:>18}{found}{raw:>12}  n={len(self.values):<3} {mark}"

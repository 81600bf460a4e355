"""What a rule of dates and times is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

from funneltui.errors import InvalidValueError


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reading depends on besides the words.

    Attributes:
        today: The local day.
        day_first: Whether 5/12 is a day and a month (French), or could be either (English).
        past: Whether a day that names no year or week is the last one rather than the next one.
    """

    today: date
    day_first: bool
    past: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What the first words say.

    Attributes:
        count: How many words.
        day: The day; None when it cannot be, and `problem` says why.
        note: A translated sentence when the day is not literally what was said.
        problem: Why there is no such day.
        weak: Whether the words may well mean something else: then a shorter reading without problem is better.
        at: The time that came with it.
        is_guess: Whether a number without more was taken for an hour: any other reading of it is better.
    """

    count: int
    day: date | None = None
    note: str = ""
    problem: InvalidValueError | None = None
    weak: bool = False
    at: time | None = None
    is_guess: bool = False

    def behind(self, skipped: int) -> Reading:
        """The same with so many words before it."""
        return replace(self, count=skipped + self.count)


def impossible(count: int, message: str, *, weak: bool = False, **values: object) -> Reading:
    """So many words that name no day or time there is."""
    return Reading(count, problem=InvalidValueError(message, field="date", **values), weak=weak)

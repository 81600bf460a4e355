"""When the next action is due: late, today, to come, or nothing planned, which is a gap.

Every live deal has a next action with a date, or the program shows that it has none (freelance
prospecting practice).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from funneltui.domain.days import day_words
from funneltui.i18n import N_, NC_, translate


class Due(StrEnum):
    """How a next action stands, in the order of a board's column."""

    OVERDUE = "overdue"
    TODAY = "today"
    NONE = "none"
    FUTURE = "future"

    @property
    def rank(self) -> int:
        """Its place in a column: 0 comes first."""
        return _RANKS[self]


_RANKS = {due: place for place, due in enumerate(Due)}


class Lateness(NamedTuple):
    """How a next action stands on a day.

    Attributes:
        kind: Late, today, nothing planned, to come.
        days: Days from the due day to today: positive when late, negative when to come, 0 otherwise.
        words: It in the language that was in force: `3 d late`, `today`, `Tue`, `15 Dec`, `nothing planned`.
    """

    kind: Due
    days: int
    words: str

    @property
    def rank(self) -> int:
        """Its place in a column: 0 comes first."""
        return _RANKS[self.kind]

    @property
    def brief(self) -> str:
        """It in the fewest words, where something else says that it is late: `3 d`, `today`, `Tue`."""
        if self.kind is Due.OVERDUE:
            return translate(N_("{days} d")).format(days=self.days)
        return translate(NC_("brief", "today")) if self.kind is Due.TODAY else self.words


def lateness(due_on: date | str | None, today: date) -> Lateness:
    """How a next action due on a day stands today.

    Args:
        due_on: Its day, or the stored form of it (`2026-12-15`); None when nothing is planned.
        today: The local day.
    """
    if due_on is None:
        return Lateness(Due.NONE, 0, translate(N_("no next action")))
    day = date.fromisoformat(due_on) if isinstance(due_on, str) else due_on
    late = (today - day).days
    if late > 0:
        return Lateness(Due.OVERDUE, late, translate(N_("{n} d late")).format(n=late))
    return Lateness(Due.FUTURE if late else Due.TODAY, late, day_words(day, today))

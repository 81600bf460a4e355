"""How warm a prospect is: cold, warm or hot, always as a sum of reasons a person can check.

Only what the prospect did warms: their messages count, mine do not (freelance prospecting practice). The level
is nothing but the sum of the reasons' points, so that no number has to be believed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from funneltui.domain.stages import StageKind
from funneltui.i18n import N_, translate


class Level(StrEnum):
    """How warm."""

    COLD = "cold"
    """Knows little of me and has shown no interest: teach, do not sell."""
    WARM = "warm"
    """First contact has happened: show cases, invite, keep at it."""
    HOT = "hot"
    """Strongly interested, near a decision: follow closely, make an offer."""


LEVEL_WORDS: Mapping[Level, str] = {Level.COLD: N_("cold"), Level.WARM: N_("warm"), Level.HOT: N_("hot")}
"""Message ids of the levels."""

WARM_FROM, HOT_FROM = 3, 8
"""The fewest points of a warm and of a hot prospect."""

FRESH, RECENT, SILENT, FORGOTTEN = 7, 21, 21, 90
"""Days since they last answered, at which its weight changes."""
MOST_UNANSWERED = 4
"""Unanswered messages from which on one more makes no colder."""
HIGH_CHANCE, SOME_CHANCE = 50, 25
"""A stage's probability in percent, from which on being there warms twice, or once."""


class Facts(NamedTuple):
    """What a temperature is computed from: fields of a card's row.

    Attributes:
        today: The local day.
        kind: Of the stage (`StageKind`).
        probability: Of the stage, in percent.
        yes_count: Criteria answered yes.
        no_count: Criteria answered no.
        last_in_at: The local day on which they last answered, met or called (`YYYY-MM-DD`), or None.
        unanswered: My messages since then.
        override: The level a person set; empty for none.
        override_until: The last day it holds; None for no end.
        bought: Whether their contact has bought before: a deal of theirs was won.
    """

    today: date
    kind: str = StageKind.OPEN
    probability: int = 0
    yes_count: int = 0
    no_count: int = 0
    last_in_at: str | None = None
    unanswered: int = 0
    override: str = ""
    override_until: str | None = None
    bought: bool = False


class Reason(NamedTuple):
    """One line of the sum.

    Attributes:
        points: What it adds or takes away; never 0.
        message: Message id: why.
        n: What goes into its place: days, a count, a percentage.
    """

    points: int
    message: str
    n: int = 0

    @property
    def words(self) -> str:
        """Why, in the language in force, without its sign."""
        return translate(self.message).format(n=self.n)

    @property
    def text(self) -> str:
        """The reason with its sign: `+ answered 3 d ago`, `− 2 messages unanswered`."""
        return f"{'+' if self.points > 0 else '−'} {self.words}"


class Temperature(NamedTuple):
    """How warm a prospect is, and why.

    Attributes:
        level: What counts: the level a person set while it holds, else the sum's.
        points: The sum of the reasons.
        manual: Whether a person set the level.
        until: The last day of a manual level (`YYYY-MM-DD`); None for no end, or none set.
        reasons: What the sum is made of, the strongest first.
    """

    level: Level
    points: int
    manual: bool = False
    until: str | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def computed(self) -> Level:
        """The level by the sum, whatever a person set."""
        return _level(self.points)

    @property
    def why(self) -> str:
        """The reasons one after the other, each in one piece: a line breaks between them."""
        return "  ".join(reason.text.replace(" ", "\N{NO-BREAK SPACE}") for reason in self.reasons)

    @property
    def words(self) -> str:
        """The level in the language in force."""
        return translate(LEVEL_WORDS[self.level])


KIND_REASONS: Mapping[str, Reason] = {
    StageKind.WON: Reason(5, N_("has bought")),
    StageKind.PARKED: Reason(-2, N_("not now")),
    StageKind.LOST: Reason(-5, N_("deal lost")),
}
"""What a stage that is no longer live says by itself."""


@lru_cache(maxsize=2048)
def temperature(facts: Facts) -> Temperature:
    """The temperature of a prospect with its reasons. Asked for each card that is drawn, hence kept."""
    reasons = tuple(sorted(_reasons(facts), key=lambda reason: -abs(reason.points)))
    points = sum(reason.points for reason in reasons)
    if _is_manual(facts):
        return Temperature(Level(facts.override), points, manual=True, until=facts.override_until, reasons=reasons)
    return Temperature(_level(points), points, reasons=reasons)


def _level(points: int) -> Level:
    return Level.HOT if points >= HOT_FROM else Level.WARM if points >= WARM_FROM else Level.COLD


def _is_manual(facts: Facts) -> bool:
    return bool(facts.override) and (facts.override_until is None or facts.today.isoformat() <= facts.override_until)


def _reasons(facts: Facts) -> Iterator[Reason]:
    yield from _their_answers(facts)
    yes, no, unanswered = facts.yes_count, facts.no_count, facts.unanswered
    if yes:
        yield Reason(yes, N_("one criterion met") if yes == 1 else N_("{n} criteria met"), yes)
    if no:
        yield Reason(-no, N_("one criterion not met") if no == 1 else N_("{n} criteria not met"), no)
    if unanswered > 1:  # the first one is only just sent
        yield Reason(1 - min(unanswered, MOST_UNANSWERED), N_("{n} unanswered"), unanswered)
    if facts.bought and facts.kind != StageKind.WON:
        yield KIND_REASONS[StageKind.WON]
    by_kind = KIND_REASONS.get(facts.kind)
    if by_kind is not None:
        yield by_kind
    elif facts.probability >= SOME_CHANCE:
        points = 2 if facts.probability >= HIGH_CHANCE else 1
        yield Reason(points, N_("stage with a {n}% chance"), facts.probability)


def _their_answers(facts: Facts) -> Iterator[Reason]:
    """What they did and how long ago; a message dated after today counts as today's."""
    if facts.last_in_at is None:
        yield Reason(-2, N_("no reply logged"))
        return
    days = max((facts.today - date.fromisoformat(facts.last_in_at)).days, 0)
    points = 4 if days <= FRESH else 3 if days <= RECENT else 2
    yield Reason(points, N_("replied {n} d ago") if days else N_("replied today"), days)
    if days > SILENT:
        yield Reason(-2 if days > FORGOTTEN else -1, N_("no news for {n} d"), days)

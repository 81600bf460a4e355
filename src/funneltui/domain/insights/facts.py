"""What the reports are reckoned from: counts that the file's own rows add up to, as plain values.

Each has the columns that a population of deals is counted by (`Behind.where` names the same ones), how many deals
there are of these, and where it matters what they are worth in minor units.
"""

from __future__ import annotations

from typing import NamedTuple


class StageFact(NamedTuple):
    """A stage of the funnel."""

    id: int
    key: str
    name: str | None
    """The user's own name; None: the built-in one."""
    kind: str
    position: int
    probability: int
    archived: int


class Pass(NamedTuple):
    """Deals that entered a stage in the period: where they went next (None: nowhere yet), where they are now."""

    stage: int
    next: int | None
    now: int
    deals: int


class Stay(NamedTuple):
    """Deals that stayed in a stage for so many days; `over`: they have left it."""

    stage: int
    days: int
    over: int
    deals: int


class Deal(NamedTuple):
    """Deals created in the period, by the month they came in, the stage and kind of stage they are in now.

    `days`: from the day they came in to the day they were closed, or until today.
    """

    month: str
    kind: str
    days: int
    deals: int


class Closed(NamedTuple):
    """Deals that were won or lost in the period, and are so still; by their month, or by source and loss reason."""

    kind: str
    month: str
    source: str
    reason: str
    currency: str
    deals: int
    amount: int


class Lead(NamedTuple):
    """Deals created in the period, by their source and what became of them."""

    source: str
    kind: str
    reason: str
    """Why they were lost: a key."""
    untried: int
    """Discarded though nobody was ever contacted."""
    qualified: int
    """They came as far as the first stage that asks for answers, or were won."""
    currency: str
    deals: int
    amount: int


class Buyer(NamedTuple):
    """Deals won of people from a source who bought so many times."""

    source: str
    repeat: int
    """1: the person has bought more than once."""
    people: int
    deals: int


class Cost(NamedTuple):
    """What a source cost in the period."""

    source: str
    currency: str
    amount: int


class Lost(NamedTuple):
    """Deals lost in the period by why, where the people came from and what they do."""

    reason: str
    source: str
    segment: str
    untried: int
    currency: str
    deals: int
    amount: int


class Objection(NamedTuple):
    """A deal that was lost for its price."""

    deal: int
    day: str
    source: str
    segment: str


class Open(NamedTuple):
    """Deals still being decided, by the month they are expected in (empty: nobody said)."""

    stage: int
    month: str
    idle: int
    """1: nothing has happened for longer than the stage allows, and nothing is planned."""
    planned: int
    """1: it has a next action."""
    currency: str
    deals: int
    amount: int


class Exchange(NamedTuple):
    """Exchanges in the period; `answered`: the next exchange with that person came from them, after `days`."""

    channel: str
    direction: str
    answered: int
    days: int | None
    exchanges: int


class MonthCount(NamedTuple):
    """Exchanges of a month."""

    month: str
    direction: str
    exchanges: int


class Work(NamedTuple):
    """A deal that was won and how much work it is."""

    deal: int
    half_days: int | None
    starts: str | None
    ends: str | None
    closed_on: str


class Planned(NamedTuple):
    """How many deals want attention, by why."""

    idle: int
    unplanned: int
    waking: int

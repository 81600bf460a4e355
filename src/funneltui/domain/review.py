"""What needs a decision, why, and in which order: the queue of a review.

Nobody leaves a review without a state: a dated next action, won, lost with a reason, or parked with a date
(freelance prospecting practice). A next action to come silences everything but an offer that lapses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from funneltui.domain.cadence import USUAL, Rhythm
from funneltui.domain.stages import LIVE_KINDS, StageKind
from funneltui.i18n import N_, translate


class WhyKind(StrEnum):
    """Why a card is in the review, the most urgent first."""

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    AWAKE = "awake"
    """Its parking date has come."""
    LAPSING = "lapsing"
    """Its offer ends soon, or has ended."""
    THEIR_WORD = "their_word"
    """They wrote last, and nothing is planned or was planned since."""
    SILENT = "silent"
    """Too many messages are unanswered: yes, no, or not now."""
    IDLE = "idle"
    """Nothing happened for longer than its stage allows, and nothing is planned."""
    UNPLANNED = "unplanned"
    """A live card without a next action."""
    UNDATED = "undated"
    """Parked without a date, so that it would never come back."""
    UNSORTED = "unsorted"
    """A suspect nobody has looked at yet."""


_RANKS = {kind: place for place, kind in enumerate(WhyKind)}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a card stands on a day: fields of its row.

    Attributes:
        today: The local day.
        kind: Of its stage (`StageKind`).
        due_on: The day of its next action.
        parked_until: The day it comes back.
        offer_until: The last day of its open offer.
        last_touch: The day of the latest exchange, either way.
        last_in: The day of the latest one that came from them.
        since: The day it entered its stage.
        unanswered: My messages since they last answered.
        idle_days: Days without activity its stage allows; 0 for any number.
        lost_reason: The key of its loss reason.
    """

    today: date
    kind: str = StageKind.OPEN
    due_on: date | None = None
    parked_until: date | None = None
    offer_until: date | None = None
    last_touch: date | None = None
    last_in: date | None = None
    since: date | None = None
    unanswered: int = 0
    idle_days: int = 0
    lost_reason: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """One reason to decide.

    Attributes:
        kind: Which.
        message: Message id.
        n: Days or messages, what the message counts.
    """

    kind: WhyKind
    message: str
    n: int = 0

    @property
    def words(self) -> str:
        """The reason in the language in force."""
        return translate(self.message).format(n=self.n)


def why(standing: Standing, rhythm: Rhythm = USUAL) -> tuple[Why, ...]:
    """Why a card needs a decision today, the most urgent reason first; empty when it does not.

    Args:
        standing: Where it stands.
        rhythm: What is too many unanswered messages, and how long before its end an offer matters.
    """
    if standing.kind == StageKind.PARKED:
        return tuple(_of_parked(standing))
    if standing.kind == StageKind.WON:  # a client is only written to when it was planned
        return tuple(_of_plan(standing))
    if standing.kind not in LIVE_KINDS:
        return ()
    return tuple(sorted(_of_live(standing, rhythm), key=lambda reason: _RANKS[reason.kind]))


def is_settled(standing: Standing) -> bool:
    """Whether a card may leave a review as it is, without being skipped."""
    match standing.kind:
        case StageKind.WON:
            return standing.due_on is None or standing.due_on >= standing.today
        case StageKind.LOST:
            return bool(standing.lost_reason)
        case StageKind.PARKED:
            return standing.parked_until is not None and standing.parked_until > standing.today
    return standing.due_on is not None and standing.due_on >= standing.today


def _of_parked(standing: Standing) -> Iterator[Why]:
    if standing.parked_until is None:
        yield Why(WhyKind.UNDATED, N_("parked without a date"))
    elif standing.parked_until <= standing.today:
        days = (standing.today - standing.parked_until).days
        yield Why(WhyKind.AWAKE, N_("“Not now” ended {n} d ago") if days else N_("“Not now” ends today"), days)


def _of_plan(standing: Standing) -> Iterator[Why]:
    """What is said by a next action that is due."""
    late = -1 if standing.due_on is None else (standing.today - standing.due_on).days
    if late > 0:
        yield Why(WhyKind.OVERDUE, N_("{n} d late"), late)
    elif late == 0:
        yield Why(WhyKind.DUE_TODAY, N_("due today"))


def _of_live(standing: Standing, rhythm: Rhythm) -> Iterator[Why]:
    today = standing.today
    if standing.offer_until is not None and (standing.offer_until - today).days <= rhythm.lapse_warning:
        yield lapsing((standing.offer_until - today).days)
    if standing.due_on is not None and standing.due_on > today:
        return
    yield from _of_plan(standing) if standing.due_on is not None else _unplanned(standing)
    if standing.unanswered >= rhythm.silent_limit:
        yield Why(WhyKind.SILENT, N_("{n} unanswered"), standing.unanswered)


def their_word(last_in: date, today: date) -> Why:
    """That the last exchange came from them, so many days ago or today."""
    days = max((today - last_in).days, 0)
    return Why(WhyKind.THEIR_WORD, N_("they wrote last, {n} d ago") if days else N_("replied today"), days)


def lapsing(left: int) -> Why:
    """That an offer ends in so many days, today, or has ended."""
    if left < 0:
        return Why(WhyKind.LAPSING, N_("the proposal expired {n} d ago"), -left)
    return Why(WhyKind.LAPSING, N_("the proposal expires in {n} d") if left else N_("the proposal expires today"), left)


def _unplanned(standing: Standing) -> Iterator[Why]:
    """What a card without a next action lacks."""
    if standing.kind == StageKind.SUSPECT and standing.last_touch is None:
        yield Why(WhyKind.UNSORTED, N_("to be sorted"))
        return
    yield Why(WhyKind.UNPLANNED, N_("no next action"))
    if standing.last_in is not None and not standing.unanswered:
        yield their_word(standing.last_in, standing.today)
    active = max((day for day in (standing.last_touch, standing.since) if day is not None), default=None)
    if active is not None and standing.idle_days and (standing.today - active).days > standing.idle_days:
        yield Why(WhyKind.IDLE, N_("idle for {n} d"), (standing.today - active).days)

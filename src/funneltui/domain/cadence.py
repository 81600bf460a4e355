"""Persistent, not annoying: when to write again, and when to ask for a clear yes or no.

Only what the prospect did ends a silence. The spacing grows with every unanswered message; after so
many, one last message; after that, a clear answer is asked for or the card ends as yes, no, or "not
now" with a date (freelance prospecting practice: a clear no beats an ambiguous answer). Give first:
three pure asks in a row are one too many.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from funneltui.domain.days import short_day, weekday_name
from funneltui.i18n import N_, translate, translate_plural

DEFAULT_CADENCE: Mapping[str, int] = {"cold": 10, "warm": 5, "hot": 2, "proposal.warm": 4, "proposal.cold": 7}
"""Days between two messages, by temperature, or by stage and temperature (`stage.temperature`)."""
_LONGEST_FACTOR = 4
_WEEKEND = 5


class _Chosen(Protocol):
    """Whatever says how a person wants to follow up: the settings."""

    @property
    def cadence(self) -> Mapping[str, int]: ...
    @property
    def silent_limit(self) -> int: ...
    @property
    def ask_limit(self) -> int: ...
    @property
    def lapse_warning(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often to follow up, and when it is enough: all thresholds of follow-up in one place.

    Attributes:
        cadence: Days between two messages by `stage.temperature`, else by temperature; else the usual ones.
        silent_limit: Unanswered messages after which the next one is the last.
        ask_limit: My messages in a row that may ask without giving something useful.
        lapse_warning: Days before its last day that an offer asks for attention.
    """

    cadence: Mapping[str, int] = field(default_factory=lambda: DEFAULT_CADENCE)
    silent_limit: int = 4
    ask_limit: int = 3
    lapse_warning: int = 7

    @classmethod
    def of(cls, chosen: _Chosen) -> Rhythm:
        """The rhythm that a person has chosen."""
        return cls(chosen.cadence, chosen.silent_limit, chosen.ask_limit, chosen.lapse_warning)


USUAL = Rhythm()
"""The rhythm of a user who has chosen none."""


class AdviceKind(StrEnum):
    """What to do about a silence."""

    LEAVE_ALONE = "leave_alone"
    """They asked not to be contacted."""
    FOLLOW_UP = "follow_up"
    WAIT = "wait"
    LAST_MESSAGE = "last_message"
    CLEAR_ANSWER = "clear_answer"
    """More than the last message is unanswered: yes, no, or not now."""
    ANSWER_THEM = "answer_them"
    """Their message is the latest one."""


@dataclass(frozen=True, slots=True)
class Silence:
    """What was said lately between two people, as days.

    Attributes:
        today: The local day.
        unanswered: My messages since they last answered.
        first_unanswered: The day of the first of them.
        last_touch: The day of the latest exchange, either way; None when there was none.
        pure_asks: My latest messages in a row that gave nothing useful.
        opposed: Whether they asked not to be contacted.
        acquainted: Whether the stage or a sale says that there were exchanges, written down or not.
        offered: The day an open offer was sent, when nothing was said since.
    """

    today: date
    unanswered: int = 0
    first_unanswered: date | None = None
    last_touch: date | None = None
    pure_asks: int = 0
    opposed: bool = False
    acquainted: bool = False
    offered: date | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do, with its reason; for a person to take or leave.

    Attributes:
        kind: What to do.
        until: The day to wait for.
        message: Message id of the sentence.
        values: What goes in its places.
        give_first: How many messages in a row only asked, when the next one should give something useful.
    """

    kind: AdviceKind
    message: str
    values: Mapping[str, object]
    until: date | None = None
    give_first: int = 0

    @property
    def words(self) -> str:
        """The advice in the language in force, one sentence with its reason."""
        day = f"{weekday_name(self.until, short=True)} {short_day(self.until, self.until)}" if self.until else ""
        said = translate(self.message).format(**self.values, day=day).replace("..", ".")  # a shortened month ends so
        if not self.give_first:
            return said
        hint = translate_plural(
            "Offer something useful first: the last message only asked.",
            "Offer something useful first: the last {count} messages only asked.",
            self.give_first,
        )
        return f"{said} {hint}"


def spacing(stage: str, temperature: str, unanswered: int, rhythm: Rhythm = USUAL) -> int:
    """Days to let pass after a message: the cadence, longer with each one that was not answered.

    Args:
        stage: The stage's key.
        temperature: cold, warm or hot.
        unanswered: Messages not answered so far.
        rhythm: How often to follow up.
    """
    usual = {**DEFAULT_CADENCE, **rhythm.cadence}
    days = usual.get(f"{stage}.{temperature}", usual.get(temperature, DEFAULT_CADENCE["warm"]))
    return max(1, days) * min(max(unanswered, 1), _LONGEST_FACTOR)


def suggested_day(today: date, stage: str, temperature: str, unanswered: int = 0, rhythm: Rhythm = USUAL) -> date:
    """The day to propose for the next action: the spacing from today, moved on to a Monday from a weekend."""
    day = today + timedelta(days=spacing(stage, temperature, unanswered, rhythm))
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _WEEKEND else day


def suggested_words(unanswered: int, rhythm: Rhythm = USUAL) -> str:
    """What to propose as the next action after so many unanswered messages, in the language in force; see `advise`."""
    if unanswered > rhythm.silent_limit:
        return translate(N_("ask for a clear yes or no"))
    return translate(N_("last message") if unanswered == rhythm.silent_limit else N_("follow up"))


def advise(silence: Silence, stage: str, temperature: str, rhythm: Rhythm = USUAL) -> Advice:
    """What to do now, from what was said lately.

    Args:
        silence: What was said lately.
        stage: The stage's key.
        temperature: cold, warm or hot.
        rhythm: How often to follow up, and when it is enough.
    """
    count, last, limit = silence.unanswered, silence.last_touch, rhythm.silent_limit
    if silence.opposed:
        return Advice(AdviceKind.LEAVE_ALONE, N_("Do not contact: no follow-up."), {})
    if count == 0 or last is None:
        return _nothing_unanswered(silence, stage, temperature, rhythm)
    give = silence.pure_asks if silence.pure_asks >= rhythm.ask_limit else 0
    first = silence.first_unanswered or last
    values = {"count": count, "days": (silence.today - first).days}
    if count > limit:
        message = N_("{count} unanswered in {days} d: ask for a clear yes or no, or mark as lost.")
        return Advice(AdviceKind.CLEAR_ANSWER, message, values)
    until = suggested_day(last, stage, temperature, count, rhythm)
    if until > silence.today:
        today = N_("{count} unanswered since today: wait until {day}.")
        message = N_("{count} unanswered in {days} d: wait until {day}.") if values["days"] else today
        if count == limit:
            message = N_("{count} unanswered in {days} d: wait until {day}, then send the last message.")
        return Advice(AdviceKind.WAIT, message, values, until, give)
    if count == limit:
        message = N_("{count} unanswered in {days} d: send the last message.")
        return Advice(AdviceKind.LAST_MESSAGE, message, values, give_first=give)
    if count == 1:
        return Advice(AdviceKind.FOLLOW_UP, N_("One exchange unanswered for {days} d: follow up."), values, None, give)
    return Advice(AdviceKind.FOLLOW_UP, N_("{count} unanswered in {days} d: follow up."), values, None, give)


def _nothing_unanswered(silence: Silence, stage: str, temperature: str, rhythm: Rhythm) -> Advice:
    """What to do when no message waits for their answer: an offer may, they may wait, or nothing was said yet."""
    if silence.offered is not None:
        return _offer_waits(silence.today, silence.offered, stage, temperature, rhythm)
    if silence.last_touch is not None:
        return _their_turn(silence, silence.last_touch)
    logs_late = N_("No exchange logged yet: log the last one.")
    message = logs_late if silence.acquainted else N_("Never contacted: introduce yourself.")
    return Advice(AdviceKind.FOLLOW_UP, message, {})


def _offer_waits(today: date, offered: date, stage: str, temperature: str, rhythm: Rhythm) -> Advice:
    """An offer that was sent is a message too: it is their turn."""
    until, values = suggested_day(offered, stage, temperature, 1, rhythm), {"days": (today - offered).days}
    if until <= today:
        return Advice(AdviceKind.FOLLOW_UP, N_("Proposal sent {days} d ago: follow up."), values)
    sent_today = N_("Proposal sent today: wait until {day}.")
    message = N_("Proposal sent {days} d ago: wait until {day}.") if values["days"] > 0 else sent_today
    return Advice(AdviceKind.WAIT, message, values, until)


def _their_turn(silence: Silence, last: date) -> Advice:
    days = (silence.today - last).days
    if days <= 0:
        return Advice(AdviceKind.ANSWER_THEM, N_("They replied today: your turn."), {})
    return Advice(AdviceKind.ANSWER_THEM, N_("They replied {days} d ago: your turn."), {"days": days})

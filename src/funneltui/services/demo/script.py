"""What a demo story is written in: pairs of texts, events so many days ago, and the parts people play.

Content, not interface: each text is given in English and in French beside each other, and the
demo takes the ones of the language it is built in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["NOTHING", "Event", "Part", "Text", "got", "move", "no", "out", "yes"]


class Text(NamedTuple):
    """The same words in both languages."""

    en: str
    fr: str


NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a card.

    Attributes:
        ago: Days before today.
        kind: `in` or `out` (a touch), `move` (to a stage), `yes` or `no` (an answer of the grid).
        what: The touch's channel, the stage's key or the criterion's key.
    """

    ago: int
    kind: str
    what: str
    text: Text = NOTHING
    gave: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One person with one opportunity.

    Attributes:
        source: A key of `phrases.SOURCES`.
        stage: The key of the stage the card stands in today.
        age: Days since the name came onto the list.
        due: Days from today to the next action; None when nothing is planned.
        events: What happened, oldest first; when empty, the demo makes it up from `stage`.
    """

    name: str
    organization: str
    job: Text
    source: str
    title: Text
    euros: int | None
    stage: str
    age: int
    due: int | None = None
    what: Text = NOTHING
    need: Text = NOTHING
    tags: tuple[str, ...] = ()
    reason: str = ""
    say: Text = NOTHING
    note: Text = NOTHING
    events: tuple[Event, ...] = ()
    currency: str = "EUR"
    days_of_work: int = 0
    language: str = "fr"
    opposed: bool = False


def out(ago: int, channel: str, en: str, fr: str, *, gave: bool = False) -> Event:
    """A message of ours; `gave` when it brought them something useful."""
    return Event(ago, "out", channel, Text(en, fr), gave=gave)


def got(ago: int, channel: str, en: str, fr: str) -> Event:
    """A message of theirs."""
    return Event(ago, "in", channel, Text(en, fr))


def move(ago: int, stage: str, en: str = "", fr: str = "") -> Event:
    """A move to a stage, with the reason when its gate was overridden."""
    return Event(ago, "move", stage, Text(en, fr))


def yes(ago: int, criterion: str, en: str, fr: str) -> Event:
    """A criterion met, with the evidence."""
    return Event(ago, "yes", criterion, Text(en, fr))


def no(ago: int, criterion: str, en: str, fr: str) -> Event:
    """A criterion not met, with the evidence."""
    return Event(ago, "no", criterion, Text(en, fr))

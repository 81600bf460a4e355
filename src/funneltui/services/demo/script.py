"""What a demo story is written in: texts in both languages, events so many days ago, and the parts people play.

The people and what they say are data, in `people.toml` and `phrases.toml`; the demo takes the texts of the language
it is built in.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

import msgspec


class Text(NamedTuple):
    """The same words in both languages."""

    en: str
    fr: str


NOTHING = Text("", "")


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that happened on a card.

    Attributes:
        ago: Days before today.
        kind: `in` or `out` (an exchange), `move` (to a stage), `yes` or `no` (an answer of the grid).
        what: The exchange's channel, the stage's key or the criterion's key.
        text: What was said; of a move, the reason when its gate was overridden.
        gave: Whether a message of ours brought them something useful.
    """

    ago: int
    kind: str
    what: str
    text: Text = NOTHING
    gave: bool = False


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who has a part in the decision beside the contact."""

    name: str
    job: Text
    role: str


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One person with one deal.

    Attributes:
        source: A key of `Phrases.sources`.
        stage: The key of the stage the deal stands in today.
        age: Days since the name came onto the list.
        due: Days from today to the next action; None when nothing is planned.
        beside: Who else has a part in the decision.
        events: What happened, oldest first; when empty, the demo makes it up from `stage`.
    """

    name: str
    organization: str
    job: Text
    source: str
    title: Text = NOTHING
    euros: int | None = None
    stage: str
    age: int
    due: int | None = None
    what: Text = NOTHING
    need: Text = NOTHING
    tags: tuple[str, ...] = ()
    reason: str = ""
    say: Text = NOTHING
    note: Text = NOTHING
    introduced_by: str = ""
    beside: Person | None = None
    events: tuple[Event, ...] = ()
    currency: str = "EUR"
    days_of_work: int = 0
    language: str = "fr"
    opposed: bool = False


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What people write and say where no story of their own is told; before a text, its channel where it has one."""

    sources: dict[str, Text]
    list_detail: Text
    """What is known of the bought list."""
    tags: dict[str, Text]
    openers: dict[str, tuple[tuple[str, Text], ...]]
    """First messages, by source."""
    follow_ups: tuple[tuple[str, Text, bool], ...]
    """With whether they bring something useful."""
    replies: tuple[Text, ...]
    discovery: tuple[tuple[str, Text], ...]
    evidence: dict[str, tuple[Text, ...]]
    """By criterion."""
    quotes_sent: tuple[Text, ...]
    quote_replies: tuple[Text, ...]
    accepted: tuple[Text, ...]
    afterwards: tuple[Text, ...]
    thanks: tuple[Text, ...]
    losses: dict[str, Text]
    """By loss reason."""
    parked_replies: tuple[Text, ...]
    next_steps: dict[str, tuple[tuple[str, Text], ...]]
    """By stage."""


class _People(msgspec.Struct):
    person: tuple[Part, ...]


def people() -> tuple[Part, ...]:
    """Everybody in the demo, in the order they come into the file."""
    return msgspec.convert(_data("people"), _People).person


@cache
def phrases() -> Phrases:
    """What is said in the demo."""
    return msgspec.convert(_data("phrases"), Phrases)


def _data(name: str) -> dict[str, object]:
    return tomllib.loads((resources.files(__package__) / f"{name}.toml").read_text("utf-8"))

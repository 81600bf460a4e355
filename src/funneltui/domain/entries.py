"""What a person enters, on its way from a form or a command to the service that writes it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from funneltui.domain.money import Amount, Money
from funneltui.domain.qualification import Answer


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next on a deal, and when."""

    due_on: date
    what: str = ""
    due_time: time | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class NewProspect:
    """What is known of somebody when they are written down. Only the name is needed."""

    name: str = ""
    organization: str = ""
    job_title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    source: str = ""
    source_on: date | None = None
    note: str = ""
    language: str = ""
    address: str = ""
    contact_id: int | None = None
    """A known contact: a new deal is opened on it, and the fields above are not used."""
    stage: str = ""
    """A stage's key; the first stage of the board when empty."""
    title: str = ""
    amount: Amount | None = None
    currency: str = "EUR"
    tags: tuple[str, ...] = ()
    contact_reason: str = ""
    """Why they came, in their words."""
    next_step: NextStep | None = None
    came_back: bool = False
    """Whether they came back by themselves: their addresses are taken off the opposition list."""


@dataclass(frozen=True, slots=True)
class NewTouch:
    """One exchange: what was said, which way, when (an aware instant; now when None)."""

    channel: str
    incoming: bool = False
    outcome: str = ""
    objection: str = ""
    note: str = ""
    gave: bool = False
    """Whether something useful was given: information, an introduction, a shared cost."""
    at: datetime | None = None
    informs: bool = False
    """Whether it told them where one has their data from."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer as it is written down. Nothing but its state is needed."""

    state: str = "sent"
    reference: str = ""
    value: Money | None = None
    sent_on: date | None = None
    valid_until: date | None = None
    promotion_code: str = ""
    promotion_until: date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """An answer on one criterion, with what was said, by whom, when.

    `evidence` None keeps what the former answer rested on.
    """

    answer: Answer
    evidence: str | None = None
    said_by: str | None = None
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class StageChanges:
    """What to change of a stage; None leaves it. An empty name or definition goes back to the built-in words."""

    name: str | None = None
    definition: str | None = None
    probability: int | None = None
    idle_days: int | None = None
    colour: str | None = None
    required: tuple[str, ...] | None = None
    """Keys of the criteria that entering the stage asks for."""


@dataclass(frozen=True, slots=True)
class CriterionChanges:
    """What to change of a criterion; None leaves it. Empty words go back to the built-in ones."""

    name: str | None = None
    question: str | None = None
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """A message to be merged. Empty: for any temperature or stage."""

    name: str
    language: str
    subject: str = ""
    body: str = ""
    temperature: str = ""
    stage: str = ""
    """A stage's key."""
    purpose: str = ""
    """See `domain.templates.Purpose`."""
    channel: str = "email"

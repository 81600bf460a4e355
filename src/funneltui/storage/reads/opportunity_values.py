"""Deals as lists and scripts get them: plain values, whole."""

from __future__ import annotations

from dataclasses import dataclass

from funneltui.domain.temperature import Temperature
from funneltui.storage.reads.roles import RoleRecord


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """Who a deal is with; empty texts are unknown."""

    id: int
    name: str
    job_title: str
    organization: str
    email: str
    phone: str
    informed_on: str | None
    """The day they were told where their data come from."""
    opposed: bool
    """Whether they asked not to be contacted at all."""
    opposed_channels: tuple[str, ...]
    """The channels they asked not to be contacted by."""


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """What is known of one criterion."""

    answer: str
    """`yes`, `no` or `unknown`."""
    evidence: str
    said_by: str = ""
    said_on: str | None = None


@dataclass(frozen=True, slots=True)
class NextActionRecord:
    """What to do next."""

    due: str
    """A local day, `YYYY-MM-DD`."""
    time: str | None
    what: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class OpportunityRecord:
    """One deal with all a script may ask of it. Days and instants as the file holds them."""

    id: int
    uid: str
    title: str
    stage: str
    """The stage's key."""
    stage_name: str | None
    """The person's own name for the stage; None: the built-in one."""
    status: str
    """The stage's kind."""
    amount: int | None
    """In minor units of `currency`; None: no value given."""
    currency: str
    daily_rate: int | None
    half_days: int | None
    score: int
    """How many criteria are answered yes."""
    last_touch: str | None
    unanswered: int
    source: str
    created: str
    updated: str
    closed: str | None
    lost_reason: str
    parked_until: str | None
    parked_why: str
    """The reason it was parked."""
    parked_say: str
    """What to say on coming back."""
    expected_close: str | None
    contact_reason: str
    buyer_step: str
    note: str
    """About the contact."""
    details: str
    """About the deal."""
    contact: ContactRecord
    temperature: Temperature
    answers: dict[str, AnswerRecord]
    next_action: NextActionRecord | None
    tags: tuple[str, ...]
    roles: tuple[RoleRecord, ...]
    """Other people who have a part in the decision."""

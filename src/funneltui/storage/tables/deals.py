"""The cards, and everything that happens to them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text

from funneltui.domain.channels import CHANNELS
from funneltui.domain.offers import OFFER_STATES
from funneltui.storage.tables._columns import (
    STRICT,
    Named,
    added_day,
    added_list,
    added_uid,
    day,
    flag,
    instant,
    json_list,
    key,
    moment,
    number,
    one_of,
    reference,
    required_text,
    text_column,
    uid,
)


class Opportunity(Named, table=True):
    """The card: one possible piece of work with one contact."""

    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount_is_not_negative"),
        CheckConstraint("currency GLOB '[A-Z][A-Z][A-Z]'", name="currency_is_iso_4217"),
        one_of("buyer_step", "", "problem", "information", "evaluation", "decision"),
        one_of("temperature_override", "", "cold", "warm", "hot"),
        json_list("tags"),
        flag("discarded_untried"),
        *(
            day(name)
            for name in ("expected_close", "temperature_until", "parked_until", "closed_on", "promotion_until")
        ),
        *(instant(name) for name in ("stage_since", "binned_at", "created_at", "updated_at")),
        STRICT,
    )

    id: int = key()
    uid: str = uid()
    title: str = text_column()
    contact_id: int = reference("contact")
    stage_id: int = reference("stage")
    former_stage_id: int | None = reference("stage", null=True)
    stage_since: str = moment()
    amount: int | None = number(null=True)
    currency: str = text_column(default="EUR")
    daily_rate: int | None = number(null=True)
    half_days: int | None = number(null=True)
    contact_reason: str = text_column()
    buyer_step: str = text_column()
    expected_close: str | None = text_column(null=True)
    tags: str = text_column(default="[]")
    note: str = text_column()
    temperature_override: str = text_column()
    temperature_until: str | None = text_column(null=True)
    parked_until: str | None = text_column(null=True)
    parked_why: str = text_column()
    parked_say: str = text_column()
    lost_reason: str = text_column()
    lost_note: str = text_column()
    discarded_untried: int = number()
    won_amount: int | None = number(null=True)
    closed_on: str | None = text_column(null=True)
    promotion_code: str = text_column()
    promotion_until: str | None = text_column(null=True)
    external_id: str = text_column()
    binned_at: str | None = text_column(null=True)
    created_at: str = moment()
    updated_at: str = moment()
    work_starts: str | None = added_day("work_starts")
    work_ends: str | None = added_day("work_ends")
    files: str = added_list("files")
    """Paths and links of what belongs to it."""


class OpportunityRole(Named, table=True):
    """Another person on a deal, and the part they play."""

    __table_args__ = (
        one_of("role", "decider", "influencer", "user", "gatekeeper"),
        Index("opportunity_role_once", "opportunity_id", "contact_id", unique=True),
        Index("opportunity_role_uid", "uid", unique=True),
        STRICT,
    )

    id: int = key()
    opportunity_id: int = reference("opportunity", index=False)
    contact_id: int = reference("contact")
    role: str = required_text()
    detail: str = text_column()
    uid: str = added_uid()


class Proposal(Named, table=True):
    """An offer sent for a deal."""

    __table_args__ = (
        one_of("state", *OFFER_STATES),
        Index("proposal_lapsing", "valid_until", "opportunity_id", sqlite_where=text("state = 'sent'")),
        day("sent_on"),
        day("valid_until"),
        STRICT,
    )

    id: int = key()
    uid: str = uid()
    opportunity_id: int = reference("opportunity")
    reference: str = text_column()
    sent_on: str | None = text_column(null=True)
    valid_until: str | None = text_column(null=True)
    state: str = text_column(default="draft")


class Touch(Named, table=True):
    """One exchange with a contact, in or out."""

    __table_args__ = (
        one_of("channel", *CHANNELS),
        one_of("direction", "in", "out"),
        flag("gave"),
        instant("happened_at"),
        instant("created_at"),
        Index("touch_contact_when", "contact_id", "happened_at", "id", "direction", "channel"),
        Index("touch_channel_when", "channel", "direction", "happened_at", "contact_id"),
        Index("touch_external_id", "external_id", unique=True, sqlite_where=text("external_id IS NOT NULL")),
        STRICT,
    )

    id: int = key()
    uid: str = uid()
    contact_id: int = reference("contact", index=False)
    opportunity_id: int | None = reference("opportunity", null=True)
    happened_at: str = required_text()
    channel: str = required_text()
    direction: str = required_text()
    outcome: str = text_column()
    objection: str = text_column()
    gave: int = number()
    note: str = text_column()
    created_at: str = moment()
    external_id: str | None = text_column(null=True)
    """What tells the message it was made from: a keyed hash of its Message-ID. None: a person wrote it down."""


class NextAction(Named, table=True):
    """What to do next on a deal, and when. At most one is open; former ones are kept."""

    __table_args__ = (
        day("due_on"),
        CheckConstraint("due_time LIKE '__:__'", name="due_time_is_a_time"),
        one_of("channel", "", *CHANNELS),
        one_of("state", "open", "done", "replaced", "dropped"),
        instant("ended_at"),
        instant("created_at"),
        Index("next_action_open", "opportunity_id", unique=True, sqlite_where=text("state = 'open'")),
        STRICT,
    )

    id: int = key()
    uid: str = uid()
    opportunity_id: int = reference("opportunity")
    due_on: str = required_text()
    due_time: str | None = text_column(null=True)
    what: str = text_column()
    channel: str = text_column()
    state: str = text_column(default="open")
    ended_at: str | None = text_column(null=True)
    created_at: str = moment()


class Answer(Named, table=True):
    """What is known of one criterion on one deal. Never overwritten: the latest is current."""

    __table_args__ = (
        one_of("answer", "yes", "no", "unknown"),
        flag("current"),
        day("said_on"),
        instant("created_at"),
        Index("answer_current", "opportunity_id", "criterion_id", unique=True, sqlite_where=text("current = 1")),
        STRICT,
    )

    id: int = key()
    uid: str = uid()
    opportunity_id: int = reference("opportunity")
    criterion_id: int = reference("criterion", index=False)
    answer: str = required_text()
    evidence: str = text_column()
    said_by: str = text_column()
    said_on: str | None = text_column(null=True)
    current: int = number(default=1)
    created_at: str = moment()


class StageMove(Named, table=True):
    """One entry of a card into a stage, for the timeline and for conversion figures."""

    __table_args__ = (
        instant("moved_at"),
        json_list("missing"),
        Index("stage_move_opportunity", "opportunity_id", "moved_at"),
        Index("stage_move_way", "opportunity_id", "id", "to_stage_id", "moved_at"),
        Index("stage_move_uid", "uid", unique=True),
        STRICT,
    )

    id: int = key()
    opportunity_id: int = reference("opportunity", index=False)
    from_stage_id: int | None = reference("stage", null=True, index=False)
    to_stage_id: int = reference("stage")
    moved_at: str = required_text()
    override_reason: str = text_column()
    missing: str = text_column(default="[]")
    """Keys of the criteria that were missing when the gate was overridden."""
    uid: str = added_uid()
    lost_reason: str = text_column()
    """Of a move to a lost stage: why. The card itself forgets it when it is reopened."""
    lost_note: str = text_column()
    parked_until: str | None = added_day("parked_until")
    """Of a move to a parked stage: the day to come back on."""
    parked_why: str = text_column()
    parked_say: str = text_column()

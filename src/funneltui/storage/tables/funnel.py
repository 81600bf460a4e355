"""What a person makes their own: stages, grid, loss reasons, templates, saved views."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index

from funneltui.domain.channels import CHANNELS
from funneltui.storage.tables._columns import (
    STRICT,
    Named,
    added_uid,
    flag,
    json_object,
    key,
    number,
    one_of,
    reference,
    required_text,
    text_column,
    uid,
)


class Stage(Named, table=True):
    """A column of the board."""

    __table_args__ = (
        one_of("kind", "suspect", "open", "won", "parked", "lost"),
        CheckConstraint("probability BETWEEN 0 AND 100", name="probability_is_a_percentage"),
        CheckConstraint("idle_days >= 0", name="idle_days_is_not_negative"),
        flag("archived"),
        STRICT,
    )

    id: int = key()
    uid: str = uid()
    key: str = required_text(unique=True)
    name: str | None = text_column(null=True)
    definition: str | None = text_column(null=True)
    kind: str = required_text()
    position: int = number()
    probability: int = number()
    idle_days: int = number()
    colour: str = text_column()
    archived: int = number()


class Criterion(Named, table=True):
    """A line of the qualification grid."""

    __table_args__ = (flag("archived"), CheckConstraint("weight >= 0", name="weight_is_not_negative"), STRICT)

    id: int = key()
    uid: str = uid()
    key: str = required_text(unique=True)
    name: str | None = text_column(null=True)
    question: str | None = text_column(null=True)
    weight: int = number(default=1)
    position: int = number()
    archived: int = number()


class StageCriterion(Named, table=True):
    """A criterion that entering a stage asks for."""

    __table_args__ = (
        Index("stage_criterion_once", "stage_id", "criterion_id", unique=True),
        Index("stage_criterion_uid", "uid", unique=True),
        STRICT,
    )

    id: int = key()
    stage_id: int = reference("stage", index=False)
    criterion_id: int = reference("criterion")
    uid: str = added_uid()


class LossReason(Named, table=True):
    """Why a prospect said no."""

    __table_args__ = (flag("note_required"), flag("archived"), STRICT)

    id: int = key()
    uid: str = uid()
    key: str = required_text(unique=True)
    name: str | None = text_column(null=True)
    position: int = number()
    note_required: int = number()
    archived: int = number()


class Template(Named, table=True):
    """A message to be merged with a contact's fields."""

    __table_args__ = (
        one_of("language", "fr", "en"),
        one_of("temperature", "", "cold", "warm", "hot"),
        one_of("purpose", "", "clear_answer", "last_message"),
        one_of("channel", *CHANNELS),
        STRICT,
    )

    id: int = key()
    uid: str = uid()
    name: str = required_text()
    language: str = required_text()
    temperature: str = text_column()
    purpose: str = text_column()
    stage_id: int | None = reference("stage", null=True)
    channel: str = text_column(default="email")
    subject: str = text_column()
    body: str = text_column()


class SavedView(Named, table=True):
    """A named filter with its sort and layout."""

    __table_args__ = (json_object("layout"), STRICT)

    id: int = key()
    uid: str = uid()
    name: str = required_text(unique=True)
    query: str = text_column()
    sort: str = text_column()
    layout: str = text_column(default="{}")

"""The journal: steps and their rows, and the facts about the file."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Text, text
from sqlmodel import Field

from funneltui.storage.tables._columns import (
    STRICT,
    Named,
    added_uid,
    instant,
    json_object,
    key,
    number,
    one_of,
    reference,
    required_text,
    text_column,
)


class Step(Named, table=True):
    """One named, undoable change: what a person did, through whichever door."""

    __table_args__ = (
        one_of("state", "done", "undone", "dropped", "sealed"),
        json_object("arguments"),
        instant("at"),
        Index("step_state", "state", "id"),
        Index("step_uid", "uid", unique=True),
        STRICT,
    )

    id: int = key()
    name: str = required_text()
    arguments: str = text_column(default="{}")
    at: str = required_text()
    door: str = text_column()
    state: str = text_column(default="done")
    schema_version: int = number()
    # Its check stands beside the column, not after all of them: so `ALTER TABLE … ADD COLUMN` writes the same schema.
    erased_on: str | None = Field(
        default=None,
        sa_column=Column(
            Text, CheckConstraint("erased_on LIKE '____-__-__'", name="erased_on_is_a_day"), nullable=True
        ),
    )
    """The day an erasure for privacy took rows out of the step, or was the step; None for nearly all."""
    uid: str = added_uid()


class Change(Named, table=True):
    """One row before and after a step, as JSON objects; NULL where there was or is no row."""

    __table_args__ = (
        Index("change_step", "step_id", "id"),
        Index(
            "change_edit",  # what was edited on one row, for its timeline; imports, which only add, pay nothing
            "table_name",
            "row_id",
            "id",
            sqlite_where=text("before IS NOT NULL AND after IS NOT NULL"),
        ),
        STRICT,
    )

    id: int = key()
    step_id: int = reference("step", index=False)
    table_name: str = required_text()
    row_id: int = number()
    before: str | None = text_column(null=True)
    after: str | None = text_column(null=True)


class Profile(Named, table=True):
    """Facts about this file: one row a key."""

    __table_args__ = ({"sqlite_strict": True, "sqlite_with_rowid": False},)

    key: str = Field(sa_column=Column(Text, primary_key=True))
    value: str = text_column()

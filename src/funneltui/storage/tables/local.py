"""What belongs to this file alone: in no journal, in no export."""

from __future__ import annotations

from sqlalchemy import Index

from funneltui.storage.tables._columns import (
    STRICT,
    Named,
    instant,
    json_object,
    key,
    number,
    one_of,
    required_text,
    text_column,
)


class Draft(Named, table=True):
    """A form that was left with something in it, to be offered again."""

    __table_args__ = (
        one_of("subject", "", "contact", "opportunity", "organization"),
        json_object("fields"),
        instant("saved_at"),
        Index("draft_once", "form", "subject", "subject_id", unique=True),
        STRICT,
    )

    id: int = key()
    form: str = required_text()
    subject: str = text_column()
    """The table of what the form is about; empty for nothing yet."""
    subject_id: int = number()
    fields: str = text_column(default="{}")
    saved_at: str = required_text()

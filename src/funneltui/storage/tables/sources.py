"""Where people come from, and what that costs."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import CheckConstraint
from sqlmodel import SQLModel

from funneltui.storage.tables._columns import (
    STRICT,
    day,
    folded_name,
    key,
    number,
    reference,
    required_text,
    text_column,
    uid,
)


class Source(SQLModel, table=True):
    """What is known of a source beside its name. A contact names its source in words; equal ones fold to the same."""

    __tablename__: ClassVar[Any] = "source"
    __table_args__ = (STRICT,)

    id: int = key()
    uid: str = uid()
    name: str = required_text()
    folded_name: str = folded_name(unique=True)
    note: str = text_column()


class SourceCost(SQLModel, table=True):
    """Money spent on a source, on a day."""

    __tablename__: ClassVar[Any] = "source_cost"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount_is_not_negative"),
        CheckConstraint("currency GLOB '[A-Z][A-Z][A-Z]'", name="currency_is_iso_4217"),
        day("spent_on"),
        STRICT,
    )

    id: int = key()
    uid: str = uid()
    source_id: int = reference("source")
    amount: int = number()
    currency: str = text_column(default="EUR")
    spent_on: str = required_text()
    note: str = text_column()

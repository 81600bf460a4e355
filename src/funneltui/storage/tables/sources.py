"""Where people come from, and what that costs."""

from __future__ import annotations

from sqlalchemy import CheckConstraint

from funneltui.storage.tables._columns import (
    STRICT,
    Named,
    day,
    folded_name,
    key,
    number,
    reference,
    required_text,
    text_column,
    uid,
)


class Source(Named, table=True):
    """What is known of a source beside its name. A contact names its source in words; equal ones fold to the same."""

    __table_args__ = (STRICT,)

    id: int = key()
    uid: str = uid()
    name: str = required_text()
    folded_name: str = folded_name(unique=True)
    note: str = text_column()


class SourceCost(Named, table=True):
    """Money spent on a source, on a day."""

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

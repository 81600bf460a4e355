"""What is kept for reading: made of the other tables, and made again at any time."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Text, text
from sqlmodel import Field

from funneltui.storage.tables._columns import Named, number, required_text, text_column


class Card(Named, table=True):
    """Derived: what the board and the lists read of a live deal, in one row, no joins.

    The unit of work rewrites the row of every deal a step touched, in the same transaction;
    cards of binned deals and contacts are absent.
    """

    __table_args__ = (
        # The last two spare the order of a day and of the parked a look at every card.
        Index("card_due", "stage_id", "due_on", "opportunity_id", "due_time", "parked_until"),
        Index("card_agenda", "due_on", "opportunity_id", sqlite_where=text("due_on IS NOT NULL")),
        # All that the order of those with nothing planned looks at.
        Index(
            "card_unplanned",
            *("stage_id", "due_on", "unanswered", "last_in_at", "opportunity_id"),
            sqlite_where=text("due_on IS NULL"),
        ),
        Index("card_wakes", "parked_until", "opportunity_id", sqlite_where=text("parked_until IS NOT NULL")),
        Index("card_name", "stage_id", "folded_name", "opportunity_id"),
        Index("card_amount", "stage_id", "amount", "opportunity_id"),
        Index("card_created", "stage_id", "created_at", "opportunity_id"),
        Index("card_closed", "stage_id", "closed_on", "opportunity_id"),
        {"sqlite_strict": True},
    )

    opportunity_id: int = Field(
        sa_column=Column(Integer, ForeignKey("opportunity.id"), primary_key=True, autoincrement=False)
    )
    stage_id: int = number()
    contact_id: int = Field(sa_column=Column(Integer, nullable=False, index=True))
    name: str = required_text()
    folded_name: str = required_text()
    job_title: str = text_column()
    organization: str = text_column()
    title: str = text_column()
    amount: int | None = number(null=True)
    currency: str = required_text()
    source: str = text_column()
    tags: str = text_column(default="[]")
    """Its own, then its contact's."""
    due_on: str | None = text_column(null=True)
    due_time: str | None = text_column(null=True)
    what: str = text_column()
    yes_count: int = number()
    no_count: int = number()
    unanswered: int = number()
    first_unanswered_at: str | None = text_column(null=True)
    last_in_at: str | None = text_column(null=True)
    last_touch_at: str | None = text_column(null=True)
    opposed: int = number()
    """1: they are not to be contacted at all; 2: not by some channels; 0: no opposition."""
    temperature_override: str = text_column()
    temperature_until: str | None = text_column(null=True)
    parked_until: str | None = text_column(null=True)
    lost_reason: str = text_column()
    stage_since: str = required_text()
    created_at: str = required_text()
    closed_on: str | None = text_column(null=True)


class StageTotal(Named, table=True):
    """Derived: cards and their value per stage, currency and closing month; triggers on `card` keep it.

    `month` is `YYYY-MM` of a closed card, empty otherwise, so that "won this year" is twelve rows.
    """

    __table_args__ = ({"sqlite_strict": True, "sqlite_with_rowid": False},)

    stage_id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    currency: str = Field(sa_column=Column(Text, primary_key=True))
    month: str = Field(sa_column=Column(Text, primary_key=True))
    cards: int = number()
    amount: int = number()

"""The tables, as SQLModel classes. For `storage` and `services`.

The classes describe the schema: Alembic compares the migrations with them, and the unit of work
builds its statements from them. They do not validate (SQLModel does not, on table classes): values
are validated by `domain` before they come here, and by the CHECKs below whatever the door.

Conventions:
    - Tables are STRICT, ids AUTOINCREMENT (never reused), and `uid` names a row across files.
    - Days are `YYYY-MM-DD` in the user's time zone; instants `YYYY-MM-DDTHH:MM:SSZ`, UTC.
    - Amounts are whole minor units (cents) beside an ISO 4217 currency.
    - Truth values are 0 or 1; lists are JSON arrays.
    - `name` NULL on a stage, criterion or loss reason means "the built-in words for this key, in
      the language in force"; the user's own words replace them in every language.
    - `card` and `stage_total` are derived: the unit of work and a trigger keep them.
"""

from __future__ import annotations

from typing import Generic, TypeAlias, TypeVar

from sqlalchemy import Table
from sqlmodel import SQLModel

from funneltui.storage.tables.deals import Answer, NextAction, Opportunity, OpportunityRole, Proposal, StageMove, Touch
from funneltui.storage.tables.derived import Card, StageTotal
from funneltui.storage.tables.funnel import Criterion, LossReason, SavedView, Stage, StageCriterion, Template
from funneltui.storage.tables.history import Change, Profile, Step
from funneltui.storage.tables.local import Draft
from funneltui.storage.tables.people import Contact, ContactPoint, DistinctPair, Organization
from funneltui.storage.tables.privacy import Erasure, Opposition
from funneltui.storage.tables.sources import Source, SourceCost

__all__ = [
    "JOURNALLED",
    "Answer",
    "AnyRow",
    "Attribute",
    "Card",
    "Change",
    "Contact",
    "ContactPoint",
    "Criterion",
    "DistinctPair",
    "Draft",
    "Erasure",
    "LossReason",
    "NextAction",
    "Opportunity",
    "OpportunityRole",
    "Opposition",
    "Organization",
    "Profile",
    "Proposal",
    "SavedView",
    "Source",
    "SourceCost",
    "Stage",
    "StageCriterion",
    "StageMove",
    "StageTotal",
    "Step",
    "Template",
    "Touch",
    "attributes",
    "metadata",
    "names_of",
    "table_of",
]

AnyRow: TypeAlias = SQLModel
"""A row of any table."""

metadata = SQLModel.metadata
Held = TypeVar("Held")

JOURNALLED: dict[str, type[SQLModel]] = {
    str(model.__tablename__): model
    for model in (
        Organization,
        Contact,
        ContactPoint,
        DistinctPair,
        Stage,
        Criterion,
        StageCriterion,
        LossReason,
        Opportunity,
        OpportunityRole,
        Proposal,
        Touch,
        NextAction,
        Answer,
        StageMove,
        Template,
        SavedView,
        Source,
        SourceCost,
        Opposition,
        Erasure,
    )
}
"""The tables a step may change, by name: everything a person entered, and what is left of an erasure."""


def table_of(model: type[SQLModel]) -> Table:
    """SQLAlchemy's view of a table."""
    table = model.__table__  # type: ignore[attr-defined]
    assert isinstance(table, Table)
    return table


class Attribute(Generic[Held]):
    """A column that is chosen among others: `Attribute(Contact.note)`.

    Args:
        column: Which, as an attribute of its class; a type checker takes it for what it holds.
    """

    def __init__(self, column: Held) -> None:
        self.name = str(getattr(column, "key"))  # noqa: B009 - see above

    def of(self, row: object) -> object:
        """What a row has there, or a value of the read side that was read from it."""
        return getattr(row, self.name)

    def set(self, row: SQLModel, value: Held) -> None:
        """Give a row of its class another value."""
        setattr(row, self.name, value)


def names_of(*columns: object) -> tuple[str, ...]:
    """The names of columns, which a type checker sees: `names_of(Contact.note)` is `("note",)`."""
    return tuple(attributes(*columns))


def attributes(*columns: Held) -> dict[str, Attribute[Held]]:
    """Columns by their names, for fields that a person names as the tables do: `attributes(Contact.note)`."""
    return {attribute.name: attribute for attribute in map(Attribute, columns)}

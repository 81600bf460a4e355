"""The kinds of columns and checks that the tables are made of."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Text, text
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from funneltui.storage.uids import new_uid

_DAY = "____-__-__"
_INSTANT = "____-__-__T__:__:__Z"


class Named(SQLModel):
    """A table that is called as its class is: `OpportunityRole` is `opportunity_role`."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 - SQLAlchemy gives the class
        return re.sub(r"\B[A-Z]", r"_\g<0>", cls.__name__).lower()


def key() -> Any:  # noqa: ANN401 - SQLModel's Field returns Any
    """The primary key, an id that is never used again. A row has it once it was added."""
    return Field(default=None, sa_column=Column(Integer, primary_key=True, autoincrement=True))


def text_column(*, null: bool = False, default: str = "") -> Any:  # noqa: ANN401
    """Text; empty or absent when nothing is said."""
    if null:
        return Field(default=None, sa_column=Column(Text, nullable=True))
    return Field(
        default=default,
        sa_column=Column(Text, nullable=False, server_default=text(f"'{default}'")),
    )


def required_text(*, unique: bool = False) -> Any:  # noqa: ANN401
    """Text that has to be said."""
    return Field(sa_column=Column(Text, nullable=False, unique=unique))


def number(*, null: bool = False, default: int = 0) -> Any:  # noqa: ANN401
    """A whole number."""
    if null:
        return Field(default=None, sa_column=Column(Integer, nullable=True))
    return Field(
        default=default,
        sa_column=Column(Integer, nullable=False, server_default=text(str(default))),
    )


def reference(target: str, *, null: bool = False, index: bool = True) -> Any:  # noqa: ANN401
    """The id of another table's row."""
    column: Column[int] = Column(Integer, ForeignKey(f"{target}.id"), nullable=null, index=index)
    return Field(default=None, sa_column=column) if null else Field(sa_column=column)


def uid() -> Any:  # noqa: ANN401
    """What names a row across files; a new one when nothing is said."""
    return Field(default_factory=new_uid, sa_column=Column(Text, nullable=False, unique=True))


def added_uid() -> Any:  # noqa: ANN401
    """The uid of a table that a migration gave it: its uniqueness is an index of its own."""
    return Field(default_factory=new_uid, sa_column=Column(Text, nullable=False, server_default=text("''")))


def moment() -> Any:  # noqa: ANN401
    """An instant; that of the step when nothing is said."""
    return Field(default=None, sa_column=Column(Text, nullable=False))


def folded_name(*, unique: bool = False) -> Any:  # noqa: ANN401
    """The row's name without case and accents; the unit of work keeps it."""
    if unique:
        return Field(default="", sa_column=Column(Text, nullable=False, unique=True))
    return Field(default="", sa_column=Column(Text, nullable=False, index=True, server_default=text("''")))


# The checks of columns that were added stand beside them: so `ALTER TABLE … ADD COLUMN` writes the same schema.


def added_day(column: str) -> Any:  # noqa: ANN401
    """A local day, or nothing, in a column that a migration added."""
    check = CheckConstraint(f"{column} LIKE '{_DAY}'", name=f"{column}_is_a_day")
    return Field(default=None, sa_column=Column(Text, check, nullable=True))


def added_list(column: str) -> Any:  # noqa: ANN401
    """A JSON array in a column that a migration added."""
    check = CheckConstraint(f"{column} LIKE '[%]'", name=f"{column}_is_a_list")
    return Field(default="[]", sa_column=Column(Text, check, nullable=False, server_default=text("'[]'")))


def day(column: str) -> CheckConstraint:
    """A check that a column holds a local day."""
    return CheckConstraint(f"{column} LIKE '{_DAY}'", name=f"{column}_is_a_day")


def instant(column: str) -> CheckConstraint:
    """A check that a column holds a UTC instant."""
    return CheckConstraint(f"{column} LIKE '{_INSTANT}'", name=f"{column}_is_an_instant")


def one_of(column: str, *values: str) -> CheckConstraint:
    """A check that a column holds one of these values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


def flag(column: str) -> CheckConstraint:
    """A check that a column holds a truth value."""
    return CheckConstraint(f"{column} IN (0, 1)", name=f"{column}_is_a_flag")


def json_list(column: str) -> CheckConstraint:
    """A check that a column holds a JSON array."""
    # json_valid() is refused in a schema that is not trusted.
    return CheckConstraint(f"{column} LIKE '[%]'", name=f"{column}_is_a_list")


def json_object(column: str) -> CheckConstraint:
    """A check that a column holds a JSON object."""
    return CheckConstraint(f"{column} LIKE '{{%}}'", name=f"{column}_is_an_object")


STRICT = {"sqlite_strict": True, "sqlite_autoincrement": True}

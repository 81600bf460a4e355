"""What a query means: plain values, for storage to look up and for people to read back.

Everything relative ("within 7 days", "this month") is resolved to days by the parser, so that whoever looks up
needs no clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text that contains this.

    Attributes:
        text: Folded (`domain.text.fold`).
        exact: In quotes: as a whole, with its spaces, and no typo forgiven.
        said: As it stands in the query.
    """

    text: str
    exact: bool = False
    said: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a field's values: a stage's key, `hot`, `client`."""

    key: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number in a range, both ends in it; None is an open end."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Amounts:
    """An amount in a range of minor units, both ends in it; None is an open end.

    Attributes:
        currency: What the ends are in.
        named: Whether the query named it: then other currencies are out.
    """

    low: int | None
    high: int | None
    currency: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """A local day in a range, both ends in it; None is an open end. No day at all is not in it."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing there: no next action, never touched, no value."""


Test = Phrase | Choice | Numbers | Amounts | Days | Blank


@dataclass(frozen=True, slots=True)
class Condition:
    """One item of a query.

    Attributes:
        field: The field's name (`fields.FIELDS`); empty for free words, which may stand in any text.
        tests: Any of these is enough.
        negated: Whether none of them may hold.
        start: Where it begins in the query.
        end: Where it ends.
    """

    field: str
    tests: tuple[Test, ...]
    negated: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """All conditions have to hold; none means everything.

    Attributes:
        text: As it was typed.
        conditions: In the order typed.
    """

    text: str = ""
    conditions: tuple[Condition, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.conditions)

    @property
    def words(self) -> tuple[str, ...]:
        """The free words and phrases that must be there, folded: what search marks."""
        return tuple(self._words())

    def _words(self) -> Iterator[str]:
        for condition in self.conditions:
            if not condition.field and not condition.negated:
                yield from (test.text for test in condition.tests if isinstance(test, Phrase))

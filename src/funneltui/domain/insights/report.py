"""What a report is made of, whoever shows it: tables of figures, each with its definition and the deals behind it.

A report is plain values. The screen, the command line, CSV, JSON and the page in HTML all draw the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from funneltui.domain.insights.rates import Share

Money = Mapping[str, int]
"""Sums in minor units by currency (ISO 4217). Currencies are never added to each other."""

Value = int | float | str | Share | Money | None
"""What a cell holds."""


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    DAYS = "days"
    """A number of days; a float, None when it cannot be told."""
    PERCENT = "percent"
    """A whole number of hundredths that somebody chose, such as a stage's probability."""


@dataclass(frozen=True, slots=True)
class Behind:
    """Which deals stand behind a figure: those of a population whose columns have these values.

    Attributes:
        population: What is counted: see `storage.reads.insights.populations`.
        where: Column and the values it may have; None is a value too.
    """

    population: str
    where: tuple[tuple[str, tuple[int | str | None, ...]], ...] = ()

    def narrowed(self, **columns: int | str | Iterable[int | str | None] | None) -> Behind:
        """The same deals, but only those with these values."""
        more = tuple(
            (name, (value,) if value is None or isinstance(value, (int, str)) else tuple(value))
            for name, value in columns.items()
        )
        return Behind(self.population, self.where + more)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure, and what it rests on.

    Attributes:
        value: The figure; None when it cannot be told.
        behind: The deals it is made of; None when it is made of none.
        count: How many it rests on, where that is not the first count of its row.
    """

    value: Value = None
    behind: Behind | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        key: Its name in JSON and CSV, which never changes.
        title: Message id of its heading.
        kind: What it holds.
        definition: Message id: how the figure is counted.
    """

    key: str
    title: str
    kind: Kind
    definition: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is about, and its figures in the order of the columns.

    Attributes:
        key: Its name in JSON: a stage's key, a month, a source.
        label: The same for people, in the language in force. Not safe to display: it can be the user's text.
        cells: Its figures.
        young: Whether it is too young to be judged: drawn hollow.
    """

    key: str
    label: str
    cells: tuple[Cell, ...]
    young: bool = False


class Look(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"
    MULTIPLES = "multiples"
    """One small column chart for each series, under each other, each from zero with a scale of its own."""


@dataclass(frozen=True, slots=True)
class Series:
    """A line of numbers of a chart: its name in the language in force, and a number (or nothing) a label."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of some columns of a table.

    Attributes:
        look: How it is drawn.
        labels: What stands along the axis, in the language in force.
        series: The numbers.
        unit: What the numbers are, in the language in force: a currency, "days", or empty.
        young: For each label whether it is too young to be judged.
    """

    look: Look
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    young: tuple[bool, ...] = ()

    def is_young(self, place: int) -> bool:
        """Whether a label is too young to be judged."""
        return bool(self.young) and self.young[place]

    @property
    def sums(self) -> list[float]:
        """What the series come to together, for each label."""
        return [sum(series.values[place] or 0 for series in self.series) for place in range(len(self.labels))]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures that belong together.

    Attributes:
        key: Its name in JSON.
        title: Message id.
        first: Message id of the heading of what the rows are about.
        columns: The figures.
        rows: What they are about.
        definition: Message id: what is counted here.
        chart: A picture of it.
        single: Whether it is one row of facts, better shown from top to bottom.
        spared: Keys of columns that people do not see while they hold nothing in any row.
        remark: Message id of what people read in their place.
    """

    key: str
    title: str
    first: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    definition: str
    chart: Chart | None = None
    single: bool = False
    spared: frozenset[str] = frozenset()
    remark: str = ""

    def for_people(self) -> Table:
        """The table as it is shown: without the columns it can be spared, or else without the remark."""
        if any(cell.value for row in self.rows for place, cell in enumerate(row.cells) if self._spares(place)):
            return replace(self, remark="")
        kept = [place for place in range(len(self.columns)) if not self._spares(place)]
        rows = (replace(row, cells=tuple(row.cells[place] for place in kept)) for row in self.rows)
        return replace(self, columns=tuple(self.columns[place] for place in kept), rows=tuple(rows))

    def _spares(self, place: int) -> bool:
        return self.columns[place].key in self.spared


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that a report says, in the language in force.

    Attributes:
        key: What kind of sentence it is, for JSON.
        text: The sentence. Not safe to display: it can quote the user's text.
        reason: Why it says so; empty when the sentence says it.
        behind: The deals it speaks of.
        warns: Whether it is something to act on.
    """

    key: str
    text: str
    reason: str = ""
    behind: Behind | None = None
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One report, whole.

    Attributes:
        key: Its name on the command line.
        title: Message id.
        tables: Its figures.
        notes: What it says in sentences, the most urgent first.
    """

    key: str
    title: str
    tables: tuple[Table, ...]
    notes: tuple[Note, ...] = field(default=())


def added(sums: Iterable[tuple[str, int]]) -> Money:
    """Amounts of money added up by currency, those of nothing left out."""
    total: dict[str, int] = {}
    for currency, amount in sums:
        if amount:
            total[currency] = total.get(currency, 0) + amount
    return total

"""Figures as texts for people, and as JSON and CSV for scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from funneltui.domain.currencies import minor_digits
from funneltui.domain.insights.rates import Share
from funneltui.domain.insights.report import Cell, Chart, Column, Kind, Money, Report, Row, Table, Value
from funneltui.domain.insights.scope import Scope
from funneltui.domain.money import decimal_string
from funneltui.i18n import N_, grouped, labelled, language, translate

_DECIMALS = 1


def plain_money(money: Money) -> str:
    """Sums in whole units, the largest first: `10,005,534 EUR + 900 CHF`; a dash for none."""
    ordered = sorted(money.items(), key=lambda pair: -pair[1] / 10 ** minor_digits(pair[0]))
    parts = (f"{grouped(round(minor / 10 ** minor_digits(code)))}\u00a0{code}" for code, minor in ordered)
    return " + ".join(parts) or "–"


def number_words(value: float) -> str:
    """A number as one writes it: whole, or with one decimal."""
    if value == round(value):
        return grouped(round(value))
    whole, _, part = f"{value:.1f}".partition(".")
    return f"{grouped(int(whole))}{',' if language() == 'fr' else '.'}{part}"


def chart_lines(chart: Chart, gap: str = " ") -> list[str]:
    """Every number of a chart with what it stands for, a line a label: `Lead: Went on 28, Won 0`.

    Not safe to display: labels can be the user's text.

    Args:
        chart: The chart.
        gap: What stands between the words of a number's name and the number.
    """
    lines = []
    for place, label in enumerate(chart.labels):
        numbers = [
            f"{series.name} {number_words(value)}".replace(" ", gap)
            for series in chart.series
            if (value := series.values[place]) is not None
        ]
        if numbers:
            lines.append(labelled(label, ", ".join(numbers)))
    return lines


def figure(column: Column, cell: Cell, money: Callable[[Money], str] = plain_money) -> str:
    """A figure for people, in the language in force.

    Args:
        column: What kind of figure it is.
        cell: The figure.
        money: Writes sums of money.
    """
    value = cell.value
    if value is None:
        return "–"
    if isinstance(value, Share):
        return value.words
    if isinstance(value, Mapping):
        return money(value) if value else "–"
    if isinstance(value, str):
        return value
    text = number_words(value)
    if column.kind is Kind.PERCENT:
        return f"{text}\u00a0%" if language() == "fr" else f"{text}%"
    return text


def basis(table: Table, row: Row, key: str) -> str:
    """What a figure rests on: `n = 12`, of a share `3 of 4`; empty where the figure is a count itself."""
    cells = dict(zip((column.key for column in table.columns), row.cells, strict=True))
    kinds = {column.key: column.kind for column in table.columns}
    value = cells[key].value
    if isinstance(value, Share):
        return translate(N_("{part} of {whole}")).format(part=grouped(value.part), whole=grouped(value.whole))
    if kinds[key] is Kind.COUNT:
        return ""
    if (count := cells[key].count) is not None:
        return f"n = {grouped(count)}"
    first = next((cells[name].value for name, kind in kinds.items() if kind is Kind.COUNT), None)
    return f"n = {grouped(first)}" if isinstance(first, int) else ""


def script_value(value: Value) -> object:
    """A figure as JSON.

    Money is an object of decimal strings by currency, a share an object with `part`, `whole` and `percent` (null
    where there is too little to say so), everything else a number, a text or null.
    """
    if isinstance(value, Share):
        return {"part": value.part, "whole": value.whole, "percent": value.percent}
    if isinstance(value, Mapping):
        return {currency: decimal_string(amount, currency) for currency, amount in sorted(value.items())}
    return value


def report_json(report: Report, scope: Scope) -> dict[str, object]:
    """A report as JSON.

    Keys: report, since, until, cohort {since, until}, tag, source, notes [{key, text, reason, warns}], and tables:
    {table: [{key, label, and a key for each column}]}. Keys stay as they are from version to version; labels and
    texts are in the language in force.
    """
    return {
        "report": report.key,
        "since": scope.since and scope.since.isoformat(),
        "until": scope.until and scope.until.isoformat(),
        "cohort": {
            "since": scope.created_since and scope.created_since.isoformat(),
            "until": scope.created_until and scope.created_until.isoformat(),
        },
        "tag": scope.tag,
        "source": scope.source,
        "notes": [
            {"key": note.key, "text": note.text, "reason": note.reason, "warns": note.warns} for note in report.notes
        ],
        "tables": {table.key: [_row_json(table, place) for place in range(len(table.rows))] for table in report.tables},
    }


def _row_json(table: Table, place: int) -> dict[str, object]:
    row = table.rows[place]
    figures = {column.key: script_value(cell.value) for column, cell in zip(table.columns, row.cells, strict=True)}
    return {"key": row.key, "label": row.label, **figures}


def table_csv(report: Report) -> Iterator[tuple[str, ...]]:
    """A report as rows of CSV: table, row, label, column, value, unit. Money has a row a currency, a share two."""
    for table in report.tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                start = (table.key, row.key, row.label, column.key)
                for value, unit in _plain(cell.value):
                    yield (*start, value, unit)


def _plain(value: Value) -> Iterator[tuple[str, str]]:
    if isinstance(value, Share):
        yield str(value.part), "part"
        yield str(value.whole), "whole"
    elif isinstance(value, Mapping):
        for currency, amount in sorted(value.items()):
            yield decimal_string(amount, currency), currency
    elif value is not None:
        yield str(value), ""


def definitions(report: Report) -> Iterator[tuple[str, str]]:
    """How each figure of a report is counted: its heading and its definition, in the language in force."""
    told: set[tuple[str, str]] = set()
    for table in report.tables:
        yield translate(table.title), translate(table.definition)
        for column in table.columns:
            if (column.title, column.definition) not in told:
                told.add((column.title, column.definition))
                yield translate(column.title), translate(column.definition)

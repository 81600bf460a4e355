"""A report as lines: which text stands where, and which figure it is. Nothing here knows a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from funneltui.domain.insights.report import Behind, Chart, Look, Money, Note, Report, Table
from funneltui.domain.insights.wording import chart_lines, figure
from funneltui.domain.text import cells, fit, pad, safe
from funneltui.i18n import translate as _
from funneltui.tui.widgets.pane_lines import wrap
from funneltui.tui.widgets.plots.curves import Piece
from funneltui.tui.widgets.plots.drawing import draw

_CHART_LINES = 16
_GAP = "\N{NO-BREAK SPACE}"
"""Between a number and what it is of: they stand on one line."""
_NARROWEST = 20
_ASCII = str.maketrans({"–": "-", "…": "~", "’": "'", "“": '"', "”": '"', "·": "-", "×": "x", "\u00a0": " "})
_LABEL_SHARE = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a line that the cursor can stand on.

    Attributes:
        start: The first cell.
        length: How many cells.
        title: What the figure is: its heading and its row. Safe to display.
        definition: Message id: how it is counted; empty for a sentence.
        text: The figure as it is shown.
        behind: The deals behind it.
        table: The key of its table; empty for a sentence.
        row: The key of its row.
        column: The key of its column.
    """

    start: int
    length: int
    title: str
    definition: str
    text: str
    behind: Behind | None
    table: str = ""
    row: str = ""
    column: str = ""

    @property
    def end(self) -> int:
        """The first cell behind it."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A line: its pieces from the left, and its figures."""

    pieces: tuple[Piece, ...]
    spots: tuple[Spot, ...] = ()
    goes_on: bool = False
    """Whether it is more of the figure in the line above."""


class Shown(StrEnum):
    """What is shown of a table that has a chart; one without is always a table."""

    BOTH = "both"
    CHART = "chart"
    TABLE = "table"
    WORDS = "words"
    """The chart's numbers in words, for whom a picture says nothing."""


def report_lines(
    report: Report, width: int, shown: Shown = Shown.BOTH, *, ascii_only: bool, money: Callable[[Money], str]
) -> list[FigureLine]:
    """A report in so many columns of the terminal.

    Args:
        report: The report.
        width: No line is longer.
        shown: What is shown of a table that has a chart.
        ascii_only: Whether to draw with ASCII.
        money: Writes sums of money.
    """
    lines: list[FigureLine] = []
    width = max(_NARROWEST, width)
    for note in report.notes:
        lines += _note(note, width, ascii_only=ascii_only)
        lines.append(FigureLine(()))
    for table in (each.for_people() for each in report.tables):
        drawn = _charted(table.chart, width, shown, ascii_only=ascii_only)
        title = fit(_(table.title), width, "")
        unit = f"  ({safe(table.chart.unit)})" if drawn and table.chart and _unit_above(table.chart, shown) else ""
        lines.append(FigureLine((("title", title), ("faint", fit(unit, width - cells(title), "")))))
        lines += drawn
        if not table.rows:
            lines.append(FigureLine((("faint", _("Nothing yet.")),)))
        elif table.single:
            lines += _facts(table, width, money)
        elif shown in {Shown.BOTH, Shown.TABLE} or not drawn:
            lines += _blocks(table, width, money)
            if table.remark:
                lines.append(FigureLine(()))
                lines += (FigureLine((("faint", line),)) for line in wrap(_(table.remark), width))
        lines.append(FigureLine(()))
    return [_in_ascii(line) for line in lines] if ascii_only else lines


def _unit_above(chart: Chart, shown: Shown) -> bool:
    """Whether a chart's unit stands beside the title: lines and words say it themselves."""
    return bool(chart.unit) and chart.look is not Look.LINES and shown is not Shown.WORDS


def _charted(chart: Chart | None, width: int, shown: Shown, *, ascii_only: bool) -> list[FigureLine]:
    if chart is None or shown is Shown.TABLE:
        return []
    if shown is not Shown.WORDS:
        return [FigureLine(tuple(line)) for line in draw(chart, width, _CHART_LINES, ascii_only=ascii_only)]
    said = [f"({safe(chart.unit)})"] if chart.unit else []
    said += map(safe, chart_lines(chart, gap=_GAP))
    lines = (line.replace(_GAP, " ") for text in said for line in wrap(text, width))
    return [FigureLine((("text", line),)) for line in lines]


def _in_ascii(line: FigureLine) -> FigureLine:
    """The program's own signs in ASCII; letters stay."""
    return replace(line, pieces=tuple((role, text.translate(_ASCII)) for role, text in line.pieces))


def _note(note: Note, width: int, *, ascii_only: bool) -> Iterator[FigureLine]:
    """A sentence, then its reason; the cursor can stand on the sentence when there are deals behind it."""
    sign = ("! " if ascii_only else "⚠ ") if note.warns else ""
    role = "problem" if note.warns else "text"
    for number, line in enumerate(wrap(sign + safe(note.text), width)):
        spots: tuple[Spot, ...] = ()
        if number == 0 and note.behind is not None:
            spots = (Spot(0, cells(line), safe(note.text), "", line, note.behind, row=note.key),)
        yield FigureLine(((role, line),), spots, goes_on=number > 0 and note.behind is not None)
    for line in wrap(safe(note.reason), width - 2) if note.reason else ():
        yield FigureLine((("faint", f"  {line}"),))


def _facts(table: Table, width: int, money: Callable[[Money], str]) -> Iterator[FigureLine]:
    """One row of facts, from top to bottom."""
    row = table.rows[0]
    texts = [safe(figure(column, cell, money)) for column, cell in zip(table.columns, row.cells, strict=True)]
    room = min(max(cells(_(column.title)) for column in table.columns), width // 2)
    for column, cell, text in zip(table.columns, row.cells, texts, strict=True):
        title = pad(fit(_(column.title), room, "…"), room)
        shown = fit(text, width - room - 4, "…")
        spot = Spot(
            room + 4, cells(shown), _(column.title), column.definition, text, cell.behind,
            table.key, row.key, column.key,
        )  # fmt: skip
        yield FigureLine((("text", f"  {title}  "), ("value", shown)), (spot,))


def _blocks(table: Table, width: int, money: Callable[[Money], str]) -> Iterator[FigureLine]:
    """Rows under headings; columns there is no room for follow below, under the same rows."""
    texts = [
        [safe(figure(column, cell, money)) for column, cell in zip(table.columns, row.cells, strict=True)]
        for row in table.rows
    ]
    labels = [safe(row.label) for row in table.rows]
    first = _(table.first) if table.first else ""
    longest = max(map(cells, (first, *labels)))
    wanted = [
        max(cells(_(column.title)), *(cells(row[at]) for row in texts)) for at, column in enumerate(table.columns)
    ]
    fits = longest + sum(size + 2 for size in wanted) <= width
    room = longest if fits else min(longest, max(10, width // _LABEL_SHARE))
    sizes = [min(size, width - room - 2) for size in wanted]
    for number, places in enumerate(_fitting(sizes, width - room)):
        if number:
            yield FigureLine(())
        heads = "".join(
            f"  {fit(_(table.columns[place].title), sizes[place], '…'):>{sizes[place]}}" for place in places
        )
        yield FigureLine((("faint", pad(fit(first, room, "…"), room) + heads),))
        for line, (row, label) in enumerate(zip(table.rows, labels, strict=True)):
            pieces: list[Piece] = [("faint" if row.young else "text", pad(fit(label, room, "…"), room))]
            spots: list[Spot] = []
            start = room
            for place in places:
                column, text = table.columns[place], fit(texts[line][place], sizes[place], "…")
                pieces.append(("value", f"  {pad(text, sizes[place], right=True)}"))
                start += sizes[place] + 2
                spots.append(
                    Spot(
                        start - cells(text), cells(text), f"{_(column.title)} · {label}", column.definition,
                        texts[line][place], row.cells[place].behind, table.key, row.key, column.key,
                    )
                )  # fmt: skip
            yield FigureLine(tuple(pieces), tuple(spots))


def _fitting(sizes: Sequence[int], room: int) -> Iterator[list[int]]:
    """The columns in groups that fit beside the labels, at least one in each."""
    group: list[int] = []
    used = 0
    for place, size in enumerate(sizes):
        if group and used + size + 2 > room:
            yield group
            group, used = [], 0
        group.append(place)
        used += size + 2
    yield group

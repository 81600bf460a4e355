"""The charts of a report as SVG, drawn by hand: nothing is fetched, nothing runs.

Colours come from the page's style, so that they follow light and dark; each series has a pattern beside its colour.
Every chart starts at zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import NamedTuple

from funneltui.domain.insights.report import Chart, Look
from funneltui.domain.insights.wording import number_words
from funneltui.domain.text import safe

_ROW = 26
_BAR = 16
_HEIGHT = 160
_SMALL = 70
_LETTER = 6.4
"""How wide a letter of the charts is, about."""
_NO_NUMBER = "–"
_PATTERNS = 6
_DASHES = ("none", "8 3", "2 3", "8 3 2 3", "12 4", "4 4")


class Sheet(NamedTuple):
    """How much room a chart has, in its own units: a letter takes about as many on each sheet."""

    name: str
    width: int
    label: int
    """The room for the label of a bar."""
    left: int
    """The room for the numbers of a scale."""
    right: int
    """The room for the number behind the longest bar."""


SHEETS = (Sheet("broad", 720, 150, 60, 90), Sheet("narrow", 350, 116, 48, 56))
"""For screens and paper, and for telephones: the page shows one of them."""

_PATTERN_LIST = "".join(
    f'<pattern id="fill{number}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate({turn})">'
    f'<rect width="8" height="8" class="s{number}"/>{mark}</pattern>'
    for number, (turn, mark) in enumerate(
        (
            (0, ""),
            (45, '<rect width="3" height="8" class="m"/>'),
            (0, '<circle cx="4" cy="4" r="2" class="m"/>'),
            (-45, '<rect width="3" height="8" class="m"/>'),
            (0, '<rect width="8" height="3" class="m"/>'),
            (0, '<rect width="3" height="8" class="m"/>'),
        )
    )
)
PATTERNS = f'<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>{_PATTERN_LIST}</defs></svg>'
"""What the series are filled with: a colour and a pattern each. Once in a page, where it is not hidden."""


def svg(chart: Chart, title: str) -> str:
    """A chart as an SVG element for each sheet, with a text alternative; empty when there is nothing to draw."""
    numbers = [value for series in chart.series for value in series.values if value]
    if not numbers:
        return ""
    draw = {Look.BARS: _bars, Look.STACKED: _bars, Look.LINES: _lines, Look.MULTIPLES: _multiples}[chart.look]
    told = escape(safe(title))
    drawn = ((sheet, *draw(chart, sheet)) for sheet in SHEETS)
    return "".join(
        f'<svg class="{sheet.name}" viewBox="0 0 {sheet.width} {height}" role="img" aria-label="{told}">'
        f"<title>{told}</title>{body}</svg>"
        for sheet, height, body in drawn
    )


def legend(chart: Chart) -> str:
    """The names of a chart's series with what they are drawn with, where the chart itself does not say it."""
    if chart.look is not Look.LINES and (chart.look is not Look.STACKED or len(chart.series) < 2):  # noqa: PLR2004 - one
        return ""
    parts = (
        f'<li><svg viewBox="0 0 14 14" class="key" aria-hidden="true">{_sample(chart, number)}</svg>'
        f"{escape(safe(series.name))}</li>"
        for number, series in enumerate(chart.series)
    )
    return f'<ul class="legend">{"".join(parts)}</ul>'


def _sample(chart: Chart, number: int) -> str:
    if chart.look is Look.LINES:
        return f'<line x1="0" x2="14" y1="7" y2="7" {_stroke(number)}/>'
    return f'<rect width="14" height="14" fill="url(#fill{number % _PATTERNS})"/>'


def _stroke(number: int) -> str:
    """A line of a series: a colour, and dashes of its own."""
    place = number % _PATTERNS
    return f'class="h{place}" fill="none" stroke-width="2" stroke-dasharray="{_DASHES[place]}"'


def _text(x: float, y: float, text: str, anchor: str = "start", fit: float = 0) -> str:
    """A text of a chart; one that does not fit is cut."""
    shown = safe(text)
    letters = int(fit / _LETTER)
    if fit and len(shown) > letters:
        shown = f"{shown[: max(1, letters - 1)]}…"
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(shown)}</text>'


def _bars(chart: Chart, sheet: Sheet) -> tuple[int, str]:
    """A row a label, the series of each after one another; a dash where no number is known."""
    sums = chart.sums
    most = max(sums)
    width = sheet.width - sheet.label - sheet.right
    parts = []
    for place, label in enumerate(chart.labels):
        top, left = place * _ROW + 4, float(sheet.label)
        parts.append(_text(sheet.label - 8, top + 12, label, "end", sheet.label - 8))
        for number, series in enumerate(chart.series):
            size = width * (series.values[place] or 0) / most
            if size > 0:
                parts.append(
                    f'<rect x="{left:.1f}" y="{top}" width="{size:.1f}" height="{_BAR}"'
                    f' fill="url(#fill{number % _PATTERNS})"><title>{escape(safe(series.name))}:'
                    f" {number_words(series.values[place] or 0)}</title></rect>"
                )
            left += size
        known = any(series.values[place] is not None for series in chart.series)
        parts.append(_text(left + 6, top + 12, number_words(round(sums[place], 1)) if known else _NO_NUMBER))
    return len(chart.labels) * _ROW + 8, "".join(parts)


def _lines(chart: Chart, sheet: Sheet) -> tuple[int, str]:
    """A line a series on one scale from zero, a circle a number; what is too young to be judged is hollow."""
    top, step = 14, (sheet.width - sheet.left) / max(1, len(chart.labels))
    most = max((value or 0 for series in chart.series for value in series.values), default=0) or 1
    parts = list(_scale(most, top, _HEIGHT, sheet))
    for number, series in enumerate(chart.series):
        stroke = _stroke(number)
        points = [
            None if value is None else (sheet.left + (place + 0.5) * step, top + _HEIGHT * (1 - value / most))
            for place, value in enumerate(series.values)
        ]
        for before, after in pairwise(points):
            if before and after:
                (x1, y1), (x2, y2) = before, after
                parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {stroke}/>')
        for place, point in enumerate(points):
            if point:
                young = chart.is_young(place)
                fill = f'class="h{number % _PATTERNS} open"' if young else f'class="s{number % _PATTERNS}"'
                parts.append(
                    f'<circle cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="4" {fill}><title>'
                    f"{escape(safe(chart.labels[place]))}: {number_words(series.values[place] or 0)}</title></circle>"
                )
    parts += _labels(chart, top + _HEIGHT, step, sheet)
    return _HEIGHT + 46, "".join(parts)


def _scale(most: float, top: float, height: float, sheet: Sheet) -> Iterator[str]:
    """The line at zero, and what its top stands for."""
    yield _text(sheet.left - 6, top + 10, number_words(round(most, 1)), "end")
    yield _text(sheet.left - 6, top + height, "0", "end")
    yield f'<line x1="{sheet.left}" x2="{sheet.width}" y1="{top + height:.1f}" y2="{top + height:.1f}" class="axis"/>'


def _labels(chart: Chart, bottom: float, step: float, sheet: Sheet) -> Iterator[str]:
    """The labels below, each in the middle of what it names, as many as have room."""
    every = max(1, -(-int(max(map(len, chart.labels), default=1) * _LETTER + 8) // max(1, int(step))))
    for place in range(0, len(chart.labels), every):
        yield _text(sheet.left + (place + 0.5) * step, bottom + 16, chart.labels[place], "middle")


def _multiples(chart: Chart, sheet: Sheet) -> tuple[int, str]:
    parts: list[str] = []
    top = 0
    for number, series in enumerate(chart.series):
        parts.append(_text(0, top + 12, series.name))
        last = number == len(chart.series) - 1
        parts += _series(chart, number, top + 18, sheet, labels=last)
        top += _SMALL + 36
    return top + 18, "".join(parts)


def _series(chart: Chart, number: int, top: float, sheet: Sheet, *, labels: bool) -> Iterator[str]:
    """One series as columns from zero; those too young to be judged are hollow."""
    values, height = chart.series[number].values, _SMALL
    most = max((value or 0 for value in values), default=0) or 1
    step = (sheet.width - sheet.left) / max(1, len(values))
    yield from _scale(most, top, height, sheet)
    for place, value in enumerate(values):
        x = sheet.left + place * step
        if value:
            size = height * value / most
            young = chart.is_young(place)
            fill = f'class="hollow h{number % _PATTERNS}"' if young else f'fill="url(#fill{number % _PATTERNS})"'
            yield (
                f'<rect x="{x + 2:.1f}" y="{top + height - size:.1f}" width="{max(1, step - 4):.1f}"'
                f' height="{size:.1f}" {fill}><title>{escape(safe(chart.labels[place]))}: {number_words(value)}'
                "</title></rect>"
            )
    if labels:
        yield from _labels(chart, top + height, step, sheet)

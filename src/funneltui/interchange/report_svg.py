"""The charts of a report as SVG, drawn by hand: nothing is fetched, nothing runs.

Colours come from the page's style, so that they follow light and dark; each series has a pattern beside its colour.
Every chart starts at zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from funneltui.domain.insights.report import Chart, Look
from funneltui.domain.insights.wording import number_words
from funneltui.domain.text import safe

__all__ = ["legend", "svg"]

_WIDTH = 720
_LABEL = 150
_ROW = 26
_BAR = 16
_HEIGHT = 160
_SMALL = 70
_LEFT = 60
_LETTER = 6.4
"""How wide a letter of the charts is, about."""
_PATTERNS = 6

PATTERNS = "".join(
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
"""What the series are filled with: a colour and a pattern each."""


def svg(chart: Chart, title: str) -> str:
    """A chart as one SVG element with a text alternative; empty when there is nothing to draw."""
    numbers = [value for series in chart.series for value in series.values if value]
    if not numbers:
        return ""
    draw = {Look.BARS: _bars, Look.STACKED: _bars, Look.LINES: _columns, Look.MULTIPLES: _multiples}[chart.look]
    height, body = draw(chart)
    told = escape(safe(title))
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{told}"><title>{told}</title>'
        f"<defs>{PATTERNS}</defs>{body}</svg>"
    )


def legend(chart: Chart) -> str:
    """The names of a stacked chart's series with what they are filled with."""
    if chart.look is not Look.STACKED or len(chart.series) < 2:  # noqa: PLR2004 - one series needs no legend
        return ""
    parts = (
        f'<li><svg viewBox="0 0 14 14" class="key" aria-hidden="true"><defs>{PATTERNS}</defs>'
        f'<rect width="14" height="14" fill="url(#fill{number % _PATTERNS})"/></svg>{escape(safe(series.name))}</li>'
        for number, series in enumerate(chart.series)
    )
    return f'<ul class="legend">{"".join(parts)}</ul>'


def _text(x: float, y: float, text: str, anchor: str = "start", fit: float = 0) -> str:
    """A text of a chart; one that does not fit is cut."""
    shown = safe(text)
    letters = int(fit / _LETTER)
    if fit and len(shown) > letters:
        shown = f"{shown[: max(1, letters - 1)]}…"
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(shown)}</text>'


def _bars(chart: Chart) -> tuple[int, str]:
    """A row a label, the series of each after one another."""
    sums = [sum(series.values[place] or 0 for series in chart.series) for place in range(len(chart.labels))]
    most = max(sums)
    width = _WIDTH - _LABEL - 90
    parts = []
    for place, label in enumerate(chart.labels):
        top, left = place * _ROW + 4, float(_LABEL)
        parts.append(_text(_LABEL - 8, top + 12, label, "end", _LABEL - 12))
        for number, series in enumerate(chart.series):
            size = width * (series.values[place] or 0) / most
            if size > 0:
                parts.append(
                    f'<rect x="{left:.1f}" y="{top}" width="{size:.1f}" height="{_BAR}"'
                    f' fill="url(#fill{number % _PATTERNS})"><title>{escape(safe(series.name))}:'
                    f" {number_words(series.values[place] or 0)}</title></rect>"
                )
            left += size
        parts.append(_text(left + 6, top + 12, number_words(round(sums[place], 1))))
    return len(chart.labels) * _ROW + 8, "".join(parts)


def _columns(chart: Chart) -> tuple[int, str]:
    return _HEIGHT + 46, "".join(_one(chart, 0, 14, _HEIGHT, labels=True))


def _multiples(chart: Chart) -> tuple[int, str]:
    parts: list[str] = []
    top = 0
    for number, series in enumerate(chart.series):
        parts.append(_text(0, top + 12, series.name))
        last = number == len(chart.series) - 1
        parts += _one(chart, number, top + 18, _SMALL, labels=last)
        top += _SMALL + 36
    return top + 18, "".join(parts)


def _one(chart: Chart, number: int, top: float, height: float, *, labels: bool) -> Iterator[str]:
    """One series as columns from zero; those too young to be judged are hollow."""
    values = chart.series[number].values
    most = max((value or 0 for value in values), default=0) or 1
    step = (_WIDTH - _LEFT) / max(1, len(values))
    yield _text(_LEFT - 6, top + 10, number_words(round(most, 1)), "end")
    yield _text(_LEFT - 6, top + height, "0", "end")
    yield f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{top + height:.1f}" y2="{top + height:.1f}" class="axis"/>'
    every = max(1, -(-int(max(map(len, chart.labels), default=1) * _LETTER + 8) // int(step)))
    for place, value in enumerate(values):
        x = _LEFT + place * step
        if value:
            size = height * value / most
            young = bool(chart.young) and chart.young[place]
            fill = f'class="hollow h{number % _PATTERNS}"' if young else f'fill="url(#fill{number % _PATTERNS})"'
            yield (
                f'<rect x="{x + 2:.1f}" y="{top + height - size:.1f}" width="{max(1, step - 4):.1f}"'
                f' height="{size:.1f}" {fill}><title>{escape(safe(chart.labels[place]))}: {number_words(value)}'
                "</title></rect>"
            )
        if labels and place % every == 0:
            yield _text(x + 2, top + height + 16, chart.labels[place])

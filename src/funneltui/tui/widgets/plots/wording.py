"""A chart in words, for whom a picture says nothing."""

from __future__ import annotations

from funneltui.domain.insights.report import Chart
from funneltui.domain.insights.wording import number_words
from funneltui.i18n import labelled


def in_words(chart: Chart) -> str:
    """Every number of a chart with what it stands for: `Lead: Went on 28, Won 0; Prospect: …`.

    Not safe to display: labels can be the user's text.
    """
    lines = word_lines(chart)
    return "; ".join(lines) + (f" ({chart.unit})" if chart.unit and any(word_lines(chart)) else "")


def word_lines(chart: Chart) -> list[str]:
    """The same, a line a label. Not safe to display."""
    lines = []
    for place, label in enumerate(chart.labels):
        numbers = [
            f"{series.name} {number_words(value)}"
            for series in chart.series
            if (value := series.values[place]) is not None
        ]
        if numbers:
            lines.append(labelled(label, ", ".join(numbers)))
    return lines

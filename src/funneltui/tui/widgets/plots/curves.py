"""Lines over time: a sign at each number, joined by lines, all series on one scale that starts at zero."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from funneltui.domain.insights.report import Chart
from funneltui.domain.insights.wording import number_words
from funneltui.domain.text import cells, pad, safe
from funneltui.tui.widgets.plots.fills import ROLES, Fills

Piece: TypeAlias = tuple[str, str]
Lines: TypeAlias = list[list[Piece]]


def curves(chart: Chart, width: int, height: int, margin: int, fills: Fills) -> Lines:
    """A line for each series, and the labels below. What is too young to be judged is hollow, its line broken.

    Args:
        chart: The numbers.
        width: Columns of the terminal.
        height: Lines without the labels.
        margin: Columns for the numbers at the left.
        fills: The signs to draw with.
    """
    room = max(1, width - margin)
    count = len(chart.labels)
    first = max(0, count - room)  # the last ones, where there is no room for all
    step = max(1, room // (count - first))
    most = max(value or 0 for series in chart.series for value in series.values)
    canvas: list[list[Piece]] = [[("faint", " ")] * room for _row in range(height)]
    drawn = [
        [
            (place, round(value / most * (height - 1)))
            for place, value in enumerate(series.values[first:])
            if value is not None
        ]
        for series in chart.series
    ]
    for number, points in enumerate(drawn):
        for (place, level), (following, then) in pairwise(points):
            if following == place + 1:
                broken = chart.is_young(first + following)
                _join(canvas, number, place * step, level, following * step, then, fills, broken=broken)
    for number, points in enumerate(drawn):  # over all lines
        for place, level in points:
            signs = fills.hollow_points if chart.is_young(first + place) else fills.points
            _put(canvas, number, place * step, level, signs[number % len(signs)])
    marks = {0: number_words(round(most, 1)), height - 1: "0"}
    lines: Lines = [
        [("faint", f"{marks.get(row, '').rjust(margin - 1)} "), *_joined(canvas[row])] for row in range(height)
    ]
    return [*lines, axis([safe(label) for label in chart.labels[first:]], margin, step, width)]


def axis(labels: Sequence[str], margin: int, step: int, width: int) -> list[Piece]:
    """The labels under columns: each as far apart as the longest needs."""
    longest = max(map(cells, labels)) + 2
    every = max(1, -(-longest // step))
    text = " " * margin
    for place in range(0, len(labels), every):
        start = margin + place * step
        if start + cells(labels[place]) > width:
            break
        text = pad(text, start) + labels[place]
    return [("faint", text)]


def _put(canvas: list[list[Piece]], number: int, column: int, level: int, sign: str) -> None:
    canvas[len(canvas) - 1 - level][column] = (ROLES[number % len(ROLES)], sign)


def _join(
    canvas: list[list[Piece]],
    number: int,
    start: int,
    level: int,
    end: int,
    then: int,
    fills: Fills,
    *,
    broken: bool,
) -> None:
    """From one number to the next: along, up or down in the middle, along."""
    middle = start + (end - start) // 2
    along = fills.broken if broken else fills.axis
    for column in range(start + 1, end):
        _put(canvas, number, column, level if column < middle else then, along)
    if level == then or not start < middle < end:
        return
    rising = then > level
    for row in range(min(level, then) + 1, max(level, then)):
        _put(canvas, number, middle, row, fills.upright)
    _put(canvas, number, middle, level, fills.corners[0 if rising else 1])
    _put(canvas, number, middle, then, fills.corners[2 if rising else 3])


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one role as one piece."""
    joined: list[Piece] = []
    for role, text in pieces:
        if joined and joined[-1][0] == role:
            joined[-1] = (role, joined[-1][1] + text)
        else:
            joined.append((role, text))
    return joined

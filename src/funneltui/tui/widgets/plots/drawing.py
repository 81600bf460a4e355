"""Charts as lines of pieces: a role of the palette and a text each. Numbers come in, nothing is reckoned here.

Every bar and column starts at zero. Labels are cut, and left out, so that they never overlap.
"""

from __future__ import annotations

from collections.abc import Sequence

from funneltui.domain.insights.report import Chart, Look
from funneltui.domain.insights.wording import number_words
from funneltui.domain.text import cells, fit, pad, safe
from funneltui.tui.widgets.plots.curves import Lines, Piece, axis, curves
from funneltui.tui.widgets.plots.fills import ASCII, BLOCKS, ROLES, Fills

_LABEL_SHARE = 3
"""Labels take a third of the width at most."""
_EIGHTHS = 8
_SMALL = 3
"""Lines of a small column chart."""
_TALL = 8
"""Lines of one that stands alone, its labels among them."""
_FEWEST = 10
"""Columns of the terminal under which nothing is drawn."""


def draw(chart: Chart, width: int, height: int, *, ascii_only: bool = False) -> Lines:
    """A chart in so many columns.

    Args:
        chart: The numbers.
        width: Columns of the terminal: no line is longer.
        height: Lines there are for a chart that can be drawn smaller or larger; bars take a line each.
        ascii_only: Draw with ASCII.
    """
    fills = ASCII if ascii_only else BLOCKS
    if width < _FEWEST or not chart.labels or not any(value for series in chart.series for value in series.values):
        return []
    return [_cut(line, width) for line in _drawn(chart, width, height, fills)]


def _cut(line: Sequence[Piece], width: int) -> list[Piece]:
    """A line that is no longer than the screen."""
    pieces, left = list[Piece](), width
    for role, text in line:
        shown = fit(text, left, "")
        pieces.append((role, shown))
        left -= cells(shown)
    return pieces


def _drawn(chart: Chart, width: int, height: int, fills: Fills) -> Lines:
    if chart.look in {Look.BARS, Look.STACKED}:
        return _bars(chart, width, fills)
    if chart.look is Look.LINES:
        legend = _legend(chart, width, fills.points, fills.ellipsis)
        if chart.unit:
            legend[-1].append(("faint", f"({safe(chart.unit)})"))
        return [*legend, *curves(chart, width, max(2, min(height, _TALL) - 1), _margin(chart), fills)]
    lines: Lines = []
    each = max(1, min(_SMALL, height // max(1, len(chart.series)) - 1))
    for number, series in enumerate(chart.series):
        lines.append([("text", fit(safe(series.name), width, fills.ellipsis))])
        lines += _columns(chart, number, width, each, fills, labels=number == len(chart.series) - 1)
    return lines


def _bars(chart: Chart, width: int, fills: Fills) -> Lines:
    sums = chart.sums
    most = max(sums)
    known = [any(series.values[place] is not None for series in chart.series) for place in range(len(sums))]
    numbers = [
        number_words(round(value, 1)) if said else fills.unknown for value, said in zip(sums, known, strict=True)
    ]
    labels = [safe(label) for label in chart.labels]
    room = min(max(map(cells, labels)), max(4, width // _LABEL_SHARE))
    long = max(1, width - room - max(map(cells, numbers)) - 2)
    lines: Lines = []
    if len(chart.series) > 1:
        lines += _legend(chart, width, tuple(sign * 2 for sign in fills.series), fills.ellipsis)
    for place, label in enumerate(labels):
        line = [("text", f"{pad(fit(label, room, fills.ellipsis), room)} ")]
        values = [series.values[place] or 0 for series in chart.series]
        if len(values) == 1:
            line.append((ROLES[0], _across(values[0] / most * long, fills)))
        else:
            for number, size in enumerate(_shared(values, sums[place] / most * long)):
                if size:
                    line.append((ROLES[number % len(ROLES)], fills.series[number % len(fills.series)] * size))
        line.append(("faint", f" {numbers[place]}"))
        lines.append(line)
    return lines


def _across(length: float, fills: Fills) -> str:
    """A bar of so many cells, to an eighth; what is more than nothing is seen."""
    if not fills.across:
        return fills.series[0] * (max(1, round(length)) if length > 0 else 0)
    eighths = round(length * _EIGHTHS)
    if length > 0:
        eighths = max(1, eighths)
    whole, part = divmod(eighths, _EIGHTHS)
    return fills.series[0] * whole + (fills.across[part - 1] if part else "")


def _shared(values: Sequence[float], length: float) -> list[int]:
    """Whole cells for each part, as many as the whole has; each part that is more than nothing has one if it can."""
    total = sum(values)
    size = max(1, round(length)) if total else 0
    if not size:
        return [0] * len(values)
    exact = [value / total * size for value in values]
    given = [int(part) for part in exact]
    for number in sorted(range(len(values)), key=lambda number: given[number] - exact[number])[: size - sum(given)]:
        given[number] += 1
    for number, value in enumerate(values):
        largest = max(range(len(values)), key=lambda place: given[place])
        if value and not given[number] and given[largest] > 1:
            given[number], given[largest] = 1, given[largest] - 1
    return given


def _legend(chart: Chart, width: int, signs: Sequence[str], ellipsis: str) -> Lines:
    """What the signs stand for, on as many lines as it takes."""
    lines: Lines = [[]]
    used = 0
    for number, series in enumerate(chart.series):
        sign = signs[number % len(signs)]
        name = fit(safe(series.name), width - 4, ellipsis)
        length = cells(name) + cells(sign) + 3
        if used and used + length - 2 > width:  # two spaces at the end need no room
            lines.append([])
            used = 0
        lines[-1] += [(ROLES[number % len(ROLES)], sign), ("faint", f" {name}  ")]
        used += length
    return lines


def _columns(chart: Chart, number: int, width: int, height: int, fills: Fills, *, labels: bool) -> Lines:
    """One series as columns from zero; those too young to be judged are hollow."""
    values = chart.series[number].values
    most = max((value or 0 for value in values), default=0)
    top = number_words(round(most, 1))
    margin = _margin(chart)
    room = max(1, width - margin)
    first = max(0, len(values) - room)  # the last ones, where there is no room for all
    shown = values[first:]
    step = max(1, room // len(shown))
    bar = step if step <= 2 else step - 1  # noqa: PLR2004 - a gap between the columns where there is room
    lines: Lines = []
    for row in range(height):
        mark = top if row == 0 else "0" if row == height - 1 else ""
        line: list[Piece] = [("faint", f"{mark.rjust(margin - 1)} ")]
        for place, value in enumerate(shown, first):
            young = chart.is_young(place)
            line.append(_cell(value or 0, most, height - 1 - row, height, fills, number, bar, young=young))
            if step > bar:
                line.append(("faint", " " * (step - bar)))
        lines.append(line)
    if labels:
        lines.append(axis([safe(label) for label in chart.labels[first:]], margin, step, width))
    return lines


def _margin(chart: Chart) -> int:
    """What the numbers at the left of column charts take, the same for all of them."""
    return 1 + max(
        cells(number_words(round(max((value or 0 for value in series.values), default=0), 1)))
        for series in chart.series
    )


def _cell(
    value: float, most: float, row: int, height: int, fills: Fills, number: int, bar: int, *, young: bool
) -> Piece:
    """The part of a column in a row counted from below."""
    role = ROLES[number % len(ROLES)]
    eighths = round(value / most * height * _EIGHTHS) if most else 0
    if value > 0:
        eighths = max(1, eighths)
    here = max(0, min(_EIGHTHS, eighths - row * _EIGHTHS))
    if not here:
        return "faint", " " * bar
    if young:
        return role, fills.hollow * bar
    if here == _EIGHTHS:
        return role, fills.series[0] * bar
    if fills.up:
        return role, fills.up[here - 1] * bar
    return role, (fills.series[0] if here * 2 >= _EIGHTHS or row == 0 else " ") * bar

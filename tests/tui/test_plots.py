"""Charts: from zero, to an eighth of a cell, with a pattern for each series, at any width, in ASCII, without colour."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings, strategies as st

from funneltui.domain.insights.report import Chart, Look, Series
from funneltui.domain.text import cells
from funneltui.tui.widgets.plots.drawing import draw
from tests.tui.driving import HOSTILE

WIDTHS = (40, 80, 120, 200)


def lines(chart: Chart, width: int = 40, height: int = 8, *, ascii_only: bool = False) -> list[str]:
    return ["".join(text for _, text in line) for line in draw(chart, width, height, ascii_only=ascii_only)]


def bars(*values: float | None, labels: tuple[str, ...] = ()) -> Chart:
    return Chart(Look.BARS, labels or tuple(f"row {place}" for place in range(len(values))), (Series("n", values),))


def test_bars_are_as_long_as_their_numbers_to_an_eighth():
    drawn = lines(bars(100, 50, 1, 0), 40)
    room = 40 - len("row 0 ") - len(" 100")
    assert drawn[0] == f"row 0 {'█' * room} 100"
    assert drawn[1] == f"row 1 {'█' * (room // 2)} 50"
    assert drawn[2] == "row 2 ▎ 1"
    assert drawn[3] == "row 3  0"
    assert [lines(bars(2, None), ascii_only=plain)[1] for plain in (False, True)] == ["row 1  –", "row 1  -"]


def test_what_is_more_than_nothing_is_seen():
    assert "▏" in lines(bars(100_000, 1))[1]
    assert lines(bars(100_000, 1), ascii_only=True)[1] == "row 1 # 1"


def stacked(*rows: tuple[float, ...], names: str = "abcdef") -> Chart:
    series = zip(*rows, strict=True)
    return Chart(
        Look.STACKED,
        tuple(f"row {place}" for place in range(len(rows))),
        tuple(Series(name, values) for name, values in zip(names, series, strict=False)),
    )


def test_stacked_parts_have_patterns_of_their_own_and_a_legend():
    legend, first, second = lines(stacked((10, 5, 5), (5, 0, 5)))
    assert legend == "██ a  ▓▓ b  ▒▒ c  "
    assert abs(first.count("█") - 2 * first.count("▓")) <= 1
    assert second.count("█") == second.count("▒")
    assert "▓" not in second
    ascii_legend = lines(stacked((10, 5, 5)), ascii_only=True)[0]
    assert ascii_legend == "## a  == b  ++ c  "


@given(
    st.lists(st.lists(st.integers(0, 10**6), min_size=6, max_size=6), min_size=1, max_size=8), st.sampled_from(WIDTHS)
)
def test_stacked_bars_are_as_long_as_their_sums_and_hide_no_part(rows, width):
    chart = stacked(*map(tuple, rows))
    most = max(map(sum, rows))
    drawn = lines(chart, width)
    if not most:
        assert drawn == []
        return
    bodies = [line for line in drawn if line.startswith("row")]
    signs = "█▓▒░▚╱"
    longest = max(sum(line.count(sign) for sign in signs) for line in bodies)
    for row, line in zip(rows, bodies, strict=True):
        length = sum(line.count(sign) for sign in signs)
        assert abs(length - sum(row) / most * longest) <= 1
        parts = [sign for sign, value in zip(signs, row, strict=True) if value]
        if length >= len(parts):
            assert all(sign in line for sign in parts)


labels = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
numbers = st.none() | st.floats(0, 10**9, allow_nan=False)
charts = st.integers(1, 40).flatmap(
    lambda count: st.builds(
        Chart,
        st.sampled_from(Look),
        st.lists(labels, min_size=count, max_size=count).map(tuple),
        st.lists(
            st.builds(Series, labels, st.lists(numbers, min_size=count, max_size=count).map(tuple)),
            min_size=1,
            max_size=6,
        ).map(tuple),
        labels,
        st.just(()) | st.lists(st.booleans(), min_size=count, max_size=count).map(tuple),
    )
)


@settings(max_examples=60)
@given(charts, st.integers(1, 200), st.integers(1, 30), st.booleans())
def test_no_line_is_longer_than_the_screen_and_none_has_a_control_character(chart, width, height, ascii_only):
    for line in lines(chart, width, height, ascii_only=ascii_only):
        assert cells(line) <= width
        assert line.isprintable() or not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in line)


def months(count: int, *, young: int = 0, look: Look = Look.LINES) -> Chart:
    names = tuple(f"M{place:02} 2026" for place in range(count))
    hollow = tuple(place >= count - young for place in range(count))
    return Chart(look, names, (Series("Won", tuple(float(place) for place in range(count))),), "", hollow)


@pytest.mark.parametrize("look", [Look.LINES, Look.MULTIPLES])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [1, 5, 12, 36, 120])
def test_labels_under_columns_never_overlap(width, count, look):
    drawn = lines(months(count, look=look), width)
    assert drawn if count > 1 else not drawn  # one month of nothing
    if count > 1:
        assert re.fullmatch(r" +M\d+ 2026(  +M\d+ 2026)*", drawn[-1])


def test_columns_start_at_zero_and_reach_the_top():
    def columns(height, *values):
        names = tuple("abc"[: len(values)])
        return lines(Chart(Look.MULTIPLES, names, (Series("n", values),)), 20, height)[1:]

    drawn = columns(4, 8.0, 4.0, 0.0)
    assert [line[2:] for line in drawn[:3]] == ["█████" + " " * 13, "█████ ▄▄▄▄▄" + " " * 7, "█████ █████" + " " * 7]
    assert drawn[0].startswith("8 ")
    assert drawn[2].startswith("0 ")
    assert "▃" in columns(2, 8.0, 3.0)[0]


def test_lines_join_their_numbers_from_zero_to_the_top():
    chart = Chart(Look.LINES, tuple("abcd"), (Series("n", (0.0, 8.0, 8.0, 4.0)),), "%")
    assert lines(chart, 18, 6) == [
        "● n  (%)",
        "8   ╭─●───●─╮     ",
        "    │       │     ",
        "    │       ╰─●   ",
        "    │             ",
        "0 ●─╯             ",
        "  a   b   c   d",
    ]


def test_series_of_lines_are_told_apart_without_colour_and_what_is_missing_is_a_gap():
    chart = Chart(Look.LINES, tuple("abc"), (Series("x", (1.0, None, 3.0)), Series("y", (2.0, 2.0, 2.0))))
    legend, *drawn = lines(chart, 30, 6)
    assert legend == "● x  ▲ y  "
    assert "".join(drawn).count("●") == 2
    assert "".join(drawn).count("▲") == 3
    assert "".join(lines(chart, 30, 6, ascii_only=True)).count("*") == 3


@pytest.mark.parametrize("look", [Look.LINES, Look.MULTIPLES])
def test_what_is_young_is_hollow(look):
    hollow = {Look.LINES: "○o", Look.MULTIPLES: "░."}[look]
    assert hollow[0] in "".join(lines(months(3, young=1, look=look)))
    assert hollow[1] in "".join(lines(months(3, young=1, look=look), ascii_only=True)).replace("Won", "")
    assert hollow[0] not in "".join(lines(months(3, look=look)))


def test_small_multiples_have_a_scale_each():
    chart = Chart(Look.MULTIPLES, ("a", "b"), (Series("Won", (1.0, 2.0)), Series("Value", (500.0, 1000.0))))
    drawn = lines(chart, 40, 12)
    assert drawn[0] == "Won"
    assert drawn[1].lstrip().startswith("2 ")
    value = drawn.index("Value")
    assert drawn[value + 1].startswith("1,000 ")
    assert "a" in drawn[-1]
    assert lines(chart, 40, 1)  # at a line each it is still there


@pytest.mark.parametrize("look", Look)
def test_ascii_is_ascii(look):
    chart = Chart(look, ("one", "two"), (Series("x", (3.3, 7.0)), Series("y", (1.0, 0.5))), "", (False, True))
    assert "".join(lines(chart, 60, ascii_only=True)).isascii()


def test_a_label_drives_no_terminal():
    assert "\x1b" not in "".join(lines(bars(5, 1, labels=("Lead", HOSTILE))))

"""How a next action stands, in words and in the order of a column."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.days import day_words, long_day, month_name, short_day, weekday_name
from funneltui.domain.due import Due, lateness
from funneltui.i18n import set_language

TODAY = date(2026, 11, 19)  # a Thursday


@pytest.mark.parametrize(
    ("due_on", "kind", "days", "words"),
    [
        (None, Due.NONE, 0, "no next action"),
        ("2026-11-16", Due.OVERDUE, 3, "3 d late"),
        (date(2026, 11, 18), Due.OVERDUE, 1, "1 d late"),
        ("2026-11-19", Due.TODAY, 0, "today"),
        ("2026-11-20", Due.FUTURE, -1, "tomorrow"),
        ("2026-11-24", Due.FUTURE, -5, "Tue"),
        ("2026-11-25", Due.FUTURE, -6, "Wed"),
        ("2026-11-26", Due.FUTURE, -7, "26 Nov"),
        ("2027-01-04", Due.FUTURE, -46, "4 Jan 2027"),
    ],
)
def test_lateness(due_on, kind, days, words):
    result = lateness(due_on, TODAY)
    assert (result.kind, result.days, result.words) == (kind, days, words)
    assert result.rank == kind.rank


def test_a_column_is_in_order_of_urgency():
    assert sorted(Due, key=lambda due: due.rank) == [Due.OVERDUE, Due.TODAY, Due.NONE, Due.FUTURE]


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_stored_and_plain_days_are_the_same(due_on, today):
    assert lateness(due_on, today) == lateness(due_on.isoformat(), today)
    assert due_on + timedelta(days=lateness(due_on, today).days) == today


def test_words_of_days():
    assert day_words(TODAY - timedelta(1), TODAY) == "yesterday"
    assert day_words(TODAY - timedelta(2), TODAY) == "17 Nov"
    assert long_day(date(2026, 5, 1)) == "Friday 1 May 2026"
    assert long_day(date(2026, 12, 15), time(9, 5)) == "Tuesday 15 December 2026, 09:05"
    assert weekday_name(TODAY) == "Thursday"
    assert month_name(5, short=True) == "May"
    assert short_day(date(2025, 11, 19), TODAY) == "19 Nov 2025"


def test_french_says_the_first_of_a_month() -> None:
    set_language("fr")
    assert long_day(date(2026, 12, 1)) == "mardi 1er décembre 2026"
    assert long_day(date(2026, 12, 11)) == "vendredi 11 décembre 2026"
    assert long_day(date(2026, 12, 11), time(9, 5)) == "vendredi 11 décembre 2026, 09h05"
    assert short_day(date(2026, 12, 1), TODAY) == "1er déc."

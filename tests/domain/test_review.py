"""What needs a decision, why, and in which order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.cadence import Rhythm
from funneltui.domain.review import Standing, WhyKind, is_settled, why
from funneltui.domain.stages import StageKind

TODAY = date(2026, 11, 19)


def _in(days):
    return TODAY + timedelta(days=days)


near = st.none() | st.integers(-40, 40).map(_in)
gone = st.none() | st.integers(-60, 0).map(_in)
standings = st.builds(
    Standing,
    today=st.just(TODAY),
    kind=st.sampled_from([*StageKind]),
    due_on=near,
    parked_until=near,
    offer_until=near,
    last_touch=gone,
    last_in=gone,
    since=gone,
    unanswered=st.integers(0, 8),
    idle_days=st.sampled_from([0, 7, 14]),
    lost_reason=st.sampled_from(["", "price"]),
)


@pytest.mark.parametrize(
    ("standing", "reasons"),
    [
        (Standing(TODAY, due_on=_in(-3)), ["3 d late"]),
        (Standing(TODAY, due_on=TODAY, unanswered=4), ["due today", "4 unanswered"]),
        (Standing(TODAY, due_on=_in(2), unanswered=9, last_touch=_in(-90), idle_days=7), []),
        (Standing(TODAY, due_on=_in(20), offer_until=_in(2)), ["the proposal expires in 2 d"]),
        (Standing(TODAY, due_on=_in(20), offer_until=TODAY), ["the proposal expires today"]),
        (Standing(TODAY, due_on=_in(20), offer_until=_in(-2)), ["the proposal expired 2 d ago"]),
        (Standing(TODAY, due_on=_in(20), offer_until=_in(8)), []),
        (Standing(TODAY), ["no next action"]),
        (
            Standing(TODAY, last_touch=_in(-20), last_in=_in(-20), since=_in(-30), idle_days=14),
            ["they wrote last, 20 d ago", "idle for 20 d", "no next action"],
        ),
        (
            Standing(TODAY, last_touch=_in(-20), last_in=_in(-25), since=_in(-3), unanswered=5, idle_days=14),
            ["5 unanswered", "no next action"],
        ),
        (Standing(TODAY, StageKind.SUSPECT), ["to be sorted"]),
        (Standing(TODAY, StageKind.SUSPECT, last_touch=_in(-1), unanswered=1), ["no next action"]),
        (Standing(TODAY, StageKind.PARKED, parked_until=_in(-2)), ["“Not now” ended 2 d ago"]),
        (Standing(TODAY, StageKind.PARKED, parked_until=TODAY), ["“Not now” ends today"]),
        (Standing(TODAY, StageKind.PARKED, parked_until=_in(1)), []),
        (Standing(TODAY, StageKind.PARKED), ["parked without a date"]),
        (Standing(TODAY, StageKind.WON, due_on=_in(-5)), ["5 d late"]),
        (Standing(TODAY, StageKind.WON, due_on=TODAY), ["due today"]),
        (Standing(TODAY, StageKind.WON, due_on=_in(2)), []),
        (Standing(TODAY, StageKind.WON, last_touch=_in(-99), unanswered=9), []),
        (Standing(TODAY, StageKind.LOST), []),
    ],
)
def test_why(standing, reasons):
    assert [reason.words for reason in why(standing)] == reasons


@pytest.mark.parametrize(
    ("standing", "settled"),
    [
        (Standing(TODAY, due_on=TODAY), True),
        (Standing(TODAY, due_on=_in(-1)), False),
        (Standing(TODAY), False),
        (Standing(TODAY, StageKind.SUSPECT, due_on=_in(3)), True),
        (Standing(TODAY, StageKind.WON), True),
        (Standing(TODAY, StageKind.LOST), False),
        (Standing(TODAY, StageKind.LOST, lost_reason="price"), True),
        (Standing(TODAY, StageKind.PARKED, parked_until=_in(1)), True),
        (Standing(TODAY, StageKind.PARKED, parked_until=TODAY), False),
        (Standing(TODAY, StageKind.PARKED), False),
    ],
)
def test_settled(standing, settled):
    assert is_settled(standing) == settled


@given(standings)
def test_nothing_unsettled_is_left_out_of_a_review(standing):
    if standing.kind != StageKind.LOST and not is_settled(standing):
        assert why(standing)


@given(standings.filter(lambda standing: standing.kind in {StageKind.SUSPECT, StageKind.OPEN}))
def test_planning_ahead_settles_and_silences(standing):
    planned = replace(standing, due_on=_in(1))
    assert is_settled(planned)
    assert {reason.kind for reason in why(planned)} <= {WhyKind.LAPSING}


@given(standings)
def test_the_most_urgent_reason_comes_first(standing):
    kinds = [list(WhyKind).index(reason.kind) for reason in why(standing)]
    assert kinds == sorted(set(kinds))


def test_what_is_too_silent_and_what_ends_soon_is_a_persons_own():
    silent = Standing(TODAY, due_on=TODAY, unanswered=2, offer_until=_in(10))
    assert [reason.kind for reason in why(silent)] == [WhyKind.DUE_TODAY]
    reasons = why(silent, Rhythm(silent_limit=2, lapse_warning=10))
    assert [reason.kind for reason in reasons] == [WhyKind.DUE_TODAY, WhyKind.LAPSING, WhyKind.SILENT]

"""A review goes on by itself, can be gone back in, and ends when everybody has left it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.review import Standing
from funneltui.domain.review_run import Decision, ReviewRun, decision_of

TODAY = date(2026, 11, 22)


def test_it_goes_on_to_the_next_and_ends() -> None:
    run = ReviewRun([1, 2])
    run.settle(Decision.PLANNED)
    assert (run.current, run.decided, run.is_over) == (2, 1, False)
    run.settle(Decision.LOST)
    assert (run.current, run.is_over) == (None, True)
    assert run.counts() == {Decision.PLANNED: 1, Decision.LOST: 1}
    run.settle(Decision.WON)
    assert run.decided == 2, "nobody is left to decide on"


def test_going_back_decides_again() -> None:
    run = ReviewRun([1, 2])
    run.settle(Decision.SKIPPED)
    run.back()
    assert (run.current, run.decided) == (1, 0)
    run.back()
    assert run.current == 1
    ReviewRun().back()


def test_a_decision_that_is_undone_brings_the_card_back() -> None:
    run = ReviewRun([1, 2, 3])
    run.settle(Decision.WON)
    run.settle(Decision.WON)
    run.reopen(1)
    assert run.current == 1
    run.reopen(9)
    run.settle(Decision.PLANNED)
    assert run.current == 3, "the one already decided is passed over"
    run.back()
    run.reopen(3)
    assert run.current == 2


def test_those_left_before_come_last() -> None:
    run = ReviewRun([1, 2, 3], place=2)
    run.settle(Decision.WON)
    assert run.current == 1


def test_a_step_that_comes_again_was_undone() -> None:
    run = ReviewRun([1])
    assert [run.note_step(step) for step in (7, 8, 8)] == [True, True, False]
    assert run.steps == [7]


def test_undone_as_a_whole_it_starts_again_with_those_not_skipped() -> None:
    run = ReviewRun([1, 2, 3], steps=[7])
    for decision in (Decision.SKIPPED, Decision.LOST, Decision.PLANNED):
        run.settle(decision)
    run.start_again()
    assert (run.current, run.decisions, run.steps) == (2, {1: Decision.SKIPPED}, [])


def test_a_resumed_review_leaves_out_who_is_settled() -> None:
    run = ReviewRun([1, 2, 3], place=1)
    run.drop([1])
    assert run.current == 2
    run.drop([2])
    assert run.current == 3
    run.drop([3])
    assert run.is_over


@pytest.mark.parametrize(
    ("standing", "decision"),
    [
        (None, Decision.GONE),
        (Standing(TODAY, "won"), Decision.WON),
        (Standing(TODAY, "lost"), Decision.LOST),
        (Standing(TODAY, "parked"), Decision.PARKED),
        (Standing(TODAY, "open"), Decision.PLANNED),
        (Standing(TODAY, "suspect"), Decision.PLANNED),
    ],
)
def test_a_decision_is_where_the_card_went(standing: Standing | None, decision: Decision) -> None:
    assert decision_of(standing) is decision


@given(st.lists(st.integers(1, 30), unique=True, max_size=12), st.lists(st.sampled_from("sbr"), max_size=60))
def test_whoever_is_not_current_when_it_is_over_has_a_decision(cards: list[int], moves: list[str]) -> None:
    run = ReviewRun(list(cards))
    for move in moves:
        if move == "s":
            run.settle(Decision.PLANNED)
        elif move == "b":
            run.back()
        elif cards:
            run.reopen(cards[0])
    if run.is_over:
        assert set(run.decisions) == set(cards)
    else:
        assert run.current not in run.decisions


def test_going_back_passes_by_who_is_no_more():
    run = ReviewRun([1, 2, 3])
    run.settle(Decision.PLANNED)
    run.judge(None)
    assert run.decisions == {1: Decision.PLANNED, 2: Decision.GONE}
    run.back()
    assert (run.current, run.decided) == (1, 1)
    run.settle(Decision.GONE)
    run.back()
    assert (run.current, run.decided) == (3, 2)


def test_a_card_that_still_needs_a_decision_stays():
    run = ReviewRun([1, 2])
    assert not run.judge(Standing(date(2026, 11, 22)))
    assert (run.current, run.decided) == (1, 0)

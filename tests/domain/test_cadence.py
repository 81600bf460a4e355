"""Persistent without annoying: the advice names its reason and never pushes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.cadence import (
    DEFAULT_CADENCE,
    Advice,
    AdviceKind,
    Rhythm,
    Silence,
    advise,
    spacing,
    suggested_day,
    suggested_words,
)
from funneltui.settings import Settings

TODAY = date(2026, 11, 23)  # a Monday
ago = {days: TODAY - timedelta(days=days) for days in range(60)}


def said(silence: Silence, temperature: str = "warm", **more: int) -> tuple[AdviceKind, str]:
    """The advice on a lead."""
    advice = advise(silence, "lead", temperature, Rhythm(**more))  # type: ignore[arg-type]
    return advice.kind, advice.words


@pytest.mark.parametrize(
    ("silence", "kind", "words"),
    [
        (Silence(TODAY), AdviceKind.FOLLOW_UP, "Never contacted: introduce yourself."),
        (
            Silence(TODAY, 9, ago[9], ago[1], opposed=True),
            AdviceKind.LEAVE_ALONE,
            "Do not contact: no follow-up.",
        ),
        (Silence(TODAY, 0, None, TODAY), AdviceKind.ANSWER_THEM, "They replied today: your turn."),
        (Silence(TODAY, 0, None, ago[3]), AdviceKind.ANSWER_THEM, "They replied 3 d ago: your turn."),
        (Silence(TODAY, acquainted=True), AdviceKind.FOLLOW_UP, "No exchange logged yet: log the last one."),
        (
            Silence(TODAY, 0, None, ago[3], offered=TODAY),
            AdviceKind.WAIT,
            "Proposal sent today: wait until Mon 30 Nov.",
        ),
        (Silence(TODAY, offered=ago[2]), AdviceKind.WAIT, "Proposal sent 2 d ago: wait until Thu 26 Nov."),
        (Silence(TODAY, 0, None, ago[9], offered=ago[8]), AdviceKind.FOLLOW_UP, "Proposal sent 8 d ago: follow up."),
        (
            Silence(TODAY, 1, ago[5], ago[5], offered=ago[8]),
            AdviceKind.FOLLOW_UP,
            "One exchange unanswered for 5 d: follow up.",
        ),
        (Silence(TODAY, 1, TODAY, TODAY), AdviceKind.WAIT, "1 unanswered since today: wait until Mon 30 Nov."),
        (Silence(TODAY, 1, ago[2], ago[2]), AdviceKind.WAIT, "1 unanswered in 2 d: wait until Thu 26 Nov."),
        (Silence(TODAY, 1, ago[5], ago[5]), AdviceKind.FOLLOW_UP, "One exchange unanswered for 5 d: follow up."),
        (Silence(TODAY, 2, ago[20], ago[10]), AdviceKind.FOLLOW_UP, "2 unanswered in 20 d: follow up."),
        (
            Silence(TODAY, 4, ago[9], ago[17]),
            AdviceKind.WAIT,
            "4 unanswered in 9 d: wait until Thu 26 Nov, then send the last message.",
        ),
        (Silence(TODAY, 4, ago[40], ago[20]), AdviceKind.LAST_MESSAGE, "4 unanswered in 40 d: send the last message."),
        (
            Silence(TODAY, 5, ago[41], ago[1]),
            AdviceKind.CLEAR_ANSWER,
            "5 unanswered in 41 d: ask for a clear yes or no, or mark as lost.",
        ),
        (Silence(TODAY, 1, None, ago[5]), AdviceKind.FOLLOW_UP, "One exchange unanswered for 5 d: follow up."),
    ],
)
def test_the_advice_names_its_reason(silence: Silence, kind: AdviceKind, words: str) -> None:
    assert said(silence) == (kind, words)


def test_three_pure_asks_in_a_row_raise_a_hint() -> None:
    asked = Silence(TODAY, 3, ago[40], ago[30], pure_asks=3)
    assert said(asked)[1].endswith("follow up. Offer something useful first: the last 3 messages only asked.")
    assert "Offer something" not in said(Silence(TODAY, 3, ago[40], ago[30], pure_asks=2))[1]
    assert "the last 2 messages" in said(Silence(TODAY, 3, ago[40], ago[30], pure_asks=2), ask_limit=2)[1]
    assert "the last message only asked" in said(Silence(TODAY, 1, ago[40], ago[30], pure_asks=1), ask_limit=1)[1]


def test_the_limit_is_a_persons_own() -> None:
    assert said(Silence(TODAY, 2, ago[40], ago[30]), silent_limit=2)[0] is AdviceKind.LAST_MESSAGE
    assert said(Silence(TODAY, 3, ago[40], ago[30]), silent_limit=2)[0] is AdviceKind.CLEAR_ANSWER


def test_the_cadence_is_by_stage_and_temperature_and_a_persons_own() -> None:
    assert spacing("lead", "hot", 0) < spacing("lead", "warm", 0) < spacing("lead", "cold", 0)
    assert spacing("lead", "warm", 0, Rhythm({"warm": 9})) == 9
    assert spacing("lead", "warm", 0, Rhythm({"lead.warm": 1, "warm": 9})) == 1
    assert spacing("lead", "warm", 0, Rhythm({"warm": 0})) == 1
    assert spacing("lead", "tepid", 0) == spacing("lead", "warm", 0)


@pytest.mark.parametrize(
    ("unanswered", "words", "kind"),
    [
        (0, "follow up", AdviceKind.ANSWER_THEM),
        (3, "follow up", AdviceKind.FOLLOW_UP),
        (4, "last message", AdviceKind.LAST_MESSAGE),
        (5, "ask for a clear yes or no", AdviceKind.CLEAR_ANSWER),
    ],
)
def test_what_is_proposed_says_what_is_advised(unanswered: int, words: str, kind: AdviceKind) -> None:
    assert suggested_words(unanswered) == words
    long_ago = date(2026, 1, 1)
    assert advise(Silence(date(2026, 11, 22), unanswered, long_ago, long_ago), "lead", "cold").kind is kind


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["cold", "warm", "hot"]), st.integers(0, 12))
def test_a_suggested_day_is_a_working_day_to_come(today: date, temperature: str, unanswered: int) -> None:
    day = suggested_day(today, "lead", temperature, unanswered)
    assert day > today
    assert day.weekday() < 5


@given(st.integers(0, 11), st.sampled_from(["cold", "warm", "hot"]))
def test_spacing_never_shrinks_with_silence(unanswered: int, temperature: str) -> None:
    assert spacing("lead", temperature, unanswered) <= spacing("lead", temperature, unanswered + 1)


@given(st.integers(0, 9), st.integers(0, 50), st.integers(0, 50), st.sampled_from(["cold", "warm", "hot"]))
def test_waiting_is_until_a_day_to_come_and_silence_always_ends(
    unanswered: int, since: int, last: int, temperature: str
) -> None:
    silence = Silence(TODAY, unanswered, ago[max(since, last)], ago[last])
    advice: Advice = advise(silence, "lead", temperature)
    assert (advice.until is not None) == (advice.kind is AdviceKind.WAIT)
    assert advice.until is None or advice.until > TODAY
    if unanswered > 4:
        assert advice.kind is AdviceKind.CLEAR_ANSWER


def test_without_a_choice_the_settings_say_what_is_usual() -> None:
    """The numbers stand in both, since neither may import the other."""
    assert Rhythm.of(Settings()) == Rhythm(DEFAULT_CADENCE)
    chosen = Settings(cadence={"hot": 1}, silent_limit=3, ask_limit=5, lapse_warning=21)
    assert Rhythm.of(chosen) == Rhythm({"hot": 1}, 3, 5, 21)

"""Cold, warm or hot, as a sum anybody can check."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.stages import StageKind
from funneltui.domain.temperature import HOT_FROM, LEVEL_WORDS, WARM_FROM, Facts, Level, temperature

TODAY = date(2026, 11, 19)


def _ago(days):
    return f"{TODAY - timedelta(days=days)}"


facts = st.builds(
    Facts,
    today=st.just(TODAY),
    kind=st.sampled_from([*StageKind]),
    probability=st.integers(0, 100),
    yes_count=st.integers(0, 9),
    no_count=st.integers(0, 9),
    last_in_at=st.none() | st.integers(-2, 400).map(_ago),
    unanswered=st.integers(0, 20),
    override=st.sampled_from(["", "cold", "warm", "hot"]),
    override_until=st.none() | st.integers(-5, 5).map(lambda days: (TODAY + timedelta(days=days)).isoformat()),
)


@pytest.mark.parametrize(
    ("given_facts", "level", "reasons"),
    [
        (Facts(TODAY, StageKind.SUSPECT), "cold", ["− no reply logged"]),
        (Facts(TODAY, unanswered=1), "cold", ["− no reply logged"]),
        (Facts(TODAY, unanswered=3), "cold", ["− no reply logged", "− 3 unanswered"]),
        (Facts(TODAY, last_in_at=_ago(3)), "warm", ["+ replied 3 d ago"]),
        (Facts(TODAY, last_in_at=_ago(0)), "warm", ["+ replied today"]),
        (Facts(TODAY, last_in_at=_ago(-1)), "warm", ["+ replied today"]),
        (Facts(TODAY, last_in_at=_ago(20)), "warm", ["+ replied 20 d ago"]),
        (Facts(TODAY, last_in_at=_ago(30)), "cold", ["+ replied 30 d ago", "− no news for 30 d"]),
        (Facts(TODAY, last_in_at=_ago(100)), "cold", ["+ replied 100 d ago", "− no news for 100 d"]),
        (
            Facts(TODAY, StageKind.OPEN, 30, yes_count=4, no_count=1, last_in_at=_ago(4), unanswered=2),
            "warm",
            [
                "+ replied 4 d ago",
                "+ 4 criteria met",
                "− one criterion not met",
                "− 2 unanswered",
                "+ stage with a 30% chance",
            ],
        ),
        (
            Facts(TODAY, StageKind.OPEN, 60, yes_count=6, last_in_at=_ago(2)),
            "hot",
            ["+ 6 criteria met", "+ replied 2 d ago", "+ stage with a 60% chance"],
        ),
        (Facts(TODAY, StageKind.WON, 100), "warm", ["+ has bought", "− no reply logged"]),
        (Facts(TODAY, StageKind.WON, 100, bought=True), "warm", ["+ has bought", "− no reply logged"]),
        (Facts(TODAY, bought=True), "warm", ["+ has bought", "− no reply logged"]),
        (Facts(TODAY, StageKind.LOST, bought=True), "cold", ["+ has bought", "− deal lost", "− no reply logged"]),
        (Facts(TODAY, StageKind.PARKED, 5, last_in_at=_ago(1)), "cold", ["+ replied 1 d ago", "− not now"]),
        (
            Facts(TODAY, StageKind.LOST, yes_count=1, last_in_at=_ago(1)),
            "cold",
            ["− deal lost", "+ replied 1 d ago", "+ one criterion met"],
        ),
    ],
)
def test_temperatures(given_facts, level, reasons):
    result = temperature(given_facts)
    assert result.level == level
    assert [reason.text for reason in result.reasons] == reasons
    assert result.words == level
    assert result.why == "  ".join(reason.replace(" ", "\N{NO-BREAK SPACE}") for reason in reasons)


@given(facts)
def test_the_sum_of_the_reasons_is_the_level(given_facts):
    result = temperature(given_facts)
    assert result.points == sum(reason.points for reason in result.reasons)
    assert 0 not in [reason.points for reason in result.reasons]
    by_sum = "hot" if result.points >= HOT_FROM else "warm" if result.points >= WARM_FROM else "cold"
    assert result.computed == by_sum
    assert result.manual or result.level == by_sum


@given(facts)
def test_a_manual_level_shows_and_expires(given_facts):
    result = temperature(given_facts)
    holds = bool(given_facts.override) and (given_facts.override_until or "9") >= TODAY.isoformat()
    assert result.manual == holds
    if holds:
        assert (result.level, result.until) == (given_facts.override, given_facts.override_until)
    assert result._replace(manual=False).points == temperature(given_facts._replace(override="")).points


@given(facts)
def test_finding_out_more_never_cools_and_silence_never_warms(given_facts):
    points = temperature(given_facts).points
    assert temperature(given_facts._replace(yes_count=given_facts.yes_count + 1)).points > points
    assert temperature(given_facts._replace(no_count=given_facts.no_count + 1)).points < points
    assert temperature(given_facts._replace(unanswered=given_facts.unanswered + 1)).points <= points
    assert temperature(given_facts._replace(last_in_at=_ago(0))).points >= points
    assert temperature(given_facts._replace(today=TODAY + timedelta(days=10))).points <= points


def test_words():
    assert set(LEVEL_WORDS) == set(Level)

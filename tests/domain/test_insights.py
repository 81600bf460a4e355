"""The rules of reports: shares, medians, fates, the price alarm, the dry-spell radar, goals, what to do next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from funneltui import i18n
from funneltui.domain.insights import facts
from funneltui.domain.insights.activity import activity
from funneltui.domain.insights.capacity import CapacityFacts, Dryness, calendar, capacity, dry_spell
from funneltui.domain.insights.forecast import ForecastFacts, biggest, forecast
from funneltui.domain.insights.goals import goals
from funneltui.domain.insights.losses import LossFacts, losses, price_alarm, segment_label
from funneltui.domain.insights.month_end import MonthEndFacts, month_end
from funneltui.domain.insights.months import MonthFacts, months, months_shown
from funneltui.domain.insights.rates import Share
from funneltui.domain.insights.report import Behind, Cell, Chart, Column, Kind, Look, Row, Series, Table
from funneltui.domain.insights.scope import Scope, months_between, parse_period, period
from funneltui.domain.insights.sources import SourceFacts, per, sources
from funneltui.domain.insights.stages import Fate, fate, shown
from funneltui.domain.insights.survival import median, median_stay
from funneltui.domain.insights.time import TimeFacts, time_in_stage
from funneltui.domain.insights.wording import basis, chart_lines
from funneltui.errors import InvalidValueError
from tests.services.plain_figures import textbook_median

TODAY = date(2026, 11, 22)
KEYS = {"suspect": "suspect", "lead": "open", "prospect": "open", "client": "won", "parked": "parked", "lost": "lost"}
STAGES = {
    number: facts.StageFact(number, key, None, kind, number, 10 * number, 0)
    for number, (key, kind) in enumerate(KEYS.items(), 1)
}
BY_KEY = {stage.key: stage for stage in STAGES.values()}


@pytest.mark.parametrize(
    ("part", "whole", "english", "french"),
    [
        (0, 0, "–", "–"),
        (3, 4, "3 of 4", "3 sur 4"),
        (9, 9, "9 of 9", "9 sur 9"),
        (1, 10, "10%", "10\u00a0%"),
        (2, 3 * 10, "7%", "7\u00a0%"),
        (63, 100, "63.0%", "63,0\u00a0%"),
        (4238, 6711, "63.15%", "63,15\u00a0%"),
        (842, 8000, "10.53%", "10,53\u00a0%"),
        (99_999, 100_000, "100.00%", "100,00\u00a0%"),
    ],
)
def test_a_share_says_how_much_it_rests_on(part, whole, english, french):
    assert Share(part, whole).words == english
    i18n.set_language("fr")
    assert Share(part, whole).words == french


def test_a_share_of_little_has_no_percentage():
    assert Share(3, 4).percent is None
    assert Share(0, 0).percent is None
    assert Share(4238, 6711).percent == 63.15


stays = st.lists(st.tuples(st.integers(0, 40), st.booleans(), st.integers(1, 3)), max_size=30)


@given(stays)
def test_the_median_stay_is_that_of_a_textbook(listed):
    each = [(days, over) for days, over, count in listed for _ in range(count)]
    assert median_stay(listed) == textbook_median(each)


def test_those_still_there_make_it_longer():
    over = [(2, True, 5)]
    assert median_stay(over) == 2
    assert median_stay([*over, (30, False, 6)]) is None
    assert median_stay([*over, (30, False, 4), (31, True, 1)]) == 2
    assert median_stay([]) is None


@given(st.lists(st.integers(0, 50), max_size=30))
def test_the_median_is_the_middle_one(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    expected = None
    if ordered:
        expected = float(ordered[middle]) if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    assert median((value, 1) for value in values) == expected


@pytest.mark.parametrize(
    ("here", "then", "expected"),
    [
        ("lead", None, Fate.STILL),
        ("lead", "prospect", Fate.ON),
        ("lead", "suspect", Fate.BACK),
        ("prospect", "client", Fate.WON),
        ("suspect", "lost", Fate.LOST),
        ("prospect", "parked", Fate.PARKED),
        ("lost", "lead", Fate.BACK),
        ("client", "lead", Fate.BACK),
        ("parked", "prospect", Fate.BACK),
        ("parked", "lost", Fate.LOST),
        ("client", "lost", Fate.LOST),
        ("lost", "client", Fate.WON),
    ],
)
def test_what_became_of_a_deal(here, then, expected):
    assert fate(BY_KEY[here], BY_KEY[then] if then else None) is expected


def test_a_second_stage_of_clients_is_further_on():
    regular = facts.StageFact(9, "regular", "Regular", "won", 9, 100, 0)
    assert fate(BY_KEY["client"], regular) is Fate.ON
    assert fate(regular, BY_KEY["client"]) is Fate.BACK


def test_a_removed_stage_is_shown_when_figures_speak_of_it():
    removed = STAGES | {9: facts.StageFact(9, "old", "Old", "open", 0, 0, 1)}
    assert [stage.key for stage in shown(removed, frozenset())] == list(KEYS)
    assert [stage.key for stage in shown(removed, frozenset({9}))] == [*KEYS, "old"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026t1", "2026-01-01", "2026-03-31"),
        (" 2026-2 ", "2026-02-01", "2026-02-28"),
    ],
)
def test_a_period_is_a_year_a_quarter_or_a_month(text, first, last):
    assert parse_period(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["", "2026-13", "2026-Q5", "soon", "0000", "9999"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(InvalidValueError):
        parse_period(text)


@pytest.mark.parametrize(
    ("key", "first", "last", "words"),
    [
        ("month", "2026-11-01", "2026-11-30", "Nov 2026"),
        ("last_month", "2026-10-01", "2026-10-31", "Oct 2026"),
        ("quarter", "2026-10-01", "2026-12-31", "2026-10-01 to 2026-12-31"),
        ("year", "2026-01-01", "2026-12-31", "2026"),
        ("twelve", "2025-12-01", "2026-11-30", "2025-12-01 to 2026-11-30"),
    ],
)
def test_the_periods_one_switches_through(key, first, last, words):
    assert period(key, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))
    assert Scope(*period(key, TODAY)).words == words


def test_a_scope_says_what_it_looks_at():
    assert Scope(*period("all", TODAY)).words == "all time"
    assert Scope(TODAY).words == "since 2026-11-22"
    assert Scope(None, TODAY, tag="web", source="").words == "until 2026-11-22 · #web · source: no source"
    assert Scope(created_since=date(2026, 1, 1), created_until=date(2026, 12, 31)).words == "all time · created: 2026"


def test_months_are_those_of_the_period_and_none_to_come():
    assert months_between(date(2025, 11, 30), date(2026, 2, 1)) == ("2025-11", "2025-12", "2026-01", "2026-02")
    assert months_shown(None, None, TODAY)[0] == "2025-12"
    assert len(months_shown(None, None, TODAY)) == 12
    assert months_shown(date(2026, 10, 5), date(2027, 1, 1), TODAY) == ("2026-10", "2026-11")
    assert months_shown(date(2027, 1, 1), None, TODAY) == ()
    assert len(months_shown(date(1990, 1, 1), None, TODAY)) == 120


def objections(*ago: int, source: str = "LinkedIn", segment: str = "b2b") -> list[facts.Objection]:
    return [
        facts.Objection(number, (TODAY - timedelta(days=days)).isoformat(), source, segment)
        for number, days in enumerate(ago)
    ]


def test_the_price_again_and_again_is_an_alarm_that_names_segment_and_source():
    assert price_alarm(objections(1, 89), 3, TODAY) is None
    assert price_alarm(objections(1, 89, 90), 3, TODAY) is None
    assert price_alarm(objections(1, 2), 2, TODAY) is not None
    mixed = [*objections(1, 50, 89), *objections(2, source="fair", segment="Bakery")]
    alarm = price_alarm(mixed, 3, TODAY)
    assert alarm.warns
    assert alarm.text.startswith("4 deals lost for their price within 90 days")
    assert alarm.reason == "Mostly companies (3), source: LinkedIn (3)."


def test_segments_have_names():
    assert [segment_label(one) for one in ("b2b", "b2c", "Bakery")] == ["companies", "individuals", "Bakery"]


def test_losses_come_with_their_reasons():
    lost = [
        facts.Lost("price", "fair", "b2b", 0, "EUR", 2, 500),
        facts.Lost("", "", "b2c", 1, "CHF", 1, 0),
    ]
    report = losses(LossFacts(lost, {"price": "Too dear"}, objections(1, 2, 3), 3, TODAY))
    assert [note.key for note in report.notes] == ["price_alarm"]
    reasons = report.tables[0]
    assert [(row.label, row.cells[0].value, row.cells[2].value) for row in reasons.rows] == [
        ("Too dear", 2, {"EUR": 500}),
        ("no reason given", 1, {}),
    ]
    assert report.tables[3].rows[0].cells[1].value == Share(1, 3)
    assert losses(LossFacts(lost, {}, (), 3, TODAY)).notes == ()


# The radar, on stories.


def work(deal: int, half_days: int | None, starts: str | None = None, ends: str | None = None, won: str = "2026-11-01"):
    return facts.Work(deal, half_days, starts, ends, won)


def radar(*works: facts.Work, cycle: float | None = 45, days: int = 16):
    return dry_spell(CapacityFacts(works, days, cycle, TODAY))


def test_a_full_calendar_leaves_time_and_says_until_when():
    """Sold until the end of March, and a deal takes six weeks to win: begin in February."""
    state, note = radar(work(1, 160, "2026-11-23", "2027-03-31"))
    assert state is Dryness.FULL
    assert not note.warns
    assert note.text == "Sold until 31 Mar 2027. Start looking for new work by 15 Feb 2027."
    assert "45 days" in note.reason


def test_a_calendar_that_thins_out_calls_for_work_now():
    """Busy until Christmas, then one day a week; new work takes six weeks: it is late already."""
    state, note = radar(work(1, 40, "2026-11-16", "2026-12-18"), work(2, 16, "2026-12-21", "2027-02-12"))
    assert state is Dryness.THINNING
    assert note.warns
    assert note.text == "Your calendar runs empty from 21 Dec: look for work now (16 days late)."


def test_an_empty_calendar_says_so():
    """The last work ended in October."""
    state, note = radar(work(1, 20, "2026-10-01", "2026-10-30"))
    assert state is Dryness.EMPTY
    assert note.text == "Nothing is sold from today on: look for work now."


def test_one_week_off_is_no_dry_spell():
    state, note = radar(work(1, 30, "2026-11-23", "2026-12-11"), work(2, 160, "2026-12-21", "2027-04-30"))
    assert state is Dryness.FULL
    assert "Apr 2027" in note.text


def test_the_day_to_begin_can_be_today():
    state, note = radar(work(1, 80, "2026-11-16", "2027-01-15"), cycle=57)
    assert state is Dryness.THINNING
    assert note.text.endswith("look for work now.")


def test_won_work_that_says_nothing_of_its_days_is_told_apart():
    state, note = radar(work(1, None))
    assert state is Dryness.UNKNOWN
    assert not note.warns
    assert radar()[0] is Dryness.UNKNOWN
    report = capacity(CapacityFacts([work(1, None), work(2, 20)], 16, None, TODAY))
    assert [one.key for one in report.notes] == ["dry_spell", "unknown_work"]
    assert "60 days are assumed" in report.notes[0].reason


def test_work_without_an_end_follows_what_comes_before_it():
    laid_out = calendar(CapacityFacts([work(1, 21, won="2026-11-19"), work(2, 21, won="2026-11-20")], 21, 30, TODAY))
    assert sum(laid_out.sold.values()) == pytest.approx(21 - 1 * 21 / 22)
    assert laid_out.ends == date(2026, 12, 21)
    assert set(laid_out.deals["2026-12"]) == {1, 2}


def test_work_that_says_when_it_starts_waits_for_nothing_before_it():
    laid_out = calendar(CapacityFacts([work(1, 42, won="2026-11-19"), work(2, 4, "2026-12-07")], 21, 30, TODAY))
    assert laid_out.deals["2026-12"] == (1, 2)
    assert calendar(CapacityFacts([work(2, 4, "2026-12-07")], 21, 30, TODAY)).ends == date(2026, 12, 8)


def test_work_long_done_takes_no_days_to_come():
    laid_out = calendar(CapacityFacts([work(1, 10, won="2026-01-05")], 16, 30, TODAY))
    assert (laid_out.sold, laid_out.ends) == ({}, None)


def test_work_between_two_days_fills_its_working_days():
    laid_out = calendar(CapacityFacts([work(1, None, "2026-11-23", "2026-11-29")], 16, 30, TODAY))
    assert laid_out.sold == {"2026-11": 5.0}
    weekend = calendar(CapacityFacts([work(1, 2, None, "2026-11-29", won="2026-11-29")], 16, 30, TODAY))
    assert weekend.sold == {"2026-11": 1.0}


def test_the_days_of_this_month_count_from_today():
    report = capacity(CapacityFacts([work(1, 20, "2026-11-23", "2026-12-04")], 21, 30, TODAY))
    assert [cell.value for cell in report.tables[0].rows[0].cells] == [6.0, 6.0, 0.0]
    assert [cell.value for cell in report.tables[0].rows[1].cells] == [21.0, 4.0, 17.0]
    assert report.tables[0].rows[0].cells[1].behind == Behind("work").narrowed(deal=(1,))


def test_goals_say_how_far_the_month_has_come():
    assert goals({}, 0, won_goal=0, exchange_goal=0, currency="EUR", today=TODAY) == ()
    won, talk = goals(
        {"EUR": 320_050, "CHF": 900_000}, 40, won_goal=5000, exchange_goal=40, currency="EUR", today=TODAY
    )
    assert won.words("{} {}".format) == "Won 320000 EUR of 500000 EUR (64%)"
    assert (won.reached, won.behind) == (False, True)
    assert talk.words("{} {}".format) == "Exchanges 40 of 40 (100%)"
    assert (talk.reached, talk.behind) == (True, False)
    assert (won.short, talk.short) == ("Won 64%", "Exchanges 100%")


def test_the_cost_of_a_source_is_shared_out_by_currency():
    assert per({"EUR": 1000, "CHF": 5}, 3) == {"EUR": 333, "CHF": 2}
    assert per({"EUR": 1000}, 0) == {}
    leads = [
        facts.Lead("List", "lost", "outside_target", 0, 0, "EUR", 6, 0),
        facts.Lead("list", "lost", "outside_target", 1, 0, "EUR", 1, 0),
        facts.Lead("list", "won", "", 0, 1, "EUR", 2, 9000),
        facts.Lead("", "open", "", 0, 1, "EUR", 1, 100),
    ]
    buyers = [facts.Buyer("list", 1, 1, 2)]
    report = sources(SourceFacts(leads, buyers, [facts.Cost("LIST", "EUR", 900), facts.Cost("Fair", "EUR", 50)]))
    table = report.tables[0]
    rows = {row.key: dict(zip((one.key for one in table.columns), (c.value for c in row.cells), strict=True))
            for row in table.rows}  # fmt: skip
    assert list(rows) == ["List", "", "Fair"]
    assert rows["List"] == {
        "deals": 9, "qualified": 2, "won": 2, "lost": 0, "junk": 6, "untried": 1, "open": 0,
        "win_rate": Share(2, 9), "revenue": {"EUR": 9000}, "one_off": 0, "repeat": 2,
        "cost": {"EUR": 900}, "cost_per_deal": {"EUR": 100}, "cost_per_qualified": {"EUR": 450},
        "cost_per_client": {"EUR": 900},
    }  # fmt: skip
    cells = dict(zip((one.key for one in table.columns), table.rows[0].cells, strict=True))
    for cost, counted in (("cost", "deals"), ("cost_per_deal", "deals"), ("cost_per_qualified", "qualified"),
                          ("cost_per_client", "won"), ("revenue", "won")):  # fmt: skip
        assert cells[cost].behind == cells[counted].behind
    rests = ["revenue", "cost_per_deal", "cost_per_qualified", "cost_per_client"]
    assert [basis(table, table.rows[0], key) for key in rests] == ["n = 2", "n = 9", "n = 2", "n = 1"]
    assert rows["Fair"]["cost"] == {"EUR": 50}
    assert table.rows[1].label == "no source"


def test_the_forecast_parts_months_late_undated_and_idle():
    deals = [
        facts.Open(2, "2026-10", 0, 1, "EUR", 1, 1000),
        facts.Open(2, "2026-12", 0, 1, "EUR", 1, 1001),
        facts.Open(3, "2026-12", 0, 0, "CHF", 1, 500),
        facts.Open(3, "", 0, 1, "EUR", 2, 0),
        facts.Open(1, "2026-12", 1, 0, "EUR", 4, 100),
    ]
    passes = [facts.Pass(2, 3, 4, 3), facts.Pass(2, 6, 6, 9), facts.Pass(2, None, 2, 5)]
    report = forecast(ForecastFacts(STAGES, deals, passes, TODAY))
    by_month, by_stage = report.tables
    assert [(row.label, *(cell.value for cell in row.cells)) for row in by_month.rows] == [
        ("Date is past", 1, {"EUR": 1000}, {"EUR": 200}),
        ("Dec 2026", 2, {"EUR": 1001, "CHF": 500}, {"EUR": 200, "CHF": 150}),
        ("No date", 2, {}, {}),
        ("Idle", 4, {"EUR": 100}, {"EUR": 10}),
    ]
    lead = next(row for row in by_stage.rows if row.key == "lead")
    assert [cell.value for cell in lead.cells] == [2, {"EUR": 2001}, 20, Share(3, 12), {"EUR": 400}]
    assert by_month.chart.unit == "EUR"
    assert biggest([]) == ""
    assert forecast(ForecastFacts(STAGES, [], [], TODAY)).tables[0].chart.series[0].values == (0.0, 0.0)


def test_time_leaves_out_where_one_stays():
    stays = [facts.Stay(2, 4, 1, 3), facts.Stay(2, 9, 0, 1), facts.Stay(4, 50, 0, 3)]
    report = time_in_stage(TimeFacts(STAGES, stays, [facts.Deal("", "won", 10, 2), facts.Deal("", "open", 99, 9)]))
    assert [row.key for row in report.tables[0].rows] == ["suspect", "lead", "prospect", "parked"]
    assert [cell.value for cell in report.tables[0].rows[1].cells] == [4, 1, 4]
    assert [[cell.value for cell in row.cells] for row in report.tables[1].rows] == [[11, 9, None], [2, 0, 10.0]]


def test_activity_is_by_channel_and_together():
    talk = [
        facts.Exchange("email", "out", 1, 2, 3),
        facts.Exchange("email", "out", 0, None, 9),
        facts.Exchange("call", "in", 0, None, 1),
    ]
    table = activity(talk).tables[0]
    assert [(row.label, *(cell.value for cell in row.cells)) for row in table.rows] == [
        ("E-mail", 12, 3, Share(3, 12), 2.0, 0),
        ("Call", 0, 0, Share(0, 0), None, 1),
        ("All channels", 12, 3, Share(3, 12), 2.0, 1),
    ]
    assert table.chart.series[1].values == (9, 0)


def test_a_young_month_is_hollow():
    deals = [
        facts.Deal("2026-10", "won", 0, 5),
        facts.Deal("2026-01", "won", 0, 2),
        facts.Deal("2026-01", "open", 0, 9),
    ]
    closed = [facts.Closed("won", "2026-10", "", "", "EUR", 1, 900)]
    listed = ("2026-01", "2026-10", "2026-11")
    report = months(MonthFacts(listed, deals, closed, [facts.MonthCount("2026-10", "out", 4)], TODAY, 40))
    compared, cohorts = report.tables
    assert [row.young for row in cohorts.rows] == [False, True, True]
    assert [row.young for row in compared.rows] == [False, False, True]
    assert cohorts.rows[1].label == "Oct 2026, too recent"
    assert cohorts.chart.series[0].values == (18.18, None, None)
    assert [cell.value for cell in compared.rows[1].cells] == [5, 1, 0, Share(1, 1), {"EUR": 900}, 4, 0]
    assert not any(row.young for row in months(MonthFacts(listed, deals, [], [], TODAY, None)).tables[1].rows)


def month_facts(**more) -> MonthEndFacts:
    usual: dict[str, Any] = {
        "closed": [
            facts.Closed("won", "", "fair", "", "EUR", 2, 100),
            facts.Closed("lost", "", "list", "price", "EUR", 1, 5),
        ],
        "reasons": {},
        "exchanges": [facts.Exchange("email", "out", 0, None, 3)],
        "leads": [],
        "talk": [],
        "planned": facts.Planned(0, 0, 0),
        "alarms": [],
    }
    return MonthEndFacts(**(usual | more))


def test_a_months_end_tells_what_was_won_lost_and_what_worked():
    report = month_end(month_facts())
    assert [table.key for table in report.tables] == ["decided", "reasons", "sources", "channels"]
    rows = [[(row.key, row.cells[0].value) for row in table.rows] for table in report.tables[1:3]]
    assert rows == [[("price", 1)], [("fair", 2)]]
    assert report.tables[3].rows[0].cells[1].value == Share(0, 3)
    assert report.notes == ()


def test_what_to_do_next_is_three_sentences_with_reasons_the_most_urgent_first():
    dry = radar(work(1, 20, "2026-10-01", "2026-10-30"))[1]
    calm = radar(work(1, 160, "2026-11-23", "2027-03-31"))[1]
    notes = month_end(month_facts(planned=facts.Planned(3, 2, 1), alarms=[dry])).notes
    assert [note.key for note in notes] == ["dry_spell", "unplanned", "idle"]
    assert all(note.reason and note.behind for note in notes)
    notes = month_end(month_facts(planned=facts.Planned(1, 0, 1), alarms=[calm])).notes
    assert [note.text for note in notes] == [
        "Ask 1 idle deal for a yes or a no.",
        "Write to 1 person whose “not now” ends within a month.",
    ]


def leads(source: str, won: int, lost: int) -> list[facts.Lead]:
    return [
        facts.Lead(source, "won", "", 0, 1, "EUR", won, 0),
        facts.Lead(source, "lost", "price", 0, 1, "EUR", lost, 0),
    ]


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ([*leads("fair", 6, 6), *leads("list", 1, 19)], True),
        ([*leads("fair", 6, 6), *leads("list", 8, 12)], False),  # not twice as good
        ([*leads("fair", 6, 3), *leads("list", 1, 19)], False),  # too few to tell
        ([*leads("fair", 6, 6), *leads("list", 0, 3)], False),  # nothing to compare with
        ([*leads("fair", 0, 16), *leads("", 9, 9)], False),  # nobody can look for people without a source
    ],
)
def test_a_source_is_recommended_when_it_is_twice_as_good(listed, told):
    notes = month_end(month_facts(leads=listed)).notes
    assert [note.text for note in notes] == (["Look for more people through fair."] if told else [])


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"email": (2, 20), "call": (6, 12)}, True),
        ({"email": (9, 20), "call": (6, 12)}, False),
        ({"email": (2, 20), "call": (6, 9)}, False),
        ({"email": (0, 20), "call": (0, 12)}, False),
        ({"email": (8, 20)}, False),
    ],
)
def test_a_channel_is_recommended_when_it_is_answered_twice_as_often(answers, told):
    talk = []
    for channel, (answered, out) in answers.items():
        talk.append(facts.Exchange(channel, "out", 1, 1, answered))
        talk.append(facts.Exchange(channel, "out", 0, None, out - answered))
    notes = month_end(month_facts(talk=talk)).notes
    assert [note.text for note in notes] == (["Try call more often than e-mail."] if told else [])


def test_a_figure_says_what_it_rests_on():
    columns = [Column(kind.value, "t", kind, "d") for kind in (Kind.COUNT, Kind.SHARE, Kind.DAYS)]
    row = Row("r", "r", (Cell(1200), Cell(Share(3, 4)), Cell(12)))
    table = Table("t", "t", "f", tuple(columns), (row,), "d")
    assert [basis(table, row, one.key) for one in columns] == ["", "3 of 4", "n = 1,200"]
    alone = Row("r", "r", (Cell(12),))
    assert basis(Table("t", "t", "f", tuple(columns[2:]), (alone,), "d"), alone, "days") == ""


def test_a_chart_in_words_says_each_number():
    stacked = Chart(Look.STACKED, ("Lead", "Prospect"), (Series("a", (10, 5)), Series("b", (0, 2.5))))
    assert chart_lines(stacked) == ["Lead: a 10, b 0", "Prospect: a 5, b 2.5"]
    assert chart_lines(Chart(Look.BARS, ("a", "b"), (Series("n", (1.0, None)),), "days")) == ["a: n 1"]

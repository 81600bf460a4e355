"""B13: days as people say them: every word that is about the day counts, or the day is refused with the reason."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.dates import Understood, parse_day, parse_due
from funneltui.errors import InvalidValueError

THURSDAY = date(2026, 11, 26)
FRIDAY = date(2026, 11, 27)
LEFT = "public holidays are not left out"

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("text", "day", "what"),
    [
        ("lundi en huit rappeler", "2026-12-07", "rappeler"),
        ("lundi en 8 : rappeler", "2026-12-07", "rappeler"),
        ("ven. en quinze relancer", "2026-12-11", "relancer"),
        ("demain en huit relancer", "2026-12-04", "relancer"),
        ("aujourd'hui en huit", "2026-12-03", ""),
        ("monday week", "2026-12-07", ""),
        ("friday fortnight", "2026-12-11", ""),
        ("a week on monday call", "2026-12-07", "call"),
        ("a week from friday", "2026-12-04", ""),
        ("two weeks on monday call", "2026-12-14", "call"),
        ("a week tomorrow", "2026-12-04", ""),
        ("3 days after tomorrow call", "2026-11-30", "call"),
        ("3 days from now call", "2026-11-29", "call"),
        ("in a fortnight", "2026-12-10", ""),
        ("dans une quinzaine", "2026-12-10", ""),
        ("sous huitaine relancer", "2026-12-03", "relancer"),
        ("sous quinzaine", "2026-12-10", ""),
        ("week after next call", "2026-12-07", "call"),
        ("fin de la semaine prochaine bilan", "2026-12-04", "bilan"),
        ("end of next week", "2026-12-04", ""),
        ("mid next week call", "2026-12-02", "call"),
        ("début de semaine prochaine", "2026-11-30", ""),
        ("fin du mois prochain", "2026-12-31", ""),
        ("mid next month", "2026-12-15", ""),
        ("early next month", "2026-12-01", ""),
        ("month after next", "2027-01-01", ""),
        ("ven en visio", "2026-11-27", "en visio"),
        ("lundi en six", "2026-11-30", "en six"),
        ("vendredi ou", "2026-11-27", "ou"),
        ("monday or call", "2026-11-30", "or call"),
        ("friday in two weeks call", "2026-12-11", "call"),
        ("vendredi dans quinze jours", "2026-12-11", ""),
        ("vendredi dans 8 jours relancer", "2026-12-04", "relancer"),
        ("demain dans une semaine", "2026-12-04", ""),
        ("15.12. devis", "2026-12-15", "devis"),
        ("1.02", "2027-02-01", ""),
    ],
)
def test_b13_what_stands_behind_a_day_belongs_to_it(text, day, what):
    assert parse_due(text, THURSDAY, "fr") == (Understood(date.fromisoformat(day)), what)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("dans 3 jours ouvrés", "2026-12-02"),
        ("3 jours ouvrés", "2026-12-02"),
        ("3j ouvrés", "2026-12-02"),
        ("+3 jours ouvrés", "2026-12-02"),
        ("+3j ouvrés", "2026-12-02"),
        ("J+3 ouvrés", "2026-12-02"),
        ("sous trois jours ouvrés", "2026-12-02"),
        ("in 3 working days", "2026-12-02"),
        ("+3 business days", "2026-12-02"),
        ("3 work days", "2026-12-02"),
        ("in 3 workdays", "2026-12-02"),
        ("dans 3 jours ouvrables", "2026-12-01"),
        ("dans 1 jour ouvrable", "2026-11-28"),
        ("in 6 working days", "2026-12-07"),
        ("3 working days ago", "2026-11-24"),
        ("-1 jour ouvré", "2026-11-26"),
    ],
)
def test_b13_working_days_leave_out_the_weekend(text, day):
    assert parse_day(text, FRIDAY, "fr") == Understood(date.fromisoformat(day), None, LEFT)
    assert parse_due(f"{text} appeler", FRIDAY, "fr") == (Understood(date.fromisoformat(day), None, LEFT), "appeler")


@given(days, st.integers(0, 300), st.sampled_from([(5, "in {} working days"), (6, "dans {} jours ouvrables")]))
def test_b13_so_many_working_days_lie_between(today, number, kind):
    days_a_week, form = kind
    day = parse_day(form.format(number), today).day
    between = [today + timedelta(days=ahead) for ahead in range(1, (day - today).days + 1)]
    assert day.weekday() < days_a_week
    worked = sum(one.weekday() < days_a_week for one in between)
    assert worked == number or (number == 0 and today.weekday() >= days_a_week)


@pytest.mark.parametrize(
    ("text", "at", "what"),
    [
        ("tomorrow 9", time(9), ""),
        ("tomorrow 9 call Paul", time(9), "call Paul"),
        ("tomorrow 9.30", time(9, 30), ""),
        ("tomorrow 14.15 call", time(14, 15), "call"),
        ("tomorrow at 9 call", time(9), "call"),
        ("demain à 9 rappeler", time(9), "rappeler"),
        ("demain vers 17", time(17), ""),
        ("demain 9 a.m. appel", time(9), "appel"),
        ("tomorrow 9.30am call", time(9, 30), "call"),
        ("demain matin 10h appeler", time(10), "appeler"),
        ("demain matin 10 appeler", time(10), "appeler"),
        ("demain soir 8h dîner", time(20), "dîner"),
        ("demain 8h du soir dîner", time(20), "dîner"),
        ("demain 3h de l'après-midi", time(15), ""),
        ("tomorrow 9:00 in the morning call", time(9), "call"),
        ("tomorrow afternoon 3:30", time(15, 30), ""),
        ("demain minuit", time(0), ""),
        ("demain 3 appels", None, "3 appels"),
        ("demain 10 appels", None, "10 appels"),
        ("demain 10 cold calls", None, "10 cold calls"),
        ("demain 15 min d'appel", None, "15 min d'appel"),
        ("demain 9 % de remise", None, "9 % de remise"),
        ("demain 3 devis", None, "3 devis"),
        ("demain 2 devis à 3", None, "2 devis à 3"),
        ("demain 25 devis", None, "25 devis"),
        ("demain 24", None, "24"),
    ],
)
def test_b13_no_hour_is_lost(text, at, what):
    assert parse_due(text, THURSDAY, "fr") == (Understood(FRIDAY, at), what)


@pytest.mark.parametrize(
    ("text", "day", "at", "what"),
    [
        ("ce soir appeler", THURSDAY, time(18), "appeler"),
        ("ce soir 8h appeler", THURSDAY, time(20), "appeler"),
        ("tonight 8", THURSDAY, time(20), ""),
        ("this afternoon call", THURSDAY, time(14), "call"),
        ("cet après-midi", THURSDAY, time(14), ""),
        ("2026-12-15T10:30 9 call", date(2026, 12, 15), time(10, 30), "9 call"),
        ("fri at 9 call", FRIDAY, time(9), "call"),
        ("lundi 30 relancer", date(2026, 11, 30), None, "relancer"),
        ("15 dec 9 call", date(2026, 12, 15), time(9), "call"),
        ("march 9 call", date(2027, 3, 9), None, "call"),
        ("march call", date(2027, 3, 1), None, "call"),
        ("3d call", date(2026, 11, 29), None, "call"),
        ("3 days call", date(2026, 11, 29), None, "call"),
        ("2w relance", date(2026, 12, 10), None, "relance"),
        ("in 3d call", date(2026, 11, 29), None, "call"),
        ("dans 3j appeler", date(2026, 11, 29), None, "appeler"),
        ("S+1 relance", date(2026, 12, 3), None, "relance"),
        ("M+1 relance", date(2026, 12, 26), None, "relance"),
    ],
)
def test_b13_days_of_many_forms_before_words(text, day, at, what):
    assert parse_due(text, THURSDAY, "fr") == (Understood(day, at), what)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("march", "2027-03-01"),
        ("mars", "2027-03-01"),
        ("may", "2027-05-01"),
        ("next march", "2027-03-01"),
        ("mars prochain", "2027-03-01"),
        ("this december", "2026-12-01"),
        ("last march", "2026-03-01"),
        ("mars dernier", "2026-03-01"),
        ("Q2", "2027-04-01"),
        ("T1 2027", "2027-01-01"),
        ("q4 2026", "2026-10-01"),
        ("2027", "2027-01-01"),
        ("early 2027", "2027-01-01"),
        ("mi-2027", "2027-07-01"),
        ("fin 2027", "2027-12-31"),
        ("la rentrée", "2027-09-01"),
        ("noël", "2026-12-25"),
        ("mar", "2026-12-01"),
    ],
)
def test_b13_a_month_a_quarter_a_year_begin_on_their_first_day(text, day):
    assert parse_day(text, THURSDAY, "fr").day == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "monday week call",
            "“monday week” could be Monday 30 November 2026 or Monday 7 December 2026. Enter the date.",
        ),
        (
            "jeudi en huit",
            "“jeudi en huit” could be Thursday 3 December 2026 or Thursday 10 December 2026. Enter the date.",
        ),
        ("lundi ou mardi appeler", "“lundi ou mardi” contains two dates. Choose one."),
        ("15/12 - 18/12", "“15/12 - 18/12” contains two dates. Choose one."),
        ("du 15 au 18 décembre", "“du 15 au 18 decembre” contains two dates. Choose one."),
        ("tomorrow at 2", "“2” could be 2:00 or 14:00. Write which."),
        ("demain 2", "“2” could be 2:00 or 14:00. Write which."),
        ("ven 9 appeler", "“9” could be a day or a time. Write 9:00, or the date."),
        ("next weekend", "Next Saturday could be 28 November or 5 December: type “Sat”, or the date."),
        ("next december", "“next december” could be December 2026 or December 2027. Add the year."),
        ("dans 9000 jours ouvrés", "That date is too far away."),
        ("a week on feb 30", None),
        ("lundi ou 30 fév", None),
        ("3 jours de X", None),
        ("3 jours d'étude", None),
        ("may call", None),
        ("in a week on", None),
        ("+3x call", None),
    ],
)
def test_b13_what_is_ambiguous_is_refused_with_the_reason(text, reason):
    if reason is None:
        with pytest.raises(InvalidValueError):
            parse_day(text, THURSDAY, "fr")
        return
    with pytest.raises(InvalidValueError) as caught:
        parse_due(text, THURSDAY, "fr")
    assert str(caught.value) == reason
    assert caught.value.field == "date"


@given(days, st.integers(7, 20))
def test_b13_a_plain_hour_behind_tomorrow(today, hour):
    assert parse_day(f"tomorrow {hour}", today).time == time(hour)
    assert parse_due(f"demain {hour} rappeler", today)[0].time == time(hour)


@given(days, st.integers(0, 6))
def test_b13_en_huit_is_a_week_after_the_coming_one(today, ahead):
    day = today + timedelta(days=ahead + 1)
    name = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()[day.weekday()]
    if ahead == 6:
        with pytest.raises(InvalidValueError):
            parse_day(f"{name} en huit", today)
    else:
        assert parse_day(f"{name} en huit", today).day == day + timedelta(days=7)
        assert parse_day(f"{name} en quinze", today).day == day + timedelta(days=14)


@pytest.mark.parametrize(
    "text",
    [
        "monday in two weeks",
        "lundi dans deux semaines rappeler",
        "lundi dans 15 jours",
        "monday in 3 days",
        "mardi dans 2 mois",
        "5.06 days",
        "15.13",
        "31.04.",
        "monday in 9999 years",
    ],
)
def test_b13_a_weekday_with_a_distance_that_does_not_meet_it_is_refused(text):
    with pytest.raises(InvalidValueError):
        parse_due(text, THURSDAY, "fr")


@pytest.mark.parametrize("text", ["le 15 à 10h", "le 15 a 10h", "15 déc à 10h"])
def test_b13_a_preposition_is_no_year(text):
    assert parse_due(text, THURSDAY, "fr") == (Understood(date(2026, 12, 15), time(10)), "")

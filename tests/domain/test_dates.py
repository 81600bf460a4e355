"""Days as people say them, in both languages, over every calendar."""

from calendar import monthrange
from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import assume, example, given, strategies as st

from funneltui import i18n
from funneltui.domain.dates import Understood, parse_day, parse_due
from funneltui.domain.days import long_day
from funneltui.errors import InvalidValueError

TODAY = date(2026, 11, 19)  # a Thursday

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
languages = st.sampled_from(["en", "fr"])

FORMS = [
    # English, French, the day on Thursday 19 November 2026
    ("today", "aujourd'hui", "2026-11-19"),
    ("Today", "AUJOURD’HUI", "2026-11-19"),
    ("tomorrow", "demain", "2026-11-20"),
    ("day after tomorrow", "après-demain", "2026-11-21"),
    ("the day after tomorrow", "apres demain", "2026-11-21"),
    ("yesterday", "hier", "2026-11-18"),
    ("the day before yesterday", "avant-hier", "2026-11-17"),
    ("fri", "ven", "2026-11-20"),
    ("Friday", "vendredi", "2026-11-20"),
    ("on friday", "ven.", "2026-11-20"),
    ("this friday", "ce vendredi", "2026-11-20"),
    ("by friday", "d'ici vendredi", "2026-11-20"),
    ("thu", "jeudi", "2026-11-26"),
    ("this thursday", "ce jeudi", "2026-11-19"),
    ("tues", "mar", "2026-11-24"),
    ("next monday", "lundi prochain", "2026-11-23"),
    ("next thursday", "jeudi prochain", "2026-11-26"),
    ("last monday", "lundi dernier", "2026-11-16"),
    ("last thursday", "jeudi passé", "2026-11-12"),
    ("friday next week", "vendredi de la semaine prochaine", "2026-11-27"),
    ("monday of next week", "lundi la semaine prochaine", "2026-11-23"),
    ("next week", "la semaine prochaine", "2026-11-23"),
    ("last week", "semaine dernière", "2026-11-09"),
    ("next month", "le mois prochain", "2026-12-01"),
    ("last month", "mois dernier", "2026-10-01"),
    ("next year", "l'année prochaine", "2027-01-01"),
    ("last year", "l'an dernier", "2025-01-01"),
    ("end of the week", "fin de semaine", "2026-11-20"),
    ("this weekend", "ce week-end", "2026-11-21"),
    ("end of month", "fin du mois", "2026-11-30"),
    ("eom", "fin de mois", "2026-11-30"),
    ("end of the year", "fin de l'année", "2026-12-31"),
    ("+3d", "J+3", "2026-11-22"),
    ("+3", "+3j", "2026-11-22"),
    ("+3 days", "+3 jours", "2026-11-22"),
    ("-3d", "J-3", "2026-11-16"),
    ("3d", "3j", "2026-11-22"),
    ("3 days", "3 jours", "2026-11-22"),
    ("+2w", "+2 sem", "2026-12-03"),
    ("in 2 weeks", "dans 2 semaines", "2026-12-03"),
    ("in two weeks", "dans deux semaines", "2026-12-03"),
    ("in a week", "dans une semaine", "2026-11-26"),
    ("in 3 days", "dans 3 jours", "2026-11-22"),
    ("+1m", "dans 1 mois", "2026-12-19"),
    ("in 3 months", "d'ici trois mois", "2027-02-19"),
    ("+1y", "dans un an", "2027-11-19"),
    ("3 days ago", "il y a 3 jours", "2026-11-16"),
    ("a month ago", "il y a un mois", "2026-10-19"),
    ("15/12", "15/12", "2026-12-15"),
    ("15/12/2026", "15/12/2026", "2026-12-15"),
    ("15/12/26", "15-12-26", "2026-12-15"),
    ("12/15", "15.12.2026", "2026-12-15"),
    ("11/11", "11/11", "2027-11-11"),
    ("2026-12-15", "2026/12/15", "2026-12-15"),
    ("2027-01", "janvier 2027", "2027-01-01"),
    ("dec 15", "15 déc", "2026-12-15"),
    ("december 15th, 2026", "15 décembre 2026", "2026-12-15"),
    ("the 15th of december", "le 15 déc.", "2026-12-15"),
    ("15-dec-2026", "15-déc-2026", "2026-12-15"),
    ("jan 1st", "1er janvier", "2027-01-01"),
    ("tue 15 dec", "mar 15 déc", "2026-12-15"),
    ("tue 15/12", "mardi 15/12", "2026-12-15"),
    ("tue 15th", "mar 15", "2026-12-15"),
    ("the 15th", "le 15", "2026-12-15"),
    ("31st", "le 31", "2026-12-31"),
    ("in march", "en mars", "2027-03-01"),
    ("early january", "début janvier", "2027-01-01"),
    ("mid-january", "mi-janvier", "2027-01-15"),
    ("middle of january 2028", "mi janvier 2028", "2028-01-15"),
    ("end of january", "fin janvier", "2027-01-31"),
    ("end of february 2028", "fin février 2028", "2028-02-29"),
    ("end november", "fin novembre", "2026-11-30"),
    ("feb 29", "29 février", "2028-02-29"),
    ("15th of next month", "le 15 du mois prochain", "2026-12-15"),
    ("the 15th next month", "15 du mois prochain", "2026-12-15"),
    ("the 3rd of the month", "le 3 du mois", "2026-12-03"),
    ("the 31st of the month", "le 31 du mois", "2026-12-31"),
    ("the 25th of this month", "le 25 de ce mois", "2026-11-25"),
    ("30th of last month", "le 30 du mois dernier", "2026-10-30"),
    ("the first of the month", "le premier du mois", "2026-12-01"),
    ("1st of next month", "le 1er du mois prochain", "2026-12-01"),
    ("first day of next month", "premier jour du mois prochain", "2026-12-01"),
    ("last day of next month", "dernier jour du mois prochain", "2026-12-31"),
    ("last friday of the month", "dernier vendredi du mois", "2026-11-27"),
    ("first monday of next month", "premier lundi du mois prochain", "2026-12-07"),
    ("second tuesday next month", "deuxième mardi du mois prochain", "2026-12-08"),
    ("tuesday next", "mardi prochain", "2026-11-24"),
    ("coming friday", "vendredi", "2026-11-20"),
    ("this coming friday", "ven", "2026-11-20"),
    ("in a fortnight", "dans une quinzaine", "2026-12-03"),
    ("in a fortnight's time", "dans deux semaines", "2026-12-03"),
    ("in a week's time", "dans une semaine", "2026-11-26"),
    ("in 6 weeks’ time", "dans 6 semaines", "2026-12-31"),
    ("2 wks time", "2 semaines", "2026-12-03"),
    ("in 5 working days' time", "dans 5 jours ouvrés", "2026-11-26"),
    ("in a couple of weeks", "dans deux semaines", "2026-12-03"),
    ("couple of days", "deux jours", "2026-11-21"),
    ("a couple days", "2 jours", "2026-11-21"),
    ("w/c 14 dec", "semaine du 14 déc", "2026-12-14"),
    ("week commencing 14 dec", "la semaine du 14/12", "2026-12-14"),
    ("next quarter", "trimestre prochain", "2027-01-01"),
    ("end of the quarter", "fin de trimestre", "2026-12-31"),
    ("end of q1", "fin T1", "2027-03-31"),
    ("end of q1 2028", "fin T1 2028", "2028-03-31"),
    ("eod", "fin de journée", "2026-11-19"),
    ("boxing day", "26/12", "2026-12-26"),
    ("new year's eve", "saint-sylvestre", "2026-12-31"),
    ("in the new year", "jour de l'an", "2027-01-01"),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("english", "french", "day"), FORMS)
def test_the_forms_of_both_languages(english, french, day, language):
    assert parse_day(french, TODAY, language).day == date.fromisoformat(day) or (language, french) == ("en", "mar 15")
    if (language, english) != ("fr", "12/15"):
        assert parse_day(english, TODAY, language).day == date.fromisoformat(day)


def test_mar_is_a_day_in_french_and_a_month_in_english():
    assert parse_day("mar 15", TODAY, "fr").day == date(2026, 12, 15)
    assert parse_day("mar 15", TODAY, "en").day == date(2027, 3, 15)


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("15 déc 10h30", "2026-12-15", time(10, 30)),
        ("dec 15 10:30", "2026-12-15", time(10, 30)),
        ("demain à 14h", "2026-11-20", time(14)),
        ("demain 14 h 30", "2026-11-20", time(14, 30)),
        ("demain 14 h", "2026-11-20", time(14)),
        ("tomorrow at 2:30pm", "2026-11-20", time(14, 30)),
        ("tomorrow 2 pm", "2026-11-20", time(14)),
        ("tomorrow 12am", "2026-11-20", time(0)),
        ("tomorrow noon", "2026-11-20", time(12)),
        ("demain matin", "2026-11-20", time(9)),
        ("demain après-midi", "2026-11-20", time(14)),
        ("ven. soir", "2026-11-20", time(18)),
        ("2026-12-15T10:30", "2026-12-15", time(10, 30)),
        ("2026-12-15 10:30", "2026-12-15", time(10, 30)),
        ("10am friday", "2026-11-20", time(10)),
        ("10h vendredi", "2026-11-20", time(10)),
        ("à 10h demain", "2026-11-20", time(10)),
        ("noon tomorrow", "2026-11-20", time(12)),
        ("noon noon noon tomorrow", "2026-11-20", time(12)),
        ("first thing monday", "2026-11-23", time(9)),
        ("monday am", "2026-11-23", time(9)),
        ("tomorrow pm", "2026-11-20", time(14)),
        ("tomorrow pm 3", "2026-11-20", time(15)),
        ("tomorrow half past 3 pm", "2026-11-20", time(15, 30)),
        ("tomorrow afternoon half past three", "2026-11-20", time(15, 30)),
        ("tomorrow half past 3 am", "2026-11-20", time(3, 30)),
        ("friday half ten", "2026-11-20", time(10, 30)),
        ("friday at half 10", "2026-11-20", time(10, 30)),
        ("friday quarter past nine", "2026-11-20", time(9, 15)),
        ("friday quarter to 11", "2026-11-20", time(10, 45)),
        ("tomorrow at 10 o'clock", "2026-11-20", time(10)),
        ("tomorrow at ten o'clock", "2026-11-20", time(10)),
    ],
)
def test_times(text, day, at):
    assert parse_day(text, TODAY) == Understood(date.fromisoformat(day), at)


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("", "en", "Enter a date."),
        (" , ", "en", "Enter a date."),
        ("soon", "en", "Can't read “soon” as a date. Try tomorrow, fri, +3d, 15/12 or 2026-12-15."),
        ("15", "fr", "Can't read “15” as a date. Try tomorrow, fri, +3d, 15/12 or 2026-12-15."),
        ("+3x", "en", None),
        ("tomorrow please", "en", None),
        ("15 of", "en", None),
        ("in 3", "en", None),
        ("in many weeks", "en", None),
        ("3 bananas", "en", None),
        ("tomorrow at", "en", None),
        ("tomorrow 13pm", "en", None),
        ("tomorrow 3 h x", "en", None),
        ("le le le le", "fr", None),
        ("day", "en", None),
        ("5/12", "en", "“5/12” could be 5 December or 12 May: write 2026-12-05."),
        ("1/2", "en", "“1/2” could be 1 February or 2 January: write 2027-02-01."),
        ("5/12/2027", "en", "“5/12/2027” could be 5 December or 12 May: write 2027-12-05."),
        ("12/15", "fr", "“12/15”: the day comes first, and there are only 12 months."),
        ("30/02", "fr", "30 February doesn't exist."),
        ("feb 30", "en", "30 February doesn't exist."),
        ("30 february please", "en", "30 February doesn't exist."),
        ("29/02/2027", "fr", "29 February 2027 doesn't exist."),
        ("31 avril", "fr", "31 April doesn't exist."),
        ("40/15", "fr", "15 isn't a month."),
        ("40/15", "en", "40 isn't a month."),
        ("2026-13-01", "en", "13 isn't a month."),
        ("2026-00-01", "en", "0 isn't a month."),
        ("0/1", "fr", "0 January doesn't exist."),
        ("le 32", "fr", "No month has 32 days."),
        ("1 jan 1066", "en", "That date is too far away."),
        ("end of january 3000", "en", "That date is too far away."),
        ("fin janvier 0000", "fr", "That date is too far away."),
        ("+9999y", "en", "That date is too far away."),
        ("+1500y", "en", "That date is too far away."),
        ("-9999y", "en", "That date is too far away."),
        ("next friday", "en", "Next Friday could be 20 November or 27 November: type “Fri”, or the date."),
        ("vendredi prochain", "fr", "Next Friday could be 20 November or 27 November: type “Fri”, or the date."),
        ("fri 15 dec", "en", "Tuesday 15 December 2026 isn't a Friday."),
        ("fri 15th", "en", "Tuesday 15 December 2026 isn't a Friday."),
        ("fri 30 feb", "en", "30 February doesn't exist."),
        ("demain 25h", "fr", "25h isn't a time."),
        ("25h demain", "fr", None),
        ("2h pour vendredi", "fr", None),
        ("first thing", "en", None),
        ("10am this evening", "en", None),
        ("a couple of", "en", None),
        ("end of", "en", None),
        ("tomorrow half past thirteen", "en", None),
        ("tomorrow half", "en", None),
        ("31st of next february", "en", None),
        ("le 32 du mois", "fr", None),
        ("second day of next month", "en", None),
        ("saturday next", "en", "Next Saturday could be 21 November or 28 November: type “Sat”, or the date."),
        ("31st of this month", "en", "31 November 2026 doesn't exist."),
        ("10am 5/12", "en", "“5/12” could be 5 December or 12 May: write 2026-12-05."),
        ("tomorrow half past three", "en", "“half past three” could be 3:30 or 15:30. Write which."),
        ("tomorrow at half 3", "en", "“half 3” could be 3:30 or 15:30. Write which."),
        ("2026-12-15T25:00", "en", "25:00 isn't a time."),
    ],
)
def test_what_is_refused_says_why(text, language, reason):
    with pytest.raises(InvalidValueError) as caught:
        parse_day(text, TODAY, language)
    assert caught.value.field == "date"
    assert str(caught.value) == reason or reason is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("thu", "2026-11-12"),
        ("mon", "2026-11-16"),
        ("fri", "2026-11-13"),
        ("15/12", "2025-12-15"),
        ("19/11", "2026-11-19"),
        ("le 31", "2026-10-31"),
        ("le 19", "2026-11-19"),
        ("3 days", "2026-11-16"),
        ("3d", "2026-11-16"),
        ("fin octobre", "2026-10-31"),
        ("fin novembre", "2025-11-30"),
        ("feb 29", "2024-02-29"),
        ("yesterday", "2026-11-18"),
        ("+2d", "2026-11-21"),
        ("le 31 du mois", "2026-10-31"),
        ("3rd of the month", "2026-11-03"),
        ("dernier vendredi du mois", "2026-10-30"),
        ("10h vendredi", "2026-11-13"),
    ],
)
def test_back_dating_looks_back(text, day):
    assert parse_day(text, TODAY, "fr", prefer="past").day == date.fromisoformat(day)


def test_a_shorter_month_is_explained():
    understood = parse_day("+1m", date(2027, 1, 31))
    assert understood == Understood(date(2027, 2, 28), None, "February 2027 has 28 days")
    assert understood.words == "Sunday 28 February 2027 (February 2027 has 28 days)"
    assert parse_day("fri 10:30", TODAY).words == "Friday 20 November 2026, 10:30"


@pytest.mark.parametrize(
    ("text", "day", "at", "what"),
    [
        ("ven rappeler Sophie", "2026-11-20", None, "rappeler Sophie"),
        ("15/12 10h30 : envoyer le devis", "2026-12-15", time(10, 30), "envoyer le devis"),
        ("demain", "2026-11-20", None, ""),
        ("demain après-midi  visite  ", "2026-11-20", time(14), "visite"),
        ("ven 3 appels", "2026-11-20", None, "3 appels"),
        ("demain 25h de travail", "2026-11-20", None, "25h de travail"),
        ("dans 2 semaines – relance", "2026-12-03", None, "relance"),
        ("fin du mois bilan", "2026-11-30", None, "bilan"),
        ("J+3 écrire à l’Été", "2026-11-22", None, "écrire à l’Été"),
        ("le 15 déc. relance", "2026-12-15", None, "relance"),
        ("3 days ago call", "2026-11-16", None, "call"),
        ("tuesday next call Emma", "2026-11-24", None, "next call Emma"),
        ("2 weeks time sheet", "2026-12-03", None, "time sheet"),
        ("friday half ten call", "2026-11-20", None, "half ten call"),
        ("15th of next month call Bob", "2026-12-15", None, "call Bob"),
        ("monday am call Bob", "2026-11-23", time(9), "call Bob"),
        ("le 15 du mois prochain relance", "2026-12-15", None, "relance"),
        ("2026-12-15 15 minutes au téléphone", "2026-12-15", None, "15 minutes au téléphone"),
    ],
)
def test_the_longest_day_then_the_words(text, day, at, what):
    assert parse_due(text, TODAY, "fr") == (Understood(date.fromisoformat(day), at), what)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Enter a date."),
        ("appeler ven", "No date at the start of “appeler ven”. Try tomorrow, fri, +3d, 15/12 or 2026-12-15."),
        ("3 jours de X", "No date at the start of “3 jours de X”. Try tomorrow, fri, +3d, 15/12 or 2026-12-15."),
        ("30 fév rappeler", "30 February doesn't exist."),
        ("mar 30 fév rappeler", "30 February doesn't exist."),
        ("demain 25h", "25h isn't a time."),
    ],
)  # fmt: skip
def test_a_due_text_without_its_day(text, reason):
    with pytest.raises(InvalidValueError) as caught:
        parse_due(text, TODAY, "fr")
    assert str(caught.value) == reason


@given(days, languages, st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None)))
def test_what_was_understood_is_understood_again(today, language, at):
    i18n.set_language(language)
    assert parse_day(long_day(today, at), TODAY, language) == Understood(today, at)


@given(days, days, languages)
def test_iso_days_mean_themselves(day, today, language):
    assert parse_day(day.isoformat(), today, language).day == day
    assert parse_due(f"{day.isoformat()} call", today, language) == (Understood(day), "call")


@given(days, st.integers(0, 400), st.sampled_from(["+{}d", "+{}j", "J+{}", "in {} days", "dans {} jours"]))
def test_days_from_today(today, number, form):
    assert parse_day(form.format(number), today).day - today == timedelta(days=number)


@given(days, st.integers(0, 400), st.sampled_from(["-{}d", "J-{}", "{} days ago", "il y a {} jours"]))
def test_days_before_today(today, number, form):
    assert today - parse_day(form.format(number), today).day == timedelta(days=number)


@given(days, st.integers(0, 100), st.sampled_from(["+{}m", "dans {} mois", "in {} months"]))
@example(date(2026, 12, 31), 2, "+{}m")
@example(date(2028, 1, 31), 1, "+{}m")
def test_months_from_today_never_skip_one(today, number, form):
    understood = parse_day(form.format(number), today)
    months = (understood.day.year - today.year) * 12 + understood.day.month - today.month
    assert months == number
    assert understood.day.day == min(today.day, monthrange(understood.day.year, understood.day.month)[1])
    assert bool(understood.note) == (understood.day.day != today.day)


WEEKDAYS = ["mon lundi lun", "tue mardi", "wed mer mercredi", "thu jeu", "fri ven", "sat sam", "sun dim dimanche"]


@given(days, st.integers(0, 6), st.data())
def test_a_weekday_is_within_the_coming_week(today, weekday, data):
    word = data.draw(st.sampled_from(WEEKDAYS[weekday].split()))
    day = parse_day(word, today).day
    assert day.weekday() == weekday
    assert 1 <= (day - today).days <= 7
    past = parse_day(word, today, prefer="past").day
    assert past.weekday() == weekday
    assert 1 <= (today - past).days <= 7


@given(days, days, languages)
@example(date(2024, 2, 29), date(2097, 1, 1), "fr")
@example(date(2024, 12, 31), date(2026, 12, 31), "fr")
def test_a_day_without_its_year_is_the_next_one(day, today, language):
    text = f"{day.day} {['janvier', 'feb', 'mars', 'apr', 'mai', 'june'][day.month - 1] if day.month <= 6 else 'oct'}"
    ahead = parse_day(text, today, language).day
    behind = parse_day(text, today, language, prefer="past").day
    assert behind <= today <= ahead
    assert (ahead.day, behind.day) == (day.day, day.day)
    assert behind == today == ahead or (ahead - behind).days <= 366 * 8


@given(st.integers(1, 31), st.integers(1, 12), days)
def test_french_days_come_first(day, month, today):
    assume(day <= monthrange(2000, month)[1])
    understood = parse_day(f"{day}/{month}", today, "fr").day
    assert (understood.day, understood.month) == (day, month)
    assert understood >= today


@given(days)
def test_phrases_never_leave_their_week_or_month(today):
    assert parse_day("next week", today).day.weekday() == 0
    assert 1 <= (parse_day("semaine prochaine", today).day - today).days <= 7
    assert (parse_day("eom", today).day + timedelta(days=1)).day == 1
    assert parse_day("next month", today).day.day == 1
    assert 0 <= (parse_day("fin de semaine", today).day - today).days <= 6


@pytest.mark.parametrize("word", ["noon", "midi", "first thing", "wc", "half past", "a couple of", "15th of the"])
def test_a_word_said_thousands_of_times_is_refused_or_text(word):
    for text in (f"{word} " * 3000, f"tomorrow {word * 3000}", "tomorrow " + f"{word} " * 3000):
        with suppress(InvalidValueError):
            parse_due(text, TODAY)


WORDS = (
    "en huit ouvres working days week a on from soir du march 9 2 2027 prochain or in dans 3"
    " couple of month last first day half past quarter w/c o'clock am"
    " 15 d'ici le the mar 2026-12-15 15/12 dec fin du mois next fri 10h30 at pm ago il y a +3d of - :"
).split()


@given(st.text(max_size=20) | st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), days, languages)
def test_any_text_is_a_day_or_a_reason(text, today, language):
    for parse in (parse_day, parse_due):
        try:
            parse(text, today, language)
        except InvalidValueError as refused:
            reason = refused
        else:
            continue
        assert (reason.field, bool(str(reason))) == ("date", True)

"""Days in words, in the language in force: short ones for cards, whole ones to show what was understood."""

from __future__ import annotations

from datetime import date, time

from funneltui.i18n import N_, language, translate

_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_SHORT_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
_SHORT_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)

_WEEK = 7


def weekday_name(day: date, *, short: bool = False) -> str:
    """The name of its weekday: `Friday`, or `Fri`."""
    return translate((_SHORT_WEEKDAYS if short else _WEEKDAYS)[day.weekday()])


def month_name(month: int, *, short: bool = False) -> str:
    """The name of a month, counted from 1: `December`, or `Dec`."""
    return translate((_SHORT_MONTHS if short else _MONTHS)[month - 1])


def _number(day: date) -> str:
    """Its number in the month; French gives the first one its ending."""
    return "1er" if day.day == 1 and language() == "fr" else str(day.day)


def short_day(day: date, today: date) -> str:
    """A day as a card shows it: `15 Dec`, with the year when it is another one than today's."""
    month = month_name(day.month, short=True)
    if day.year != today.year:
        return translate(N_("{day} {month} {year}")).format(day=_number(day), month=month, year=day.year)
    return translate(N_("{day} {month}")).format(day=_number(day), month=month)


def day_words(day: date, today: date) -> str:
    """A day as one says it: today, tomorrow, yesterday, the weekday within the coming week, else the date."""
    ahead = (day - today).days
    near = {0: N_("today"), 1: N_("tomorrow"), -1: N_("yesterday")}.get(ahead)
    if near is not None:
        return translate(near)
    return weekday_name(day, short=True) if 0 < ahead < _WEEK else short_day(day, today)


def long_day(day: date, at: time | None = None) -> str:
    """A day nobody can mistake, to show what was understood: `Friday 15 December 2026, 10:30`."""
    words = translate(N_("{weekday} {day} {month} {year}")).format(
        weekday=weekday_name(day), day=_number(day), month=month_name(day.month), year=day.year
    )
    return words if at is None else f"{words}, {at_time(f'{at:%H:%M}')}"


def at_time(text: str) -> str:
    """A time of day as one writes it: `10:30`, or `10h30`."""
    return text.replace(":", "h") if language() == "fr" else text

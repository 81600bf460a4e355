"""The forms a day can take: each rule reads words from the left and says how many it understood.

Rules do not choose: `dates` takes the longest reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from funneltui.domain import _date_words as words
from funneltui.domain._date_distances import bounded, phrase, relative, weeks_later, weeks_on
from funneltui.domain._date_of_month import of_a_month
from funneltui.domain._readings import Asked, Reading, impossible
from funneltui.domain._time_rules import read_time
from funneltui.domain.days import long_day, month_name, weekday_name
from funneltui.i18n import N_, translate

_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_MONTHS = 12
_SHORT_NAME = 3
_FIRST_HOUR = 7
_LONGEST = 8
"""So many words behind a time or the word for a week can tell a day."""
_SATURDAY = 5

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:t(\d{2}:\d{2})(?::\d{2})?z?)?", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})(?:/(\d{1,2})|([-/.])(\d{1,2})\3(\d{4}|\d{2}))", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{2})", re.ASCII)
_DAY = re.compile(r"(\d{1,2})(st|nd|rd|th|er)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


def read_days(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """Every reading of the first words as a day."""
    for week_of in words.WEEK_OF:
        if tuple(said[: len(week_of)]) == week_of:
            for reading in read_days(said[len(week_of) : len(week_of) + _LONGEST], asked):
                yield reading.behind(len(week_of))
    for skipped in range(3):
        rest = said[skipped:]
        for rule in (phrase, relative, _numeric, _named, _month, of_a_month, _weekday, _time_first):
            for reading in rule(rest, asked):
                yield reading.behind(skipped)
                yield from (later.behind(skipped) for later in weeks_later(rest, reading, asked))
        for reading in weeks_on(rest, asked, read_days):
            yield reading.behind(skipped)
        if skipped or (rest and rest[0][-1:].isalpha()):
            for reading in _day_of_month(rest, asked):
                yield reading.behind(skipped)
        if not rest or rest[0] not in words.BEFORE_A_DAY:
            break


def _time_first(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """A time with its day behind it: `10am friday`, `noon tomorrow`, `first thing monday`, `10h vendredi`."""
    at = Reading(2, at=words.HOURS["morning"]) if tuple(said[:2]) == ("first", "thing") else read_time(said)
    if at is None or at.at is None or at.at.hour < _FIRST_HOUR:  # `2h pour vendredi` is work to be done
        return
    for reading in read_days(said[at.count : at.count + _LONGEST], asked):
        if reading.at is None:
            yield replace(reading.behind(at.count), at=at.at)


# -- Days of the calendar -------------------------------------------------------------------------


def _numeric(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """`2026-12-15`, `15/12`, `15.12.`, `15/12/2026`, `2027-01`."""
    first = said[0] if said else ""
    if match := _ISO.fullmatch(first):
        reading = _dated(1, asked, int(match[4]), int(match[3]), int(match[1]))
        at = read_time([match[5]]) if match[5] else None
        yield at if at and at.problem else Reading(1, reading.day, "", reading.problem, at=at.at if at else None)
    elif match := _ISO_MONTH.fullmatch(first):
        yield _dated(1, asked, 1, int(match[2]), int(match[1]))
    elif match := _NUMERIC.fullmatch(first):
        number, other = int(match[1]), int(match[2] or match[4])
        year = None if not match[5] else int(match[5]) if len(match[5]) > 2 else 2000 + int(match[5])  # noqa: PLR2004
        yield _day_and_month(first, asked, number, other, year)
    elif (match := _DOTTED.fullmatch(first)) and 1 <= int(match[2]) <= _MONTHS and not _is_counted(said):
        yield _dated(1, asked, int(match[1]), int(match[2]), None)


def _is_counted(said: Sequence[str]) -> bool:
    """Whether the number at the start counts what stands behind it: `1.10 days`."""
    return len(said) > 1 and said[1] in words.UNITS


def _day_and_month(text: str, asked: Asked, number: int, other: int, year: int | None) -> Reading:
    if asked.day_first:
        if other > _MONTHS >= number:
            return impossible(
                1, N_("“{text}”: the day comes first, and there are only 12 months."), text=text, month=other
            )
        return _dated(1, asked, number, other, year)
    if number != other and number <= _MONTHS and other <= _MONTHS:
        return impossible(
            1,
            N_("“{text}” could be {one} or {other}: write {iso}."),
            text=text,
            one=_spoken(number, other),
            other=_spoken(other, number),
            iso=_dated(1, asked, number, other, year).day or "",
        )
    return _dated(1, asked, number, other, year) if other <= _MONTHS else _dated(1, asked, other, number, year)


def _spoken(day: int, month: int) -> str:
    return translate(N_("{day} {month}")).format(day=day, month=month_name(month))


def _named(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """`15 dec`, `15th of december 2026`, `1er janvier`, `dec 15`."""
    if len(said) < 2:  # noqa: PLR2004
        return
    if match := _DAY.fullmatch(said[0]):
        place = 2 if said[1] in {"of", "de"} and len(said) > 2 else 1  # noqa: PLR2004
        month, day = words.MONTHS.get(said[place]), int(match[1])
    else:
        match = _DAY.fullmatch(said[1])
        place, month, day = 1, words.MONTHS.get(said[0]), int(match[1]) if match else 0
        if said[0] == "mar" and asked.day_first:  # mardi: French puts the day first
            return
    if match is None or month is None:
        return
    count = place + 1
    yield _dated(count, asked, day, month, None)
    if len(said) > count and _YEAR.fullmatch(said[count]):
        yield _dated(count + 1, asked, day, month, int(said[count]))


def _month(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """`in january`, `janvier 2027`, `mi-janvier`, `end of january`: the 1st, the 15th, the last day."""
    for prefixes, wanted in ((words.MONTH_STARTS, 1), (words.MONTH_MIDDLES, 15), (words.MONTH_ENDS, 31), ({()}, 1)):
        for skipped in {len(prefix) for prefix in prefixes if tuple(said[: len(prefix)]) == prefix}:
            rest = said[skipped:]
            month = words.MONTHS.get(rest[0]) if rest else None
            if month is None:
                continue
            if len(rest) > 1 and _YEAR.fullmatch(rest[1]):
                yield _day_in_month(skipped + 2, asked, wanted, month, int(rest[1]))
            elif skipped or _is_month_alone(rest):
                yield _day_in_month(skipped + 1, asked, wanted, month, None)
    yield from _directed_month(said, asked)
    yield from _year_or_quarter(said, asked)


def _is_month_alone(said: Sequence[str]) -> bool:
    """Whether a month's name that nothing introduces means the month: `march`, but not `may call`."""
    return said[0] not in words.WEEKDAYS and (len(said) == 1 or len(said[0]) > _SHORT_NAME)


def _directed_month(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """`next march`, `mars prochain`, `last march`: the first of it."""
    french = words.COMING.get(said[1]) if len(said) > 1 else None
    first = french is None
    month = words.MONTHS.get(said[int(first)]) if len(said) > 1 else None
    if month is None or (first and said[0] not in words.NEXT | words.LAST | words.THIS):
        return
    past = french == -1 or (first and said[0] in words.LAST)
    reading = _dated(2, replace(asked, past=past), 1, month, None)
    assert reading.day is not None  # every month has a first day
    if first and said[0] in words.NEXT and reading.day.year == asked.today.year:
        later = reading.day.replace(year=reading.day.year + 1)
        yield impossible(
            2,
            N_("“{text}” could be {one} or {other}. Add the year."),
            text=" ".join(said[:2]),
            one=translate(N_("{month} {year}")).format(month=month_name(month), year=reading.day.year),
            other=translate(N_("{month} {year}")).format(month=month_name(month), year=later.year),
        )
    else:
        yield reading


def _year_or_quarter(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """`Q2`, `T2 2027`, `early 2027`, `fin 2027`, and a year alone."""
    month = words.QUARTERS.get(said[0]) if said else None
    if month is not None:
        if len(said) > 1 and _YEAR.fullmatch(said[1]):
            yield _dated(2, asked, 1, month, int(said[1]))
        yield _dated(1, asked, 1, month, None)
    for prefix in words.MONTH_ENDS:
        rest = said[len(prefix) :]
        last = words.QUARTERS.get(rest[0], 0) if tuple(said[: len(prefix)]) == prefix and rest else 0
        if last:
            yield _day_in_month(len(prefix) + 1, asked, 31, last + 2, None)
            if len(rest) > 1 and _YEAR.fullmatch(rest[1]):
                yield _day_in_month(len(prefix) + 2, asked, 31, last + 2, int(rest[1]))
    starts = ((words.MONTH_STARTS, 1, 1), (words.MONTH_MIDDLES, 1, 7), (words.MONTH_ENDS, 31, 12))
    for prefixes, day, of_month in starts:
        for prefix in prefixes:
            rest = said[len(prefix) :]
            if tuple(said[: len(prefix)]) == prefix and rest and _YEAR.fullmatch(rest[0]):
                yield _dated(len(prefix) + 1, asked, day, of_month, int(rest[0]))
    if len(said) == 1 and _YEAR.fullmatch(said[0]):
        yield _dated(1, asked, 1, 1, int(said[0]))


def _day_in_month(count: int, asked: Asked, wanted: int, month: int, year: int | None) -> Reading:
    """The 1st or 15th of a month, or its last day, whatever its length."""
    if wanted <= 15:  # noqa: PLR2004
        return _dated(count, asked, wanted, month, year)
    if year is None:
        day = words.month_end(asked.today.year, month)
        away = day > asked.today if asked.past else day < asked.today
        year = asked.today.year + (away * (-1 if asked.past else 1))
    return bounded(count, words.month_end(max(year, 1), month))


def _dated(count: int, asked: Asked, day: int, month: int, year: int | None) -> Reading:
    """A day of the calendar; without a year, the next one there is, today included, or the last one."""
    if not 1 <= month <= _MONTHS:
        return impossible(count, N_("{month} isn't a month."), month=month)
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        return impossible(count, N_("That date is too far away."))
    if not 1 <= day <= words.month_end(2000 if year is None else year, month).day:
        shown = month_name(month) if year is None else f"{month_name(month)} {year}"
        return impossible(count, N_("{day} {month} doesn't exist."), day=day, month=shown)
    if year is not None:
        return Reading(count, date(year, month, day))
    years = range(asked.today.year, asked.today.year + (-9 if asked.past else 9), -1 if asked.past else 1)
    possible = (date(year, month, day) for year in years if day <= words.month_end(year, month).day)
    return Reading(count, next(day for day in possible if (day <= asked.today if asked.past else day >= asked.today)))


def _day_of_month(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """`le 15`, `the 15th`: the next 15th there is."""
    match = _DAY.fullmatch(said[0]) if said else None
    if match is not None:
        yield _nth(1, asked, int(match[1]))


def _nth(count: int, asked: Asked, day: int) -> Reading:
    if not 1 <= day <= 31:  # noqa: PLR2004
        return impossible(count, N_("No month has {day} days."), day=day, weak=True)
    step, month = (-1 if asked.past else 1), asked.today.replace(day=1)
    while True:
        if day <= words.month_end(month.year, month.month).day:
            wanted = month.replace(day=day)
            if wanted <= asked.today if asked.past else wanted >= asked.today:
                return Reading(count, wanted)
        month = (month + timedelta(days=31 if step > 0 else -1)).replace(day=1)


# -- Weekdays -------------------------------------------------------------------------------------


def _weekday(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """`fri`, `next friday`, `vendredi prochain`, `lundi dernier`, `fri next week`, `ven 18 dec`."""
    for weekend in words.NEXT_WEEKEND:
        if tuple(said[: len(weekend)]) == weekend:
            yield _directed(len(weekend), asked, _SATURDAY, "next")
    for coming in words.COMING_FIRST:
        if tuple(said[: len(coming)]) == coming:
            yield from (reading.behind(len(coming)) for reading in _weekday(said[len(coming) :][:1], asked))
    skipped = 1 if said and said[0] in words.THIS | words.NEXT | words.LAST else 0
    rest = said[skipped:]
    weekday = words.WEEKDAYS.get(rest[0]) if rest else None
    if weekday is None:
        return
    if skipped:
        yield _directed(2, asked, weekday, said[0])
        return
    direction = words.COMING.get(rest[1]) if len(rest) > 1 else None
    if direction is None and len(rest) == 2 and rest[1] in words.NEXT:  # noqa: PLR2004 - `tue next`, not `tue next call`
        direction = 1
    if direction is not None:
        yield _directed(2, asked, weekday, "next" if direction > 0 else "last")
        return
    for behind in words.NEXT_WEEK:
        if tuple(rest[1 : 1 + len(behind)]) == behind:
            yield Reading(1 + len(behind), _of_next_week(asked.today, weekday))
    ahead = (weekday - asked.today.weekday() - 1) % 7 + 1
    yield Reading(1, asked.today + timedelta(days=ahead - 7 - 7 * (ahead == 7) if asked.past else ahead))  # noqa: PLR2004
    yield from _checked_weekday(rest, asked, weekday)


def _directed(count: int, asked: Asked, weekday: int, direction: str) -> Reading:
    """This, next or last; "next Friday" is refused while Friday of this week is still to come."""
    today = asked.today
    ahead = (weekday - today.weekday()) % 7
    if direction in words.LAST:
        return Reading(count, today + timedelta(days=ahead - 7))
    coming = today + timedelta(days=ahead)
    if direction in words.THIS:
        return Reading(count, coming)
    following = _of_next_week(today, weekday)
    if today < coming < following:
        return impossible(
            count,
            N_("Next {weekday} could be {one} or {other}: type “{short}”, or the date."),
            weekday=weekday_name(coming),
            one=_spoken(coming.day, coming.month),
            other=_spoken(following.day, following.month),
            short=weekday_name(coming, short=True),
        )
    return Reading(count, following)


def _of_next_week(today: date, weekday: int) -> date:
    return today + timedelta(days=7 - today.weekday() + weekday)


def _checked_weekday(said: Sequence[str], asked: Asked, weekday: int) -> Iterator[Reading]:
    """A weekday before a date: both must agree, or one of them is a slip."""
    rest = said[1:]
    later = [reading for rule in (_numeric, _named) for reading in rule(rest, asked)]
    weak = not later
    for reading in later or _day_of_month(rest, asked):
        if reading.day is None or reading.day.weekday() == weekday:
            yield reading.behind(1)
        else:
            yield impossible(
                reading.count + 1,
                N_("{day} isn't a {weekday}."),
                weak=weak,
                day=long_day(reading.day),
                weekday=weekday_name(date(2001, 1, 1 + weekday)),
            )

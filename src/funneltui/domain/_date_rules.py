"""The forms a day can take: each rule reads words from the left and says how many it understood.

Rules do not choose: `dates` takes the longest reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from funneltui.domain import _date_words as words
from funneltui.domain._readings import Asked, Reading, impossible
from funneltui.domain._time_rules import read_time
from funneltui.domain.days import long_day, month_name, weekday_name
from funneltui.i18n import N_, translate

__all__ = ["read_days"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_MONTHS = 12
_LONGEST_PHRASE = 4

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:t(\d{2}:\d{2})(?::\d{2})?z?)?", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})(?:/(\d{1,2})|([-/.])(\d{1,2})\3(\d{4}|\d{2}))", re.ASCII)
_DAY = re.compile(r"(\d{1,2})(st|nd|rd|th|er)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_SIGNED = re.compile(r"([+-])(\d{1,4})([a-z]*)", re.ASCII)
_GLUED = re.compile(r"(\d{1,4})([a-z]+)", re.ASCII)
_J_PLUS = re.compile(r"[jd]([+-])(\d{1,4})", re.ASCII)
_COUNT = re.compile(r"\d{1,4}", re.ASCII)


def read_days(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """Every reading of the first words as a day."""
    for skipped in range(3):
        rest = said[skipped:]
        for rule in (_phrase, _relative, _numeric, _named, _month, _weekday):
            for reading in rule(rest, asked):
                yield _behind(skipped, reading)
        if skipped or (rest and rest[0][-1:].isalpha()):
            for reading in _day_of_month(rest, asked):
                yield _behind(skipped, reading)
        if not rest or rest[0] not in words.BEFORE_A_DAY:
            break


def _behind(skipped: int, reading: Reading) -> Reading:
    return Reading(skipped + reading.count, reading.day, reading.note, reading.problem, reading.weak, reading.at)


# -- Phrases and distances ------------------------------------------------------------------------


def _phrase(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    for count in range(1, _LONGEST_PHRASE + 1):
        rule = words.PHRASES.get(tuple(said[:count]))
        if rule is not None and len(said) >= count:
            yield Reading(count, rule(asked.today))


def _relative(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """`+3d`, `J+3`, `+2 weeks`, `in 3 days`, `dans 2 semaines`, `3 days ago`, `il y a 3 jours`."""
    first = said[0] if said else ""
    if found := _J_PLUS.fullmatch(first):
        yield _shifted(1, asked, int(found[1] + found[2]), "day")
    elif found := _SIGNED.fullmatch(first):
        if found[3] in words.UNITS:
            yield _shifted(1, asked, int(found[1] + found[2]), words.UNITS[found[3]])
        elif not found[3]:
            spelled = len(said) > 1 and said[1] in words.UNITS
            yield _shifted(1 + spelled, asked, int(found[1] + found[2]), words.UNITS[said[1]] if spelled else "day")
    elif first in words.IN:
        yield from _counted(said, 1, asked, 1)
    elif tuple(said[:3]) == ("il", "y", "a"):
        yield from _counted(said, 3, asked, -1)
    elif (found := _GLUED.fullmatch(first)) and found[2] in words.UNITS:
        if len(said) == 1:
            yield _shifted(1, asked, int(found[1]) * (-1 if asked.past else 1), words.UNITS[found[2]])
    else:
        for reading in _counted(said, 0, asked, -1 if asked.past else 1):
            if len(said) > reading.count and said[reading.count] in words.AGO:
                yield from (_behind(1, past) for past in _counted(said, 0, asked, -1))
            elif len(said) == reading.count:  # "3 days" before other words may be a quantity of work
                yield reading


def _counted(said: Sequence[str], skipped: int, asked: Asked, sign: int) -> Iterator[Reading]:
    """A number and a unit behind `skipped` words."""
    if len(said) < skipped + 2 or said[skipped + 1] not in words.UNITS:
        return
    number = words.NUMBERS.get(said[skipped])
    if number is None and _COUNT.fullmatch(said[skipped]):
        number = int(said[skipped])
    if number is not None:
        yield _shifted(skipped + 2, asked, sign * number, words.UNITS[said[skipped + 1]])


def _shifted(count: int, asked: Asked, number: int, unit: str) -> Reading:
    """So many days, weeks, months or years from today; a shorter month ends the month."""
    try:
        if unit in {"day", "week"}:
            day = asked.today + timedelta(days=number * (7 if unit == "week" else 1))
            return _bounded(count, day)
        year, month = divmod(asked.today.year * 12 + asked.today.month - 1 + number * (12 if unit == "year" else 1), 12)
        last = words.month_end(year, month + 1)
    except (OverflowError, ValueError):
        return impossible(count, N_("That is too far away."))
    if asked.today.day <= last.day:
        return _bounded(count, last.replace(day=asked.today.day))
    note = translate(N_("{month} {year} has {days} days")).format(
        month=month_name(last.month), year=last.year, days=last.day
    )
    return _bounded(count, last, note)


def _bounded(count: int, day: date, note: str = "") -> Reading:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return impossible(count, N_("That is too far away."))
    return Reading(count, day, note)


# -- Days of the calendar -------------------------------------------------------------------------


def _numeric(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """`2026-12-15`, `15/12`, `15/12/2026`, `2027-01`."""
    first = said[0] if said else ""
    if found := _ISO.fullmatch(first):
        reading = _dated(1, asked, int(found[4]), int(found[3]), int(found[1]))
        at = read_time([found[5]]) if found[5] else None
        yield at if at and at.problem else Reading(1, reading.day, "", reading.problem, at=at.at if at else None)
    elif found := _ISO_MONTH.fullmatch(first):
        yield _dated(1, asked, 1, int(found[2]), int(found[1]))
    elif found := _NUMERIC.fullmatch(first):
        one, other = int(found[1]), int(found[2] or found[4])
        year = None if not found[5] else int(found[5]) if len(found[5]) > 2 else 2000 + int(found[5])  # noqa: PLR2004
        yield _day_and_month(first, asked, one, other, year)


def _day_and_month(text: str, asked: Asked, one: int, other: int, year: int | None) -> Reading:
    if asked.day_first:
        if other > _MONTHS >= one:
            return impossible(
                1, N_("“{text}”: the day comes first, and there is no month {month}."), text=text, month=other
            )
        return _dated(1, asked, one, other, year)
    if one != other and one <= _MONTHS and other <= _MONTHS:
        return impossible(
            1,
            N_("“{text}” could be {one} or {other}: write {iso}."),
            text=text,
            one=_spoken(one, other),
            other=_spoken(other, one),
            iso=_dated(1, asked, one, other, year).day or "",
        )
    return _dated(1, asked, one, other, year) if other <= _MONTHS else _dated(1, asked, other, one, year)


def _spoken(day: int, month: int) -> str:
    return translate(N_("{day} {month}")).format(day=day, month=month_name(month))


def _named(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """`15 dec`, `15th of december 2026`, `1er janvier`, `dec 15`."""
    if len(said) < 2:  # noqa: PLR2004
        return
    if found := _DAY.fullmatch(said[0]):
        place = 2 if said[1] in {"of", "de"} and len(said) > 2 else 1  # noqa: PLR2004
        month, day = words.MONTHS.get(said[place]), int(found[1])
    else:
        found = _DAY.fullmatch(said[1])
        place, month, day = 1, words.MONTHS.get(said[0]), int(found[1]) if found else 0
        if said[0] == "mar" and asked.day_first:  # mardi: French puts the day first
            return
    if found is None or month is None:
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
            elif skipped:
                yield _day_in_month(skipped + 1, asked, wanted, month, None)


def _day_in_month(count: int, asked: Asked, wanted: int, month: int, year: int | None) -> Reading:
    """The 1st or 15th of a month, or its last day, whatever its length."""
    if wanted <= 15:  # noqa: PLR2004
        return _dated(count, asked, wanted, month, year)
    if year is None:
        day = words.month_end(asked.today.year, month)
        away = day > asked.today if asked.past else day < asked.today
        year = asked.today.year + (away * (-1 if asked.past else 1))
    return _bounded(count, words.month_end(max(year, 1), month))


def _dated(count: int, asked: Asked, day: int, month: int, year: int | None) -> Reading:
    """A day of the calendar; without a year, the next one there is, today included, or the last one."""
    if not 1 <= month <= _MONTHS:
        return impossible(count, N_("There is no month {month}."), month=month)
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        return impossible(count, N_("That is too far away."))
    if not 1 <= day <= words.month_end(2000 if year is None else year, month).day:
        shown = month_name(month) if year is None else f"{month_name(month)} {year}"
        return impossible(count, N_("There is no {day} {month}."), day=day, month=shown)
    if year is not None:
        return Reading(count, date(year, month, day))
    years = range(asked.today.year, asked.today.year + (-9 if asked.past else 9), -1 if asked.past else 1)
    possible = (date(year, month, day) for year in years if day <= words.month_end(year, month).day)
    return Reading(count, next(one for one in possible if (one <= asked.today if asked.past else one >= asked.today)))


def _day_of_month(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """`le 15`, `the 15th`: the next 15th there is."""
    found = _DAY.fullmatch(said[0]) if said else None
    if found is not None:
        yield _nth(1, asked, int(found[1]))


def _nth(count: int, asked: Asked, day: int) -> Reading:
    if not 1 <= day <= 31:  # noqa: PLR2004
        return impossible(count, N_("No month has a day {day}."), day=day, weak=True)
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
    skipped = 1 if said and said[0] in words.THIS | words.NEXT | words.LAST else 0
    rest = said[skipped:]
    weekday = words.WEEKDAYS.get(rest[0]) if rest else None
    if weekday is None:
        return
    if skipped:
        yield _directed(2, asked, weekday, said[0])
        return
    direction = words.COMING.get(rest[1]) if len(rest) > 1 else None
    if direction is not None:
        yield _directed(2, asked, weekday, "next" if direction > 0 else "last")
        return
    for phrase in words.NEXT_WEEK:
        if tuple(rest[1 : 1 + len(phrase)]) == phrase:
            yield Reading(1 + len(phrase), _of_next_week(asked.today, weekday))
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
            N_("Next {weekday} could be {one} or {other}: say “{short}”, or give the date."),
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
            yield _behind(1, reading)
        else:
            yield impossible(
                reading.count + 1,
                N_("{day} is no {weekday}."),
                weak=weak,
                day=long_day(reading.day),
                weekday=weekday_name(date(2001, 1, 1 + weekday)),
            )

"""Phrases, and days told by their distance: `demain`, `+3d`, `dans 3 jours ouvrés`, `lundi en huit`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from funneltui.domain import _date_words as words
from funneltui.domain._readings import Asked, Reading, impossible
from funneltui.domain.days import long_day, month_name
from funneltui.i18n import N_, translate

_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_WEEK = 7
_SATURDAY, _SUNDAY = 5, 6
_MOST_WORKING_DAYS = 9999
_LONGEST_PHRASE = 5
_LONGEST_DAY = 6
_IDIOMS = {8: _WEEK, 15: 2 * _WEEK}
"""French counts the first day too: `huit jours` is a week, `quinze jours` are two."""

_SIGNED = re.compile(r"([+-])(\d{1,4})([a-z]*)", re.ASCII)
_GLUED = re.compile(r"(\d{1,4})([a-z]+)", re.ASCII)
_J_PLUS = re.compile(r"([jdswm])([+-])(\d{1,4})", re.ASCII)
_COUNT = re.compile(r"\d{1,4}", re.ASCII)
_QUANTITY = frozenset("de d of x a at par per pour for".split())
"""What stands behind a number of days that is work to be done rather than a distance: `3 jours de X`."""

Read = Callable[[Sequence[str], Asked], Iterator[Reading]]


def phrase(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """`tomorrow`, `fin du mois`, `ce soir`."""
    for count in range(1, min(_LONGEST_PHRASE, len(said)) + 1):
        rule = words.PHRASES.get(tuple(said[:count]))
        if rule is not None:
            yield Reading(count, rule(asked.today))
        if at := words.THIS_PART.get(tuple(said[:count])):
            yield Reading(count, asked.today, at=at)


def relative(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """`+3d`, `J+3`, `+2 weeks`, `in 3 days`, `dans 3 jours ouvrés`, `3 days ago`, `il y a 3 jours`, `3d`."""
    first = said[0] if said else ""
    if match := _J_PLUS.fullmatch(first):
        unit, length = _unit(("jours", *said[1:]))
        if unit == "day":
            unit = words.UNITS[match[1]]
        yield _shifted(length, asked, int(match[2] + match[3]), unit)
    elif match := _SIGNED.fullmatch(first):
        yield from _signed(said, asked, int(match[1] + match[2]), match[3])
    elif first in words.IN:
        yield from _counted(said, 1, asked, 1)
    elif tuple(said[:3]) == ("il", "y", "a"):
        yield from _counted(said, 3, asked, -1)
    else:
        for reading in _counted(said, 0, asked, -1 if asked.past else 1):
            rest = said[reading.count :]
            if rest and rest[0] in words.AGO:
                yield from (past.behind(1) for past in _counted(said, 0, asked, -1))
            elif tuple(rest[:2]) == ("from", "now"):
                yield from (ahead.behind(2) for ahead in _counted(said, 0, asked, 1))
            elif not rest or not (rest[0] in _QUANTITY or rest[0].startswith("d'")):
                yield reading


def _signed(said: Sequence[str], asked: Asked, number: int, letters: str) -> Iterator[Reading]:
    """A number with its sign: `+3`, `+3d`, `+3 days`, `+3 jours ouvrés`."""
    if letters:
        unit, length = _unit((letters, *said[1:]))
        if unit:
            yield _shifted(length, asked, number, unit)
        return
    unit, length = _unit(said[1:])
    yield _shifted(1 + length, asked, number, unit or "day")


def _counted(said: Sequence[str], skipped: int, asked: Asked, sign: int) -> Iterator[Reading]:
    """A number and a unit behind `skipped` words: `3 days`, `trois jours ouvrés`, `a couple of weeks`, `3d`."""
    if tuple(said[skipped : skipped + 2]) == ("a", "couple"):
        skipped += 1
    rest = list(said[skipped : skipped + _LONGEST_DAY])
    if not rest:
        return
    if rest[:2] == ["couple", "of"]:
        del rest[0]
        rest[0] = "couple"
        skipped += 1
    if (match := _GLUED.fullmatch(rest[0])) and match[2] in words.UNITS:
        number, (unit, length) = int(match[1]), _unit((match[2], *rest[1:]))
    else:
        spelled = words.NUMBERS.get(rest[0])
        number = int(rest[0]) if _COUNT.fullmatch(rest[0]) else -1 if spelled is None else spelled
        unit, length = _unit(rest[1:])
        if unit == "year" and rest[1] == "a":  # `le 15 à 10h`: a word of its own is no short form of `ans`
            unit = ""
        length += 1
    if number >= 0 and unit:
        yield _shifted(skipped + length, asked, sign * number, unit)


def _unit(said: Sequence[str]) -> tuple[str, int]:
    """The unit that the first words are, and how many of them; an empty one when they are none."""
    if said and said[0] in words.WORKING and len(said) > 1 and _unit_word(said[1]) == "day":
        return "working", 2 + _is_time(said[1:])
    unit = _unit_word(said[0]) if said else ""
    if unit == "day" and len(said) > 1 and said[1] in words.OUVRES:
        return words.OUVRES[said[1]], 2
    return unit, int(bool(unit)) + (unit != "" and _is_time(said))


def _unit_word(word: str) -> str:
    """The unit a word is, also as English has it before "time": `week's`, `weeks'`."""
    return words.UNITS.get(word.removesuffix("'s").removesuffix("'"), "")


def _is_time(said: Sequence[str]) -> bool:
    """Whether "time" goes with the unit before it: `a week's time`, `2 weeks time`; not `2 weeks time sheet`."""
    return list(said[1:2]) == ["time"] and (said[0].endswith(("'", "'s")) or len(said) == 2)  # noqa: PLR2004


def _shifted(count: int, asked: Asked, number: int, unit: str) -> Reading:
    """So many days, weeks, months or years from today; a shorter month ends the month."""
    if unit in {"working", "workable"}:
        return _worked(count, asked.today, number, days_a_week=5 if unit == "working" else 6)
    try:
        if unit in _DAYS:
            return bounded(count, asked.today + timedelta(days=number * _DAYS[unit]))
        year, month = divmod(asked.today.year * 12 + asked.today.month - 1 + number * (12 if unit == "year" else 1), 12)
        last = words.month_end(year, month + 1)
    except (OverflowError, ValueError):
        return impossible(count, N_("That date is too far away."))
    if asked.today.day <= last.day:
        return bounded(count, last.replace(day=asked.today.day))
    note = translate(N_("{month} {year} has {days} days")).format(
        month=month_name(last.month), year=last.year, days=last.day
    )
    return bounded(count, last, note)


_DAYS = {"day": 1, "week": _WEEK, "fortnight": 2 * _WEEK}


def _worked(count: int, today: date, number: int, *, days_a_week: int) -> Reading:
    """So many working days from today: Saturdays and Sundays do not count; public holidays do, which is said."""
    if abs(number) > _MOST_WORKING_DAYS // 2:
        return impossible(count, N_("That date is too far away."))
    day, left, step = today, abs(number), timedelta(days=1 if number >= 0 else -1)
    while left or day.weekday() >= days_a_week:
        day += step
        left -= day.weekday() < days_a_week and left > 0
    return bounded(count, day, translate(N_("public holidays are not left out")))


def bounded(count: int, day: date, note: str = "") -> Reading:
    """A day, unless it is too far away to be meant."""
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return impossible(count, N_("That date is too far away."))
    return Reading(count, day, note)


# -- Weeks from a day -----------------------------------------------------------------------------


def weeks_later(said: Sequence[str], reading: Reading, asked: Asked) -> Iterator[Reading]:
    """`lundi en huit`, `demain en quinze`, `monday week`, `friday in two weeks`: weeks after that day."""
    rest = said[reading.count :]
    if reading.day is None or reading.count > 1 or not rest:
        return
    if rest[0] in words.IN:
        yield from _weeks_away(said, reading, asked)
        return
    if rest[0] == "en" and len(rest) > 1 and rest[1] in words.EN:
        weeks, length = (1 if rest[1] in {"huit", "8"} else 2), 2
    elif rest[0] in {"week", "fortnight"}:
        weeks, length = (1 if rest[0] == "week" else 2), 1
    else:
        return
    count = reading.count + length
    text = " ".join(said[:count])
    day = reading.day + timedelta(days=weeks * _WEEK)
    if (reading.day - asked.today).days == _WEEK:  # said on that weekday itself
        near = day - timedelta(days=_WEEK)
        yield impossible(
            count,
            N_("“{text}” could be {one} or {other}. Enter the date."),
            text=text,
            one=long_day(near),
            other=long_day(day),
        )
    elif rest[0] == "week" and len(rest) > 1:
        yield _one_of(count, text, reading.day, day)
    else:
        yield bounded(count, day)


def _weeks_away(said: Sequence[str], reading: Reading, asked: Asked) -> Iterator[Reading]:
    """`monday in two weeks`, `lundi dans quinze jours`: weeks after the coming one, or in the week so far from now."""
    assert reading.day is not None  # its only caller has looked
    for span in _counted(said[reading.count :], 1, asked, 1):
        if span.day is None:
            yield span.behind(reading.count)
            continue
        count, length = reading.count + span.count, (span.day - asked.today).days
        weeks = _IDIOMS.get(length, length) / _WEEK
        if weeks.is_integer():
            week = asked.today + timedelta(weeks=weeks)
            days = (week + timedelta(days=reading.day.weekday() - week.weekday()), reading.day + timedelta(weeks=weeks))
        else:
            days = (reading.day, span.day)
        if len(set(days)) == 1:
            yield bounded(count, days[0])
        else:
            yield _one_of(count, " ".join(said[:count]), min(days), max(days))


def _one_of(count: int, text: str, near: date, far: date) -> Reading:
    """What could be either of two days."""
    message = N_("“{text}” could be {one} or {other}. Enter the date.")
    return impossible(count, message, text=text, one=long_day(near), other=long_day(far))


def weeks_on(said: Sequence[str], asked: Asked, read: Read) -> Iterator[Reading]:
    """`a week on monday`, `two weeks from friday`, `a week tomorrow`."""
    for span in _counted(said, 0, asked, 1):
        linked = span.count < len(said) and said[span.count] in {"on", "from", "after"}
        rest = said[span.count + linked :]
        if span.day is None or not rest or (not linked and rest[0] not in {"today", "tomorrow", *words.WEEKDAYS}):
            continue
        for reading in read(rest[:_LONGEST_DAY], asked):
            if reading.day is not None and not reading.note:
                yield bounded(span.count + linked + reading.count, reading.day + (span.day - asked.today))

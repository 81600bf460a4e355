"""Days told by their place in a month: `15th of next month`, `last friday of the month`, `le 15 du mois prochain`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from funneltui.domain import _date_words as words
from funneltui.domain._readings import Asked, Reading, impossible
from funneltui.domain.days import month_name
from funneltui.i18n import N_

_MONTHS_BEHIND = {
    tuple(phrase.split()): by
    for by, phrases in {
        1: "of next month | next month | of the next month | of the following month | du mois prochain",
        0: "of this month | this month | de ce mois",
        -1: "of last month | last month | du mois dernier",
    }.items()
    for phrase in phrases.split(" | ")
}
"""What stands behind a day to say of which month it is: so many months from this one."""
_ANY_MONTH = (("of", "the", "month"), ("du", "mois"))
"""What leaves open which month is meant: the one in which the day is the next, or the last, there is."""
_PLACES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1} | {
    "premier": 1, "1er": 1, "deuxieme": 2, "2e": 2, "troisieme": 3, "3e": 3, "quatrieme": 4, "4e": 4, "dernier": -1,
}  # fmt: skip
_DAY_WORDS = frozenset({"day", "jour"})
_WEEK = 7
_MONTHS = 12
_WITH_EVERY_DAY = 4
"""Of so many months in a row one that is to come has a 31st."""


def of_a_month(said: Sequence[str], asked: Asked) -> Iterator[Reading]:
    """A day and the month it is of, both told from today."""
    first = said[0] if said else ""
    if number := words.day_number(said):
        yield from _in_months(said, 1, asked, lambda year, month: _nth_of(year, month, number))
    place = _PLACES.get(first, 0)
    named = said[1] if place and len(said) > 1 else ""
    if place == 1:
        yield from _in_months(said, 1, asked, lambda year, month: date(year, month, 1))
    if named in _DAY_WORDS and place in {1, -1}:
        yield from _in_months(
            said, 2, asked, lambda year, month: date(year, month, 1) if place > 0 else words.month_end(year, month)
        )
    elif named in words.WEEKDAYS:
        weekday = words.WEEKDAYS[named]
        yield from _in_months(said, 2, asked, lambda year, month: _weekday_of(year, month, weekday, place))


def _in_months(
    said: Sequence[str], length: int, asked: Asked, day_of: Callable[[int, int], date | None]
) -> Iterator[Reading]:
    """What `day_of` makes of the month that is named behind so many words; None when it has no such day."""
    for phrase, by in _MONTHS_BEHIND.items():
        if tuple(said[length : length + len(phrase)]) == phrase:
            year, month = _month_from(asked.today, by)
            day = day_of(year, month)
            count = length + len(phrase)
            if day is None:
                shown = f"{month_name(month)} {year}"
                yield impossible(count, N_("{day} {month} doesn't exist."), day=words.day_number(said), month=shown)
            else:
                yield Reading(count, day)
    for phrase in _ANY_MONTH:
        if tuple(said[length : length + len(phrase)]) == phrase:
            days = (day_of(*_month_from(asked.today, -by if asked.past else by)) for by in range(_WITH_EVERY_DAY))
            for day in days:
                if day is not None and (day <= asked.today if asked.past else day >= asked.today):
                    yield Reading(length + len(phrase), day)
                    break


def _month_from(today: date, by: int) -> tuple[int, int]:
    year, month = divmod(today.year * _MONTHS + today.month - 1 + by, _MONTHS)
    return year, month + 1


def _nth_of(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= day <= words.month_end(year, month).day else None


def _weekday_of(year: int, month: int, weekday: int, place: int) -> date:
    """The first to fourth such weekday of a month, or with -1 its last."""
    if place < 0:
        end = words.month_end(year, month)
        return end - timedelta(days=(end.weekday() - weekday) % _WEEK)
    start = date(year, month, 1)
    return start + timedelta(days=(weekday - start.weekday()) % _WEEK + (place - 1) * _WEEK)

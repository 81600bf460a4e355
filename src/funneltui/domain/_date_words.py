"""The words of days, in French and in English together, without case and accents."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta

__all__ = [
    "AGO",
    "AT",
    "BEFORE_A_DAY",
    "COMING",
    "HOURS",
    "IN",
    "LAST",
    "MONTHS",
    "MONTH_ENDS",
    "MONTH_MIDDLES",
    "MONTH_STARTS",
    "NEXT",
    "NEXT_WEEK",
    "NUMBERS",
    "PHRASES",
    "THIS",
    "UNITS",
    "WEEKDAYS",
    "month_end",
]


def _spread(table: Mapping[int, str]) -> dict[str, int]:
    return {word: value for value, words in table.items() for word in words.split()}


WEEKDAYS = _spread(
    {
        0: "monday mon lundi lun",
        1: "tuesday tue tues mardi mar",
        2: "wednesday wed weds mercredi mer",
        3: "thursday thu thur thurs jeudi jeu",
        4: "friday fri vendredi ven",
        5: "saturday sat samedi sam",
        6: "sunday sun dimanche dim",
    }
)
"""Monday is 0."""

MONTHS = _spread(
    {
        1: "january jan janvier janv",
        2: "february feb fevrier fevr fev",
        3: "march mar mars",
        4: "april apr avril avr",
        5: "may mai",
        6: "june jun juin",
        7: "july jul juillet juil",
        8: "august aug aout aou",
        9: "september sept sep septembre",
        10: "october oct octobre",
        11: "november nov novembre",
        12: "december dec decembre",
    }
)

NUMBERS = _spread(
    {
        1: "a an one un une",
        2: "two deux",
        3: "three trois",
        4: "four quatre",
        5: "five cinq",
        6: "six",
        7: "seven sept",
        8: "eight huit",
        9: "nine neuf",
        10: "ten dix",
        12: "twelve douze",
        15: "fifteen quinze",
    }
)

UNITS: Mapping[str, str] = {
    word: unit
    for unit, words in {
        "day": "d day days j jr jrs jour jours",
        "week": "w wk wks week weeks s sem semaine semaines",
        "month": "m mo month months mois",
        "year": "y yr yrs year years a an ans annee annees",
    }.items()
    for word in words.split()
}
"""`m` is a month: nothing here is counted in minutes."""

BEFORE_A_DAY = frozenset("le the on by d'ici pour for du".split())
IN = frozenset("in dans within d'ici".split())
AGO = frozenset({"ago"})
THIS = frozenset("this ce".split())
NEXT = frozenset({"next"})
LAST = frozenset({"last"})
COMING: Mapping[str, int] = {"prochain": 1, "dernier": -1, "passe": -1}
"""What French says behind a weekday: the next one, the last one."""
AT = frozenset("at a @ vers".split())
HOURS: Mapping[str, time] = {
    "noon": time(12),
    "midi": time(12),
    "morning": time(9),
    "matin": time(9),
    "afternoon": time(14),
    "aprem": time(14),
    "evening": time(18),
    "soir": time(18),
}
MONTH_STARTS = frozenset((("in",), ("en",), ("debut",), ("early",), ("start", "of"), ("beginning", "of")))
MONTH_MIDDLES = frozenset((("mi",), ("mid",), ("middle", "of")))
MONTH_ENDS = frozenset((("fin",), ("end", "of"), ("end",), ("late",)))

_FRIDAY, _SATURDAY = 4, 5


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _coming(today: date, weekday: int) -> date:
    """The first such weekday from today on, today included."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _first_of_month(today: date, by: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + by, 12)
    return date(year, month + 1, 1)


def _phrases(table: Mapping[str, Callable[[date], date]]) -> dict[tuple[str, ...], Callable[[date], date]]:
    return {tuple(one.split()): rule for phrases, rule in table.items() for one in phrases.split(" | ")}


PHRASES = _phrases(
    {
        "today | aujourd'hui | aujourdhui | auj": lambda today: today,
        "tomorrow | tmrw | demain": lambda today: today + timedelta(days=1),
        "apres demain | day after tomorrow": lambda today: today + timedelta(days=2),
        "yesterday | hier": lambda today: today - timedelta(days=1),
        "avant hier | day before yesterday": lambda today: today - timedelta(days=2),
        "next week | semaine prochaine | la semaine prochaine": lambda today: _monday(today) + timedelta(days=7),
        "last week | semaine derniere | la semaine derniere": lambda today: _monday(today) - timedelta(days=7),
        "next month | mois prochain": lambda today: _first_of_month(today, 1),
        "last month | mois dernier": lambda today: _first_of_month(today, -1),
        "next year | annee prochaine | l'annee prochaine | l'an prochain | an prochain": (
            lambda today: date(today.year + 1, 1, 1)
        ),
        "last year | annee derniere | l'annee derniere | l'an dernier | an dernier": (
            lambda today: date(today.year - 1, 1, 1)
        ),
        "end of week | end of the week | fin de semaine | fin de la semaine | eow": (
            lambda today: _coming(today, _FRIDAY)
        ),
        "end of month | end of the month | fin du mois | fin de mois | eom": (
            lambda today: month_end(today.year, today.month)
        ),
        "end of year | end of the year | fin d'annee | fin de l'annee | eoy": lambda today: date(today.year, 12, 31),
        "weekend | week end | this weekend | ce week end": lambda today: _coming(today, _SATURDAY),
    }
)
"""Whole phrases, by their words. A week begins on Monday."""

NEXT_WEEK = frozenset(
    tuple(one.split())
    for one in ("next week", "of next week", "semaine prochaine", "la semaine prochaine", "de la semaine prochaine")
)
"""What may stand behind a weekday."""

"""The words of days, in French and in English together, without case and accents."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time, timedelta


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
        2: "two deux couple",
        3: "three trois",
        4: "four quatre",
        5: "five cinq",
        6: "six",
        7: "seven sept",
        8: "eight huit",
        9: "nine neuf",
        10: "ten dix",
        11: "eleven onze",
        12: "twelve douze",
        14: "fourteen quatorze",
        15: "fifteen quinze",
        20: "twenty vingt",
        30: "thirty trente",
    }
)

UNITS: Mapping[str, str] = {
    word: unit
    for unit, words in {
        "working": "workday workdays",
        "fortnight": "fortnight fortnights quinzaine quinzaines",
        "day": "d day days j jr jrs jour jours",
        "week": "w wk wks week weeks s sem semaine semaines",
        "month": "m mo month months mois",
        "year": "y yr yrs year years a an ans annee annees",
    }.items()
    for word in words.split()
}
"""`m` is a month: nothing here is counted in minutes."""
WORKING = frozenset("working business work open".split())
"""What English says before the days that are no Saturday or Sunday."""
OUVRES: Mapping[str, str] = {"ouvre": "working", "ouvres": "working", "ouvrable": "workable", "ouvrables": "workable"}
"""What French says behind days: `ouvrés` from Monday to Friday, `ouvrables` to Saturday."""

BEFORE_A_DAY = frozenset("le the on by d'ici pour for du".split())
IN = frozenset("in dans within d'ici sous".split())
AGO = frozenset({"ago"})
EN = frozenset("huit 8 quinze 15".split())
"""What French says behind `en` and a weekday: the one after the coming one, and the one after that."""
OR = frozenset("ou or au to et and until till jusqu'au jusqu'a - – —".split())
"""What stands between two days, of which only one can be meant."""
THIS = frozenset("this ce".split())
COMING_FIRST = frozenset((("coming",), ("this", "coming")))
"""What English says before the next such weekday."""
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
    "am": time(9),
    "afternoon": time(14),
    "pm": time(14),
    "aprem": time(14),
    "evening": time(18),
    "soir": time(18),
    "midnight": time(0),
    "minuit": time(0),
}
AFTERNOONS = frozenset("afternoon pm aprem evening soir".split())
"""Parts of a day in which hours below twelve are of the afternoon: `8h du soir`."""
THIS_PART: Mapping[tuple[str, ...], time] = {
    tuple(phrase.split()): at
    for phrases, at in {
        "this morning | ce matin": time(9),
        "this afternoon | cet apres midi | cet aprem": time(14),
        "tonight | this evening | ce soir": time(18),
    }.items()
    for phrase in phrases.split(" | ")
}
"""Parts of today."""
MINUTES: Mapping[tuple[str, str], int] = {("half", "past"): 30, ("quarter", "past"): 15, ("quarter", "to"): -15}
"""Minutes from an hour, as English says them before it."""
O_CLOCK = frozenset({"o'clock", "oclock"})
QUARTERS = {f"{letter}{number}": 3 * number - 2 for letter in "qt" for number in (1, 2, 3, 4)}
"""A quarter of the year (`Q2`, `T2`) and its first month."""
MONTH_STARTS = frozenset((("in",), ("en",), ("debut",), ("early",), ("start", "of"), ("beginning", "of")))
MONTH_MIDDLES = frozenset((("mi",), ("mid",), ("middle", "of")))
MONTH_ENDS = frozenset((("fin",), ("end", "of"), ("end",), ("late",)))
WEEK_OF = frozenset(
    tuple(phrase.split())
    for phrase in (
        *("w/c", "wc", "week commencing", "week beginning", "week starting", "week of", "the week of"),
        *("semaine du", "la semaine du"),
    )
)
"""What stands before the first day of a week."""
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)?", re.ASCII)

_FRIDAY, _SATURDAY = 4, 5


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def day_number(said: Sequence[str]) -> int:
    """The day of a month that the first word is: `15`, `15th`, `1er`; 0 when it is none."""
    match = _DAY.fullmatch(said[0]) if said else None
    return int(match[1]) if match else 0


def hour(word: str) -> int:
    """The hour that a word is, in figures or spelled: 1 to 12; 0 when it is none."""
    number = int(word) if word.isascii() and word.isdigit() and len(word) <= 2 else NUMBERS.get(word, 0)  # noqa: PLR2004
    return number if number <= 12 else 0  # noqa: PLR2004


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _yearly(today: date, month: int, day: int) -> date:
    """The next such day of a year, today included."""
    coming = date(today.year, month, day)
    return coming if coming >= today else date(today.year + 1, month, day)


def _coming(today: date, weekday: int) -> date:
    """The first such weekday from today on, today included."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _first_of_month(today: date, by: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + by, 12)
    return date(year, month + 1, 1)


def _quarter(today: date, by: int) -> date:
    """The first day of a quarter of the year."""
    return _first_of_month(today.replace(month=(today.month - 1) // 3 * 3 + 1), 3 * by)


def _phrases(table: Mapping[str, Callable[[date], date]]) -> dict[tuple[str, ...], Callable[[date], date]]:
    return {tuple(text.split()): rule for texts, rule in table.items() for text in texts.split(" | ")}


PHRASES = _phrases(
    {
        "today | aujourd'hui | aujourdhui | auj | later today | eod | end of day | end of the day | cob"
        " | close of business | close of play | fin de journee | fin de la journee": lambda today: today,
        "tomorrow | tmrw | tmr | tmw | demain": lambda today: today + timedelta(days=1),
        "apres demain | day after tomorrow": lambda today: today + timedelta(days=2),
        "yesterday | hier": lambda today: today - timedelta(days=1),
        "avant hier | day before yesterday": lambda today: today - timedelta(days=2),
        "next week | semaine prochaine | la semaine prochaine": lambda today: _monday(today) + timedelta(days=7),
        "last week | semaine derniere | la semaine derniere": lambda today: _monday(today) - timedelta(days=7),
        "week after next | semaine d'apres": lambda today: _monday(today) + timedelta(days=14),
        "end of next week | fin de semaine prochaine | fin de la semaine prochaine": (
            lambda today: _monday(today) + timedelta(days=11)
        ),
        "middle of next week | mid next week | milieu de semaine prochaine | milieu de la semaine prochaine": (
            lambda today: _monday(today) + timedelta(days=9)
        ),
        "early next week | start of next week | beginning of next week | debut de semaine prochaine"
        " | debut de la semaine prochaine": lambda today: _monday(today) + timedelta(days=7),
        "end of next month | late next month | fin du mois prochain | fin de mois prochain": (
            lambda today: month_end(_first_of_month(today, 1).year, _first_of_month(today, 1).month)
        ),
        "middle of next month | mid next month | milieu du mois prochain | mi mois prochain": (
            lambda today: _first_of_month(today, 1).replace(day=15)
        ),
        "early next month | start of next month | beginning of next month | debut du mois prochain"
        " | debut de mois prochain": lambda today: _first_of_month(today, 1),
        "sous huitaine": lambda today: today + timedelta(days=7),
        "sous quinzaine": lambda today: today + timedelta(days=14),
        "month after next": lambda today: _first_of_month(today, 2),
        "rentree | la rentree": lambda today: _yearly(today, 9, 1),
        "christmas | xmas | noel": lambda today: _yearly(today, 12, 25),
        "boxing day": lambda today: _yearly(today, 12, 26),
        "new year's eve | nye | saint sylvestre | la saint sylvestre": lambda today: _yearly(today, 12, 31),
        "new year | in the new year | new year's day | nouvel an | jour de l'an": lambda today: _yearly(today, 1, 1),
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
        "next quarter | trimestre prochain | le trimestre prochain": lambda today: _quarter(today, 1),
        "end of quarter | end of the quarter | eoq | fin de trimestre | fin du trimestre": (
            lambda today: _quarter(today, 1) - timedelta(days=1)
        ),
        "end of year | end of the year | fin d'annee | fin de l'annee | eoy": lambda today: date(today.year, 12, 31),
        "weekend | week end | this weekend | ce week end": lambda today: _coming(today, _SATURDAY),
    }
)
"""Whole phrases, by their words. A week begins on Monday."""

NEXT_WEEKEND = frozenset(
    tuple(words.split()) for words in ("next weekend", "next week end", "weekend prochain", "week end prochain")
)
NEXT_WEEK = frozenset(
    tuple(words.split())
    for words in ("next week", "of next week", "semaine prochaine", "la semaine prochaine", "de la semaine prochaine")
)
"""What may stand behind a weekday."""

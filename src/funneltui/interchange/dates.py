"""Days as files write them: ISO, 15-Jan-24, 3/14/2026, 14.3.2026, with or without a time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from funneltui.domain.text import fold

__all__ = ["day_order", "is_blank_day", "parse_day"]

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january janv janvier ene enero", "feb february fev fevr fevrier", "mar march mars marzo",
            "apr april avr avril abr", "may mai mayo", "jun june juin", "jul july juil juillet",
            "aug august aou aout ago", "sep sept september septembre", "oct october octobre",
            "nov november novembre", "dec december decembre dic",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
_TIME = r"(?:[T ,].*)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_NUMBERS = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_WORD = r"[^\W\d]+"
_WEEKDAY = rf"(?:{_WORD}\.?,? )?"
_DAY_FIRST = re.compile(rf"{_WEEKDAY}(\d{{1,2}})(?:er|st|nd|rd|th)?[-\s.]+({_WORD})\.?[-\s.,]+(\d{{4}}|\d{{2}}){_TIME}")
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}({_WORD})\.?[-\s.]+(\d{{1,2}})(?:st|nd|rd|th)?[-\s.,]+(\d{{4}}){_TIME}")
_STAMP = re.compile(r"1\d{9}(\d{3})?", re.ASCII)
_EARLIEST, _LATEST = 1900, 2199
_TWO_DIGIT_PIVOT = 69


def is_blank_day(text: str) -> bool:
    """Whether a cell holds a date that programs write for none: `0/0/00`, `0000-00-00`."""
    return bool(text) and not text.strip("0/-. :")


def parse_day(text: str, *, day_first: bool) -> date | None:
    """The day a cell names; None when it names none.

    Args:
        text: The cell.
        day_first: How `3/4/2026` is read, and only that: what can be read in one way is read so.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _NUMBERS.fullmatch(text):
        first, second, year = found[1], found[2], found[3]
        if day_first:
            return _day(year, second, first) or _day(year, first, second)
        return _day(year, first, second) or _day(year, second, first)
    if found := _DAY_FIRST.fullmatch(text):
        return _day(found[3], str(_MONTHS.get(fold(found[2]), 0)), found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return _day(found[3], str(_MONTHS.get(fold(found[1]), 0)), found[2])
    if found := _STAMP.fullmatch(text):
        seconds = int(text) // (1000 if found[1] else 1)
        return datetime.fromtimestamp(seconds, UTC).date()
    return None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if len(year) == 2:  # noqa: PLR2004
        number += 2000 if number < _TWO_DIGIT_PIVOT else 1900
    if not _EARLIEST <= number <= _LATEST:
        return None
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def day_order(cells: Iterable[str]) -> tuple[int, int, int]:
    """Evidence for the order of day and month: day first, month first, could be either."""
    day_first = month_first = either = 0
    for text in cells:
        found = _NUMBERS.fullmatch(text.strip())
        if found is None:
            continue
        one, two = int(found[1]), int(found[2])
        if one > 12 >= two or "." in text[: found.end(2)]:  # noqa: PLR2004 - months; points are German and French
            day_first += 1
        elif two > 12 >= one:  # noqa: PLR2004
            month_first += 1
        elif one != two:
            either += 1
    return day_first, month_first, either

"""Days as files write them: ISO, 15-Jan-24, 3/14/2026, 14.3.2026, with or without a time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from funneltui.clock import local_time
from funneltui.domain.text import fold

ORDERS = ("dmy", "mdy", "ymd")
"""How `1/2/03` can be read: the order of day, month and year."""

_MONTHS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "jan january janv janvier ene enero januar jaenner gen gennaio",
            "feb february fev fevr fevrier febrero februar febbraio",
            "mar march mars marzo marz maerz mrz",
            "apr april avr avril abr abril aprile",
            "may mai mayo mag maggio",
            "jun june juin junio juni giu giugno",
            "jul july juil juillet julio juli lug luglio",
            "aug august aou aout ago agosto",
            "sep sept september septembre septiembre set settembre",
            "oct october octobre octubre okt oktober ott ottobre",
            "nov november novembre noviembre",
            "dec december decembre dic diciembre dez dezember dicembre",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
_TIME = r"(?:[T ,].*)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.ASCII)
_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)? ?(Z|[+-]\d\d:?\d\d)", re.ASCII | re.IGNORECASE
)
"""A time with its zone. At midnight it is a day: programs write those so."""
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_NUMBERS = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_WORD = r"[^\W\d]+"
_WEEKDAY = rf"(?:{_WORD}\.?,? )?"
_DAY_FIRST = re.compile(rf"{_WEEKDAY}(\d{{1,2}})(?:er|st|nd|rd|th)?[-\s.]+({_WORD})\.?[-\s.,]+(\d{{4}}|\d{{2}}){_TIME}")
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}({_WORD})\.?[-\s.]+(\d{{1,2}})(?:st|nd|rd|th)?[-\s.,]+(\d{{4}}){_TIME}")
_STAMP = re.compile(r"1\d{9}(\d{3})?", re.ASCII)
_EARLIEST, _LATEST = 1900, 2199
_TWO_DIGIT_PIVOT = 69
_LONGEST = 60
_CLOCK = re.compile(
    r"(?:^|[T ,])(?P<hour>\d{1,2})(?:[:hH](?P<minute>\d{2})?(?::\d{2}(?:\.\d+)?)?) ?(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"(?=$|[ Z+,\-])",
    re.ASCII,
)


def is_blank_day(text: str) -> bool:
    """Whether a cell holds a date that programs write for none: `0/0/00`, `0000-00-00`, Odoo's `False`."""
    return bool(text) and (not text.strip("0/-. :") or text.casefold() == "false")


def parse_day(text: str, order: str) -> date | None:
    """The day a cell names; None when it names none.

    Args:
        text: The cell.
        order: How `3/4/2026` is read, and only that: what can be read in one way is read so. One of `ORDERS`.
    """
    if len(text) > _LONGEST:
        return None
    text = text.strip()
    if moment := _local(text):
        return moment.date()
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _NUMBERS.fullmatch(text):
        return _in_order(match[1], match[2], match[3], order)
    return _in_words(text)


def _in_order(first: str, second: str, year: str, order: str) -> date | None:
    """Three numbers, the last of which is the year unless the order says otherwise."""
    if order == "ymd" and len(year) == 2:  # noqa: PLR2004
        return _day(first.rjust(2, "0"), second, year)
    if order == "mdy":
        return _day(year, first, second) or _day(year, second, first)
    return _day(year, second, first) or _day(year, first, second)


def _in_words(text: str) -> date | None:
    if match := _DAY_FIRST.fullmatch(text):
        return _day(match[3], str(_MONTHS.get(fold(match[2]), 0)), match[1])
    if match := _MONTH_FIRST.fullmatch(text):
        return _day(match[3], str(_MONTHS.get(fold(match[1]), 0)), match[2])
    if match := _STAMP.fullmatch(text):
        seconds = int(text) // (1000 if match[1] else 1)
        return datetime.fromtimestamp(seconds, UTC).date()
    return None


def parse_time(text: str) -> str:
    """The local time of day a cell names, as HH:MM; empty for none, and for midnight, which programs write for none."""
    if moment := _local(text.strip()[:_LONGEST]):
        return f"{moment:%H:%M}"
    match = _CLOCK.search(text) if len(text) <= _LONGEST else None
    if match is None:
        return ""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower().replace(".", "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 and (hour or minute) else ""  # noqa: PLR2004


def _local(text: str) -> datetime | None:
    """The user's own day and time of one that has a zone; None for what has none, and for midnight."""
    match = _INSTANT.fullmatch(text)
    if match is None or match[2] == "00:00":
        return None
    try:
        moment = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3].upper().replace('Z', '+00:00')}")
        return local_time(moment)
    except (ValueError, OverflowError):
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
        match = _NUMBERS.fullmatch(text.strip())
        if match is None:
            continue
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second or "." in text[: match.end(2)]:  # noqa: PLR2004 - months; points are German and French
            day_first += 1
        elif second > 12 >= first:  # noqa: PLR2004
            month_first += 1
        elif first != second:
            either += 1
    return day_first, month_first, either

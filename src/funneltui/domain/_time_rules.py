"""The forms a time of day can take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from funneltui.domain import _date_words as words
from funneltui.domain._readings import Reading, impossible
from funneltui.i18n import N_

_CLOCK = re.compile(r"(\d{1,2})(?:[h:](\d{2})|h)", re.ASCII)
_TWELVE = re.compile(r"(1[0-2]|0?[1-9])(?:[:.](\d{2}))?(am|pm)", re.ASCII)
_MINUTES = re.compile(r"\d{1,2}", re.ASCII)
_BARE = re.compile(r"(\d{1,2})(?:\.([0-5]\d))?", re.ASCII)
_DOTTED = {"a.m": "am", "p.m": "pm"}
_NOON, _MIDNIGHT = 12, 24
_LONGEST = 8
"""No time takes more words."""
_FIRST_PLAIN, _LAST_PLAIN = 7, 20
"""Hours that a number alone can mean: before them it could be the afternoon, and later nobody is called."""
_PARTS_BEHIND = (("du",), ("de", "l'apres"), ("in", "the"), ("dans", "la"))
_QUANTITIES = frozenset("min mn minute h k x % people rdv pm am sur of de".split())
"""What stands behind a number that counts something."""


def read_time(said: Sequence[str], *, afternoon: bool = False) -> Reading | None:
    """A time of day at the start of the words: `10h30`, `à 14h`, `at 2:30 pm`, `noon`, `matin`, `8h du soir`.

    Args:
        said: The words.
        afternoon: Whether hours below twelve are of the afternoon: `demain soir 8h`.
    """
    skipped = 1 if said and said[0] in words.AT else 0
    rest = [_DOTTED.get(word, word) for word in said[skipped : skipped + _LONGEST]]
    if not rest:
        return None
    if spoken := _spoken(rest, afternoon=afternoon, alone=bool(skipped)):
        return spoken.behind(skipped)
    if part := _part_of_day(rest):
        count, at, late = part
        later = read_time(rest[count:], afternoon=late) or read_hour(rest[count:], afternoon=late)
        return Reading(skipped + count, at=at) if later is None else later.behind(skipped + count)
    joined = [rest[0]] + ["".join(rest[:count]) for count in (2, 3) if len(rest) >= count and _continues(rest, count)]
    for count, text in reversed(list(enumerate(joined, start=1))):
        if match := _CLOCK.fullmatch(text):
            length, late = _part_behind(rest[count:])
            hour = int(match[1]) + _NOON * ((late or afternoon) and int(match[1]) < _NOON)
            return _clock(skipped + count + length, hour, int(match[2] or 0), text)
        if match := _TWELVE.fullmatch(text):
            return _clock(skipped + count, int(match[1]) % 12 + 12 * (match[3] == "pm"), int(match[2] or 0), text)
    return None


def _spoken(said: Sequence[str], *, afternoon: bool, alone: bool) -> Reading | None:
    """`half past three`, `quarter to 11`; `half ten` where it is `alone`, or only a part of the day follows."""
    past = next((by for phrase, by in words.MINUTES.items() if tuple(said[: len(phrase)]) == phrase), None)
    length = 2 if past is not None else 1
    minutes = 30 if past is None else past
    hour = words.hour(said[length]) if len(said) > length and said[0] in {"half", "quarter"} else 0
    if not hour:
        return None
    behind = said[length + 1 : length + 2]
    part = next(iter(behind), "")
    if past is None and not alone and behind and part not in words.HOURS:
        return None
    counted = length + 1 + (part in {"am", "pm"})
    if part == "pm" or (afternoon and part != "am"):
        hour = hour % _NOON + _NOON
    elif part != "am" and hour < _FIRST_PLAIN:
        said_so = " ".join(said[: length + 1])
        return impossible(
            length + 1,
            N_("“{text}” could be {one} or {other}. Write which."),
            text=said_so,
            one=_shown(hour, minutes),
            other=_shown(hour + _NOON, minutes),
        )
    total = (hour * 60 + minutes) % (24 * 60)
    return Reading(counted, at=time(*divmod(total, 60)))


def _shown(hour: int, minutes: int) -> str:
    return "{}:{:02}".format(*divmod(hour * 60 + minutes, 60))


def _part_of_day(said: Sequence[str]) -> tuple[int, time, bool] | None:
    """A part of a day that comes first: how many words, the time it stands for, whether it is after noon."""
    if said[0] in words.HOURS:
        return 1, words.HOURS[said[0]], said[0] in words.AFTERNOONS
    return (2, time(14), True) if list(said[:2]) == ["apres", "midi"] else None


def _part_behind(said: Sequence[str]) -> tuple[int, bool]:
    """How many words say behind an hour which part of the day it is of (`du soir`), and whether that is after noon."""
    for before in _PARTS_BEHIND:
        length = len(before)
        part = said[length : length + 1]
        if tuple(said[:length]) == before and part and (part[0] in words.HOURS or part[0] == "midi"):
            return length + 1, part[0] in words.AFTERNOONS or before[-1] == "l'apres"
    return 0, False


def read_hour(said: Sequence[str], *, of_weekday: bool = False, afternoon: bool = False) -> Reading | None:
    """An hour without `h` behind a day: `9`, `9.30`, `at 9`. Not a number of things: `3 calls`.

    Args:
        said: The words behind the day.
        of_weekday: Whether the day was a weekday: then a number could be a day of the month too.
        afternoon: As in `read_time`.
    """
    skipped = 1 if said and said[0] in words.AT else 0
    rest = list(said[skipped : skipped + 3])
    if rest[1:] and rest[1] in words.O_CLOCK and (spelled := words.hour(rest[0])):
        rest[0] = str(spelled)
    match = _BARE.fullmatch(rest[0]) if rest else None
    if match is None or int(match[1]) >= _MIDNIGHT or (not skipped and _is_quantity(rest)):
        return None
    hour = int(match[1]) + _NOON * (afternoon and int(match[1]) < _NOON)
    shown = f"{match[1]}:{match[2] or '00'}"
    if not (skipped or match[2]) and of_weekday:
        return impossible(
            1, N_("“{text}” could be a day or a time. Write {time}, or the date."), text=rest[0], time=shown
        )
    if hour < _FIRST_PLAIN:
        return impossible(
            skipped + 1,
            N_("“{text}” could be {one} or {other}. Write which."),
            text=rest[0],
            one=shown,
            other=f"{hour + _NOON}:{match[2] or '00'}",
        )
    o_clock = bool(rest[1:]) and rest[1] in words.O_CLOCK
    return Reading(skipped + 1 + o_clock, at=time(hour, int(match[2] or 0)))


def _is_quantity(said: Sequence[str]) -> bool:
    """Whether a number counts what stands behind it; alone it is an hour."""
    if len(said) == 1:
        return False
    behind = said[1:3]
    plural = any(word.endswith(("s", "x")) for word in behind)
    number = float(said[0])
    return plural or behind[0] in _QUANTITIES or not behind[0][:1].isalpha() or not (
        _FIRST_PLAIN <= number <= _LAST_PLAIN
    )  # fmt: skip


def _continues(said: Sequence[str], count: int) -> bool:
    """Whether a time goes on over spaces: `14 h`, `14 h 30`, `2 pm`."""
    return said[1] in {"h", "am", "pm"} and (count == 2 or (said[1] == "h" and _MINUTES.fullmatch(said[2]) is not None))  # noqa: PLR2004


def _clock(count: int, hour: int, minute: int, text: str) -> Reading:
    try:
        return Reading(count, at=time(hour, minute))
    except ValueError:
        return impossible(count, N_("{text} isn't a time."), weak=True, text=text)

"""The forms a time of day can take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from funneltui.domain import _date_words as words
from funneltui.domain._readings import Reading, impossible
from funneltui.i18n import N_

__all__ = ["read_time"]

_CLOCK = re.compile(r"(\d{1,2})(?:[h:](\d{2})|h)", re.ASCII)
_TWELVE = re.compile(r"(1[0-2]|0?[1-9])(?::(\d{2}))?(am|pm)", re.ASCII)
_MINUTES = re.compile(r"\d{1,2}", re.ASCII)


def read_time(said: Sequence[str]) -> Reading | None:
    """A time of day at the start of the words: `10h30`, `à 14h`, `at 2:30 pm`, `noon`, `matin`."""
    skipped = 1 if said and said[0] in words.AT else 0
    rest = list(said[skipped:])
    if not rest:
        return None
    if rest[0] in words.HOURS:
        return Reading(skipped + 1, at=words.HOURS[rest[0]])
    if rest[:2] == ["apres", "midi"]:
        return Reading(skipped + 2, at=time(14))
    joined = [rest[0]] + ["".join(rest[:count]) for count in (2, 3) if len(rest) >= count and _continues(rest, count)]
    for count, text in reversed(list(enumerate(joined, start=1))):
        if found := _CLOCK.fullmatch(text):
            return _clock(skipped + count, int(found[1]), int(found[2] or 0), text)
        if found := _TWELVE.fullmatch(text):
            return _clock(skipped + count, int(found[1]) % 12 + 12 * (found[3] == "pm"), int(found[2] or 0), text)
    return None


def _continues(said: Sequence[str], count: int) -> bool:
    """Whether a time goes on over spaces: `14 h`, `14 h 30`, `2 pm`."""
    return said[1] in {"h", "am", "pm"} and (count == 2 or (said[1] == "h" and _MINUTES.fullmatch(said[2]) is not None))  # noqa: PLR2004


def _clock(count: int, hour: int, minute: int, text: str) -> Reading:
    try:
        return Reading(count, at=time(hour, minute))
    except ValueError:
        return impossible(count, N_("There is no time {text}."), weak=True, text=text)

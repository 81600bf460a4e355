"""Days as people say them, in French and in English whatever the language of the interface.

`demain`, `fri`, `+3d`, `J+3`, `dans 2 semaines`, `15/12`, `15 déc 10h30`, `fin du mois`, `2026-12-15`. What was
understood is shown while it is typed; what could be two days, or is none, is refused with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from funneltui.domain._date_rules import read_days
from funneltui.domain._date_words import AFTERNOONS, HOURS, OR, WEEKDAYS
from funneltui.domain._readings import Asked, Reading, impossible
from funneltui.domain._time_rules import read_hour, read_time
from funneltui.domain.days import long_day
from funneltui.domain.text import fold
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_


@dataclass(frozen=True, slots=True)
class Understood:
    """A day that was said, and the time if one was.

    Attributes:
        day: The local day.
        time: The local time.
        note: A translated sentence when the day is not literally what was said (31 January + 1 month).
    """

    day: date
    time: time | None = None
    note: str = ""

    @property
    def words(self) -> str:
        """The day in full, in the language in force, so that a slip is seen: `Friday 15 December 2026, 10:30`."""
        shown = long_day(self.day, self.time)
        return f"{shown} ({self.note})" if self.note else shown


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    end: int
    whole: bool
    """Whether a space or the end of the text follows."""


_SEPARATORS = " \t\r\n,;:.-–—·→"
_INNER_HYPHEN = re.compile(r"(?<=[a-z])[-\u2010\u2011]|[-\u2010\u2011](?=[a-z])")
_COUNTDOWN = re.compile(r"[jd]-\d+", re.ASCII)


def parse_day(
    text: str, today: date, language: str = "en", *, prefer: Literal["future", "past"] = "future"
) -> Understood:
    """The day that a text says.

    Args:
        text: The day, with a time behind it if there is one.
        today: The local day.
        language: `fr`: 5/12 is 5 December; `en`: it could be 12 May too, and is refused.
        prefer: Which way a day without a year or week lies; `past` for back-dating.

    Raises:
        InvalidValueError: No day, an impossible one, or one of two; the sentence says which. Its field is `date`.
    """
    said = _words(text)
    readings = _readings(said, Asked(today, language == "fr", prefer == "past"))
    whole = [reading for reading in readings if reading.count == len(said)]
    for reading in whole:
        if reading.problem is None:
            return _understood(reading)
    for reading in whole + [sure for sure in readings if not sure.weak]:
        if reading.problem is not None:
            raise reading.problem
    raise InvalidValueError(
        N_("Can't read “{text}” as a date. Try tomorrow, fri, +3d, 15/12 or 2026-12-15."),
        field="date",
        text=text.strip(),
    )


def parse_due(text: str, today: date, language: str = "en") -> tuple[Understood, str]:
    """The day a text begins with, as many words of it as make a day, and what is to be done then.

    Args:
        text: `ven rappeler Sophie`, `15/12 10h30 send the quote`.
        today: The local day.
        language: As in `parse_day`.

    Raises:
        InvalidValueError: As `parse_day`; or the text does not begin with a day.
    """
    said = _words(text)
    readings = _readings(said, Asked(today, language == "fr", past=False))
    usable = [
        reading for reading in readings if reading.problem is None or not reading.weak or reading.count == len(said)
    ]
    usable.sort(key=lambda reading: (-reading.count, reading.problem is not None))
    if not usable:
        raise InvalidValueError(
            N_("No date at the start of “{text}”. Try tomorrow, fri, +3d, 15/12 or 2026-12-15."),
            field="date",
            text=text.strip(),
        )
    best = usable[0]
    if best.problem is not None:
        raise best.problem
    return _understood(best), text[said[best.count - 1].end :].lstrip(_SEPARATORS).rstrip()


def _understood(reading: Reading) -> Understood:
    assert reading.day is not None  # a reading without problem has its day
    return Understood(reading.day, reading.at, reading.note)


def _words(text: str) -> list[_Word]:
    """The words as they are compared; one with a hyphen inside is several.

    Raises:
        InvalidValueError: There is none.
    """
    words = list(_split(text))
    if not words:
        raise InvalidValueError(N_("Enter a date."), field="date")
    return words


def _split(text: str) -> Iterator[_Word]:
    for match in re.finditer(r"\S+", text):
        word = fold(match[0]).strip(",;:.")
        parts = [word] if _COUNTDOWN.fullmatch(word) else [part for part in _INNER_HYPHEN.split(word) if part]
        for place, part in enumerate(parts, start=1):
            yield _Word(part, match.end(), place == len(parts))


def _readings(said: list[_Word], asked: Asked) -> list[Reading]:
    """Every reading of the first words as a day, with and without the time behind it; the longest first."""
    folded = [word.folded for word in said]
    readings: list[Reading] = []
    for reading in read_days(folded, asked):
        readings.append(reading)
        if reading.problem is None:
            readings += _timed(folded, reading)
            readings += _one_of_two(folded, reading, asked)
    return sorted(
        (reading for reading in readings if said[reading.count - 1].whole),
        key=lambda reading: (-reading.count, reading.is_guess),
    )


def _timed(said: list[str], reading: Reading) -> Iterator[Reading]:
    """A day with the time behind it."""
    rest, last = said[reading.count :], said[reading.count - 1]
    part = last in AFTERNOONS
    if reading.at is not None and last not in HOURS and last != "tonight":
        return
    later = read_time(rest, afternoon=part)
    guessed = (
        read_hour(rest, of_weekday=last in WEEKDAYS, afternoon=part or last == "tonight") if later is None else None
    )
    for timed in (later, guessed):
        if timed is not None:
            count = reading.count + timed.count
            yield Reading(
                count, reading.day, reading.note, timed.problem, timed.weak, timed.at, is_guess=timed is guessed
            )


def _one_of_two(said: list[str], reading: Reading, asked: Asked) -> Iterator[Reading]:
    """Two days, when nothing says which of them is meant: `lundi ou mardi`, `15/12 - 18/12`."""
    rest = said[reading.count :]
    if len(rest) > 1 and rest[0] in OR:
        for other in read_days(rest[1:], asked):
            if other.problem is None and not other.is_guess:
                count = reading.count + 1 + other.count
                yield impossible(count, N_("“{text}” contains two dates. Choose one."), text=" ".join(said[:count]))

"""Events for calendars (iCalendar, RFC 5545), written by hand: instants in UTC or whole days, so no time zone is told.

Outlook refuses a time zone that the file does not describe, and a described one is wrong as soon as a country changes
its mind. An instant in UTC is right everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from funneltui.interchange.content_lines import PRODUCT, escaped, folded

_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN")
_TIMED = timedelta(minutes=30)
_EVENTS = 500


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day.

    Attributes:
        uid: The same from one writing to the next.
        day: The local day.
        at: The local time; None for the whole day.
        title: What the calendar shows.
        stamp: When it was changed last, in UTC.
        alarm: Minutes before it that the calendar rings, for one with a time; None: not at all.
        details: More lines; empty for none.
    """

    uid: str
    day: date
    at: time | None
    title: str
    stamp: datetime
    alarm: int | None = None
    details: str = ""


def calendar(events: Iterable[Event], name: str = "") -> bytes:
    """A whole calendar."""
    return b"".join(calendar_chunks(events, name))


def calendar_chunks(events: Iterable[Event], name: str = "") -> Iterator[bytes]:
    """A calendar, some events at a time."""
    head = [*_HEAD, f"X-WR-CALNAME:{escaped(name)}"] if name else list(_HEAD)
    pieces = list(map(folded, head))
    for event in events:
        pieces += map(folded, _event(event))
        if len(pieces) > _EVENTS:
            yield b"".join(pieces)
            pieces = []
    yield b"".join(pieces) + folded("END:VCALENDAR")


def _event(event: Event) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{escaped(event.uid)}", f"DTSTAMP:{_instant(event.stamp)}"]
    if event.at is None:
        lines += [
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{_next(event.day):%Y%m%d}",
            "TRANSP:TRANSPARENT",
        ]
    else:
        start = datetime.combine(event.day, event.at).astimezone(UTC)
        lines += [f"DTSTART:{_instant(start)}", f"DTEND:{_instant(start + _TIMED)}"]
    lines.append(f"SUMMARY:{escaped(event.title)}")
    if event.details:
        lines.append(f"DESCRIPTION:{escaped(event.details)}")
    if event.at is not None and event.alarm is not None:
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{escaped(event.title)}",
            f"TRIGGER:-PT{event.alarm}M",
            "END:VALARM",
        ]
    return [*lines, "END:VEVENT"]


def _next(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"

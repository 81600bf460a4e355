"""Where time comes from: instants are UTC, days are the user's local days.

Nothing else in the program calls `datetime.now` or `date.today`. Order never depends on a clock:
the journal counts its steps.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, tzinfo
from typing import Protocol

from funneltui.errors import UsageError
from funneltui.i18n import N_

_EARLIEST, _LATEST = 1900, 9000
"""Years with room for every deadline before and after."""


_DAY = len("2026-11-29")

_zone: tzinfo | None = None
"""The user's time zone, when FUNNELTUI_NOW says another than the machine's."""


def local_time(instant: str | datetime) -> datetime:
    """An instant on the user's own clock.

    Args:
        instant: An aware instant, or one as the tables hold it.
    """
    moment = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
    return moment.astimezone(_zone)


def local_day(stored: str) -> str:
    """The day on the user's own clock, of a day or an instant as the tables hold it: `YYYY-MM-DD`."""
    return stored if len(stored) == _DAY else local_time(stored).date().isoformat()


def local_instant(day: date, at: time) -> datetime:
    """The instant at which the user's own clock shows this day and time."""
    moment = datetime.combine(day, at, _zone)
    return moment if moment.tzinfo else moment.astimezone()


class Clock(Protocol):
    """A source of the current instant and the current local day."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        ...

    def today(self) -> date:
        """The user's local day."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The local day of this machine."""
        return datetime.now().astimezone().date()


class FixedClock:
    """A clock that stands still until it is set: for the demo, pictures and tests.

    Args:
        instant: An aware instant; its own time zone decides which day `today` is.
    """

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        """The set instant, in UTC."""
        return self.instant.astimezone(UTC)

    def today(self) -> date:
        """The day of the set instant, in its own time zone."""
        return self.instant.date()


def clock_from_environment() -> Clock:
    """The machine's clock, or the one FUNNELTUI_NOW (ISO 8601) sets for pictures and tests.

    Raises:
        UsageError: FUNNELTUI_NOW is no instant of our times.
    """
    global _zone  # noqa: PLW0603 - one process shows the times of one clock
    fixed = os.environ.get("FUNNELTUI_NOW")
    _zone = None
    if not fixed:
        return SystemClock()
    try:
        instant = datetime.fromisoformat(fixed)
    except ValueError:
        instant = datetime.min.replace(tzinfo=UTC)
    if not _EARLIEST <= instant.year <= _LATEST:
        raise UsageError(N_("FUNNELTUI_NOW isn't an instant: “{text}”. Write it as 2026-11-22T12:00."), text=fixed)
    _zone = instant.tzinfo
    return FixedClock(instant if instant.tzinfo else instant.astimezone())

"""Which deals a report looks at: a period, a cohort, a tag, a source."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from funneltui.domain.days import month_name
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, translate

_YEAR = re.compile(r"\d{4}", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-?[qt]([1-4])", re.ASCII | re.IGNORECASE)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Scope:
    """Which deals, and which days.

    Attributes:
        since: The first day of the period; None: from the beginning.
        until: Its last day; None: until now.
        created_since: Only deals created on this day or later.
        created_until: Only deals created on this day or before.
        tag: Only deals with this tag, their own or their contact's.
        source: Only deals of people from this source; empty: of people without one.
    """

    since: date | None = None
    until: date | None = None
    created_since: date | None = None
    created_until: date | None = None
    tag: str | None = None
    source: str | None = None

    @property
    def words(self) -> str:
        """The scope in a line, in the language in force. Not safe to display: it can quote the user's text."""
        parts = [_days(self.since, self.until)]
        if self.created_since or self.created_until:
            days = _days(self.created_since, self.created_until)
            parts.append(translate(N_("created: {days}")).format(days=days))
        if self.tag is not None:
            parts.append(f"#{self.tag}")
        if self.source is not None:
            parts.append(translate(N_("source: {source}")).format(source=self.source or translate(N_("no source"))))
        return " · ".join(parts)

    def within(self, since: date | None, until: date | None) -> Scope:
        """The same with another period."""
        return replace(self, since=since, until=until)


def _days(since: date | None, until: date | None) -> str:
    if since and until:
        if since.day == 1 and until == _last(since.year, since.month):
            return month_label(month_of(since))
        if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31) and since.year == until.year:
            return str(since.year)
        return translate(N_("{since} to {until}")).format(since=since, until=until)
    if since:
        return translate(N_("since {day}")).format(day=since)
    if until:
        return translate(N_("until {day}")).format(day=until)
    return translate(N_("all time"))


PERIODS = {
    "year": N_("this year"),
    "quarter": N_("this quarter"),
    "month": N_("this month"),
    "last_month": N_("last month"),
    "twelve": N_("12 months"),
    "all": N_("all time"),
}
"""The periods one key switches through, with the message ids of their names."""


def period(key: str, today: date) -> tuple[date | None, date | None]:
    """The first and last day of one of `PERIODS`."""
    first = today.replace(day=1)
    if key == "month":
        return first, _last(today.year, today.month)
    if key == "last_month":
        last = first - timedelta(days=1)
        return last.replace(day=1), last
    if key == "quarter":
        start = date(today.year, today.month - (today.month - 1) % 3, 1)
        return start, shifted(start, 3) - timedelta(days=1)
    if key == "year":
        return date(today.year, 1, 1), date(today.year, 12, 31)
    if key == "twelve":
        return shifted(first, 1 - _MONTHS), _last(today.year, today.month)
    return None, None


def parse_period(text: str) -> tuple[date, date]:
    """The first and last day of a year, a quarter or a month: `2026`, `2026-Q4`, `2026-T4`, `2026-11`.

    Raises:
        InvalidValueError: It is none of these.
    """
    clean = text.strip()
    if quarter := _QUARTER.fullmatch(clean):
        start, months = (int(quarter[1]), 3 * int(quarter[2]) - 2), 3
    elif month := _MONTH.fullmatch(clean):
        start, months = (int(month[1]), int(month[2])), 1
    elif _YEAR.fullmatch(clean):
        start, months = (int(clean), 1), _MONTHS
    else:
        start, months = (0, 0), 0
    try:
        first = date(*start, 1)
        return first, shifted(first, months) - timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise InvalidValueError(
            N_("“{text}” isn't a period. Enter a year, a quarter or a month, such as 2026, 2026-Q4 or 2026-11."),
            field="period",
            text=clean,
        ) from error


def shifted(first: date, months: int) -> date:
    """The first day of the month so many months after that of `first`."""
    number = first.year * _MONTHS + first.month - 1 + months
    return date(number // _MONTHS, number % _MONTHS + 1, 1)


def _last(year: int, month: int) -> date:
    return shifted(date(year, month, 1), 1) - timedelta(days=1)


def month_of(day: date) -> str:
    """The month of a day as keys name it: `2026-11`."""
    return day.isoformat()[:7]


def months_between(since: date, until: date) -> tuple[str, ...]:
    """The months from that of one day to that of another, in order."""
    count = (until.year - since.year) * _MONTHS + until.month - since.month + 1
    return tuple(month_of(shifted(since, number)) for number in range(count))


def month_label(month: str) -> str:
    """A month for people: `Nov 2026`."""
    return f"{month_name(int(month[5:7]), short=True)} {month[:4]}"

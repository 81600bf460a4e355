"""When the calendar runs empty, and by when to look for new work.

The days of won work are spread over its working days (Monday to Friday) from its start to its end. Work without an
end is done one after the other at the pace of the days one has for clients a month; work without a start begins
the day after it was won, or when what comes before it is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from funneltui.domain.days import short_day
from funneltui.domain.insights.facts import Work
from funneltui.domain.insights.report import Behind, Cell, Chart, Column, Kind, Look, Note, Report, Row, Series, Table
from funneltui.domain.insights.scope import month_label, month_of, months_between, shifted
from funneltui.i18n import N_, translate, translate_plural

AHEAD = 6
"""Months shown, this one first."""

USUAL_CYCLE = 60
"""Days from coming in to a win, where too few deals were won to tell."""

_FRIDAY = 4
_WORKING_DAYS = 21
"""Of a month. With fewer to sell, a day's work takes a little more than a day."""
_HALF_DAY = 2
_LONGEST = 3 * 366
_ENOUGH = 0.5
"""Days are as good as empty when less than this share of them is sold."""
_LOOKING_AHEAD = 14
_AHEAD_WORKING = 10


class Dryness(StrEnum):
    """What the calendar says."""

    FULL = "full"
    """Sold for longer than it takes to win new work."""
    THINNING = "thinning"
    """Work ends before new work would be won if one began to look too late."""
    EMPTY = "empty"
    """Nothing is sold from now on."""
    UNKNOWN = "unknown"
    """No won deal says how much work it is."""


@dataclass(frozen=True, slots=True)
class CapacityFacts:
    """What the calendar is reckoned from.

    Attributes:
        work: Deals won that are work still to be done, or whose end is not known.
        days_a_month: Days a month one can sell.
        cycle: The median days from coming in to a win; None: too few were won to tell.
        today: The day it is.
    """

    work: Sequence[Work]
    days_a_month: int
    cycle: float | None
    today: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """Won work laid out over the days to come.

    Attributes:
        sold: Half days by month.
        deals: The deals that give a month its days.
        ends: The last day there is work on; None: there is none.
        dry_from: The first day of the first stretch that is as good as empty.
        unknown: Deals won within the last months that do not say how much work they are.
    """

    sold: dict[str, float]
    deals: dict[str, tuple[int, ...]]
    ends: date | None
    dry_from: date
    unknown: tuple[int, ...]


def calendar(facts: CapacityFacts) -> Calendar:
    """Lay the won work out over the days from today."""
    today = facts.today
    sold: dict[str, float] = {}
    deals: dict[str, dict[int, None]] = {}
    unknown: list[int] = []
    load: dict[date, float] = {}
    free = date.min
    for work in sorted(facts.work, key=lambda work: (work.starts or work.closed_on, work.deal)):
        days = _days_of(work, free, facts.days_a_month)
        if days is None:
            unknown.append(work.deal)
            continue
        share = work.half_days / _HALF_DAY / len(days) if work.half_days else 1.0
        if work.ends is None:
            free = max(free, days[-1] + timedelta(days=1))
        for day in days:
            if day >= today:
                month = month_of(day)
                sold[month] = sold.get(month, 0.0) + share
                load[day] = load.get(day, 0.0) + share
                deals.setdefault(month, {})[work.deal] = None
    listed = {month: tuple(of_month) for month, of_month in deals.items()}
    return Calendar(sold, listed, max(load, default=None), _dry_from(load, facts), tuple(unknown))


def _days_of(work: Work, free: date, days_a_month: int) -> tuple[date, ...] | None:
    """The days a deal's work is done on; None when it does not say how much there is."""
    starts = date.fromisoformat(work.starts) if work.starts else None
    if work.ends:
        ends = date.fromisoformat(work.ends)
        first = starts or min(date.fromisoformat(work.closed_on) + timedelta(days=1), ends)
        return tuple(_working_days(first, ends)) or (ends,)
    if not work.half_days:
        return None
    if starts is None:
        starts = max(free, date.fromisoformat(work.closed_on) + timedelta(days=1))
    needed = max(1, -(-work.half_days * _WORKING_DAYS // (_HALF_DAY * days_a_month)))
    days: list[date] = []
    day = starts
    while len(days) < needed and len(days) < _LONGEST:
        if day.weekday() <= _FRIDAY:
            days.append(day)
        day += timedelta(days=1)
    return tuple(days)


def _working_days(first: date, last: date) -> Iterable[date]:
    span = min((last - first).days, _LONGEST)
    days = (first + timedelta(days=number) for number in range(span + 1))
    return (day for day in days if day.weekday() <= _FRIDAY)


def _dry_from(load: dict[date, float], facts: CapacityFacts) -> date:
    """The first working day that is not half sold, of the first two weeks that are not half sold together.

    A few days off are no dry spell.
    """
    a_day = _ENOUGH * facts.days_a_month / _WORKING_DAYS
    busy = (max(load, default=facts.today) - facts.today).days + 1
    loads = [load.get(facts.today + timedelta(days=number), 0.0) for number in range(busy)]
    after = 0
    while sum(loads[after : after + _LOOKING_AHEAD]) >= _AHEAD_WORKING * a_day:
        after += 1
    day = facts.today + timedelta(days=after)
    while day.weekday() > _FRIDAY or load.get(day, 0.0) >= a_day:
        day += timedelta(days=1)
    return day


def _working_day_before(day: date) -> date:
    """The working day before a working day: before a Monday the Friday."""
    return day - timedelta(days=1 if day.weekday() else 3)


def dry_spell(facts: CapacityFacts) -> tuple[Dryness, Note]:
    """What the calendar says, and by when to look for new work.

    Returns:
        The state, and the sentence with its reason.
    """
    return _dry_spell(facts, calendar(facts))


def _dry_spell(facts: CapacityFacts, laid_out: Calendar) -> tuple[Dryness, Note]:
    if len(laid_out.unknown) == len(facts.work):
        words = translate(N_("No won deal says how many days of work it is: give them their days, start and end."))
        return Dryness.UNKNOWN, Note("dry_spell", words, "", Behind("work") if facts.work else None)
    today = facts.today
    cycle = round(facts.cycle) if facts.cycle is not None else USUAL_CYCLE
    if facts.cycle is not None:
        reason = translate_plural(
            "Your won deals took one day (the median).",
            "Your won deals took {count} days (the median).",
            cycle,
        )
    else:
        assumed = N_("Too few deals are won to tell how long it takes: {days} days are assumed.")
        reason = translate(assumed).format(days=cycle)
    behind = Behind("work")
    if laid_out.ends is None:
        text = translate(N_("Nothing is sold from today on: look for work now."))
        return Dryness.EMPTY, Note("dry_spell", text, reason, behind, warns=True)
    start = laid_out.dry_from - timedelta(days=cycle)
    dry = short_day(laid_out.dry_from, today)
    if start <= today:
        words = N_("Your calendar runs empty from {day}: look for work now ({late} days late).")
        if start == today:
            words = N_("Your calendar runs empty from {day}: look for work now.")
        text = translate(words).format(day=dry, late=(today - start).days)
        return Dryness.THINNING, Note("dry_spell", text, reason, behind, warns=True)
    text = translate(N_("Sold until {day}. Start looking for new work by {start}.")).format(
        day=short_day(_working_day_before(laid_out.dry_from), today), start=short_day(start, today)
    )
    return Dryness.FULL, Note("dry_spell", text, reason, behind)


def capacity(facts: CapacityFacts) -> Report:
    """The report on days sold and days left."""
    laid_out = calendar(facts)
    last = shifted(facts.today, AHEAD - 1)
    rows = []
    for number, month in enumerate(months_between(facts.today, last)):
        available = _available(facts, month, first=number == 0)
        days = laid_out.sold.get(month, 0.0)
        deals = laid_out.deals.get(month, ())
        behind = Behind("work").narrowed(deal=deals)
        cells = (
            Cell(available),
            Cell(round(days, 1), behind, len(deals)),
            Cell(round(max(0.0, available - days), 1), behind, len(deals)),
        )
        rows.append(Row(month, month_label(month), cells))
    columns = (
        Column("available", N_("Days to sell"), Kind.DAYS, N_("The days a month you can sell, as the settings say.")),
        Column("sold", N_("Days sold"), Kind.DAYS, N_("Days of won work, spread over the working days it is done on.")),
        Column("free", N_("Days free"), Kind.DAYS, N_("Days to sell that are not sold yet.")),
    )
    numbers = [tuple(_float(row.cells[place].value) for row in rows) for place in (1, 2)]
    chart = Chart(
        Look.STACKED,
        tuple(row.label for row in rows),
        tuple(Series(translate(columns[place].title), values) for place, values in zip((1, 2), numbers, strict=True)),
        translate(N_("days")),
    )
    table = Table(
        "months",
        N_("Days sold and free"),
        N_("Month"),
        columns,
        tuple(rows),
        N_(
            "Won deals with days of work: from their start to their end, working days only. Without an end the days"
            " follow each other at the pace of the days you sell a month. This month counts from today."
        ),
        chart,
    )
    notes = [_dry_spell(facts, laid_out)[1]]
    if laid_out.unknown:
        text = translate_plural(
            "{count} won deal does not say how many days it is: it is not counted.",
            "{count} won deals do not say how many days they are: they are not counted.",
            len(laid_out.unknown),
        )
        notes.append(Note("unknown_work", text, "", Behind("work").narrowed(deal=laid_out.unknown)))
    return Report("capacity", N_("Capacity"), (table,), tuple(notes))


def _available(facts: CapacityFacts, month: str, *, first: bool) -> float:
    """The days to sell in a month; of this one, what is left of it."""
    if not first:
        return float(facts.days_a_month)
    start = date.fromisoformat(f"{month}-01")
    end = shifted(start, 1) - timedelta(days=1)
    whole = sum(1 for _ in _working_days(start, end))
    left = sum(1 for _ in _working_days(facts.today, end))
    return round(facts.days_a_month * left / whole, 1)


def _float(value: object) -> float:
    return value if isinstance(value, float) else 0.0

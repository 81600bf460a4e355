"""Months beside each other, and what became of those who came in in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import dropwhile

from funneltui.domain.insights.facts import Closed, Deal, MonthCount
from funneltui.domain.insights.forecast import biggest, whole_units
from funneltui.domain.insights.funnel import (
    COHORT_COLUMNS,
    CREATED,
    LOST,
    WIN_RATE,
    WON,
    WON_VALUE,
    decided_cells,
)
from funneltui.domain.insights.rates import Share
from funneltui.domain.insights.report import Behind, Cell, Chart, Column, Kind, Look, Report, Row, Series, Table
from funneltui.domain.insights.scope import month_label, months_between, shifted
from funneltui.i18n import N_, translate

_OUT = Column("out", N_("Outgoing"), Kind.COUNT, N_("Exchanges of the month that went out from you."))
_IN = Column("in", N_("Incoming"), Kind.COUNT, N_("Exchanges of the month that came from them."))
_SHOWN = 12
_MOST = 120


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """What the months are reckoned from.

    Attributes:
        months: Those to show, as `2026-11`.
        created: Deals created in them.
        closed: Deals won or lost in them.
        exchanges: Exchanges in them.
        today: The day it is.
        cycle: The median days to a decision of all deals; None when it cannot be told.
    """

    months: Sequence[str]
    created: Sequence[Deal]
    closed: Sequence[Closed]
    exchanges: Sequence[MonthCount]
    today: date
    cycle: int | None


def months_shown(since: date | None, until: date | None, today: date) -> tuple[str, ...]:
    """The months of a period, ten years at most and none after this one; the last twelve of no period."""
    last = min(until or today, today)
    first = since or shifted(last, 1 - _SHOWN)
    return months_between(max(first, shifted(last, 1 - _MOST)), last) if first <= last else ()


def months(facts: MonthFacts) -> Report:
    """The report that compares months, from the first one in which there was anything."""
    busy = {entry.month for entry in facts.created} | {entry.month for entry in facts.closed}
    busy |= {entry.month for entry in facts.exchanges}
    listed = tuple(dropwhile(lambda month: month not in busy, facts.months)) or facts.months[-1:]
    facts = replace(facts, months=listed)
    return Report("months", N_("Months"), (_compared(facts), _cohorts(facts)))


def _compared(facts: MonthFacts) -> Table:
    rows = []
    for month in facts.months:
        created = sum(deal.deals for deal in facts.created if deal.month == month)
        closed = [entry for entry in facts.closed if entry.month == month]
        behind = Behind("exchanges").narrowed(month=month)
        talk = [
            Cell(
                sum(count.exchanges for count in facts.exchanges if (count.month, count.direction) == (month, way)),
                behind.narrowed(direction=way),
            )
            for way in ("out", "in")
        ]
        cells = (
            Cell(created, Behind("deals").narrowed(month=month)),
            *decided_cells(closed, Behind("closed").narrowed(month=month)),
            *talk,
        )
        rows.append(Row(month, month_label(month), cells, young=month == facts.today.isoformat()[:7]))
    return Table(
        "months",
        N_("Months compared"),
        N_("Month"),
        (CREATED, WON, LOST, WIN_RATE, WON_VALUE, _OUT, _IN),
        tuple(rows),
        N_("What happened in each month: deals by the day they were created or decided. This month is not over."),
        _chart(rows),
    )


def _chart(rows: Sequence[Row]) -> Chart:
    sums = [value for row in rows if isinstance(value := row.cells[4].value, Mapping)]
    currency = biggest(sums)
    series = [
        Series(translate(column.title), tuple(_number(row.cells[place].value) for row in rows))
        for place, column in ((0, CREATED), (1, WON), (2, LOST), (5, _OUT))
    ]
    amounts = tuple(whole_units(money, currency) for money in sums)
    won_value = translate(WON_VALUE.title)
    series.insert(3, Series(f"{won_value} ({currency})" if currency else won_value, amounts))
    labels = tuple(row.label for row in rows)
    return Chart(Look.MULTIPLES, labels, tuple(series), young=tuple(row.young for row in rows))


def _number(value: object) -> float:
    return float(value) if isinstance(value, int) else 0.0


def _cohorts(facts: MonthFacts) -> Table:
    rows = []
    for month in facts.months:
        deals = [deal for deal in facts.created if deal.month == month]
        counts = {kind: sum(deal.deals for deal in deals if deal.kind == kind) for kind in _KINDS}
        behind = Behind("deals").narrowed(month=month)
        still = ("suspect", "open")
        total = sum(counts.values())
        cells = (
            Cell(total, behind),
            *(Cell(counts[kind], behind.narrowed(kind=kind)) for kind in ("won", "lost", "parked")),
            Cell(counts["suspect"] + counts["open"], behind.narrowed(kind=still)),
            Cell(Share(counts["won"], total), behind.narrowed(kind="won")),
        )
        end = shifted(date.fromisoformat(f"{month}-01"), 1)
        young = facts.cycle is not None and (facts.today - end).days < facts.cycle
        text = month_label(month)
        rows.append(
            Row(month, translate(N_("{month}, too recent")).format(month=text) if young else text, cells, young)
        )
    shares = tuple(
        float(share.percent) if isinstance(share := row.cells[5].value, Share) and share.percent is not None else None
        for row in rows
    )
    chart = Chart(
        Look.LINES,
        tuple(month_label(row.key) for row in rows),
        (Series(translate(COHORT_COLUMNS[5].title), shares),),
        "%",
        tuple(row.young for row in rows),
    )
    return Table(
        "cohorts",
        N_("By month of creation"),
        N_("Month"),
        COHORT_COLUMNS,
        tuple(rows),
        N_(
            "What became of the deals created in each month. A month that ended fewer days ago than the median"
            " time to a decision is too young to be judged, and drawn hollow."
        ),
        chart,
    )


_KINDS = ("suspect", "open", "won", "lost", "parked")

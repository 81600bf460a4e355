"""Why deals are lost, and the alarm when it is the price again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from funneltui.domain.insights.facts import Lost, Objection
from funneltui.domain.insights.rates import Share
from funneltui.domain.insights.report import (
    Behind,
    Cell,
    Chart,
    Column,
    Kind,
    Look,
    Note,
    Report,
    Row,
    Series,
    Table,
    added,
)
from funneltui.domain.insights.sources import source_label
from funneltui.domain.losses import loss_reason_name
from funneltui.domain.text import with_capital
from funneltui.i18n import N_, translate, translate_plural

PRICE_DAYS = 90
"""The days within which losses for their price add up to an alarm."""

_DEALS = Column("deals", N_("Deals"), Kind.COUNT, N_("Deals lost in the period and still lost."))
_SHARE = Column("share", N_("Share"), Kind.SHARE, N_("Their share of all deals lost in the period."))
_VALUE = Column("value", N_("Value"), Kind.MONEY, N_("What they were worth."))


@dataclass(frozen=True, slots=True)
class LossFacts:
    """What the report on losses is reckoned from.

    Attributes:
        lost: Deals lost in the period.
        names: The user's own names of loss reasons, by key.
        objections: Deals lost for their price within `PRICE_DAYS` before today, whatever the period.
        limit: So many of them are an alarm.
        today: The day it is.
    """

    lost: Sequence[Lost]
    names: Mapping[str, str | None]
    objections: Sequence[Objection]
    limit: int
    today: date


def segment_label(segment: str) -> str:
    """A segment for people: a sector as the user wrote it, else companies or private people."""
    if segment == "b2b":
        return translate(N_("companies"))
    if segment == "b2c":
        return translate(N_("individuals"))
    return segment


def _segment_row(segment: str) -> str:
    """The segment at the head of its row; a sector stays as the user wrote it."""
    label = segment_label(segment)
    return label if label == segment else with_capital(label)


def price_alarm(objections: Iterable[Objection], limit: int, today: date) -> Note | None:
    """The alarm when so many deals were lost for their price within `PRICE_DAYS`: the price or the target is wrong."""
    since = (today - timedelta(days=PRICE_DAYS)).isoformat()
    recent = [objection for objection in objections if since < objection.day <= today.isoformat()]
    if len(recent) < limit:
        return None
    segment, of_segment = Counter(objection.segment for objection in recent).most_common(1)[0]
    source, of_source = Counter(objection.source for objection in recent).most_common(1)[0]
    text = translate_plural(
        "{count} deal lost for its price within 90 days: the price or the target is wrong.",
        "{count} deals lost for their price within 90 days: the price or the target is wrong.",
        len(recent),
    )
    reason = translate(N_("Mostly {segment} ({of_segment}), source: {source} ({of_source}).")).format(
        segment=segment_label(segment), of_segment=of_segment, source=source_label(source), of_source=of_source
    )
    return Note("price_alarm", text, reason, Behind("objections"), warns=True)


class _By(NamedTuple):
    """A way to part the losses."""

    key: str
    title: str
    first: str
    column: str
    label: Callable[[str], str]


def losses(facts: LossFacts) -> Report:
    """The report on losses."""
    alarm = price_alarm(facts.objections, facts.limit, facts.today)
    tables = (*loss_tables(facts.lost, facts.names), _untried(facts.lost))
    return Report("losses", N_("Losses"), tables, (alarm,) if alarm else ())


def loss_tables(lost: Sequence[Lost], names: Mapping[str, str | None]) -> tuple[Table, ...]:
    """The losses by reason, by source and by segment.

    Args:
        lost: Deals lost in the period.
        names: The user's own names of loss reasons, by key.
    """

    def reason_label(key: str) -> str:
        return loss_reason_name(key, names.get(key)) if key else translate(N_("no reason given"))

    parted = (
        _By("reasons", N_("Why deals were lost"), N_("Loss reason"), "reason", reason_label),
        _By("sources", N_("Lost by source"), N_("Source"), "source", source_label),
        _By("segments", N_("Lost by segment"), N_("Segment"), "segment", _segment_row),
    )
    return tuple(_table(lost, by) for by in parted)


def _table(lost: Sequence[Lost], by: _By) -> Table:
    """The losses parted in one way, the most frequent first."""
    total = sum(entry.deals for entry in lost)
    counts = Counter[str]()
    for entry in lost:
        counts[str(getattr(entry, by.column))] += entry.deals
    rows = []
    for key, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        behind = Behind("lost").narrowed(**{by.column: key})
        money = added((entry.currency, entry.amount) for entry in lost if getattr(entry, by.column) == key)
        cells = (Cell(count, behind), Cell(Share(count, total), behind), Cell(money, behind))
        rows.append(Row(key, by.label(key), cells))
    numbers = tuple(float(count) for _, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    chart = Chart(Look.BARS, tuple(row.label for row in rows), (Series(translate(_DEALS.title), numbers),))
    words = N_("Deals lost in the period, by the day they were lost.")
    return Table(by.key, by.title, by.first, (_DEALS, _SHARE, _VALUE), tuple(rows), words, chart)


def _untried(lost: Sequence[Lost]) -> Table:
    untried = sum(entry.deals for entry in lost if entry.untried)
    behind = Behind("lost").narrowed(untried=1)
    share = Share(untried, sum(entry.deals for entry in lost))
    column = Column("untried", N_("Untried"), Kind.COUNT, N_("Lost without any contact."))
    row = Row("untried", translate(N_("Discarded untried")), (Cell(untried, behind), Cell(share, behind)))
    return Table(
        "untried",
        N_("Discarded untried"),
        "",
        (column, _SHARE),
        (row,),
        N_("Deals that were judged by instinct: lost with no exchange and no answer in the grid."),
        single=True,
    )

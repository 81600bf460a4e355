"""What may come in, by the month it is expected in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from funneltui.domain.currencies import minor_digits
from funneltui.domain.insights.facts import Open, Pass, StageFact
from funneltui.domain.insights.rates import Share
from funneltui.domain.insights.report import (
    Behind,
    Cell,
    Chart,
    Column,
    Kind,
    Look,
    Money,
    Report,
    Row,
    Series,
    Table,
    added,
)
from funneltui.domain.insights.scope import month_label, month_of
from funneltui.domain.insights.stages import label
from funneltui.i18n import N_, translate

_DEALS = Column("deals", N_("Deals"), Kind.COUNT, N_("Deals still being decided. Parked ones are left out."))
_VALUE = Column("value", N_("Value"), Kind.MONEY, N_("What they would bring in if all were won."))
_EXPECTED = Column("expected", N_("Expected"), Kind.MONEY, N_("Value × the probability of the stage each deal is in."))
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class ForecastFacts:
    """What the forecast is reckoned from.

    Attributes:
        stages: By id.
        open: Deals still being decided.
        passes: Every entry into a stage there ever was.
        today: The day it is.
    """

    stages: Mapping[int, StageFact]
    open: Sequence[Open]
    passes: Sequence[Pass]
    today: date


def expected(deals: Iterable[Open], stages: Mapping[int, StageFact]) -> Money:
    """Value × probability by currency, rounded half up once for the sum."""
    sums = added((deal.currency, deal.amount * stages[deal.stage].probability) for deal in deals)
    return {currency: (total + _PERCENT // 2) // _PERCENT for currency, total in sums.items()}


def biggest(sums: Iterable[Money]) -> str:
    """The currency most is in: that of a chart; empty when there is nothing."""
    total: dict[str, int] = {}
    for money in sums:
        for currency, amount in money.items():
            total[currency] = total.get(currency, 0) + amount
    return max(total, key=lambda currency: total[currency], default="")


def whole_units(money: Money, currency: str) -> float:
    """An amount of one currency as a number for a chart."""
    return money.get(currency, 0) / 10 ** minor_digits(currency) if currency else 0.0


def really_won(stage: StageFact, passes: Iterable[Pass], stages: Mapping[int, StageFact]) -> Share:
    """Of the deals that ever entered a stage and are decided, the share that was won."""
    entries = [entry for entry in passes if entry.stage == stage.id]
    won, lost = (sum(entry.deals for entry in entries if stages[entry.now].kind == kind) for kind in ("won", "lost"))
    return Share(won, won + lost)


def forecast(facts: ForecastFacts) -> Report:
    """The report on what may come in."""
    active = [deal for deal in facts.open if not deal.idle]
    idle = [deal for deal in facts.open if deal.idle]
    now = month_of(facts.today)
    behind = Behind("open").narrowed(idle=0)
    rows = []
    late = sorted({deal.month for deal in active if deal.month and deal.month < now})
    if late:
        deals = [deal for deal in active if deal.month in late]
        rows.append(_row("late", translate(N_("Date is past")), deals, facts.stages, behind.narrowed(month=late)))
    for month in sorted({deal.month for deal in active if deal.month >= now}):
        deals = [deal for deal in active if deal.month == month]
        rows.append(_row(month, month_label(month), deals, facts.stages, behind.narrowed(month=month)))
    undated = [deal for deal in active if not deal.month]
    rows.append(_row("undated", translate(N_("No date")), undated, facts.stages, behind.narrowed(month="")))
    rows.append(_row("idle", translate(N_("Idle")), idle, facts.stages, Behind("open").narrowed(idle=1)))
    months = Table(
        "months",
        N_("By expected month"),
        N_("Month"),
        (_DEALS, _VALUE, _EXPECTED),
        tuple(rows),
        N_(
            "Deals still being decided, by their expected close. Idle ones, where nothing has happened for longer than"
            " their stage allows and nothing is planned, stand apart."
        ),
        _chart(rows),
    )
    return Report("forecast", N_("Forecast"), (months, _stages(facts)))


def _row(key: str, text: str, deals: Sequence[Open], stages: Mapping[int, StageFact], behind: Behind) -> Row:
    cells = (
        Cell(sum(deal.deals for deal in deals), behind),
        Cell(added((deal.currency, deal.amount) for deal in deals), behind),
        Cell(expected(deals, stages), behind),
    )
    return Row(key, text, cells)


def _chart(rows: Sequence[Row]) -> Chart:
    sums = [value for row in rows if isinstance(value := row.cells[2].value, Mapping)]
    currency = biggest(sums)
    values = tuple(whole_units(money, currency) for money in sums)
    labels = tuple(row.label for row in rows)
    return Chart(Look.BARS, labels, (Series(translate(_EXPECTED.title), values),), currency)


def _stages(facts: ForecastFacts) -> Table:
    rows = []
    for stage in sorted(facts.stages.values(), key=lambda stage: (stage.position, stage.id)):
        if stage.kind not in {"suspect", "open"} or stage.archived:
            continue
        deals = [deal for deal in facts.open if deal.stage == stage.id]
        behind = Behind("open").narrowed(stage=stage.id)
        winners = [other.id for other in facts.stages.values() if other.kind == "won"]
        cells = (
            Cell(sum(deal.deals for deal in deals), behind),
            Cell(added((deal.currency, deal.amount) for deal in deals), behind),
            Cell(stage.probability, behind),
            Cell(really_won(stage, facts.passes, facts.stages), Behind("ever").narrowed(stage=stage.id, now=winners)),
            Cell(expected(deals, facts.stages), behind),
        )
        rows.append(Row(stage.key, label(stage), cells))
    columns = (
        _DEALS,
        _VALUE,
        Column("probability", N_("Probability"), Kind.PERCENT, N_("The chance of a sale that you gave the stage.")),
        Column(
            "really_won",
            N_("Actually won"),
            Kind.SHARE,
            N_("Of all deals that ever entered the stage and are decided, the share that was won."),
        ),
        _EXPECTED,
    )
    return Table(
        "stages",
        N_("By stage"),
        N_("Stage"),
        columns,
        tuple(rows),
        N_("Deals still open, idle ones among them. Compare the probability with the share actually won."),
    )

"""What was written and said, by channel, and who answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from funneltui.domain.channels import CHANNELS
from funneltui.domain.insights.facts import Exchange
from funneltui.domain.insights.rates import Share
from funneltui.domain.insights.report import Behind, Cell, Chart, Column, Kind, Look, Report, Row, Series, Table
from funneltui.domain.insights.survival import median
from funneltui.domain.text import with_capital
from funneltui.i18n import N_, translate

_COLUMNS = (
    Column("out", N_("Outgoing"), Kind.COUNT, N_("Exchanges in the period that went out from you.")),
    Column(
        "answered",
        N_("Answered"),
        Kind.COUNT,
        N_("Outgoing exchanges where the next one with that person came from them, by any channel, whenever it came."),
    ),
    Column("answer_rate", N_("Answer rate"), Kind.SHARE, N_("Answered exchanges among the outgoing ones.")),
    Column(
        "days_to_answer",
        N_("Days to answer"),
        Kind.DAYS,
        N_("The median of the days between an outgoing exchange and its answer; unanswered ones are left out."),
    ),
    Column("in", N_("Incoming"), Kind.COUNT, N_("Exchanges in the period that came from them.")),
)


def activity(exchanges: Sequence[Exchange]) -> Report:
    """The report on exchanges."""
    rows = []
    for channel, name in CHANNELS.items():
        entries = [entry for entry in exchanges if entry.channel == channel]
        if entries:
            rows.append(
                _row(channel, with_capital(translate(name)), entries, Behind("exchanges").narrowed(channel=channel))
            )
    rows.sort(key=lambda row: -_number(row, 0))
    whole = _row("all", translate(N_("All channels")), exchanges, Behind("exchanges"))
    answered = tuple(_number(row, 1) for row in rows)
    ignored = tuple(_number(row, 0) - _number(row, 1) for row in rows)
    chart = Chart(
        Look.STACKED,
        tuple(row.label for row in rows),
        (Series(translate(N_("Answered")), answered), Series(translate(N_("Not answered")), ignored)),
        translate(N_("exchanges")),
    )
    table = Table(
        "channels",
        N_("Exchanges by channel"),
        N_("Channel"),
        _COLUMNS,
        (*rows, whole),
        N_("Exchanges of the period, by the day they happened. Those with people in the bin are left out."),
        chart,
    )
    return Report("activity", N_("Activity"), (table,))


def _number(row: Row, place: int) -> float:
    value = row.cells[place].value
    return float(value) if isinstance(value, int) else 0.0


def _count(exchanges: Iterable[Exchange]) -> int:
    return sum(entry.exchanges for entry in exchanges)


def _row(key: str, label: str, exchanges: Sequence[Exchange], behind: Behind) -> Row:
    out = [entry for entry in exchanges if entry.direction == "out"]
    answered = [entry for entry in out if entry.answered]
    of_answered = behind.narrowed(direction="out", answered=1)
    days = median((entry.days, entry.exchanges) for entry in answered if entry.days is not None)
    cells = (
        Cell(_count(out), behind.narrowed(direction="out")),
        Cell(_count(answered), of_answered),
        Cell(Share(_count(answered), _count(out)), of_answered),
        Cell(days, of_answered, _count(answered)),
        Cell(_count(entry for entry in exchanges if entry.direction == "in"), behind.narrowed(direction="in")),
    )
    return Row(key, label, cells)

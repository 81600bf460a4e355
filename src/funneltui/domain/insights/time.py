"""How long deals stay in a stage, and how long it takes from coming in to a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from funneltui.domain.insights.facts import Deal, StageFact, Stay
from funneltui.domain.insights.report import Behind, Cell, Chart, Column, Kind, Look, Report, Row, Series, Table
from funneltui.domain.insights.stages import label, shown
from funneltui.domain.insights.survival import median, median_stay
from funneltui.i18n import N_, translate

_NUMBER = Column("deals", N_("Deals"), Kind.COUNT, N_("How many deals this is based on."))
_STILL = Column("still", N_("Ongoing"), Kind.COUNT, N_("How many of them are still ongoing; they are counted in."))
_MEDIAN = Column(
    "median_days",
    N_("Median days"),
    Kind.DAYS,
    N_(
        "After so many days half of them are over. Those that are not over count for as long as they have been there"
        " (Kaplan and Meier's estimate); a dash when it has not come to a half."
    ),
)
_DECIDED = ("won", "lost")


@dataclass(frozen=True, slots=True)
class TimeFacts:
    """What the times are reckoned from.

    Attributes:
        stages: By id.
        stays: How long deals that entered a stage in the period stayed there.
        created: Deals created in the period.
    """

    stages: Mapping[int, StageFact]
    stays: Sequence[Stay]
    created: Sequence[Deal]


def cycle_days(created: Iterable[Deal]) -> int | None:
    """The median days from coming in to being won or lost, open and parked deals counted in."""
    return median_stay((deal.days, deal.kind in _DECIDED, deal.deals) for deal in created)


def winning_days(created: Iterable[Deal]) -> float | None:
    """The median days from coming in to being won, of deals that were won."""
    return median((deal.days, deal.deals) for deal in created if deal.kind == "won")


def time_in_stage(facts: TimeFacts) -> Report:
    """The report on time."""
    rows = []
    for here in shown(facts.stages, frozenset(stay.stage for stay in facts.stays)):
        if here.kind in _DECIDED:
            continue  # one stays won
        stays = [stay for stay in facts.stays if stay.stage == here.id]
        behind = Behind("passes").narrowed(stage=here.id)
        cells = (
            Cell(sum(stay.deals for stay in stays), behind),
            Cell(sum(stay.deals for stay in stays if not stay.over), behind.narrowed(next=None)),
            Cell(median_stay((stay.days, bool(stay.over), stay.deals) for stay in stays), behind),
        )
        rows.append(Row(here.key, label(here), cells))
    days = tuple(float(value) if isinstance(value := row.cells[2].value, int) else None for row in rows)
    chart = Chart(
        Look.BARS,
        tuple(row.label for row in rows),
        (Series(translate(_MEDIAN.title), days),),
        translate(N_("days")),
    )
    stages = Table(
        "stages",
        N_("Time in each stage"),
        N_("Stage"),
        (_NUMBER, _STILL, _MEDIAN),
        tuple(rows),
        N_("For deals that entered the stage in the period: days from their last entry until they left it."),
        chart,
    )
    return Report("time", N_("Time in stage"), (stages, _cycle(facts.created)))


def _cycle(created: Sequence[Deal]) -> Table:
    everyone = Behind("deals")
    undecided = ("suspect", "open", "parked")
    won = sum(deal.deals for deal in created if deal.kind == "won")
    winners = everyone.narrowed(kind="won")
    decision = Row(
        "decision",
        translate(N_("To a decision")),
        (
            Cell(sum(deal.deals for deal in created), everyone),
            Cell(
                sum(deal.deals for deal in created if deal.kind in undecided),
                everyone.narrowed(kind=undecided),
            ),
            Cell(cycle_days(created), everyone),
        ),
    )
    winning = Row(
        "win",
        translate(N_("To a win (won deals)")),
        (Cell(won, winners), Cell(0, winners.narrowed(kind=undecided)), Cell(winning_days(created), winners)),
    )
    return Table(
        "cycle",
        N_("From creation to decision"),
        N_("Duration"),
        (_NUMBER, _STILL, _MEDIAN),
        (decision, winning),
        N_(
            "For deals created in the period. The second row looks at won ones only, and so at those that were"
            " quick enough to be won by now."
        ),
    )

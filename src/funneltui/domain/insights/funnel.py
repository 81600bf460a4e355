"""The funnel that adds up: who entered each stage, and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from funneltui.domain.insights.facts import Closed, Deal, Pass, StageFact
from funneltui.domain.insights.rates import Share
from funneltui.domain.insights.report import (
    Behind,
    Cell,
    Chart,
    Column,
    Kind,
    Look,
    Report,
    Row,
    Series,
    Table,
    added,
)
from funneltui.domain.insights.stages import FATES, fate, label, shown
from funneltui.i18n import N_, NC_, translate

WON = Column(
    "won", NC_("count", "Won"), Kind.COUNT, N_("Deals won in the period and still won, by the day they were won.")
)
LOST = Column("lost", NC_("count", "Lost"), Kind.COUNT, N_("Deals lost in the period and still lost."))
WIN_RATE = Column("win_rate", N_("Win rate"), Kind.SHARE, N_("Won deals among those decided: won / (won + lost)."))
WON_VALUE = Column(
    "won_value", N_("Won value"), Kind.MONEY, N_("What the won deals were won for. Currencies are not added up.")
)
CREATED = Column("created", N_("Created"), Kind.COUNT, N_("Deals that were added in the period."))


@dataclass(frozen=True, slots=True)
class FunnelFacts:
    """What the funnel is reckoned from.

    Attributes:
        stages: By id.
        passes: Entries into stages in the period; each deal once a stage, as it last entered it.
        closed: Deals won or lost in the period.
        created: Deals created in the period.
        idle: How many deals are idle today.
    """

    stages: Mapping[int, StageFact]
    passes: Sequence[Pass]
    closed: Sequence[Closed]
    created: Sequence[Deal]
    idle: int


def funnel(facts: FunnelFacts) -> Report:
    """The report on the funnel."""
    return Report("funnel", N_("Funnel"), (_stages(facts), _decided(facts), _cohort(facts)))


def _stages(facts: FunnelFacts) -> Table:
    stages = facts.stages
    winners = [stage.id for stage in stages.values() if stage.kind == "won"]
    rows = []
    for here in shown(stages, frozenset(entry.stage for entry in facts.passes)):
        entries = [entry for entry in facts.passes if entry.stage == here.id]
        behind = Behind("passes").narrowed(stage=here.id)
        cells = [Cell(sum(entry.deals for entry in entries), behind)]
        for what in FATES:
            ways = {entry.next for entry in entries if fate(here, stages.get(entry.next or 0)) is what}
            count = sum(entry.deals for entry in entries if entry.next in ways)
            cells.append(Cell(count, behind.narrowed(next=sorted(ways, key=lambda way: way or 0))))
        if here.kind in {"won", "lost"}:
            cells.append(Cell())  # it is the end
        else:
            won, lost = (_now(entries, stages, kind) for kind in ("won", "lost"))
            cells.append(Cell(Share(won, won + lost), behind.narrowed(now=winners)))
        rows.append(Row(here.key, label(here), tuple(cells)))
    fates = tuple(Column(what.value, title, Kind.COUNT, words) for what, (title, words) in FATES.items())
    entered = Column("entries", N_("Entered"), Kind.COUNT, N_("Different deals that entered the stage in the period."))
    end = Column(
        "won_share",
        N_("Won in the end"),
        Kind.SHARE,
        N_("Of those that entered and are decided by now, the share that was won, whatever way it went."),
    )
    return Table(
        "stages",
        N_("What became of each stage's deals"),
        N_("Stage"),
        (entered, *fates, end),
        tuple(rows),
        N_(
            "Computed from the recorded moves, never from where a deal stands now. Each deal counts once per stage and"
            " period, however often it came back; its last entry decides. The parts add up to the entries. An imported"
            " deal counts from the stage it was imported into."
        ),
        _chart(rows),
    )


def _now(entries: Iterable[Pass], stages: Mapping[int, StageFact], kind: str) -> int:
    """How many are in a stage of this kind now."""
    return sum(entry.deals for entry in entries if stages[entry.now].kind == kind)


def _chart(rows: Sequence[Row]) -> Chart:
    series = tuple(
        Series(translate(title), tuple(_number(row.cells[place].value) for row in rows))
        for place, (title, _) in enumerate(FATES.values(), 1)
    )
    return Chart(Look.STACKED, tuple(row.label for row in rows), series, translate(N_("deals")))


def _number(value: object) -> float:
    return float(value) if isinstance(value, int) else 0.0


def count_closed(closed: Iterable[Closed], kind: str) -> int:
    """How many were closed so."""
    return sum(entry.deals for entry in closed if entry.kind == kind)


def decided_cells(closed: Collection[Closed], behind: Behind) -> tuple[Cell, ...]:
    """Won, lost, win rate, won value of closed deals."""
    won, lost = count_closed(closed, "won"), count_closed(closed, "lost")
    of_won = behind.narrowed(kind="won")
    return (
        Cell(won, of_won),
        Cell(lost, behind.narrowed(kind="lost")),
        Cell(Share(won, won + lost), of_won),
        Cell(added((entry.currency, entry.amount) for entry in closed if entry.kind == "won"), of_won, won),
    )


def _decided(facts: FunnelFacts) -> Table:
    won, lost = count_closed(facts.closed, "won"), count_closed(facts.closed, "lost")
    cells = (
        *decided_cells(facts.closed, Behind("closed")),
        Cell(facts.idle, Behind("open").narrowed(idle=1)),
        Cell(Share(won, won + lost + facts.idle), Behind("closed").narrowed(kind="won")),
    )
    columns = (
        WON,
        LOST,
        WIN_RATE,
        WON_VALUE,
        Column(
            "idle",
            N_("Idle today"),
            Kind.COUNT,
            N_("Deals where nothing has happened for longer than their stage allows and nothing is planned."),
        ),
        Column(
            "win_rate_idle_lost",
            N_("If idle deals were lost"),
            Kind.SHARE,
            N_("The win rate if every idle deal were lost: won / (won + lost + idle)."),
        ),
    )
    row = Row("decided", translate(N_("Decided")), cells)
    return Table(
        "decided",
        N_("Decided in the period"),
        "",
        columns,
        (row,),
        N_("Deals that were won or lost in the period, by the day they were. A reopened deal is not decided."),
        single=True,
    )


def _cohort(facts: FunnelFacts) -> Table:
    behind = Behind("deals")
    counts = {
        kind: sum(deal.deals for deal in facts.created if deal.kind == kind)
        for kind in ("won", "lost", "parked", "suspect", "open")
    }
    cells = (
        Cell(sum(counts.values()), behind),
        Cell(counts["won"], behind.narrowed(kind="won")),
        Cell(counts["lost"], behind.narrowed(kind="lost")),
        Cell(counts["parked"], behind.narrowed(kind="parked")),
        Cell(counts["suspect"] + counts["open"], behind.narrowed(kind=("suspect", "open"))),
        Cell(Share(counts["won"], sum(counts.values())), behind.narrowed(kind="won")),
    )
    return Table(
        "cohort",
        N_("Created in the period"),
        "",
        COHORT_COLUMNS,
        (Row("cohort", translate(N_("Created")), cells),),
        N_("Deals that were added in the period, and where they are now, whenever they were decided."),
        single=True,
    )


COHORT_COLUMNS = (
    CREATED,
    Column("won", NC_("count", "Won"), Kind.COUNT, N_("Deals created in the period that are won now.")),
    Column("lost", NC_("count", "Lost"), Kind.COUNT, N_("Deals created in the period that are lost now.")),
    Column("parked", N_("Parked"), Kind.COUNT, N_("Deals created in the period that are parked now.")),
    Column("open", N_("Still open"), Kind.COUNT, N_("Deals created in the period that are still open.")),
    Column("won_of_created", N_("Share won"), Kind.SHARE, N_("Won deals among all deals created, decided or not.")),
)
"""What became of those who came in."""

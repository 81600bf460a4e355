"""Where people come from: what each source gave, and what it cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from funneltui.domain.insights.facts import Buyer, Cost, Lead
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
from funneltui.i18n import N_, NC_, translate

NOT_A_FIT = ("outside_target", "not_a_fit")
"""The loss reasons that mean that somebody was never a buyer."""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the report on sources is reckoned from."""

    leads: Sequence[Lead]
    buyers: Sequence[Buyer]
    costs: Sequence[Cost]


_COLUMNS = (
    Column("deals", N_("Deals"), Kind.COUNT, N_("Deals created in the period from people of this source.")),
    Column(
        "qualified",
        N_("Qualified"),
        Kind.COUNT,
        N_("Of them, those that came as far as the first stage that asks for answers, or were won."),
    ),
    Column("won", NC_("count", "Won"), Kind.COUNT, N_("Of them, those that are won now.")),
    Column("lost", NC_("count", "Lost"), Kind.COUNT, N_("Lost for a reason other than the next two.")),
    Column("junk", N_("Junk"), Kind.COUNT, N_("Lost as not a fit, after contact.")),
    Column("untried", N_("Untried"), Kind.COUNT, N_("Discarded without any contact.")),
    Column("open", N_("Undecided"), Kind.COUNT, N_("Still being decided, or parked.")),
    Column("win_rate", N_("Win rate"), Kind.SHARE, N_("Won deals among those decided: won / (won + lost).")),
    Column("revenue", N_("Revenue"), Kind.MONEY, N_("What the won deals were won for.")),
    Column("one_off", N_("One-off"), Kind.COUNT, N_("Won deals of people who have bought once.")),
    Column("repeat", N_("Repeat"), Kind.COUNT, N_("Won deals of people who have bought more than once.")),
    Column("cost", N_("Cost"), Kind.MONEY, N_("What the source cost in the period.")),
    Column("cost_per_deal", N_("Per deal"), Kind.MONEY, N_("Cost / deals created.")),
    Column("cost_per_qualified", N_("Per prospect"), Kind.MONEY, N_("Cost / qualified deals.")),
    Column("cost_per_client", N_("Per client"), Kind.MONEY, N_("Cost / people who bought.")),
)


def source_label(source: str) -> str:
    """A source for people; those without one have a name too."""
    return source or translate(N_("no source"))


def per(cost: Money, count: int) -> Money:
    """A cost shared out, in minor units rounded half up; nothing when there is nobody to share it among."""
    return {currency: (2 * amount + count) // (2 * count) for currency, amount in cost.items()} if count else {}


def sources(facts: SourceFacts) -> Report:
    """The report on sources."""
    names = _names(facts)
    rows = [_row(facts, fold, name) for fold, name in names.items()]
    rows.sort(key=lambda row: (-_number(row, 2), -_number(row, 0), row.key.casefold()))
    table = Table(
        "sources",
        N_("Results by source"),
        N_("Source"),
        _COLUMNS,
        tuple(rows),
        N_(
            "Deals created in the period, by the source of their contact, and where they are now. Won, lost, junk,"
            " untried and open add up to the deals."
        ),
        _chart(rows),
        spared=frozenset(column.key for column in _COLUMNS if column.key.startswith("cost")),
        remark=N_("No costs noted."),
    )
    return Report("sources", N_("Sources"), (table,))


def _names(facts: SourceFacts) -> dict[str, str]:
    """Every source once, whatever case it was written in, as it was written first."""
    names: dict[str, str] = {}
    for name in [*(lead.source for lead in facts.leads), *(cost.source for cost in facts.costs)]:
        names.setdefault(name.casefold(), name)
    return names


def _number(row: Row, place: int) -> int:
    value = row.cells[place].value
    return value if isinstance(value, int) else 0


def _deals(leads: Iterable[Lead]) -> int:
    return sum(lead.deals for lead in leads)


def _row(facts: SourceFacts, fold: str, name: str) -> Row:
    leads = [lead for lead in facts.leads if lead.source.casefold() == fold]
    buyers = [buyer for buyer in facts.buyers if buyer.source.casefold() == fold]
    spellings = sorted({lead.source for lead in leads} | {buyer.source for buyer in buyers})
    behind = Behind("leads").narrowed(source=spellings)
    won = [lead for lead in leads if lead.kind == "won"]
    lost = [lead for lead in leads if lead.kind == "lost"]
    untried = [lead for lead in lost if lead.untried]
    junk = [lead for lead in lost if not lead.untried and lead.reason in NOT_A_FIT]
    other = sorted({lead.reason for lead in lost} - set(NOT_A_FIT))
    still_open = ("suspect", "open", "parked")
    cost = added((entry.currency, entry.amount) for entry in facts.costs if entry.source.casefold() == fold)
    qualified = _deals(lead for lead in leads if lead.qualified)
    of_lost = behind.narrowed(kind="lost")
    of_won = behind.narrowed(kind="won")
    people = sum(buyer.people for buyer in buyers)
    once, again = (sum(buyer.deals for buyer in buyers if buyer.repeat == repeat) for repeat in (0, 1))
    cells = (
        Cell(_deals(leads), behind),
        Cell(qualified, behind.narrowed(qualified=1)),
        Cell(_deals(won), of_won),
        Cell(_deals(lost) - _deals(untried) - _deals(junk), of_lost.narrowed(untried=0, reason=other)),
        Cell(_deals(junk), of_lost.narrowed(untried=0, reason=NOT_A_FIT)),
        Cell(_deals(untried), of_lost.narrowed(untried=1)),
        Cell(_deals(lead for lead in leads if lead.kind in still_open), behind.narrowed(kind=still_open)),
        Cell(Share(_deals(won), _deals(won) + _deals(lost)), of_won),
        Cell(added((lead.currency, lead.amount) for lead in won), of_won, _deals(won)),
        Cell(once, of_won.narrowed(repeat=0)),
        Cell(again, of_won.narrowed(repeat=1)),
        Cell(cost, behind),
        Cell(per(cost, _deals(leads)), behind),
        Cell(per(cost, qualified), behind.narrowed(qualified=1), qualified),
        Cell(per(cost, people), of_won, people),
    )
    return Row(name, source_label(name), cells)


def _chart(rows: Sequence[Row]) -> Chart:
    parts = (6, 2, 3, 4, 5)
    series = tuple(
        Series(translate(_COLUMNS[place].title), tuple(float(_number(row, place)) for row in rows)) for place in parts
    )
    return Chart(Look.STACKED, tuple(row.label for row in rows), series, translate(N_("deals")))

"""Goals of a month: how far one has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from funneltui.domain.currencies import minor_digits
from funneltui.domain.insights.rates import percent_words
from funneltui.domain.insights.report import Behind, Cell, Column, Kind, Row, Table
from funneltui.domain.insights.scope import Scope, month_of, shifted
from funneltui.i18n import N_, grouped, translate


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal of the month.

    Attributes:
        key: `won` (money) or `exchanges`.
        done: What there is, in whole units of the currency or exchanges.
        target: What there should be at the end of the month.
        unit: The currency; empty for exchanges.
        passed: The share of the month that has passed, in percent.
    """

    key: str
    done: int
    target: int
    unit: str
    passed: int

    @property
    def reached(self) -> bool:
        """Whether the goal is reached."""
        return self.done >= self.target

    @property
    def behind(self) -> bool:
        """Whether less is done than the days that have passed would ask for."""
        return self.done * 100 < self.target * self.passed

    def words(self, money: Callable[[int, str], str]) -> str:
        """The goal in a few words: `Won €3,200 of €5,000 (64%)`.

        Args:
            money: Writes an amount in minor units of a currency.
        """
        words = N_("Won {done} of {target}") if self.key == "won" else N_("Exchanges {done} of {target}")
        done, target = (
            money(figure * 10 ** minor_digits(self.unit), self.unit) if self.unit else grouped(figure)
            for figure in (self.done, self.target)
        )
        return f"{translate(words).format(done=done, target=target)} ({percent_words(self.done, self.target)})"

    @property
    def short(self) -> str:
        """The goal in one word and a number: `Won 64%`."""
        words = N_("Won {percent}") if self.key == "won" else N_("Exchanges {percent}")
        return translate(words).format(percent=percent_words(self.done, self.target))


def goals(
    won: Mapping[str, int], exchanges: int, *, won_goal: int, exchange_goal: int, currency: str, today: date
) -> tuple[Goal, ...]:
    """The goals somebody has set, with how far this month has come.

    Args:
        won: What was won this month, in minor units by currency.
        exchanges: Exchanges of this month, both ways.
        won_goal: What is to be won in a month, in whole units of `currency`; 0: no goal.
        exchange_goal: Exchanges a month; 0: no goal.
        currency: The currency of the goal; what was won in others is not added.
        today: The day it is.
    """
    first = today.replace(day=1)
    days = (shifted(first, 1) - timedelta(days=1)).day
    passed = 100 * today.day // days
    wanted = []
    if won_goal:
        done = won.get(currency, 0) // 10 ** minor_digits(currency)
        wanted.append(Goal("won", done, won_goal, currency, passed))
    if exchange_goal:
        wanted.append(Goal("exchanges", exchanges, exchange_goal, "", passed))
    return tuple(wanted)


_COLUMNS = (
    Column("done", N_("So far"), Kind.COUNT, N_("What was won this month, or the exchanges of this month.")),
    Column("target", N_("Target"), Kind.COUNT, N_("The goal of a month, as the settings say.")),
    Column("reached", N_("Reached"), Kind.PERCENT, N_("What there is so far, in percent of the target.")),
    Column("passed", N_("Month elapsed"), Kind.PERCENT, N_("The days of this month that have elapsed, in percent.")),
)


def shows_goals(scope: Scope, today: date) -> bool:
    """Whether a report on this scope counts all that the goals of this month count."""
    first, last = today.replace(day=1), shifted(today.replace(day=1), 1) - timedelta(days=1)
    whole = (scope.since or first) <= first and (scope.until or last) >= last
    return whole and scope == Scope(scope.since, scope.until)


def goals_table(listed: Iterable[Goal], today: date) -> Table:
    """The goals of this month, each with the deals or exchanges that count for it."""
    rows = []
    for goal in listed:
        month = month_of(today)
        if goal.key == "won":
            behind = Behind("closed").narrowed(kind="won", month=month, currency=goal.unit)
            label = translate(N_("Won value"))
            done, target = ({goal.unit: amount * 10 ** minor_digits(goal.unit)} for amount in (goal.done, goal.target))
            cells: tuple[Cell, ...] = (Cell(done, behind), Cell(target))
        else:
            behind, label = Behind("exchanges").narrowed(month=month), translate(N_("Exchanges"))
            cells = (Cell(goal.done, behind), Cell(goal.target))
        rows.append(Row(goal.key, label, (*cells, Cell(100 * goal.done // goal.target, behind), Cell(goal.passed))))
    words = N_("The goals that are set, of this month whatever the period.")
    return Table("goals", N_("Goals of this month"), N_("Goal"), _COLUMNS, tuple(rows), words)

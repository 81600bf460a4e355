"""Reports: what a person asks for by name, counted by the reads and worded by the domain. Reads only.

Nothing here waits for the write side. A report takes up to a second on a big file: not for the event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from funneltui.clock import Clock
from funneltui.domain.days import long_day
from funneltui.domain.insights import capacity, losses
from funneltui.domain.insights.activity import activity
from funneltui.domain.insights.forecast import ForecastFacts, forecast
from funneltui.domain.insights.funnel import FunnelFacts, funnel
from funneltui.domain.insights.goals import Goal, goals, goals_table, shows_goals
from funneltui.domain.insights.month_end import MonthEndFacts, month_end
from funneltui.domain.insights.months import MonthFacts, months, months_shown
from funneltui.domain.insights.report import Behind, Note, Report, added
from funneltui.domain.insights.scope import Scope, shifted
from funneltui.domain.insights.sources import SourceFacts, sources
from funneltui.domain.insights.time import TimeFacts, cycle_days, time_in_stage, winning_days
from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.settings import Settings
from funneltui.storage.reads.insights import BehindRow, InsightReads

REPORTS: Mapping[str, str] = {
    "funnel": N_("Funnel"),
    "time": N_("Time in stage"),
    "forecast": N_("Forecast"),
    "sources": N_("Sources"),
    "losses": N_("Losses"),
    "activity": N_("Activity"),
    "months": N_("Months"),
    "capacity": N_("Capacity"),
    "month": N_("Month's end"),
}
"""The reports by name, with the message ids of their titles."""

_FEW_WINS = 3
"""Fewer won deals tell nothing about how long a win takes."""


class Insights:
    """The reports on one file.

    Args:
        reads: What counts; used by one thread at a time.
        clock: Which day it is.
        settings: Goals, days a month, the price alarm.
    """

    def __init__(self, reads: InsightReads, clock: Clock, settings: Settings) -> None:
        self._reads = reads
        self._clock = clock
        self._settings = settings
        self._makers: Mapping[str, Callable[[Scope], Report]] = {
            "funnel": self._funnel,
            "time": self._time,
            "forecast": self._forecast,
            "sources": self._sources,
            "losses": self._losses,
            "activity": lambda scope: activity(reads.exchanges(scope)),
            "months": lambda scope: self._with_goals(self._months(scope), scope),
            "capacity": self._capacity,
            "month": lambda scope: self._with_goals(self._month(scope), scope),
        }

    def report(self, key: str, scope: Scope) -> Report:
        """One report.

        Raises:
            NotFoundError: There is none of this name.
        """
        if key not in self._makers:
            raise NotFoundError(
                N_("Unknown report “{report}”. Choose from: {known}."), report=key, known=", ".join(REPORTS)
            )
        return self._makers[key](scope)

    def write_page(self, path: Path, scope: Scope, key: str = "", *, force: bool = False) -> None:
        """Write a report, or all of them, as one page in HTML.

        Raises:
            NotFoundError: There is no report of this name.
            FileExistsAlreadyError: The file is there, and `force` is not given.
            UnwritableFileError: The system does not let us.
        """
        from funneltui.interchange.files import write_file
        from funneltui.interchange.report_page import report_page, reports_page

        today = long_day(self._clock.today())
        reports = [self.report(name, scope) for name in ([key] if key else REPORTS)]
        page = report_page(reports[0], scope.words, today) if key else reports_page(reports, scope.words, today)
        write_file(path, page, force=force)

    def behind(self, behind: Behind, scope: Scope, limit: int = -1) -> list[BehindRow]:
        """The deals behind a figure of a report on the same scope."""
        return self._reads.behind(behind, scope, limit)

    def dry_spell(self) -> Note:
        """When the calendar runs empty, and by when to look for work."""
        return capacity.dry_spell(self._work(Scope()))[1]

    def goals(self) -> tuple[Goal, ...]:
        """The goals of this month with how far it has come; none when none is set."""
        settings, today = self._settings, self._clock.today()
        if not settings.goal_won and not settings.goal_exchanges:
            return ()
        first = today.replace(day=1)
        month = Scope(first, shifted(first, 1) - timedelta(days=1))
        won = added((entry.currency, entry.amount) for entry in self._reads.closed(month) if entry.kind == "won")
        talk = self._reads.exchange_months(Scope(), (first.isoformat()[:7],))
        return goals(
            won,
            sum(count.exchanges for count in talk),
            won_goal=settings.goal_won,
            exchange_goal=settings.goal_exchanges,
            currency=settings.currency,
            today=today,
        )

    def _with_goals(self, report: Report, scope: Scope) -> Report:
        today = self._clock.today()
        if not shows_goals(scope, today) or not (set_goals := self.goals()):
            return report
        return replace(report, tables=(goals_table(set_goals, today), *report.tables))

    def _funnel(self, scope: Scope) -> Report:
        reads = self._reads
        idle = reads.count(Behind("open").narrowed(idle=1), scope)
        return funnel(FunnelFacts(reads.stages, reads.passes(scope), reads.closed(scope), reads.created(scope), idle))

    def _time(self, scope: Scope) -> Report:
        reads = self._reads
        return time_in_stage(TimeFacts(reads.stages, reads.stays(scope), reads.cycles(scope)))

    def _forecast(self, scope: Scope) -> Report:
        reads = self._reads
        passes = reads.passes(scope, ever=True)
        return forecast(ForecastFacts(reads.stages, reads.open(scope), passes, self._clock.today()))

    def _sources(self, scope: Scope) -> Report:
        reads = self._reads
        return sources(SourceFacts(reads.leads(scope), reads.buyers(scope), reads.costs(scope)))

    def _losses(self, scope: Scope) -> Report:
        reads = self._reads
        lost, limit = reads.lost(scope), self._settings.price_alarm
        return losses.losses(
            losses.LossFacts(lost, reads.reason_names(), reads.objections(scope), limit, self._clock.today())
        )

    def _months(self, scope: Scope) -> Report:
        reads, today = self._reads, self._clock.today()
        listed = months_shown(scope.since, scope.until, today)
        cycle = cycle_days(reads.cycles(scope.within(None, None)))
        return months(
            MonthFacts(
                listed,
                reads.created(scope, months=True),
                reads.closed(scope),
                reads.exchange_months(scope, listed),
                today,
                cycle,
            )
        )

    def _capacity(self, scope: Scope) -> Report:
        return capacity.capacity(self._work(scope))

    def _work(self, scope: Scope) -> capacity.CapacityFacts:
        reads = self._reads
        everything = scope.within(None, None)
        won = reads.cycles(everything, won=True)
        cycle = winning_days(won) if sum(deal.deals for deal in won) >= _FEW_WINS else None
        return capacity.CapacityFacts(reads.work(everything), self._settings.days_a_month, cycle, self._clock.today())

    def _month(self, scope: Scope) -> Report:
        reads = self._reads
        alarm = losses.price_alarm(reads.objections(scope), self._settings.price_alarm, self._clock.today())
        dry = capacity.dry_spell(self._work(scope))[1]
        talk, talk_of_year = reads.exchanges_and_year(scope)
        return month_end(
            MonthEndFacts(
                reads.closed_why(scope),
                reads.reason_names(),
                talk,
                reads.wins_of_year(scope),
                talk_of_year,
                reads.planned(scope),
                tuple(filter(None, (dry, alarm))),
            )
        )

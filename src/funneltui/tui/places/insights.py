"""Insights: what the funnel says, report by report, with the deals behind every figure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from funneltui.domain.entries import StageChanges
from funneltui.domain.insights.rates import FEW, Share
from funneltui.domain.insights.report import Report
from funneltui.domain.insights.scope import PERIODS, Scope, parse_period, period
from funneltui.domain.insights.wording import basis
from funneltui.domain.text import safe
from funneltui.i18n import translate as _
from funneltui.services.insights import REPORTS, Insights
from funneltui.tui.actions import place_actions
from funneltui.tui.desk import Desk
from funneltui.tui.engine import OneFrame
from funneltui.tui.looks.format import amounts, whole_amounts
from funneltui.tui.widgets.bottom_bar import BottomBar
from funneltui.tui.widgets.figures import FigureLine, Figures, Shown, Spot, report_lines
from funneltui.tui.widgets.mode_bar import ModeBar
from funneltui.tui.widgets.pick_list import Item
from funneltui.tui.widgets.report_bar import ReportBar

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads import Reads

_EVERYTHING = "*"
_VIEWS = tuple(Shown)
_ROOM_FOR_AMOUNTS = 100
"""The width from which the tables have room for amounts in full."""
_END_OF_MONTH = 15
"""Up to this day one looks back on the month before."""
_COHORTS = 6


class InsightsScreen(OneFrame[None]):
    """Reports one after the other. They are counted in a thread; the screen stands before they are there."""

    DEFAULT_CSS = """
    InsightsScreen #definition {
        dock: bottom; margin-bottom: 1; height: auto; max-height: 50%; padding: 0 1; background: $panel; display: none;
    }
    """
    AUTO_FOCUS = "Figures"
    BINDINGS = place_actions.INSIGHTS

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._chosen = "funnel"
        self._period = "year"
        self._cohort = ""
        self._only: dict[str, str | None] = {"tag": None, "source": None}
        """The tag and the source that are looked at; None: all."""
        self._view = 0
        self._reports: dict[tuple[str, Scope], Report] = {}
        self._known: tuple[Sequence[str], Sequence[str]] = ((), ())
        """Tags and sources to choose from."""

    def compose(self) -> ComposeResult:
        """Places on top, the reports and switches, the figures, hints at the bottom."""
        yield ModeBar("insights", lambda: 0)
        yield ReportBar()
        yield Figures(self._lines)
        yield Static(id="definition")
        yield BottomBar()

    def on_mount(self) -> None:
        """Count the first report."""
        self.reload()
        self.desk.ask(self, "choices", lambda reads: (reads.insights.tags(), reads.insights.sources()), self._choices)

    @property
    def scope(self) -> Scope:
        """What the reports look at."""
        born = parse_period(self._cohort) if self._cohort else None
        since, until = period(self._period, self.desk.clock.today())
        return Scope(since, until, born and born[0], born and born[1], **self._only)

    @property
    def report(self) -> Report | None:
        """The report that is shown, once it is counted."""
        return self._reports.get((self._chosen, self.scope))

    # -- Following the file -----------------------------------------------------------------------

    def apply(self, change: Change) -> None:
        """Count again what a change touched."""
        if change.step_id is not None:
            self.reload()

    def reload(self) -> None:
        """Count everything anew."""
        self._reports.clear()
        self._ask(anew=False)

    def _choices(self, known: tuple[Sequence[str], Sequence[str]]) -> None:
        self._known = known

    def _ask(self, *, anew: bool) -> None:
        """Show the report, counting it first where that was not done."""
        self._say_switches()
        if self.report is not None:
            self._show(anew=anew)
            return
        name, scope = self._chosen, self.scope
        clock, settings = self.desk.clock, self.desk.settings

        def count(reads: Reads) -> Report:
            return Insights(reads.insights, clock, settings).report(name, scope)

        self.desk.ask(self, "report", count, partial(self._counted, name, scope, anew=anew))

    def _counted(self, name: str, scope: Scope, report: Report, *, anew: bool) -> None:
        self._reports[name, scope] = report
        if (name, scope) == (self._chosen, self.scope):
            self._show(anew=anew)
            self._say_switches()

    def _show(self, *, anew: bool) -> None:
        self.query_one(Figures).fill(anew=anew)
        self._define()

    def _lines(self, width: int) -> Sequence[FigureLine]:
        if (report := self.report) is None:
            return ()
        ascii_only = self.desk.settings.ascii
        say = whole_amounts if width >= _ROOM_FOR_AMOUNTS else partial(amounts, short=True)
        money = partial(say, ascii_only=ascii_only)
        return report_lines(report, width, _VIEWS[self._view], ascii_only=ascii_only, money=money)

    def _say_switches(self) -> None:
        """What is looked at, with the keys that change it."""
        only_tag, only_source = self._only["tag"], self._only["source"]
        tag = _("all tags") if only_tag is None else f"#{safe(only_tag)}"
        source = _("all sources") if only_source is None else safe(only_source) or _("no source")
        key = self.desk.key_of
        self.query_one(ReportBar).show(
            [(name, _(title)) for name, title in REPORTS.items()],
            self._chosen,
            [
                (key("insights.period"), _(PERIODS[self._period])),
                (key("insights.cohort"), self._cohort_words()),
                (key("insights.tag"), tag),
                (key("insights.source"), source),
                *([(key("insights.cost"), _("note a cost"))] if self._chosen == "sources" else []),
                *([] if self.report else [("", _("counting…"))]),
            ],
        )

    def _cohort_words(self) -> str:
        return _("created: {days}").format(days=self._cohort) if self._cohort else _("any creation date")

    # -- Keys -------------------------------------------------------------------------------------

    def action_report(self, by: int) -> None:
        """The next report, or the one before."""
        names = list(REPORTS)
        self._chosen = names[(names.index(self._chosen) + by) % len(names)]
        self._ask(anew=True)

    @on(ReportBar.Clicked)
    def _clicked(self, event: ReportBar.Clicked) -> None:
        self._chosen = event.name
        self._ask(anew=True)

    def action_period(self) -> None:
        """Another period."""
        keys = list(PERIODS)
        self._period = keys[(keys.index(self._period) + 1) % len(keys)]
        self._ask(anew=False)

    def action_cohort(self) -> None:
        """Only deals created in a quarter or a year, or all of them."""
        today = self.desk.clock.today()
        quarter = (today.month - 1) // 3
        numbers = [today.year * 4 + quarter - back for back in range(_COHORTS)]
        choices = [
            "",
            str(today.year),
            str(today.year - 1),
            *(f"{number // 4}-Q{number % 4 + 1}" for number in numbers),
        ]
        self._cohort = choices[(choices.index(self._cohort) + 1) % len(choices)] if self._cohort in choices else ""
        self._ask(anew=False)

    def action_tag(self) -> None:
        """Only deals with a tag."""
        self._narrow("tag", _("Tags"), _("all tags"), self._known[0])

    def action_source(self) -> None:
        """Only deals from a source."""
        self._narrow("source", _("Source"), _("all sources"), self._known[1])

    def _narrow(self, name: str, title: str, every: str, known: Sequence[str]) -> None:
        """Choose the tag or the source to look at, or all of them."""
        from funneltui.tui.forms.pick import PickScreen

        items = [Item(_EVERYTHING, every), *(Item(f"={text}", safe(text) or _("no source")) for text in known)]

        def then(chosen: str | None) -> None:
            if chosen is not None:
                self._only[name] = None if chosen == _EVERYTHING else chosen[1:]
                self._ask(anew=False)

        self.desk.open(PickScreen(self.desk, title, items), then)

    def action_view(self) -> None:
        """Charts and tables, charts alone, tables alone, charts in words."""
        self._view = (self._view + 1) % len(_VIEWS)
        self._show(anew=False)

    def action_month_end(self) -> None:
        """The month's end: what was won, lost and why, what worked, what to do next."""
        self._chosen = "month"
        self._period = "last_month" if self.desk.clock.today().day <= _END_OF_MONTH else "month"
        self._ask(anew=True)

    def action_define(self) -> None:
        """Say how the figure under the cursor is counted, or no more."""
        pane = self.query_one("#definition", Static)
        pane.display = not pane.display
        self._define()

    def action_cost(self) -> None:
        """Note what a source cost: the one under the cursor, where sources are shown."""
        from funneltui.tui.forms.source_cost import SourceCostScreen

        spot = self.query_one(Figures).spot
        source = spot.row if spot is not None and self._chosen == "sources" and spot.table == "sources" else ""
        self.desk.open(SourceCostScreen(self.desk, key=source))

    def action_adopt(self) -> None:
        """Take the share that was really won for the probability of the stage under the cursor."""
        row = self._stage_row()
        if row is None:
            self.desk.refuse(_("Go to a stage in the forecast first."))
            return
        key, share = row
        if share.whole < FEW or share.hundredths is None:
            self.desk.refuse(_("Too few deals are decided to tell."))
            return
        probability = StageChanges(probability=(share.hundredths + 50) // 100)
        self.desk.perform(lambda services: services.structure.change_stage(key, probability))

    def _stage_row(self) -> tuple[str, Share] | None:
        """The stage under the cursor, and the share really won."""
        spot, report = self.query_one(Figures).spot, self.report
        if report is None or report.key != "forecast" or spot is None or spot.table != "stages":
            return None
        row = next(row for row in report.tables[1].rows if row.key == spot.row)
        share = row.cells[3].value
        return (row.key, share) if isinstance(share, Share) else None

    def action_page(self) -> None:
        """Write the report, or all of them, as a page in HTML."""
        from funneltui.tui.forms.report_file import report_form

        self.desk.open(report_form(self.desk, self._chosen, self.scope))

    def action_close(self) -> None:
        """Back to the board."""
        self.desk.window.go_to("board")

    @on(Figures.Highlighted)
    def _highlighted(self) -> None:
        self._define()

    @on(Figures.Opened)
    def _opened(self, event: Figures.Opened) -> None:
        """List the deals behind a figure."""
        spot = event.spot
        if spot.behind is None:
            self.desk.refuse(_("This figure can't be opened as a list."))
            return
        from funneltui.tui.places.behind import BehindScreen

        self.desk.open(BehindScreen(self.desk, spot.title, spot.text, spot.behind, self.scope))

    def _define(self) -> None:
        pane = self.query_one("#definition", Static)
        if not pane.display:
            return
        spot, report = self.query_one(Figures).spot, self.report
        pane.update(Content(self._definition(spot, report)))

    @staticmethod
    def _definition(spot: Spot | None, report: Report | None) -> str:
        """How a figure is counted, and what its table counts."""
        if spot is None or report is None:
            return ""
        table = next((table for table in report.tables if table.key == spot.table), None)
        if table is None:
            return spot.title
        row = next(row for row in table.rows if row.key == spot.row)
        words = _(spot.definition) if spot.definition else ""
        return "\n".join(filter(None, (f"{spot.title}  {basis(table, row, spot.column)}", words, _(table.definition))))

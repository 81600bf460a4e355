"""What the funnel says: report and sources.

Keys of the JSON of a report, always all of them:
    report (its name), since, until, cohort {since, until}, tag, source (null: no such limit), notes [{key, text,
    reason, warns}], tables {table: [{key, label and the table's figures}]}.
The tables and their figures:
    funnel: stages {entries, on, won, lost, parked, back, still, won_share}, decided {won, lost, win_rate, won_value,
    idle, win_rate_idle_lost}, cohort {created, won, lost, parked, open, won_of_created}
    time: stages, cycle {deals, still, median_days}
    forecast: months {deals, value, expected}, stages {deals, value, probability, really_won, expected}
    sources: sources {deals, qualified, won, lost, junk, untried, open, win_rate, revenue, one_off, repeat, cost,
    cost_per_deal, cost_per_qualified, cost_per_client}
    losses: reasons, sources, segments {deals, share, value}, untried {untried, share}
    activity: channels {out, answered, answer_rate, days_to_answer, in}
    months: months {created, won, lost, win_rate, won_value, out, in}, cohorts as in funnel, goals {done, target,
    reached, passed} where goals are set and the period has all of this month
    capacity: months {available, sold, free}
    month: decided {won, lost, win_rate, won_value}, reasons as in losses, sources {won, won_value},
    channels {out, answer_rate}, goals as in months
Money is {currency: decimal string}, a share {part, whole, percent (null where there is too little to say so)}.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli import values
from funneltui.cli.application import command
from funneltui.cli.options import Csv, Json
from funneltui.cli.session import Session, session_of
from funneltui.cli.table import Column
from funneltui.errors import UsageError
from funneltui.i18n import N_, translate, translate as _
from funneltui.interchange.unfinished import temporary_folder
from funneltui.paths import typed_path

if TYPE_CHECKING:
    from funneltui.domain.insights.report import Report, Table
    from funneltui.domain.insights.scope import Scope

_NAMES = "funnel|time|forecast|sources|losses|activity|months|capacity|month"
_Since = Annotated[str, typer.Option("--since", metavar=N_("DATE"), help=N_("First day, or 2026, 2026-Q4, 2026-11."))]
_Until = Annotated[str, typer.Option("--until", metavar=N_("DATE"), help=N_("Last day, or 2026, 2026-Q4, 2026-11."))]
_Cohort = Annotated[
    str, typer.Option("--cohort", metavar=N_("PERIOD"), help=N_("Only deals created in 2026, 2026-Q4, 2026-11."))
]
_Tag = Annotated[str | None, typer.Option("--tag", metavar=N_("TAG"), help=N_("Only deals with this tag."))]
_Source = Annotated[
    str | None, typer.Option("--source", metavar=N_("SOURCE"), help=N_("Only this source; empty: without one."))
]
_Html = Annotated[
    str, typer.Option("--html", metavar=N_("FILE"), help=N_("Write an HTML page with charts; - for stdout."))
]


@command(
    "report",
    help=N_(
        "Show a report. funnel: what became of deals; time: days in each stage; forecast: what may come in; sources;"
        " losses; activity: who answers; months: side by side; capacity: days sold; month: the month's end. All time,"
        " unless --since, --until or --cohort is given. In JSON, amounts are decimal strings by currency, and shares"
        " {part, whole, percent}. Keys stay the same from version to version."
    ),
    examples=(
        "report funnel",
        "report funnel --since 2026 --explain",
        "report sources --cohort 2026-Q3",
        "report losses --tag web --json",
        N_("report months --since 2026 --html year.html"),
    ),
)
def report(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_NAMES, help=N_("Report."))] = "funnel",
    since: _Since = "",
    until: _Until = "",
    cohort: _Cohort = "",
    tag: _Tag = None,
    source: _Source = None,
    explain: Annotated[bool, typer.Option("--explain", help=N_("Show how each figure is counted."))] = False,
    html: _Html = "",
    force: Annotated[bool, typer.Option("--force", help=N_("Replace the file if it exists."))] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    from funneltui.domain.insights.wording import report_json, table_csv

    session = session_of(context)
    if as_json + as_csv + bool(html) > 1:
        raise UsageError(N_("Choose one: --json, --csv or --html."))
    scope = _scope(session, (since, until), cohort, tag, source, ahead=name in _AHEAD)
    insights = session.funnel().insights()
    if html == "-":
        with temporary_folder() as folder:
            insights.write_page(folder / "report", scope, name)
            session.out.document(folder / "report", as_json=False)
        return
    if html:
        path = typed_path(html)
        insights.write_page(path, scope, name, force=force)
        session.out.say(_("Written: {path}").format(path=path))
        return
    made = insights.report(name, scope)
    if as_json:
        session.out.entry(report_json(made, scope))
    elif as_csv:
        session.out.csv(("table", "row", "label", "column", "value", "unit"), table_csv(made))
    else:
        _print(session, made, scope, explain=explain)


_AHEAD = frozenset({"forecast", "capacity"})
"""The reports that look forward: in them a day without its year is the next one."""


def _scope(
    session: Session, edges: tuple[str, str], cohort: str, tag: str | None, source: str | None, *, ahead: bool
) -> Scope:
    from funneltui.domain.insights.scope import Scope, parse_period

    since, until = edges
    first, last = _edge(session, since, 0, ahead=ahead), _edge(session, until, 1, ahead=ahead)
    if since and not until and (period := _period(since)):
        last = period[1]
    if first and last and last < first:
        raise UsageError(N_("The first day is after the last one."))
    born = parse_period(cohort) if cohort else None
    return Scope(first, last, born and born[0], born and born[1], tag, source)


def _period(text: str) -> tuple[date, date] | None:
    """The days of a year, a quarter or a month; None when it is something else."""
    from funneltui.domain.insights.scope import parse_period
    from funneltui.errors import InvalidValueError

    try:
        return parse_period(text)
    except InvalidValueError:
        return None


def _edge(session: Session, text: str, which: int, *, ahead: bool) -> date | None:
    """The first (0) or last (1) day that was named, as a period or as people say a day, to come if `ahead`."""
    if not text:
        return None
    if period := _period(text):
        return period[which]
    return values.day(session, text) if ahead else values.past_day(session, text)


def _print(session: Session, made: Report, scope: Scope, *, explain: bool) -> None:
    from funneltui.domain.insights.wording import definitions

    out = session.out
    out.line(f"{translate(made.title)} · {scope.words}")
    for note in made.notes:
        out.line()
        out.line(f"{'! ' if note.warns else ''}{note.text} {note.reason}".rstrip())
    for table in (each.for_people() for each in made.tables):
        out.line()
        out.line(translate(table.title))
        if not table.rows:
            out.line(_("Nothing yet."))
        elif table.single:
            _print_facts(session, table)
        else:
            _print_table(session, table)
            if table.remark:
                out.line()
                out.line(translate(table.remark))
                if table.key == "sources":
                    out.line(_("To note one: funneltui sources cost NAME AMOUNT"))
    if explain:
        out.line()
        out.line(_("How it is counted"))
        for title, words in definitions(made):
            out.line(f"{title}: {words}" if "fr" not in session.language else f"{title}\u00a0: {words}")


def _print_facts(session: Session, table: Table) -> None:
    from funneltui.domain.insights.wording import figure
    from funneltui.domain.text import cells, pad

    titles = [translate(column.title) for column in table.columns]
    width = max(map(cells, titles))
    for column, title, cell in zip(table.columns, titles, table.rows[0].cells, strict=True):
        session.out.line(f"  {pad(title, width)}  {figure(column, cell)}")


def _print_table(session: Session, table: Table) -> None:
    """A table; what does not fit beside the first figures stands below, with the rows named again."""
    from funneltui.domain.insights.wording import figure

    count = len(table.columns)
    parts = (slice(0, _ALWAYS), slice(_ALWAYS, count)) if 0 < session.out.width < _WIDE else (slice(0, count),)
    first = Column(translate(table.first) if table.first else "", gives_way=1 if count else 0, wraps=True)
    for place, part in enumerate(parts):
        columns = table.columns[part]
        if place and not columns:
            break
        heads = (Column(translate(column.title), right=True, gives_way=2, wraps=True) for column in columns)
        rows = (
            (row.label, *(figure(column, cell) for column, cell in zip(columns, row.cells[part], strict=True)))
            for row in table.rows
        )
        if place:
            session.out.line()
        session.out.table((first, *heads), rows)


_ALWAYS = 8
"""So many figures of a table stand beside each other on a terminal that is not `_WIDE`."""
_WIDE = 140


@command(
    "sources",
    help=N_(
        "List sources and their cost. Same as report sources. sources cost NAME AMOUNT records money spent on one."
    ),
    examples=("sources", N_('sources cost "Trade fair" 450 --date 2026-10-12'), "sources --json"),
)
def sources(
    context: typer.Context,
    action: Annotated[str, typer.Argument(metavar="show|cost", help=N_("Action (default: show)."))] = "show",
    name: Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("cost: source."))] = "",
    amount: Annotated[str, typer.Argument(metavar=N_("AMOUNT"), help=N_("cost: amount spent."))] = "",
    on: Annotated[str, typer.Option("--date", metavar=N_("DATE"), help=N_("Date spent (default: today)."))] = "",
    note: Annotated[str, typer.Option("--note", metavar=N_("TEXT"), help=N_("Note."))] = "",
    as_json: Json = False,
) -> None:
    from funneltui.domain.insights.scope import Scope
    from funneltui.domain.insights.wording import report_json

    session = session_of(context)
    if action == "cost":
        if not name or not amount:
            raise UsageError(N_("Give a source and an amount: funneltui sources cost NAME AMOUNT."))
        spent = values.amount(amount, session.funnel().settings.currency).money
        change = session.services.sources.cost(name, spent, values.past_day(session, on) if on.strip() else None, note)
        session.report(change, as_json=False)
        if not as_json:
            return
    elif action != "show":
        raise UsageError(N_("Unknown value “{word}”. Choose from: {known}."), word=action, known="show, cost")
    made = session.funnel().insights().report("sources", Scope())
    if as_json:
        session.out.entry(report_json(made, Scope()))
    else:
        _print(session, made, Scope(), explain=False)

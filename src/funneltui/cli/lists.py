"""Commands that print many opportunities: list, search, due, review."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli import values
from funneltui.cli.application import command
from funneltui.cli.completion import query_words, sort_keys, stage_keys
from funneltui.cli.options import Csv, Json, Limit
from funneltui.cli.queries import understood
from funneltui.cli.session import Session, session_of
from funneltui.errors import UsageError
from funneltui.i18n import N_, translate as _

if TYPE_CHECKING:
    from funneltui.storage.reads.opportunity_values import OpportunityRecord

Which = Annotated[
    list[str] | None,
    typer.Argument(metavar=N_("QUERY"), help=N_("Query: words and conditions."), autocompletion=query_words),
]
Count = Annotated[bool, typer.Option("--count", help=N_("Print only their number."))]


@command(
    "list",
    help=N_(
        "List deals. A query is made of words and of conditions such as stage:lead temp:hot "
        "due:overdue source:linkedin value:>1000 tag:web score:<3 missing:authority "
        'idle:>14d touched:>30d is:client has:email; -tag:x excludes a tag, "…" keeps words '
        "together."
    ),
    examples=(
        N_("list --stage prospect,proposal --sort=-value"),
        N_("list lumière --limit 5"),
        N_("list 'temp:hot due:none -tag:web'"),
        N_('list --view "To call back"'),
        N_("list --json | jq '.[] | select(.temperature.level == \"hot\") | .contact.email'"),
    ),
    describes_json=True,
)
def list_(
    context: typer.Context,
    query: Which = None,
    view: Annotated[
        str,
        typer.Option("--view", metavar=N_("NAME"), help=N_("Saved view; a query narrows it down.")),
    ] = "",
    stage: Annotated[
        list[str] | None,
        typer.Option(
            "--stage", metavar=N_("STAGE"), help=N_("Only these stages, comma-separated."), autocompletion=stage_keys
        ),
    ] = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar=N_("KEY"),
            help=N_("due (the board's order), name, value, created, stage or temperature; -KEY reverses it."),
            autocompletion=sort_keys,
        ),
    ] = "",
    limit: Limit = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    session = session_of(context)
    _check_form(as_json=as_json, as_csv=as_csv)
    words = " ".join(query or ())
    if view:
        saved = session.reads.views.view(view)
        words, sort = f"{saved.query} {words}".strip(), sort or saved.sort
    key, descending = sort_key(sort or "due"), sort.strip().startswith("-")
    wanted = [record.id for record in values.stages(session, stage)] if stage else []
    words = understood(session, words)
    ids = session.reads.opportunities.ids(words, stages=wanted, sort=key, descending=descending, limit=limit)
    _print(session, ids, as_json=as_json, as_csv=as_csv)


@command(
    "search",
    help=N_(
        "Search deals. By words in names, organizations, titles, tags, sources, notes, "
        "exchanges, e-mails and phones, and by conditions as in list. One typing mistake per "
        "word is allowed."
    ),
    examples=(N_("search lumiere"), N_('search "06 12 34" --json')),
    describes_json=True,
)
def search(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar=N_("TEXT"), help=N_("Query: words and conditions."))],
    limit: Limit = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    session = session_of(context)
    _check_form(as_json=as_json, as_csv=as_csv)
    ids = session.reads.opportunities.ids(understood(session, " ".join(text)), limit=limit)
    _print(session, ids, as_json=as_json, as_csv=as_csv)


@command(
    "due",
    help=N_(
        "List what is due. Next actions overdue or for today, oldest first, deals back from "
        "Not now, and proposals about to expire."
    ),
    examples=("due", N_("due --days 7 --json"), N_("due --count  # for the shell's prompt")),
    describes_json=True,
)
def due(
    context: typer.Context,
    query: Which = None,
    days: Annotated[int, typer.Option("--days", metavar=N_("N"), help=N_("Also those of the next N days."))] = 0,
    count: Count = False,
    limit: Limit = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    session = session_of(context)
    _check_form(as_json=as_json, as_csv=as_csv)
    words = understood(session, " ".join(query or ()))
    ids = session.reads.opportunities.due_ids(days, words)
    if count:
        session.out.line(str(sum(1 for _ in ids)))
        return
    _print(
        session,
        islice(ids, limit),
        as_json=as_json,
        as_csv=as_csv,
        row=partial(_due_row, session),
        nothing=_("Nothing is due."),
    )


@command(
    "review",
    help=N_(
        "List deals that need a decision. Most urgent first, with the reason and a "
        "suggestion; F4 in the program goes through them. With --json: opportunities with "
        "two more keys, why [{key, text}] and advice {key, until, text} or null."
    ),
    examples=("review", N_("review stage:proposal --limit 5"), N_("review --json | jq -r '.[0].advice.text'")),
    describes_json=True,
)
def review(
    context: typer.Context,
    query: Which = None,
    count: Count = False,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    session = session_of(context)
    words = understood(session, " ".join(query or ()))
    ids = list(session.reads.review.queue())
    if words.split():
        kept = frozenset(session.reads.finding.cards(words))
        ids = [number for number in ids if number in kept]
    if count:
        session.out.line(str(len(ids)))
        return
    _print_review(session, session.reads.opportunities.records(ids[:limit]), as_json=as_json)


def _print_review(session: Session, records: Iterator[OpportunityRecord], *, as_json: bool) -> None:
    from funneltui.cli.shape import review_columns, review_json, review_row

    reads = session.reads.review
    decisions = ((record, reads.why(record.id), reads.advice(record.id)) for record in records)
    if as_json:
        session.out.array(review_json(*decision) for decision in decisions)
    elif not session.out.table(review_columns(), (review_row(*decision) for decision in decisions)):
        session.out.say(_("No deal needs a decision. Well done."))


def _check_form(*, as_json: bool, as_csv: bool) -> None:
    if as_json and as_csv:
        raise UsageError(N_("Choose --json or --csv, not both."))


def sort_key(text: str) -> str:
    """What a list is ordered by, without the minus that turns it round.

    Raises:
        UsageError: There is no such order.
    """
    from funneltui.domain.query.fields import field_named
    from funneltui.storage.reads.order import SORTS

    key = text.strip().lower().removeprefix("-")
    if (column := field_named(key)) is not None:  # `valeur`, as a query calls it
        key = "temperature" if column.name == "temp" else column.name
    if key not in SORTS:
        raise UsageError(N_("Unknown sort order “{key}”. Choose from: {known}."), key=key, known=", ".join(SORTS))
    return key


def _due_row(session: Session, deal: OpportunityRecord) -> tuple[str, ...]:
    """A row of a list whose last cell says also who is back and which offer ends."""
    from funneltui.cli.shape import list_row
    from funneltui.domain.review import WhyKind

    *cells, planned = list_row(deal)
    kinds = {WhyKind.AWAKE, WhyKind.LAPSING}
    reasons = [reason.words for reason in session.reads.review.why(deal.id) if reason.kind in kinds]
    if deal.parked_until and reasons:
        planned = ""
        reasons += filter(None, (deal.parked_say, deal.parked_why))
    return (*cells, ", ".join([planned, *reasons] if planned else reasons))


def _print(
    session: Session,
    ids: Iterator[int],
    *,
    as_json: bool,
    as_csv: bool,
    row: Callable[[OpportunityRecord], tuple[str, ...]] | None = None,
    nothing: str = "",
) -> None:
    from funneltui.cli.shape import CSV_HEADER, csv_row, list_columns, list_row, opportunity_json

    records = session.reads.opportunities.records(ids)
    if as_json:
        session.out.array(opportunity_json(record) for record in records)
    elif as_csv:
        session.out.csv(CSV_HEADER, (csv_row(record) for record in records))
    elif not session.out.table(list_columns(), ((row or list_row)(record) for record in records)):
        session.out.say(nothing or _("Nothing found."))

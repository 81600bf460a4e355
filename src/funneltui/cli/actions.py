"""Commands on a deal's next action: next, done, snooze."""

from __future__ import annotations

from typing import Annotated

import typer

from funneltui.cli import values
from funneltui.cli.application import command
from funneltui.cli.options import Id, Json, Next
from funneltui.cli.session import session_of
from funneltui.i18n import N_


@command(
    "next",
    help=N_("Set the next action. Replaces the deal's current one."),
    examples=(N_('next 12 "fri call about the quote"'), N_('next 12 "15/12 10:30 meeting"')),
    describes_json=True,
)
def next_(
    context: typer.Context,
    id: Id,
    date_what: Annotated[str, typer.Argument(metavar=N_('"DATE WHAT"'), help=N_("The date first, then the action."))],
    as_json: Json = False,
) -> None:
    session = session_of(context)
    number = values.opportunity_id(id)
    step = values.next_step(session, date_what)
    session.report(session.services.opportunities.plan([number], step), as_json=as_json, ids=[number], planned=step)


@command(
    "done",
    help=N_("Complete the next action. --next plans the one after it."),
    examples=(N_("done 12"), N_('done 12 --next "+7d ask for an answer"')),
    describes_json=True,
)
def done(
    context: typer.Context,
    id: Id,
    next_: Next = "",
    as_json: Json = False,
) -> None:
    session = session_of(context)
    number = values.opportunity_id(id)
    then = values.next_step(session, next_) if next_.strip() else None
    session.report(session.services.opportunities.done([number], then), as_json=as_json, ids=[number], planned=then)


@command(
    "snooze",
    help=N_("Snooze the next action."),
    examples=(N_("snooze 12 mon"), N_('snooze 12 "in 2 weeks"')),
    describes_json=True,
)
def snooze(
    context: typer.Context,
    id: Id,
    date: Annotated[str, typer.Argument(metavar=N_("DATE"), help=N_("A date: fri, +3d, 15/12."))],
    as_json: Json = False,
) -> None:
    session = session_of(context)
    number = values.opportunity_id(id)
    day = values.day(session, date)
    session.report(session.services.opportunities.snooze([number], day), as_json=as_json, ids=[number])

"""The command on exchanges: log."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated

import typer

from funneltui.cli import values
from funneltui.cli.application import command
from funneltui.cli.completion import channel_keys
from funneltui.cli.options import Id, Json, Next
from funneltui.cli.session import Session, session_of
from funneltui.clock import local_instant
from funneltui.errors import UsageError
from funneltui.i18n import N_

_NOON = time(12)
"""When a back-dated exchange without a time is taken to have happened."""


@command(
    "log",
    help=N_("Log an exchange. Outgoing unless --in, now unless --at."),
    examples=(
        N_('log 12 call --outcome "no answer" --next "+3d call again"'),
        N_('log 12 email --in --note "very interested, must ask her director"'),
        N_("log 12 meeting --at yesterday --gave"),
        N_('log 12 email --informed --note "first message"'),
    ),
    describes_json=True,
)
def log(
    context: typer.Context,
    id: Id,
    channel: Annotated[
        str,
        typer.Argument(
            metavar=N_("CHANNEL"),
            help=N_("call, email, mailing, sms, meeting, social or event, in either language."),
            autocompletion=channel_keys,
        ),
    ],
    incoming: Annotated[bool, typer.Option("--in", help=N_("Incoming."))] = False,
    outgoing: Annotated[bool, typer.Option("--out", help=N_("Outgoing (default)."))] = False,
    outcome: Annotated[str, typer.Option("--outcome", metavar=N_("TEXT"), help=N_("Outcome."))] = "",
    objection: Annotated[str, typer.Option("--objection", metavar=N_("TEXT"), help=N_("Objection."))] = "",
    note: Annotated[
        str, typer.Option("--note", metavar=N_("TEXT"), help=N_("What was said; the contact can ask to see it."))
    ] = "",
    at: Annotated[
        str, typer.Option("--at", metavar=N_("DATE"), help=N_("Date and time: yesterday, 18/11 14:30."))
    ] = "",
    gave: Annotated[bool, typer.Option("--gave", help=N_("It was useful to them."))] = False,
    informed: Annotated[
        bool, typer.Option("--informed", help=N_("This message says where you got their data."))
    ] = False,
    next_: Next = "",
    done: Annotated[
        bool | None,
        typer.Option(
            "--done/--not-done",
            help=N_("It was the next action planned. By default, when its date and channel match."),
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    from funneltui.domain.entries import NewTouch

    session = session_of(context)
    number = values.opportunity_id(id)
    if incoming and outgoing:
        raise UsageError(N_("Choose --in or --out, not both."))
    if incoming and informed:
        raise UsageError(N_("--informed can't be combined with --in."))
    touch = NewTouch(
        values.channel(channel),
        incoming=incoming,
        outcome=outcome,
        objection=objection,
        note=note,
        gave=gave,
        at=_moment(session, at),
        informs=informed,
    )
    then = values.next_step(session, next_) if next_.strip() else None
    change = session.services.touches.log([number], touch, then, completes=done)
    session.report(change, as_json=as_json, ids=[number], planned=then)


def _moment(session: Session, text: str) -> datetime | None:
    """The instant of a day as people say it, with or without a time; None for now."""
    if not text.strip():
        return None
    from funneltui.domain.dates import parse_day

    understood = parse_day(text, session.today, session.language, prefer="past")
    hour = understood.time or (None if understood.day == session.today else _NOON)
    return local_instant(understood.day, hour) if hour else None

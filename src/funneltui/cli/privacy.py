"""The command on personal data: who is to be told where their data come from, and who is to be left alone."""

from __future__ import annotations

from typing import Annotated

import typer

from funneltui.cli import values
from funneltui.cli.application import command
from funneltui.cli.completion import channel_keys
from funneltui.cli.options import Json
from funneltui.cli.session import Session, session_of
from funneltui.cli.table import Column
from funneltui.errors import UsageError
from funneltui.i18n import N_
from funneltui.i18n import translate as _

__all__ = ["privacy"]

_ACTIONS = ("due", "inform", "oppose", "allow")


@command(
    "privacy",
    help=N_(
        "List who is to be told where their data come from, the nearest day first; note that somebody was told, asked"
        " not to be contacted, or may be again. due --json: contact, id, name, organization, source, source_on, by,"
        " overdue; the others print the opportunity."
    ),
    examples=(
        "privacy due",
        N_("privacy inform 12 --on yesterday"),
        N_("privacy oppose 12"),
        N_("privacy oppose 12 --channel call --channel sms"),
        N_("privacy allow 12"),
    ),
)
def privacy(
    context: typer.Context,
    action: Annotated[
        str,
        typer.Argument(
            metavar="due|inform|oppose|allow",
            help=N_("What to do; due, unless said."),
            autocompletion=lambda: list(_ACTIONS),
        ),
    ] = "due",
    id: Annotated[str, typer.Argument(metavar="ID", help=N_("The number of an opportunity: 12 or #12."))] = "",
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("With inform: the day; today without."))] = "",
    channel: Annotated[
        list[str] | None,
        typer.Option(
            "--channel",
            metavar=N_("CHANNEL"),
            help=N_("With oppose: only by this one. Again for more."),
            autocompletion=channel_keys,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """List whom to inform, or note what they asked."""
    session = session_of(context)
    if action not in _ACTIONS:
        raise UsageError(N_("privacy takes {known}, not “{word}”."), known=", ".join(_ACTIONS), word=action)
    if (action == "due") == bool(id):
        raise UsageError(
            N_("These words are too many: {words}") if id else N_("Say which: funneltui privacy {action} ID."),
            words=id,
            action=action,
        )
    if (on and action != "inform") or (channel and action != "oppose"):
        raise UsageError(N_("--on goes with inform, --channel with oppose."))
    if action == "due":
        _list(session, as_json=as_json)
        return
    number = values.opportunity_id(id)
    service = session.services.privacy
    if action == "inform":
        change = service.inform([number], values.past_day(session, on) if on.strip() else None)
    elif action == "oppose":
        change = service.oppose([number], [values.channel(one) for one in channel or ()])
    else:
        change = service.allow([number])
    session.report(change, as_json=as_json, ids=[number])


def _list(session: Session, *, as_json: bool) -> None:
    found = session.reads.privacy.to_inform()
    today = session.today
    if as_json:
        session.out.array(
            {
                "contact": one.contact_id,
                "id": one.opportunity_id,
                "name": one.name,
                "organization": one.organization,
                "source": one.source,
                "source_on": one.source_on.isoformat(),
                "by": one.by.isoformat(),
                "overdue": one.by < today,
            }
            for one in found
        )
        return
    columns = (
        Column("#", right=True),
        Column(_("Name"), gives_way=1),
        Column(_("Organization"), gives_way=3, from_width=70),
        Column(_("Source"), gives_way=2),
        Column(_("To be told by")),
    )
    late = _("overdue")
    rows = (
        (
            str(one.opportunity_id),
            one.name,
            one.organization,
            one.source,
            f"{late} {one.by}" if one.by < today else str(one.by),
        )
        for one in found
    )
    if not session.out.table(columns, rows):
        session.out.say(_("Nobody is to be told where their data come from."))

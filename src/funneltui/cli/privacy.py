"""The commands on personal data: privacy due, inform, oppose, allow, access, erase."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

import typer

from funneltui.cli import rights, values
from funneltui.cli.application import command, group
from funneltui.cli.completion import channel_keys
from funneltui.cli.options import Force, Id, Json
from funneltui.cli.session import Session, session_of
from funneltui.cli.table import Column
from funneltui.i18n import N_, translate as _

_ADDRESS = re.compile(r"[^\d#]|^0|\d{9}")
"""What no number of a deal is like: an e-mail address has letters, a phone number is long or begins with 0."""

_Contact = Annotated[bool, typer.Option("--contact", help=N_("ID is a contact's, for contacts without a deal."))]

group("privacy", help=N_("Manage GDPR notices, opt-outs, access and erasure."), usual="due")


@command(
    "privacy due",
    help=N_(
        "List contacts to inform of the source, or kept too long. Earliest deadline first. "
        "With --json: contact, id, name, organization, source, source_on, by, overdue; for "
        "contacts kept too long, heard_on and asked_on instead of the source."
    ),
    examples=("privacy due", N_("privacy due --json")),
)
def privacy_due(context: typer.Context, as_json: Json = False) -> None:
    _list(session_of(context), as_json=as_json)


@command(
    "privacy inform",
    help=N_("Record that a contact was told where you got their data."),
    examples=(N_("privacy inform 12 --on yesterday"),),
    describes_json=True,
)
def privacy_inform(
    context: typer.Context,
    id: Id,
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("Date (default: today)."))] = "",
    as_json: Json = False,
) -> None:
    session, number = session_of(context), values.opportunity_id(id)
    day = values.past_day(session, on) if on.strip() else None
    session.report(session.services.privacy.inform([number], day), as_json=as_json, ids=[number])


@command(
    "privacy oppose",
    help=N_("Record that a contact asked for no more contact."),
    examples=(N_("privacy oppose 12 --channel call --channel sms"),),
    describes_json=True,
)
def privacy_oppose(
    context: typer.Context,
    id: Id,
    channel: Annotated[
        list[str] | None,
        typer.Option(
            "--channel",
            metavar=N_("CHANNEL"),
            help=N_("Only this channel. Can be repeated."),
            autocompletion=channel_keys,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    session, number = session_of(context), values.opportunity_id(id)
    channels = [values.channel(name) for name in channel or ()]
    session.report(session.services.privacy.oppose([number], channels), as_json=as_json, ids=[number])


@command(
    "privacy allow",
    help=N_("Lift an opposition. Of an erased contact, by their address."),
    examples=(N_("privacy allow 12"), N_("privacy allow sophie@example.com")),
    describes_json=True,
)
def privacy_allow(
    context: typer.Context,
    address: Annotated[
        str,
        typer.Argument(metavar=N_("ID|ADDRESS"), help=N_("Deal number, e-mail, phone or LinkedIn profile.")),
    ],
    as_json: Json = False,
) -> None:
    session = session_of(context)
    if _ADDRESS.search(address):
        session.report(session.services.privacy.allow_address(address), as_json=as_json)
    else:
        number = values.opportunity_id(address)
        session.report(session.services.privacy.allow([number]), as_json=as_json, ids=[number])


@command(
    "privacy access",
    help=N_("Export everything stored about a contact."),
    examples=(N_("privacy access 1 -o sophie.txt"), N_("privacy access 1 --json")),
)
def privacy_access(
    context: typer.Context,
    id: Id,
    contact: _Contact = False,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar=N_("FILE"), help=N_("Output file (default: stdout)."))
    ] = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    session = session_of(context)
    rights.tell(session, _whom(session, id, contact=contact), output, force=force, as_json=as_json)


@command(
    "privacy erase",
    help=N_(
        "Erase a contact permanently. With --json: rows, steps, addresses, organization, mentions, backups, "
        "backups_dropped, rejected, rejected_left, finished."
    ),
    examples=(N_('privacy erase 1 --name "Sophie Martin"'),),
)
def privacy_erase(
    context: typer.Context,
    id: Id,
    contact: _Contact = False,
    name: Annotated[str, typer.Option("--name", metavar=N_("NAME"), help=N_("The contact's name, to confirm."))] = "",
    unlisted: Annotated[
        bool,
        typer.Option("--unlisted", help=N_("Keep no hash of their addresses; an import could add them again.")),
    ] = False,
    keep_organization: Annotated[
        bool,
        typer.Option("--keep-organization", help=N_("Keep their organization, even if no one else belongs to it.")),
    ] = False,
    as_json: Json = False,
) -> None:
    session = session_of(context)
    whom = _whom(session, id, contact=contact)
    rights.erase(session, whom, name, oppose=not unlisted, organization=not keep_organization, as_json=as_json)


def _whom(session: Session, id: str, *, contact: bool) -> int:
    """The contact's number: the one given, or that of a deal's."""
    number = values.opportunity_id(id)
    return number if contact else session.reads.contact.detail(number).contact_id


def _list(session: Session, *, as_json: bool) -> None:
    if as_json:
        session.out.array(_due_json(session))
        return
    today = session.today
    late = _("overdue")
    columns = (
        Column("#", right=True),
        Column(_("Name"), gives_way=1),
        Column(_("Organization"), gives_way=3, from_width=70),
        Column(_("Source"), gives_way=2),
        Column(_("Disclose by")),
    )
    rows = (
        (
            str(contact.opportunity_id),
            contact.name,
            contact.organization,
            contact.source,
            f"{late} {contact.by}" if contact.by < today else str(contact.by),
        )
        for contact in session.reads.privacy.to_inform()
    )
    if not session.out.table(columns, rows):
        session.out.say(_("No source left to disclose."))
    rights.list_kept_too_long(session)


def _due_json(session: Session) -> Iterator[dict[str, object]]:
    today = session.today
    for contact in session.reads.privacy.to_inform():
        yield {
            "contact": contact.contact_id,
            "id": contact.opportunity_id,
            "name": contact.name,
            "organization": contact.organization,
            "source": contact.source,
            "source_on": contact.source_on.isoformat(),
            "by": contact.by.isoformat(),
            "overdue": contact.by < today,
        }
    for kept in session.reads.privacy.to_delete():
        yield {
            "contact": kept.contact_id,
            "id": kept.opportunity_id or None,
            "name": kept.name,
            "organization": kept.organization,
            "heard_on": kept.heard_on.isoformat(),
            "asked_on": kept.asked_on.isoformat() if kept.asked_on else None,
            "by": kept.until.isoformat(),
            "overdue": True,
        }

"""The command on personal data: who is to be told where their data come from, and who is to be left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from funneltui.cli import rights, values
from funneltui.cli.application import command
from funneltui.cli.completion import channel_keys
from funneltui.cli.options import Json
from funneltui.cli.session import Session, session_of
from funneltui.cli.table import Column
from funneltui.errors import UsageError
from funneltui.i18n import N_
from funneltui.i18n import translate as _

__all__ = ["privacy"]

_ADDRESS = re.compile(r"[^\d#]|^0|\d{9}")
"""What no number of an opportunity is like: an e-mail address has letters, a phone number is long or begins with 0."""
_ACTIONS = ("due", "inform", "oppose", "allow", "access", "erase")


@command(
    "privacy",
    help=N_(
        "Manage GDPR notices, opt-outs, access and erasure. due lists contacts not yet told "
        "where you got their data, and contacts kept too long, earliest deadline first; "
        "inform records the notice; oppose and allow manage “do not contact” (GDPR "
        "opposition); access exports everything stored about a contact; erase deletes it "
        "permanently. due --json: contact, id, name, organization, source, source_on, by, "
        "overdue; for contacts kept too long, heard_on and asked_on instead of the source. "
        "erase --json: rows, steps, addresses, organization, mentions, backups, backups_dropped, finished. The others "
        "print the opportunity."
    ),
    examples=(
        "privacy due",
        N_("privacy inform 12 --on yesterday"),
        N_("privacy oppose 12 --channel call --channel sms"),
        N_("privacy allow sophie@example.com"),
        N_("privacy access 12 -o sophie.txt"),
        N_('privacy erase 12 --name "Sophie Martin"'),
    ),
)
def privacy(
    context: typer.Context,
    action: Annotated[
        str,
        typer.Argument(
            metavar="|".join(_ACTIONS),
            help=N_("Action (default: due)."),
            autocompletion=lambda: list(_ACTIONS),
        ),
    ] = "due",
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help=N_("Deal number: 12 or #12. allow: also an e-mail, a phone, a LinkedIn profile."),
        ),
    ] = "",
    on: Annotated[str, typer.Option("--on", metavar=N_("DATE"), help=N_("inform: the date (default: today)."))] = "",
    channel: Annotated[
        list[str] | None,
        typer.Option(
            "--channel",
            metavar=N_("CHANNEL"),
            help=N_("oppose: only this channel. Can be repeated."),
            autocompletion=channel_keys,
        ),
    ] = None,
    contact: Annotated[
        bool, typer.Option("--contact", help=N_("access, erase: ID is a contact's, for contacts without a deal."))
    ] = False,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar=N_("FILE"), help=N_("access: output file (default: stdout)."))
    ] = "",
    force: Annotated[bool, typer.Option("--force", help=N_("Overwrite an existing file."))] = False,
    name: Annotated[
        str,
        typer.Option("--name", metavar=N_("NAME"), help=N_("erase: the contact's name, to confirm.")),
    ] = "",
    unlisted: Annotated[
        bool,
        typer.Option("--unlisted", help=N_("erase: keep no hash of their addresses; an import could add them again.")),
    ] = False,
    keep_organization: Annotated[
        bool,
        typer.Option(
            "--keep-organization", help=N_("erase: keep their organization, even if no one else belongs to it.")
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """List whom to inform, or note what they asked."""
    session = session_of(context)
    if action not in _ACTIONS:
        raise UsageError(N_("privacy takes {known}, not “{word}”."), known=", ".join(_ACTIONS), word=action)
    if (action == "due") == bool(id):
        raise UsageError(
            N_("Unexpected words: {words}") if id else N_("Give a number: funneltui privacy {action} ID."),
            words=id,
            action=action,
        )
    if (on and action != "inform") or (channel and action != "oppose"):
        raise UsageError(N_("--on can only be used with inform, --channel with oppose."))
    if ((output or force) and action != "access") or ((name or unlisted or keep_organization) and action != "erase"):
        raise UsageError(
            N_("-o and --force only work with access; --name, --unlisted and --keep-organization only with erase.")
        )
    if contact and action not in {"access", "erase"}:
        raise UsageError(N_("--contact can only be used with access and erase."))
    if action == "due":
        _list(session, as_json=as_json)
    elif action in {"access", "erase"}:
        whom = (
            values.opportunity_id(id) if contact else session.reads.contact.detail(values.opportunity_id(id)).contact_id
        )
        if action == "access":
            rights.tell(session, whom, output, force=force, as_json=as_json)
        else:
            rights.erase(session, whom, name, oppose=not unlisted, organization=not keep_organization, as_json=as_json)
    elif action == "allow" and _ADDRESS.search(id):
        session.report(session.services.privacy.allow_address(id), as_json=as_json)
    else:
        _note(session, action, values.opportunity_id(id), on, channel or (), as_json=as_json)


def _note(session: Session, action: str, number: int, on: str, channels: Iterable[str], *, as_json: bool) -> None:
    """Note what they asked, or that they were told."""
    service = session.services.privacy
    if action == "inform":
        change = service.inform([number], values.past_day(session, on) if on.strip() else None)
    elif action == "oppose":
        change = service.oppose([number], [values.channel(one) for one in channels])
    else:
        change = service.allow([number])
    session.report(change, as_json=as_json, ids=[number])


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
            str(one.opportunity_id),
            one.name,
            one.organization,
            one.source,
            f"{late} {one.by}" if one.by < today else str(one.by),
        )
        for one in session.reads.privacy.to_inform()
    )
    if not session.out.table(columns, rows):
        session.out.say(_("Everyone has been told where you got their data."))
    rights.list_kept_too_long(session)


def _due_json(session: Session) -> Iterator[dict[str, object]]:
    today = session.today
    for one in session.reads.privacy.to_inform():
        yield {
            "contact": one.contact_id,
            "id": one.opportunity_id,
            "name": one.name,
            "organization": one.organization,
            "source": one.source,
            "source_on": one.source_on.isoformat(),
            "by": one.by.isoformat(),
            "overdue": one.by < today,
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

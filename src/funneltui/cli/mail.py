"""The command that reads mailboxes: mail."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from funneltui.cli.application import command
from funneltui.cli.options import DryRun, Json
from funneltui.cli.session import Session, session_of
from funneltui.errors import UsageError
from funneltui.i18n import N_, sentence, translate as _
from funneltui.paths import config_path, typed_path

if TYPE_CHECKING:
    from funneltui.services.mail_report import MailReport

_STRANGERS = 50


@command(
    "mail",
    help=N_(
        "Log e-mails as exchanges. Headers are read from .eml files, mbox files, Maildir folders or stdin (-), "
        "no texts, and only of people you know; nobody is added. Your own addresses (settings own_addresses, "
        "sender_email) tell what you sent. Automatic mail is shown apart and not logged. Without a source, the "
        "remembered ones are read. One run is one step. With --json: matched, there, automatic, unknown, undated, "
        "step, messages, automatic_messages, unknown_addresses, unread."
    ),
    examples=(
        N_("mail ~/Mail/INBOX --add"),
        "mail",
        N_("mail message.eml --dry-run --list"),
        N_("notmuch search --output=files date:7d.. | xargs funneltui mail"),
    ),
)
def mail(
    context: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar=N_("SOURCE"), help=N_("Files and folders; - for stdin. None: the remembered ones.")),
    ] = None,
    add: Annotated[bool, typer.Option("--add", help=N_("Remember the sources for the next time."))] = False,
    dry_run: DryRun = False,
    list_: Annotated[
        bool, typer.Option("--list", help=N_("List the e-mails, automatic ones and unknown people."))
    ] = False,
    as_json: Json = False,
) -> None:
    session = session_of(context)
    settings = session.funnel(create=True).settings
    named = list(sources or ())
    if not named and not settings.mail_sources:
        raise UsageError(N_("Name a mailbox: funneltui mail ~/Mail/INBOX --add remembers it."))
    opened: list[Path | BinaryIO] = [
        sys.stdin.buffer if source == "-" else typed_path(source) for source in named or settings.mail_sources
    ]
    report = session.services.mail.read(opened, dry_run=dry_run, tick=session.out.count)
    if add and not dry_run:
        _remember(session, [source for source in opened if isinstance(source, Path)])
    _tell(session, report, dry_run=dry_run)
    if as_json:
        session.out.entry(_report_json(report))
    elif list_:
        _list(session, report)
    for error in report.unread[1:]:
        session.out.say(sentence(error))
    if report.unread:
        raise report.unread[0]


def _remember(session: Session, paths: list[Path]) -> None:
    from funneltui.settings_changes import add_to_list

    for path in paths:
        add_to_list(config_path(), "mail_sources", str(path.absolute()))
        session.out.say(_("Remembered: {path}").format(path=path.absolute()))


def _tell(session: Session, report: MailReport, *, dry_run: bool) -> None:
    for words in report.words:
        session.out.say(words)
    if dry_run:
        session.out.say(_("Dry run: nothing was changed."))


def _list(session: Session, report: MailReport) -> None:
    from funneltui.services.mail_report import AUTOMATIC_KINDS

    directions = {True: _("from"), False: _("to")}
    logged = _("already logged")
    for letter in report.letters:
        known = "" if letter.written else f"  ({logged})"
        deal = f"#{letter.opportunity_id}  " if letter.opportunity_id else ""
        moment = f"{letter.sent_at.astimezone():%Y-%m-%d %H:%M}"
        session.out.line(f"{moment}  {deal}{directions[letter.incoming]} {letter.name}: {letter.subject}{known}")
    for mail in report.machines:
        session.out.line(f"{_(AUTOMATIC_KINDS[mail.kind])}  {mail.name} <{mail.address}>: {mail.subject}")
    unknown = _("unknown")
    for address, count in report.strangers.most_common(_STRANGERS):
        session.out.line(f"{unknown}  {address}  × {count}")


def _report_json(report: MailReport) -> dict[str, object]:
    return {
        "matched": report.matched,
        "there": report.logged_before,
        "automatic": report.automatic,
        "unknown": report.unknown,
        "undated": report.undated,
        "step": report.change.step_id,
        "messages": [
            {
                "id": letter.opportunity_id,
                "contact": letter.name,
                "direction": "in" if letter.incoming else "out",
                "sent_at": letter.sent_at.isoformat(),
                "subject": letter.subject,
                "new": letter.written,
            }
            for letter in report.letters
        ],
        "automatic_messages": [
            {
                "kind": machine.kind,
                "contact": machine.name,
                "email": machine.address,
                "sent_at": machine.sent_at.isoformat() if machine.sent_at else None,
                "subject": machine.subject,
            }
            for machine in report.machines
        ],
        "unknown_addresses": dict(report.strangers.most_common()),
        "unread": [sentence(error) for error in report.unread],
    }

"""The command that makes messages from templates: write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli import values
from funneltui.cli.application import command
from funneltui.cli.options import Json, Next
from funneltui.cli.session import Session, session_of
from funneltui.cli.templates import TEMPLATE, find, print_text
from funneltui.errors import FunnelError, NotFoundError, RefusedError, UsageError
from funneltui.i18n import N_, language, sentence, translate as _, translate_plural
from funneltui.paths import typed_path

if TYPE_CHECKING:
    from funneltui.services.composing import Composer, Message
    from funneltui.storage.reads.templates import TemplateRecord


@command(
    "write",
    help=N_(
        "Write a message from a template. Without a template, the best match is used. The "
        "message is printed, or becomes a mailto link or a draft file; --log records it as "
        "sent. Contacts who asked not to be contacted get none. Several ids, "
        "comma-separated, get one message each, in their language. With --json: id, name, "
        "to, subject, body, channel, template, missing, unknown, mailto, file, logged."
    ),
    examples=(
        N_("write 12"),
        N_('write 12 "Case study" --mailto'),
        N_('write 12,15,18 "Case study" --eml drafts --log --next "+7d follow up"'),
        N_("write 12 --mailto | xargs xdg-open"),
    ),
)
def write(
    context: typer.Context,
    ids: Annotated[str, typer.Argument(metavar="ID", help=N_("Deal number; several comma-separated."))],
    template: Annotated[str, typer.Argument(metavar=N_("TEMPLATE"), help=TEMPLATE)] = "",
    print_: Annotated[bool, typer.Option("--print", help=N_("Print the message (default)."))] = False,
    mailto: Annotated[bool, typer.Option("--mailto", help=N_("Print a link that opens it in a mail program."))] = False,
    eml: Annotated[
        str, typer.Option("--eml", metavar=N_("FOLDER"), help=N_("Save it as a draft file in this folder."))
    ] = "",
    force: Annotated[bool, typer.Option("--force", help=N_("--eml: overwrite drafts of the same name."))] = False,
    log: Annotated[bool, typer.Option("--log", help=N_("Record it as sent."))] = False,
    gave: Annotated[bool, typer.Option("--gave", help=N_("--log: the message was useful to them."))] = False,
    next_: Next = "",
    as_json: Json = False,
) -> None:
    session = session_of(context)
    numbers = list(
        dict.fromkeys(values.opportunity_id(part) for part in ids.split(",") if part.strip() or "," not in ids)
    )
    if sum((print_, mailto, bool(eml))) > 1:
        raise UsageError(N_("Choose one of --print, --mailto and --eml."))
    if (gave or next_.strip()) and not log:
        raise UsageError(N_("--gave and --next can only be used with --log."))
    then = values.next_step(session, next_) if next_.strip() else None
    composer = _composer(session)
    chosen = choose_template(session, numbers, template)
    made, files = _made(session, composer, numbers, chosen, eml, force=force)
    links = {message.opportunity_id: _link(session, message, mailto, alone=len(numbers) == 1) for message in made}
    if mailto:
        made = [message for message in made if links[message.opportunity_id]]
    if not made:
        raise RefusedError(N_("No contact to write to."))
    if log:
        from funneltui.services.templates import touch_of

        session.services.touches.log([message.opportunity_id for message in made], touch_of(made, gave=gave), then)
    if as_json:
        shapes = [_message_json(message, links, files, logged=log) for message in made]
        if len(numbers) == 1:
            session.out.entry(shapes[0])
        else:
            session.out.array(shapes)
    else:
        _tell(session, made, links if mailto else {}, files)
    if log:
        told = translate_plural("{count} message logged.", "{count} messages logged.", len(made))
        session.out.say(told)
        if then is not None:
            session.say_planned(then)


def _composer(session: Session) -> Composer:
    from funneltui.services.composing import Composer

    funnel = session.funnel()
    return Composer(funnel.reads.templates, funnel.clock, funnel.settings)


def choose_template(session: Session, numbers: Sequence[int], text: str) -> TemplateRecord:
    """The template of this name or number; without one, the one that fits the first of these deals best.

    Raises:
        NotFoundError: There is none, or several are called that.
    """
    (first,) = session.reads.templates.recipients(numbers[:1])
    if text:
        return find(session, text, first.language or language())
    best = _composer(session).best_first(numbers)
    if not best:
        raise NotFoundError(N_("No templates yet. Add one with funneltui templates add."))
    session.out.say(_("Template: {name}").format(name=best[0].name))
    return best[0]


def _made(
    session: Session, composer: Composer, numbers: Sequence[int], template: TemplateRecord, eml: str, *, force: bool
) -> tuple[list[Message], dict[int, Path]]:
    """The messages, and the files of those that became drafts; who gets none is told."""
    if eml:
        folder = typed_path(eml)
        drafts = session.services.templates.write_drafts(numbers, template.id, folder, force=force)
        for number, error in drafts.skipped:
            tell_skipped(session, number, error)
        made = [message for message, _path in drafts.written]
        return made, {message.opportunity_id: path for message, path in drafts.written}
    if len(numbers) == 1:
        return [composer.message(numbers[0], template)], {}
    made = []
    for number, message in zip(numbers, composer.messages(numbers, template, in_their_language=True), strict=True):
        if isinstance(message, FunnelError):
            tell_skipped(session, number, message)
        else:
            made.append(message)
    return made, {}


def tell_skipped(session: Session, number: int, error: FunnelError) -> None:
    """Say who gets no message, and why."""
    session.out.say(_("#{id} skipped: {reason}").format(id=number, reason=sentence(error)))


def _link(session: Session, message: Message, wanted: bool, *, alone: bool) -> str:
    """The message's link; empty where there can be none, which is told when it was wanted."""
    try:
        return message.mailto()
    except FunnelError as error:
        if wanted and alone:
            raise
        if wanted:
            tell_skipped(session, message.opportunity_id, error)
        return ""


def _message_json(
    message: Message, links: dict[int, str], files: dict[int, Path], *, logged: bool
) -> dict[str, object]:
    file = files.get(message.opportunity_id)
    return {
        "id": message.opportunity_id,
        "name": message.name,
        "to": message.to or None,
        "subject": message.subject,
        "body": message.body,
        "channel": message.channel,
        "template": message.template,
        "missing": list(message.missing),
        "unknown": list(message.unknown),
        "mailto": links[message.opportunity_id] or None,
        "file": str(file) if file else None,
        "logged": logged,
    }


def _tell(session: Session, made: Sequence[Message], links: dict[int, str], files: dict[int, Path]) -> None:
    for place, message in enumerate(made):
        if message.gaps:
            told = _("#{id} not filled in: {fields}")
            session.out.say(told.format(id=message.opportunity_id, fields=" · ".join(message.gaps)))
        if files:
            session.out.line(str(files[message.opportunity_id]))
        elif links:
            session.out.line(links[message.opportunity_id])
        else:
            if place:
                session.out.line()
            _print_message(session, message)


def _print_message(session: Session, message: Message) -> None:
    if message.by_mail:
        address = f"{message.name} <{message.to}>" if message.to else message.name
        session.out.line(_("To: {name}").format(name=address))
    if message.subject:
        session.out.line(_("Subject: {text}").format(text=message.subject))
    session.out.line()
    print_text(session, message.body)

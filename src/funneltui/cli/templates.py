"""The commands on the user's own message templates: templates list, show, add, edit, remove, fields."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli import values
from funneltui.cli.application import command, group
from funneltui.cli.completion import channel_keys, stage_keys
from funneltui.cli.options import Json
from funneltui.cli.session import Session, session_of
from funneltui.cli.table import Column
from funneltui.domain.text import fold, safe_lines
from funneltui.errors import NotFoundError, RefusedError, UsageError
from funneltui.i18n import N_, language, system_reason, translate as _
from funneltui.paths import read_file, typed_path

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads.templates import TemplateRecord

TEMPLATE = N_("Number or name of a template, or its beginning.")
"""How a template is named on the command line."""

_Name = Annotated[str, typer.Argument(metavar=N_("NAME"), help=TEMPLATE)]
_NewName = Annotated[str | None, typer.Option("--name", metavar=N_("NAME"), help=N_("New name."))]
_Language = Annotated[str | None, typer.Option("--language", metavar="fr|en", help=N_("Language of the template."))]
_Subject = Annotated[str | None, typer.Option("--subject", metavar=N_("TEXT"), help=N_("Subject line."))]
_Body = Annotated[str | None, typer.Option("--body", metavar=N_("TEXT"), help=N_("Message text."))]
_File = Annotated[
    str | None, typer.Option("--file", metavar=N_("FILE"), help=N_("UTF-8 file with the text; - for stdin."))
]
_Temperature = Annotated[
    str | None,
    typer.Option("--temperature", metavar="cold|warm|hot", help=N_("Temperature it is for; empty for any.")),
]
_Stage = Annotated[
    str | None,
    typer.Option(
        "--stage",
        metavar=N_("STAGE"),
        help=N_("Stage it is for; empty for any."),
        autocompletion=stage_keys,
    ),
]
_Purpose = Annotated[
    str | None,
    typer.Option("--purpose", metavar="clear_answer|last_message", help=N_("Purpose; empty for follow-up.")),
]
_Channel = Annotated[
    str | None,
    typer.Option("--channel", metavar=N_("CHANNEL"), help=N_("Channel: email, social…"), autocompletion=channel_keys),
]


group(
    "templates",
    help=N_("Manage message templates."),
    usual="list",
)


@command(
    "templates list",
    help=N_(
        "List the templates. With --json: id, name, language, temperature, stage, purpose, channel, subject, body."
    ),
    examples=("templates", N_("templates list --json")),
)
def templates_list(context: typer.Context, as_json: Json = False) -> None:
    _list(session_of(context), as_json=as_json)


@command("templates show", help=N_("Show a template."), examples=(N_('templates show "Case study"'),))
def templates_show(context: typer.Context, name: _Name, as_json: Json = False) -> None:
    session = session_of(context)
    _show(session, find(session, name), as_json=as_json)


@command(
    "templates add",
    help=N_("Add a template."),
    examples=(N_('templates add "Invitation" --temperature warm --file invitation.txt'),),
)
def templates_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("Name of the template."))],
    spoken: _Language = None,
    subject: _Subject = None,
    body: _Body = None,
    file: _File = None,
    temperature: _Temperature = None,
    stage: _Stage = None,
    purpose: _Purpose = None,
    channel: _Channel = None,
    as_json: Json = False,
) -> None:
    from funneltui.domain.entries import NewTemplate

    session = session_of(context)
    fields = _fields(session, name, spoken or language(), subject, body, file, temperature, stage, purpose, channel)
    change = session.services.templates.add(NewTemplate(**fields))
    if as_json:
        session.out.entry(_json(session.reads.templates.all()[-1]))
    _told(session, change, fields)


@command(
    "templates edit",
    help=N_("Edit a template."),
    examples=(N_('templates edit "Case study" --subject "For you, {first_name}"'),),
)
def templates_edit(
    context: typer.Context,
    name: _Name,
    new_name: _NewName = None,
    spoken: _Language = None,
    subject: _Subject = None,
    body: _Body = None,
    file: _File = None,
    temperature: _Temperature = None,
    stage: _Stage = None,
    purpose: _Purpose = None,
    channel: _Channel = None,
    as_json: Json = False,
) -> None:
    session = session_of(context)
    fields = _fields(session, new_name, spoken, subject, body, file, temperature, stage, purpose, channel)
    number = find(session, name).id
    change = session.services.templates.edit(number, fields)
    if as_json:
        session.out.entry(_json(session.reads.templates.template(number)))
    _told(session, change, fields)


@command("templates remove", help=N_("Remove a template."), examples=(N_('templates remove "Case study"'),))
def templates_remove(context: typer.Context, name: _Name) -> None:
    session = session_of(context)
    _told(session, session.services.templates.remove(find(session, name).id), {})


@command(
    "templates fields",
    help=N_("List the fields a template can use. With --json: field, french, is."),
    examples=(N_("templates fields"),),
)
def templates_fields(context: typer.Context, as_json: Json = False) -> None:
    _list_fields(session_of(context), as_json=as_json)


def _fields(
    session: Session,
    name: str | None,
    spoken: str | None,
    subject: str | None,
    body: str | None,
    file: str | None,
    temperature: str | None,
    stage: str | None,
    purpose: str | None,
    channel: str | None,
) -> dict[str, str]:
    """What was given of a template, by the names of its fields."""
    given = {
        "name": name,
        "language": spoken,
        "subject": subject,
        "body": _text(file) if file is not None else body,
        "temperature": temperature,
        "stage": values.stage(session, stage).key if stage else stage,
        "purpose": purpose,
        "channel": channel,
    }
    return {key: value for key, value in given.items() if value is not None}


def _text(file: str) -> str:
    try:
        if file == "-":
            return sys.stdin.read()
        return read_file(typed_path(file)).decode("utf-8-sig")
    except OSError as error:
        raise RefusedError(N_("Can't read {path}: {detail}."), path=file, detail=system_reason(error)) from error
    except UnicodeDecodeError as error:
        raise RefusedError(N_("{path} isn't UTF-8 text."), path=file) from error


def _told(session: Session, change: Change, fields: dict[str, str]) -> None:
    """Say what was done, and which fields of the texts there are not."""
    from funneltui.domain.templates import unknown_fields

    session.out.say(change.label if change.step_id else _("No changes."))
    for text in (fields.get("subject", ""), fields.get("body", "")):
        for wrong in unknown_fields(text):
            session.out.say(wrong.words)


def find(session: Session, text: str, preferred: str = "") -> TemplateRecord:
    """The template of this number or name, without case or accents, or its beginning.

    Args:
        session: The session.
        text: What was typed.
        preferred: The language that decides between two of the same name.

    Raises:
        NotFoundError: No template is called that.
        UsageError: Several are.
    """
    known = session.reads.templates.all()
    wanted = fold(text.removeprefix("#"))
    same = [template for template in known if wanted in (str(template.id), fold(template.name))]
    candidates = same or [template for template in known if wanted and fold(template.name).startswith(wanted)]
    candidates = [template for template in candidates if template.language == preferred] or candidates
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        listed = ", ".join(f"{template.name} ({template.id})" for template in candidates)
        raise UsageError(N_("“{text}” could be {known}."), text=text, known=listed)
    raise NotFoundError(N_("Unknown template “{text}”. See funneltui templates."), text=text)


def _list(session: Session, *, as_json: bool) -> None:
    known = session.reads.templates.all()
    if as_json:
        session.out.array(map(_json, known))
        return
    columns = (
        Column(_("No."), right=True),
        Column(_("Name"), gives_way=1),
        Column(_("Language")),
        Column(_("Purpose"), gives_way=2, from_width=60),
        Column(_("Subject"), gives_way=3, from_width=70),
    )
    rows = ((str(template.id), template.name, template.language, template.use, template.subject) for template in known)
    if not session.out.table(columns, rows):
        session.out.say(_("No templates yet. Add one with funneltui templates add."))


def _json(template: TemplateRecord) -> dict[str, object]:
    return {
        "id": template.id,
        "name": template.name,
        "language": template.language,
        "temperature": template.temperature or None,
        "stage": template.stage or None,
        "purpose": template.purpose or None,
        "channel": template.channel,
        "subject": template.subject,
        "body": template.body,
    }


def _show(session: Session, template: TemplateRecord, *, as_json: bool) -> None:
    if as_json:
        session.out.entry(_json(template))
        return
    session.out.line(" · ".join(filter(None, (f"{template.id}  {template.name}", template.language, template.use))))
    if template.subject:
        session.out.line(_("Subject: {text}").format(text=template.subject))
    session.out.line()
    print_text(session, template.body)


def _list_fields(session: Session, *, as_json: bool) -> None:
    from funneltui.domain.templates import FIELDS

    if as_json:
        session.out.array({"field": field.key, "french": field.french, "is": _(field.words)} for field in FIELDS)
        return
    columns = (Column(_("Field")), Column(_("In French")), Column(_("What it is"), gives_way=1))
    session.out.table(columns, ((f"{{{field.key}}}", f"{{{field.french}}}", _(field.words)) for field in FIELDS))
    session.out.say(_("{title|your project} puts “your project” where the field is empty."))


def print_text(session: Session, text: str) -> None:
    """Print a message's text, line by line."""
    for line in safe_lines(text.rstrip("\n")):
        session.out.line(line)

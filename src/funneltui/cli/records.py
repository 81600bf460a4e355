"""Commands on one deal's record: add, show, edit."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli import values
from funneltui.cli.application import command
from funneltui.cli.completion import field_names, stage_keys
from funneltui.cli.options import Id, Json, Next
from funneltui.cli.session import session_of
from funneltui.errors import UsageError
from funneltui.i18n import N_, translate as _

if TYPE_CHECKING:
    from funneltui.interchange.pasted import Pasted

_LONGEST_PASTE = 1 << 20
_Organization = Annotated[str, typer.Option("--org", metavar=N_("TEXT"), help=N_("Organization."))]
_Job = Annotated[str, typer.Option("--job", metavar=N_("TEXT"), help=N_("Job title."))]
_Emails = Annotated[list[str] | None, typer.Option("--email", metavar=N_("TEXT"), help=N_("Can be repeated."))]
_Phones = Annotated[list[str] | None, typer.Option("--phone", metavar=N_("TEXT"), help=N_("Can be repeated."))]
_Links = Annotated[list[str] | None, typer.Option("--link", metavar=N_("TEXT"), help=N_("Can be repeated."))]
_Source = Annotated[str, typer.Option("--source", metavar=N_("TEXT"), help=N_("Source of the contact."))]
_Stage = Annotated[
    str, typer.Option("--stage", metavar=N_("STAGE"), help=N_("Stage to start in."), autocompletion=stage_keys)
]
_Value = Annotated[str, typer.Option("--value", metavar=N_("AMOUNT"), help=N_("3200, “€3,200” or “5d x 450”."))]
_Title = Annotated[str, typer.Option("--title", metavar=N_("TEXT"), help=N_("Title of the deal."))]
_Tags = Annotated[list[str] | None, typer.Option("--tag", metavar=N_("TEXT"), help=N_("Can be repeated."))]
_Note = Annotated[str, typer.Option("--note", metavar=N_("TEXT"), help=N_("Note on the contact."))]


@command(
    "add",
    help=N_("Add a prospect. The deal starts in the first stage unless --stage is given."),
    examples=(
        N_('add "Sophie Martin" --org "Asso Lumière" --email sophie@asso-lumiere.fr --value "€3,200"'),
        N_('add "Karim Benali" --source linkedin --next "fri call about the site" --json'),
        N_("xclip -o | funneltui add --paste"),
    ),
    describes_json=True,
)
def add(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar=N_("NAME"), help=N_("Contact's name, or the organization's."))
    ] = None,
    org: _Organization = "",
    job: _Job = "",
    email: _Emails = None,
    phone: _Phones = None,
    link: _Links = None,
    source: _Source = "",
    stage: _Stage = "",
    value: _Value = "",
    title: _Title = "",
    tag: _Tags = None,
    note: _Note = "",
    next_: Next = "",
    paste: Annotated[
        bool, typer.Option("--paste", help=N_("Read a signature, a vCard or a spreadsheet's row from stdin."))
    ] = False,
    as_json: Json = False,
) -> None:
    from funneltui.cli.duplicates import warn_of_duplicates
    from funneltui.domain.entries import NewProspect

    session = session_of(context)
    if name is None and not paste:
        raise UsageError(N_("{parameter} is missing."), parameter=_("NAME"))
    pasted = _pasted() if paste else None
    settings = session.funnel(create=True).settings
    new = NewProspect(
        name=name or (_name_of(pasted) if pasted else ""),
        organization=org or (pasted.organization if pasted else ""),
        job_title=job or (pasted.job_title if pasted else ""),
        emails=(*(email or ()), *(pasted.emails if pasted else ())),
        phones=(*(phone or ()), *(pasted.phones if pasted else ())),
        links=(*(link or ()), *(pasted.links if pasted else ())),
        address=pasted.address if pasted else "",
        source=source,
        stage=values.stage(session, stage).key if stage else settings.default_stage,
        title=title,
        amount=values.amount(value, settings.currency) if value.strip() else None,
        currency=settings.currency,
        tags=tuple(",".join(tag or ()).split(",")),
        note="\n".join(filter(None, (note, pasted.note if pasted else ""))),
        next_step=values.next_step(session, next_) if next_.strip() else None,
    )
    change = session.services.opportunities.add(new)
    session.report(change, as_json=as_json, planned=new.next_step)
    warn_of_duplicates(session, change.contacts)


def _name_of(pasted: Pasted) -> str:
    return pasted.name or pasted.organization or next(iter(pasted.emails), "")


def _pasted() -> Pasted:
    """What was copied, from stdin."""
    from funneltui.interchange.pasted import read_pasted

    return read_pasted(sys.stdin.buffer.read(_LONGEST_PASTE).decode("utf-8", "replace"))


@command(
    "show",
    help=N_("Show a deal. Its contact, figures, answers and history."),
    examples=(N_("show 12"), N_("show 12 --json")),
    describes_json=True,
)
def show(context: typer.Context, id: Id, as_json: Json = False) -> None:
    from funneltui.cli.page import show_opportunity
    from funneltui.cli.shape import opportunity_json

    session = session_of(context)
    number = values.opportunity_id(id)
    record = session.reads.opportunities.record(number)
    if as_json:
        session.out.entry(opportunity_json(record))
    else:
        show_opportunity(session, record)


@command(
    "edit",
    help=N_("Edit a deal and its contact."),
    examples=(
        N_('edit 12 phone="06 12 34 56 78" organization="Asso Lumière"'),
        N_("edit 12 value=3200 tags=video,web expected_close=15/12"),
        N_("edit 12 source="),
        N_('edit 12 temperature="hot 15/12"'),
        N_('edit 12 siret="732 829 320 00074" introduced_by="Sophie Martin"'),
    ),
    describes_json=True,
)
def edit(
    context: typer.Context,
    id: Id,
    fields: Annotated[
        list[str],
        typer.Argument(
            metavar=N_("FIELD=VALUE"),
            help=N_(
                "Contact: {contact_fields}. Organization: {organization_fields}. Deal: {deal_fields}. "
                "An empty value clears the field. language is fr or en, market b2b or b2c, buyer_step problem, "
                "information, evaluation or decision; files are separated by semicolons."
            ),
            autocompletion=field_names,
        ),
    ],
    as_json: Json = False,
) -> None:
    from funneltui.services.editing import FIELDS

    session = session_of(context)
    number = values.opportunity_id(id)
    changed = values.assignments(fields, FIELDS)
    session.report(session.services.opportunities.edit(number, changed), as_json=as_json, ids=[number])

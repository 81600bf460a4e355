"""The commands of saved views: views list, save, rename, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli.application import command, group
from funneltui.cli.completion import sort_keys
from funneltui.cli.options import Json
from funneltui.cli.queries import checked
from funneltui.cli.session import Session, session_of
from funneltui.cli.table import Column
from funneltui.i18n import N_, translate as _

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change
    from funneltui.storage.reads.views import ViewRecord

_View = Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("Name of the view."))]

group("views", help=N_("Manage saved views. list --view NAME applies one."), usual="list")


@command(
    "views list",
    help=N_("List the saved views. With --json: id, name, query, sort, layout (display state of its screen)."),
    examples=("views", N_("views list --json")),
)
def views_list(context: typer.Context, as_json: Json = False) -> None:
    _list(session_of(context), as_json=as_json)


@command(
    "views save",
    help=N_("Save a query under a name."),
    examples=(N_('views save "To call back" "due:overdue -is:opposed" --sort value'),),
)
def views_save(
    context: typer.Context,
    name: _View,
    query: Annotated[list[str] | None, typer.Argument(metavar=N_("QUERY"), help=N_("Query, as in list."))] = None,
    sort: Annotated[
        str,
        typer.Option("--sort", metavar=N_("KEY"), help=N_("Sort order, as in list --sort."), autocompletion=sort_keys),
    ] = "",
    as_json: Json = False,
) -> None:
    session = session_of(context)
    _tell(session, session.services.views.save(name, checked(session, " ".join(query or ())), _order(sort)), as_json)


@command("views rename", help=N_("Rename a view."), examples=(N_('views rename "To call back" "Calls"'),))
def views_rename(
    context: typer.Context,
    name: _View,
    new_name: Annotated[list[str], typer.Argument(metavar=N_("TEXT"), help=N_("New name."))],
    as_json: Json = False,
) -> None:
    session = session_of(context)
    change = session.services.views.rename(session.reads.views.view(name).name, " ".join(new_name))
    _tell(session, change, as_json)


@command("views remove", help=N_("Remove a view."), examples=(N_('views remove "To call back"'),))
def views_remove(context: typer.Context, name: _View, as_json: Json = False) -> None:
    session = session_of(context)
    _tell(session, session.services.views.remove(session.reads.views.view(name).name), as_json)


def _tell(session: Session, change: Change, as_json: bool) -> None:
    """What was done; as JSON, the views as they are now."""
    session.report(change, as_json=False)
    if as_json:
        _list(session, as_json=True)


def _order(sort: str) -> str:
    from funneltui.cli.lists import sort_key

    if not sort.strip():
        return ""
    return ("-" if sort.strip().startswith("-") else "") + sort_key(sort)


def _json(view: ViewRecord) -> dict[str, object]:
    return {"id": view.id, "name": view.name, "query": view.query, "sort": view.sort, "layout": dict(view.layout)}


def _list(session: Session, *, as_json: bool) -> None:
    views = session.reads.views.all()
    if as_json:
        session.out.array(map(_json, views))
        return
    columns = (Column(_("Name")), Column(_("Query"), gives_way=1), Column(_("Sort")))
    if not session.out.table(columns, ((view.name, view.query, view.sort) for view in views)):
        session.out.say(_("No view is saved yet."))

"""The command of saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli.application import command
from funneltui.cli.options import Json
from funneltui.cli.queries import checked
from funneltui.cli.session import Session, session_of
from funneltui.cli.table import Column
from funneltui.errors import UsageError
from funneltui.i18n import N_
from funneltui.i18n import translate as _

if TYPE_CHECKING:
    from funneltui.storage.reads.views import ViewRecord

__all__ = ["views"]

_WAYS = ("list", "save", "rename", "remove")


@command(
    "views",
    help=N_(
        "Manage saved views. Without an action it lists them; save stores a query under a "
        "NAME. list --view NAME applies one. With --json: id, name, query, sort, layout "
        "(display state of its screen)."
    ),
    examples=(
        "views",
        N_('views save "To call back" "due:overdue -is:opposed" --sort value'),
        N_('views rename "To call back" "Calls"'),
        N_('views remove "Calls"'),
    ),
)
def views(
    context: typer.Context,
    way: Annotated[str, typer.Argument(metavar="list|save|rename|remove", help=N_("Next action."))] = "list",
    name: Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("View."))] = "",
    words: Annotated[list[str] | None, typer.Argument(metavar=N_("QUERY"), help=N_("Query, or the new name."))] = None,
    sort: Annotated[str, typer.Option("--sort", metavar=N_("KEY"), help=N_("Sort order, as in list --sort."))] = "",
    as_json: Json = False,
) -> None:
    """Look after saved views."""
    session = session_of(context)
    text = " ".join(words or ())
    if way not in _WAYS:
        raise UsageError(N_("Unknown value “{word}”. Choose from: {known}."), word=way, known=", ".join(_WAYS))
    if way == "list":
        _list(session, as_json=as_json)
        return
    if not name.strip():
        raise UsageError(N_("Give a view."))
    if way == "save":
        change = session.services.views.save(name, checked(session, text), _order(sort))
    elif way == "rename":
        change = session.services.views.rename(session.reads.views.one(name).name, text)
    else:
        change = session.services.views.remove(session.reads.views.one(name).name)
    session.report(change, as_json=False)
    if as_json:
        _list(session, as_json=True)


def _order(sort: str) -> str:
    from funneltui.cli.lists import sort_key

    if not sort.strip():
        return ""
    return ("-" if sort.strip().startswith("-") else "") + sort_key(sort)


def _json(one: ViewRecord) -> dict[str, object]:
    return {"id": one.id, "name": one.name, "query": one.query, "sort": one.sort, "layout": dict(one.layout)}


def _list(session: Session, *, as_json: bool) -> None:
    found = session.reads.views.all()
    if as_json:
        session.out.array(map(_json, found))
        return
    columns = (Column(_("Name")), Column(_("Query"), gives_way=1), Column(_("Sort")))
    if not session.out.table(columns, ((one.name, one.query, one.sort) for one in found)):
        session.out.say(_("No view is saved yet."))

"""Saved views: a query under a name, with its order."""

from __future__ import annotations

import json
from collections.abc import Mapping

from funneltui.domain.text import fold
from funneltui.errors import InvalidValueError, NotFoundError
from funneltui.i18n import N_
from funneltui.services.cards import row_id
from funneltui.services.changes import Change
from funneltui.services.prospects import storable
from funneltui.storage.unit_of_work import Row, UnitOfWork, Work

__all__ = ["Views"]


class Views:
    """The use cases of saved views. A name is one whatever its case and accents.

    Args:
        unit_of_work: The one way to write.
    """

    def __init__(self, unit_of_work: UnitOfWork) -> None:
        self._unit_of_work = unit_of_work

    def save(self, name: str, query: str, sort: str = "", layout: Mapping[str, object] | None = None) -> Change:
        """Keep a query under a name; the view of that name, if there is one, becomes this.

        Args:
            name: What a person calls it.
            query: What it shows; empty for everything. Whoever has the file's words has it checked with them.
            sort: Its order; empty for the usual one.
            layout: How the place looks that shows it, in that place's words; None leaves what is known of that.

        Raises:
            InvalidValueError: No name.
        """
        with self._unit_of_work.step(N_("Saved view {view}"), view=name.strip()) as work:
            values = {"name": _named(name), "query": storable(query.strip(), "query"), "sort": sort}
            if layout is not None:
                values["layout"] = json.dumps(layout, sort_keys=True)
            known = _known(work, name)
            if known is None:
                work.insert("saved_view", **values)
            else:
                work.update("saved_view", row_id(known), **values)
        return work.change

    def rename(self, name: str, new_name: str) -> Change:
        """Give a view another name.

        Raises:
            NotFoundError: There is none of that name.
            InvalidValueError: No new name, or one that another view has.
        """
        with self._unit_of_work.step(N_("Renamed view {view} to {name}"), view=name, name=new_name.strip()) as work:
            row = _one(work, name)
            other = _known(work, new_name)
            if other is not None and row_id(other) != row_id(row):
                raise InvalidValueError(N_("A view “{name}” already exists."), field="name", name=new_name.strip())
            work.update("saved_view", row_id(row), name=_named(new_name))
        return work.change

    def remove(self, name: str) -> Change:
        """Forget a view.

        Raises:
            NotFoundError: There is none of that name.
        """
        with self._unit_of_work.step(N_("Removed view {view}"), view=name) as work:
            row = _one(work, name)
            work.rename(N_("Removed view {view}"), view=str(row["name"]))
            work.delete("saved_view", row_id(row))
        return work.change


def _named(name: str) -> str:
    if not fold(name):
        raise InvalidValueError(N_("Enter a name for the view."), field="name")
    return storable(name.strip(), "name")


def _known(work: Work, name: str) -> Row | None:
    wanted = fold(name)
    return next((row for row in work.find("saved_view") if fold(str(row["name"])) == wanted), None)


def _one(work: Work, name: str) -> Row:
    row = _known(work, name)
    if row is None:
        raise NotFoundError(N_("Unknown view “{name}”."), name=name)
    return row

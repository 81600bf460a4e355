"""Saved views: a query under a name, with its order."""

from __future__ import annotations

import json
from collections.abc import Mapping

from funneltui.domain.text import fold
from funneltui.errors import InvalidValueError, NotFoundError
from funneltui.i18n import N_
from funneltui.services.use_cases import UseCases
from funneltui.storage.outcome import Change
from funneltui.storage.tables import SavedView
from funneltui.storage.unit_of_work import Work


class Views(UseCases):
    """The use cases of saved views. A name is one whatever its case and accents."""

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
            view = _known(work, name) or work.add(SavedView(name=_named(name)))
            view.name, view.query, view.sort = _named(name), query.strip(), sort
            if layout is not None:
                view.layout = json.dumps(layout, sort_keys=True)
        return work.change

    def rename(self, name: str, new_name: str) -> Change:
        """Give a view another name.

        Raises:
            NotFoundError: There is none of that name.
            InvalidValueError: No new name, or one that another view has.
        """
        with self._unit_of_work.step(N_("Renamed view {view} to {name}"), view=name, name=new_name.strip()) as work:
            view = _one(work, name)
            other = _known(work, new_name)
            if other is not None and other is not view:
                raise InvalidValueError(N_("A view “{name}” already exists."), field="name", name=new_name.strip())
            view.name = _named(new_name)
        return work.change

    def remove(self, name: str) -> Change:
        """Forget a view.

        Raises:
            NotFoundError: There is none of that name.
        """
        with self._unit_of_work.step(N_("Removed view {view}"), view=name) as work:
            view = _one(work, name)
            work.rename(N_("Removed view {view}"), view=view.name)
            work.delete(view)
        return work.change


def _named(name: str) -> str:
    if not fold(name):
        raise InvalidValueError(N_("Enter a name for the view."), field="name")
    return name.strip()


def _known(work: Work, name: str) -> SavedView | None:
    wanted = fold(name)
    return next((view for view in work.find(SavedView) if fold(view.name) == wanted), None)


def _one(work: Work, name: str) -> SavedView:
    view = _known(work, name)
    if view is None:
        raise NotFoundError(N_("Unknown view “{name}”."), name=name)
    return view

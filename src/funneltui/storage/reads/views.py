"""Saved views: queries that a person gave a name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from funneltui.domain.text import fold
from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.storage.reads.part import ReadPart


@dataclass(frozen=True, slots=True)
class ViewRecord:
    """A query with its name and order."""

    id: int
    name: str
    query: str
    sort: str
    """One of the lists' orders; empty: the usual one."""
    layout: Mapping[str, Any]
    """How the place looked in which it was saved, in that place's own words; empty: it does not say."""


class ViewReads(ReadPart):
    """The saved views of one open file."""

    def all(self) -> tuple[ViewRecord, ...]:
        """The views, by name."""
        rows = self._connection.execute("SELECT id, name, query, sort, layout FROM saved_view ORDER BY lower(name), id")
        return tuple(
            ViewRecord(number, name, query, sort, json.loads(layout)) for number, name, query, sort, layout in rows
        )

    def view(self, name: str) -> ViewRecord:
        """The view of this name: without case or accents, or its beginning when only one begins so.

        Raises:
            NotFoundError: None is called that, or several begin so.
        """
        wanted, views = fold(name), self.all()
        same = [view for view in views if fold(view.name) == wanted]
        near = same or [view for view in views if wanted and fold(view.name).startswith(wanted)]
        if len(near) == 1 or same:
            return near[0]
        known = ", ".join(view.name for view in views)
        if not known:
            raise NotFoundError(N_("Unknown view “{name}”: none is saved yet."), name=name)
        raise NotFoundError(N_("Unknown view “{name}”. Choose from: {known}."), name=name, known=known)

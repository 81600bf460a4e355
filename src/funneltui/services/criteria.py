"""The lines of the qualification grid, as one step sees them."""

from __future__ import annotations

from funneltui.domain.qualification import criterion_name
from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.services.changes import words
from funneltui.storage.unit_of_work import Row, Work

__all__ = ["criterion_label", "criterion_row"]


def criterion_row(work: Work, key: str) -> Row:
    """The criterion of this key.

    Raises:
        NotFoundError: There is none in the grid.
    """
    found = work.find("criterion", key=key, archived=0)
    if not found:
        raise NotFoundError(N_("Unknown criterion “{key}”."), key=key)
    return found[0]


def criterion_label(row: Row) -> object:
    """Its name as an argument of a step's name: a built-in one follows the language."""
    return row["name"] or words(criterion_name(str(row["key"]), translated=False))

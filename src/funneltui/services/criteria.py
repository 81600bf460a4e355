"""The lines of the qualification grid, as one step sees them."""

from __future__ import annotations

from funneltui.domain.qualification import criterion_name
from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.storage.outcome import words
from funneltui.storage.tables import Criterion
from funneltui.storage.unit_of_work import Work


def criterion_of(work: Work, key: str) -> Criterion:
    """The criterion of this key.

    Raises:
        NotFoundError: There is none in the grid.
    """
    criterion = work.first(Criterion, Criterion.key == key, Criterion.archived == 0)
    if criterion is None:
        raise NotFoundError(N_("Unknown criterion “{key}”."), key=key)
    return criterion


def criterion_label(criterion: Criterion) -> object:
    """Its name as an argument of a step's name: a built-in one follows the language."""
    return criterion.name or words(criterion_name(criterion.key, translated=False))

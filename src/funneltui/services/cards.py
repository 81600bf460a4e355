"""The cards a step is about: found, refused when they are not there, and named."""

from __future__ import annotations

from collections.abc import Sequence

from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.storage.unit_of_work import Row, Work

__all__ = ["contact_name", "live_cards", "name_step", "row_id"]


def live_cards(work: Work, ids: Sequence[int]) -> list[Row]:
    """The rows of these cards, in the order asked, each once.

    Raises:
        NotFoundError: One is not there, or is in the bin.
    """
    found = work.many("opportunity", ids)
    for wanted in ids:
        if wanted not in found or found[wanted]["binned_at"] is not None:
            raise NotFoundError(N_("Deal {id} doesn't exist."), id=wanted)
    return [found[wanted] for wanted in dict.fromkeys(ids)]


def name_step(work: Work, cards: Sequence[Row], one: str, many: str, **arguments: object) -> None:
    """Name a step after its one card, or after how many there are.

    Args:
        work: The step.
        cards: Its cards.
        one: A message id with a `{name}`.
        many: A message id with a `{count}`.
        arguments: What goes in the other places.
    """
    if len(cards) == 1:
        work.rename(one, name=contact_name(work, cards[0]), **arguments)
    else:
        work.rename(many, count=len(cards), **arguments)


def contact_name(work: Work, card: Row) -> str:
    """The name of a card's contact."""
    return str(work.get("contact", int(card["contact_id"] or 0))["name"])


def row_id(row: Row) -> int:
    """A row's id, which every stored row has."""
    value = row["id"]
    assert isinstance(value, int)
    return value

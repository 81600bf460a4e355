"""The cards a step is about: found, refused when they are not there, and named."""

from __future__ import annotations

from collections.abc import Sequence

from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.storage.reads import known
from funneltui.storage.tables import Opportunity
from funneltui.storage.unit_of_work import Work


def live_cards(work: Work, ids: Sequence[int]) -> list[Opportunity]:
    """These cards, in the order asked, each once.

    Raises:
        NotFoundError: One is not there, or is in the bin.
    """
    cards = work.many(Opportunity, ids)
    for number in ids:
        if number not in cards or cards[number].binned_at is not None:
            raise NotFoundError(N_("Deal #{id} doesn't exist."), id=number)
    return [cards[number] for number in dict.fromkeys(ids)]


def name_step(work: Work, cards: Sequence[Opportunity], one: str, many: str, **arguments: object) -> None:
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


def contact_name(work: Work, card: Opportunity) -> str:
    """The name of a card's contact."""
    return known.contact_name(work.query, card.contact_id)

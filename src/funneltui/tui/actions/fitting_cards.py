"""Which of the chosen cards an action takes, and a sentence about the others: said before a form is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from funneltui.domain.obstacles import Doing, Obstacle, Place, obstacle
from funneltui.i18n import translate as _, translate_plural
from funneltui.tui.actions.place_actions import BOARD

if TYPE_CHECKING:
    from funneltui.storage.reads.review import ReviewReads


_READING = frozenset(
    {
        "access", "close", "copy", "density", "filter", "fold", "following", "open", "period", "reach_out", "review",
        "sort", "views",
    }
)  # fmt: skip
"""The actions on cards, and on what is shown of them, that change nothing in the file."""


@dataclass(frozen=True, slots=True)
class FittingCards:
    """What becomes of an action on chosen cards."""

    ids: list[int]
    """The cards it takes."""
    words: str
    """Why it does not take the others; empty when it takes all."""


def fitting_cards(reads: ReviewReads, doing: Doing, ids: Sequence[int]) -> FittingCards:
    """Part the chosen cards into those something can be done with, and a sentence about the others.

    Args:
        reads: Where cards stand.
        doing: What is to be done.
        ids: The cards.
    """
    places = reads.places(ids)
    left: dict[Obstacle, list[Place]] = {}
    fit = []
    for place in places:
        if why := obstacle(doing, place.kind, planned=place.planned):
            left.setdefault(why, []).append(place)
        else:
            fit.append(place.id)
    if not left:
        return FittingCards(list(ids) if len(fit) == len(ids) else fit, "")
    if len(places) == 1:
        ((why, (only,)),) = left.items()
        return FittingCards([], _(why.words).format(name=only.name))
    counted = ", ".join(translate_plural(why.for_one, why.for_several, len(them)) for why, them in left.items())
    words = _("Not changed: {reasons}.") if fit else _("Nothing to do here: {reasons}.")
    return FittingCards(fit, words.format(reasons=counted))


@cache
def out_of_reach(kinds: frozenset[str], *, several: bool = False) -> frozenset[str]:
    """The actions that the bottom line does not hint at: those that fit none of the cards.

    Args:
        kinds: The kinds of the stages that the chosen cards are in; none without a card.
        several: Whether several cards are selected.
    """
    number = "several" if several else "one"
    return frozenset(action.does for action in BOARD if number in action.unfit or (kinds or {"none"}) <= action.unfit)


@cache
def writing() -> frozenset[str]:
    """The actions that change the file: where nobody may, they are not hinted at."""
    return frozenset({"undo", "redo", *(action.does for action in BOARD if action.does not in _READING)})


def needs_of(name: str) -> Doing:
    """What a card has to be in a state for, by the action's name in the table."""
    return next(action.needs for action in BOARD if action.does == name and action.needs is not None)

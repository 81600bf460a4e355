"""What can be done with a card where it stands, and why the rest cannot."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from funneltui.domain.stages import LIVE_KINDS, StageKind
from funneltui.i18n import N_, NP_


class Doing(StrEnum):
    """What not every card is in a state for."""

    STEP = "step"
    """A stage forward or back."""
    PLAN = "plan"
    """Giving it a next action."""
    PUT_OFF = "put_off"
    """Another day for the next action."""
    DONE = "done"
    """Its next action is done."""
    REOPEN = "reopen"
    """Back from a close, or from "not now"."""


class Place(NamedTuple):
    """Where a card stands, as far as that decides what can be done with it."""

    id: int
    name: str
    """The contact's name."""
    kind: str
    """The stage's kind."""
    planned: bool
    """Whether it has a next action."""


class Obstacle(NamedTuple):
    """Why something cannot be done: message ids."""

    words: str
    """Of one card, with a `{name}`."""
    for_one: str
    for_several: str
    """Of several cards, with a `{count}`: a part of a sentence."""


LOST = Obstacle(N_("{name}'s deal is lost: reopen it first, or park it."), *NP_("{count} is lost", "{count} are lost"))
_PARKED = Obstacle(N_("{name}'s deal is parked: reopen it first."), *NP_("{count} is parked", "{count} are parked"))
UNPLANNED = Obstacle(
    N_("{name} has no next action."), *NP_("{count} has no next action", "{count} have no next action")
)
_OPEN = Obstacle(N_("{name}'s deal is already open."), *NP_("{count} is already open", "{count} are already open"))


def obstacle(doing: Doing, kind: str, *, planned: bool) -> Obstacle | None:
    """Why it cannot be done with a card; None when it can.

    Args:
        doing: What is to be done.
        kind: The kind of the card's stage.
        planned: Whether it has a next action.
    """
    if doing is Doing.REOPEN:
        return _OPEN if kind in LIVE_KINDS else None
    if kind == StageKind.LOST:
        return LOST
    if doing is Doing.STEP:
        return _PARKED if kind == StageKind.PARKED else None
    return None if planned or doing is Doing.PLAN else UNPLANNED

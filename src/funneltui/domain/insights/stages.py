"""What became of deals in a stage: the rule that makes the funnel add up."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from funneltui.domain.insights.facts import StageFact
from funneltui.domain.stages import LIVE_KINDS, stage_name
from funneltui.i18n import N_, NC_


class Fate(StrEnum):
    """What became of a deal that entered a stage. Every entry has exactly one."""

    ON = "on"
    WON = "won"
    LOST = "lost"
    PARKED = "parked"
    BACK = "back"
    STILL = "still"


FATES: Mapping[Fate, tuple[str, str]] = {
    Fate.ON: (N_("Went on"), N_("Went on to a later stage.")),
    Fate.WON: (NC_("count", "Won"), N_("Was won from this stage.")),
    Fate.LOST: (NC_("count", "Lost"), N_("Was lost from this stage.")),
    Fate.PARKED: (N_("Parked"), N_("Was parked from this stage.")),
    Fate.BACK: (N_("Went back"), N_("Was moved to an earlier stage, or reopened.")),
    Fate.STILL: (N_("Still there"), N_("Has not left this stage since.")),
}
"""The fates with the message ids of their headings and definitions, in the order they are shown."""

_CLOSED = {"won": Fate.WON, "lost": Fate.LOST, "parked": Fate.PARKED}


def fate(here: StageFact, then: StageFact | None) -> Fate:
    """What became of a deal that was in a stage, from the stage it went to next.

    Args:
        here: The stage it was in.
        then: The stage it went to; None: it is still there.
    """
    if then is None:
        return Fate.STILL
    if then.kind in _CLOSED and then.kind != here.kind:
        return _CLOSED[then.kind]
    same_part = here.kind in LIVE_KINDS or then.kind == here.kind
    return Fate.ON if same_part and then.position > here.position else Fate.BACK


def label(stage: StageFact) -> str:
    """A stage's name in the language in force."""
    return stage_name(stage.key, stage.name)


def shown(stages: Mapping[int, StageFact], used: frozenset[int]) -> list[StageFact]:
    """The stages a table has rows for: those in use, and removed ones that figures speak of."""
    listed = [stage for stage in stages.values() if not stage.archived or stage.id in used]
    return sorted(listed, key=lambda stage: (stage.archived, stage.position, stage.id))

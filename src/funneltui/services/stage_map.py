"""The stages, and what entering one asks for, as one step sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from funneltui.domain.stages import LIVE_KINDS, StageKind, is_own, missing, stage_name
from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.services.cards import contact_name
from funneltui.services.changes import GateMissing
from funneltui.storage.outcome import words
from funneltui.storage.reads import grid
from funneltui.storage.tables import Opportunity
from funneltui.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage in use."""

    id: int
    key: str
    custom_name: str | None
    kind: StageKind
    position: int

    @property
    def name(self) -> str:
        """Its name in the language in force."""
        return stage_name(self.key, self.custom_name)

    @property
    def label(self) -> object:
        """Its name as an argument of a step's name: the program's words follow the language."""
        name = stage_name(self.key, self.custom_name, translated=False)
        return name if is_own(self.key, self.custom_name) else words(name)


class StageMap:
    """The stages in use, in the board's order, read once per step.

    Args:
        work: The step in hand.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self.stages = [
            StageRow(stage.id, stage.key, stage.name, StageKind(stage.kind), stage.position)
            for stage in grid.stages_in_use(work.query)
        ]
        self._by_id = {stage.id: stage for stage in self.stages}

    def stage_of(self, card: Opportunity) -> StageRow | None:
        """The stage a card is in; None for one no longer in use."""
        return self._by_id.get(card.stage_id)

    def former(self, card: Opportunity) -> StageRow | None:
        """The stage a closed or parked card came from; None for none, or for one no longer in use."""
        return self._by_id.get(card.former_stage_id or 0)

    def by_key(self, key: str) -> StageRow:
        """The stage of this key.

        Raises:
            NotFoundError: There is none.
        """
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise NotFoundError(N_("Unknown stage “{stage}”."), stage=key)

    def first(self, kind: StageKind) -> StageRow:
        """The first stage of a kind.

        Raises:
            NotFoundError: There is none.
        """
        for stage in self.stages:
            if stage.kind is kind:
                return stage
        raise NotFoundError(N_("Unknown stage “{stage}”."), stage=kind.value)

    def neighbour(self, stage: StageRow, by: int) -> StageRow:
        """The stage `by` places further along the live part of the funnel, as far as it goes."""
        line = [stage for stage in self.stages if stage.kind in LIVE_KINDS or stage.kind is StageKind.WON]
        place = line.index(stage) if stage in line else 0
        return line[max(0, min(len(line) - 1, place + by))]

    def missing_for(self, cards: Iterable[Opportunity], target: StageRow) -> list[GateMissing]:
        """What each card lacks to go past every gate between where it stands and `target`.

        Going back, coming back to where it stood before, and closing ask for nothing.
        """
        if target.kind is not StageKind.OPEN:
            return []
        lacking = []
        for card in cards:
            reached = self._reached(card)
            asked: dict[str, str | None] = {}
            for stage in self.stages:
                if stage.kind is StageKind.OPEN and reached < stage.position <= target.position:
                    asked |= self._gates[stage.id]
            lacks = missing(list(asked), grid.answers(self._work.query, card.id)) if asked else ()
            if lacks:
                pairs = tuple((key, asked[key]) for key in lacks)
                lacking.append(GateMissing(card.id, contact_name(self._work, card), pairs))
        return lacking

    def _reached(self, card: Opportunity) -> int:
        """How far along the funnel a card has come: a closed one counts where it stood before."""
        stage = self.stage_of(card)
        if stage is None or stage.kind not in LIVE_KINDS:
            stage = self.former(card)
        return stage.position if stage else -1

    @cached_property
    def _gates(self) -> dict[int, dict[str, str | None]]:
        """Stage → the criteria that entering it asks for, in the grid's order: key, and the user's own name."""
        asked: dict[int, dict[str, str | None]] = {stage.id: {} for stage in self.stages}
        for gate in grid.gates(self._work.query):
            asked.setdefault(gate.stage_id, {})[gate.key] = gate.name
        return asked

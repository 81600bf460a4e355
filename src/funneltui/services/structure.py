"""The funnel a person makes their own: its stages, their gates, and the qualification grid."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from funneltui.domain.entries import CriterionChanges, StageChanges
from funneltui.domain.grids import Grid
from funneltui.domain.stages import DEFAULT_STAGES, LIVE_KINDS, StageKind
from funneltui.domain.text import fold
from funneltui.domain.vocabularies import Vocabulary, Words
from funneltui.errors import ConflictError, InvalidValueError
from funneltui.i18n import N_
from funneltui.services import stage_moves
from funneltui.services.criteria import criterion_label, criterion_of
from funneltui.services.stage_map import StageMap, StageRow
from funneltui.services.use_cases import UseCases
from funneltui.storage.outcome import Change, words
from funneltui.storage.tables import Criterion, Opportunity, Stage, StageCriterion
from funneltui.storage.unit_of_work import Work


class StageInUseError(ConflictError):
    """A stage with cards cannot go before it is said where they go.

    Attributes:
        cards: How many there are.
    """

    def __init__(self, name: str, cards: int) -> None:
        self.cards = cards
        super().__init__(N_("{stage} has deals ({count}). Choose a stage for them."), stage=name, count=cards)


class Structure(UseCases):
    """The use cases of the stage editor and the grid editor."""

    def add_stage(self, name: str, *, after: str = "", definition: str = "") -> Change:
        """Add an open stage after another one (the last open one), whose chance and idle days it begins with.

        Its key is made of its name.

        Raises:
            InvalidValueError: No name, or one that another stage has.
        """
        with self._unit_of_work.step(N_("Added stage {stage}"), stage=name.strip()) as work:
            stages = StageMap(work)
            place = stages.by_key(after) if after else _last_open(stages)
            if place.kind not in LIVE_KINDS:
                raise InvalidValueError(N_("A new stage goes before the won one."), field="after")
            like = work.get(Stage, place.id)
            new = Stage(
                key=_free_key(name, {stage.key for stage in work.find(Stage)}, "stage"),
                name=_named(name),
                definition=definition.strip() or None,
                kind=StageKind.OPEN.value,
                probability=like.probability,
                idle_days=like.idle_days,
            )
            order = [work.get(Stage, stage.id) for stage in stages.stages]
            order.insert(order.index(like) + 1, work.add(new))
            _number(order)
        return work.change

    def change_stage(self, key: str, changes: StageChanges) -> Change:
        """Rename a stage, reword its definition, set its probability, idle days, colour or gate.

        Raises:
            NotFoundError: No such stage or criterion.
            InvalidValueError: A number out of its range.
        """
        with self._unit_of_work.step(N_("Changed stage {stage}")) as work:
            known = StageMap(work).by_key(key)
            work.rename(N_("Changed stage {stage}"), stage=known.label)
            stage = work.get(Stage, known.id)
            if changes.name is not None:
                stage.name = changes.name.strip() or None
            if changes.definition is not None:
                stage.definition = changes.definition.strip() or None
            if changes.probability is not None:
                stage.probability = _within(changes.probability, 0, 100, field="probability")
            if changes.idle_days is not None:
                stage.idle_days = _within(changes.idle_days, 0, 3650, field="idle_days")
            if changes.colour is not None:
                stage.colour = changes.colour
            if changes.required is not None:
                _set_gate(work, known, changes.required)
        return work.change

    def move_stage(self, key: str, by: int) -> Change:
        """Move a stage along the board, as far as the live part of the funnel goes.

        Raises:
            InvalidValueError: The stage closes cards: those stay at the end.
        """
        with self._unit_of_work.step(N_("Moved stage {stage}")) as work:
            stages = StageMap(work)
            stage = stages.by_key(key)
            work.rename(N_("Moved stage {stage}"), stage=stage.label)
            if stage.kind is not StageKind.OPEN:
                raise InvalidValueError(
                    N_("Only stages between the first and the won one can be moved."), field="stage"
                )
            line = [stage for stage in stages.stages if stage.kind is StageKind.OPEN]
            place = max(0, min(len(line) - 1, line.index(stage) + by))
            line.remove(stage)
            line.insert(place, stage)
            moved = iter(line)
            order = [next(moved) if stage.kind is StageKind.OPEN else stage for stage in stages.stages]
            _number([work.get(Stage, stage.id) for stage in order])
        return work.change

    def remove_stage(self, key: str, *, into: str = "") -> Change:
        """Take an open stage away; its cards go into another one first.

        Raises:
            StageInUseError: It holds cards, and `into` does not say where they go.
            InvalidValueError: The stage is one that every funnel needs.
        """
        with self._unit_of_work.step(N_("Removed stage {stage}")) as work:
            stages = StageMap(work)
            stage = stages.by_key(key)
            work.rename(N_("Removed stage {stage}"), stage=stage.label)
            if len([other for other in stages.stages if other.kind is stage.kind]) == 1:
                raise InvalidValueError(N_("A funnel needs a stage of this kind. Rename it instead."), field="stage")
            cards = work.find(Opportunity, Opportunity.stage_id == stage.id)
            if cards and not into:
                raise StageInUseError(stage.name, len(cards))
            if cards:
                target = stages.by_key(into)
                if target.id == stage.id or target.kind not in LIVE_KINDS:
                    raise InvalidValueError(N_("Choose an open stage for the deals."), field="into")
                for card in cards:
                    stage_moves.enter(work, stages, card, target)
            work.get(Stage, stage.id).archived = 1
        return work.change

    def add_criterion(self, name: str, question: str = "", *, weight: int = 1) -> Change:
        """Add a line at the end of the grid. Its key is made of its name."""
        with self._unit_of_work.step(N_("Added criterion {criterion}"), criterion=name.strip()) as work:
            known = work.find(Criterion)
            work.add(
                Criterion(
                    key=_free_key(name, {criterion.key for criterion in known}, "criterion"),
                    name=_named(name),
                    question=question.strip() or None,
                    weight=_within(weight, 0, 100, field="weight"),
                    position=max((criterion.position for criterion in known), default=-1) + 1,
                )
            )
        return work.change

    def change_criterion(self, key: str, changes: CriterionChanges) -> Change:
        """Rename a line of the grid, reword its question, weigh it anew.

        Raises:
            NotFoundError: No such criterion.
        """
        with self._unit_of_work.step(N_("Changed criterion {criterion}")) as work:
            criterion = criterion_of(work, key)
            work.rename(N_("Changed criterion {criterion}"), criterion=criterion_label(criterion))
            if changes.name is not None:
                criterion.name = changes.name.strip() or None
            if changes.question is not None:
                criterion.question = changes.question.strip() or None
            if changes.weight is not None:
                criterion.weight = _within(changes.weight, 0, 100, field="weight")
        return work.change

    def move_criterion(self, key: str, by: int) -> Change:
        """Move a line of the grid up (negative) or down."""
        with self._unit_of_work.step(N_("Moved criterion {criterion}")) as work:
            criterion = criterion_of(work, key)
            work.rename(N_("Moved criterion {criterion}"), criterion=criterion_label(criterion))
            order = sorted(work.find(Criterion, Criterion.archived == 0), key=lambda criterion: criterion.position)
            place = max(0, min(len(order) - 1, order.index(criterion) + by))
            order.remove(criterion)
            order.insert(place, criterion)
            _number(order)
        return work.change

    def remove_criterion(self, key: str) -> Change:
        """Take a line out of the grid and out of every gate; answers given stay in the history."""
        with self._unit_of_work.step(N_("Removed criterion {criterion}")) as work:
            criterion = criterion_of(work, key)
            work.rename(N_("Removed criterion {criterion}"), criterion=criterion_label(criterion))
            _archive_criterion(work, criterion)
        return work.change

    def use_grid(self, grid: Grid) -> Change:
        """Take another grid: lines it has stay with their answers, others are put away.

        The stage with a gate asks for what the grid requires from now on.
        """
        with self._unit_of_work.step(N_("Chose the grid {grid}"), grid=words(grid.name)) as work:
            known = {criterion.key: criterion for criterion in work.find(Criterion)}
            for key, criterion in known.items():
                if key not in grid.lines and not criterion.archived:
                    _archive_criterion(work, criterion)
            for place, key in enumerate(grid.lines):
                criterion = known.get(key) or work.add(Criterion(key=key))
                criterion.archived, criterion.position = 0, place
            stages = StageMap(work)
            gated = {gate.stage_id for gate in work.find(StageCriterion)}
            gate = next((stage for stage in stages.stages if stage.id in gated), None) or _gate_stage(stages)
            _set_gate(work, gate, grid.required)
        return work.change

    def use_words(self, vocabulary: Vocabulary) -> Change:
        """Call the built-in stages what another trade calls them; those it has no words for, as the program does."""
        with self._unit_of_work.step(N_("Chose the vocabulary {preset}"), preset=words(vocabulary.name)) as work:
            for stage in DEFAULT_STAGES:
                said = vocabulary.stages.get(stage.key, Words())
                for row in work.find(Stage, Stage.key == stage.key, Stage.archived == 0):
                    row.name, row.definition = said.name or None, said.definition or None
        return work.change


def _named(name: str) -> str:
    text = name.strip()
    if not text:
        raise InvalidValueError(N_("Enter a name."), field="name")
    return text


def _free_key(name: str, taken: Collection[str], otherwise: str) -> str:
    """A key made of the name, or of another word when it has no letters, that is not taken."""
    stem = re.sub(r"[^a-z0-9]+", "_", fold(_named(name))).strip("_") or otherwise
    return next(key for key in (stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 3))) if key not in taken)


def _within(number: int, low: int, high: int, *, field: str) -> int:
    if not low <= number <= high:
        raise InvalidValueError(N_("A number from {low} to {high}."), field=field, low=low, high=high)
    return number


def _number(order: Sequence[Stage] | Sequence[Criterion]) -> None:
    """Put stages or criteria into this order."""
    for place, entry in enumerate(order):
        entry.position = place


def _last_open(stages: StageMap) -> StageRow:
    return [stage for stage in stages.stages if stage.kind in LIVE_KINDS][-1]


def _gate_stage(stages: StageMap) -> StageRow:
    live = [stage for stage in stages.stages if stage.kind is StageKind.OPEN]
    return live[min(1, len(live) - 1)]


def _set_gate(work: Work, stage: StageRow, required: Sequence[str]) -> None:
    wanted = {criterion_of(work, key).id for key in required}
    present = {gate.criterion_id: gate for gate in work.find(StageCriterion, StageCriterion.stage_id == stage.id)}
    for criterion_id, gate in present.items():
        if criterion_id not in wanted:
            work.delete(gate)
    for criterion_id in sorted(wanted - set(present)):
        work.add(StageCriterion(stage_id=stage.id, criterion_id=criterion_id))


def _archive_criterion(work: Work, criterion: Criterion) -> None:
    for gate in work.find(StageCriterion, StageCriterion.criterion_id == criterion.id):
        work.delete(gate)
    criterion.archived = 1

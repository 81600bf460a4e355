"""The funnel a person makes their own: its stages, their gates, and the qualification grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from funneltui.domain.grids import Grid
from funneltui.domain.stages import DEFAULT_STAGES, LIVE_KINDS, StageKind
from funneltui.domain.text import fold
from funneltui.domain.vocabularies import Vocabulary, Words
from funneltui.errors import ConflictError, InvalidValueError
from funneltui.i18n import N_
from funneltui.services import stage_moves
from funneltui.services.cards import row_id
from funneltui.services.changes import Change, words
from funneltui.services.criteria import criterion_label, criterion_row
from funneltui.services.prospects import storable
from funneltui.services.stage_map import StageMap, StageRow
from funneltui.storage.unit_of_work import Row, UnitOfWork, Value, Work

__all__ = ["CriterionChanges", "StageChanges", "StageInUseError", "Structure"]


class StageInUseError(ConflictError):
    """A stage with cards cannot go before it is said where they go.

    Attributes:
        cards: How many there are.
    """

    def __init__(self, name: str, cards: int) -> None:
        self.cards = cards
        super().__init__(N_("{stage} has deals ({count}). Choose a stage for them."), stage=name, count=cards)


@dataclass(frozen=True, slots=True)
class StageChanges:
    """What to change of a stage; None leaves it. An empty name or definition goes back to the built-in words."""

    name: str | None = None
    definition: str | None = None
    probability: int | None = None
    idle_days: int | None = None
    colour: str | None = None
    required: tuple[str, ...] | None = None
    """Keys of the criteria that entering the stage asks for."""


@dataclass(frozen=True, slots=True)
class CriterionChanges:
    """What to change of a criterion; None leaves it. Empty words go back to the built-in ones."""

    name: str | None = None
    question: str | None = None
    weight: int | None = None


class Structure:
    """The use cases of the stage editor and the grid editor.

    Args:
        unit_of_work: The one way to write.
    """

    def __init__(self, unit_of_work: UnitOfWork) -> None:
        self._unit_of_work = unit_of_work

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
            like = work.get("stage", place.id)
            new = work.insert(
                "stage",
                key=_free_key(work, name),
                name=_named(name),
                definition=storable(definition.strip(), "definition") or None,
                kind=StageKind.OPEN.value,
                probability=like["probability"],
                idle_days=like["idle_days"],
            )
            order = [one.id for one in stages.stages]
            order.insert(order.index(place.id) + 1, new)
            _order(work, "stage", order)
        return work.change

    def change_stage(self, key: str, changes: StageChanges) -> Change:
        """Rename a stage, reword its definition, set its probability, idle days, colour or gate.

        Raises:
            NotFoundError: No such stage or criterion.
            InvalidValueError: A number out of its range.
        """
        with self._unit_of_work.step(N_("Changed stage {stage}")) as work:
            stage = StageMap(work).by_key(key)
            work.rename(N_("Changed stage {stage}"), stage=stage.label)
            values: dict[str, Value] = {}
            for column, text in (("name", changes.name), ("definition", changes.definition)):
                if text is not None:
                    values[column] = storable(text.strip(), column) or None
            if changes.probability is not None:
                values["probability"] = _within(changes.probability, 0, 100, "probability")
            if changes.idle_days is not None:
                values["idle_days"] = _within(changes.idle_days, 0, 3650, "idle_days")
            if changes.colour is not None:
                values["colour"] = storable(changes.colour, "colour")
            if values:
                work.update("stage", stage.id, **values)
            if changes.required is not None:
                _set_gate(work, stage, changes.required)
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
            line = [one for one in stages.stages if one.kind is StageKind.OPEN]
            place = max(0, min(len(line) - 1, line.index(stage) + by))
            line.remove(stage)
            line.insert(place, stage)
            moved = iter(line)
            _order(work, "stage", [next(moved).id if one.kind is StageKind.OPEN else one.id for one in stages.stages])
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
            if len([one for one in stages.stages if one.kind is stage.kind]) == 1:
                raise InvalidValueError(N_("A funnel needs a stage of this kind. Rename it instead."), field="stage")
            cards = work.find("opportunity", stage_id=stage.id)
            if cards and not into:
                raise StageInUseError(stage.name, len(cards))
            if cards:
                target = stages.by_key(into)
                if target.id == stage.id or target.kind not in LIVE_KINDS:
                    raise InvalidValueError(N_("Choose an open stage for the deals."), field="into")
                for row in cards:
                    stage_moves.enter(work, stages, row, target, {})
            work.update("stage", stage.id, archived=1)
        return work.change

    def add_criterion(self, name: str, question: str = "", *, weight: int = 1) -> Change:
        """Add a line at the end of the grid. Its key is made of its name."""
        with self._unit_of_work.step(N_("Added criterion {criterion}"), criterion=name.strip()) as work:
            key = _free_key(work, name, "criterion")
            place = max((int(row["position"] or 0) for row in work.find("criterion")), default=-1) + 1
            said: dict[str, Value] = {"name": _named(name), "question": storable(question.strip(), "question") or None}
            work.insert("criterion", key=key, weight=_within(weight, 0, 100, "weight"), position=place, **said)
        return work.change

    def change_criterion(self, key: str, changes: CriterionChanges) -> Change:
        """Rename a line of the grid, reword its question, weigh it anew.

        Raises:
            NotFoundError: No such criterion.
        """
        with self._unit_of_work.step(N_("Changed criterion {criterion}")) as work:
            row = criterion_row(work, key)
            work.rename(N_("Changed criterion {criterion}"), criterion=criterion_label(row))
            values: dict[str, Value] = {}
            for column, text in (("name", changes.name), ("question", changes.question)):
                if text is not None:
                    values[column] = storable(text.strip(), column) or None
            if changes.weight is not None:
                values["weight"] = _within(changes.weight, 0, 100, "weight")
            if values:
                work.update("criterion", row_id(row), **values)
        return work.change

    def move_criterion(self, key: str, by: int) -> Change:
        """Move a line of the grid up (negative) or down."""
        with self._unit_of_work.step(N_("Moved criterion {criterion}")) as work:
            row = criterion_row(work, key)
            work.rename(N_("Moved criterion {criterion}"), criterion=criterion_label(row))
            order = [row_id(one) for one in _grid(work)]
            place = max(0, min(len(order) - 1, order.index(row_id(row)) + by))
            order.remove(row_id(row))
            order.insert(place, row_id(row))
            _order(work, "criterion", order)
        return work.change

    def remove_criterion(self, key: str) -> Change:
        """Take a line out of the grid and out of every gate; answers given stay in the history."""
        with self._unit_of_work.step(N_("Removed criterion {criterion}")) as work:
            row = criterion_row(work, key)
            work.rename(N_("Removed criterion {criterion}"), criterion=criterion_label(row))
            _archive_criterion(work, row)
        return work.change

    def use_grid(self, grid: Grid) -> Change:
        """Take another grid: lines it has stay with their answers, others are put away.

        The stage with a gate asks for what the grid requires from now on.
        """
        with self._unit_of_work.step(N_("Chose the grid {grid}"), grid=words(grid.name)) as work:
            known = {str(row["key"]): row for row in work.find("criterion")}
            for key, row in known.items():
                if key not in grid.lines and not row["archived"]:
                    _archive_criterion(work, row)
            for place, key in enumerate(grid.lines):
                if key in known:
                    work.update("criterion", row_id(known[key]), archived=0, position=place)
                else:
                    work.insert("criterion", key=key, position=place)
            stages = StageMap(work)
            gated = {row["stage_id"] for row in work.find("stage_criterion")}
            gate = next((one for one in stages.stages if one.id in gated), None) or _gate_stage(stages)
            _set_gate(work, gate, grid.required)
        return work.change

    def use_words(self, vocabulary: Vocabulary) -> Change:
        """Call the built-in stages what another trade calls them; those it has no words for, as the program does."""
        with self._unit_of_work.step(N_("Chose the vocabulary {preset}"), preset=words(vocabulary.name)) as work:
            for stage in DEFAULT_STAGES:
                said = vocabulary.stages.get(stage.key, Words())
                for row in work.find("stage", key=stage.key, archived=0):
                    work.update("stage", row_id(row), name=said.name or None, definition=said.definition or None)
        return work.change


def _named(name: str) -> str:
    text = storable(name.strip(), "name")
    if not text:
        raise InvalidValueError(N_("Enter a name."), field="name")
    return text


def _free_key(work: Work, name: str, table: str = "stage") -> str:
    """A key made of the name, that no row of the table has had."""
    stem = re.sub(r"[^a-z0-9]+", "_", fold(_named(name))).strip("_") or table
    taken = {str(row["key"]) for row in work.find(table)}
    return next(key for key in (stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 3))) if key not in taken)


def _within(number: int, low: int, high: int, field: str) -> int:
    if not low <= number <= high:
        raise InvalidValueError(N_("A number from {low} to {high}."), field=field, low=low, high=high)
    return number


def _order(work: Work, table: str, ids: Sequence[int]) -> None:
    for place, one in enumerate(ids):
        work.update(table, one, position=place)


def _last_open(stages: StageMap) -> StageRow:
    return [one for one in stages.stages if one.kind in LIVE_KINDS][-1]


def _gate_stage(stages: StageMap) -> StageRow:
    live = [one for one in stages.stages if one.kind is StageKind.OPEN]
    return live[min(1, len(live) - 1)]


def _set_gate(work: Work, stage: StageRow, required: Sequence[str]) -> None:
    wanted = {row_id(criterion_row(work, key)) for key in required}
    present = {row["criterion_id"]: row_id(row) for row in work.find("stage_criterion", stage_id=stage.id)}
    for criterion, row in present.items():
        if criterion not in wanted:
            work.delete("stage_criterion", row)
    for criterion in sorted(wanted - set(present)):
        work.insert("stage_criterion", stage_id=stage.id, criterion_id=criterion)


def _grid(work: Work) -> list[Row]:
    return sorted(work.find("criterion", archived=0), key=lambda row: int(row["position"] or 0))


def _archive_criterion(work: Work, row: Row) -> None:
    for gate in work.find("stage_criterion", criterion_id=row["id"]):
        work.delete("stage_criterion", row_id(gate))
    work.update("criterion", row_id(row), archived=1)

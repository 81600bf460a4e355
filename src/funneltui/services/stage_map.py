"""The stages, and what entering one asks for, as one step sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from funneltui.domain.stages import LIVE_KINDS, StageKind, is_own, missing, stage_name
from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.services.changes import GateMissing, words
from funneltui.storage.unit_of_work import Row, Work

__all__ = ["StageMap", "StageRow"]


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
        rows = sorted(work.find("stage", archived=0), key=lambda row: _number(row, "position"))
        self.stages = [
            StageRow(
                _number(row, "id"),
                str(row["key"]),
                None if row["name"] is None else str(row["name"]),
                StageKind(str(row["kind"])),
                _number(row, "position"),
            )
            for row in rows
        ]
        self._by_id = {stage.id: stage for stage in self.stages}

    def of(self, row: Row, column: str = "stage_id") -> StageRow | None:
        """The stage a row refers to; None for none, or for one no longer in use."""
        return self._by_id.get(_number(row, column))

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
        line = [one for one in self.stages if one.kind in LIVE_KINDS or one.kind is StageKind.WON]
        place = line.index(stage) if stage in line else 0
        return line[max(0, min(len(line) - 1, place + by))]

    def missing_for(self, rows: Iterable[Row], target: StageRow) -> list[GateMissing]:
        """What each card lacks to go past every gate between where it stands and `target`.

        Going back, coming back to where it stood before, and closing ask for nothing.
        """
        if target.kind is not StageKind.OPEN:
            return []
        gates = self._gates()
        lacking = []
        for row in rows:
            reached = self._reached(row)
            asked: list[str] = []
            for stage in self.stages:
                if stage.kind is StageKind.OPEN and reached < stage.position <= target.position:
                    asked += [key for key in gates.get(stage.id, ()) if key not in asked]
            lacks = missing(asked, self._answers(_number(row, "id"))) if asked else ()
            if lacks:
                names = {str(one["key"]): one["name"] for one in self._work.find("criterion")}
                contact = self._work.get("contact", _number(row, "contact_id"))
                pairs = tuple((key, None if names[key] is None else str(names[key])) for key in lacks)
                lacking.append(GateMissing(_number(row, "id"), str(contact["name"]), pairs))
        return lacking

    def _reached(self, row: Row) -> int:
        """How far along the funnel a card has come: a closed one counts where it stood before."""
        stage = self.of(row)
        if stage is None or stage.kind not in LIVE_KINDS:
            stage = self.of(row, "former_stage_id")
        return stage.position if stage else -1

    def _gates(self) -> dict[int, list[str]]:
        gates: dict[int, list[str]] = {}
        found = self._work.sql(
            "SELECT g.stage_id, c.key FROM stage_criterion g JOIN criterion c ON c.id = g.criterion_id"
            " WHERE c.archived = 0 ORDER BY c.position"
        )
        for stage_id, key in found:
            gates.setdefault(int(stage_id or 0), []).append(str(key))
        return gates

    def _answers(self, opportunity_id: int) -> Mapping[str, str]:
        found = self._work.sql(
            "SELECT c.key, a.answer FROM answer a JOIN criterion c ON c.id = a.criterion_id"
            " WHERE a.opportunity_id = ? AND a.current = 1",
            (opportunity_id,),
        )
        return {str(key): str(answer) for key, answer in found}


def _number(row: Row, column: str) -> int:
    value = row[column]
    return value if isinstance(value, int) else 0

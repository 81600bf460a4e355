"""A card entering a stage: what it remembers, forgets, and writes down of the move."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from funneltui.domain.money import Money
from funneltui.domain.possible import LOST
from funneltui.domain.stages import StageKind
from funneltui.errors import RefusedError
from funneltui.services.cards import contact_name, row_id
from funneltui.services.prospects import end_next_step, storable
from funneltui.services.stage_map import StageMap, StageRow
from funneltui.storage.unit_of_work import Row, Value, Work

__all__ = ["REOPENED", "ClosedCardError", "enter", "former_stage", "go_on", "lose", "win"]

REOPENED: dict[str, Value] = {
    "parked_until": None,
    "parked_why": "",
    "parked_say": "",
    "lost_reason": "",
    "lost_note": "",
    "discarded_untried": 0,
    "won_amount": None,
    "closed_on": None,
}
"""What a card forgets when it comes back into the live funnel. Its history keeps it."""


def win(work: Work, stages: StageMap, row: Row, day: date, value: Money | None) -> None:
    """Close a card as won on a day, for a value or the one it carries."""
    end_next_step(work, row_id(row), "dropped")
    amount = row["amount"] if value is None else value.minor
    currency = row["currency"] if value is None else value.currency
    closing: dict[str, Value] = {"won_amount": amount, "currency": currency, "closed_on": day.isoformat()}
    enter(work, stages, row, stages.first(StageKind.WON), REOPENED | closing)


def lose(work: Work, stages: StageMap, row: Row, reason: str, note: str, day: date) -> None:
    """Close a card as lost; an untouched and unqualified one is counted as discarded untried."""
    end_next_step(work, row_id(row), "dropped")
    known = work.sql(
        "SELECT EXISTS (SELECT 1 FROM touch WHERE contact_id = ?) OR EXISTS"
        " (SELECT 1 FROM answer WHERE opportunity_id = ? AND current = 1 AND answer <> 'unknown')",
        (row["contact_id"], row["id"]),
    )
    closing: dict[str, Value] = {
        "lost_reason": reason,
        "lost_note": note,
        "closed_on": day.isoformat(),
        "discarded_untried": 0 if known[0][0] else 1,
    }
    enter(work, stages, row, stages.first(StageKind.LOST), REOPENED | closing)


class ClosedCardError(RefusedError):
    """A card is lost, so that nothing comes next."""

    def __init__(self, name: str) -> None:
        super().__init__(LOST.words, name=name)


def go_on(work: Work, cards: Sequence[Row]) -> None:
    """See that something can come next on cards, and take those whose "not now" is over back to where they were.

    Somebody parked until a day to come stays parked: one may keep in touch lightly.

    Raises:
        ClosedCardError: A card is lost.
    """
    stages = StageMap(work)
    for row in cards:
        here = stages.of(row)
        if here is not None and here.kind is StageKind.LOST:
            raise ClosedCardError(contact_name(work, row))
        if row["parked_until"] is not None and str(row["parked_until"]) <= work.today:
            enter(work, stages, row, former_stage(stages, row), REOPENED)


def former_stage(stages: StageMap, row: Row) -> StageRow:
    """The stage a closed or parked card came from."""
    return stages.of(row, "former_stage_id") or stages.first(StageKind.OPEN)


def enter(
    work: Work,
    stages: StageMap,
    row: Row,
    stage: StageRow,
    values: Mapping[str, Value],
    *,
    missing: Sequence[str] = (),
    override: str = "",
) -> None:
    """Put a card into a stage and write the move down; entering where it is changes only `values`."""
    if row["stage_id"] == stage.id:
        work.update("opportunity", row_id(row), **values)
        return
    here = stages.of(row)
    live = here is not None and here.kind in {StageKind.SUSPECT, StageKind.OPEN}
    former = row["stage_id"] if live else row["former_stage_id"]
    work.update("opportunity", row_id(row), stage_id=stage.id, former_stage_id=former, stage_since=work.now, **values)
    work.insert(
        "stage_move",
        opportunity_id=row["id"],
        from_stage_id=row["stage_id"],
        to_stage_id=stage.id,
        moved_at=work.now,
        override_reason=storable(override, "reason") if missing else "",
        missing=json.dumps(list(missing)),
    )

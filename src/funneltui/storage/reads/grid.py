"""The stages in use and what entering each asks for, in few columns: what a step looks at before it moves a card.

Plain rows: objects of the tables' classes would take longer to make than the whole move.
"""

from __future__ import annotations

from typing import NamedTuple

from funneltui.storage.reads.known import Query


class StageInUse(NamedTuple):
    """A stage that is not archived."""

    id: int
    key: str
    name: str | None
    """The person's own name; None: the built-in words for the key."""
    kind: str
    position: int


class Gate(NamedTuple):
    """A criterion that entering a stage asks for."""

    stage_id: int
    key: str
    name: str | None
    """The person's own name of the criterion; None: the built-in words for the key."""


def stages_in_use(query: Query) -> list[StageInUse]:
    """The stages in the board's order, without the archived ones."""
    rows = query("SELECT id, key, name, kind, position FROM stage WHERE archived = 0 ORDER BY position, id", ())
    return [StageInUse(*row) for row in rows]


def gates(query: Query) -> list[Gate]:
    """What entering each stage asks for, in the grid's order, without archived criteria."""
    rows = query(
        "SELECT g.stage_id, c.key, c.name FROM stage_criterion g JOIN criterion c ON c.id = g.criterion_id"
        " WHERE c.archived = 0 ORDER BY c.position, c.id",
        (),
    )
    return [Gate(*row) for row in rows]


def answers(query: Query, opportunity_id: int) -> dict[str, str]:
    """The answers that count for a card, by the keys of their criteria, without archived criteria."""
    rows = query(
        "SELECT c.key, a.answer FROM answer a JOIN criterion c ON c.id = a.criterion_id"
        " WHERE a.opportunity_id = ? AND a.current = 1 AND c.archived = 0",
        (opportunity_id,),
    )
    return {str(key): str(answer) for key, answer in rows}

"""Puts the demo's cast and what happened to it into a new file, through the unit of work."""

from __future__ import annotations

import contextlib
from pathlib import Path
from random import Random

from funneltui.clock import Clock
from funneltui.i18n import N_
from funneltui.services.demo.rows import Pipeline
from funneltui.services.demo.script import people
from funneltui.storage.database import Database
from funneltui.storage.unit_of_work import UnitOfWork, Value, Work

__all__ = ["build"]

_REFERENCES: dict[str, dict[str, str]] = {
    "organization": {},
    "contact": {"organization_id": "organization", "introduced_by_id": "contact"},
    "contact_point": {"contact_id": "contact"},
    "opportunity": {"contact_id": "contact", "stage_id": "stage", "former_stage_id": "stage"},
    "opportunity_role": {"contact_id": "contact", "opportunity_id": "opportunity"},
    "proposal": {"opportunity_id": "opportunity"},
    "touch": {"contact_id": "contact", "opportunity_id": "opportunity"},
    "next_action": {"opportunity_id": "opportunity"},
    "answer": {"opportunity_id": "opportunity", "criterion_id": "criterion"},
    "stage_move": {"opportunity_id": "opportunity", "from_stage_id": "stage", "to_stage_id": "stage"},
}
"""The tables in the order they are filled, and what their columns refer to."""


def build(path: Path, *, clock: Clock, language: str, seed: int = 7) -> None:
    """Make a new file with some sixty opportunities and six months of history, as one step.

    The same clock, language and seed make the same rows, uids included.

    Args:
        path: Where; the file must not be there yet.
        clock: What "today" is.
        language: Of the texts: one of `i18n.LANGUAGES`.
        seed: Of whatever is left to chance.

    Raises:
        FunnelError: The file cannot be made.
    """
    pipeline = Pipeline(clock.today(), language, Random(seed))  # noqa: S311 - not for secrets
    for part in people():
        pipeline.add(part)
    unit_of_work = UnitOfWork(Database.open(path, clock=clock), clock, "demo")
    with contextlib.closing(unit_of_work), unit_of_work.step(N_("Demo data")) as work:
        _write(work, pipeline)


def _write(work: Work, pipeline: Pipeline) -> None:
    """Insert the rows table by table, turning each reference (a place or a key) into an id."""
    ids: dict[str, dict[Value, int]] = {
        table: {row["key"]: int(str(row["id"])) for row in work.find(table)} for table in ("stage", "criterion")
    }
    for table, references in _REFERENCES.items():
        rows = pipeline.rows[table]
        if table == "contact":  # in a fresh file a contact's id is its place, so one may name another
            ids[table] = {place: place + 1 for place in range(len(rows))}
        for row in rows:
            for column, target in references.items():
                if row.get(column) is not None:
                    row[column] = ids[target][row[column]]
        ids[table] = dict(enumerate(work.insert_many(table, rows)))

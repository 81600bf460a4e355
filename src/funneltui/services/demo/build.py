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
from funneltui.storage.tables import Criterion, Stage
from funneltui.storage.unit_of_work import UnitOfWork

_SPENT = (("list", 390_00, 64), ("fair", 620_00, 41))
"""What sources cost: which, how much, and how many days ago."""


def build(path: Path, *, clock: Clock, language: str, seed: int = 7) -> None:
    """Make a new file with some sixty deals and six months of history, as one step.

    The same clock, language and seed make the same rows, uids included.

    Args:
        path: Where; the file must not be there yet.
        clock: What "today" is.
        language: Of the texts: one of `i18n.LANGUAGES`.
        seed: Of whatever is left to chance.

    Raises:
        FunnelError: The file cannot be made.
    """
    unit_of_work = UnitOfWork(Database.open(path, clock=clock), clock, "demo")
    with contextlib.closing(unit_of_work), unit_of_work.step(N_("Demo data")) as work:
        stages = {stage.key: stage.id for stage in work.find(Stage)}
        criteria = {criterion.key: criterion.id for criterion in work.find(Criterion)}
        pipeline = Pipeline(stages, criteria, clock.today(), language, Random(seed))  # noqa: S311 - not for secrets
        for part in people():
            pipeline.add(part)
        for source, amount, ago in _SPENT:
            pipeline.spend(source, amount, ago)
        for model, rows in pipeline.rows.items():
            work.add_rows(model, rows)

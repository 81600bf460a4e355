"""A fresh file and the unit of work on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from funneltui.clock import FixedClock
from funneltui.storage.database import Database
from funneltui.storage.unit_of_work import UnitOfWork


@pytest.fixture
def clock() -> FixedClock:
    """Noon in Paris, 22 November 2026."""
    return FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Paris")))


@pytest.fixture
def database(tmp_path: Path, clock: FixedClock) -> Database:
    """A new file."""
    return Database.open(tmp_path / "funnel.db", clock=clock)


@pytest.fixture
def unit_of_work(database: Database, clock: FixedClock) -> Iterator[UnitOfWork]:
    """The one way to write to it."""
    one = UnitOfWork(database, clock, "test")
    yield one
    one.close()

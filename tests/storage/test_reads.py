"""What can be read has its parts by name; each is made when it is first asked for."""

from __future__ import annotations

import pytest

from funneltui.clock import SystemClock
from funneltui.settings import Settings
from funneltui.storage.database import Database
from funneltui.storage.reads import Reads
from funneltui.storage.reads.part import ReadPart


@pytest.mark.parametrize("name", Reads.__annotations__)
def test_every_part_is_there_as_what_it_is_said_to_be_and_is_made_once(database: Database, name: str) -> None:
    reads = Reads(database.connect(), SystemClock(), Settings())
    part = getattr(reads, name)
    assert isinstance(part, ReadPart)
    assert type(part).__name__ == Reads.__annotations__[name]
    assert getattr(reads, name) is part
    reads.close()


def test_what_is_no_part_is_not_there(database: Database) -> None:
    reads = Reads(database.connect(), SystemClock(), Settings())
    assert not hasattr(reads, "database")
    reads.close()

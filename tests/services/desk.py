"""A freelancer's desk: the services on a file of their own, and a look at its rows."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from funneltui.clock import FixedClock
from funneltui.domain.entries import Given, NewProspect
from funneltui.domain.qualification import Answer
from funneltui.services.history import History
from funneltui.services.opportunities import Opportunities
from funneltui.services.proposals import Proposals
from funneltui.services.qualification import Qualification
from funneltui.services.structure import Structure
from funneltui.services.templates import Templates
from funneltui.services.touches import Touches
from funneltui.settings import Settings
from funneltui.storage.database import Database
from funneltui.storage.unit_of_work import UnitOfWork

TODAY = date(2026, 11, 22)


class Desk:
    """A freelancer's desk: the services on a fresh file, and a look at its rows."""

    def __init__(self, path: Path) -> None:
        clock = FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Paris")))
        self.clock = clock
        self.database = Database.open(path, clock=clock)
        self.unit_of_work = UnitOfWork(self.database, clock, "test")
        self.opportunities = Opportunities(self.unit_of_work, Settings())
        self.proposals = Proposals(self.unit_of_work, Settings())
        self.qualification = Qualification(self.unit_of_work, Settings())
        self.touches = Touches(self.unit_of_work, Settings())
        self.structure = Structure(self.unit_of_work, Settings())
        self.history = History(self.unit_of_work, Settings())
        settings = Settings(sender="Marie Durand", sender_email="marie@durand.fr")
        self.templates = Templates(self.unit_of_work, settings)

    def close(self) -> None:
        """Let the file go."""
        self.unit_of_work.close()
        if "connection" in self.__dict__:
            self.connection.close()

    @cached_property
    def connection(self) -> sqlite3.Connection:
        """A reader's connection, closed with the desk."""
        return self.database.connect()

    def add(self, name: str = "Ada", stage: str = "", **more: object) -> int:
        """A new card."""
        return self.opportunities.add(NewProspect(name=name, stage=stage, **more)).opportunity  # type: ignore[arg-type]

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """What a SELECT says."""
        with contextlib.closing(self.database.connect()) as connection:
            return connection.execute(statement).fetchall()

    def stage(self, opportunity: int) -> object:
        """The key of a card's stage."""
        statement = f"SELECT s.key FROM opportunity o JOIN stage s ON s.id = o.stage_id WHERE o.id = {opportunity}"
        return self.rows(statement)[0][0]

    def answer(self, opportunity: int, **answers: str) -> None:
        """Answer criteria."""
        self.qualification.answer(opportunity, {key: Given(Answer(answer)) for key, answer in answers.items()})

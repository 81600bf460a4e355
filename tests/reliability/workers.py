"""What the child processes of the trials do. Imported by the fork server, before any of them runs."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from zoneinfo import ZoneInfo

from funneltui.clock import FixedClock
from funneltui.domain.entries import NewProspect
from funneltui.services.importing.service import Importing
from funneltui.services.importing.values import ImportOptions, ImportReport
from funneltui.services.mail import Mail
from funneltui.services.opportunities import Opportunities
from funneltui.settings import Settings
from funneltui.storage import derived
from funneltui.storage.database import Database
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored
from tests.services.letters import ME


def clock() -> FixedClock:
    """Noon in Paris, 22 November 2026."""
    return FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Paris")))


def opportunities(path: Path) -> Opportunities:
    """The use cases on a file, as a program of its own has them."""
    unit_of_work = UnitOfWork(Database.open(path, clock=clock()), clock(), "test")
    return Opportunities(unit_of_work, Settings())


def reading(path: Path) -> sqlite3.Connection:
    """A connection that can also compare what is derived with what would be made anew."""
    connection = sqlite3.connect(path)
    derived.prepare(connection)
    return connection


def tag_many(path: Path, opportunity_id: int, worker: int, count: int) -> None:
    """Read a card's tags, add one, write them back; `count` times."""
    service = opportunities(path)
    for number in range(count):
        service.tag([opportunity_id], add=[f"{worker}.{number}"])


def add_forever(path: Path, worker: int, pipe: Connection) -> None:
    """Add a contact, its card and a touch as one step, and say so on a pipe; until killed."""
    unit_of_work = UnitOfWork(Database.open(path, clock=clock()), clock(), "test")
    number = 0
    while True:
        with unit_of_work.step("Add {name}", name=f"{worker}.{number}") as work:
            contact = stored.insert(work, "contact", name=f"{worker}.{number}")
            card = stored.insert(work, "opportunity", contact_id=contact, stage_id=1, amount=100)
            stored.insert(
                work,
                "touch",
                contact_id=contact,
                opportunity_id=card,
                happened_at=work.now,
                channel="call",
                direction="in",
            )
        os.write(pipe.fileno(), b"%d\n" % number)
        number += 1


def importing(path: Path, table: Path, progress: Callable[[int, int], None] | None = None) -> ImportReport:
    """Import a file into a file, as a program of its own does."""
    database = Database.open(path, clock=clock())
    with closing(UnitOfWork(database, clock(), "test")) as unit_of_work:
        service = Importing(unit_of_work, Settings())
        return service.run(service.preview(table, ImportOptions()), progress)


def import_file(path: Path, table: Path, pipe: Connection) -> None:
    """Import a file, and tell on a pipe how far it is; until killed, or the end."""

    def tell(done: int, _all: int) -> None:
        os.write(pipe.fileno(), b"%d\n" % done)

    importing(path, table, tell)
    os.write(pipe.fileno(), b"done\n")


def know_sophie(path: Path) -> None:
    """Add the one contact whose mail the trials read."""
    service = opportunities(path)
    service.add(NewProspect(name="Sophie Martin", emails=("sophie@asso.example",)))
    service._unit_of_work.close()


def take_in(path: Path, file: Path, pipe: Connection) -> None:
    """Import a file, or read it as mail; say when it begins."""
    os.write(pipe.fileno(), b"!")
    if file.name != "INBOX":
        importing(path, file)
        return
    database = Database.open(path, clock=clock())
    with closing(UnitOfWork(database, clock(), "test")) as unit_of_work:
        Mail(unit_of_work, Settings(own_addresses=[ME])).read([file])


def tag_timed(path: Path, opportunity_id: int, worker: int, count: int, times: object) -> None:
    """As `tag_many`, and the seconds that each took put into a queue."""
    service = opportunities(path)
    taken = []
    for number in range(count):
        began = time.monotonic()
        service.tag([opportunity_id], add=[f"{worker}.{number}"])
        taken.append(time.monotonic() - began)
    times.put(taken)  # type: ignore[attr-defined]

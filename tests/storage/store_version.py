"""Stores a small file of the present version, to be opened by every later one.

Run as `python -m tests.storage.store_version` when the schema has changed. Until that version is released the file
may be written anew, after that never again.
"""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from funneltui.clock import FixedClock
from funneltui.storage.database import SCHEMA_VERSION, Database
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored

FILES = Path(__file__).with_name("files")


def store() -> Path:
    """Write two contacts, a move and what goes with them, after somebody was erased; returns the file."""
    path = FILES / f"v{SCHEMA_VERSION}.db"
    path.unlink(missing_ok=True)
    clock = FixedClock(datetime(2026, 11, 22, 12, tzinfo=UTC))
    unit_of_work = UnitOfWork(Database.open(path, clock=clock), clock, "test")
    with unit_of_work.step("Added {name}", name="Grace Hopper") as work:
        gone = stored.insert(work, "contact", name="Grace Hopper")
        stored.insert(work, "contact_point", contact_id=gone, kind="email", value="grace@x.fr", normalized="grace@x.fr")
    unit_of_work.erase(gone, oppose=True, organization=False)
    unit_of_work.scrub()
    with unit_of_work.step("Add {count} cards", count=2) as work:
        organization = stored.insert(work, "organization", name="Analytical Engines")
        ada = stored.insert(work, "contact", name="Ada Lovelace", organization_id=organization, uid="contact-ada")
        elodie = stored.insert(work, "contact", name="Élodie Lefèvre", uid="contact-elodie")
        stored.insert(work, "contact_point", contact_id=ada, kind="email", value="ada@x.fr", normalized="ada@x.fr")
        card = stored.insert(work, "opportunity", contact_id=ada, stage_id=1, amount=320000, uid="card-ada")
        stored.insert(work, "opportunity", contact_id=elodie, stage_id=2, uid="card-elodie")
        stored.insert(
            work, "touch", contact_id=ada, happened_at=work.now, channel="email", direction="in", note="Bonjour"
        )
        stored.insert(work, "next_action", opportunity_id=card, due_on="2026-12-01", what="call")
        stored.insert(work, "answer", opportunity_id=card, criterion_id=1, answer="yes", evidence="said so")
    with unit_of_work.step("Moved {name} to {stage}", name="Ada Lovelace", stage={"message": "Lead"}) as work:
        stored.update(work, "opportunity", card, stage_id=2, former_stage_id=1)
        stored.insert(work, "stage_move", opportunity_id=card, from_stage_id=1, to_stage_id=2, moved_at=work.now)
    unit_of_work.close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")  # one file to store, no log beside it
        connection.execute("PRAGMA page_size = 512")  # small enough for the repository
        connection.execute("VACUUM")
    return path


if __name__ == "__main__":
    store()

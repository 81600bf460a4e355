"""Imports of every kind, killed at any point: all of a file is there afterwards, or nothing of it."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import threading
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from pathlib import Path

from funneltui.storage.database import Database
from tests.interchange.workbooks import xlsx
from tests.reliability import workers
from tests.services.letters import ME, letter, mbox

__all__ = ["KINDS", "kill_once", "made"]

_PEOPLE = 1200


def _csv() -> bytes:
    lines = [f"Person {number},p{number}@b.example,Atelier {number // 5}" for number in range(_PEOPLE)]
    return "\n".join(["name,email,company", *lines]).encode()


def _vcards() -> bytes:
    return b"".join(
        f"BEGIN:VCARD\nVERSION:4.0\nFN:Person {number}\nEMAIL:p{number}@b.example\nEND:VCARD\n".encode()
        for number in range(_PEOPLE)
    )


def _ldif() -> bytes:
    return b"".join(
        f"dn: cn=Person {number}\nobjectclass: person\ncn: Person {number}\nmail: p{number}@b.example\n\n".encode()
        for number in range(_PEOPLE)
    )


def _workbook() -> bytes:
    rows = [[f"Person {number}", f"p{number}@b.example"] for number in range(_PEOPLE)]
    return xlsx({"A": [["Name", "E-mail"], *rows]})


def _json() -> bytes:
    people = [{"id": number, "uid": f"u{number}", "name": f"Person {number}"} for number in range(1, _PEOPLE + 1)]
    head = {"format": "funneltui", "version": 1, "schema": 1, "exported_at": ""}
    return json.dumps({**head, "tables": {"contact": people}}).encode()


def _mail() -> bytes:
    return mbox([letter("sophie@asso.example", ME, message_id=f"<{number}@x>") for number in range(_PEOPLE)])


KINDS: dict[str, tuple[Callable[[], bytes], str]] = {
    "people.csv": (_csv, "contact"),
    "people.vcf": (_vcards, "contact"),
    "people.ldif": (_ldif, "contact"),
    "people.xlsx": (_workbook, "contact"),
    "people.json": (_json, "contact"),
    "INBOX": (_mail, "touch"),
}
"""The files by name: what is in them, and the table that counts what came of it."""


def made(folder: Path, name: str) -> Path:
    """The file, and beside it an empty database in which only Sophie is known."""
    path = folder / name
    path.write_bytes(KINDS[name][0]())
    base = folder / "base.db"
    Database.open(base, clock=workers.clock())
    workers.know_sophie(base)
    with contextlib.closing(sqlite3.connect(base)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def kill_once(
    folder: Path, path: Path, processes: ForkServerContext, after: float | None, dice: random.Random
) -> tuple[float, int]:
    """Import a file into a copy of the empty one, and kill it.

    Args:
        folder: Where both are.
        path: The file.
        processes: Starts children.
        after: Which part of the usual time it is given; None lets it end.
        dice: Chooses the rest.

    Returns:
        The seconds it took, and how many rows came of it, without those that were there.
    """
    database = folder / "funnel.db"
    for old in folder.glob("funnel.db*"):
        if old.is_file():
            old.unlink()
    database.write_bytes((folder / "base.db").read_bytes())
    reading, writing = processes.Pipe(duplex=False)
    child = processes.Process(target=workers.take_in, args=(database, path, writing))
    child.start()
    writing.close()
    os.read(reading.fileno(), 1)  # it has begun
    began = time.monotonic()
    killer = threading.Timer(max(0.0, (after or 0) + dice.random() * 0.002), os.kill, (child.pid, signal.SIGKILL))
    if after is not None:
        killer.start()
    child.join()
    killer.cancel()
    reading.close()
    with contextlib.closing(sqlite3.connect(database)) as connection:
        (count,) = connection.execute(f"SELECT count(*) FROM {KINDS[path.name][1]}").fetchone()
    return time.monotonic() - began, count - (1 if KINDS[path.name][1] == "contact" else 0)

"""What a trial came to, and what is wrong with a file whatever happened to it."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from funneltui.storage import derived, digest
from tests.reliability import workers

__all__ = ["Result", "content_of", "damaged", "faults"]


@dataclass
class Result:
    """What a trial came to.

    Attributes:
        rounds: How many times it was tried.
        failures: What did not hold: empty when all is well.
        told: Figures worth reading.
    """

    rounds: int
    failures: list[str] = field(default_factory=list)
    told: str = ""


def faults(path: Path) -> list[str]:
    """What is wrong with a file, whatever happened to it."""
    with contextlib.closing(workers.reading(path)) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"reference in {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
        found += [f"digest of {table}" for table in digest.differing(connection)]
        found += [f"derived {table}" for table in derived.differences(connection)]
    return found


def content_of(path: Path) -> object:
    """Everything a person entered, row by row."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return [
            (table, connection.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall())
            for table, columns in digest.tracked(connection).items()
        ]


def damaged(content: bytearray, kind: int, dice: random.Random) -> bytes:
    """A file with one damage of five kinds: a bit, zeros, its end gone, two pages changed over, a page of noise."""
    pages = len(content) // 4096
    page = dice.randrange(pages) * 4096
    at = dice.randrange(len(content))
    if kind == 0:
        content[at] ^= 1 << dice.randrange(8)
    elif kind == 1:
        content[at : at + 512] = bytes(len(content[at : at + 512]))
    elif kind == 2:
        del content[max(page, 4096) :]
    elif kind == 3:
        other = dice.randrange(pages) * 4096
        content[page : page + 4096], content[other : other + 4096] = (
            content[other : other + 4096],
            content[page : page + 4096],
        )
    else:
        content[page : page + 4096] = dice.randbytes(4096)
    return bytes(content)

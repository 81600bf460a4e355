"""What a trial came to, and what is wrong with a file whatever happened to it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from funneltui.storage import derived, digest
from tests.reliability import workers

__all__ = ["Result", "faults"]


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

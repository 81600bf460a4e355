"""The steps that were done, the latest first."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from funneltui.clock import Clock
from funneltui.settings import Settings
from funneltui.storage.outcome import step_label

__all__ = ["HistoryReads", "StepRecord"]

_END = 2**63 - 1
"""Beyond any id."""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step of the history."""

    id: int
    name: str
    """An English message id with `{places}`."""
    arguments: Mapping[str, object]
    at: str
    """The instant, UTC."""
    door: str
    """Which way it came in: the program, the command line…"""
    state: str
    """`done`, `undone`, `dropped` (undone, then something else was done) or `sealed` (for good)."""

    @property
    def label(self) -> str:
        """The step's name in the language in force. Not display-safe: it can quote user text."""
        return step_label(self.name, self.arguments)


class HistoryReads:
    """The history of one open file.

    Args:
        connection: A reading connection.
        clock: Not looked at: every part of the read side is made alike.
        settings: The same.
    """

    def __init__(self, connection: sqlite3.Connection, clock: Clock, settings: Settings) -> None:
        self._connection = connection
        self._clock = clock
        self._settings = settings

    def steps(self, limit: int | None = None, before: int | None = None) -> Iterator[StepRecord]:
        """Steps as they are asked for, the latest first.

        Args:
            limit: At most that many; None: all.
            before: Only those before the step of this id; None: from the latest on.
        """
        rows = self._connection.execute(
            "SELECT id, name, arguments, at, door, state FROM step WHERE id < ? ORDER BY id DESC LIMIT ?",
            (_END if before is None else before, -1 if limit is None else limit),
        )
        for number, name, arguments, at, door, state in rows:
            yield StepRecord(number, name, json.loads(arguments), at, door, state)

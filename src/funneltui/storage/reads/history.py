"""The steps that were done, the latest first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from funneltui.i18n import N_, translate
from funneltui.storage.outcome import step_label
from funneltui.storage.reads.part import ReadPart

_END = 2**63 - 1
"""Beyond any id."""


_STATES = {"undone": N_("undone"), "dropped": N_("undone, final"), "sealed": N_("can't be undone")}
_ERASED = N_("erased (personal data)")
_PARTLY_ERASED = N_("partly erased (personal data)")


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
    erased_on: str | None = None
    """The day an erasure for privacy took rows out of it, or was it; None for nearly all."""

    @property
    def label(self) -> str:
        """The step's name in the language in force. Not display-safe: it can quote user text."""
        return step_label(self.name, self.arguments)

    @property
    def state_words(self) -> str:
        """What became of it, in the language in force; empty when it is done and nothing else."""
        if self.erased_on is not None:
            return translate(_PARTLY_ERASED if self.state in {"done", "undone"} else _ERASED)
        return translate(_STATES[self.state]) if self.state in _STATES else ""


class HistoryReads(ReadPart):
    """The history of one open file."""

    def steps(self, limit: int | None = None, before: int | None = None) -> Iterator[StepRecord]:
        """Steps as they are asked for, the latest first.

        Args:
            limit: At most that many; None: all.
            before: Only those before the step of this id; None: from the latest on.
        """
        rows = self._connection.execute(
            "SELECT id, name, arguments, at, door, state, erased_on FROM step WHERE id < ? ORDER BY id DESC LIMIT ?",
            (_END if before is None else before, -1 if limit is None else limit),
        )
        for number, name, arguments, at, door, state, erased_on in rows:
            yield StepRecord(number, name, json.loads(arguments), at, door, state, erased_on)

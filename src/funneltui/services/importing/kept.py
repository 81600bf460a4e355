"""The records that a preview has read, kept packed for the import: reading the rows takes five times as long."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from funneltui.interchange.csv_reader import Row
from funneltui.interchange.problems import Problem, Problems
from funneltui.interchange.records import PersonRecord

_MOST = 1 << 23
"""Bytes of packed records that are kept; of a larger file the rows are read again."""
_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(PersonRecord).decode


class KeptRecords:
    """The rows of a file as they were read, in its order, with what reading them told."""

    def __init__(self) -> None:
        self._rows: list[bytes | Row] = []
        self._size = 0
        self._notes: list[tuple[int, Problem]] = []
        """Problems, each with the number of the row that it came with."""
        self._more_notes = 0
        self._is_too_large = False
        self.is_whole = False
        """Whether every row of the file is here."""

    def add(self, row: Row, record: PersonRecord | None) -> None:
        """Keep a row that was read."""
        if self._is_too_large:
            return
        kept: bytes | Row = row
        try:
            if record is not None:
                kept = _pack(record)
        except UnicodeEncodeError:  # half a character, of a broken file
            self._size = _MOST
        self._rows.append(kept)
        self._size += len(kept) if isinstance(kept, bytes) else sum(map(len, row.cells))
        if self._size >= _MOST:
            self._is_too_large = True
            self._rows.clear()

    def note(self, problem: Problem) -> None:
        """Keep what reading the next row tells."""
        if len(self._notes) < Problems.MOST:
            self._notes.append((len(self._rows), problem))
        else:
            self._more_notes += 1

    def finish(self) -> None:
        """Every row was added."""
        self.is_whole = not self._is_too_large

    def records(self, problems: Problems) -> Iterator[tuple[Row, PersonRecord | None]]:
        """What `Table.records` gave, and told to `problems`."""
        notes: dict[int, list[Problem]] = {}
        for number, problem in self._notes:
            notes.setdefault(number, []).append(problem)
        for number, kept in enumerate(self._rows):
            for problem in notes.get(number, ()):
                problems.add_problem(problem)
            if isinstance(kept, bytes):
                record = _unpack(kept)
                yield Row(record.line, list(record.cells)), record
            else:
                yield kept, None
        for problem in notes.get(len(self._rows), ()):
            problems.add_problem(problem)
        problems.count += self._more_notes


class NotingProblems(Problems):
    """Passes on what is told, and keeps it with the records.

    Args:
        problems: Where it goes.
        kept: Where it is kept.
    """

    def __init__(self, problems: Problems, kept: KeptRecords) -> None:
        super().__init__()
        self._problems = problems
        self._keeping = kept

    def add_problem(self, problem: Problem) -> None:
        """Pass a problem on."""
        self._problems.add_problem(problem)
        self._keeping.note(problem)

"""Text lines to records: RFC 4180 as Python's csv reads it, with broken quotes kept from spreading."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TextIO

_LONGEST_RECORD = 1 << 20
"""Characters: a longer "record" is a quote that was never closed."""
_LONGEST_LINE = 1 << 19
"""Characters of a line that is read; nobody writes a longer one, and it would take the memory."""
_LOOKS = 8
"""How often each sign of a line may be looked at in the search for closing quotes."""
_SHOWN = 80
"""Characters that are shown of such a line."""


class Record(NamedTuple):
    """One record of the file.

    Attributes:
        line: The line it begins on, from 1.
        cells: Its cells as they stand.
        last: The line it ends on.
        broken: Whether a quote in it was never closed, and was read as plain text.
        cut: Whether its line is too long to be read: then only its beginning is here.
    """

    line: int
    cells: list[str]
    last: int
    broken: bool = False
    cut: bool = False


class _TooLongError(Exception):
    """The record being read goes on for too long."""


class Lines:
    """Lines of text that can be put back, counted, and cleaned of NUL.

    Args:
        stream: Text to read lines of, with their ends.
        repair: What to do to each line first.
    """

    def __init__(self, stream: TextIO, repair: Callable[[str], str] | None = None) -> None:
        self._stream = stream
        self._repair = repair
        self._waiting: deque[str] = deque()
        self._size = 0
        self.number = 0
        """How many lines were taken."""
        self.taken: list[str] = []
        """The lines of the record being read."""
        self.cut = False
        """Whether the last line taken was too long."""
        self.nul_line = 0
        """The first line that held a NUL character; 0: none did."""

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._fresh()
        self.number += 1
        self._size += len(line)
        self.taken.append(line)
        if self._size > _LONGEST_RECORD and len(self.taken) > 1:
            raise _TooLongError
        return line

    def begin(self) -> None:
        """A new record begins."""
        self.taken = []
        self._size = 0

    def keep_first(self) -> str:
        """Put back every line of the record but its first, and return that."""
        first, *others = self.taken
        self._waiting.extendleft(reversed(others))
        self.number -= len(others)
        self.taken = [first]
        return first

    def _fresh(self) -> str:
        line = self._stream.readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        self.cut = len(line) == _LONGEST_LINE and line[-1] not in "\r\n"
        if self.cut:
            while (more := self._stream.readline(_LONGEST_LINE)) and more[-1] not in "\r\n":
                pass
            return line[:_SHOWN].partition('"')[0]
        if "\0" in line:
            self.nul_line = self.nul_line or self.number + 1
            line = line.replace("\0", "")
        return line if self._repair is None else self._repair(line)


def fix_limits() -> None:
    """Let csv read cells of any length: its limit of 128 KiB is process-wide."""
    csv.field_size_limit(2**31 - 1)


def records(lines: Lines, delimiter: str, width: int = 0) -> Iterator[Record]:
    """The records of a text, blank lines left out.

    A quote that never closes swallows what follows, to the next quote or the end of the file. A
    record that takes several lines, has quotes in it, or whose width is not `width`, is checked for that; if so only
    its first line is kept as a record, the stray quote being plain text, and reading goes on behind.
    """
    reader = _reader(lines, delimiter)
    while True:
        lines.begin()
        lines.cut = False
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (_TooLongError, csv.Error):
            cells = _recovered(lines, delimiter)
            yield Record(lines.number, cells, lines.number, broken=True)
            reader = _reader(lines, delimiter)
            continue
        if lines.cut:
            yield Record(lines.number, [lines.taken[-1]], lines.number, cut=True)
            reader = _reader(lines, delimiter)
            continue
        if not cells:
            continue
        first = lines.number - len(lines.taken) + 1
        suspect = len(lines.taken) > 1 or (width and len(cells) != width) or any('"' in cell for cell in cells)
        if suspect and not _well_formed(lines.taken, delimiter):
            yield Record(first, _recovered(lines, delimiter), first, broken=True)
            # The reader may be inside a quote, at the end of the file
            reader = _reader(lines, delimiter)
            continue
        yield Record(first, cells, lines.number)


def _reader(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=True)


def _well_formed(taken: list[str], delimiter: str) -> bool:
    try:
        for _ in csv.reader(taken, delimiter=delimiter, skipinitialspace=True, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _recovered(lines: Lines, delimiter: str) -> list[str]:
    return split_tolerantly(lines.keep_first().rstrip("\r\n"), delimiter)


def split_tolerantly(line: str, delimiter: str) -> list[str]:
    """One line to cells. Only a quote that closes right before a delimiter or the end is a quote.

    The time grows with the line's length only, whatever quotes are in it.
    """
    cells = []
    place = 0
    left = _LOOKS * len(line)
    while True:
        start = place
        while start < len(line) and line[start] == " ":
            start += 1
        end = -1
        if line[start : start + 1] == '"' and left > 0:
            end, looked = _closing(line, start, delimiter)
            left -= looked
        if end >= 0:
            cells.append(line[start + 1 : end].replace('""', '"'))
            place = end + 1
        else:
            at = line.find(delimiter, start)
            stop = len(line) if at < 0 else at
            cells.append(line[start:stop])
            place = stop
        if place >= len(line):
            return cells
        place += len(delimiter)


def _closing(line: str, start: int, delimiter: str) -> tuple[int, int]:
    """Where the quote at `start` closes, and how many signs were looked at; -1 when it does not, or within a cell."""
    place = start + 1
    while (place := line.find('"', place)) >= 0:
        if line.startswith('"', place + 1):
            place += 2
            continue
        closes = place + 1 == len(line) or line.startswith(delimiter, place + 1)
        return (place if closes else -1), place - start
    return -1, len(line) - start

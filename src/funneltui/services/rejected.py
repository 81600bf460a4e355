"""Taking somebody out of the rows that imports have left out: files of the program's own, in the user's data folder."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from funneltui.domain.text import fold
from funneltui.paths import data_folder, read_file, write_private
from funneltui.services.importing.rejects import FOLDER
from funneltui.storage.persons import Person

_SHORTEST_NUMBER = 6
"""Digits of a telephone number that is looked for: its last ones, which every spelling has."""
_LONGEST_NUMBER = 9


def erase_from_rejected(who: Person) -> tuple[int, list[Path]]:
    """Remove the rows about somebody: with all words of a name of theirs, or an address.

    Returns:
        How many rows went, and the files that could not be read or written.
    """
    try:
        files = sorted((data_folder() / FOLDER).glob("*.csv"))
    except OSError:
        return 0, []
    signs, removed, left = _Signs(who), 0, []
    for path in files:
        try:
            removed += _clean(path, signs)
        except (OSError, csv.Error):
            left.append(path)
    return removed, left


class _Signs:
    """What tells that a row is about somebody."""

    def __init__(self, who: Person) -> None:
        self._names = [words for name in who.names if len(words := frozenset(name.split())) > 1]
        self._single = {name for name in who.names if " " not in name}
        self._numbers = tuple(
            digits[-_LONGEST_NUMBER:]
            for kind, normalized in who.addresses
            if kind == "phone" and len(digits := _digits(normalized)) >= _SHORTEST_NUMBER
        )
        self._addresses = tuple(normalized.casefold() for kind, normalized in who.addresses if kind != "phone")

    def are_in(self, cells: Sequence[str]) -> bool:
        text = " ".join(cells).casefold()
        if any(address in text for address in self._addresses):
            return True
        if any(number in _digits(cell) for cell in cells for number in self._numbers):
            return True
        folded = [fold(cell) for cell in cells]
        words = {word for cell in folded for word in re.split(r"\W+", cell)}
        return any(name <= words for name in self._names) or any(cell in self._single for cell in folded)


def _clean(path: Path, signs: _Signs) -> int:
    text = read_file(path).decode("utf-8", "replace")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    kept = [row for number, row in enumerate(rows) if number == 0 or not signs.are_in(row)]
    if len(kept) == len(rows):
        return 0
    if len(kept) == 1:
        path.unlink()
    else:
        write_private(path, _written(kept))
    return len(rows) - len(kept)


def _written(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)

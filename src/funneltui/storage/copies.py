"""The copies of a file that the program keeps beside it, and those that former versions made before migrations."""

from __future__ import annotations

import re
from pathlib import Path

_ENDING = re.compile(r"\.v\d+-\d{8}T\d{6}Z\.bak(\.part)?(-wal|-shm|-journal)?")


def copies_of(path: Path) -> list[Path]:
    """The copies that are there, unfinished ones too, by name.

    Raises:
        OSError: The folder cannot be read.
    """
    copies: set[Path] = set()
    for named in {path, path.resolve()}:  # a copy stands beside the name by which the file was opened then
        beside = (entry for entry in named.parent.iterdir() if entry.name.startswith(f"{named.name}.v"))
        copies.update(entry for entry in beside if _ENDING.fullmatch(entry.name.removeprefix(named.name)))
        aside = re.compile(
            re.escape(named.stem) + r"\.(kept|damaged)-\d{8}T\d{6}Z?" + re.escape(named.suffix) + "(-wal|-shm)?"
        )
        copies.update(entry for entry in named.parent.iterdir() if aside.fullmatch(entry.name))
    return sorted(copies)

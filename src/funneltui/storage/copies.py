"""The copies of a file that the program makes by itself, beside it: one before each migration."""

from __future__ import annotations

import re
from pathlib import Path

from funneltui.clock import Clock

__all__ = ["copies_of", "copy_path"]

_ENDING = re.compile(r"\.v\d+-\d{8}T\d{6}Z\.bak(\.part)?(-wal|-shm|-journal)?")


def copy_path(path: Path, version: int, clock: Clock) -> Path:
    """Where the copy of a file of an older version goes before it is upgraded."""
    return path.with_name(f"{path.name}.v{version}-{clock.now():%Y%m%dT%H%M%SZ}.bak")


def copies_of(path: Path) -> list[Path]:
    """The copies that are there, unfinished ones too, by name.

    Raises:
        OSError: The folder cannot be read.
    """
    copies: set[Path] = set()
    for named in {path, path.resolve()}:  # a copy stands beside the name by which the file was opened then
        beside = (one for one in named.parent.iterdir() if one.name.startswith(f"{named.name}.v"))
        copies.update(one for one in beside if _ENDING.fullmatch(one.name.removeprefix(named.name)))
        aside = re.compile(
            re.escape(named.stem) + r"\.(kept|damaged)-\d{8}T\d{6}Z?" + re.escape(named.suffix) + "(-wal|-shm)?"
        )
        copies.update(one for one in named.parent.iterdir() if aside.fullmatch(one.name))
    return sorted(copies)

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
    found = (one for one in path.parent.iterdir() if one.name.startswith(f"{path.name}.v"))
    return sorted(one for one in found if _ENDING.fullmatch(one.name.removeprefix(path.name)))

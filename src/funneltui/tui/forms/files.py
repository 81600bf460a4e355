"""Completing the path of a file while it is typed."""

from __future__ import annotations

import os
from pathlib import Path

_MOST = 5000
"""Names of a folder that are looked at."""


def given_path(text: str) -> Path:
    """The path a person means: `~` is their home, quotes around a dragged file are dropped."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    elif os.name != "nt":
        text = text.replace("\\ ", " ")  # as terminals write a dragged file
    try:
        return Path(text).expanduser()
    except RuntimeError:  # no such user's home
        return Path(text)


def complete_path(typed: str) -> str:
    """The first name in the folder that begins as typed; folders end with a separator. Empty when there is none."""
    folder, name = os.path.split(typed)
    if not name:
        return ""
    names: list[str] = []
    try:
        with os.scandir(given_path(folder) if folder else Path()) as entries:
            for _number, entry in zip(range(_MOST), entries, strict=False):
                if entry.name.startswith(name):
                    names.append(entry.name + (os.sep if entry.is_dir() else ""))
    except (OSError, ValueError):
        return ""
    return os.path.join(folder, min(names)) if names else ""  # noqa: PTH118 - what was typed stays as it is

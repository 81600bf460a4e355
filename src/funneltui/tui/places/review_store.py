"""Where a review that was left is kept until it is resumed. Losing it does no harm."""

from __future__ import annotations

import contextlib
from pathlib import Path

from msgspec import DecodeError, Struct
from msgspec.json import decode, encode

from funneltui.domain.review_run import ReviewRun
from funneltui.paths import read_file, state_folder, write_private

_FILE = "review.json"


class _Kept(Struct):
    """What the file holds."""

    database: str
    run: ReviewRun


def load(database: Path) -> ReviewRun | None:
    """The review that was left on this file, if there is one that can be read."""
    try:
        kept = decode(read_file(state_folder() / _FILE), type=_Kept)
    except (OSError, DecodeError):
        return None
    return kept.run if kept.database == str(database) else None


def save(database: Path, run: ReviewRun) -> None:
    """Keep a review for another time."""
    with contextlib.suppress(OSError):
        write_private(state_folder() / _FILE, encode(_Kept(str(database), run)))


def forget() -> None:
    """The review is over."""
    with contextlib.suppress(OSError):
        (state_folder() / _FILE).unlink(missing_ok=True)

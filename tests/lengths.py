"""How much of a long trial is done: a sample of it, or all of it with FUNNELTUI_TESTS=full."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

__all__ = ["FULL", "rounds", "sample"]

FULL = os.environ.get("FUNNELTUI_TESTS") == "full"

Value = TypeVar("Value")


def rounds(few: int, full: int) -> int:
    """How often something random is tried."""
    return full if FULL else few


def sample(values: Sequence[Value], every: int, first: int = 0) -> Sequence[Value]:
    """One value out of so many, from the first on; all of them in the full form."""
    return values if FULL else values[first::every]

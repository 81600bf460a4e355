"""What a filter leaves of the cards or people that come into sight first: drawn with the letter that was typed."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from itertools import chain

__all__ = ["PATIENCE", "first_found", "picked"]

PATIENCE = 0.006
"""Seconds that may be looked for them before they are drawn; what takes longer is for a thread."""
_LOOKS = (60, 300)
"""How many of each column are looked at; the second number, where too few of the first were found."""


def picked(ids: array[int], found: frozenset[int]) -> array[int]:
    """Those that were found, in their order."""
    return array("q", filter(found.__contains__, ids))


def first_found(
    columns: Mapping[int, array[int]], of: Callable[[list[int]], frozenset[int]], rows: int
) -> dict[int, array[int]]:
    """The first of each column that match, looking at no more of them than takes a moment.

    Args:
        columns: Ids in order, by whatever the columns are told apart by.
        of: Which of some ids match.
        rows: How many of a column are enough.
    """
    first: dict[int, array[int]] = {key: array("q") for key in columns}
    start = 0
    for end in _LOOKS:
        parts = {key: ids[start:end] for key, ids in columns.items() if len(first[key]) < rows}
        found = of(list(chain.from_iterable(parts.values())))
        for key, part in parts.items():
            first[key] += picked(part, found)
        start = end
    return first

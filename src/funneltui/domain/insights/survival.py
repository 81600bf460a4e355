"""How long things take, counting in those that are not over yet.

The days of what is over alone are too few: what takes long is not over. Kaplan and Meier's estimate counts those
still there for as long as they have been there (Kaplan & Meier 1958).
"""

from __future__ import annotations

from collections.abc import Iterable

_HALF = 0.5 + 1e-12
"""A half, and what adding up fractions may be off by."""


def median_stay(stays: Iterable[tuple[int, bool, int]]) -> int | None:
    """The days after which half are over, by Kaplan and Meier.

    Args:
        stays: Whole days, whether it is over, and how many there are of these.

    Returns:
        The first day by which half or more are estimated to be over; None when it has not come to that.
    """
    over: dict[int, int] = {}
    leaving: dict[int, int] = {}
    at_risk = 0
    for days, ended, count in stays:
        at_risk += count
        leaving[days] = leaving.get(days, 0) + count
        if ended:
            over[days] = over.get(days, 0) + count
    staying = 1.0
    for days in sorted(leaving):
        staying *= 1 - over.get(days, 0) / at_risk
        if staying <= _HALF:
            return days
        at_risk -= leaving[days]
    return None


def median(values: Iterable[tuple[int, int]]) -> float | None:
    """The middle one of some numbers, each with how often it occurs; the mean of two middle ones; None of none."""
    ordered = sorted((value, count) for value, count in values if count)
    total = sum(count for _, count in ordered)
    if not total:
        return None
    passed, low = 0, None
    for value, count in ordered:
        passed += count
        if low is not None:
            return (low + value) / 2
        if 2 * passed > total:
            return float(value)
        if 2 * passed == total:
            low = value
    raise AssertionError

"""Addresses on the opposition list: refused wherever somebody is written down, taken off when they come back."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from funneltui.errors import RefusedError
from funneltui.i18n import N_
from funneltui.storage.opposing import OppositionList
from funneltui.storage.tables import ContactPoint, Opposition
from funneltui.storage.unit_of_work import Work


class OpposedAddressError(RefusedError):
    """Whoever has this address was erased and does not want to be contacted again.

    Args:
        address: As it was typed.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(
            N_(
                "{address} is on the do-not-contact list: its owner was erased at their request. If "
                "they contacted you again: funneltui privacy allow {quoted}"
            ),
            address=address,
            quoted=shlex.quote(address),
        )


def refuse_opposed(work: Work, points: Iterable[ContactPoint]) -> None:
    """See that none of these ways to reach somebody is on the list, inside a step.

    Raises:
        OpposedAddressError: One is.
    """
    listed = OppositionList(work.query)
    for point in points if listed else ():
        if listed.entries(point.kind, point.normalized):
            raise OpposedAddressError(point.value)


def take_off_list(work: Work, points: Iterable[ContactPoint]) -> int:
    """Take these ways to reach somebody off the list, inside a step; how many were on it."""
    listed = OppositionList(work.query)
    entries = [entry for point in points for entry in listed.entries(point.kind, point.normalized)]
    for number in dict.fromkeys(entries):
        work.delete(work.get(Opposition, number))
    return len(entries)

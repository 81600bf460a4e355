"""What only whole columns can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """What the columns show as a whole.

    Attributes:
        rows: How many rows there are.
        orders: How `3/4/2026` is read, by column: one of `dates.ORDERS`.
        currency: What an amount without a currency is in.
        source: Where people come from when their row does not say.
        ids_repeat: Whether rows share an identifier.
        decimal: The decimal sign of amounts; empty when nothing shows it.
        footer_from: The line from which on there are totals and words about the file; 0: none.
        constant: Columns of addresses that hold one value in every row.
    """

    rows: int
    orders: Mapping[int, str]
    currency: str
    source: str = ""
    ids_repeat: bool = False
    decimal: str = ""
    footer_from: int = 0
    constant: frozenset[int] = frozenset()

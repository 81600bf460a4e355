"""Stable names for rows, the same in every copy of a file."""

from __future__ import annotations

import os
import time
from uuid import UUID, uuid5

_VARIANT = {f"{digit:x}": f"{0b1000 | digit & 0b11:x}" for digit in range(16)}
"""A random digit → the digit that holds the variant in its upper two bits and chance in the lower two."""
_BYTES = 10
"""Random bytes for each uid, enough for its 74 random bits."""


def new_uid() -> str:
    """A uid nobody else has: a UUID of version 7 (RFC 9562), which begins with the millisecond it was made in.

    Those made together stand together in the index of uids. Random ones would have a large import
    rewrite a page of it for nearly every row.
    """
    return new_uids(1)[0]


def new_uids(count: int) -> list[str]:
    """So many at once: asking the system for chance each time would cost more than the rest."""
    moment, chance = f"{time.time_ns() // 1_000_000:012x}", os.urandom(_BYTES * count).hex()
    head = f"{moment[:8]}-{moment[8:]}-7"
    return [
        f"{head}{chance[at : at + 3]}-{_VARIANT[chance[at + 3]]}{chance[at + 4 : at + 7]}-{chance[at + 7 : at + 19]}"
        for at in range(0, len(chance), 2 * _BYTES)
    ]


def derived_uid(origin: str, table: str, row_id: int) -> str:
    """The uid of a row that was written before its table had any: the same in every copy of the file.

    Args:
        origin: What the copies share: `origin` of the table `profile`.
        table: The row's table.
        row_id: Its number there, which no other row ever has.
    """
    return str(uuid5(UUID(origin), f"{table}/{row_id}"))

"""Stable names for rows, the same in every copy of a file."""

from __future__ import annotations

import os
import time
from uuid import UUID, uuid5

__all__ = ["derived_uid", "new_uid", "new_uids"]

_VERSION_AND_VARIANT = 0x7 << 76 | 0b10 << 62
_RANDOM = ~(0xF << 76 | 0b11 << 62) & ((1 << 80) - 1)
"""The 74 bits that are left to chance."""
_BYTES = 10
"""How many bytes they take."""


def new_uid() -> str:
    """A uid nobody else has: a UUID of version 7 (RFC 9562), which begins with the millisecond it was made in.

    Those made together stand together in the index of uids. Random ones would have a large import
    rewrite a page of it for nearly every row.
    """
    return _written(time.time_ns() // 1_000_000, int.from_bytes(os.urandom(_BYTES)))


def new_uids(count: int) -> list[str]:
    """So many at once: asking the system for chance each time would cost more than the rest."""
    now, chance = time.time_ns() // 1_000_000, os.urandom(_BYTES * count)
    return [_written(now, int.from_bytes(chance[at : at + _BYTES])) for at in range(0, len(chance), _BYTES)]


def _written(moment: int, chance: int) -> str:
    digits = f"{moment << 80 | _VERSION_AND_VARIANT | chance & _RANDOM:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def derived_uid(origin: str, table: str, row_id: int) -> str:
    """The uid of a row that was written before its table had any: the same in every copy of the file.

    Args:
        origin: What the copies share: `origin` of the table `profile`.
        table: The row's table.
        row_id: Its number there, which no other row ever has.
    """
    return str(uuid5(UUID(origin), f"{table}/{row_id}"))

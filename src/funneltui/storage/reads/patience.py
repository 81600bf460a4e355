"""Reading that is broken off when it takes too long: for the event loop, where a person waits for the next frame."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

_LOOK_EVERY = 2_000
"""Steps of SQLite's machine between two looks at the clock: about a tenth of a millisecond."""


class TookTooLongError(Exception):
    """What was read was broken off: it is for a thread."""


@contextmanager
def at_most(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Break off what is read inside once it has taken so long.

    Raises:
        TookTooLongError: It had to be broken off.
    """
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, _LOOK_EVERY)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        raise TookTooLongError from None
    finally:
        connection.set_progress_handler(None, 0)

"""What every part of the read side has."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager

from funneltui.clock import Clock
from funneltui.settings import Settings
from funneltui.storage.reads import patience


class ReadPart:
    """One part of the read side: reads one open file, and changes nothing.

    Args:
        connection: A reading connection, used by one thread at a time; whoever made it closes it.
        clock: Which day it is.
        settings: What the user chose.
    """

    def __init__(self, connection: sqlite3.Connection, clock: Clock, settings: Settings) -> None:
        self._connection = connection
        self._clock = clock
        self._settings = settings

    def at_most(self, seconds: float) -> AbstractContextManager[None]:
        """Break off what is read inside once it has taken so long: for the event loop.

        Raises:
            patience.TookTooLongError: It had to be broken off.
        """
        return patience.at_most(self._connection, seconds)

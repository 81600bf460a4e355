"""Memory that closed screens leave behind: taken back in moments in which no key waits.

A screen and what stands on it refer to each other, so Python frees them only by looking through everything that was
made since the start. Left to itself it does so once in tens of thousands of keys, for longer than a key may take.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from funneltui.tui.engine import EngineApp

_SCREENS = 3
"""Closed screens that are worth the look: it takes a few milliseconds."""


class Leftovers:
    """What closed screens leave.

    Args:
        app: Asked whether a key waits.
    """

    def __init__(self, app: EngineApp) -> None:
        self._app = app
        self._closed = 0

    def begin(self) -> None:
        """Keep what start-up has made for good: not looking at it again keeps pauses short."""
        gc.enable()
        gc.collect()
        gc.freeze()
        gc.set_threshold(10_000, 20, 50)

    def screen_closed(self) -> None:
        """A screen more is of no use."""
        self._closed += 1

    def clear_if_idle(self) -> None:
        """Free what enough screens have left, unless a key waits."""
        if self._closed >= _SCREENS and self._app.is_idle:
            self._closed = 0
            gc.collect()

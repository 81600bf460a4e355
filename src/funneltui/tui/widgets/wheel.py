"""The mouse's wheel."""

from __future__ import annotations

from textual import events


def turned(event: events.MouseEvent) -> int:
    """Which way the wheel went: 1 to what is below, -1 to what is above."""
    return 1 if isinstance(event, events.MouseScrollDown) else -1

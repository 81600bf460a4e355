"""What scrolls: the mouse's wheel, and the bar that shows what part is in sight."""

from __future__ import annotations

from textual import events


def turned(event: events.MouseEvent) -> int:
    """Which way the wheel went: 1 to what is below, -1 to what is above."""
    return 1 if isinstance(event, events.MouseScrollDown) else -1


def has_thumb(y: int, top: int, height: int, count: int) -> bool:
    """Whether a line has a part of the scroll bar; none has where everything is in sight.

    Args:
        y: The line, from the top of the widget.
        top: The first of all lines that is in sight.
        height: How many are in sight.
        count: How many there are.
    """
    if count <= height:
        return False
    size = max(1, height * height // count)
    start = (height - size) * top // (count - height)
    return start <= y < start + size

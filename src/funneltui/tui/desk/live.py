"""What follows the file: screens that are drawn anew when another window or the command line has written."""

from __future__ import annotations

__all__ = ["Live"]


class Live:
    """A screen that shows what is in the file. Forms are none: what is being typed stays."""

    def reload(self) -> None:
        """Draw everything anew, keeping the cursor and what is in sight."""
        raise NotImplementedError

"""Screens that follow the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change


@runtime_checkable
class Live(Protocol):
    """A screen that shows what is in the file. Forms are none: what is being typed stays."""

    def reload(self) -> None:
        """Draw everything anew, keeping the cursor and what is in sight."""


@runtime_checkable
class Place(Live, Protocol):
    """What fills the screen and can be gone to and left: the board, today, the review, contacts."""

    def apply(self, change: Change) -> None:
        """Draw what a change touched."""


@runtime_checkable
class Resumable(Protocol):
    """A place in which something is to be found again."""

    def put_away(self) -> None:
        """Keep it: one goes to another place, or leaves."""

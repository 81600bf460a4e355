"""Undo and redo, across restarts and whichever door a change came through."""

from __future__ import annotations

from collections.abc import Collection

from funneltui.storage.outcome import Change
from funneltui.storage.unit_of_work import UnitOfWork


class History:
    """The line of steps.

    Args:
        unit_of_work: The one way to write.
    """

    def __init__(self, unit_of_work: UnitOfWork) -> None:
        self._unit_of_work = unit_of_work

    def undo(self, count: int = 1, *, past_erasure: bool = False) -> Change:
        """Take the last `count` steps back; the change is named after the earliest of them.

        Args:
            count: How many.
            past_erasure: Whether erasures for privacy, which nothing takes back, are passed over.

        Raises:
            ErasedStepError: An erasure is among them, and not to be passed over; none was undone.
            NothingToUndoError: There are not that many; none was undone.
            ChangedSinceError: A row has been changed since; none was undone.
        """
        return self._unit_of_work.undo(count, past_erasure=past_erasure)

    def undo_all(self, steps: Collection[int]) -> Change:
        """Take these steps back, which must be the last ones: a whole review, say. What was erased stays so.

        Raises:
            NothingToUndoError: They are undone already.
            OtherStepsError: Other steps came in between; none was undone.
            ChangedSinceError: A row has been changed since; none was undone.
        """
        return self._unit_of_work.undo(len(steps), only=steps, past_erasure=True)

    def redo(self, count: int = 1) -> Change:
        """Do the last `count` undone steps again; the change is named after the latest of them.

        Raises:
            NothingToRedoError: There are not that many; none was redone.
            ChangedSinceError: A row has been changed since; none was redone.
        """
        return self._unit_of_work.redo(count)

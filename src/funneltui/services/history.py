"""Undo and redo, across restarts and whichever door a change came through."""

from __future__ import annotations

from collections.abc import Collection

from funneltui.services.use_cases import UseCases
from funneltui.storage.outcome import Change


class History(UseCases):
    """The line of steps."""

    def undo(self, count: int = 1, *, past_erasure: bool = False) -> Change:
        """Take the last `count` steps back; the change is named after the earliest of them.

        Erasures for privacy, which nothing takes back, are passed over with `past_erasure`.

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

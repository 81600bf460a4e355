"""What the program says on its status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Protocol

from funneltui.domain.text import safe
from funneltui.errors import FunnelError
from funneltui.i18n import sentence, translate_plural

_STATUS_SECONDS = 20
"""What went well has been read by then; the hints get the room of its sentence back."""


class StatusView(Protocol):
    """A widget that shows the status line."""

    def status_changed(self) -> None:
        """The status says something else."""

    def status_read(self) -> object:
        """A key was pressed: what stands in the way has been read."""


class StatusLine:
    """One sentence: what the last action did, or why it could not be done.

    Args:
        clock: Seconds, for fading.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._said_at = 0.0
        self.text = ""
        """What is said. Display-safe."""
        self.is_problem = False
        """Whether it says what went wrong."""
        self._is_of_place = False
        """Whether it is about what was chosen in the place that one is in."""
        self.views: list[StatusView] = []
        """The widgets that show it."""

    def say(self, text: str, *, problem: bool = False) -> None:
        """Say a sentence. Any text may be given: it is made safe here."""
        self.text, self.is_problem, self._is_of_place = safe(text), problem, False
        self._said_at = self._clock()
        for view in self.views:
            view.status_changed()

    def refuse(self, text: str) -> None:
        """Say why something can't be done with what is chosen here; it is said until one leaves the place."""
        self.say(text, problem=True)
        self._is_of_place = True

    def leave_place(self) -> None:
        """Say no more what could not be done there: its keys are other ones elsewhere."""
        if self._is_of_place:
            self.say("")

    def say_slips(self, slips: Sequence[FunnelError]) -> None:
        """The first thing that is wrong with the settings, and that there is more."""
        if slips:
            more = len(slips) - 1
            words = translate_plural(" And one more.", " And {count} more.", more) if more else ""
            self.say(sentence(slips[0]) + words, problem=True)

    def fade(self) -> None:
        """Say no more what went well, once it has been there long enough."""
        if self.text and not self.is_problem and self._clock() - self._said_at >= _STATUS_SECONDS:
            self.say("")

    def was_read(self) -> None:
        """A key or a click: what was said at length has been read."""
        for view in self.views:
            view.status_read()

"""One question before what cannot be taken back lightly."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from funneltui.tui.desk import Desk
from funneltui.tui.forms.form import Form, sentences


class ConfirmScreen(Form[bool]):
    """Says what will be done; its result is True when the person wants it.

    Args:
        heading: What is asked. Any text may be given.
        label: What the button says that does it.
        lines: What follows from it. Any text may be given.
    """

    SMALL = True

    def __init__(self, desk: Desk, heading: str, label: str, lines: Iterable[str]) -> None:
        super().__init__(desk, heading=heading, save_label=label)
        self._lines = tuple(lines)

    def rows(self) -> Iterable[Widget]:
        """What follows from it."""
        yield sentences(*self._lines)

    def submit(self) -> None:
        """The person wants it."""
        self.dismiss(True)  # noqa: FBT003 - the result

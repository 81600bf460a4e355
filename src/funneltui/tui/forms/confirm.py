"""One question before what cannot be taken back lightly."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from funneltui.domain.text import safe
from funneltui.tui.desk import Desk
from funneltui.tui.forms.form import Form


class ConfirmScreen(Form[bool]):
    """Says what will be done; its result is True when the person wants it.

    Args:
        heading: What is asked. Any text may be given.
        label: What the button says that does it.
        lines: What follows from it. Any text may be given.
    """

    SMALL = True

    def __init__(self, desk: Desk, heading: str, label: str, lines: Iterable[str]) -> None:
        super().__init__(desk)
        self._heading, self._label, self._lines = heading, label, tuple(lines)

    @property
    def heading(self) -> str:
        """The form's title."""
        return self._heading

    @property
    def save_label(self) -> str:
        """What the button says that does it."""
        return self._label

    def rows(self) -> Iterable[Widget]:
        """What follows from it."""
        yield Static(Content("\n".join(safe(line) for line in self._lines)), classes="words")

    def begin(self) -> None:
        """Begin on the button: Enter does it, Esc does not."""
        self.query_one("#save").focus()

    def submit(self) -> None:
        """The person wants it."""
        self.dismiss(True)  # noqa: FBT003 - the result

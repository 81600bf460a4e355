"""Where a person types several lines. Apart from the other fields: TextArea is slow to import."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import TextArea

from funneltui.tui.looks.keys import writes
from funneltui.tui.widgets.text_input import shown

__all__ = ["NoteArea"]


class NoteArea(TextArea):
    """A note of several lines.

    Args:
        text: The text to begin with; it is kept as it is, and shown safely.
        id: The widget's id.
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(text, id=id, show_line_numbers=False, soft_wrap=True, tab_behavior="focus", compact=True)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether the key is typed here, and so does nothing else."""
        return writes(key) or super().check_consume_key(key, character)

    def get_line(self, line_index: int) -> Text:
        """A line as it is shown."""
        return Text(shown(self.document.get_line(line_index)), end="", no_wrap=True)

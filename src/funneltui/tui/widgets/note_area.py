"""Where a person types several lines. Apart from the other fields: TextArea is slow to import."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import TextArea

from funneltui.tui.looks.keys import writes
from funneltui.tui.widgets.text_input import shown


class NoteArea(TextArea):
    """A note of several lines. From its first and last line, arrows go on to the field before and after.

    Args:
        text: The text to begin with; it is kept as it is, and shown safely.
        placeholder: What stands there while it is empty.
    """

    DEFAULT_CSS = """
    NoteArea > .text-area--placeholder { color: $text-muted; }
    NoteArea {
        scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 35%;
        scrollbar-color-hover: $accent;
        scrollbar-color-active: $accent;
        scrollbar-background: $panel;
        scrollbar-background-hover: $panel;
        scrollbar-background-active: $panel;
    }
    """

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(
            text,
            id=id,
            show_line_numbers=False,
            soft_wrap=True,
            tab_behavior="focus",
            compact=True,
            placeholder=placeholder,
            highlight_cursor_line=False,
        )

    def on_unmount(self) -> None:
        """Textual remembers who watches the theme until another is chosen: every note would stay in memory."""
        watchers = getattr(self.app, "__watchers", {}).get("theme", [])
        watchers[:] = [watcher for watcher in watchers if watcher[0] is not self]

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether the key is typed here, and so does nothing else."""
        return writes(key) or super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        """What makes a new line elsewhere makes one here too; Enter where nothing stands yet is the form's."""
        if event.key == "enter" and not self.text:
            event.prevent_default()
        elif event.key in {"alt+enter", "shift+enter", "ctrl+enter"}:
            event.stop()
            event.prevent_default()
            self.insert("\n")

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """The line above, or the field above."""
        if not select and self.wrapped_document.location_to_offset(self.cursor_location).y == 0:
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """The line below, or the field below."""
        offset = self.wrapped_document.location_to_offset(self.cursor_location)
        if not select and offset.y >= self.wrapped_document.height - 1:
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)

    def get_line(self, line_index: int) -> Text:
        """A line as it is shown."""
        return Text(shown(self.document.get_line(line_index)), end="", no_wrap=True)


class NoteLine(NoteArea):
    """A note in the place of a line: Enter is done with it; with Alt, Shift or Ctrl it makes another line."""

    class Submitted(Message):
        """Enter was pressed."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted())
        else:
            await super()._on_key(event)

    @property
    def lines_needed(self) -> int:
        """How many lines the text takes."""
        return max(1, self.wrapped_document.height)

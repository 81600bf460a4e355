"""Where a person types: Textual's own fields, made safe for whatever the text holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.widgets import Input

from funneltui.domain.text import safe
from funneltui.tui.actions.form_actions import FIELD
from funneltui.tui.looks.keys import writes

_UNSHOWN = "�"
_HIDDEN = "*"
_COPYING = frozenset({"copy", "cut"})


def shown(text: str) -> str:
    """What stands on the screen for a text being edited: one safe character for each of its own.

    `domain.text.safe` says more with several characters for one; a cursor needs them to correspond.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown_character, text))


def _shown_character(character: str) -> str:
    sign = safe(character)
    if len(sign) == 1:
        return sign
    return character if unicodedata.category(character)[0] == "M" else _UNSHOWN


class TextInput(Input):
    """One line of text.

    Args:
        value: The text to begin with; it is kept as it is, and shown safely.
        placeholder: What stands there while it is empty.
        secret: Whether what is typed is not to be seen, nor copied.
    """

    BINDINGS = FIELD
    BINDING_GROUP_TITLE = ""
    DEFAULT_CSS = "TextInput > .input--placeholder, TextInput > .input--suggestion { color: $text-muted; }"

    virtual_size = Reactive(Size(0, 0))
    """How long the text is. Textual's lays the whole screen out at each letter; a line has one place all the same."""

    def __init__(self, value: str = "", *, placeholder: str = "", secret: bool = False, id: str | None = None) -> None:
        super().__init__(
            value=value, placeholder=placeholder, password=secret, select_on_focus=False, compact=True, id=id
        )

        self.take_lines: Callable[[list[str]], object] | None = None
        """Takes what was pasted when it has several lines; without it they are joined by spaces."""
        self.find_completion: Callable[[str], str] | None = None
        """Gives a known text that begins with what is typed, or nothing."""

        self.left_keys: frozenset[str] = frozenset()
        """Characters that are keys here, and not typed."""

    @property
    def completion(self) -> str:
        """The known text that what is typed begins; empty when there is none, or another place is typed at."""
        if self.find_completion is None or not self.value or not self.cursor_at_end:
            return ""
        completed = self.find_completion(self.value)
        harmless = safe(completed) == completed and completed.startswith(self.value)
        return completed if completed != self.value and harmless else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a suggestion Tab is for the next field; what is secret stays where it is."""
        if action in _COPYING and self.password:
            return False
        return bool(self.completion) if action == "complete" else super().check_action(action, parameters)

    def action_complete(self) -> None:
        """Take the suggestion."""
        self.value = self.completion
        self.cursor_position = len(self.value)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key is typed here, and so does nothing else."""
        return key not in self.left_keys and (writes(key) or super().check_consume_key(key, character))

    def _on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted."""
        event.stop()
        event.prevent_default()
        lines = [line for line in event.text.splitlines() if line.strip()]
        if len(lines) > 1 and self.take_lines is not None:
            self.take_lines(lines)
        elif lines:
            self.paste(" ".join(lines))

    def paste(self, text: str) -> None:
        """Put a text in at the cursor, in place of what is selected."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)

    def _shown(self, text: str) -> str:
        return _HIDDEN * len(text) if self.password else shown(text)

    @property
    def _value(self) -> Text:
        return Text(self._shown(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(self._shown(self.value[:position]))

    def _cell_offset_to_index(self, offset: int) -> int:
        offset += self.scroll_offset.x
        reached = 0
        for index, character in enumerate(self._shown(self.value)):
            reached += cell_len(character)
            if offset < reached:
                return index
        return len(self.value)

    def on_resize(self) -> None:
        """What was typed before there was room for it has been scrolled away: show as much of it as fits."""
        if self.scroll_offset.x:
            self.scroll_to(x=0, animate=False, force=True, immediate=True)
            at = Region(self._cursor_offset, 0, width=1, height=1)
            self.scroll_to_region(at, animate=False, force=True, immediate=True)

    def fill(self, value: str) -> None:
        """Put another text in and select it, so that typing replaces it."""
        self.value = value
        self.select_all()

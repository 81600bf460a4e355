"""The words that a contact's history is narrowed down to, as they are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from funneltui.i18n import translate as _
from funneltui.tui.actions.form_actions import HISTORY_FIELD
from funneltui.tui.widgets.text_input import TextInput


class HistoryField(TextInput):
    """Type what to look for in the history; the contact pane below it does the rest.

    | Key(s) | Description |
    | :- | :- |
    | enter, down, tab | To the entries that were found. |

    Args:
        words: The words to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(HISTORY_FIELD)

    @dataclass
    class Typed(Message):
        """Other words are in the field."""

        words: str

    class Left(Message):
        """Done with typing."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words, placeholder=_("Filter the history"))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self.value:  # else more was typed meanwhile
            self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_leave()

    def action_leave(self) -> None:
        """To the entries."""
        self.post_message(self.Left())

"""The words that a contact's history is narrowed down to, as they are typed."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
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
        narrow: Shows only entries with other words.
        leave: Called when one is done with typing.
    """

    BINDINGS = HISTORY_FIELD

    def __init__(self, words: str, narrow: Callable[[str], object], leave: Callable[[], object]) -> None:
        super().__init__(words, placeholder=_("Filter the history"))
        self._narrow = narrow
        self._leave = leave

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self.value:  # else more was typed meanwhile
            self._narrow(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._leave()

    def action_leave(self) -> None:
        """To the entries."""
        self._leave()

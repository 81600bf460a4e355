"""Choosing one of many by typing a part of its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from funneltui.domain.text import fold, safe
from funneltui.i18n import translate as _
from funneltui.tui.form_commands import HELP
from funneltui.tui.frames import OneFrameModal
from funneltui.tui.widgets.pick_list import Item, PickList
from funneltui.tui.widgets.text_input import TextInput

__all__ = ["PickScreen"]


class PickScreen(OneFrameModal["str | None"]):
    """A list with a line to type in. Its result is the key of the row that was taken.

    Args:
        heading: What is chosen. Any text may be given.
        items: The rows.
        key: The row to begin on.
    """

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = list(HELP)

    def __init__(self, heading: str, items: Sequence[Item], key: str = "") -> None:
        super().__init__()
        self._heading = heading
        self._all = list(items)
        self._key = key

    def compose(self) -> ComposeResult:
        """A line to type in, the rows."""
        with Vertical(id="help"):
            yield Static(Content(safe(self._heading)), id="title")
            yield TextInput(placeholder=_("type to find; Enter takes it; Esc closes"), id="words")
            yield PickList(self._all, id="keys")

    def on_mount(self) -> None:
        """Begin on what is chosen now."""
        self.query_one("#keys", PickList).pick(self._key)

    @on(Input.Changed, "#words")
    def _typed(self, event: Input.Changed) -> None:
        typed = fold(event.value)
        found = []
        for one in self._all:
            words = fold(f"{one.text} {one.note}")
            if all(word in words for word in typed.split()):
                found.append((not words.startswith(typed), f" {typed}" not in words, one))
        found.sort(key=lambda ranked: ranked[:2])  # what begins so comes first; else as it was
        self.query_one("#keys", PickList).fill([ranked[2] for ranked in found])

    @on(Input.Submitted, "#words")
    def _entered(self) -> None:
        self.query_one("#keys", PickList).action_choose()

    @on(PickList.Chosen)
    def _chosen(self, event: PickList.Chosen) -> None:
        self.take(event.item)

    def take(self, item: Item) -> None:
        """A row was taken."""
        self.dismiss(item.key)

    def action_go(self, by: int) -> None:
        """A row up or down, while typing."""
        self.query_one("#keys", PickList).action_go(by)

    def action_page(self, by: int) -> None:
        """A page up or down, while typing."""
        self.query_one("#keys", PickList).action_page(by)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)

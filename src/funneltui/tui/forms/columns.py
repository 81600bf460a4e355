"""Choosing what the contacts list shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from funneltui.i18n import translate as _
from funneltui.tui.actions import place_actions
from funneltui.tui.desk import Desk
from funneltui.tui.engine import OneFrame
from funneltui.tui.widgets.contact_columns import COLUMN_NAMES
from funneltui.tui.widgets.pick_list import Item, PickList


class ColumnsScreen(OneFrame[None], ModalScreen[None]):
    """Columns, on or off; the list behind follows at once.

    Args:
        chosen: Those that are shown, by name.
        show: Called with those that are to be shown.
    """

    CSS_PATH = "columns.tcss"
    AUTO_FOCUS = "#columns"
    BINDINGS: ClassVar[list[BindingType]] = list(place_actions.COLUMNS)

    def __init__(self, desk: Desk, chosen: Sequence[str], show: Callable[[list[str]], object]) -> None:
        super().__init__()
        self.desk = desk
        self._chosen = set(chosen)
        self._show = show

    def compose(self) -> ComposeResult:
        """The columns."""
        with Vertical(id="box"):
            yield Static(Content(_("Columns")), id="title")
            yield PickList(self._items(), id="columns")
            yield Static(Content(_("Space: show or hide · Esc: done")), id="about")

    def _items(self) -> list[Item]:
        signs = self.desk.signs
        return [
            Item(name, f"{signs['check'] if name in self._chosen else ' '} {_(words)}", faint=name not in self._chosen)
            for name, words in COLUMN_NAMES.items()
        ]

    @on(PickList.Chosen)
    def action_switch(self) -> None:
        """The column, on or off."""
        listed = self.query_one("#columns", PickList)
        if listed.item is not None:
            self._chosen ^= {listed.item.key}
            listed.fill(self._items(), listed.cursor)
            self._show([name for name in COLUMN_NAMES if name in self._chosen])

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)

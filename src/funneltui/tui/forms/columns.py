"""Choosing what the contacts list shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from funneltui.i18n import N_, translate as _
from funneltui.tui.actions import place_actions
from funneltui.tui.desk import Desk
from funneltui.tui.forms.list_dialogue import ListDialogue
from funneltui.tui.widgets.contact_columns import COLUMN_NAMES
from funneltui.tui.widgets.pick_list import Item, PickList


class ColumnsScreen(ListDialogue):
    """Columns, on or off; the list behind follows at once.

    Args:
        chosen: Those that are shown, by name.
        show: Called with those that are to be shown.
    """

    HEADING = N_("Columns")
    HINTED = False
    BINDINGS = place_actions.COLUMNS

    def __init__(self, desk: Desk, chosen: Sequence[str], show: Callable[[list[str]], object]) -> None:
        super().__init__(desk)
        self._chosen = set(chosen)
        self._show = show

    def make_list(self) -> PickList:
        """The columns."""
        return PickList(self._items(), id="rows")

    def about(self, _key: str) -> Iterable[str]:
        """What can be done."""
        yield _("Space: show or hide · Esc: done")

    def _items(self) -> list[Item]:
        signs = self.desk.signs
        return [
            Item(name, f"{signs['check'] if name in self._chosen else ' '} {_(words)}", faint=name not in self._chosen)
            for name, words in COLUMN_NAMES.items()
        ]

    def choose(self, key: str) -> None:
        """The column, on or off."""
        self._chosen ^= {key}
        self.listed.fill(self._items(), self.listed.cursor)
        self._show([name for name in COLUMN_NAMES if name in self._chosen])

    def action_switch(self) -> None:
        """The column under the cursor, on or off."""
        self.choose(self.key)

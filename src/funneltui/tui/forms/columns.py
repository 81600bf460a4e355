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
        has_room_for: Whether the list has room for one of them.
    """

    HEADING = N_("Columns")
    HINTED = False
    BINDINGS = place_actions.COLUMNS

    def __init__(
        self,
        desk: Desk,
        chosen: Sequence[str],
        show: Callable[[list[str]], object],
        has_room_for: Callable[[str], bool],
    ) -> None:
        super().__init__(desk)
        self._has_room_for = has_room_for
        self._chosen = set(chosen)
        self._show = show

    def make_list(self) -> PickList:
        """The columns."""
        return PickList(self._items(), id="rows")

    def about(self, _key: str) -> Iterable[str]:
        """What can be done."""
        yield _("Space: show or hide · Esc: done")

    def _items(self) -> list[Item]:
        return [self._item(name) for name in COLUMN_NAMES]

    def _item(self, name: str) -> Item:
        is_chosen = name in self._chosen
        sign = self.desk.signs["check"] if is_chosen else " "
        note = _("no room") if is_chosen and not self._has_room_for(name) else ""
        return Item(name, f"{sign} {_(COLUMN_NAMES[name])}", note=note, faint=not is_chosen)

    def choose(self, key: str) -> None:
        """The column, on or off."""
        self._chosen ^= {key}
        self._show([name for name in COLUMN_NAMES if name in self._chosen])
        self.listed.fill(self._items(), self.listed.cursor)

    def action_switch(self) -> None:
        """The column under the cursor, on or off."""
        self.choose(self.key)

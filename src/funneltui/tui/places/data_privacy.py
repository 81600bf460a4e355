"""Privacy, the list: whose data are kept too long, and who is to be told where theirs come from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from funneltui.domain.days import short_day
from funneltui.i18n import N_, translate as _
from funneltui.tui.actions.form_actions import PRIVATE
from funneltui.tui.desk import Desk
from funneltui.tui.desk.asking import Asking
from funneltui.tui.places.data_list import DataList
from funneltui.tui.widgets.pick_list import Item

if TYPE_CHECKING:
    from funneltui.storage.reads import Reads

_MOST = 1_000
"""Contacts of each kind that are listed: after so many one looks again."""


class DataPrivacyScreen(DataList):
    """Who needs a decision about their data; Enter goes to the contact, where keys erase, log or inform.

    | Key(s) | Does |
    | :- | :- |
    | enter | Go to the contact. |
    """

    HEADING = N_("Privacy")
    BINDINGS: ClassVar[list[BindingType]] = list(PRIVATE)
    ENTER = N_("go to contact")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asking = Asking(desk, self)

    def on_mount(self) -> None:
        """Look for them."""
        self.reload()

    def on_unmount(self) -> None:
        """Nobody asks any more."""
        self._asking.end()

    def reload(self) -> None:
        """Look again."""
        self._asking.ask("people", self._rows, self._show)

    def _rows(self, reads: Reads) -> list[Item]:
        today = self.desk.clock.today()
        rows: list[Item] = []
        for kept in islice(reads.privacy.to_delete(), _MOST):
            note = _("to erase since {day}").format(day=short_day(kept.until, today))
            rows.append(Item(f"delete {kept.contact_id}", _called(kept.name, kept.organization), note=note))
        for told in reads.privacy.to_inform(_MOST):
            note = _("disclose by {day}").format(day=short_day(told.by, today))
            rows.append(Item(f"inform {told.contact_id}", _called(told.name, told.organization), note=note))
        return rows

    def _show(self, rows: list[Item]) -> None:
        self.show(rows)
        if not rows:
            self.tell(_("Nothing to do: no data is kept too long, and all contacts are informed."))

    def about(self, key: str) -> Iterator[str]:
        """What is to be done."""
        if key.startswith("delete"):
            words = _("Kept longer than the settings allow. On the contact, {key} erases all their data.")
            yield words.format(key=self.desk.key_of("board.erase"))
        else:
            words = _("Source not disclosed yet. On the contact, {key} records it.")
            yield words.format(key=self.desk.key_of("board.privacy"))

    def choose(self, key: str) -> None:
        """Go to the contact."""
        from funneltui.tui.places.contacts import ContactsScreen

        screen = self.desk.window.go_to("contacts")
        if isinstance(screen, ContactsScreen):
            screen.reach(int(key.partition(" ")[2]))


def _called(name: str, organization: str) -> str:
    return " · ".join(filter(None, (name, organization)))

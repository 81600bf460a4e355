"""Privacy, the list: whose data are kept too long, and who is to be told where theirs come from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from funneltui.domain.days import short_day
from funneltui.i18n import N_, translate as _
from funneltui.tui.actions.form_actions import PRIVATE
from funneltui.tui.forms.list_dialogue import ListDialogue
from funneltui.tui.widgets.pick_list import Item

if TYPE_CHECKING:
    from funneltui.storage.reads import Reads

_MOST = 1_000
"""Contacts of each kind that are listed: after so many one looks again."""
_NARROW = 60
"""Below so many columns a row has no room for a day with its words."""


class DataPrivacyScreen(ListDialogue):
    """Who needs a decision about their data; Enter goes to the contact, where keys erase, log or inform.

    | Key(s) | Does |
    | :- | :- |
    | enter | Go to the contact. |
    """

    HEADING = N_("Privacy")
    BINDINGS = PRIVATE
    ENTER = N_("go to contact")

    def on_mount(self) -> None:
        """Look for them."""
        self.reload()

    def reload(self) -> None:
        """Look again."""
        self.desk.ask(self, "people", self._rows, self._show)

    def _rows(self, reads: Reads) -> list[Item]:
        rows: list[Item] = []
        for kept in islice(reads.privacy.to_delete(), _MOST):
            note = self._note(kept.until, _("to erase since {day}"))
            rows.append(Item(f"delete {kept.contact_id}", _called(kept.name, kept.organization), note=note))
        for told in reads.privacy.to_inform(_MOST):
            is_late = told.by < self.desk.clock.today()
            note = self._note(told.by, _("overdue since {day}") if is_late else _("disclose by {day}"), is_late=is_late)
            rows.append(Item(f"inform {told.contact_id}", _called(told.name, told.organization), note=note))
        return rows

    def _note(self, day: date, words: str, *, is_late: bool = True) -> str:
        """A day with what it means; where there is little room the day alone, for the line below says the rest."""
        shown = short_day(day, self.desk.clock.today())
        if self.app.size.width >= _NARROW:
            return words.format(day=shown)
        return f"{self.desk.signs['overdue' if is_late else 'future']} {shown}"

    def _show(self, rows: list[Item]) -> None:
        self.show(rows)
        if not rows:
            self.tell(_("Nothing to do: no data is kept too long, and no source is left to disclose."))

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
        from funneltui.tui.places.contacts import go_to_contacts

        go_to_contacts(self.desk).reach(int(key.partition(" ")[2]))


def _called(name: str, organization: str) -> str:
    return " · ".join(filter(None, (name, organization)))

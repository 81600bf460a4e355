"""Keys that lead out of the program: open, copy, and the note in one's own editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from funneltui.errors import FunnelError
from funneltui.i18n import sentence
from funneltui.i18n import translate as _
from funneltui.tui.desk import Desk
from funneltui.tui.engine import OneFrame

if TYPE_CHECKING:
    from funneltui.storage.reads.contact import ContactDetail

__all__ = ["Outgoing"]


class Outgoing(OneFrame[None]):
    """What can be done with the contact under the cursor outside of the program.

    Args:
        desk: The program.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def contact(self) -> ContactDetail | None:
        """Who is under the cursor, with their card if they have one; without anybody, says so."""
        raise NotImplementedError

    def selected_ids(self) -> list[int]:
        """The cards that an action takes: the selected ones, else the one under the cursor."""
        raise NotImplementedError

    def action_reach_out(self) -> None:
        """Open the contact's mail, phone or link: the only one at once."""
        from funneltui.tui.forms.pick import PickScreen
        from funneltui.tui.places.outward import openable

        one = self.contact()
        if one is None:
            return
        items = openable(one)
        if not items:
            self.desk.say(_("{name} has no e-mail, phone or link yet.").format(name=one.name), problem=True)
        elif len(items) == 1:
            self._open(items[0].key)
        else:
            self.desk.open(PickScreen(self.desk, _("Open"), items), self._open)

    def _open(self, way: str | None) -> None:
        from funneltui.tui.places.outward import url_of

        if way is None:
            return
        kind, _colon, value = way.partition(":")
        try:
            self.app.open_url(url_of(kind, value))
        except FunnelError as error:
            self.desk.say(sentence(error), problem=True)
            return
        self.desk.say(_("Opened: {what}").format(what=value))

    def action_copy(self) -> None:
        """Copy a fact of the contact; of several cards, their e-mail addresses."""
        from funneltui.tui.forms.pick import PickScreen
        from funneltui.tui.places.outward import copyable

        ids = self.selected_ids()
        if len(ids) > 1:
            records = self.desk.reads.opportunities.records(ids)
            self._copy(", ".join(dict.fromkeys(one.contact.email for one in records if one.contact.email)))
        elif (one := self.contact()) is not None:
            self.desk.open(PickScreen(self.desk, _("Copy"), copyable(one)), self._copy)

    def _copy(self, text: str | None) -> None:
        if text is None:
            return
        if not text:
            self.desk.say(_("None of these contacts has an e-mail address."), problem=True)
            return
        self.app.copy_to_clipboard(text)
        self.desk.say(_("Copied: {what}").format(what=text))

    def action_note(self) -> None:
        """The contact's note, in the person's editor."""
        from funneltui.tui.places.outward import edited

        one = self.contact()
        if one is None:
            return
        try:
            text = edited(self.app, one.note)
        except FunnelError as error:
            self.desk.say(sentence(error), problem=True)
            return
        finally:
            self.app.refresh()
        if text == one.note.rstrip("\n"):
            self.desk.say(_("Note unchanged."))
            return
        number = one.contact_id
        self.desk.perform(
            lambda services: services.people.edit(number, {"note": text}, seen=one),
            failed=lambda error: self._note_refused(error, text),
        )

    def _note_refused(self, error: FunnelError, text: str) -> None:
        """What was written is not lost with the change that was refused."""
        from funneltui.services.editing import EditClashError

        self.app.copy_to_clipboard(text)
        if isinstance(error, EditClashError):
            self.desk.say(_("The note was also changed elsewhere: your version is in the clipboard."), problem=True)
        else:
            words = _("{problem} Your text is in the clipboard.").format(problem=sentence(error))
            self.desk.say(words, problem=True)

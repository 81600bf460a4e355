"""Keys that lead out of the program: open, copy, and the note in one's own editor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from funneltui.errors import FunnelError
from funneltui.i18n import sentence, translate as _

if TYPE_CHECKING:
    from funneltui.tui.places.chosen import Chosen


def reach_out(chosen: Chosen) -> None:
    """Open the contact's mail, phone or link, or a file of the deal: the only one at once."""
    from funneltui.tui.forms.pick import PickScreen
    from funneltui.tui.places.other_programs import openable

    contact = chosen.contact()
    if contact is None:
        return
    items = openable(contact)
    if not items:
        chosen.desk.refuse(_("{name} has no e-mail, phone, link or file yet.").format(name=contact.name))
    elif len(items) == 1:
        _open(chosen, items[0].key)
    else:
        chosen.desk.open(PickScreen(chosen.desk, _("Open"), items), partial(_open, chosen))


def _open(chosen: Chosen, way: str | None) -> None:
    from funneltui.tui.places.other_programs import url_of

    if way is None:
        return
    kind, _colon, value = way.partition(":")
    try:
        chosen.app.open_url(url_of(kind, value))
    except FunnelError as error:
        chosen.desk.say(sentence(error), problem=True)
        return
    chosen.desk.say(_("Opened: {what}").format(what=value))


def copy(chosen: Chosen) -> None:
    """Copy a fact of the contact; of several cards, their e-mail addresses."""
    from funneltui.tui.forms.pick import PickScreen
    from funneltui.tui.places.other_programs import copyable

    ids = chosen.selected_ids()
    if len(ids) > 1:
        records = chosen.desk.reads.opportunities.records(ids)
        _copy(chosen, ", ".join(dict.fromkeys(record.contact.email for record in records if record.contact.email)))
    elif (contact := chosen.contact()) is not None:
        chosen.desk.open(PickScreen(chosen.desk, _("Copy"), copyable(contact)), partial(_copy, chosen))


def _copy(chosen: Chosen, text: str | None) -> None:
    if text is None:
        return
    if not text:
        chosen.desk.refuse(_("None of these contacts has an e-mail address."))
        return
    chosen.app.copy_to_clipboard(text)
    chosen.desk.say(_("Copied: {what}").format(what=text))


def note(chosen: Chosen) -> None:
    """The contact's note, in the person's editor."""
    from funneltui.tui.places.other_programs import edited

    contact = chosen.contact()
    if contact is None:
        return
    try:
        text = edited(chosen.app, contact.note)
    except FunnelError as error:
        chosen.desk.say(sentence(error), problem=True)
        return
    finally:
        chosen.app.refresh()
    if text == contact.note.rstrip("\n"):
        chosen.desk.say(_("Note unchanged."))
        return
    number = contact.contact_id
    chosen.desk.perform(
        lambda services: services.people.edit(number, {"note": text}, seen=contact),
        failed=lambda error: _note_refused(chosen, error, text),
    )


def _note_refused(chosen: Chosen, error: FunnelError, text: str) -> None:
    """What was written is not lost with the change that was refused."""
    from funneltui.services.editing import EditClashError

    chosen.app.copy_to_clipboard(text)
    if isinstance(error, EditClashError):
        chosen.desk.say(_("The note was also changed elsewhere: your version is in the clipboard."), problem=True)
    else:
        words = _("{problem} Your text is in the clipboard.").format(problem=sentence(error))
        chosen.desk.say(words, problem=True)

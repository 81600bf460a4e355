"""Keys that lead out of the program: open, copy, and the note in one's own editor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from funneltui.errors import FunnelError
from funneltui.i18n import sentence
from funneltui.i18n import translate as _

if TYPE_CHECKING:
    from funneltui.tui.places.card_screen import CardScreen

__all__ = ["copy", "note", "reach_out"]


def reach_out(place: CardScreen) -> None:
    """Open the contact's mail, phone or link: the only one at once."""
    from funneltui.tui.forms.pick import PickScreen
    from funneltui.tui.places.outward import openable

    one = place.contact()
    if one is None:
        return
    items = openable(one)
    if not items:
        place.desk.say(_("{name} has no e-mail, phone or link yet.").format(name=one.name), problem=True)
    elif len(items) == 1:
        _open(place, items[0].key)
    else:
        place.desk.open(PickScreen(place.desk, _("Open"), items), partial(_open, place))


def _open(place: CardScreen, way: str | None) -> None:
    from funneltui.tui.places.outward import url_of

    if way is None:
        return
    kind, _colon, value = way.partition(":")
    try:
        place.app.open_url(url_of(kind, value))
    except FunnelError as error:
        place.desk.say(sentence(error), problem=True)
        return
    place.desk.say(_("Opened: {what}").format(what=value))


def copy(place: CardScreen) -> None:
    """Copy a fact of the contact; of several cards, their e-mail addresses."""
    from funneltui.tui.forms.pick import PickScreen
    from funneltui.tui.places.outward import copyable

    ids = place.selected_ids()
    if len(ids) > 1:
        records = place.desk.reads.opportunities.records(ids)
        _copy(place, ", ".join(dict.fromkeys(one.contact.email for one in records if one.contact.email)))
    elif (one := place.contact()) is not None:
        place.desk.open(PickScreen(place.desk, _("Copy"), copyable(one)), partial(_copy, place))


def _copy(place: CardScreen, text: str | None) -> None:
    if text is None:
        return
    if not text:
        place.desk.say(_("None of these contacts has an e-mail address."), problem=True)
        return
    place.app.copy_to_clipboard(text)
    place.desk.say(_("Copied: {what}").format(what=text))


def note(place: CardScreen) -> None:
    """The contact's note, in the person's editor."""
    from funneltui.tui.places.outward import edited

    one = place.contact()
    if one is None:
        return
    try:
        text = edited(place.app, one.note)
    except FunnelError as error:
        place.desk.say(sentence(error), problem=True)
        return
    finally:
        place.app.refresh()
    if text == one.note.rstrip("\n"):
        place.desk.say(_("Note unchanged."))
        return
    number = one.contact_id
    place.desk.perform(
        lambda services: services.people.edit(number, {"note": text}, seen=one),
        failed=lambda error: _note_refused(place, error, text),
    )


def _note_refused(place: CardScreen, error: FunnelError, text: str) -> None:
    """What was written is not lost with the change that was refused."""
    from funneltui.services.editing import EditClashError

    place.app.copy_to_clipboard(text)
    if isinstance(error, EditClashError):
        place.desk.say(_("The note was also changed elsewhere: your version is in the clipboard."), problem=True)
    else:
        words = _("{problem} Your text is in the clipboard.").format(problem=sentence(error))
        place.desk.say(words, problem=True)

"""What a person does with contacts that need no card for it."""

from __future__ import annotations

from collections.abc import Mapping

from funneltui.clock import Clock
from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.services.changes import Change
from funneltui.services.editing import edit_contact_fields, refuse_clash
from funneltui.settings import Settings
from funneltui.storage.reads.contact import ContactDetail, ContactReads
from funneltui.storage.unit_of_work import UnitOfWork

__all__ = ["People"]


class People:
    """The use cases of a contact.

    Args:
        unit_of_work: The one way to write.
        clock: Which day it is.
        settings: For what is read inside a step.
    """

    def __init__(self, unit_of_work: UnitOfWork, clock: Clock, settings: Settings) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._settings = settings

    def edit(self, contact_id: int, fields: Mapping[str, str], *, seen: ContactDetail | None = None) -> Change:
        """Change fields of a contact, as a person types them.

        Args:
            contact_id: Whose.
            fields: What they are to hold; `editing.CONTACT_FIELDS` names them.
            seen: The contact as whoever edits has read it; None when that does not matter.

        Raises:
            EditClashError: A field is not any more what was seen.
            InvalidValueError: A value is not what its field holds; nothing was changed.
            NotFoundError: No such contact.
        """
        with self._unit_of_work.step(N_("Edit {name}")) as work:
            now = ContactReads(work.reading, self._clock, self._settings).person(contact_id)
            if now.binned:
                raise NotFoundError(N_("There is no contact #{id}."), id=contact_id)
            if seen is not None:
                refuse_clash(seen, now, fields)
            edit_contact_fields(work, contact_id, fields, today=self._clock.today())
            work.rename(N_("Edit {name}"), name=str(work.get("contact", contact_id)["name"]))
        return work.change

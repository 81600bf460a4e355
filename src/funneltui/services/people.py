"""What a person does with contacts that need no card for it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping

from funneltui.domain.phones import normalize_phone
from funneltui.errors import InvalidValueError, NotFoundError
from funneltui.i18n import N_
from funneltui.services.editing import EditClashError, edit_contact_fields, refuse_clash
from funneltui.services.organization_fields import ORGANIZATION_FIELDS, edit_organization_fields
from funneltui.services.use_cases import UseCases
from funneltui.storage import tables
from funneltui.storage.outcome import Change
from funneltui.storage.reads.contact import ContactReads
from funneltui.storage.reads.contact_values import ContactDetail, Organization
from funneltui.storage.reads.people import phones


class People(UseCases):
    """The use cases of a contact."""

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
        with self._unit_of_work.step(N_("Edited {name}")) as work:
            now = ContactReads(work.reading, self._clock, self._settings).person(contact_id)
            if now.binned:
                raise NotFoundError(N_("Contact #{id} doesn't exist."), id=contact_id)
            if seen is not None:
                refuse_clash(seen, now, fields)
            edit_contact_fields(work, contact_id, fields, today=self._clock.today())
            work.rename(N_("Edited {name}"), name=work.get(tables.Contact, contact_id).name)
        return work.change

    def edit_organization(
        self, organization_id: int, fields: Mapping[str, str], *, seen: Organization | None = None
    ) -> Change:
        """Change fields of an organization, for everybody who is there.

        Args:
            organization_id: Which.
            fields: What they are to hold; `organization_fields.ORGANIZATION_FIELDS` names them.
            seen: The organization as whoever edits has read it; None when that does not matter.

        Raises:
            EditClashError: A field is not any more what was seen.
            InvalidValueError: A value is not what its field holds; nothing was changed.
            NotFoundError: No such organization.
        """
        with self._unit_of_work.step(N_("Edited {name}")) as work:
            now = ContactReads(work.reading, self._clock, self._settings).company(organization_id)
            if seen is not None and (clashing := _different(seen, now, fields)):
                raise EditClashError(clashing)
            edit_organization_fields(work, organization_id, fields)
            work.rename(N_("Edited {name}"), name=work.get(tables.Organization, organization_id).name)
        return work.change

    def read_phones_anew(self) -> Change:
        """Take phone numbers that name no country for those of the country in force, after it was changed."""
        with self._unit_of_work.step(N_("Updated phone numbers to the country")) as work:
            different: dict[int, str] = {}
            for number, value, normalized in phones(work.reading):
                with contextlib.suppress(InvalidValueError):
                    if (now := normalize_phone(value)) != normalized:
                        different[number] = now
            for number, point in work.many(tables.ContactPoint, different).items():
                point.normalized = different[number]
        return work.change


def _different(seen: Organization, now: Organization, fields: Iterable[str]) -> list[str]:
    """Those of the fields that are not what was seen."""
    return [name for name in fields if ORGANIZATION_FIELDS[name].of(seen) != ORGANIZATION_FIELDS[name].of(now)]

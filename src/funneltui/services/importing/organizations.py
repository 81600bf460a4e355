"""The organizations of imported people: found by name, made when new, completed where they were blank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from funneltui.domain.text import fold
from funneltui.i18n import translate as _
from funneltui.interchange.fields import FIELDS
from funneltui.interchange.records import PersonRecord
from funneltui.storage.bulk import NewRow, row_of
from funneltui.storage.reads import known
from funneltui.storage.reads.known import KnownOrganization
from funneltui.storage.tables import Organization, names
from funneltui.storage.unit_of_work import Work

_SAID_ONCE = names(
    Organization.website, Organization.sector, Organization.siren, Organization.siret, Organization.vat_number
)
"""What an organization has one of, in the order of `KnownOrganization`."""


_organization = row_of(Organization)


class Organizations:
    """Organizations by name, inside a step.

    Args:
        work: The step.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self.known = known.organizations(work.query)
        """Those there are, by folded name."""

    def add(self, records: Iterable[PersonRecord]) -> None:
        """Make those that are new, all at once."""
        new: dict[str, NewRow] = {}
        for record in records:
            folded = record.folded_organization
            if record.organization and folded not in self.known:
                row = new.setdefault(folded, _organization(name=record.organization, folded_name=folded))
                for field in _SAID_ONCE:
                    row[field] = row.get(field) or getattr(record, field)
        ids = self._work.add_rows(Organization, list(new.values()))
        for (folded, row), number in zip(new.items(), ids, strict=True):
            self.known[folded] = KnownOrganization(number, *(str(row[field]) for field in _SAID_ONCE))

    def tells_more(self, record: PersonRecord) -> bool:
        """Whether a row completes the organization it names."""
        return tells_more(self.known, record)

    def id_of(self, record: PersonRecord) -> int | None:
        """The id of a row's organization; None for none."""
        if not record.organization:
            return None
        folded = record.folded_organization
        if folded not in self.known:
            self.add([record])
        organization = self.known[folded]
        changes: dict[str, str] = {
            field: getattr(record, field)
            for field in _SAID_ONCE
            if getattr(record, field) and not getattr(organization, field)
        }
        if changes:
            self._work.set(self._work.get(Organization, organization.id), changes)
            said = (changes.get(field, getattr(organization, field)) for field in _SAID_ONCE)
            self.known[folded] = KnownOrganization(organization.id, *said)
        return organization.id

    def unsaid(self, record: PersonRecord) -> list[str]:
        """What the row says of its organization otherwise than the file does: lines for the note."""
        return unsaid(self.known, record)


def unsaid(known_ones: Mapping[str, KnownOrganization], record: PersonRecord) -> list[str]:
    """What a row says of its organization otherwise than these: lines for the note."""
    organization = known_ones.get(record.folded_organization)
    lines = []
    for field in _SAID_ONCE:
        said, stored = getattr(record, field), getattr(organization, field, "")
        if said and stored and fold(said) != fold(stored):
            lines.append(f"{_(FIELDS[field])}: {said}")
    return lines


def tells_more(known_ones: Mapping[str, KnownOrganization], record: PersonRecord) -> bool:
    """Whether a row completes the organization it names."""
    organization = known_ones.get(record.folded_organization)
    return organization is not None and any(
        getattr(record, field) and not getattr(organization, field) for field in _SAID_ONCE
    )

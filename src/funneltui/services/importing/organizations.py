"""The organizations of imported people: found by name, made when new, completed where they were blank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from funneltui.domain.text import fold
from funneltui.i18n import translate as _
from funneltui.interchange.fields import FIELDS
from funneltui.interchange.records import PersonRecord
from funneltui.storage.bulk import NewRow, row_of
from funneltui.storage.reads import known
from funneltui.storage.reads.known import Company, KnownOrganization
from funneltui.storage.tables import Organization
from funneltui.storage.unit_of_work import Work

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
        names: dict[str, str] = {}
        new: dict[str, Company] = {}
        for record in records:
            folded = record.folded_organization
            if record.organization and folded not in self.known:
                names.setdefault(folded, record.organization)
                new[folded] = _completed(new.get(folded, Company()), record)
        rows = [_row(names[key], key, company) for key, company in new.items()]
        for (folded, company), number in zip(new.items(), self._work.add_rows(Organization, rows), strict=True):
            self.known[folded] = KnownOrganization(number, company)

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
        company = _completed(organization.company, record)
        if company != organization.company:
            _write(self._work.get(Organization, organization.id), company)
            self.known[folded] = organization._replace(company=company)
        return organization.id

    def unsaid(self, record: PersonRecord) -> list[str]:
        """What the row says of its organization otherwise than the file does: lines for the note."""
        return unsaid(self.known, record)


def _row(name: str, folded: str, company: Company) -> NewRow:
    return _organization(
        name=name,
        folded_name=folded,
        website=company.website,
        sector=company.sector,
        siren=company.siren,
        siret=company.siret,
        vat_number=company.vat_number,
    )


def _write(organization: Organization, company: Company) -> None:
    organization.website, organization.sector = company.website, company.sector
    organization.siren, organization.siret = company.siren, company.siret
    organization.vat_number = company.vat_number


def unsaid(known_ones: Mapping[str, KnownOrganization], record: PersonRecord) -> list[str]:
    """What a row says of its organization otherwise than these: lines for the note."""
    organization = known_ones.get(record.folded_organization)
    if organization is None:
        return []
    texts = zip(Company._fields, _company(record), organization.company, strict=True)
    return [
        f"{_(FIELDS[field])}: {said}" for field, said, stored in texts if said and stored and fold(said) != fold(stored)
    ]


def tells_more(known_ones: Mapping[str, KnownOrganization], record: PersonRecord) -> bool:
    """Whether a row completes the organization it names."""
    organization = known_ones.get(record.folded_organization)
    return organization is not None and _completed(organization.company, record) != organization.company


def _company(record: PersonRecord) -> Company:
    return Company(record.website, record.sector, record.siren, record.siret, record.vat_number)


def _completed(company: Company, record: PersonRecord) -> Company:
    """What is known of a company with what a row adds to it."""
    return Company(*(known_text or said for known_text, said in zip(company, _company(record), strict=True)))

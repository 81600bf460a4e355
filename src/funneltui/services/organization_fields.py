"""Editing an organization field by field, each as a person types it."""

from __future__ import annotations

from collections.abc import Mapping

from funneltui.domain.contact_points import check_siren, check_siret, check_vat_number, normalize_link
from funneltui.domain.text import fold
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_
from funneltui.storage.tables import Organization
from funneltui.storage.unit_of_work import Work

ORGANIZATION_FIELDS: Mapping[str, str] = {
    "organization_name": "name",
    "website": "website",
    "sector": "sector",
    "siren": "siren",
    "siret": "siret",
    "vat_number": "vat_number",
    "organization_address": "address",
    "organization_note": "note",
}
"""Every field of an organization that can be edited, with its column. `organization` alone is not among them: it
says which organization a contact belongs to."""
_SIREN_DIGITS = 9
_NUMBERS = {"siren": check_siren, "siret": check_siret, "vat_number": check_vat_number}


def edit_organization_fields(work: Work, organization_id: int, fields: Mapping[str, str]) -> None:
    """Write fields of an organization, inside a step. A SIRET or a French VAT number fills in the SIREN it holds.

    Raises:
        InvalidValueError: A value is not what its field holds, or another organization has that name; `field` says
            which.
    """
    organization = work.get(Organization, organization_id)
    for name, typed in fields.items():
        column, text = ORGANIZATION_FIELDS[name], typed.strip()
        if name == "organization_name":
            _free_name(work, organization, text)
        elif name == "website" and text:
            _web_address(text)
        elif name in _NUMBERS and text:
            text = _NUMBERS[name](text)
        setattr(organization, column, text)
    held = refuse_other_siren(organization.siren, organization.siret, organization.vat_number)
    if held and "siren" not in fields:
        organization.siren = held


def refuse_other_siren(siren: str, siret: str, vat_number: str) -> str:
    """See that a company's numbers are of one company; the SIREN they hold, empty when there is none.

    Args:
        siren: Its SIREN, without spaces, or nothing.
        siret: Its SIRET, likewise.
        vat_number: Its VAT number, likewise.

    Raises:
        InvalidValueError: They are of two companies (a SIRET begins with its SIREN, a French VAT number ends with it).
    """
    held = {"siren": siren, "siret": siret[:_SIREN_DIGITS]}
    if vat_number.startswith("FR"):
        held["vat_number"] = vat_number[-_SIREN_DIGITS:]
    first = next(filter(None, held.values()), "")
    for name, text in held.items():
        if text and text != first:
            raise InvalidValueError(
                N_("These numbers belong to two companies: SIREN {first} and {other}."),
                field=name,
                first=first,
                other=text,
            )
    return first


def _free_name(work: Work, organization: Organization, name: str) -> None:
    if not name:
        raise InvalidValueError(N_("Enter a name for the organization."), field="organization_name")
    same = work.find(Organization, Organization.folded_name == fold(name), Organization.id != organization.id)
    if same:
        raise InvalidValueError(
            N_("“{name}” already exists. Move these contacts to it instead."),
            field="organization_name",
            name=name,
        )


def _web_address(text: str) -> None:
    try:
        normalize_link(text)
    except InvalidValueError as error:
        error.field = "website"
        raise

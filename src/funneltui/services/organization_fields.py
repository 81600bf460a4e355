"""Editing an organization field by field, each as a person types it."""

from __future__ import annotations

from collections.abc import Mapping

from funneltui.domain.contact_points import check_siren, check_siret, check_vat_number, normalize_link
from funneltui.domain.text import fold
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_
from funneltui.storage.tables import Attribute, Organization, attributes, names_of
from funneltui.storage.unit_of_work import Work

_WEBSITE, _SIREN, _SIRET, _VAT_NUMBER = names_of(
    Organization.website, Organization.siren, Organization.siret, Organization.vat_number
)
_NUMBERS = {_SIREN: check_siren, _SIRET: check_siret, _VAT_NUMBER: check_vat_number}
ORGANIZATION_FIELDS: Mapping[str, Attribute[str]] = {
    "organization_name": Attribute(Organization.name),
    **attributes(Organization.website, Organization.sector),
    **attributes(Organization.siren, Organization.siret, Organization.vat_number),
    "organization_address": Attribute(Organization.address),
    "organization_note": Attribute(Organization.note),
}
"""Every field of an organization that can be edited, with its column. `organization` alone is not among them: it
says which organization a contact belongs to."""
_SIREN_DIGITS = 9


def edit_organization_fields(work: Work, organization_id: int, fields: Mapping[str, str]) -> None:
    """Write fields of an organization, inside a step. A SIRET or a French VAT number fills in the SIREN it holds.

    Raises:
        InvalidValueError: A value is not what its field holds, or another organization has that name; `field` says
            which.
    """
    organization = work.get(Organization, organization_id)
    for name, typed in fields.items():
        text = typed.strip()
        if name == "organization_name":
            _free_name(work, organization, text)
        elif name == _WEBSITE and text:
            _web_address(text)
        elif name in _NUMBERS and text:
            text = _NUMBERS[name](text)
        ORGANIZATION_FIELDS[name].set(organization, text)
    held = refuse_other_siren(organization.siren, organization.siret, organization.vat_number)
    if held and _SIREN not in fields:
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
    held = {_SIREN: siren, _SIRET: siret[:_SIREN_DIGITS]}
    if vat_number.startswith("FR"):
        held[_VAT_NUMBER] = vat_number[-_SIREN_DIGITS:]
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
        error.field = _WEBSITE
        raise

"""Editing an organization field by field, each as a person types it."""

from __future__ import annotations

from collections.abc import Mapping

from funneltui.domain.contact_points import check_siren, check_siret, check_vat_number, normalize_link
from funneltui.domain.text import fold
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_
from funneltui.services.prospects import storable
from funneltui.storage.unit_of_work import Row, Value, Work

__all__ = ["ORGANIZATION_FIELDS", "edit_organization_fields", "refuse_other_siren"]

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
    before = work.get("organization", organization_id)
    values: dict[str, Value] = {}
    for name, typed in fields.items():
        column, text = ORGANIZATION_FIELDS[name], storable(typed, name).strip()
        if name == "organization_name":
            _free_name(work, before, text)
        elif name == "website" and text:
            _web_address(text)
        elif name in _NUMBERS and text:
            text = _NUMBERS[name](text)
        values[column] = text
    held = refuse_other_siren({name: str(values.get(name, before[name])) for name in _NUMBERS})
    if held and "siren" not in fields:
        values["siren"] = held
    work.update("organization", organization_id, **values)


def refuse_other_siren(numbers: Mapping[str, str]) -> str:
    """See that a company's numbers are of one company; the SIREN they hold, empty when there is none.

    Args:
        numbers: `siren`, `siret` and `vat_number` without spaces, empty ones too.

    Raises:
        InvalidValueError: They are of two companies (a SIRET begins with its SIREN, a French VAT number ends with it).
    """
    siren, siret, vat = numbers["siren"], numbers["siret"], numbers["vat_number"]
    held = {"siren": siren, "siret": siret[:_SIREN_DIGITS]}
    if vat.startswith("FR"):
        held["vat_number"] = vat[-_SIREN_DIGITS:]
    first = next(filter(None, held.values()), "")
    for name, one in held.items():
        if one and one != first:
            raise InvalidValueError(
                N_("These numbers belong to two companies: SIREN {first} and {other}."),
                field=name,
                first=first,
                other=one,
            )
    return first


def _free_name(work: Work, before: Row, name: str) -> None:
    if not name:
        raise InvalidValueError(N_("Enter a name for the organization."), field="organization_name")
    if any(row["id"] != before["id"] for row in work.find("organization", folded_name=fold(name))):
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

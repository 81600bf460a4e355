"""The fields of an organization, shared by everybody who is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from textual.widget import Widget

from funneltui.domain.contact_points import check_siren, check_siret, check_vat_number, normalize_link
from funneltui.i18n import translate as _
from funneltui.storage.reads.contact import Organization
from funneltui.tui.forms import understood
from funneltui.tui.forms.edit_form import EditForm
from funneltui.tui.looks.format import company_number
from funneltui.tui.widgets.field import Field, Note

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.storage.outcome import Change

__all__ = ["OrganizationScreen"]


class OrganizationScreen(EditForm[Organization]):
    """An organization: what is changed here is changed for all its people.

    Args:
        organization_id: Which.
    """

    def __init__(self, organization_id: int) -> None:
        super().__init__(organization_id)

    def read(self) -> Organization:
        """The organization, as it is stored now."""
        return self.funnel.reads.contact.company(self._number)

    @property
    def heading(self) -> str:
        """The form's title."""
        return _("Edited {name}").format(name=self.detail.name)

    def rows(self) -> Iterable[Widget]:
        """What it is called, where it is found, and its numbers."""
        texts = self.texts(self.detail)
        yield Field("organization_name", _("Name"), texts["organization_name"], long=True)
        yield Field("website", _("Website"), texts["website"], check=understood.shape_check(normalize_link), long=True)
        yield Field("sector", _("Sector"), texts["sector"], long=True)
        yield Field("siren", _("SIREN"), texts["siren"], check=understood.shape_check(check_siren))
        yield Field("siret", _("SIRET"), texts["siret"], check=understood.shape_check(check_siret))
        yield Field("vat_number", _("VAT number"), texts["vat_number"], check=understood.shape_check(check_vat_number))
        yield Field("organization_address", _("Address"), texts["organization_address"], long=True)
        yield Note("organization_note", _("Note"), texts["organization_note"])

    def texts(self, one: Organization) -> dict[str, str]:
        """Every field as one would type it."""
        return {
            "organization_name": one.name,
            "website": one.website,
            "sector": one.sector,
            "siren": company_number(one.siren),
            "siret": company_number(one.siret),
            "vat_number": one.vat_number,
            "organization_address": one.address,
            "organization_note": one.note,
        }

    def edit(self, changed: Mapping[str, str], seen: Organization) -> Callable[[Services], Change]:
        """Save these fields, if they still are what was seen."""
        number = self._number
        return lambda services: services.people.edit_organization(number, changed, seen=seen)

"""The fields of an organization, shared by everybody who is there."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from funneltui.domain.contact_points import check_siren, check_siret, check_vat_number, normalize_link
from funneltui.errors import FunnelError
from funneltui.i18n import translate as _
from funneltui.storage.reads.contact_values import Organization
from funneltui.tui.actions.form_actions import EDIT
from funneltui.tui.desk import Desk, Write
from funneltui.tui.desk.drafts import DraftPlace
from funneltui.tui.forms import understood
from funneltui.tui.forms.editing import Editing
from funneltui.tui.forms.form import ChangeForm
from funneltui.tui.looks.format import company_number
from funneltui.tui.widgets.field import Field, Note


class OrganizationScreen(ChangeForm):
    """An organization: what is changed here is changed for all its people.

    Args:
        organization_id: Which.
    """

    BINDINGS = EDIT

    def __init__(self, desk: Desk, organization_id: int) -> None:
        super().__init__(desk)
        self._number = organization_id
        self._editing = Editing(self, lambda: desk.reads.contact.company(organization_id), _texts)

    @property
    def draft_place(self) -> DraftPlace:
        """The organization."""
        return DraftPlace("organization", "organization", self._number)

    @property
    def heading(self) -> str:
        """The form's title."""
        return _("Edit {name}").format(name=self._editing.stored.name)

    def rows(self) -> Iterable[Widget]:
        """What it is called, where it is found, and its numbers."""
        told = self._editing.told()
        yield Field(*told("organization_name", _("Name")), long=True)
        yield Field(*told("website"), check=understood.shape_check(normalize_link), long=True)
        yield Field(*told("sector"), long=True)
        yield Field(*told("siren"), check=understood.shape_check(check_siren))
        yield Field(*told("siret"), check=understood.shape_check(check_siret))
        yield Field(*told("vat_number"), check=understood.shape_check(check_vat_number))
        yield Note(*told("organization_address", _("Address")), lines=1)
        yield Note(*told("organization_note", _("Note")))

    def change(self) -> Write | None:
        """Save what was changed, if it still is what was seen."""
        number, changed, seen = self._number, self.changed, self._editing.stored
        return (lambda services: services.people.edit_organization(number, changed, seen=seen)) if changed else None

    def failed(self, error: FunnelError) -> None:
        """Somebody else may have changed the same fields."""
        super().failed(error)
        self._editing.take_over(error)


def _texts(organization: Organization) -> dict[str, str]:
    """Every field as one would type it."""
    return {
        "organization_name": organization.name,
        "website": organization.website,
        "sector": organization.sector,
        "siren": company_number(organization.siren),
        "siret": company_number(organization.siret),
        "vat_number": organization.vat_number,
        "organization_address": organization.address,
        "organization_note": organization.note,
    }

"""What fields are called on forms, in the timeline and in what a person gets of what is held on them; their choices."""

from __future__ import annotations

from funneltui.domain.roles import BUYER_STEPS
from funneltui.i18n import N_

LANGUAGE_NAMES = {"": N_("unknown"), "fr": N_("French"), "en": N_("English")}
MARKET_NAMES = {"b2b": N_("business"), "b2c": N_("individual")}
BUYER_STEP_NAMES = {"": N_("unknown"), **BUYER_STEPS}
DOOR_NAMES = {"program": N_("program"), "cli": N_("command line"), "demo": N_("demo")}
"""Which way a change came in."""
FIELD_NAMES = {
    "name": N_("Name"),
    "given_name": N_("First name"),
    "family_name": N_("Last name"),
    "organization": N_("Organization"),
    "job_title": N_("Job title"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "link": N_("Link"),
    "address": N_("Address"),
    "language": N_("Language"),
    "market": N_("Type"),
    "tags": N_("Tags"),
    "source": N_("Source"),
    "source_on": N_("Source date"),
    "source_detail": N_("Source details"),
    "introduced_by": N_("Introduced by"),
    "note": N_("Note"),
    "details": N_("Deal note"),
    "opposed": N_("Do not contact"),
    "opposed_channels": N_("Do not contact"),
    "informed_on": N_("Source disclosed on"),
    "contact_tags": N_("Contact tags"),
    "organization_name": N_("Organization"),
    "website": N_("Website"),
    "sector": N_("Sector"),
    "siren": N_("SIREN"),
    "siret": N_("SIRET"),
    "vat_number": N_("VAT number"),
    "organization_address": N_("Organization's address"),
    "organization_note": N_("Note on the organization"),
    "title": N_("Deal"),
    "amount": N_("Value"),
    "value": N_("Value"),
    "currency": N_("Currency"),
    "contact_reason": N_("Contact reason"),
    "buyer_step": N_("Buying phase"),
    "expected_close": N_("Expected close"),
    "temperature_override": N_("Temperature"),
    "temperature_until": N_("Temperature until"),
    "promotion_code": N_("Promotion"),
    "promotion_until": N_("Promotion ends"),
    "work_starts": N_("Work starts"),
    "work_ends": N_("Work ends"),
    "files": N_("Files"),
}
"""A field's name, by its name in code."""

"""The parts people play in a decision to buy."""

from __future__ import annotations

from collections.abc import Mapping

from funneltui.i18n import N_

__all__ = ["ROLES"]

ROLES: Mapping[str, str] = {
    "decider": N_("decision-maker"),
    "influencer": N_("influencer"),
    "user": N_("user"),
    "gatekeeper": N_("gatekeeper or assistant"),
}
"""The parts, with the message ids of their names (freelance practice: a keen assistant may not decide)."""

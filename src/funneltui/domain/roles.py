"""The parts people play in a decision to buy, and the steps it takes them."""

from __future__ import annotations

from collections.abc import Mapping

from funneltui.i18n import N_

ROLES: Mapping[str, str] = {
    "decider": N_("decision-maker"),
    "influencer": N_("influencer"),
    "user": N_("user"),
    "gatekeeper": N_("gatekeeper or assistant"),
}
"""The parts, with the message ids of their names (freelance practice: a keen assistant may not decide)."""

BUYER_STEPS: Mapping[str, str] = {
    "problem": N_("sees a problem"),
    "information": N_("looks for information"),
    "evaluation": N_("evaluates"),
    "decision": N_("is deciding"),
}
"""The buyer's own steps, with the message ids of their names: they may repeat or go back, and are not my stages."""

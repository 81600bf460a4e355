"""What can become of an offer."""

from __future__ import annotations

from collections.abc import Mapping

from funneltui.i18n import N_

OFFER_STATES: Mapping[str, str] = {
    "draft": N_("draft"),
    "sent": N_("sent"),
    "accepted": N_("accepted"),
    "refused": N_("refused"),
    "withdrawn": N_("withdrawn"),
}
"""The states, with the message ids of their names."""

"""The ways people talk: what an exchange, a next action and a template go by."""

from __future__ import annotations

from collections.abc import Mapping

from funneltui.i18n import N_

CHANNELS: Mapping[str, str] = {
    "call": N_("call"),
    "email": N_("e-mail"),
    "mailing": N_("mailing"),
    "sms": N_("SMS"),
    "meeting": N_("meeting"),
    "social": N_("social network"),
    "event": N_("event"),
}
"""The channels, with the message ids of their names."""

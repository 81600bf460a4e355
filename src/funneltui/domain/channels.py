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

CHANNEL_WORDS: Mapping[str, str] = {
    "call": "phone tel telephone téléphone",
    "email": "mail courriel mel",
    "mailing": "newsletter",
    "sms": "text texto",
    "meeting": "rdv visio",
    "social": "linkedin",
    "event": "fair salon",
}
"""What else people call them, in either language."""

"""What a text means that a person types for a setting, on the command line or in a form."""

from __future__ import annotations

import re
from typing import get_type_hints

from funneltui.errors import InvalidValueError, NotFoundError
from funneltui.i18n import N_
from funneltui.settings import TABLES, Settings, expected_words, fits, nearest_setting

ADDRESSES = frozenset({"sender_email", "own_addresses"})
"""Settings that hold e-mail addresses."""
_CODES: dict[str, dict[str, str]] = {"currency": {}, "country": {"UK": "GB"}}
"""Settings that are a code of capital letters, with what else people call some of them."""
_SWITCHES = {**dict.fromkeys(("true", "yes", "on", "oui"), True), **dict.fromkeys(("false", "no", "off", "non"), False)}
"""What people type for a switch."""
_PARTED = re.compile(r"[\s,'’€£$]")
"""What people write in and around a number: `6,000`, `6 000 €`."""


def check_value(key: str, text: str) -> object:
    """What a typed text means for a setting.

    Args:
        key: A setting's name, or `keymap.` and an action's id, or `cadence.` and a temperature.
        text: As a person types it: no quotes needed, `true`, `yes` or `oui` for a switch.

    Raises:
        NotFoundError: There is no such setting.
        InvalidValueError: It cannot hold this value.
    """
    name, _, entry = key.partition(".")
    if name == "keymap" and entry:
        return text
    if name not in Settings.__struct_fields__ or bool(entry) != (name in TABLES):
        nearest = nearest_setting(name)
        message = (
            N_("Unknown setting “{key}”. Did you mean “{nearest}”?")
            if nearest and nearest != name
            else N_("Unknown setting “{key}”. See funneltui config.")
        )
        raise NotFoundError(message, key=key, nearest=nearest)
    value: object = text
    hint = get_type_hints(Settings)[name]
    if name in _CODES:
        code = text.strip().upper()
        value = _CODES[name].get(code, code)
    elif hint is bool:
        value = _SWITCHES.get(text.strip().lower(), text)
    elif hint == list[str]:
        between = "[,;]" if name in ADDRESSES else ","
        value = [part.strip() for part in re.split(between, text) if part.strip()]
    elif (hint is int or entry) and re.fullmatch(r"[0-9]{1,6}", figures := _PARTED.sub("", text)):
        value = int(figures)
    if not fits(name, {entry: value} if entry else value):
        raise InvalidValueError(N_("{key} must be {expected}."), field=key, key=key, expected=expected_words(name))
    return value

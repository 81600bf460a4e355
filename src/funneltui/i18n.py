"""French and English, through the standard library's gettext.

English sentences are the message ids, so English needs no catalogue. `translate` looks the
language up at call time: the language can be switched while the program runs, and text made at
import time is marked with `N_` and translated where it is shown.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Mapping

from funneltui.errors import FunnelError

__all__ = [
    "LANGUAGES",
    "N_",
    "choose_language",
    "language",
    "sentence",
    "set_language",
    "translate",
    "translate_plural",
]

LANGUAGES = ("en", "fr")
"""The languages of the interface."""

_DOMAIN = "funneltui"
_catalogues: dict[str, gettext.NullTranslations] = {"en": gettext.NullTranslations()}
_language = "en"


def N_(message: str) -> str:
    """Mark a message for extraction and return it as it is."""
    return message


def language() -> str:
    """The language in force: one of `LANGUAGES`."""
    return _language


def set_language(code: str) -> None:
    """Put the interface into a language.

    Raises:
        ValueError: `code` is none of `LANGUAGES`.
    """
    global _language  # noqa: PLW0603 - the one piece of process-wide state, like the locale it mirrors
    if code not in LANGUAGES:
        raise ValueError(code)
    if code not in _catalogues:
        from importlib import resources

        folder = resources.files("funneltui") / "locales" / code / "LC_MESSAGES" / f"{_DOMAIN}.mo"
        with folder.open("rb") as stream:
            _catalogues[code] = gettext.GNUTranslations(stream)
    _language = code


def translate(message: str) -> str:
    """`message` in the language in force."""
    return _catalogues[_language].gettext(message)


def translate_plural(one: str, many: str, number: int) -> str:
    """`one` or `many`, by the plural rule of the language in force."""
    return _catalogues[_language].ngettext(one, many, number)


def sentence(error: FunnelError) -> str:
    """What went wrong, in the language in force. Not display-safe: it can quote user text."""
    return translate(error.message).format(**error.values)


def choose_language(wanted: str = "", setting: str = "", environ: Mapping[str, str] | None = None) -> str:
    """The language to start in: `wanted`, else FUNNELTUI_LANG, the setting, the locale, English."""
    env = os.environ if environ is None else environ
    candidates = [wanted, env.get("FUNNELTUI_LANG", ""), setting]
    candidates += [env.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    if environ is None:
        candidates.append(locale.getlocale()[0] or "")
    for candidate in candidates:
        code = candidate.lower()[:2]
        if code in LANGUAGES:
            return code
    return "en"

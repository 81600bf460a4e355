"""French and English, through the standard library's gettext.

English sentences are the message ids, so English needs no catalogue. `translate` looks the
language up at call time: the language can be switched while the program runs, and text made at
import time is marked with `N_` and translated where it is shown.
"""

from __future__ import annotations

import errno
import gettext
import locale
import os
from collections.abc import Mapping

from funneltui.errors import FunnelError

LANGUAGES = ("en", "fr")
"""The languages of the interface."""

_COUNTRY_LETTERS = 2
_DOMAIN = "funneltui"
_CONTEXT = "\x04"
"""What gettext puts between a context and its message."""
_catalogues: dict[str, gettext.NullTranslations] = {"en": gettext.NullTranslations()}
_language = "en"


def N_(message: str) -> str:
    """Mark a message for extraction and return it as it is."""
    return message


def NC_(context: str, message: str) -> str:
    """Mark a message for extraction where the same English means two things that another language tells apart.

    What it returns goes through `translate` like any other message id: gettext's own key, the context before it.
    """
    return f"{context}{_CONTEXT}{message}"


def NP_(one: str, many: str) -> tuple[str, str]:
    """Mark a message for extraction that is said of one or of several: what `translate_plural` begins with."""
    return one, many


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
    """`message` in the language in force; its context, see `NC_`, is left out where there is no translation."""
    return _catalogues[_language].gettext(message).rpartition(_CONTEXT)[2]


def translate_plural(one: str, many: str, number: int) -> str:
    """`one` or `many`, by the plural rule of the language in force, the number in the place of `{count}`."""
    text = _catalogues[_language].ngettext(one, many, number)
    return text.replace("{count}", grouped(number))


def grouped(number: int) -> str:
    """A count as one writes it: `1,234`, in French `1 234` with a space that does not break."""
    return f"{number:,}".replace(",", "\u00a0" if _language == "fr" else ",")


def labelled(label: str, words: str) -> str:
    """What a label says: `Phone: 01`, in French `Téléphone : 01` with a space that does not break."""
    return f"{label}{chr(0xA0) if _language == 'fr' else ''}: {words}"


def sentence(error: FunnelError) -> str:
    """What went wrong, in the language in force. Not display-safe: it can quote user text."""
    return filled(error.message, error.values)


def filled(message: str, values: Mapping[str, object]) -> str:
    """`message` in the language in force with its values, of which `count` is a number of something."""
    count = values.get("count")
    if isinstance(count, int):
        values = {**values, "count": grouped(count)}
    return translate(message).format(**values)


_REASONS = {
    errno.EACCES: N_("permission denied"),
    errno.EPERM: N_("permission denied"),
    errno.ENOENT: N_("no such file or folder"),
    errno.EEXIST: N_("that name already exists"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of the path is not a folder"),
    errno.ENOSPC: N_("no space left"),
    errno.EDQUOT: N_("no space left"),
    errno.EFBIG: N_("the file is too large"),
    errno.EROFS: N_("the file system is read-only"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ELOOP: N_("its links lead in a circle"),
    errno.EIO: N_("the disk failed"),
    errno.ENXIO: N_("it isn't a file"),
}


def system_reason(error: OSError) -> str:
    """What the system refused, in the language in force: a part of a sentence. The rarest, as the system says it."""
    message = _REASONS.get(error.errno or 0)
    return translate(message) if message else error.strerror or str(error)


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


def choose_country(environ: Mapping[str, str] | None = None) -> str:
    """The country (ISO 3166) of the system's locale: `fr_CH.UTF-8` is CH; empty when it names none.

    `en_US` names none: it is what many systems come with, wherever they are used.
    """
    env = os.environ if environ is None else environ
    for name in ("LC_ALL", "LC_TELEPHONE", "LANG"):
        code, _, territory = env.get(name, "").partition(".")[0].partition("@")[0].partition("_")
        if code and (len(territory), territory.isalpha()) == (_COUNTRY_LETTERS, True):
            return "" if (code, territory.upper()) == ("en", "US") else territory.upper()
    return ""

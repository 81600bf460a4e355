"""Ways to reach somebody, and numbers that identify a company: their normal form, and whether they can be one.

The normal form is what two ways of writing the same thing share; the text itself is stored as given. Whether a
mailbox exists is nobody's business here: only what cannot be an address is refused.
"""

from __future__ import annotations

import re
import unicodedata

from funneltui.errors import InvalidValueError
from funneltui.i18n import N_

__all__ = [
    "check_siren",
    "check_siret",
    "check_vat_number",
    "dialled_forms",
    "is_email",
    "link_target",
    "misses_digits",
    "normalize_email",
    "normalize_link",
    "normalize_phone",
]

_LONGEST_EMAIL = 254
_EMAIL = re.compile(r'[^\s@<>()\[\],;:\\"]+@[^\s@<>()\[\],;:\\"/?#&=]+')
_QUOTED_EMAIL = re.compile(r'"[^"\s]+"@[^\s@<>()\[\],;:\\"/?#&=]+')


def normalize_email(text: str) -> str:
    """An e-mail address without its frame (`mailto:`, angle brackets) and without case.

    Raises:
        InvalidValueError: It cannot be an address.
    """
    address = text.strip()
    if address[:7].casefold() == "mailto:":
        address = address[7:].partition("?")[0]
    address = address.removeprefix("<").removesuffix(">").strip().removesuffix(".")
    shaped = _EMAIL.fullmatch(address) or _QUOTED_EMAIL.fullmatch(address)
    labels = address.rpartition("@")[2].split(".")
    if not shaped or not address.isprintable() or len(address) > _LONGEST_EMAIL or len(labels) < 2 or not all(labels):  # noqa: PLR2004
        raise InvalidValueError(N_("“{text}” is no e-mail address."), field="email", text=text.strip())
    return unicodedata.normalize("NFC", address).casefold()


def is_email(text: str) -> bool:
    """Whether a text is an e-mail address and nothing else."""
    if "@" not in text:
        return False
    try:
        normalize_email(text)
    except InvalidValueError:
        return False
    return True


# -- Phones ---------------------------------------------------------------------------------------

_EXTENSION = re.compile(r"(?:;ext=|\b(?:ext|extension|poste|x|p)\.?|#) ?\d{1,6}$", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d()./\-\s\u00a0\u2007\u2009\u2010-\u2014\u202f]+")
_NATIONAL_PREFIX = {"FR": "33", "BE": "32", "CH": "41", "LU": "352", "GB": "44", "DE": "49", "US": "1", "CA": "1"}
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15
_FRENCH_DIGITS = 9


def normalize_phone(text: str, country: str = "FR") -> str:
    """A phone number as `+` and digits where its country is known, else its digits.

    `06 12 34 56 78`, `+33 (0)6.12.34.56.78` and `0033612345678` share `+33612345678`. Extensions are left out.

    Args:
        text: The number as written.
        country: Whose national form it is when it names no country.

    Raises:
        InvalidValueError: It cannot be a phone number.
    """
    number = _EXTENSION.sub("", text.strip().removeprefix("tel:")).strip()
    digits = re.sub(r"\D", "", re.sub(r"(?<=\d)\s*\(0\)", "", number))
    wrong = ""
    if not (_PHONE.fullmatch(number) and digits.isascii()):
        wrong = N_("“{text}” is no phone number.")
    elif len(digits) < _FEWEST_DIGITS:
        wrong = N_("“{text}” is too short for a phone number.")
    elif len(digits) > _MOST_DIGITS:
        wrong = N_("“{text}” is too long for a phone number.")
    if wrong:
        raise InvalidValueError(wrong, field="phone", text=text.strip())
    if number.startswith("+"):
        return "+" + digits
    if digits.startswith("00"):
        return "+" + digits[2:]
    prefix = _NATIONAL_PREFIX.get(country, "")
    return _national(digits, prefix) if prefix else digits


def misses_digits(text: str) -> bool:
    """Whether a number looks like a French one with digits too few or too many: it has ten, the first one 0.

    Raises:
        InvalidValueError: It cannot be a phone number.
    """
    normal = normalize_phone(text)
    return normal.startswith("+33") and len(normal) != len("+33") + _FRENCH_DIGITS


def _national(digits: str, prefix: str) -> str:
    if prefix == "1":
        ten = 10
        rest = digits.removeprefix("1") if len(digits) > ten else digits
        return f"+1{rest}" if len(rest) == ten else digits
    if digits.startswith("0"):
        return f"+{prefix}{digits[1:]}"
    if prefix == "33" and len(digits) == _FRENCH_DIGITS:  # a spreadsheet took the zero
        return f"+33{digits}"
    if prefix == "33" and len(digits) == _FRENCH_DIGITS + 2 and digits.startswith("33"):
        return f"+{digits}"
    return digits


def dialled_forms(normalized: str) -> str:
    """The ways a normalized number may be typed when it is looked for, parted by spaces, digits only.

    `+33612345678` is looked for as 33612345678, 0612345678 or 612345678.
    """
    digits = "".join(sign for sign in normalized if sign.isdigit())
    forms = [digits]
    for prefix in sorted(set(_NATIONAL_PREFIX.values()), key=len, reverse=True):
        if normalized.startswith(f"+{prefix}"):
            forms += ["0" + digits.removeprefix(prefix), digits.removeprefix(prefix)]
            break
    return " ".join(forms)


# -- Links ----------------------------------------------------------------------------------------


_HOST = re.compile(r"[^\s/?#@:\\]+(?:\.[^\s/?#@:\\]+)+(?::\d{1,5})?")
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|trk|originalSubdomain)(?:=|$)")


def link_target(text: str) -> str:
    """The address a link opens: as written, with `https://` before it when it has no scheme.

    Raises:
        InvalidValueError: It is no web address; nothing but http and https is ever opened.
    """
    link = text.strip()
    scheme, colon, rest = link.partition("://")
    if not colon:
        scheme, rest = "https", link
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if scheme.lower() not in {"http", "https"} or not _HOST.fullmatch(host) or not _one_word(link):
        raise InvalidValueError(N_("“{text}” is no web address."), field="link", text=link)
    return f"{scheme}://{rest}"


def normalize_link(text: str) -> str:
    """A web address without scheme, `www.`, tracking marks and final slash; the host without case.

    LinkedIn's national hosts are one.

    Raises:
        InvalidValueError: It is no web address.
    """
    rest = link_target(text).partition("://")[2].partition("#")[0]
    location, _, query = rest.partition("?")
    host, slash, path = location.partition("/")
    host = host.lower().removeprefix("www.")
    if host.endswith(".linkedin.com"):
        host = "linkedin.com"
    kept = "&".join(part for part in query.split("&") if part and not _TRACKING.match(part))
    return (host + slash + path).rstrip("/") + (f"?{kept}" if kept else "")


def _one_word(text: str) -> bool:
    return text.isprintable() and " " not in text  # no other space is printable


# -- Companies ------------------------------------------------------------------------------------

_LA_POSTE = "356000000"
_SIREN_DIGITS, _SIRET_DIGITS = 9, 14
_VAT_KEY = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def check_siren(text: str) -> str:
    """The nine digits of a SIREN (INSEE), its check digit verified.

    Raises:
        InvalidValueError: Wrong length, or the digits do not add up.
    """
    digits = _digits(text)
    if len(digits) != _SIREN_DIGITS:
        raise InvalidValueError(N_("A SIREN has 9 digits: “{text}” has not."), field="siren", text=text.strip())
    if not _luhn(digits):
        raise InvalidValueError(N_("“{text}” is no SIREN: a digit is wrong."), field="siren", text=text.strip())
    return digits


def check_siret(text: str) -> str:
    """The fourteen digits of a SIRET (INSEE), its check digit verified; La Poste adds its own otherwise.

    Raises:
        InvalidValueError: Wrong length, or the digits do not add up.
    """
    digits = _digits(text)
    if len(digits) != _SIRET_DIGITS:
        raise InvalidValueError(N_("A SIRET has 14 digits: “{text}” has not."), field="siret", text=text.strip())
    post_office = digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0
    if not (post_office or (_luhn(digits) and _luhn(digits[:_SIREN_DIGITS]))):
        raise InvalidValueError(N_("“{text}” is no SIRET: a digit is wrong."), field="siret", text=text.strip())
    return digits


def check_vat_number(text: str) -> str:
    """A European VAT number without spaces; the key of a French one is verified against its SIREN.

    Raises:
        InvalidValueError: It has not the form of one, or its key is wrong.
    """
    number = re.sub(r"[\s.\-\u00a0\u202f]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z+*]{2,12}", number, re.ASCII):
        raise InvalidValueError(
            N_("“{text}” is no VAT number: two letters of the country come first."),
            field="vat_number",
            text=text.strip(),
        )
    if number.startswith("FR") and not _is_french_vat(number[2:]):
        raise InvalidValueError(N_("“{text}” is no French VAT number."), field="vat_number", text=text.strip())
    return number


def _is_french_vat(number: str) -> bool:
    key, siren = number[:2], number[2:]
    if len(siren) != _SIREN_DIGITS or not siren.isdigit() or not set(key) <= set(_VAT_KEY):
        return False
    if key.isdigit():
        return int(key) == (12 + 3 * (int(siren) % 97)) % 97
    first, second = map(_VAT_KEY.index, key)
    total = first * 24 + second - 10 if key[0].isdigit() else first * 34 + second - 100
    return (int(siren) + 1 + total // 11) % 11 == total % 11


def _digits(text: str) -> str:
    """The digits of a number written in groups; nothing when there is anything else in it."""
    digits = re.sub(r"[\s.\-\u00a0\u2009\u202f]", "", text)
    return digits if digits.isascii() and digits.isdigit() else ""


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0  # noqa: PLR2004 - the digits of 10…18

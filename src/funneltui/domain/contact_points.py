"""Ways to reach somebody, and numbers that identify a company: their normal form, and whether they can be one.

The normal form is what two ways of writing the same thing share; the text itself is stored as given. Whether a
mailbox exists is nobody's business here: only what cannot be an address is refused.
"""

from __future__ import annotations

import re
import unicodedata

from funneltui.errors import InvalidValueError
from funneltui.i18n import N_

_LONGEST_EMAIL = 254
_EMAIL = re.compile(r'[^\s@<>()\[\],;:\\"]+@[^\s@<>()\[\],;:\\"/?#&=]+')
_QUOTED_EMAIL = re.compile(r'"[^"\s]+"@[^\s@<>()\[\],;:\\"/?#&=]+')


BETWEEN_PHONES = re.compile(
    r"\s*(?:[;\n|]|:::|,|\s+/+\s+|(?<=\d{2})/(?=\s*[+0(]\S{5})|\s(?:ou|or|et|and|oder|und)\s)\s*", re.IGNORECASE
)
"""What people write between two phone numbers; a slash inside a number is none."""
_BETWEEN = {"email": re.compile(r"[,;\n]|\s+(?=[^\s@<]+@)"), "phone": BETWEEN_PHONES, "link": re.compile(r"\s+")}


_NAMED = re.compile(r'\s*"?([^<>"@]*[^<>"@\s])"?\s*<([^<>\s]+@[^<>\s]+)>\s*')


def ways_in(kind: str, text: str) -> list[str]:
    """The addresses, numbers or links in a text that a person typed into one field, as they are written.

    Args:
        kind: email, phone or link.
        text: `a@x.example, b@x.example`, `020 7946 0018 / 07700 900123`.
    """
    parts = [part for part in (part.strip() for part in _BETWEEN[kind].split(text)) if part]
    return [named_address(part)[1] or part for part in parts] if kind == "email" else parts


def named_address(text: str) -> tuple[str, str]:
    """The name and the address in `Paul Martin <paul@x.example>`, as mail programs copy them; else the text alone."""
    match = _NAMED.fullmatch(text)
    return (match[1], match[2]) if match and is_email(match[2]) else (text, "")


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
        raise InvalidValueError(N_("“{text}” isn't an e-mail address."), field="email", text=text.strip())
    return unicodedata.normalize("NFC", address).casefold()


def check_addresses(text: str) -> None:
    """Look at e-mail addresses as one lists them, with commas or semicolons between them.

    Raises:
        InvalidValueError: One of them cannot be an address.
    """
    for address in filter(str.strip, re.split("[,;]", text)):
        normalize_email(address)


def is_email(text: str) -> bool:
    """Whether a text is an e-mail address and nothing else."""
    if "@" not in text:
        return False
    try:
        normalize_email(text)
    except InvalidValueError:
        return False
    return True


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
        raise InvalidValueError(N_("“{text}” isn't a web address."), field="link", text=link)
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
        raise InvalidValueError(N_("“{text}” isn't a SIREN: it needs 9 digits."), field="siren", text=text.strip())
    if not _luhn(digits):
        raise InvalidValueError(N_("“{text}” isn't a SIREN: a digit is wrong."), field="siren", text=text.strip())
    return digits


def check_siret(text: str) -> str:
    """The fourteen digits of a SIRET (INSEE), its check digit verified; La Poste adds its own otherwise.

    Raises:
        InvalidValueError: Wrong length, or the digits do not add up.
    """
    digits = _digits(text)
    if len(digits) != _SIRET_DIGITS:
        raise InvalidValueError(N_("“{text}” isn't a SIRET: it needs 14 digits."), field="siret", text=text.strip())
    post_office = digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0
    if not (post_office or (_luhn(digits) and _luhn(digits[:_SIREN_DIGITS]))):
        raise InvalidValueError(N_("“{text}” isn't a SIRET: a digit is wrong."), field="siret", text=text.strip())
    return digits


def check_vat_number(text: str) -> str:
    """A European VAT number without spaces; the key of a French one is verified against its SIREN.

    Raises:
        InvalidValueError: It has not the form of one, or its key is wrong.
    """
    number = re.sub(r"[\s.\-\u00a0\u202f]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z+*]{2,12}", number, re.ASCII):
        raise InvalidValueError(
            N_("“{text}” isn't a VAT number: it starts with two letters for the country."),
            field="vat_number",
            text=text.strip(),
        )
    if number.startswith("FR") and not _is_french_vat(number[2:]):
        raise InvalidValueError(N_("“{text}” isn't a French VAT number."), field="vat_number", text=text.strip())
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

"""Phone numbers: their normal form, whichever country they are written in.

A number that names no country belongs to the user's own: the country in force, which the settings choose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from funneltui.errors import InvalidValueError
from funneltui.i18n import N_

DEFAULT_COUNTRY = "FR"


@dataclass(frozen=True, slots=True)
class Plan:
    """How a country numbers its phones.

    Attributes:
        calling: What stands behind the `+`.
        trunk: What is dialled before a national number within the country.
        lengths: How many digits a number has behind the trunk or the calling code.
    """

    calling: str
    trunk: str
    lengths: range

    @property
    def is_exact(self) -> bool:
        """Whether a number's length alone tells that it is one: then the trunk may be missing."""
        return self.lengths.start >= _LONG


_LONG = 8
_TABLE = """
FR 33 0 9 9|BE 32 0 8 9|CH 41 0 9 9|LU 352 - 4 11|MC 377 - 8 9|DE 49 0 3 12|AT 43 0 4 12|LI 423 - 7 9|IT 39 - 6 11
ES 34 - 9 9|PT 351 - 9 9|NL 31 0 9 9|GB 44 0 9 10|IE 353 0 7 9|DK 45 - 8 8|SE 46 0 7 10|NO 47 - 8 8|FI 358 0 5 12
PL 48 - 9 9|CZ 420 - 9 9|SK 421 0 9 9|HU 36 06 8 9|RO 40 0 9 9|BG 359 0 7 9|GR 30 - 10 10|HR 385 0 8 9|SI 386 0 8 8
UA 380 0 9 9|TR 90 0 10 10|IL 972 0 8 9|MA 212 0 9 9|DZ 213 0 8 9|TN 216 - 8 8|SN 221 - 9 9|CI 225 - 10 10
CM 237 - 9 9|RE 262 0 9 9|GP 590 0 9 9|MQ 596 0 9 9|GF 594 0 9 9|NC 687 - 6 6|PF 689 - 8 8|US 1 1 10 10|CA 1 1 10 10
BR 55 0 10 11|MX 52 - 10 10|AU 61 0 9 9|NZ 64 0 8 10|JP 81 0 9 10|IN 91 0 10 10|ZA 27 0 9 9
"""


def _plans() -> dict[str, Plan]:
    plans = {}
    for entry in _TABLE.replace("\n", "|").strip("|").split("|"):
        code, calling, trunk, fewest, most = entry.split()
        plans[code] = Plan(calling, trunk.strip("-"), range(int(fewest), int(most) + 1))
    return plans


COUNTRIES = _plans()
"""The numbering plans known, by country (ISO 3166)."""

_BY_CALLING_CODE = {plan.calling: plan for plan in reversed(COUNTRIES.values())}
_LONGEST_CALLING_CODE = 3
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15

_LABEL = re.compile(
    r"(?:t[eé]l(?:[eé]phone)?|phone|mob(?:ile)?|port(?:able)?|cell|gsm|fixe|natel|handy|[ptmfc])\.?\s*:\s*",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"(?:;ext=|\b(?:ext|extension|poste|x|p)\.?|#) ?\d{1,6}$", re.IGNORECASE)
_PHONE = re.compile(r"\(?\+?[\d()./\-\s\u00a0\u2007\u2009\u2010-\u2014\u202f]+")
_OPTIONAL_TRUNK = re.compile(r"(?<=[\d)])\s*\(0\)")

_SEPARATORS = str.maketrans("", "", ". -\u00a0\u202f")
"""What people put between the digits of a number that needs no closer look."""

_country = DEFAULT_COUNTRY


def country() -> str:
    """The country in force (ISO 3166): whose national form a number has that names none."""
    return _country


def set_country(code: str) -> None:
    """Put a country in force, for the whole process like the language. One that is not known has no national form."""
    global _country  # noqa: PLW0603 - process-wide, as the language is
    _country = code or DEFAULT_COUNTRY


def normalize_phone(text: str, of_country: str = "") -> str:
    """A phone number as `+` and digits where its country is known, else its digits.

    `06 12 34 56 78`, `+33 (0)6.12.34.56.78`, `+33 06 12 34 56 78`, `p:+33612345678` and `0033612345678` share
    `+33612345678`. Extensions are left out.

    Args:
        text: The number as written.
        of_country: Whose national form it is when it names no country; empty: the country in force.

    Raises:
        InvalidValueError: It cannot be a phone number.
    """
    has_plus, digits = _parts(text)
    plan = COUNTRIES.get(of_country or _country)
    prefix = "011" if plan and plan.calling == "1" and digits.startswith("011") else "00"
    behind = digits.removeprefix(prefix)
    least = _FEWEST_DIGITS if has_plus else _LONG
    if len(behind) >= least and behind != digits and behind[0] != "0":
        return _international(behind)
    if has_plus and digits[0] != "0":
        return _international(digits)
    return _national(digits, plan) if plan else digits


def _parts(text: str) -> tuple[bool, str]:
    """Whether a `+` comes first, and the digits, without a label and an extension.

    Raises:
        InvalidValueError: It cannot be a phone number.
    """
    number = text.strip().removeprefix("tel:")
    bare = number.translate(_SEPARATORS)
    if bare.isdigit() and bare.isascii() and _FEWEST_DIGITS <= len(bare) <= _MOST_DIGITS:  # most are like this
        return False, bare
    if label := _LABEL.match(number):
        number = number[label.end() :]
    number = _EXTENSION.sub("", number).strip()
    digits = re.sub(r"\D", "", _OPTIONAL_TRUNK.sub("", number))
    wrong = ""
    if not (_PHONE.fullmatch(number) and digits.isascii()):
        wrong = N_("“{text}” isn't a phone number.")
    elif len(digits) < _FEWEST_DIGITS:
        wrong = N_("“{text}” is too short for a phone number.")
    elif len(digits.removeprefix("00")) > _MOST_DIGITS:
        wrong = N_("“{text}” is too long for a phone number.")
    if wrong:
        raise InvalidValueError(wrong, field="phone", text=text.strip())
    return "+" in number[:2], digits


def _plan_of(digits: str) -> Plan | None:
    """The plan whose calling code the digits behind a `+` begin with."""
    return _plan_of_code(digits[:_LONGEST_CALLING_CODE])


@lru_cache(maxsize=1024)
def _plan_of_code(digits: str) -> Plan | None:
    codes = (digits[:length] for length in range(_LONGEST_CALLING_CODE, 0, -1))
    return next((_BY_CALLING_CODE[code] for code in codes if code in _BY_CALLING_CODE), None)


def _international(digits: str) -> str:
    """The digits behind a `+`; a trunk zero that does not belong there is left out (`+33 06…`)."""
    plan = _plan_of(digits)
    if plan and plan.trunk == "0":
        rest = digits.removeprefix(plan.calling)
        if rest.startswith("0") and rest[1:2] != "0" and len(rest) - 1 in plan.lengths:
            return f"+{plan.calling}{rest[1:]}"
    return f"+{digits}"


def _national(digits: str, plan: Plan) -> str:
    """Digits as they are dialled within a country: with its trunk, without it, or with its calling code and no `+`."""
    calling, trunk, lengths = plan.calling, plan.trunk, plan.lengths
    whole = f"+{calling}{digits[1:]}"
    if trunk == "0" and digits[0] == "0" != digits[1] and len(whole) <= _MOST_DIGITS + 1:
        return whole
    if len(trunk) > 1 and digits.startswith(trunk) and len(digits) - len(trunk) in lengths:
        return f"+{calling}{digits.removeprefix(trunk)}"
    if not plan.is_exact:
        return digits
    if len(digits) in lengths and not digits.startswith("0"):  # nothing is dialled before it, or a spreadsheet took it
        return f"+{calling}{digits}"
    rest = digits.removeprefix(calling)
    if rest != digits and (len(rest) in lengths or (rest[:1] == trunk == "0" and len(rest) - 1 in lengths)):
        return _international(digits)
    return digits


def misses_digits(text: str) -> int:
    """How many digits a number of the country in force has as it is dialled there, when this one has not as many.

    0 when nothing is wrong with it, when it is abroad, or where numbers are of several lengths.

    Raises:
        InvalidValueError: It cannot be a phone number.
    """
    plan = COUNTRIES.get(_country)
    normal = normalize_phone(text)
    if plan is None or len(plan.lengths) != 1 or not normal.startswith(f"+{plan.calling}"):
        return 0
    length = plan.lengths[0]
    trunk = len(plan.trunk) if plan.trunk == "0" else 0
    return 0 if len(normal) == len(f"+{plan.calling}") + length else length + trunk


def dialled_forms(normalized: str) -> str:
    """The ways a normalized number may be typed when it is looked for, parted by spaces, digits only.

    `+33612345678` is looked for as 33612345678, 0612345678 or 612345678.
    """
    digits = normalized.removeprefix("+")
    if not digits.isdigit():
        digits = "".join(sign for sign in normalized if sign.isdigit())
    plan = _plan_of(digits) if normalized.startswith("+") else None
    if plan is None:
        return digits
    rest = digits.removeprefix(plan.calling)
    return f"{digits} 0{rest} {rest}"

"""Amounts as people type them, kept as whole minor units (cents) beside an ISO 4217 currency. Never floats.

French and English forms are read whatever the language of the interface, because a person pastes both:
`3 200 €`, `3.200,50`, `$12,500.00`, `3k`, `5 j x 450`. What could mean two things is refused with the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from funneltui.domain.currencies import minor_digits
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_

__all__ = ["Amount", "Money", "decimal_string", "minor_digits", "minor_units", "parse_amount", "parse_days"]

_SYMBOLS = {
    "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "₣": "CHF",
    "FR": "CHF", "SFR": "CHF", "CA$": "CAD", "$CA": "CAD", "C$": "CAD", "A$": "AUD", "₹": "INR", "₩": "KRW",
    "₽": "RUB", "₺": "TRY", "R$": "BRL", "ZŁ": "PLN", "KČ": "CZK", "FCFA": "XOF",
}  # fmt: skip
_ALL_CODES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF"
    " CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL"
    " HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD"
    " MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG"
    " QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD"
    " TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
)
_CODES = frozenset(_ALL_CODES.split())

_GROUP = 3
_BIGGEST = 10**15
_FIGURES = 20
"""So many are already too big; Python refuses to read thousands."""
"""In minor units: more is a slip of the finger, and would not fit a column of sums."""
_MOST_HALF_DAYS = 2 * 366 * 20

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_NUMBER = re.compile(r"\d[\d.,'’ ]*")
_DAY_WORDS = r"(?:jours?|journées?|days?|jrs?|j|d)"
_TIMES = r"(?:[x×*@]|(?:at|à|a|par)\b)"
_DAYS_FIRST = re.compile(rf"(?P<days>[\d.,½ ]+?) ?{_DAY_WORDS}\.? ?{_TIMES} ?(?P<rate>.+)", re.IGNORECASE)
_RATE_FIRST = re.compile(
    rf"(?P<rate>.+?) ?(?:/ ?{_DAY_WORDS})? ?[x×*] ?(?P<days>[\d.,½ ]+?) ?{_DAY_WORDS}\.?", re.IGNORECASE
)
_PER_DAY = re.compile(rf" ?/ ?{_DAY_WORDS}\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: whole minor units of a currency (ISO 4217)."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Amount:
    """What a piece of work is worth, and how it was reckoned.

    Attributes:
        money: The whole.
        daily_rate: Minor units a day, when it was given as days times a rate.
        half_days: Half days of work, when it was given so.
    """

    money: Money
    daily_rate: int | None = None
    half_days: int | None = None


def decimal_string(minor: int, currency: str) -> str:
    """An amount as a plain decimal number with a point, all decimals of its currency: `3200.50`."""
    digits = minor_digits(currency)
    sign, whole = ("-" if minor < 0 else ""), str(abs(minor)).rjust(digits + 1, "0")
    return sign + (f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole)


def minor_units(decimal: str, currency: str) -> int:
    """The exact inverse of `decimal_string`, for amounts that programs wrote: `3200.50` → 320050.

    Raises:
        InvalidValueError: It is no plain decimal number, or has more decimals than its currency.
    """
    found = re.fullmatch(r"(-?)(\d{1,15})(?:\.(\d+))?", decimal.strip(), re.ASCII)
    digits = minor_digits(currency)
    fraction = ((found and found[3]) or "").rstrip("0")
    if found is None or len(fraction) > digits:
        raise InvalidValueError(
            N_("“{text}” is no amount: type a number, such as 3200."), field="value", text=decimal.strip()
        )
    return int(found[1] + found[2] + fraction.ljust(digits, "0"))


def parse_amount(text: str, default_currency: str = "EUR") -> Amount:
    """Read an amount as a person types it, or days times a daily rate.

    Args:
        text: `3 200 €`, `3200.50`, `$12,500`, `1,5k`, `5j x 450`, `2.5 d × 600 €`, `450 €/j x 5 j`.
        default_currency: What it is in when the text does not say.

    Raises:
        InvalidValueError: It is empty, negative, too big, no amount, or could mean two; the sentence says which.
    """
    clean = _SPACES.sub(" ", text).strip()
    reckoned = _DAYS_FIRST.fullmatch(clean) or _RATE_FIRST.fullmatch(clean)
    if reckoned is None and _PER_DAY.search(clean):
        raise InvalidValueError(
            N_("“{text}” is a daily rate: say for how many days, such as 5 d x 450."), field="value", text=clean
        )
    if reckoned is None:
        return Amount(_money(clean, default_currency))
    half_days = parse_days(reckoned["days"])
    rate = _money(_PER_DAY.sub("", reckoned["rate"]), default_currency)
    if rate.minor * half_days % 2:
        raise InvalidValueError(N_("Half of this daily rate is no whole amount."), field="value")
    return Amount(Money(_checked(rate.minor * half_days // 2), rate.currency), rate.minor, half_days)


def parse_days(text: str) -> int:
    """Read a number of days, in half days: `5` → 10, `2,5` → 5.

    Raises:
        InvalidValueError: It is no number of days, or not whole half days.
    """
    clean = text.strip().replace("½", ".5").replace(" ", "")
    found = re.fullmatch(r"(\d{0,4})(?:[.,](\d{1,2}))?", clean)
    if found is None or not clean:
        raise InvalidValueError(N_("“{text}” is no number of days."), field="value", text=text.strip())
    halves = {"": 0, "0": 0, "00": 0, "5": 1, "50": 1}.get(found[2] or "")
    if halves is None:
        raise InvalidValueError(N_("Days are counted in halves: 2.5, not {text}."), field="value", text=text.strip())
    half_days = 2 * int(found[1] or 0) + halves
    if not 0 < half_days <= _MOST_HALF_DAYS:
        raise InvalidValueError(N_("“{text}” is no number of days."), field="value", text=text.strip())
    return half_days


def _money(text: str, default_currency: str) -> Money:
    """One amount with its currency, if it says one."""
    if not text:
        raise InvalidValueError(N_("An amount is missing."), field="value")
    found = _NUMBER.search(text)
    if found is None:
        raise InvalidValueError(N_("“{text}” is no amount: type a number, such as 3200."), field="value", text=text)
    number = found[0].rstrip(" .,'’")
    before, after = text[: found.start()].strip(), text[found.start() + len(number) :].strip(" .")
    if before.startswith(("-", "−", "–", "(")) or before.endswith(("-", "−", "–")):
        raise InvalidValueError(N_("An amount cannot be negative."), field="value")
    short = after[:1] in {"k", "K"} and after.upper() not in _CODES and after.upper() not in _SYMBOLS
    if short:
        after = after[1:].strip()
    currency = _currency(before, after, text, default_currency)
    return Money(_checked(_minor(number, currency, text, short=short)), currency)


def _currency(before: str, after: str, text: str, default_currency: str) -> str:
    """The currency the words around a number name, or the default when there are none."""
    named = set()
    for word in filter(None, (before, _without_tax(after))):
        code = _SYMBOLS.get(word.upper(), word.upper())
        if code not in _CODES:
            raise InvalidValueError(
                N_("“{text}” is no amount: “{word}” is not understood."), field="value", text=text, word=word
            )
        named.add(code)
    if len(named) > 1:
        raise InvalidValueError(N_("“{text}” names two currencies."), field="value", text=text)
    return named.pop() if named else default_currency


def _without_tax(after: str) -> str:
    """Drop "excl. VAT", which every amount here is."""
    return re.sub(r"\bh\.?t\.?$", "", after, flags=re.IGNORECASE).strip()


def _minor(number: str, currency: str, text: str, *, short: bool) -> int:
    """The digits and separators of a number as minor units; thousands of them when it is `short` (3k)."""
    whole, fraction = _split(number, currency, text, short=short)
    if short:
        whole, fraction = whole + fraction[:3].ljust(3, "0"), fraction[3:]
    digits = minor_digits(currency)
    if len(fraction.rstrip("0")) > digits:
        raise InvalidValueError(
            N_("“{text}” has more decimals than {currency} has."), field="value", text=text, currency=currency
        )
    figures = (whole + fraction[:digits].ljust(digits, "0")).lstrip("0")
    return int(figures[:_FIGURES] or 0)


def _split(number: str, currency: str, text: str, *, short: bool) -> tuple[str, str]:
    """Whole digits and decimals of a number, whichever separators it uses.

    The last of two kinds of separators is the decimal one; one that comes again parts thousands. A single one
    before three digits parts thousands, in English (`3,200`) as in German (`3.200`): nobody quotes tenths of a
    cent. Before `k`, or in a currency with three decimals, it could be either, and is refused.
    """
    last = next((char for char in reversed(number) if not char.isdigit()), "")
    whole, _, fraction = number.rpartition(last) if last in {".", ","} else (number, "", "")
    if fraction and whole.isdigit() and len(fraction) == _GROUP and whole != "0":
        if short or minor_digits(currency) == _GROUP:
            raise InvalidValueError(
                N_("“{text}” could mean thousands or decimals: leave the thousands together."), field="value", text=text
            )
        whole, fraction = number, ""
    elif fraction and last in whole:
        whole, fraction = number, ""
    _check_groups(whole, text)
    return re.sub(r"\D", "", whole), fraction


def _check_groups(whole: str, text: str) -> None:
    """Thousands stand in groups of three, parted by one kind of sign.

    Raises:
        InvalidValueError: They do not; it may be two numbers, a date or a phone number.
    """
    first, *groups = re.split(r"[.,'’ ]", whole)
    signs = {"'" if char == "’" else char for char in whole if not char.isdigit()}
    if len(signs) > 1 or (groups and len(first) > _GROUP) or any(len(group) != _GROUP for group in groups):
        raise InvalidValueError(N_("“{text}” is no amount: type a number, such as 3200."), field="value", text=text)


def _checked(minor: int) -> int:
    if minor > _BIGGEST:
        raise InvalidValueError(N_("That is more than anybody is paid: check the amount."), field="value")
    return minor

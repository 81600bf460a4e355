"""Amounts as people type them, kept as whole minor units (cents) beside an ISO 4217 currency. Never floats.

French and English forms are read whatever the language of the interface, because a person pastes both:
`3 200 €`, `3.200,50`, `$12,500.00`, `1'200.-`, `3k`, `5 j x 450`, `10h x 80`. What could mean two things is
refused with the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from funneltui.domain.currencies import minor_digits
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_

_SYMBOLS = {
    "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "₣": "CHF",
    "FR": "CHF", "FRS": "CHF", "SFR": "CHF", "FRANC": "CHF", "FRANCS": "CHF", "DOLLAR": "USD", "DOLLARS": "USD",
    "POUND": "GBP", "POUNDS": "GBP", "CA$": "CAD", "$CA": "CAD", "C$": "CAD", "A$": "AUD", "₹": "INR", "₩": "KRW",
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
_A_DAY = rf"(?: ?/ ?{_DAY_WORDS}\.?| (?:a|per|par) {_DAY_WORDS}| ?p\.?d\.?)"
"""What says that an amount is for a day: `450 €/j`, `£450 a day`, `450 par jour`, `£450 pd`."""
_RATE_FIRST = re.compile(
    rf"(?P<rate>.+?)(?:{_A_DAY}? ?[x×*]|{_A_DAY} (?:for|pour)) ?(?P<days>[\d.,½ ]+?) ?{_DAY_WORDS}\.?", re.IGNORECASE
)
"""Not "£1,200 for 3 days", which is the whole."""
_A_DAY_FIRST = re.compile(rf"(?P<rate>.+?){_A_DAY} ?[x×*] ?(?P<days>[\d.,½ ]+)", re.IGNORECASE)
_PER_DAY = re.compile(rf"{_A_DAY}$", re.IGNORECASE)
_HOUR_WORDS = r"(?:heures?|hours?|hrs?|h)"
_SPAN_WORDS = rf"(?:{_HOUR_WORDS}|weeks?|wks?|semaines?|months?|mois)"
_EACH = r"(?: ?/ ?| (?:an?|per|par) )"
_PER_HOUR = re.compile(rf"{_EACH}{_HOUR_WORDS}\.?$", re.IGNORECASE)
_PER_SPAN = re.compile(rf"{_EACH}{_SPAN_WORDS}\.?$", re.IGNORECASE)
_TIMES_SPANS = re.compile(rf"(?P<count>[\d.,½ ]+?) ?(?:{_SPAN_WORDS}\.? ?{_TIMES}|[x×*]) ?(?P<price>.+)", re.IGNORECASE)
_PRICE_FIRST = re.compile(
    rf"(?P<price>.+?)(?: ?[x×*]|{_EACH}{_SPAN_WORDS} (?:for|pour)) ?(?P<count>[\d.,½ ]+?) ?(?:{_SPAN_WORDS}\.?)?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(\d{0,5})(?:[.,](\d{1,2}))?", re.ASCII)
_DECIMAL = re.compile(r"(-?)(\d{1,15})(?:\.(\d+))?", re.ASCII)
_NO_CENTS = re.compile(r"(?<=\d) ?[.,:] ?[-–—−]{1,2}(?![\d-])")
"""What the Swiss and the Germans write where cents would stand: `1'200.-`, `5.000,-`."""
_WITHOUT_TAX = re.compile(
    r"(?:\+|\bplus|\bexcl\.?|\bex\.?|\bhors|\bwithout)? ?\b(?:h\.?t|tva|vat|taxes?)\.?$|\b(?:net|netto)$", re.IGNORECASE
)
_WITH_TAX = re.compile(r"\bt\.?t\.?c\b|\b(?:incl?|inkl|including|avec|with)\b", re.IGNORECASE)
_SHORT = {"k": 3, "m": 6}
"""How many figures a letter behind a number stands for: `3k`, `1,2 M€`."""
_LONGEST = 100


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
    match = _DECIMAL.fullmatch(decimal.strip())
    digits = minor_digits(currency)
    fraction = ((match and match[3]) or "").rstrip("0")
    if match is None or len(fraction) > digits:
        raise InvalidValueError(
            N_("“{text}” isn't an amount. Enter a number, such as 3200."), field="value", text=decimal.strip()
        )
    return int(match[1] + match[2] + fraction.ljust(digits, "0"))


def parse_amount(text: str, default_currency: str = "EUR") -> Amount:
    """Read an amount as a person types it, or days times a daily rate.

    Args:
        text: `3 200 €`, `3200.50`, `$12,500`, `1,5k`, `5j x 450`, `2.5 d × 600 €`, `450 €/j x 5 j`, `10h x 80`,
            `2 days at £650 a day`, `£1,500/month x 3`.
        default_currency: What it is in when the text does not say.

    Raises:
        InvalidValueError: It is empty, negative, too big, no amount, or could mean two; the sentence says which.
    """
    clean = _WITHOUT_TAX.sub("", _NO_CENTS.sub("", _SPACES.sub(" ", text).strip())).rstrip()
    if len(clean) > _LONGEST:
        raise InvalidValueError(N_("That amount is too long."), field="value")
    if _WITH_TAX.search(text):
        raise InvalidValueError(
            N_("“{text}” is with VAT: amounts are kept without it."), field="value", text=text.strip()
        )
    if reckoned := _DAYS_FIRST.fullmatch(clean) or _RATE_FIRST.fullmatch(clean) or _A_DAY_FIRST.fullmatch(clean):
        return _days_times(reckoned["days"], _PER_DAY.sub("", reckoned["rate"]), default_currency)
    if _PER_DAY.search(clean):
        raise InvalidValueError(
            N_("“{text}” is a daily rate. Add the number of days, such as 5 d x 450."), field="value", text=clean
        )
    if reckoned := _TIMES_SPANS.fullmatch(clean) or _PRICE_FIRST.fullmatch(clean):
        return _times(reckoned["count"], _PER_SPAN.sub("", reckoned["price"]), default_currency)
    if _PER_HOUR.search(clean):
        raise InvalidValueError(
            N_("“{text}” is an hourly rate. Add the number of hours, such as 10h x 80."), field="value", text=clean
        )
    if _PER_SPAN.search(clean):
        raise InvalidValueError(
            N_("“{text}” is for each week or month. Add how many, such as 3 x 1500."), field="value", text=clean
        )
    return Amount(_money(clean, default_currency))


def _days_times(days: str, daily_rate: str, default_currency: str) -> Amount:
    """Days times a daily rate."""
    half_days = parse_days(days)
    rate = _money(daily_rate, default_currency)
    if rate.minor * half_days % 2:
        raise InvalidValueError(N_("Half a day at this rate isn't a whole amount."), field="value")
    return Amount(Money(_checked(rate.minor * half_days // 2), rate.currency), rate.minor, half_days)


def _times(count: str, price: str, default_currency: str) -> Amount:
    """Hours, or so many of something, times what one of them costs."""
    match = _COUNT.fullmatch(count.strip().replace("½", ".5").replace(" ", ""))
    if match is None or not (match[1] or match[2]):
        raise InvalidValueError(N_("“{text}” isn't a number."), field="value", text=count.strip())
    each = _money(price, default_currency)
    hundredths = int((match[1] or "0") + (match[2] or "").ljust(2, "0"))
    minor, rest = divmod(each.minor * hundredths, 100)
    if rest:
        raise InvalidValueError(N_("This comes to less than the smallest coin: round one of the two."), field="value")
    return Amount(Money(_checked(minor), each.currency))


def parse_days(text: str) -> int:
    """Read a number of days, in half days: `5` → 10, `2,5` → 5.

    Raises:
        InvalidValueError: It is no number of days, or not whole half days.
    """
    clean = text.strip().replace("½", ".5").replace(" ", "")
    match = re.fullmatch(r"(\d{0,4})(?:[.,](\d{1,2}))?", clean)
    if match is None or not clean:
        raise InvalidValueError(N_("“{text}” isn't a number of days."), field="value", text=text.strip())
    halves = {"": 0, "0": 0, "00": 0, "5": 1, "50": 1}.get(match[2] or "")
    if halves is None:
        raise InvalidValueError(N_("Days are counted in halves: 2.5, not {text}."), field="value", text=text.strip())
    half_days = 2 * int(match[1] or 0) + halves
    if not 0 < half_days <= _MOST_HALF_DAYS:
        raise InvalidValueError(N_("“{text}” isn't a number of days."), field="value", text=text.strip())
    return half_days


def _money(text: str, default_currency: str) -> Money:
    """One amount with its currency, if it says one."""
    if not text:
        raise InvalidValueError(N_("Enter an amount."), field="value")
    match = _NUMBER.search(text)
    if match is None:
        raise InvalidValueError(N_("“{text}” isn't an amount. Enter a number, such as 3200."), field="value", text=text)
    number = match[0].rstrip(" .,'’")
    before, after = text[: match.start()].strip(" ."), text[match.start() + len(number) :].strip(" .")
    if before.startswith(("-", "−", "–", "(")) or before.endswith(("-", "−", "–")):
        raise InvalidValueError(N_("An amount can't be negative."), field="value")
    zeros = _SHORT.get(after[:1].lower(), 0)
    if zeros and (after.upper() in _CODES or after.upper() in _SYMBOLS):
        zeros = 0
    currency = _currency(before, after[1:].strip() if zeros else after, text, default_currency)
    return Money(_checked(_minor(number, currency, text, zeros)), currency)


def _currency(before: str, after: str, text: str, default_currency: str) -> str:
    """The currency the words around a number name, or the default when there are none."""
    named = set()
    for word in filter(None, (before, _WITHOUT_TAX.sub("", after).strip(" ."))):
        code = _SYMBOLS.get(word.upper(), word.upper())
        if code not in _CODES:
            raise InvalidValueError(
                N_("“{text}” isn't an amount: unknown word “{word}”."), field="value", text=text, word=word
            )
        named.add(code)
    if len(named) > 1:
        raise InvalidValueError(N_("“{text}” contains two currencies."), field="value", text=text)
    return named.pop() if named else default_currency


def _minor(number: str, currency: str, text: str, zeros: int) -> int:
    """The digits and separators of a number as minor units; with so many more figures when it is short (3k)."""
    whole, fraction = _split(number, currency, text, short=bool(zeros))
    if zeros:
        whole, fraction = whole + fraction[:zeros].ljust(zeros, "0"), fraction[zeros:]
    digits = minor_digits(currency)
    if len(fraction.rstrip("0")) > digits:
        raise InvalidValueError(
            N_("“{text}” has more decimals than {currency} allows."), field="value", text=text, currency=currency
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
                N_("“{text}” could mean thousands or decimals. Write it without a separator."), field="value", text=text
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
        raise InvalidValueError(N_("“{text}” isn't an amount. Enter a number, such as 3200."), field="value", text=text)


def _checked(minor: int) -> int:
    if minor > _BIGGEST:
        raise InvalidValueError(N_("That amount looks too high. Check it."), field="value")
    return minor

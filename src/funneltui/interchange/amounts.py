"""Amounts in a column: one convention for all of it, found out from all of it."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass

from funneltui.domain.currencies import minor_digits
from funneltui.domain.money import Money, minor_units, parse_amount
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_

_LONGEST = 60
_NUMBER = re.compile(r"\d[\d.,'’\s\u00a0\u2009\u202f]*")
_PROGRAMS = re.compile(r"\d{1,14}(?:\.\d{1,2})?", re.ASCII)
"""What programs write, and what can be read in one way only."""
_GROUPS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_THREE = 3


@dataclass(slots=True)
class DecimalEvidence:
    """How often the cells of a column show by themselves which sign is the decimal one."""

    point: int = 0
    comma: int = 0

    def add(self, text: str) -> None:
        """Look at one cell."""
        sign = _decimal_of(text)
        self.point += sign == "."
        self.comma += sign == ","

    @property
    def decimal(self) -> str:
        """The column's decimal sign: "." or ","; empty when nothing shows it, or both as often."""
        if self.point == self.comma:
            return ""
        return "." if self.point > self.comma else ","


def _decimal_of(text: str) -> str:
    """The decimal sign that one cell proves: `3.200,50` a comma, `1500.000` a point, `1,234,567` a point."""
    if _PROGRAMS.fullmatch(text):
        return "." if "." in text else ""
    match = _NUMBER.search(text) if len(text) <= _LONGEST else None
    if match is None:
        return ""
    number = match[0].rstrip(" .,'’\u00a0")
    points, commas = number.count("."), number.count(",")
    if points and commas:
        return "." if number.rindex(".") > number.rindex(",") else ","
    sign = "." if points else "," if commas else ""
    if not sign:
        return ""
    other = "," if sign == "." else "."
    if points + commas > 1:
        return other
    whole, _, fraction = number.partition(sign)
    if len(fraction) != _THREE:
        return sign
    digits = re.sub(r"\D", "", whole)
    return sign if len(digits) > _THREE or digits.startswith("0") or digits != whole else ""


def parse_cell(text: str, currency: str, decimal: str = "") -> Money:
    """An amount as it stands in a cell.

    Args:
        text: The cell.
        currency: What it is in when it does not say.
        decimal: The column's decimal sign; empty when nothing shows it: then a sign before three digits parts
            thousands, unless the currency has three decimals.

    Raises:
        InvalidValueError: It is none, is negative, or cannot be counted exactly.
    """
    if _PROGRAMS.fullmatch(text):
        with contextlib.suppress(InvalidValueError):  # yen have no cents
            return Money(minor_units(text, currency), currency)
    if len(text) > _LONGEST:
        raise InvalidValueError(
            N_("“{text}” isn't an amount. Enter a number, such as 3200."), field="value", text=text[:80]
        )
    match = _NUMBER.search(text)
    if match is None:
        return parse_amount(text, currency).money
    number = match[0].rstrip(" .,'’\u00a0")
    sign = _decimal_of(number) or decimal
    if not sign and _GROUPS.fullmatch(number) and minor_digits(currency) == _THREE:
        sign = "." if "." in number else ","
    plain = _plain(number, sign)
    if plain is None:
        return parse_amount(text, currency).money
    whole, _, fraction = plain.partition(".")
    if len(fraction) > minor_digits(currency):
        raise InvalidValueError(
            N_("“{text}” has more decimals than {currency} allows."), field="value", text=text, currency=currency
        )
    before, after = text[: match.start()], text[match.start() + len(number) :]
    written = f"{whole}.{fraction.ljust(2, '0')}" if fraction and len(fraction) < _THREE else whole
    money = parse_amount(f"{before}{written}{after}", currency).money
    return Money(money.minor + int(fraction), money.currency) if len(fraction) == _THREE else money


def _plain(number: str, decimal: str) -> str | None:
    """A number with digits and one point only; None when its groups are no groups."""
    number = re.sub(r"['’\s\u00a0\u2009\u202f]", "\u202f", number)
    whole, _, fraction = number.rpartition(decimal) if decimal and decimal in number else (number, "", "")
    if not fraction.isdigit() and fraction:
        return None
    first, *groups = re.split(r"[.,\u202f]", whole)
    if groups and (len(first) > _THREE or any(len(group) != _THREE for group in groups)):
        return None
    digits = first + "".join(groups)
    if not digits.isdigit():
        return None
    fraction = fraction.rstrip("0")
    return f"{digits}.{fraction}" if fraction else digits

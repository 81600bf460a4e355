"""Amounts and days as a letter writes them, in the language of the person it goes to.

Not the language of the interface: a French freelancer writes to English clients, both in one sitting.
"""

from __future__ import annotations

from datetime import date

from funneltui.domain.currencies import minor_digits

_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
}
_HARD_SPACE = "\u00a0"


def written_amount(minor: int, currency: str, language: str) -> str:
    """An amount in minor units in words: `€1,234.50`, `1 234,50 €`; whole ones without decimals."""
    digits = minor_digits(currency)
    whole, part = divmod(abs(minor), 10**digits)
    text = f"{whole:,}"
    sign = "-" if minor < 0 else ""
    symbol = _SYMBOLS.get(currency, currency)
    if language == "fr":
        text = text.replace(",", _HARD_SPACE)
        decimals = f",{part:0{digits}}" if part else ""
        return f"{sign}{text}{decimals}{_HARD_SPACE}{symbol}"
    text += f".{part:0{digits}}" if part else ""
    return f"{sign}{symbol}{text}" if len(symbol) == 1 else f"{sign}{text}{_HARD_SPACE}{symbol}"


def written_day(day: date, language: str) -> str:
    """A day in words: `15 December 2026`, `1er décembre 2026`."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number}{_HARD_SPACE}{_MONTHS[language][day.month - 1]} {day.year}"

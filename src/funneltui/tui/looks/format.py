"""Money and times as a reader of either language writes them, from small tables.

Babel does this for reports; it is too slow to import on the way to the first paint.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from funneltui.domain.currencies import minor_digits
from funneltui.domain.text import cells
from funneltui.i18n import grouped, language, translate as _

_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CHF": "CHF"}
_ASCII_SYMBOLS = {"EUR": "EUR", "GBP": "GBP", "JPY": "JPY"}
_MEGABYTE = 1_000_000
VALUE_CELLS = 9
"""The width of a list's column of values: five figures are told in full."""
_ROUND_FROM = 1_000
"""Sums of so many units and more are shown without cents."""


def path_words(path: Path, room: int | None = None) -> str:
    """A path as a person knows it: from their home on. Not display-safe.

    Args:
        path: The path.
        room: Cells there are for it: of a longer one the end is shown, which says most.
    """
    words = str(path)
    try:
        home = Path.home()
    except RuntimeError:  # there is none
        home = path
    if home != path and len(home.parts) > 1 and path.is_relative_to(home):
        words = os.path.join("~", path.relative_to(home))  # noqa: PTH118 - no path to open
    parts = Path(words).parts
    for first in range(1, len(parts) if room is not None else 0):
        if room is None or cells(words) <= room:
            break
        words = os.path.join("…", *parts[first:])  # noqa: PTH118 - no path to open
    return words


def money(minor: int, currency: str, *, ascii_only: bool = False) -> str:
    """An amount in full: `€1,234.50` or `1 234,50 €`; whole amounts without decimals."""
    digits = minor_digits(currency)
    whole, part = divmod(abs(minor), 10**digits)
    french = language() == "fr"
    text = f"{whole:,}".replace(",", " ") if french else f"{whole:,}"
    if part:
        text += f"{',' if french else '.'}{part:0{digits}}"
    return _signed(text, minor, currency, ascii_only=ascii_only)


def short_money(minor: int, currency: str, *, ascii_only: bool = False, brief: bool = False) -> str:
    """An amount in three figures for narrow places: `€21.4k` or `21,4 k€`; in two for narrower ones: `€21k`."""
    value = abs(minor) / 10 ** minor_digits(currency)
    for size, letter in ((1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")):
        if value >= size * 0.9995:
            figure = value / size
            whole_from = 9.95 if brief else 99.95
            text = f"{figure:.0f}" if figure >= whole_from else f"{figure:.1f}".removesuffix(".0")
            if language() != "fr":
                letter = "B" if letter == "G" else letter  # noqa: PLW2901 - a billion has another letter
                return _signed(text + letter, minor, currency, ascii_only=ascii_only)
            symbol = _symbol(currency, ascii_only=ascii_only)
            joined = f"{letter}{symbol}" if len(symbol) == 1 else f"{letter} {symbol}"
            return f"{'-' if minor < 0 else ''}{text.replace('.', ',')}{'' if brief else ' '}{joined}"
    return _signed(f"{value:.0f}", minor, currency, ascii_only=ascii_only)


def money_within(minor: int, currency: str, room: int, *, ascii_only: bool = False) -> str:
    """An amount in full where it has so many cells, else in three figures."""
    text = money(minor, currency, ascii_only=ascii_only)
    return text if cells(text) <= room else short_money(minor, currency, ascii_only=ascii_only)


def value_cell(minor: int | None, currency: str, *, ascii_only: bool) -> tuple[str, str]:
    """An amount in a list's column of values, with the role of its colour; empty for none."""
    text = "" if minor is None else money_within(minor, currency, VALUE_CELLS, ascii_only=ascii_only)
    return text, "value"


def amounts(sums: Mapping[str, int], *, short: bool = False, ascii_only: bool = False) -> str:
    """Sums in several currencies, the largest first."""
    say = short_money if short else _round_money
    return " + ".join(say(minor, currency, ascii_only=ascii_only) for currency, minor in _largest_first(sums))


def whole_amounts(sums: Mapping[str, int], *, ascii_only: bool = False) -> str:
    """Sums in several currencies in whole units, the largest first: figures to be compared, one below the other."""
    whole = {currency: round(minor, -minor_digits(currency)) for currency, minor in sums.items()}
    return amounts(whole, ascii_only=ascii_only)


def amounts_by_length(sums: Mapping[str, int], *, ascii_only: bool = False) -> Iterator[str]:
    """Sums in several currencies, said in less and less room; at last the largest, and that there are others."""
    if sums:
        yield amounts(sums, ascii_only=ascii_only)
        yield amounts(sums, short=True, ascii_only=ascii_only)
        brief = [short_money(minor, name, ascii_only=ascii_only, brief=True) for name, minor in _largest_first(sums)]
        yield "+".join(brief)
        if len(brief) > 1:
            yield f"{brief[0]}+"


def _largest_first(sums: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(sums.items(), key=lambda pair: -pair[1] / 10 ** minor_digits(pair[0]))


def _round_money(minor: int, currency: str, *, ascii_only: bool = False) -> str:
    unit = 10 ** minor_digits(currency)
    return money(round(minor / unit) * unit if minor >= _ROUND_FROM * unit else minor, currency, ascii_only=ascii_only)


def _symbol(currency: str, *, ascii_only: bool) -> str:
    return (ascii_only and _ASCII_SYMBOLS.get(currency)) or _SYMBOLS.get(currency, currency)


def _signed(text: str, minor: int, currency: str, *, ascii_only: bool) -> str:
    symbol = _symbol(currency, ascii_only=ascii_only)
    sign = "-" if minor < 0 else ""
    if language() == "fr":
        return f"{sign}{text} {symbol}"
    return f"{sign}{symbol}{text}" if len(symbol) == 1 else f"{sign}{symbol} {text}"


def file_size(size: int) -> str:
    """So many bytes, rounded: `52 kB`, `1.2 MB`, `1,2 Mo`."""
    if size < _MEGABYTE:
        return _("{size} kB").format(size=grouped(-(-size // 1000)))
    figure = f"{size / _MEGABYTE:,.1f}"
    if language() == "fr":
        figure = figure.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return _("{size} MB").format(size=figure)


def company_number(digits: str) -> str:
    """A stored SIREN or SIRET in groups: `732 829 320 00074`."""
    return " ".join(filter(None, (digits[:3], digits[3:6], digits[6:9], digits[9:])))

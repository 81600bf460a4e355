"""How many decimals currencies (ISO 4217) have: all the board needs to know to write an amount."""

from __future__ import annotations

_NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_MINOR_DIGITS = dict.fromkeys(_NO_DECIMALS.split(), 0) | dict.fromkeys(_THREE_DECIMALS.split(), 3)


def minor_digits(currency: str) -> int:
    """Decimals of a currency: 2 for most, 0 for JPY, 3 for TND and a few more."""
    return _MINOR_DIGITS.get(currency, 2)

"""A letter's amounts and days are in the language of whom it goes to."""

from __future__ import annotations

from datetime import date

import pytest

from funneltui.domain.written import written_amount, written_day


@pytest.mark.parametrize(
    ("minor", "currency", "english", "french"),
    [
        (320000, "EUR", "€3,200", "3 200 €"),
        (123450, "EUR", "€1,234.50", "1 234,50 €"),
        (5, "EUR", "€0.05", "0,05 €"),
        (-320000, "GBP", "-£3,200", "-3 200 £"),
        (1500000, "JPY", "¥1,500,000", "1 500 000 ¥"),
        (1234567, "TND", "1,234.567 TND", "1 234,567 TND"),
        (100000, "CHF", "1,000 CHF", "1 000 CHF"),
    ],
)
def test_amounts(minor, currency, english, french):
    assert written_amount(minor, currency, "en").replace("\xa0", " ") == english
    assert written_amount(minor, currency, "fr").replace("\xa0", " ") == french


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (date(2026, 12, 1), "1 December 2026", "1er décembre 2026"),
        (date(2027, 8, 15), "15 August 2027", "15 août 2027"),
    ],
)
def test_days(day, english, french):
    assert written_day(day, "en").replace("\xa0", " ") == english
    assert written_day(day, "fr").replace("\xa0", " ") == french

"""Amounts as people type them, in both languages, never through a float."""

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.currencies import minor_digits
from funneltui.domain.money import Amount, Money, decimal_string, minor_units, parse_amount, parse_days
from funneltui.errors import InvalidValueError


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("3200", 320000, "EUR"),
        ("3 200 €", 320000, "EUR"),
        ("3\u202f200\xa0€", 320000, "EUR"),
        ("3\u2009200", 320000, "EUR"),
        ("3 200,50 €", 320050, "EUR"),
        ("3.200,50", 320050, "EUR"),
        ("3,200.50", 320050, "EUR"),
        ("3200,5", 320050, "EUR"),
        ("3200.5", 320050, "EUR"),
        ("3'200.50 CHF", 320050, "CHF"),
        ("3’200 Fr.", 320000, "CHF"),
        ("3,200", 320000, "EUR"),
        ("3.200", 320000, "EUR"),
        ("1.234.567", 123456700, "EUR"),
        ("1,234,567.80", 123456780, "EUR"),
        ("1 234 567,8", 123456780, "EUR"),
        ("$12,500.00", 1250000, "USD"),
        ("US$ 12,500", 1250000, "USD"),
        ("£950", 95000, "GBP"),
        ("EUR 3200", 320000, "EUR"),
        ("€3200€", 320000, "EUR"),
        ("3200 eur", 320000, "EUR"),
        ("3 200 euros HT", 320000, "EUR"),
        ("3200 € h.t.", 320000, "EUR"),
        ("3200 HT", 320000, "EUR"),
        ("1k", 100000, "EUR"),
        ("3K€", 300000, "EUR"),
        ("3 k€", 300000, "EUR"),
        ("1,5k", 150000, "EUR"),
        ("1.25 k$", 125000, "USD"),
        ("1,2345k", 123450, "EUR"),
        ("10 000 KRW", 10000, "KRW"),
        ("500 Kč", 50000, "CZK"),
        ("¥12,000", 12000, "JPY"),
        ("12 TND", 12000, "TND"),
        ("1,2345 kTND", 1234500, "TND"),
        ("0,500", 50, "EUR"),
        ("0", 0, "EUR"),
        ("  3200.", 320000, "EUR"),
        ("3200.10000", 320010, "EUR"),
    ],
)
def test_amounts(text, minor, currency):
    assert parse_amount(text) == Amount(Money(minor, currency))


@pytest.mark.parametrize(
    ("text", "minor", "rate", "half_days"),
    [
        ("5j x 450", 225000, 45000, 10),
        ("5 d x 450 €", 225000, 45000, 10),
        ("5 days at 450", 225000, 45000, 10),
        ("5 jours à 450 € / jour", 225000, 45000, 10),
        ("5j. x450", 225000, 45000, 10),
        ("2,5 j × 600", 150000, 60000, 5),
        ("2½ d * 600", 150000, 60000, 5),
        ("½ j x 600", 30000, 60000, 1),
        ("450 €/j x 5 j", 225000, 45000, 10),
        ("450 x 5j", 225000, 45000, 10),
        ("10 j x 1,2k", 1200000, 120000, 20),
        ("1 day x 450.25", 45025, 45025, 2),
        ("5 days at 450 a day", 225000, 45000, 10),
        ("5 days at €450 per day + VAT", 225000, 45000, 10),
        ("5 jours à 450 € par jour", 225000, 45000, 10),
        ("€450 a day for 5 days", 225000, 45000, 10),
        ("450 € par jour pour 5 jours", 225000, 45000, 10),
        ("450 a day x 5", 225000, 45000, 10),
        ("450 pd x 5", 225000, 45000, 10),
    ],
)
def test_days_times_a_rate(text, minor, rate, half_days):
    assert parse_amount(text) == Amount(Money(minor, "EUR"), rate, half_days)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("€1,200 x 3", 360000),
        ("3 x 1 200 €", 360000),
        ("10h x 80", 80000),
        ("80 € an hour x 10", 80000),
        ("80 € par heure x 10", 80000),
        ("3 months x €1,500", 450000),
        ("1500 a month x 3", 450000),
        ("1 500 €/mois x 3", 450000),
        ("1500 per month for 3 months", 450000),
        ("2 weeks at 2500 a week", 500000),
        ("450 plus VAT", 45000),
    ],
)
def test_so_many_times_a_price(text, minor):
    assert parse_amount(text) == Amount(Money(minor, "EUR"))


def test_the_default_currency():
    assert parse_amount("12", "JPY") == Amount(Money(12, "JPY"))
    assert parse_amount("2 d x $500", "JPY") == Amount(Money(100000, "USD"), 50000, 4)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Enter an amount."),
        (" ", "Enter an amount."),
        ("a lot", "“a lot” isn't an amount. Enter a number, such as 3200."),
        ("-5", "An amount can't be negative."),
        ("$−5", "An amount can't be negative."),
        ("(300)", "An amount can't be negative."),
        ("3 bananas", "“3 bananas” isn't an amount: unknown word “bananas”."),
        ("15/12", "“15/12” isn't an amount: unknown word “/12”."),
        ("€5 $", "“€5 $” contains two currencies."),
        ("06 12 34 56 78", "“06 12 34 56 78” isn't an amount. Enter a number, such as 3200."),
        ("3,200,50", "“3,200,50” isn't an amount. Enter a number, such as 3200."),
        ("3200 500", "“3200 500” isn't an amount. Enter a number, such as 3200."),
        ("1.234 567", "“1.234 567” isn't an amount. Enter a number, such as 3200."),
        ("1 234.567,8", "“1 234.567,8” isn't an amount. Enter a number, such as 3200."),
        ("3,2,00.50", "“3,2,00.50” isn't an amount. Enter a number, such as 3200."),
        ("1,500k", "“1,500k” could mean thousands or decimals. Write it without a separator."),
        ("1.500 TND", "“1.500 TND” could mean thousands or decimals. Write it without a separator."),
        ("12.345.6", "“12.345.6” isn't an amount. Enter a number, such as 3200."),
        ("3200.123456", "“3200.123456” has more decimals than EUR allows."),
        ("12.5 JPY", "“12.5 JPY” has more decimals than JPY allows."),
        ("1" + "0" * 14, "That amount looks too high. Check it."),
        ("20 j x 1 000 000 000 000", "That amount looks too high. Check it."),
        ("450 €/j", "“450 €/j” is a daily rate. Add the number of days, such as 5 d x 450."),
        ("450 a day", "“450 a day” is a daily rate. Add the number of days, such as 5 d x 450."),
        ("80 an hour", "“80 an hour” is an hourly rate. Add the number of hours, such as 10h x 80."),
        ("1k a month", "“1k a month” is for each week or month. Add how many, such as 3 x 1500."),
        ("1200 for 3 days", "“1200 for 3 days” isn't an amount: unknown word “for 3 days”."),
        ("1500 euros for 3", "“1500 euros for 3” isn't an amount: unknown word “euros for 3”."),
        ("450 inc VAT", "“450 inc VAT” is with VAT: amounts are kept without it."),
        ("0 j x 450", "“0” isn't a number of days."),
        ("2.3 j x 450", "Days are counted in halves: 2.5, not 2.3."),
        ("1.2.3 j x 450", "“1.2.3” isn't a number of days."),
        ("99999 j x 450", "“99999” isn't a number of days."),
        ("9999.5 j x 4", "“9999.5” isn't a number of days."),
        ("½ j x 5.25", "Half a day at this rate isn't a whole amount."),
        ("5 j x", "“5 j x” isn't an amount: unknown word “j x”."),
    ],
)
def test_what_is_refused_says_why(text, reason):
    with pytest.raises(InvalidValueError) as caught:
        parse_amount(text)
    assert caught.value.field == "value"
    assert str(caught.value) == reason


def test_days():
    assert parse_days(" 1 ") == 2
    assert parse_days("0.50") == 1
    with pytest.raises(InvalidValueError):
        parse_days("")


def test_minor_digits():
    assert [minor_digits(code) for code in ("EUR", "JPY", "TND", "XXX")] == [2, 0, 3, 2]


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(320050, "EUR", "3200.50"), (5, "EUR", "0.05"), (0, "EUR", "0.00"), (12, "JPY", "12"), (7, "TND", "0.007"),
     (-150, "EUR", "-1.50")],
)  # fmt: skip
def test_decimal_strings(minor, currency, text):
    assert decimal_string(minor, currency) == text


currencies = st.sampled_from(["EUR", "USD", "JPY", "TND"])


def _typed(minor, currency, group, point):
    whole, _, decimals = decimal_string(minor, currency).partition(".")
    grouped = f"{int(whole):,}".replace(",", group)
    return grouped + (point + decimals if decimals else "")


@given(st.integers(-(10**14), 10**14), currencies)
def test_what_is_written_for_programs_is_read_back(minor, currency):
    assert minor_units(decimal_string(minor, currency), currency) == minor


@given(st.integers(0, 10**14), st.sampled_from(["EUR", "JPY"]))
def test_what_is_written_is_read_back_as_if_typed(minor, currency):
    assert parse_amount(f"{decimal_string(minor, currency)} {currency}").money == Money(minor, currency)


@pytest.mark.parametrize("text", ["", "3,5", "1e3", "1 000", "12.345", "٣", "--1"])
def test_programs_write_plain_decimals(text):
    with pytest.raises(InvalidValueError):
        minor_units(text, "EUR")


@given(
    st.integers(0, 10**12),
    st.sampled_from([("", "."), ("", ","), (" ", ","), ("\u202f", ","), (",", "."), (".", ","), ("'", ".")]),
    st.sampled_from(["{} €", "€{}", "EUR {}", "{}\xa0EUR", "{}"]),
)
def test_every_style_means_the_same(minor, style, frame):
    assert parse_amount(frame.format(_typed(minor, "EUR", *style))).money == Money(minor, "EUR")


@given(st.integers(1, 400), st.integers(0, 10**7).map(lambda cents: cents * 2))
def test_days_times_rate_is_exact(half_days, rate):
    text = f"{half_days // 2},{5 * (half_days % 2)} j x {decimal_string(rate, 'EUR')}"
    assert parse_amount(text) == Amount(Money(rate * half_days // 2, "EUR"), rate, half_days)


@given(st.text(max_size=15) | st.text("0123456789.,' kKjdx€$-EUR", max_size=15))
def test_anything_else_is_refused_as_a_person_would_understand(text):
    try:
        amount = parse_amount(text)
    except InvalidValueError:
        return
    assert amount.money.minor >= 0
    assert any(char.isdigit() for char in text)

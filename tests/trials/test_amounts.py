"""B15, B19 and the values of C: amounts as a person types them, whatever is around the figures."""

import time

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.money import Amount, Money, parse_amount
from funneltui.errors import InvalidValueError


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("Fr. 1200", 120000, "CHF"),
        ("Fr.1200", 120000, "CHF"),
        ("SFr. 1'200.50", 120050, "CHF"),
        ("CHF 1'200.-", 120000, "CHF"),
        ("1’200 francs", 120000, "CHF"),
        ("1200 Frs.", 120000, "CHF"),
        ("1'200.-", 120000, "EUR"),
        ("1'200.– CHF", 120000, "CHF"),
        ("1'200.-- Fr.", 120000, "CHF"),
        ("5.000,-", 500000, "EUR"),
        ("5.000,- €", 500000, "EUR"),
        ("€ 5.000,—", 500000, "EUR"),
        ("5000:-", 500000, "EUR"),
        ("£1,200", 120000, "GBP"),
        ("1200 pounds", 120000, "GBP"),
        ("EUR. 1200", 120000, "EUR"),
        ("1,2 M€", 120000000, "EUR"),
        ("2m", 200000000, "EUR"),
        ("12 MAD", 1200, "MAD"),
        ("3 k€ HT", 300000, "EUR"),
        ("3200 € hors taxes", 320000, "EUR"),
        ("3200 excl. VAT", 320000, "EUR"),
        ("3200 € + TVA", 320000, "EUR"),
        ("3200 net", 320000, "EUR"),
    ],
)
def test_b15_signs_around_an_amount(text, minor, currency):
    assert parse_amount(text) == Amount(Money(minor, currency))


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("12 x 90", 108000),
        ("12×90", 108000),
        ("12 * 90 €", 108000),
        ("90 € x 12", 108000),
        ("10h x 80", 80000),
        ("10 h à 80 €/h", 80000),
        ("80 €/h x 10 h", 80000),
        ("10 hours at 80", 80000),
        ("1,5 h x 80", 12000),
        ("½ h x 80", 4000),
        (".25 x 80", 2000),
        ("3 x 1'200.-", 360000),
        ("2 x 1,5k", 300000),
    ],
)
def test_c_so_many_times_a_price(text, minor):
    assert parse_amount(text) == Amount(Money(minor, "EUR"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("3200 € TTC", "“3200 € TTC” is with VAT: amounts are kept without it."),
        ("3200 incl. VAT", "“3200 incl. VAT” is with VAT: amounts are kept without it."),
        ("80 €/h", "“80 €/h” is an hourly rate. Add the number of hours, such as 10h x 80."),
        ("1.25 x 0.01", "This comes to less than the smallest coin: round one of the two."),
        (". x 80", "“.” isn't a number."),
        ("1.2.3 x 80", "“1.2.3” isn't a number."),
        ("3000-5000", "“3000-5000” isn't an amount: unknown word “-5000”."),
        ("-5.-", "An amount can't be negative."),
    ],
)
def test_b15_what_is_no_amount_says_why(text, reason):
    with pytest.raises(InvalidValueError) as caught:
        parse_amount(text)
    assert str(caught.value) == reason


@pytest.mark.parametrize("text", ["9" * 50, "9" * 4300, "9" * 5000, "1" * 100000 + " x 2", "1 " * 20000 + "j x 1"])
def test_b19_thousands_of_figures_are_refused_at_once(text):
    began = time.perf_counter()
    with pytest.raises(InvalidValueError, match=r"too long|too high"):
        parse_amount(text)
    assert time.perf_counter() - began < 1


@given(
    st.integers(1, 10**6),
    st.sampled_from(["Fr. {}", "{}.-", "{},-", "{}.--", "CHF {}", "{} Fr.", "CHF {}.-", "{} CHF HT", "{},— CHF"]),
    st.booleans(),
)
def test_b15_every_swiss_way_to_write_francs_is_one(francs, frame, grouped):
    figures = f"{francs:,}".replace(",", "'") if grouped else str(francs)
    assert parse_amount(frame.format(figures), "CHF").money == Money(francs * 100, "CHF")


@given(
    st.integers(1, 400), st.integers(1, 10**6), st.sampled_from(["{} x {}", "{}h x {}", "{} h à {} €/h", "{1} € x {0}"])
)
def test_c_a_product_is_exact(count, price, form):
    assert parse_amount(form.format(count, price)) == Amount(Money(count * price * 100, "EUR"))


@pytest.mark.parametrize(("text", "half_days"), [("450 €/j x 3", 6), ("450/day × 2,5", 5), ("450 €/j x 3 j", 6)])
def test_c_a_daily_rate_times_a_number_is_days(text, half_days):
    amount = parse_amount(text)
    assert (amount.daily_rate, amount.half_days) == (45000, half_days)

"""B12: one number is one number, however it is written and whichever the user's country is."""

import pytest
from hypothesis import given, strategies as st

from funneltui import bootstrap
from funneltui.domain.duplicates import Sign, Somebody, likeness
from funneltui.domain.phones import COUNTRIES, country, dialled_forms, misses_digits, normalize_phone, set_country
from funneltui.errors import InvalidValueError
from funneltui.i18n import choose_country
from funneltui.settings import Settings
from funneltui.tui.places.other_programs import url_of

PARIS = "+33612345678"


@pytest.mark.parametrize(
    "text",
    ["06 12 34 56 78", "+33 06 12 34 56 78", "p:+33612345678", "0033612345678", "0033 06 12 34 56 78",
     "+33 (0)6 12 34 56 78",
     "+33(0)612345678", "(+33) 6 12 34 56 78", "33612345678", "330612345678", "612345678", "Tél. : 06.12.34.56.78",
     "Mobile: 06 12 34 56 78", "tel:+33-6-12-34-56-78", "+0033 6 12 34 56 78", "06\xa012\u202f34-56‑78",
     "T: 0612345678",
     "06 12 34 56 78 poste 12", "m. : 0612345678"],
)  # fmt: skip
def test_b12_one_number_has_one_form(text):
    assert normalize_phone(text) == PARIS


@pytest.mark.parametrize(
    ("of_country", "text", "normal"),
    [
        ("CH", "079 123 45 67", "+41791234567"),
        ("CH", "+41 079 123 45 67", "+41791234567"),
        ("CH", "0041 79 123 45 67", "+41791234567"),
        ("CH", "791234567", "+41791234567"),
        ("CH", "+33 06 12 34 56 78", PARIS),
        ("BE", "0475 12 34 56", "+32475123456"),
        ("BE", "02 512 34 56", "+3225123456"),
        ("LU", "621 123 456", "621123456"),
        ("MC", "93 15 00 00", "+37793150000"),
        ("ES", "612 345 678", "+34612345678"),
        ("IT", "06 698 12345", "0669812345"),
        ("IT", "+39 06 698 12345", "+390669812345"),
        ("DE", "030 123456", "+4930123456"),
        ("DE", "+49 (0)30 123456", "+4930123456"),
        ("DE", "110", "110"),
        ("GB", "020 7946 0000", "+442079460000"),
        ("GB", "+44 07911 123456", "+447911123456"),
        ("HU", "06 30 123 4567", "+36301234567"),
        ("US", "(212) 555-0100", "+12125550100"),
        ("US", "011 33 6 12 34 56 78", PARIS),
        ("US", "0612345678", "0612345678"),
        ("CA", "1 212 555 0100", "+12125550100"),
        ("FR", "3615", "3615"),
        ("FR", "112", "112"),
        ("FR", "0800 123 456", "+33800123456"),
        ("FR", "212 555 0100", "2125550100"),
        ("XX", "0612345678", "0612345678"),
        ("XX", "0033612345678", PARIS),
    ],
)
def test_b12_each_country_has_its_own_form(of_country, text, normal):
    assert normalize_phone(text, of_country) == normal
    assert normalize_phone(normal, of_country) == normal


@given(
    st.sampled_from([code for code, plan in COUNTRIES.items() if plan.trunk == "0" and plan.is_exact]),
    st.sampled_from(["0{}", "+{calling}{}", "00{calling}{}", "+{calling} (0){}", "+{calling} 0{}", "p:+{calling}{}"]),
    st.data(),
)
def test_b12_every_way_to_write_a_number_is_one(code, frame, data):
    plan = COUNTRIES[code]
    length = data.draw(st.sampled_from(list(plan.lengths)))
    number = data.draw(st.integers(2 * 10 ** (length - 1), 10**length - 1))
    assert normalize_phone(frame.format(number, calling=plan.calling), code) == f"+{plan.calling}{number}"


@given(st.from_regex(r"\+?[0-9 .()/-]{3,18}", fullmatch=True), st.sampled_from([*COUNTRIES, "XX"]))
def test_b12_a_normal_form_is_its_own(text, code):
    try:
        normal = normalize_phone(text, code)
    except InvalidValueError:
        return
    assert normalize_phone(normal, code) == normal


def test_b12_o_calls_the_users_own_country():
    set_country("CH")
    assert url_of("phone", "079 123 45 67") == "tel:+41791234567"
    set_country("")
    assert url_of("phone", "06 12 34 56 78") == "tel:+33612345678"


def test_b12_duplicates_know_a_number_by_any_form():
    one = Somebody.known_by("Sophie Martin", "", [("phone", normalize_phone("+33 06 12 34 56 78"))])
    other = Somebody.known_by("Sophie Martin", "", [("phone", normalize_phone("p:+33612345678"))])
    assert likeness(one, other) is Sign.PHONE


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ({"LANG": "fr_CH.UTF-8"}, "CH"),
        ({"LANG": "de_DE@euro"}, "DE"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "fr_BE"}, "BE"),
        ({"LANG": "en_GB", "LC_TELEPHONE": "fr_FR.UTF-8"}, "FR"),
        ({"LANG": "en_US.UTF-8"}, ""),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LANG": "fr"}, ""),
        ({}, ""),
    ],
)
def test_b12_the_country_is_that_of_the_locale(locale, code):
    assert choose_country(locale) == code


def test_b12_the_setting_goes_before_the_locale(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    for settings, code in ((Settings(country="CH"), "CH"), (Settings(), "DE")):
        bootstrap.open_funnel(tmp_path / "f.db", settings=settings).close()
        assert country() == code


@pytest.mark.parametrize(
    ("code", "text", "digits"),
    [
        ("FR", "06 12 34 56 78", 0),
        ("FR", "06 12 34 56 7", 10),
        ("FR", "+33 6 12 34 56 789", 10),
        ("FR", "3117", 0),
        ("FR", "+32 475 12 34", 0),
        ("CH", "079 123 45 6", 10),
        ("ES", "+34 612 34 56", 9),
        ("DE", "030 12345", 0),
        ("XX", "06 12 34 56 7", 0),
    ],
)
def test_b12_digits_too_few_or_too_many_are_seen(code, text, digits):
    set_country(code)
    assert misses_digits(text) == digits


def test_b12_a_number_is_looked_for_in_its_national_form_too():
    assert dialled_forms("+41791234567") == "41791234567 0791234567 791234567"

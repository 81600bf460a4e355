"""Two ways of writing the same address, number or link share one form; what cannot be one is refused."""

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.contact_points import (
    check_siren,
    check_siret,
    check_vat_number,
    link_target,
    normalize_email,
    normalize_link,
    ways_in,
)
from funneltui.domain.phones import dialled_forms, normalize_phone
from funneltui.errors import InvalidValueError


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Sophie@Asso-Lumiere.FR ", "sophie@asso-lumiere.fr"),
        ("<a.b+c@d.example>", "a.b+c@d.example"),
        ("mailto:Ada@x.org?subject=hi", "ada@x.org"),
        ("e\u0301lodie@exemple.fr", "élodie@exemple.fr"),
        ('"o.hara"@x.org', '"o.hara"@x.org'),
        ("ada@x.org.", "ada@x.org"),
        ("o'hara@bücher.example", "o'hara@bücher.example"),
    ],
)
def test_emails(text, normal):
    assert normalize_email(text) == normal
    assert normalize_email(normal) == normal


@pytest.mark.parametrize(
    "text",
    ["", "ada", "ada@", "@x.org", "ada@x", "ada@@x.org", "a da@x.org", "ada@x..org", "ada@.org", "ada@x.org, b@x.org",
     "ada@x.org\r\nBcc: all@x.org", "ada@x.org\x00", "ada@x.org?bcc=b", "a" * 250 + "@x.org", "a\u202e@x.org"],
)  # fmt: skip
def test_what_is_no_email(text):
    with pytest.raises(InvalidValueError) as caught:
        normalize_email(text)
    assert caught.value.field == "email"


@pytest.mark.parametrize(
    ("text", "country", "normal"),
    [
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("06.12.34.56.78", "FR", "+33612345678"),
        ("06\xa012\u202f34-56‑78", "FR", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "FR", "+33612345678"),
        ("+33612345678", "US", "+33612345678"),
        ("0033 6 12 34 56 78", "FR", "+33612345678"),
        ("612345678", "FR", "+33612345678"),
        ("33612345678", "FR", "+33612345678"),
        ("tel:+33-6-12-34-56-78", "FR", "+33612345678"),
        ("01 23 45 67 89 poste 12", "FR", "+33123456789"),
        ("+1 (212) 555-0100 x44", "FR", "+12125550100"),
        ("+1-212-555-0100;ext=44", "FR", "+12125550100"),
        ("(212) 555-0100", "US", "+12125550100"),
        ("1 212 555 0100", "CA", "+12125550100"),
        ("555-0100", "US", "5550100"),
        ("020 7946 0000", "GB", "+442079460000"),
        ("3615", "FR", "3615"),
        ("212 555 0100", "FR", "2125550100"),
        ("0612345678", "XX", "0612345678"),
    ],
)
def test_phones(text, country, normal):
    assert normalize_phone(text, country) == normal
    assert normalize_phone(normal, country) == normal


@pytest.mark.parametrize("text", ["", "12", "call me", "1-800-FLOWERS", "+", "06 ٥٦", "1234567890123456"])
def test_what_is_no_phone(text):
    with pytest.raises(InvalidValueError) as caught:
        normalize_phone(text)
    assert caught.value.field == "phone"


@given(st.integers(100000000, 799999999), st.sampled_from(["0{}", "+33{}", "0033{}", "+33 (0){}", "{}"]), st.booleans())
def test_a_french_number_has_one_form(number, frame, spaced):
    text = frame.format(number)
    if spaced:
        text = " ".join([text[:2], text[2:]])
    assert normalize_phone(text) == f"+33{number}"


def test_what_a_number_is_looked_for_as():
    assert dialled_forms("+33612345678") == "33612345678 0612345678 612345678"
    assert dialled_forms("+352123456") == "352123456 0123456 123456"
    assert dialled_forms("3615") == "3615"
    assert dialled_forms("call 3615, or 3616") == "36153616"


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("https://www.Exemple.fr/", "exemple.fr"),
        ("http://exemple.fr", "exemple.fr"),
        ("exemple.fr/Equipe/", "exemple.fr/Equipe"),
        ("HTTPS://fr.linkedin.com/in/sophie-martin/?trk=x&utm_source=y", "linkedin.com/in/sophie-martin"),
        ("https://x.org/?q=1&utm_source=a#top", "x.org?q=1"),
        ("x.org:8080/a", "x.org:8080/a"),
        ("https://bücher.example/é", "bücher.example/é"),
    ],
)
def test_links(text, normal):
    assert normalize_link(text) == normal
    assert normalize_link(normal) == normal


@pytest.mark.parametrize(
    "text",
    ["", "hello", "javascript:alert(1)", "javascript://x.org/%0aalert(1)", "file:///etc/passwd", "ftp://x.org",
     "x.org y", "https://ada@x.org", "https://x.org/\x1b", "https://"],
)  # fmt: skip
def test_what_is_no_link(text):
    with pytest.raises(InvalidValueError) as caught:
        link_target(text)
    assert caught.value.field == "link"


def test_link_targets():
    assert link_target(" exemple.fr/a ") == "https://exemple.fr/a"
    assert link_target("http://exemple.fr") == "http://exemple.fr"


@pytest.mark.parametrize(
    ("check", "text", "normal"),
    [
        (check_siren, "732 829 320", "732829320"),
        (check_siren, "356.000.000", "356000000"),
        (check_siret, "732 829 320 00074", "73282932000074"),
        (check_siret, "356 000 000 00048", "35600000000048"),
        (check_siret, "35600000049837", "35600000049837"),  # La Poste: the digits sum to a multiple of five
        (check_vat_number, "fr 83 404 833 048", "FR83404833048"),
        (check_vat_number, "FR K7 399 859 412", "FRK7399859412"),
        (check_vat_number, "FR4Z123456782", "FR4Z123456782"),
        (check_vat_number, "DE 136695976", "DE136695976"),
    ],
)
def test_company_numbers(check, text, normal):
    assert check(text) == normal


@pytest.mark.parametrize(
    ("check", "text", "reason"),
    [
        (check_siren, "732 829 321", "“732 829 321” isn't a SIREN: a digit is wrong."),
        (check_siren, "73282932", "“73282932” isn't a SIREN: it needs 9 digits."),
        (check_siren, "73282932O", "“73282932O” isn't a SIREN: it needs 9 digits."),
        (check_siret, "73282932000075", "“73282932000075” isn't a SIRET: a digit is wrong."),
        (check_siret, "35600000049838", "“35600000049838” isn't a SIRET: a digit is wrong."),
        (check_siret, "732829320", "“732829320” isn't a SIRET: it needs 14 digits."),
        (check_vat_number, "404833048", "“404833048” isn't a VAT number: it starts with two letters for the country."),
        (check_vat_number, "FR84404833048", "“FR84404833048” isn't a French VAT number."),
        (check_vat_number, "FRO7399859412", "“FRO7399859412” isn't a French VAT number."),
        (check_vat_number, "FRK8399859412", "“FRK8399859412” isn't a French VAT number."),
        (check_vat_number, "FR123", "“FR123” isn't a French VAT number."),
    ],
)
def test_wrong_company_numbers(check, text, reason):
    with pytest.raises(InvalidValueError) as caught:
        check(text)
    assert str(caught.value) == reason


@given(st.integers(0, 10**8 - 1), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_seen(number, place, by):
    body = f"{number:08}"
    siren = next(body + str(last) for last in range(10) if _passes(body + str(last)))
    wrong = siren[:place] + str((int(siren[place]) + by) % 10) + siren[place + 1 :]
    assert not _passes(wrong)


def _passes(siren):
    try:
        check_siren(siren)
    except InvalidValueError:
        return False
    return True


@pytest.mark.parametrize(("text", "says"), [("12", "too short"), ("1" * 16, "too long"), ("call me", "a phone number")])
def test_what_is_wrong_with_a_phone_is_named(text, says):
    with pytest.raises(InvalidValueError, match=says):
        normalize_phone(text)


@pytest.mark.parametrize(
    ("kind", "text", "ways"),
    [
        (
            "email",
            " a@x.example, b@x.example; c@x.example d@x.example",
            "a@x.example b@x.example c@x.example d@x.example",
        ),
        ("phone", "020 7946 0018 / 07700 900123", "020 7946 0018|07700 900123"),
        ("phone", "06 12 34 56 78 ou 07 12 34 56 78", "06 12 34 56 78|07 12 34 56 78"),
        ("phone", "0171/1234567", "0171/1234567"),
        ("phone", "020 7946 0018 or +44 7700 900123, 01234 567890", "020 7946 0018|+44 7700 900123|01234 567890"),
        ("link", "x.example  y.example/z", "x.example y.example/z"),
        ("phone", " , ", ""),
        ("email", '"Paul Roux" <p@x.example> , Kim Lee <k@x.example>', "p@x.example k@x.example"),
        ("email", "<p@x.example>", "<p@x.example>"),
    ],
)
def test_several_ways_in_one_field(kind, text, ways):
    assert ways_in(kind, text) == list(filter(None, ways.split("|" if kind == "phone" else " ")))

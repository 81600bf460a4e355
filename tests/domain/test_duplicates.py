"""Who is the same person, by what sign, and how sure that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funneltui.domain.duplicates import (
    SIGN_WORDS,
    STRENGTH_WORDS,
    Sign,
    Somebody,
    Strength,
    is_profile,
    likeness,
    near_names,
    pairs_within,
    strength,
)

SOPHIE = ("Sophie Martin", "Asso Lumière")


def who(name="", organization="", *reaches):
    """Somebody, with ways to reach them in their normal form: the kind is told by how they look."""
    kinds = [("email" if "@" in one else "phone" if one[0] == "+" else "link", one) for one in reaches]
    return Somebody.known_by(name, organization, kinds)


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ((*SOPHIE, "s@x.fr"), ("Sophie Durand-Martin", "", "s@x.fr"), Sign.EMAIL),
        ((*SOPHIE, "s@x.fr"), ("Paul Roux", "", "s@x.fr"), Sign.SHARED_EMAIL),
        (("s@x.fr", "", "s@x.fr"), ("Paul Roux", "", "s@x.fr"), Sign.EMAIL),
        ((*SOPHIE, "linkedin.com/in/sophie"), ("S.", "", "linkedin.com/in/SOPHIE"), Sign.PROFILE),
        ((*SOPHIE, "+33612345678"), ("MARTIN, Sophie", "", "+33612345678"), Sign.PHONE),
        ((*SOPHIE, "asso.fr"), ("Martin Sophie", "", "asso.fr"), Sign.LINK),
        (SOPHIE, ("MARTIN Sophie", "ASSO LUMIERE SARL"), Sign.NAME),
        (("Élodie Durand", "Acme"), ("elodie DURAND", "S.A.S. Acme"), Sign.NAME),
        (("Atelier Nord", "Atelier Nord"), ("ATELIER NORD S.A.R.L.", "Atelier Nord SARL"), Sign.NAME),
        ((*SOPHIE, "s@x.fr"), (*SOPHIE, "sophie@y.fr"), Sign.OTHER_ADDRESS),
        ((*SOPHIE, "linkedin.com/in/a"), (*SOPHIE, "linkedin.com/in/b"), Sign.OTHER_ADDRESS),
        ((*SOPHIE, "s@x.fr"), (*SOPHIE, "+33612345678"), Sign.NAME),
        (SOPHIE, ("Sofie Martin", "Asso Lumière"), None),
        (SOPHIE, ("Sophie Martn", "Asso Lumière"), Sign.NEAR_NAME),
        (SOPHIE, ("S. Martin", "asso lumiere"), Sign.NEAR_NAME),
        (SOPHIE, ("Sophie", "Asso Lumière"), Sign.NEAR_NAME),
        (SOPHIE, ("S. Martin", "Elsewhere"), None),
        ((*SOPHIE, "+33112345678"), ("Paul Roux", "Asso Lumière", "+33112345678"), Sign.SHARED_PHONE),
        (("Sophie Martin", ""), ("Sophie Martin", ""), Sign.NAME_ALONE),
        (SOPHIE, ("Sophie Martin", "Elsewhere"), Sign.NAME_ALONE),
        (SOPHIE, ("Paul Roux", "Asso Lumière"), None),
        ((*SOPHIE, "asso.fr"), ("Paul Roux", "Asso Lumière", "asso.fr"), None),
        (("", ""), ("", ""), None),
    ],
)
def test_what_two_have_in_common(one, other, sign):
    assert likeness(who(*one), who(*other)) == likeness(who(*other), who(*one)) == sign


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("martin sophie", "martin sohpie", True),
        ("martin sophie", "martin sophi", True),
        ("martin sophie", "martin saphie", True),
        ("martin sophie", "martan sophi", False),
        ("dupont jean pierre", "dupont jean", True),
        ("dupont j", "dupont jean", True),
        ("d j", "dupont jean", False),
        ("d", "dupont", False),
        ("ada", "ida", False),
        ("12 garage", "13 garage", False),
        ("12 garage", "12 gardge", True),
        ("", "ada", False),
        ("jean martin", "martin sophie", False),
    ],
)
def test_names_that_are_nearly_the_same(one, other, near):
    assert near_names(one, other) is near_names(other, one) is near


def test_every_sign_says_what_it_is_and_the_surest_come_first():
    assert set(SIGN_WORDS) == set(Sign)
    assert set(STRENGTH_WORDS) == set(Strength)
    strengths = [strength(sign) for sign in Sign]
    assert strengths == sorted(strengths, reverse=True)


def test_a_website_is_nobodys_own():
    assert is_profile("linkedin.com/in/sophie")
    assert not is_profile("linkedin.com/company/asso")


def test_each_of_a_group_is_told_with_the_likest_of_those_before():
    group = [
        (1, who(*SOPHIE)),
        (2, who("Sophie Martin", "Elsewhere", "s@x.fr")),
        (3, who("Sophie Martin", "Third", "s@x.fr")),
        (4, who("Paul Roux", "Asso Lumière")),
    ]
    assert list(pairs_within(group)) == [(1, 2, Sign.NAME_ALONE), (2, 3, Sign.EMAIL)]


def test_what_many_share_says_nothing_by_itself():
    many = [(number, who("Jean Martin", f"Company {number}")) for number in range(9)]
    assert not list(pairs_within(many))
    assert len(list(pairs_within(many[:8]))) == 7
    switchboard = [(name, who(name, "", "+33112345678")) for name in ("Ada", "Bob", "Cid", "Dan", "Eve")]
    assert not list(pairs_within(switchboard))
    assert len(list(pairs_within(switchboard[:4]))) == 3


def test_a_group_of_any_size_is_compared_in_no_time():
    crowd = [(number, who("Jean Martin", "Acme", f"j{number}@x.fr")) for number in range(5_000)]
    assert sum(1 for _ in pairs_within(crowd)) == 4_999


@given(st.text(max_size=20), st.text(max_size=20))
def test_anything_can_be_a_name(one, other):
    assert likeness(who(one, "Acme"), who(other, "Acme")) == likeness(who(other, "Acme"), who(one, "Acme"))
    if who(one).name:
        assert likeness(who(one, "Acme", "a@b.fr"), who(one, "Acme", "a@b.fr")) is Sign.EMAIL

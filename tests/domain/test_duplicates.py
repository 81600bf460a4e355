"""Who is the same person, by what sign, and how sure that is."""

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.duplicates import (
    SIGN_WORDS,
    STRENGTH_WORDS,
    Sign,
    Somebody,
    Strength,
    has_no_name,
    is_profile,
    is_same,
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
        ((*SOPHIE, "s@x.fr"), ("Sophie Durand-Martin", "", "s@x.fr"), Sign.SHARED_EMAIL),
        ((*SOPHIE, "s@x.fr"), ("MARTIN Sophie", "Elsewhere", "s@x.fr"), Sign.EMAIL),
        (("John Doe", "", "j@x.fr"), ("John Q. Doe", "", "j@x.fr"), Sign.EMAIL),
        ((*SOPHIE, "s@x.fr"), ("Paul Roux", "", "s@x.fr"), Sign.SHARED_EMAIL),
        (("s@x.fr", "", "s@x.fr"), ("Paul Roux", "", "s@x.fr"), Sign.EMAIL),
        ((*SOPHIE, "linkedin.com/in/sophie"), ("S.", "", "linkedin.com/in/SOPHIE"), Sign.SHARED_PROFILE),
        ((*SOPHIE, "linkedin.com/in/sophie"), (*SOPHIE, "linkedin.com/in/SOPHIE"), Sign.PROFILE),
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
    ("one", "other", "sign"),
    [
        (("Alice Green", "", "office@g.fr"), ("Bob Grey", "", "office@g.fr"), None),
        (("Michel Dupont", "", "dupont@x.fr"), ("Michèle Dupont", "", "dupont@x.fr"), None),
        (("Sophie Martin", "", "martin@x.fr"), ("S. Martin", "", "martin@x.fr"), None),
        (("Sophie Martin", "", "martin@x.fr"), ("Martin", "", "martin@x.fr"), None),
        (("Guérin", "Nord", "t@n.fr", "p.fr"), ("Guérin", "Sud", "d@s.fr", "p.fr"), None),
        (("Guérin", "Nord", "+33112345678"), ("Guérin", "Sud", "+33112345678"), None),
        (("Guérin", "Nord", "g@n.fr", "+33112345678"), ("Guérin", "Nord", "h@n.fr", "+33112345678"), None),
        (("Guérin", "Nord", "linkedin.com/in/a", "+33112345678"), ("Guérin", "", "linkedin.com/in/b"), None),
        (("Guérin", "Nord", "+33112345678"), ("Guérin", "", "+33112345678"), Sign.PHONE),
        (("Guérin", "Nord"), ("Guérin", "Sud"), None),
        (("Guérin", "Nord"), ("Guérin", ""), None),
        (("Guérin", "", "p.fr"), ("Roux", "", "p.fr"), None),
        (("Guérin", ""), ("guerin", ""), Sign.NAME_ALONE),
        (("info@g.fr", "", "info@g.fr"), ("Alice", "", "info@g.fr"), Sign.EMAIL),
        (("Nord", "Nord", "info@g.fr"), ("Sud SARL", "Sud", "info@g.fr"), None),
        (("Nord", "Nord SARL", "info@g.fr"), ("Alice", "Nord", "info@g.fr"), Sign.EMAIL),
        (("Nord", "Nord"), ("Nord SARL", "nord"), Sign.NAME),
        (("Nord", "Nord"), ("Alice", "Nord"), None),
        (("06 12 34 56 78", "", "+33612345678"), ("Alice", "", "+33612345678"), Sign.PHONE),
        (("06 12 34 56 78", "", "+33612345678", "a@x.fr"), ("Alice", "", "+33612345678", "b@x.fr"), None),
        (("", ""), ("", ""), None),
    ],
)
def test_only_a_name_and_an_address_that_agree_make_one_person(one, other, sign):
    assert is_same(who(*one), who(*other)) == is_same(who(*other), who(*one)) == sign


@pytest.mark.parametrize(
    ("name", "organization", "missing"),
    [
        ("a@x.fr", "", True), ("06 12 34 56 78", "", True), (" ", "", True), ("Nord SARL", "nord", True),
        ("Nord", "", False), ("🚀", "", False), ("12", "", False), ("Alice", "Nord", False),
    ],
)  # fmt: skip
def test_what_is_no_name_of_ones_own(name, organization, missing):
    assert has_no_name(name, organization) is missing


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


def test_two_who_were_told_apart_are_no_pair_and_the_next_likest_is():
    group = [(number, who("Jean Martin", "Acme")) for number in (1, 2, 3)]
    assert list(pairs_within(group, {(1, 2), (1, 3)})) == [(2, 3, Sign.NAME)]

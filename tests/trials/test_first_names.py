"""B10 and B11: the first name that a message greets somebody by."""

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.names import first_name, split_name


@pytest.mark.parametrize(
    "name",
    ["Sophie Martin, PhD", "Sophie Martin PhD", "Sophie Martin, Ph. D.", "Dr Sophie Martin, MBA, PhD",
     "Sophie MARTIN",
     "MARTIN Sophie", "Martin, Sophie", "Dr. Martin, Sophie, MBA", "SOPHIE MARTIN", "sophie martin",
     "Mme Sophie Martin",
     "Mme.Sophie Martin", "Prof. Dr. Sophie Martin", "Sophie Martin (Acme)", "Sophie Martin | CEO",
     "Sophie Martin, CEO",
     "Sophie Martin – Acme", "Sophie de la Tour", "🚀 Sophie Martin 🚀", "Sophie J. Martin", "Sophie", "SOPHIE",
     "Sophie Martin Jr.", 'Sophie "Soso" Martin', "DE LA TOUR Sophie", "Sophie Martin, M.Sc.", "Sophie, PhD",
     "Sophie Martin, CTO at Acme", "Madame Sophie MARTIN-DURAND", "Sophie Le Goff"],
)  # fmt: skip
def test_b10_degrees_titles_and_capitals_are_no_part_of_a_first_name(name):
    assert first_name(name) == "Sophie"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("JEAN-PIERRE DUPONT", "Jean-Pierre"),
        ("Jean-Pierre Dupont, Jr", "Jean-Pierre"),
        ("Anne Sophie Martin", "Anne Sophie"),
        ("JP Martin", "JP"),
        ("Li, Ma", "Ma"),
        ("Jack Ma", "Jack"),
        ("Van Morrison", "Van"),
        ("Al Gore", "Al"),
        ("Élodie de La Fontaine", "Élodie"),
        ("M. Paul Roy", "Paul"),
        ("O'Brien, Pat", "Pat"),
    ],
)
def test_b10_first_names_of_many_kinds(name, first):
    assert first_name(name) == first


@pytest.mark.parametrize(
    "name",
    ["", "06 12 34 56 78", "+33 6 12 34 56 78", "0612345678", "#12", "a@x.example", "Sophie <a@x.example>",
     "www.x.example",
     "https://x.example/sophie", "Mme Martin", "M. et Mme Dupont", "Dr House", "Herr Müller", "J. Martin",
     "J.-P. Martin", "Mme", "Atelier Nord SARL", "SARL Atelier Nord", "Acme Ltd", "de Gaulle", "Le Goff", "🚀"],
)  # fmt: skip
def test_b11_what_is_no_persons_name_has_no_first_name(name):
    assert first_name(name) == ""


@given(st.text("0123456789 +().-/", max_size=20))
def test_b11_no_number_is_a_first_name(number):
    assert split_name(number) == ("", "")
    assert first_name(number) == ""


@given(
    st.sampled_from(["Sophie", "Jean-Pierre", "Élodie", "Zoé"]),
    st.sampled_from(["Martin", "de La Fontaine", "O'Brien", "Le Goff", "MARTIN"]),
    st.sampled_from(["", "Mme ", "Dr. ", "M. ", "Prof. Dr. "]),
    st.sampled_from(["", ", PhD", " PhD", ", MBA, Ph.D.", ", CEO", " (Acme)", " | Acme", " Jr."]),
)
def test_b10_neither_what_stands_before_a_name_nor_behind_it_counts(first, family, before, behind):
    assert first_name(f"{before}{first} {family}{behind}") == first

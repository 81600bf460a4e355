"""Sheets that people keep by hand in French: one column for names in their order, one for numbers and addresses."""

import pytest

from funneltui.interchange.name_order import family_first, puts_family_first
from funneltui.interchange.records import Reach
from tests.interchange.test_rows import records


@pytest.mark.parametrize(
    ("header", "is_first"),
    [
        ("Nom Prénom", True),
        ("nom et prénom", True),
        ("NOM / Prénoms", True),
        ("Last name, First name", True),
        ("Name, Vorname", True),
        ("Prénom Nom", False),
        ("Nom", False),
        ("Nom complet", False),
    ],
)
def test_a_header_says_which_name_comes_first(header, is_first):
    assert puts_family_first(header) is is_first


@pytest.mark.parametrize(
    ("name", "address", "given", "family"),
    [
        ("durand sophie", "", "sophie", "durand"),
        ("Lefevre Jean Noel", "", "Jean Noel", "Lefevre"),
        ("Le Goff Yann", "", "Yann", "Le Goff"),
        ("MARTIN Paul", "", "Paul", "MARTIN"),
        ("Paul MARTIN", "", "Paul", "MARTIN"),
        ("MARTIN PAUL", "", "PAUL", "MARTIN"),
        ("M. Martin Paul", "", "Paul", "Martin"),
        ("Martin, Paul", "", "Paul", "Martin"),
        ("Sophie Durand", "sophie.durand@x.example", "Sophie", "Durand"),
        ("Bob", "", "Bob", ""),
        ("Martin SARL", "", "", "Martin SARL"),
    ],
)
def test_the_family_name_is_taken_from_the_front(name, address, given, family):
    assert family_first(name, [Reach(address, address)] if address else []) == (given, family)


def test_a_sheet_of_names_in_that_order_greets_by_first_names():
    people = records("nom prénom;boite;tel / mail\ndurand sophie;Asso;sophie@x.example\nBob;;\n")
    assert [(who.name, who.given_name, who.organization) for who in people] == [
        ("durand sophie", "sophie", "Asso"),
        ("Bob", "Bob", ""),
    ]


def test_a_number_among_addresses_is_a_number_and_the_reverse():
    people = records(
        "nom;tel / mail;téléphone\n"
        "Paul;06.98.76.54.32 ou 02 99 11 22 33;\n"
        "Léa;lea@x.example;02 99 00 00 00\n"
        "Max;0611223344 (le soir);max@x.example\n"
        "Zoé;voir secrétariat 12;\n"
    )
    assert [[reach.value for reach in who.phones] for who in people] == [
        ["06.98.76.54.32", "02 99 11 22 33"],
        ["02 99 00 00 00"],
        ["0611223344"],
        [],
    ]
    assert [[reach.value for reach in who.emails] for who in people] == [[], ["lea@x.example"], ["max@x.example"], []]
    assert "0611223344 (le soir)" in people[2].note
    assert "voir secrétariat 12" in people[3].note

"""Names taken apart, put together, and compared."""

from collections import Counter

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.names import (
    company_key,
    form_of_address,
    split_name,
    who_key,
)
from funneltui.domain.text import fold


@pytest.mark.parametrize(
    ("name", "given_name", "family"),
    [
        ("Sophie Martin", "Sophie", "Martin"),
        ("MARTIN Sophie", "Sophie", "MARTIN"),
        ("LE GOFF Anne", "Anne", "LE GOFF"),
        ("Martin, Sophie", "Sophie", "Martin"),
        ("Sophie MARTIN", "Sophie", "MARTIN"),
        ("SOPHIE MARTIN", "SOPHIE", "MARTIN"),
        ("SOPHIE Martin DURAND", "SOPHIE Martin", "DURAND"),
        ("Jean de La Fontaine", "Jean", "de La Fontaine"),
        ("Jean Pierre Dupont", "Jean Pierre", "Dupont"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("de Gaulle", "", "de Gaulle"),
        ("Mme Léa Fontaine", "Léa", "Fontaine"),
        ("Dr. Ada Lovelace", "Ada", "Lovelace"),
        ("Dupont, M. Jean", "Jean", "Dupont"),
        ("Sophie", "Sophie", ""),
        ("Mme", "Mme", ""),
        (", Sophie", "Sophie", ""),
        ("", "", ""),
    ],
)
def test_split(name, given_name, family):
    assert split_name(name) == (given_name, family)


@given(st.text(max_size=30))
def test_nothing_but_titles_and_commas_is_lost(name):
    given_name, family = split_name(name)
    assert Counter((given_name + family).replace(" ", "")) <= Counter(name.replace(" ", ""))


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (["ACME S.A.R.L.", "Acme (SARL)", "acme", "SARL Acmé"], "acme"),
        (["Dupont & Cie", "Dupont et Cie", "Dupont and Co.", "dupont"], "dupont"),
        (["Martin & Fils", "Martin et Fils SAS", "Martin and Fils"], "martin et fils"),
        (["L'Oréal SA", "L’Oréal"], "l'oreal"),
        (["SAS", "S.A.S."], "sas"),
        (["", " "], ""),
    ],
)
def test_one_company_however_written(names, key):
    assert {company_key(name) for name in names} == {key}


@given(st.text(max_size=30))
def test_keys_are_stable(name):
    assert company_key(company_key(name)) == company_key(name)


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (["Sophie Martin", "MARTIN, Sophie", "Mme Sophie MARTIN", "sophie  martin"], "martin sophie"),
        (["Atelier Nord SARL", "Atelier Nord S.A.R.L.", "atelier nord", "Atelier-Nord Sarl"], "atelier nord"),
        (["Mme", "mme"], "mme"),
        (["SARL"], "sarl"),
        (["🚀"], "🚀"),
        (["-1"], "-1"),
        (["1"], "1"),
        (["Ada [/] Ltd"], "ada [/] ltd"),
        (["", "  "], ""),
    ],
)
def test_one_whom_one_writes_to_however_written(names, key):
    assert {who_key(name) for name in names} == {key}


@given(st.text(max_size=30))
def test_only_a_blank_name_has_no_key(name):
    assert bool(who_key(name)) == bool(fold(name))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Mme Martin", "f"),
        ("Mlle.Martin", "f"),
        ("M. Paul Martin", "m"),
        ("Mr.Martin", "m"),
        ("M. et Mme Martin", ""),
        ("Dr Martin", ""),
        ("Martin", ""),
        ("Mme", ""),
        ("", ""),
    ],
)
def test_a_title_says_how_somebody_is_addressed(name, form):
    assert form_of_address(name) == form

"""Which column is which field: by program, by name in two languages, by what is in it, or as told."""

from __future__ import annotations

import pytest

from funneltui.interchange.errors import UnknownColumnError, UnknownFieldError
from funneltui.interchange.fields import header_key
from funneltui.interchange.mapping import Mapping, map_columns, parse_field


def fields(header: str, *rows: str, told: dict[str, str] | None = None) -> list[str]:
    return [use.field for use in mapped(header, *rows, told=told).columns]


def mapped(header: str, *rows: str, told: dict[str, str] | None = None) -> Mapping:
    return map_columns(header.split(","), [row.split(",") for row in rows], told)


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("E-mail 1 - Value", "email 1 value"),
        ("mql_id", "mql id"),
        ("LeadSource", "lead source"),
        ("ProspectID", "prospect id"),
        ("Tél. mobile", "tel mobile"),
        ("  Société ", "societe"),
    ],
)
def test_headers_compare_as_words(header, key):
    assert header_key(header) == key


@pytest.mark.parametrize(
    ("header", "program"),
    [
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On", "LinkedIn"),
        ("Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté(e) le", "LinkedIn"),
        ("First Name,Last Name,Organization Name,E-mail 1 - Value", "Google"),
        ("Name,Given Name,Family Name,E-mail 1 - Type,E-mail 1 - Value", "Google"),
        ("Title,First Name,Last Name,Company,Business Phone,Job Title,E-mail Address,E-mail 2 Address", "Outlook"),
        ("Titre,Prénom,Nom,Société,Adresse de messagerie", "Outlook"),
        ("First Name,Last Name,Display Name,Primary Email", "Thunderbird"),
        ("Record ID,Deal Name,Deal Stage,Amount", "HubSpot"),
        ("Nom de la transaction,Étape de la transaction,Montant", "HubSpot"),
        ("Deal - Title,Deal - Value,Deal - Stage,Person - Name", "Pipedrive"),
        ("Affaire - Titre,Affaire - Valeur,Personne - Nom", "Pipedrive"),
        ("Opportunity Name,Account Name,Stage,Amount", "Salesforce"),
        ("Opportunity,Contact Name,Email,Expected Revenue,Stage", "Odoo"),
        ("name,phone", ""),
    ],
)
def test_programs_are_recognised(header, program):
    assert mapped(header).program == program


def test_linkedin():
    found = fields("First Name,Last Name,URL,Email Address,Company,Position,Connected On")
    assert found == ["given_name", "family_name", "link", "email", "organization", "job_title", "source_on"]


def test_french_linkedin():
    found = fields("Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté(e) le")
    assert found == ["given_name", "family_name", "link", "email", "organization", "job_title", "source_on"]


def test_pipedrive_in_both_languages():
    english = fields("Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Stage,Deal - Status,Person - Name,"
                     "Person - Email - Work,Organization - Name,Deal - Won time,Deal - Owner")  # fmt: skip
    assert english == [
        "title", "amount", "currency", "stage", "status", "name", "email", "organization", "won_on", "note",
    ]  # fmt: skip
    french = fields(
        "Affaire - Titre,Affaire - Valeur,Affaire - Étape,Affaire - Statut,Personne - Nom,Organisation - Nom"
    )
    assert french == ["title", "amount", "stage", "status", "name", "organization"]


def test_hubspot_deals_in_french():
    found = fields("ID de fiche d'informations,Nom de la transaction,Étape de la transaction,Montant,Date de fermeture,"
                   "Date de création,Propriétaire de la transaction")  # fmt: skip
    assert found == ["external_id", "title", "stage", "amount", "closed_on", "created_on", "note"]


def test_nom_is_the_family_name_beside_a_given_name():
    assert fields("Nom,Prénom,Société") == ["family_name", "given_name", "organization"]
    assert fields("Nom,Société,Téléphone") == ["name", "organization", "phone"]


def test_the_first_of_two_titles_is_the_form_of_address():
    assert fields("Titre,Prénom,Nom,Titre,Profession", "Mme,Élodie,Lefèvre,Gérante,") == [
        "prefix", "given_name", "family_name", "job_title", "note",
    ]  # fmt: skip


def test_title_is_a_job_a_form_of_address_or_the_deals_own():
    assert fields("First Name,Last Name,Company,Title,Email,Status")[3] == "job_title"
    assert fields("Title,First Name,Job Title")[0] == "prefix"
    assert fields("Title,First Name,Last Name", "Dr,Ada,Lovelace", "Mrs,Grace,Hopper")[0] == "prefix"
    assert fields("Title,Contact,Value,Stage")[0] == "title"


def test_stage_and_status_side_by_side():
    assert fields("name,stage,status") == ["name", "stage", "status"]
    assert fields("name,status") == ["name", "stage"]


def test_of_two_columns_for_one_field_the_better_word_wins_and_the_other_goes_to_the_note():
    assert fields("account,company,email") == ["note", "organization", "email"]
    assert fields("lead_origin,lead_source,name") == ["note", "source", "name"]


def test_addresses_keep_together_what_belongs_together():
    uses = mapped("Business Street,Work City,Rue (domicile),Ville (domicile),Address 1 - City").columns
    assert [(use.field, use.group) for use in uses] == [
        ("street", "business"), ("city", "business"), ("street", "home"), ("city", "home"), ("city", "address 1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    ["E-mail Display Name", "Email Confidence", "Owner Email", "Assistant's Phone", "Home Fax", "Phonetic First Name"],
)
def test_what_only_looks_like_a_field_goes_to_the_note(header):
    assert fields(f"name,{header}") == ["name", "note"]


def test_columns_without_names_are_known_by_their_content():
    assert fields("Column 1,Column 2,Column 3", "Ada,ada@example.com,06 12 34 56 78") == ["name", "email", "phone"]


def test_what_is_told_goes_before_what_is_guessed():
    assert fields("Société,Client,Autre", told={"client": "organization", "3": "name"}) == [
        "note",
        "organization",
        "name",
    ]
    assert fields("a,b", told={"a": "société", "b": "-"}) == ["organization", "ignore"]


def test_what_cannot_be_told_is_refused_with_what_can():
    with pytest.raises(UnknownColumnError, match="Columns of this file: a, b"):
        mapped("a,b", told={"c": "name"})
    with pytest.raises(UnknownFieldError, match="organization"):
        mapped("a,b", told={"a": "colour"})


@pytest.mark.parametrize(
    ("text", "field"),
    [("name", "name"), ("company", "organization"), ("E-mail", "email"), ("montant", "amount"), ("", "ignore"),
     ("nom", "name"), ("external_id", "external_id"), ("title", "title"), ("note", "note")],
)  # fmt: skip
def test_fields_are_told_by_any_of_their_words(text, field):
    assert parse_field(text) == field


def test_people_and_deals_are_told_apart():
    assert not mapped("date,place").has_people
    assert mapped("email").has_people
    assert not mapped("name,email").has_deals
    assert mapped("name,amount").has_deals

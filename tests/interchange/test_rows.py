"""Rows to records: names, ways to reach, amounts, days, notes; nothing is dropped silently."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest

from funneltui.interchange.csv_reader import open_sheet
from funneltui.interchange.dates import day_order, parse_day
from funneltui.interchange.headers import is_known
from funneltui.interchange.mapping import map_columns
from funneltui.interchange.problems import Problems
from funneltui.interchange.records import PersonRecord
from funneltui.interchange.rows import RowReader
from funneltui.interchange.stage_words import guess_loss_reason, guess_stage, guess_state
from funneltui.interchange.survey import survey


def records(text: str, problems: Problems | None = None) -> list[PersonRecord | None]:
    sheet = open_sheet(text.encode(), is_known)
    mapping = map_columns(sheet.header, [row.cells for row in islice(sheet.rows(), 50)])
    noted = Problems() if problems is None else problems
    facts, _ = survey(sheet, mapping, "EUR", noted)
    reader = RowReader(mapping, facts, noted)
    return [reader.read(row) for row in sheet.rows()]


def record(text: str, problems: Problems | None = None) -> PersonRecord:
    one = records(text, problems)[0]
    assert one is not None
    return one


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-01-15", date(2024, 1, 15)),
        ("2024/1/5", date(2024, 1, 5)),
        ("20240115", date(2024, 1, 15)),
        ("2018-02-26 19:58:54", date(2018, 2, 26)),
        ("2018-02-26T19:58:54Z", date(2018, 2, 26)),
        ("15-Jan-24", date(2024, 1, 15)),
        ("15 Mar 2024", date(2024, 3, 15)),
        ("5-May-25", date(2025, 5, 5)),
        ("1er février 2024", date(2024, 2, 1)),
        ("15 déc. 2024", date(2024, 12, 15)),
        ("March 15, 2024", date(2024, 3, 15)),
        ("Mon, 15 Jan 2024", date(2024, 1, 15)),
        ("14.2.1985", date(1985, 2, 14)),
        ("14/02/1985 10:30", date(1985, 2, 14)),
        ("2/14/1985", date(1985, 2, 14)),
        ("1700000000000", date(2023, 11, 14)),
        ("0/0/00", None),
        ("31/02/2024", None),
        ("soon", None),
        ("", None),
        ("2024-13-45", None),
    ],
)
def test_days(text, day):
    assert parse_day(text, "dmy") == day


def test_day_and_month_are_told_apart_by_the_column():
    assert day_order(["3/14/2026", "4/2/2026"]) == (0, 1, 1)
    assert day_order(["14/03/2026", "02/04/2026", "5/5/2026"]) == (1, 0, 1)
    one, other = records("name,close date,amount\nA,3/14/2026,1\nB,4/2/2026,2\n")
    assert one
    assert other
    assert other.closed_on == date(2026, 4, 2)
    one, other = records("name,close date,amount\nA,14/3/2026,1\nB,4/2/2026,2\n")
    assert other
    assert other.closed_on == date(2026, 2, 4)


def test_without_evidence_a_semicolon_means_day_first_and_it_is_told():
    problems = Problems()
    assert record("nom;date de relance\nAda;3/4/2026\n", problems).next_on == date(2026, 4, 3)
    assert [one.sentence for one in problems] == ["Dates such as 3/4/2026 are read day first."]
    assert record("name,next step date\nAda,3/4/2026\n").next_on == date(2026, 3, 4)


def test_what_is_no_day_goes_to_the_note_and_is_told():
    problems = Problems()
    one = record("name,connected on\nAda,long ago\n", problems)
    assert one.note == "connected on: long ago"
    assert [(problem.line, problem.sentence) for problem in problems] == [
        (2, "“long ago” isn't a date; it was kept in the note.")
    ]


@pytest.mark.parametrize(
    ("header", "row", "name", "by"),
    [
        ("first name,middle name,last name,suffix", "Ada,Augusta,Lovelace,Jr.", "Ada Augusta Lovelace Jr.", "name"),
        ("name,first name", "  Ada   Lovelace ,Ada", "Ada Lovelace", "name"),
        ("name,email", ",ada@example.com", "ada@example.com", "email"),
        ("name,company", ",Engines", "Engines", "organization"),
        ("deal name,company,amount", "New roof,,1", "New roof", "title"),
        ("opportunity_id,product,account", "X1,Roof,", "X1", "external_id"),
        ("name,phone", ",06 12 34 56 78", "06 12 34 56 78", "phone"),
        ("first name,url", ",https://www.linkedin.com/in/ada", "https://www.linkedin.com/in/ada", "link"),
    ],
)
def test_the_name_falls_back_on_what_there_is(header, row, name, by):
    one = record(f"{header}\n{row}\n")
    assert (one.name, one.named_by) == (name, by)


def test_a_row_with_only_a_date_is_no_record():
    assert records("First Name,Last Name,Email Address,Connected On\n,,,01 Jan 2023\n") == [None]


def test_several_ways_to_reach_somebody_in_columns_and_cells():
    one = record(
        "Name,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Mobile\n"
        "Ada,* Home,a@example.com ::: b@example.com,Work,A@example.com,Main,"
        "01 02 03 04 05 ::: 06 07 08 09 10,0607080910\n"
    )
    assert [(reach.value, reach.label) for reach in one.emails] == [
        ("a@example.com", "home"),
        ("b@example.com", "home"),
    ]
    assert [reach.normalized for reach in one.phones] == ["+33102030405", "+33607080910"]


def test_a_name_with_an_address_and_words_for_one():
    assert record("name,email\nAda,Ada Lovelace <ada@example.com>\n").emails[0].value == "ada@example.com"
    problems = Problems()
    one = record("name,email\nAda,ask her\n", problems)
    assert (one.emails, one.note) == ((), "email: ask her")
    assert problems.count == 1


def test_a_phone_without_digits_goes_to_the_note():
    assert record("name,phone\nAda,ask\n").note == "phone: ask"


@pytest.mark.parametrize(
    ("cell", "amount", "currency"),
    [("4200", 420000, "EUR"), ("1054.5", 105450, "EUR"), ("1 234,50 €", 123450, "EUR"), ("$12,500.00", 1250000, "USD"),
     ("5j x 450", 225000, "EUR"), ("0", 0, "EUR")],
)  # fmt: skip
def test_amounts(cell, amount, currency):
    one = record(f'name;amount\nAda;"{cell}"\n')
    assert (one.amount, one.currency) == (amount, currency)


def test_amounts_without_a_sign_follow_the_others_of_their_column():
    problems = Problems()
    _one, other = records('name,amount\nAda,"$1,000.00"\nGrace,200\n', problems)
    assert other
    assert (other.amount, other.currency) == (20000, "USD")
    assert problems.count == 1


def test_a_column_says_the_currency():
    assert record("name,amount,currency\nAda,100,chf\n").currency == "CHF"


@pytest.mark.parametrize("cell", ["Call for quote", "-5", "1e9", "12.345,6.7"])
def test_what_is_no_amount_goes_to_the_note_and_is_told(cell):
    problems = Problems()
    one = record(f'name;amount\nAda;"{cell}"\n', problems)
    assert one.amount is None
    assert f"amount: {cell}" in one.note + one.deal_note
    assert problems.count == 1


def test_unmapped_columns_and_excess_cells_go_to_the_note():
    one = record('name,colour,notes,size\nAda,red,"first line\r\nsecond",XL,more\n')
    assert one.note == "first line\nsecond\ncolour: red\nsize: XL\nColumn 5: more"


def test_what_a_deal_brings_goes_to_the_deals_note():
    one = record("name,amount,birthday,notes,owner\nAda,1,2/14/1985,call,Bob\n")
    assert one.note == "birthday: 1985-02-14"
    assert one.deal_note == "call\nowner: Bob"


def test_what_outlook_writes_by_itself_is_no_note():
    one = record(
        "First Name,Last Name,E-mail Address,E-mail Type,Priority,Private,Sensitivity,Anniversary\n"
        "Ada,Lovelace,a@example.com,SMTP,Normal,False,Normal,0/0/00\n"
    )
    assert one.note == ""
    assert "Priority: High" in record("name,Priority\nAda,High\n").note


def test_a_form_of_address_is_kept_in_the_note():
    assert record("Civilité;Prénom;Nom\nMme;Élodie;Lefèvre\n").note == "Civilité: Mme"


def test_addresses_are_put_together_and_further_ones_noted():
    one = record(
        "Name,Home Street,Home City,Home Postal Code,Home Country,Business Street,Business City\n"
        "Ada,1 rue A,Paris,75001,France,2 rue B,Lyon\n"
    )
    assert one.address == "1 rue A\n75001 Paris\nFrance"
    assert one.note == "Business Street: 2 rue B\nLyon"


def test_a_formatted_address_is_completed_by_what_it_lacks():
    one = record(
        "Name,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - Country\n"
        'Ada,"1 Main St, Ogden",1 Main St,Ogden,United States\n'
    )
    assert one.address == "1 Main St, Ogden\nUnited States"


def test_tags_of_google_and_of_everybody():
    assert record("name,labels\nAda,* myContacts ::: Suppliers\n").tags == ("myContacts", "Suppliers")
    assert record("name,tags\nAda,Referral; VIP;VIP\n").tags == ("Referral", "VIP")


def test_an_apostrophe_before_a_formula_is_taken_off():
    one = record("name,phone\n'=Ada,'+33 6 12 34 56 78\n")
    assert (one.name, one.phones[0].value) == ("=Ada", "+33 6 12 34 56 78")


def test_linkedin_is_the_source_of_its_people():
    one = record("First Name,Last Name,Connected On\nAda,Lovelace,15 Mar 2024\n")
    assert (one.source, one.source_on) == ("LinkedIn", date(2024, 3, 15))


def test_a_day_won_or_lost_says_the_state():
    assert record("id,won_date\nABC,2018-02-26 19:58:54\n").state == "won"
    assert record("name,lost time\nAda,2024-01-01\n").state == "lost"


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("Won", "client"), ("Closed Won", "client"), ("closedwon", "client"), ("Gagnée", "client"),
        ("Lost", "lost"), ("CLOSED LOST", "lost"), ("Fermé perdu", "lost"), ("Unqualified", "lost"),
        ("Engaging", "lead"), ("Contacted", "lead"), ("Working", "lead"), ("En cours", "lead"),
        ("Prospecting", "suspect"), ("New", "suspect"), ("Open - Not Contacted", "suspect"),
        ("Qualified", "prospect"), ("Qualifié", "prospect"), ("appointmentscheduled", "prospect"),
        ("Proposal/Price Quote", "proposal"), ("Quoted", "proposal"), ("Devis envoyé", "proposal"),
        ("Contract Sent", "proposal"), ("Négociation", "proposal"), ("Negotiation/Review", "proposal"),
        ("Nurturing", "parked"), ("Pas maintenant", "parked"), ("Blue", ""), ("", ""),
        ("Closed Lost - no budget", "lost"), ("Perdu - pas de réponse", "lost"), ("Lost: never answered", "lost"),
        ("Perdu (pas de budget)", "lost"), ("On hold - not before May", "parked"), ("Gagné, non facturé", "client"),
        ("Proposal - to be sent", ""), ("not lost - yet", ""),
    ],
)  # fmt: skip
def test_stages_are_known_by_their_meaning(words, stage):
    assert guess_stage(words) == stage


def test_states_and_loss_reasons():
    assert [guess_state(text) for text in ("1", "won", "Perdu", "open", "0")] == ["won", "won", "lost", "open", "open"]
    assert guess_loss_reason("Too expensive") == "price"
    assert guess_loss_reason("the moon") == ""

"""Trials B1 to B7, B9, B16, B19 to B21: what an import makes of numbers, letters, headers, opt-outs and broken rows."""

from __future__ import annotations

import contextlib
import time
import tracemalloc

import pytest

from funneltui.errors import FunnelError
from funneltui.interchange.mapping import map_columns
from funneltui.services.exporting import CSV_COLUMNS
from tests.trials.bench import Bench, rejected, told


def amounts(bench: Bench, *cells: str, separator: str = ";", **options: object) -> list[object]:
    """What a column of amounts is read as, in euros."""
    rows = [f"A{number}{separator}a{number}@x.example{separator}{cell}" for number, cell in enumerate(cells)]
    bench.bring("\n".join([separator.join(("Nom", "E-mail", "Montant")), *rows]), **options)
    read = bench.column("SELECT amount FROM opportunity ORDER BY id")
    return [None if one is None else one / 100 for one in read]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (("3.000", "12.500", "12.345"), [3000, 12500, 12345]),
        (("1.500", "3.200,50"), [1500, 3200.5]),
        (("1500.000", "2000.000"), [1500, 2000]),
        (("1500.000", "1.500"), [1500, 1.5]),
        (("3,000", "12,500.00"), [3000, 12500]),
        (("3,5", "12,345"), [3.5, None]),
        (("1 500", "2 000,50"), [1500, 2000.5]),
        (("1'500.00", "2’000"), [1500, 2000]),
        (("1.234.567", "1.500"), [1234567, 1500]),
        (("€ 1.500", "3.200 €"), [1500, 3200]),
        (("0.500", "1.250"), [0.5, 1.25]),
        (("1500", "3.000"), [1500, 3000]),
        (("12,50", "1.500,00", "3.000"), [12.5, 1500, 3000]),
    ],
)
def test_b01_one_convention_a_column(bench: Bench, cells: tuple[str, ...], read: list[object]) -> None:
    assert amounts(bench, *cells) == read


@pytest.mark.parametrize(("decimal", "read"), [(".", [1.5]), (",", [1500]), ("", [1500])])
def test_b01_the_convention_can_be_told(bench: Bench, decimal: str, read: list[object]) -> None:
    assert amounts(bench, "1.500", decimal=decimal) == read


@pytest.mark.parametrize(
    ("one", "other"), [("14/3/2026", "2026-02-04"), ("3/14/2026", "2026-04-02"), ("14.3.2026", "2026-02-04")]
)
def test_b01_the_order_of_day_and_month_is_decided_by_column(bench: Bench, one: str, other: str) -> None:
    text = f"Name,Expected close date,Close date\nAda,{one},1/13/2026\nBob,4/2/2026,1/2/2026\n"
    bench.bring(text.replace("Close date\n", "Created on\n"))
    assert bench.column("SELECT expected_close FROM opportunity ORDER BY id")[1] == other
    assert str(bench.column("SELECT created_at FROM opportunity ORDER BY id")[1])[:10] == "2026-01-02"


@pytest.mark.parametrize(("order", "day"), [("dmy", "2026-04-03"), ("mdy", "2026-03-04")])
def test_b01_the_order_can_be_told(bench: Bench, order: str, day: str) -> None:
    bench.bring("Name,Expected close date\nAda,3/4/2026\nBob,25/12/2026\n", date_order=order)
    assert bench.column("SELECT expected_close FROM opportunity ORDER BY id") == [day, "2026-12-25"]


NAMES = "Name,Email\nÉlodie,e@x.example\nNoël,n@x.example\nZoé,z@x.example\n"


@pytest.mark.parametrize("stray", [b"Ren\xe9,r@x.example\n", b"Ren\xe9,r@x.example\nL\xe9a,l@x.example\n"])
def test_b02_utf8_with_stray_windows_bytes(bench: Bench, stray: bytes) -> None:
    report = bench.bring(NAMES.encode() + stray)
    assert set(bench.people()) >= {"Élodie", "Noël", "Zoé", "René"}
    assert "UTF-8 like the rest" in told(report)


@pytest.mark.parametrize("cut", [NAMES.encode() + "x,é".encode()[:-1], "Name,Note\nZoe,Zoé".encode()[:-1]])
def test_b02_a_file_cut_inside_its_last_letter(bench: Bench, cut: bytes) -> None:
    preview = bench.preview(cut)
    assert preview.encoding == "utf-8"
    assert "cut off" in " ".join(one.sentence for one in preview.problems)


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1252", ["Élodie", "Noël", "Zoé"]), ("mac_roman", ["Élodie", "Noël", "Zoé"]), ("utf-16", ["Élodie", "Noël"]),
        ("utf-8-sig", ["Élodie", "Noël"]), ("latin-1", ["René", "Léa", "Jérôme"]), ("utf-16-le", ["Élodie", "Noël"]),
    ],
)  # fmt: skip
def test_b02_other_encodings_are_still_found(bench: Bench, encoding: str, names: list[str]) -> None:
    text = "Name,Email\n" + "".join(f"{name},a{number}@x.example\n" for number, name in enumerate(names))
    bench.bring(text.encode(encoding))
    assert list(bench.people()) == names


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-8", "cp1250"])
@pytest.mark.parametrize("header", ["Montant", "Montant (€ HT)"])
def test_b02_a_currency_sign_alone_tells_the_encoding(bench: Bench, encoding: str, header: str) -> None:
    bench.bring(f"Nom;{header}\nAda;2 000 €\nBob;1 500 €\n".encode(encoding))
    assert bench.column("SELECT amount FROM opportunity ORDER BY id") == [200000, 150000]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("JOËL", "NOËL"), ("LOÏC", "ANAÏS"), ("Joël", "Noël"), ("ZOÉ", "MÛRE"), ("ÇELIK", "ÖZGÜR"), ("Łukasz", "Żak"),
        ("Åsa", "Øre"), ("CÉLINE", "FORÊT"), ("ŸVES", "HAŸ"), ("Jürgen", "Groß"),
    ],
)  # fmt: skip
def test_b03_sound_text_is_not_repaired(bench: Bench, first: str, last: str) -> None:
    report = bench.bring(f"First,Last,Email\n{first},{last},j@x.example\n")
    assert list(bench.people()) == [f"{first} {last}"]
    assert "repaired" not in told(report)


def test_b03_damaged_text_still_is(bench: Bench) -> None:
    text = "Prénom;Nom\nÉlodie;Lefèvre\nRené;Noël\n".encode().decode("cp1252", "replace")
    bench.bring(text)
    assert "René Noël" in bench.people()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Who,Mail,Kind,Best way\nPaul,p@x.example,Customer,Phone\nLéa,l@x.example,Prospect,Mobile\n", {"Paul", "Léa"}),
        ("Qui,Adresse\nPaul,p@x.example\nLéa,l@x.example\n", {"Paul", "Léa"}),
        ("Paul,p@x.example,Customer,Phone\nLéa,l@x.example,Prospect,Email\n", {"Paul", "Léa"}),
    ],
)
def test_b04_a_row_with_an_address_is_no_header(bench: Bench, text: str, people: set[str]) -> None:
    bench.bring(text)
    assert set(bench.people()) == people


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_b05_a_row_in_one_quoted_cell_is_split_once_more(bench: Bench, separator: str) -> None:
    text = 'Prospect ID,Name,Email\na1,Paul,p@x.example\n"b2,Léa,l@x.example"\n'.replace(",", separator)
    bench.bring(text)
    assert bench.people() == {"Paul": ["p@x.example"], "Léa": ["l@x.example"]}


def test_b05_one_that_does_not_split_is_rejected_with_its_line(bench: Bench) -> None:
    report = bench.bring('Prospect ID,Name,Email\na1,Paul,p@x.example\n"b2,Léa"\n')
    assert list(bench.people()) == ["Paul"]
    assert rejected(report)[0][0] == "3"
    assert "b2,Léa" in rejected(report)[0]


@pytest.mark.parametrize("flag", ["1", "0", "12", "yes", "x"])
@pytest.mark.parametrize("header", ["Client", "Customer", "Contact"])
def test_b06_figures_and_flags_are_no_name(bench: Bench, flag: str, header: str) -> None:
    bench.bring(f"Nom du tiers;{header};Ville\nMenuiserie B;{flag};Dijon\nBoulangerie P;{flag};Dijon\n")
    assert set(bench.people()) == {"Menuiserie B", "Boulangerie P"}
    assert bench.column("SELECT name FROM organization ORDER BY id") == ["Menuiserie B", "Boulangerie P"]


def test_b06_a_flag_called_prospect_takes_no_name_from_nom(bench: Bench) -> None:
    bench.bring("Nom;Prospect;Fournisseur\nMenuiserie B;Oui;Non\nBoulangerie P;2;0\n")
    assert list(bench.people()) == ["Menuiserie B", "Boulangerie P"]
    assert "Prospect: Oui" in bench.notes()


def test_b04_a_column_of_addresses_called_contact_holds_addresses(bench: Bench) -> None:
    bench.bring("Qui,Contact,Tel\nAnne,nom@x.example,0612345678\nLéa,l@x.example,0612345679\n")
    assert bench.people() == {"Anne": ["nom@x.example", "0612345678"], "Léa": ["l@x.example", "0612345679"]}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Email Confidence", ("0.95", "0.4")), ("Total Time Spent on Website", ("674", "30")),
        ("Email Status", ("verified", "invalid")), ("Phone Score", ("12", "3")), ("Emails Sent", ("3", "4")),
        ("Mobile verified", ("yes", "no")), ("Website visits", ("3", "0")), ("Last Email Date", ("2026-01-02", "")),
        ("Number of phone calls", ("2", "1")), ("Email domain", ("x.example", "y.example")),
    ],
)  # fmt: skip
def test_b07_columns_about_an_address_are_for_the_note(bench: Bench, header: str, cells: tuple[str, str]) -> None:
    one, other = cells
    report = bench.bring(f"Name,Email,{header}\nAda,a@x.example,{one}\nBob,b@x.example,{other}\n")
    assert bench.people() == {"Ada": ["a@x.example"], "Bob": ["b@x.example"]}
    assert f"{header}: {one}" in bench.notes()
    assert not [one for one in report.problems if one.warning]


@pytest.mark.parametrize(
    ("header", "cell", "whole", "channels"),
    [
        ("Do Not Email", "Yes", 0, '["email"]'), ("EMAIL_BLACKLISTED", "1", 0, '["email"]'),
        ("Email Opt Out", "true", 0, '["email"]'), ("HasOptedOutOfEmail", "TRUE", 0, '["email"]'),
        ("Do Not Call", "x", 0, '["call"]'), ("SMS_BLACKLISTED", "yes", 0, '["sms"]'),
        ("Do not contact", "yes", 1, "[]"), ("Ne pas contacter", "Oui", 1, "[]"), ("Opposition", "oui", 1, "[]"),
        ("Unsubscribed", "2026-01-05", 0, '["email"]'), ("Do not contact", "email, call", 0, '["call", "email"]'),
        ("Do Not Email", "No", 0, "[]"), ("Opt Out", "0", 0, "[]"), ("Désinscrit", "non", 0, "[]"),
    ],
)  # fmt: skip
def test_b09_an_opt_out_becomes_opposition(bench: Bench, header: str, cell: str, whole: int, channels: str) -> None:
    bench.bring(f'Name,Email,{header}\nAda,a@x.example,"{cell}"\n')
    assert bench.rows("SELECT opposed, opposed_channels FROM contact") == [(whole, channels)]


def test_b09_an_opt_out_that_is_not_understood_is_told(bench: Bench) -> None:
    report = bench.bring("Name,Email,Email Opt Out\nAda,a@x.example,maybe\n")
    assert "Email Opt Out: maybe" in bench.notes()
    assert "maybe" in told(report)


@pytest.mark.parametrize("mode", ["skip", "update"])
def test_b09_an_opt_out_holds_for_somebody_who_is_there(bench: Bench, mode: str) -> None:
    bench.bring("Name,Email\nAda,a@x.example\n")
    bench.bring("Name,Email,Do not contact\nAda,a@x.example,yes\n", on_duplicate=mode)
    assert bench.column("SELECT opposed FROM contact") == [1]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("06 12 34 56 78 / 07 12 34 56 79", 2), ("06 12 34 56 78 ou 07 12 34 56 79", 2), ("0612345678/0712345679", 2),
        ("06 12 34 56 78 or 07 12 34 56 79", 2), ("06 12 34 56 78, 07 12 34 56 79", 2), ("06/12/34/56/78", 1),
        ('"=""0612345678"""', 1), ("+33 6 12 34 56 78; 07 12 34 56 79", 2), ("06.12.34.56.78", 1),
    ],
)  # fmt: skip
def test_b16_all_numbers_of_a_cell_are_found(bench: Bench, cell: str, numbers: int) -> None:
    quoted = cell if cell.startswith('"') else f'"{cell}"'
    bench.bring(f"Name,Phone\nAda,{quoted}\n")
    normalized = bench.column("SELECT normalized FROM contact_point ORDER BY id")
    assert normalized == ["+33612345678", "+33712345679"][:numbers]


def test_b16_a_damaged_number_is_told(bench: Bench) -> None:
    report = bench.bring("Name,Phone\nAda,3.36123E+10\nBob,0612345678\n")
    assert bench.people() == {"Ada": [], "Bob": ["0612345678"]}
    assert "damaged" in told(report)
    assert "3.36123E+10" in bench.notes()


@pytest.mark.parametrize("cell", ['"He said "hi" to us"', '"a "b" c', 'x "y" z', '"quote"" inside"'])
def test_b16_no_quote_is_lost(bench: Bench, cell: str) -> None:
    bench.bring(f"Name,Note,City\nAda,{cell},Lyon\n")
    letters = [sign for sign in cell if sign not in ' "']
    note = bench.notes().strip()
    assert [sign for sign in note if sign not in ' "'] == letters
    assert note.count('"') >= cell.count('"') - 4 + 2 * (cell.count('"') % 2)


@pytest.mark.parametrize("digits", [40, 400, 4300, 5000])
def test_b19_an_amount_of_thousands_of_digits_goes_to_the_note(bench: Bench, digits: int) -> None:
    report = bench.bring(f"Name,Amount\nAda,{'9' * digits}\n")
    assert bench.column("SELECT amount FROM opportunity") == [None]
    assert "9" * digits in bench.notes()
    assert "valid amount" in told(report)


@pytest.mark.parametrize("piece", ['"a"b"c,', '"a""b"c,', '""",', '"",', '"a,', 'a"b,', '"x" ,'])
def test_b19_stray_quotes_cost_no_more_than_their_number(bench: Bench, piece: str) -> None:
    started = time.process_time()
    with contextlib.suppress(FunnelError):
        bench.preview(f"Name,Note\nAda,{piece * 16_000}\n")
    assert time.process_time() - started < 10


@pytest.mark.parametrize("cell", ['"' * 1_000_000, '""' * 500_000 + "x", "x" * 3_000_000, '"' + "y" * 2_000_000 + '"'])
def test_d12_a_cell_of_a_million_quotes_is_refused_with_its_line(bench: Bench, cell: str) -> None:
    path = bench.file(f"Name,Note\nAda,fine\nBob,{cell}\nCid,fine\n")
    tracemalloc.start()
    report = bench.importing.run(bench.importing.preview(path))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 60_000_000
    assert {"Ada", "Cid"} <= set(bench.people())
    assert rejected(report)[0][:2] == ["3", "the line is too long: more than half a million characters"]


@pytest.mark.parametrize(
    "footer",
    ["Total;1200", "TOTAL ;;", "Grand Total;3", "Sous-total;12,50 €", "Report generated by Marie",
     "Exporté le 3/12/2026;", "Copyright (c) 2000-2026 salesforce.com", "2 records",
     "Confidential Information - Do Not Distribute", "Page 1 of 1"],
)  # fmt: skip
def test_b20_what_stands_below_the_rows_is_left_out_and_told(bench: Bench, footer: str) -> None:
    report = bench.bring(f"Nom;Montant\nMenuiserie B;1000\nBoulangerie P;200\n{footer}\n")
    assert list(bench.people()) == ["Menuiserie B", "Boulangerie P"]
    assert footer.partition(";")[0].strip() in told(report)


def test_b20_a_client_called_total_is_no_footer(bench: Bench) -> None:
    bench.bring("Nom;Email;Montant\nTotal;;1000\nTotal;jean@total.example;200\n")
    assert len(bench.rows("SELECT 1 FROM opportunity")) == 2


def test_b20_a_column_without_a_header_is_called_by_its_number(bench: Bench) -> None:
    bench.bring("Name,,Email\nAda,johan,a@x.example,more\n")
    assert bench.notes().splitlines()[:2] == ["Column 2: johan", "Column 4: more"]


def test_b21_our_own_words_are_understood(bench: Bench) -> None:
    bench.bring("Name,Stage,Loss reason,Loss note\nAda,Lost,Price,half of ours\n")
    assert bench.rows("SELECT lost_reason, lost_note FROM opportunity") == [("price", "half of ours")]


@pytest.mark.parametrize("language", [0, 1], ids=["English", "French"])
def test_b21_every_column_of_our_own_csv_has_its_field(language: int) -> None:
    uses = map_columns([names[language] for names in CSV_COLUMNS]).columns
    assert [use.header for use in uses if use.field == "note"] == ["Note"]


def test_b21_the_file_of_rejected_rows_comes_in_mended(bench: Bench) -> None:
    report = bench.bring("First Name,Last Name,Email Address\nAda,Byron,a@x.example\n,,\n , ,x\n")
    assert report.reject_file is not None
    mended = report.reject_file.read_text().replace(",,,x", ",Bob,Grey,b@x.example")
    bench.bring(mended)
    assert bench.people() == {"Ada Byron": ["a@x.example"], "Bob Grey": ["b@x.example"]}
    assert bench.notes().strip() == ""


def test_b06_words_for_nothing_are_empty_and_told(bench: Bench) -> None:
    report = bench.bring(
        "Name,Company,Email,Phone,Amount,Stage,Tags\n"
        "Ada,-,n/a,—,#REF!,-None-,N/A\nBob,N/A,b@x.example,--,#DIV/0!,(vide),-\n-,-,-,-,-,-,-\n"
    )
    assert bench.people() == {"Ada": [], "Bob": ["b@x.example"]}
    assert bench.column("SELECT name FROM organization") == []
    assert bench.column("SELECT note FROM contact") == ["", ""]
    assert bench.column("SELECT tags FROM opportunity") == ["[]", "[]"]
    assert "18 cells only say that there is nothing" in told(report)


def test_b06_signs_alone_are_no_name(bench: Bench) -> None:
    report = bench.bring("Name,Email\n?,ada@x.example\n***,\nBob,\n")
    assert bench.people() == {"ada@x.example": ["ada@x.example"], "Bob": []}
    assert bench.column("SELECT note FROM contact ORDER BY id") == ["Name: ?", ""]
    assert "***" in str(rejected(report))

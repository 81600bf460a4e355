"""Importing what is no table by the command line: vCards, address books, workbooks."""

from __future__ import annotations

import pytest

from tests.interchange.workbooks import xlsx

VCARDS = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Sophie Martin\nORG:Asso Lumière\nEMAIL;TYPE=WORK:sophie@asso.example\n"
    "TEL;TYPE=CELL:06 12 34 56 78\nCATEGORIES:video\nNOTE:met in Dijon\nBDAY:1985-02-14\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:2.1\nN;ENCODING=QUOTED-PRINTABLE:Roux;L=C3=A9a\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Friends\nEND:VCARD\n"
)


def test_vcards_are_imported_whatever_the_file_is_called(run, tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text(VCARDS)
    report = run("import", path, "--source", "phone", "--json").json
    assert (report["kind"], report["rows"], report["created"], report["skipped"]) == ("vcard", 3, 2, 1)
    assert report["reasons"] == [{"reason": "a group or a list, not a person", "count": 1}]
    sophie, lea = run("list", "--sort", "name", "--json").json
    assert (lea["contact"]["name"], sophie["contact"]["name"]) == ("Léa Roux", "Sophie Martin") or (
        sophie["contact"]["name"],
        lea["contact"]["name"],
    ) == ("Léa Roux", "Sophie Martin")
    again = run("import", path, "--json").json
    assert (again["created"], again["skipped"]) == (0, 3)
    run("undo")
    assert run("list", "--json").json == []


def test_an_address_book_is_imported(run, tmp_path):
    path = tmp_path / "book"
    path.write_text("dn: cn=x\nobjectclass: person\ncn: Sophie Martin\nmail: s@x.example\n")
    assert run("import", path, "--json").json["kind"] == "ldif"
    (only,) = run("list", "--json").json
    assert (only["contact"]["name"], only["contact"]["email"]) == ("Sophie Martin", "s@x.example")


def test_a_file_without_a_card_is_refused(run, tmp_path):
    path = tmp_path / "contacts.vcf"
    path.write_text("BEGIN:VCARD\nEND:VCARD\n")
    assert "empty" in run("import", path, code=1).err


def test_a_workbook_is_imported_from_the_sheet_that_is_named(run, tmp_path):
    pytest.importorskip("python_calamine", reason="python-calamine is not installed")
    path = tmp_path / "leads"
    path.write_bytes(xlsx({"Old": [["Name"], ["A"], ["B"]], "New": [["Nom", "E-mail"], ["Élodie", "e@x.example"]]}))
    assert run("import", path, "--sheet", "None", code=2).err.strip().endswith("Choose from: Old, New.")
    report = run("import", path, "--sheet", "new", "--json").json
    assert (report["kind"], report["created"]) == ("workbook", 1)
    (only,) = run("list", "--json").json
    assert (only["contact"]["name"], only["contact"]["email"]) == ("Élodie", "e@x.example")

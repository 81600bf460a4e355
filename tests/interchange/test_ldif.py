"""Address books in LDIF: what of an entry is in which column, and what is no person."""

from __future__ import annotations

import time

import pytest

from funneltui.interchange.errors import NothingInFileError
from funneltui.interchange.ldif_reader import read_ldif
from funneltui.interchange.problems import Problems


def entry(body: str, problems: Problems | None = None) -> dict[str, str]:
    """The cells with something in them of the one entry with these lines."""
    grid = read_ldif(f"dn: cn=x\nobjectclass: person\n{body}\n".encode())
    (row,) = grid.rows(problems)
    return {column: cell for column, cell in zip(grid.header, row.cells, strict=True) if cell}


@pytest.mark.parametrize(
    ("body", "column", "text"),
    [
        ("cn: Sophie Martin", "Name", "Sophie Martin"),
        ("cn: Sophie Mar\n tin", "Name", "Sophie Martin"),
        ("cn:: w4lsb2RpZQ==", "Name", "Élodie"),
        ("cn;lang-fr: Sophie", "Name", "Sophie"),
        ("CN: Sophie", "Name", "Sophie"),
        ("givenName: Sophie", "First Name", "Sophie"),
        ("sn: Martin", "Last Name", "Martin"),
        ("o: Asso", "Company", "Asso"),
        ("title: Présidente", "Job Title", "Présidente"),
        ("mail: a@x.example\nmozillaSecondEmail: b@x.example", "E-mail 2 - Value", "b@x.example"),
        ("mobile: 06 12", "Phone 1 - Type", "mobile"),
        ("mozillaHomeUrl: http://x.example", "Website 1 - Type", "home"),
        ("labeledURI: http://x.example my page", "Website 1 - Value", "http://x.example"),
        ("street: 1 rue A\nl: Dijon\npostalCode: 21000\nc: France", "Address", "1 rue A\n21000 Dijon\nFrance"),
        ("postalAddress: 1 rue A $ 21000 Dijon", "Address", "1 rue A\n 21000 Dijon"),
        ("l: Dijon\nmozillaHomeLocalityName: Dole", "Comments", "Address: Dole"),
        ("description:: b25lCnR3bw==", "Notes", "one\ntwo"),
        ("cn: S\nmozillaCustom1: x", "Comments", "Custom1: x"),
        ("cn: S\nou: Video", "Comments", "Department: Video"),
        ("cn: S\nbirthyear: 1985\nbirthmonth: 2\nbirthday: 14", "Comments", "Birthday: 1985-02-14"),
        ("cn: S\ncn: Sophie", "Comments", "cn: Sophie"),
    ],
)
def test_what_an_attribute_says_is_in_its_column(body, column, text):
    assert entry(body)[column] == text


def test_an_entry_begins_with_its_name_also_without_a_blank_line():
    grid = read_ldif(b"version: 1\n# book\n\ndn: cn=a\ncn: A\ndn: cn=b\ncn: B\n")
    assert [(row.line, row.cells) for row in grid.rows()] == [(4, ["A"]), (6, ["B"])]


def test_a_list_is_no_person():
    problems = Problems()
    grid = read_ldif(b"dn: cn=x\nobjectclass: groupOfNames\ncn: Friends\nmember: cn=a\n")
    (row,) = grid.rows(problems)
    assert row.left_out == "a group or a list, not a person"
    assert [one.sentence for one in problems] == ["“Friends” is a group or a list."]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("what is this", "“what is this” isn't an address book line; it was left out."),
        ("jpegPhoto:< file:///etc/passwd", "jpegPhoto: what an address stands for is not fetched."),
        ("cn:: %%%=", "cn is damaged; it is kept as it stands."),
    ],
)
def test_what_cannot_be_read_is_told(line, sentence):
    problems = Problems()
    entry(f"mail: a@x.example\n{line}", problems)
    assert [one.sentence for one in problems] == [sentence]


def test_nothing_in_it_is_nothing_to_import():
    with pytest.raises(NothingInFileError):
        read_ldif(b"version: 1\n")


@pytest.mark.parametrize(
    "content",
    [
        b"dn: x\ncn: S\ndescription: x" + b"\n x" * 1_100_000,
        b"dn: x\ncn: S\n" + b"description: xxxxxx\n" * 200_000,
        b"dn: x\ncn: S\ndescription: " + b"x" * 50_000_000,
    ],
    ids=["folds", "lines", "one line"],
)
def test_bombs_take_no_time(content):
    start = time.process_time()
    (row,) = read_ldif(content).rows()
    assert time.process_time() - start < 5
    assert row.cells[0] == "S"
    assert sum(map(len, row.cells)) <= 1 << 21

"""Workbooks: cells as they would stand in a CSV, the sheet that is taken, and what is refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest

from funneltui.interchange.errors import (
    NothingInFileError,
    TooLargeError,
    UnknownSheetError,
    UnreadableWorkbookError,
)
from funneltui.interchange.headers import is_known
from funneltui.interchange.problems import Problems
from funneltui.interchange.workbook import open_workbook
from funneltui.interchange.workbook_child import cell_text
from tests.interchange.workbooks import DAY, ods, sheet_xml, xlsx

pytest.importorskip("python_calamine", reason="python-calamine is not installed")

HEADER = ["Name", "Email", "Phone", "Amount", "Created on"]


def told(sheet) -> list[str]:
    """What is told about a workbook."""
    problems = Problems()
    list(sheet.rows(problems))
    return [one.sentence for one in (*sheet.problems, *problems)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Sophie", "Sophie"),
        ("one\r\ntwo", "one\ntwo"),
        (1200.0, "1200"),
        (1.5, "1.5"),
        (3.125, "3.1250"),
        (0.2, "0.2"),
        (33612345678.0, "33612345678"),
        (1e-7, "0"),
        (float("inf"), ""),
        (True, "true"),
        (date(2026, 12, 5), "2026-12-05"),
        (datetime(2026, 12, 5), "2026-12-05"),  # noqa: DTZ001 - as a workbook gives it
        (datetime(2026, 12, 5, 14, 30), "2026-12-05 14:30"),  # noqa: DTZ001
        (time(14, 30), "14:30"),
        (timedelta(hours=26), "1 day, 2:00:00"),
        (None, ""),
    ],
)
def test_a_cell_is_what_a_csv_would_say(value, text):
    assert cell_text(value) == text


def test_a_sheet_is_read_with_its_own_lines():
    content = xlsx(
        {
            "Contacts": [
                HEADER,
                ["Sophie Martin", "s@x.example", "06 12 34 56 78", 1200.0, (46361.0, DAY)],
                ["Léa Roux", "l@x.example\nl@y.example", None, 99.5, None],
                [],
                ["Tom", "t@x.example", None, None, None],
            ]
        }
    )
    sheet = open_workbook(content, is_known)
    assert (sheet.header, sheet.layout.header_line) == (tuple(HEADER), 1)
    assert [(row.line, *row.cells[:2], *row.cells[3:]) for row in sheet.rows()] == [
        (2, "Sophie Martin", "s@x.example", "1200", "2026-12-05"),
        (3, "Léa Roux", "l@x.example\nl@y.example", "99.5", ""),
        (5, "Tom", "t@x.example", "", ""),
    ]


def test_the_fullest_sheet_is_taken_and_the_others_told():
    content = xlsx({"Read me": [["How to"]], "Leads": [["Name"], ["Sophie"]], "Empty": []})
    sheet = open_workbook(content, is_known)
    assert [row.cells for row in sheet.rows()] == [["Sophie"]]
    assert told(sheet) == ["Sheet “Leads” is read; --sheet takes another one: Read me."]


def test_a_sheet_can_be_named():
    content = xlsx({"A": [["Name"], ["Sophie"], ["Léa"]], "B": [["Name"], ["Tom"]]})
    assert [row.cells for row in open_workbook(content, is_known, sheet=" b ").rows()] == [["Tom"]]
    with pytest.raises(UnknownSheetError) as caught:
        open_workbook(content, is_known, sheet="C")
    assert str(caught.value.values["known"]) == "A, B"


def test_phone_numbers_that_are_numbers_are_told():
    sheet = open_workbook(xlsx({"A": [["Name", "Phone"], ["Sophie", 612345678.0]]}), is_known)
    assert told(sheet) == [
        "“Phone” has phone numbers that are stored as numbers (612345678): a leading 0 or + may be missing."
    ]
    amounts = open_workbook(xlsx({"A": [["Name", "Amount"], ["Sophie", 612345678.0]]}), is_known)
    assert told(amounts) == []


def test_a_table_may_begin_further_down():
    content = xlsx({"A": [[], [], [None, "Name", "Email"], [None, "Sophie", "s@x.example"]]})
    (row,) = open_workbook(content, is_known).rows()
    assert (row.line, row.cells) == (4, ["Sophie", "s@x.example"])


def test_libreoffice_writes_workbooks_too():
    sheet = open_workbook(ods([["Nom", "E-mail"], ["Élodie", "e@x.example"]]), is_known)
    assert [row.cells for row in sheet.rows()] == [["Élodie", "e@x.example"]]


def _bomb() -> bytes:
    ends = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return xlsx({"A": sheet_xml([]).replace("<sheetData>", f"<sheetData>{ends}")})


def _zip_bomb() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    plain = xlsx({"A": sheet_xml([]).replace("<sheetData>", f"<sheetData>{rows}")})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                link = b'<Relationship Id="rId98" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
                content = content.replace(
                    b"</Relationships>",
                    link + b'relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
                )
            after.writestr(name, content)
        text = "x" * (1 << 20)
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        after.writestr("xl/sharedStrings.xml", f'<sst xmlns="{space}"><si><t>{text}</t></si></sst>')
    return out.getvalue()


@pytest.mark.parametrize("content", [_bomb(), _zip_bomb()], ids=["columns", "strings"])
def test_bombs_are_refused_and_the_program_lives(content):
    assert len(content) < 200_000
    with pytest.raises(TooLargeError):
        open_workbook(content, is_known)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04xl/", xlsx({"A": [["Name"]]})[:300], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99]
)
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(UnreadableWorkbookError):
        open_workbook(content, is_known)


def test_an_empty_workbook_is_nothing_to_import():
    with pytest.raises(NothingInFileError):
        open_workbook(xlsx({"A": []}), is_known)

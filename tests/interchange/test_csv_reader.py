"""Tables as the world writes them: encodings, separators, headers, broken quotes, and what is no table."""

from __future__ import annotations

import contextlib
import io
import os
import zipfile

import pytest
from hypothesis import given, strategies as st

from funneltui.errors import FunnelError
from funneltui.interchange.cell_words import BLANKS
from funneltui.interchange.csv_reader import Sheet, open_sheet
from funneltui.interchange.errors import (
    BinaryFileError,
    GitPointerError,
    HtmlPageError,
    MissingFileError,
    NothingInFileError,
    OtherKindError,
    UnreadableFileError,
)
from funneltui.interchange.headers import is_known
from funneltui.interchange.problems import Problems


def sheet(content: bytes | str) -> Sheet:
    return open_sheet(content.encode() if isinstance(content, str) else content, is_known)


def cells(content: bytes | str) -> list[list[str]]:
    return [row.cells for row in sheet(content).rows()]


def told(content: bytes | str) -> list[tuple[int, str]]:
    problems = Problems()
    one = sheet(content)
    list(one.rows(problems))
    return [(problem.line, problem.sentence) for problem in (*one.problems, *problems)]


FRENCH = "Nom;Société\r\nÉlodie Lefèvre;Café “Noir”\r\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_an_encoding_is_found_without_being_told(encoding, name):
    one = sheet(FRENCH.encode(encoding))
    assert one.encoding.name == name
    assert one.header == ("Nom", "Société")
    assert [row.cells for row in one.rows()] == [["Élodie Lefèvre", "Café “Noir”"]]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-32-le"])
def test_a_wide_encoding_that_is_named_is_read_with_and_without_a_mark(encoding):
    one = open_sheet(FRENCH.encode(encoding), is_known, encoding=encoding.removesuffix("-le"))
    assert one.header == ("Nom", "Société")
    assert [row.cells for row in one.rows()] == [["Élodie Lefèvre", "Café “Noir”"]]


def test_dos_text_is_read():
    assert cells("Prénom;Société\r\nRené;Déjà vu à Besançon\r\n".encode("cp850")) == [["René", "Déjà vu à Besançon"]]


def test_a_stray_byte_does_not_turn_the_whole_file_into_something_else():
    content = "name,company\nRenée,Été\nÉlodie,Hôtel\nJosé,".encode() + b"Caf\xe9\n"
    assert cells(content) == [["Renée", "Été"], ["Élodie", "Hôtel"], ["José", "Café"]]
    assert any("isn't UTF-8" in sentence for _, sentence in told(content))


def test_undefined_windows_bytes_are_kept():
    assert len(cells(b"name,company\nAda\x81,Caf\xe9 cr\xe8me\n")[0][0]) == 4


def test_letters_that_a_mac_misread_are_repaired():
    broken = "Prénom,Société\nÉlodie,Atelier d'Été\n".encode("cp1252").decode("mac_roman")
    one = sheet(broken)
    assert one.repaired
    assert one.header == ("Prénom", "Société")
    assert [row.cells for row in one.rows()] == [["Élodie", "Atelier d'Été"]]
    assert any("repaired" in sentence for _, sentence in told(broken))


def test_utf8_that_windows_misread_is_repaired_even_below_a_plain_header():
    broken = "name,company\nRenée,Crème brûlée\n".encode().decode("cp1252")
    assert cells(broken) == [["Renée", "Crème brûlée"]]


@pytest.mark.parametrize("text", ["name\nŁukasz Żółć\n", "name\nΓιώργος\n", "name\n李雷\n", "name\nÉÈÀ Ö\n"])
def test_sound_text_is_not_repaired(text):
    assert not sheet(text).repaired


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(delimiter):
    text = f"name{delimiter}email\nAda{delimiter}ada@example.com\n"
    assert cells(text) == [["Ada", "ada@example.com"]]


def test_a_comma_in_the_cells_is_no_separator():
    assert cells("name;email\nLovelace, Ada;ada@example.com\nHopper, Grace;g@example.com\n") == [
        ["Lovelace, Ada", "ada@example.com"],
        ["Hopper, Grace", "g@example.com"],
    ]


def test_one_column_is_one_column_though_its_cells_have_commas():
    assert cells("name\nLovelace, Ada\nHopper, Grace\n") == [["Lovelace, Ada"], ["Hopper, Grace"]]


def test_a_spreadsheets_own_line_says_the_separator():
    one = sheet("sep=;\r\nname;email\r\nAda;ada@example.com\r\n")
    assert one.layout.header_line == 2
    assert [row.cells for row in one.rows()] == [["Ada", "ada@example.com"]]


LINKEDIN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


@pytest.mark.parametrize(
    "preamble",
    [
        'Notes:\n"When exporting, you may notice that some addresses are missing, more or less."\n\n',
        "Notes:\nThis is a note without quotes, with a comma.\nAnd another.\n\n",
        "\n\n",
        "",
    ],
)
def test_the_header_is_found_below_a_preamble(preamble):
    one = sheet(preamble + LINKEDIN + "Ada,Lovelace,https://linkedin.com/in/ada,,Engines,Countess,15 Mar 2024\n")
    assert one.header[0] == "First Name"
    assert one.layout.header_line == preamble.count("\n") + 1
    (row,) = one.rows()
    assert row.line == one.layout.header_line + 1
    assert row.cells[:2] == ["Ada", "Lovelace"]


def test_a_title_above_the_header_in_a_row_of_blanks_is_a_preamble():
    one = sheet("CONTACTS 2026,,\n,,\nname,email,company\nAda,ada@example.com,Engines\n")
    assert one.header == ("name", "email", "company")


def test_a_header_over_several_lines_is_one_row():
    one = sheet('"First\nName",email\nAda,ada@example.com\n')
    assert one.header == ("First Name", "email")
    assert [(row.line, row.cells) for row in one.rows()] == [(3, ["Ada", "ada@example.com"])]


def test_a_header_that_comes_again_is_no_row():
    assert cells("name,email\nname,email\nAda,ada@example.com\nname,email\n") == [["Ada", "ada@example.com"]]


def test_a_table_without_header_has_numbered_columns_and_keeps_its_first_row():
    one = sheet("Ada,ada@example.com,12\nGrace,grace@example.com,13\n")
    assert one.layout.header_line == 0
    assert one.header == ("Column 1", "Column 2", "Column 3")
    assert len(list(one.rows())) == 2


def test_a_header_alone_has_no_rows():
    assert cells("name,email\n") == []


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\r\r\n"])
def test_any_line_end_ends_a_line(newline):
    text = newline.join(["name,note", "Ada,one", "Grace,two"])
    assert cells(text) == [["Ada", "one"], ["Grace", "two"]]


def test_line_breaks_inside_quotes_belong_to_the_cell():
    assert cells('name,note\nAda,"one\ntwo\r\nthree"\nGrace,x\n') == [["Ada", "one\ntwo\r\nthree"], ["Grace", "x"]]


def test_nul_characters_are_left_out_and_told():
    assert cells("name,email\nA\0da,ada@example.com\n") == [["Ada", "ada@example.com"]]
    assert (2, "NUL characters were removed.") in told("name,email\nA\0da,ada@example.com\n")


def test_short_rows_are_filled_and_long_ones_keep_their_excess():
    rows = list(sheet("name,email,phone\nAda\nGrace,g@example.com,06,more,,still more\n").rows())
    assert rows[0].cells == ["Ada", "", ""]
    assert rows[1].extra == ((4, "more"), (6, "still more"))
    assert {line for line, _ in told("name,email,phone\nAda\nGrace,g@example.com,06,more\n")} == {2, 3}


def test_blank_cells_beyond_the_header_are_nothing():
    assert told("name,email\nAda,a@example.com,,,\n") == []


def test_a_quote_that_never_closes_damages_its_own_row_only():
    text = 'name,email,note\nAda,a@example.com,"never closed\n' + "".join(
        f"P{number},p{number}@example.com,x\n" for number in range(50)
    )
    found = cells(text)
    assert len(found) == 51
    assert found[0] == ["Ada", "a@example.com", '"never closed']
    assert [line for line, _ in told(text)] == [2]


def test_a_quote_that_the_next_one_would_close_damages_its_own_row_only():
    text = 'name,email,note\nAda,"a@example.com,x\nGrace,g@example.com,"a, b"\nLin,l@example.com,y\n'
    found = cells(text)
    assert [row[0] for row in found] == ["Ada", "Grace", "Lin"]
    assert found[1] == ["Grace", "g@example.com", "a, b"]


def test_an_extra_quote_inside_a_row_costs_one_cell():
    text = 'a,name,price,note,email\n1,"BH-98,$78,"Table, 48""",x@example.com\n2,Ada,3,"n, m",a@example.com\n'
    found = cells(text)
    assert found[0] == ["1", '"BH-98', "$78", 'Table, 48"', "x@example.com"]
    assert found[1] == ["2", "Ada", "3", "n, m", "a@example.com"]


def test_inches_are_no_quotes():
    assert cells('name,note\nAda,5" pipe\nGrace,"a 6"" pipe"\n') == [["Ada", '5" pipe'], ["Grace", 'a 6" pipe']]


def test_a_cell_may_be_longer_than_csv_likes():
    long = "x" * 300_000
    assert cells(f'name,note\nAda,"{long}"\n') == [["Ada", long]]


def test_a_swallowed_rest_of_any_length_is_bounded():
    tail = "".join(f"Person {number},p{number}@example.com\n" for number in range(50_000))
    found = cells('name,email\nAda,"a@example.com\n' + tail)
    assert len(found) == 50_001


@pytest.mark.parametrize(
    ("content", "error", "word"),
    [
        (b"", NothingInFileError, "empty"),
        (b"\xef\xbb\xbf\r\n \n", NothingInFileError, "empty"),
        (b"\n\n<!DOCTYPE html>\n<html><head>", HtmlPageError, "HTML page"),
        (b"<HTML><body>sign in</body>", HtmlPageError, "HTML page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", GitPointerError, "git-LFS pointer"),
        (b"%PDF-1.7\n", BinaryFileError, "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", BinaryFileError, "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, BinaryFileError, "Excel"),
        (b"SQLite format 3\0" + b"\0" * 100, BinaryFileError, "database"),
        (bytes(range(256)) * 8, BinaryFileError, "binary"),
        (b"BEGIN:VCARD\nVERSION:3.0\n", OtherKindError, "vCard"),
        (b"dn: cn=Ada\nobjectclass: top\n", OtherKindError, "LDIF"),
        (b'<?xml version="1.0"?><a/>', OtherKindError, "XML"),
    ],
)
def test_what_is_no_table_is_named(content, error, word):
    with pytest.raises(error, match=word):
        sheet(content)


def test_a_workbook_is_named():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(BinaryFileError, match="Excel workbook"):
        sheet(buffer.getvalue())


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(MissingFileError):
        open_sheet(tmp_path / "none.csv", is_known)
    with pytest.raises(UnreadableFileError, match="it is a folder"):
        open_sheet(tmp_path, is_known)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_nobody_writes_to_is_refused(tmp_path):
    os.mkfifo(tmp_path / "list.csv")
    with pytest.raises(UnreadableFileError, match="it isn't a file"):
        open_sheet(tmp_path / "list.csv", is_known)


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(content):
    with contextlib.suppress(FunnelError):
        list(sheet(content).rows())


@given(st.text(st.sampled_from('ab,;\t|"\n\r\0 éÃ©@1.\x1f'), max_size=120))
def test_no_text_crashes_the_reader(text):
    with contextlib.suppress(FunnelError):
        list(sheet("name,email\n" + text).rows())


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12), min_size=3, max_size=3),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_csv_writes_comes_back(rows, delimiter):
    import csv

    kept = [["" if cell.strip() in BLANKS else cell.strip() for cell in row] for row in rows]
    kept = [row for row in kept if any(row) and row != ["name", "email", "company"]]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows([["name", "email", "company"], *kept])
    one = open_sheet(buffer.getvalue().encode(), is_known)
    if not one.repaired:
        assert [row.cells for row in one.rows()] == kept

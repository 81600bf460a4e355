"""vCards as phones and mail programs write them: what a person is to see of each quirk."""

from __future__ import annotations

import io
import sys
import time

import pytest

from funneltui.interchange.errors import BadTextError, NothingInFileError
from funneltui.interchange.problems import Problems
from funneltui.interchange.vcard_lines import properties
from funneltui.interchange.vcard_reader import read_vcards


def cards(text: str | bytes, problems: Problems | None = None) -> list[dict[str, str]]:
    """The cells with something in them of each card."""
    content = text if isinstance(text, bytes) else text.encode()
    grid = read_vcards(content)
    return [
        {column: cell for column, cell in zip(grid.header, row.cells, strict=True) if cell}
        for row in grid.rows(problems)
    ]


def card(body: str | bytes, problems: Problems | None = None) -> dict[str, str]:
    """The cells of the one card with these lines."""
    lines = body if isinstance(body, bytes) else body.encode()
    (only,) = cards(b"BEGIN:VCARD\r\n" + lines + b"\r\nEND:VCARD\r\n", problems)
    return only


def told(text: str | bytes) -> list[str]:
    """What is told about a file."""
    problems = Problems()
    cards(text, problems)
    return [one.sentence for one in problems]


@pytest.mark.parametrize(
    ("body", "column", "text"),
    [
        ("FN:Sophie Martin", "Name", "Sophie Martin"),
        ("FN:Sophie Mar\r\n tin", "Name", "Sophie Martin"),
        ("FN:Sophie\r\n\t Martin", "Name", "Sophie Martin"),
        ("fn:Sophie Martin", "Name", "Sophie Martin"),
        ("FN:Martin\\, Sophie", "Name", "Martin, Sophie"),
        ("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=89lodie Le=\r\n Roux", "Name", "Élodie Le Roux"),
        ("FN;QUOTED-PRINTABLE;CHARSET=UTF-8:No=C3=\r\n=ABl", "Name", "Noël"),
        ("FN;ENCODING=QUOTED-PRINTABLE:No=EBl", "Name", "Noël"),
        ("FN;CHARSET=ISO-8859-15;ENCODING=QUOTED-PRINTABLE:C=BCur", "Name", "CŒur"),
        ("FN;ENCODING=QUOTED-PRINTABLE:Sophie=", "Name", "Sophie"),
        ("FN;ENCODING=b:U29waGll", "Name", "Sophie"),
        ('FN;X-UUID="a:b;c":Sophie', "Name", "Sophie"),
        ('FN;X-UUID="a:Sophie', "Name", "Sophie"),
        ("item1.FN:Sophie", "Name", "Sophie"),
        ("N:Martin;Sophie;Anne,Marie;Mme;", "First Name", "Sophie"),
        ("N:Martin;Sophie;Anne,Marie;Mme;", "Middle Name", "Anne Marie"),
        ("N;ALTID=1:Martin;Sophie;;;\r\nN;ALTID=1:Martin;Sophia;;;", "First Name", "Sophie"),
        ("NICKNAME:Soph", "Name", "Soph"),
        ("FN:S\r\nNICKNAME:Soph", "Comments", "Nickname: Soph"),
        ("FN:S\r\nORG:Asso;Vidéo;Montage", "Company", "Asso"),
        ("FN:S\r\nORG:Asso;Vidéo;Montage", "Comments", "Department: Vidéo / Montage"),
        ("FN:S\r\nORG:Duval\\; fils", "Company", "Duval; fils"),
        ("FN:S\r\nTITLE:Présidente\r\nROLE:Finances", "Comments", "Role: Finances"),
        ("FN:S\r\nROLE:Finances", "Job Title", "Finances"),
        ("FN:S\r\nEMAIL;PREF;INTERNET:a@x.example", "E-mail 1 - Value", "a@x.example"),
        ("FN:S\r\nEMAIL:a@x.example\r\nEMAIL;PREF=1:b@x.example", "E-mail 1 - Value", "b@x.example"),
        ("FN:S\r\nEMAIL:a@x.example\r\nEMAIL;TYPE=home,pref:b@x.example", "E-mail 1 - Type", "home"),
        ("FN:S\r\nEMAIL:nowhere", "Comments", "E-mail: nowhere"),
        ("FN:S\r\nTEL;CELL:06 12", "Phone 1 - Type", "mobile"),
        ("FN:S\r\nTEL;VALUE=uri:tel:+33-1-23;ext=5", "Phone 1 - Value", "+33-1-23 ext 5"),
        ("FN:S\r\nTEL;WORK:switchboard", "Comments", "Phone (work): switchboard"),
        ("FN:S\r\nitem1.TEL:123\r\nitem1.X-ABLabel:_$!<Main>!$_", "Phone 1 - Type", "Main"),
        ("FN:S\r\nURL:http\\://x.example", "Website 1 - Value", "http://x.example"),
        ("FN:S\r\nX-SOCIALPROFILE;type=linkedin:https://linkedin.com/in/s", "Website 1 - Value",
         "https://linkedin.com/in/s"),
        ("FN:S\r\nADR;HOME:;;1 rue A\\nbât. B;Dijon;;21000;France", "Address", "1 rue A\nbât. B\n21000 Dijon\nFrance"),
        ("FN:S\r\nADR:;;1 rue A;Dijon;;;\r\nADR;HOME:;;2 rue B;Dole;;;", "Comments", "Address (home): 2 rue B\nDole"),
        ("FN:S\r\nLABEL;QUOTED-PRINTABLE:1 rue A=0D=0A21000 Dijon", "Address", "1 rue A\n21000 Dijon"),
        ("FN:S\r\nCATEGORIES:web,a\\,b", "Tags", "web; a,b"),
        ("FN:S\r\nNOTE:one\\ntwo\r\nNOTE:three", "Notes", "one\ntwo\nthree"),
        ("FN:S\r\nBDAY:19850214", "Comments", "Birthday: 1985-02-14"),
        ("FN:S\r\nBDAY:--0203", "Comments", "Birthday: --0203"),
        ("FN:S\r\nitem2.X-ABRELATEDNAMES:Jenny\r\nitem2.X-ABLabel:_$!<Spouse>!$_", "Comments", "Spouse: Jenny"),
        ("FN:S\r\nX-SOMETHING:else", "Comments", "SOMETHING: else"),
        ("FN:S\r\nLANG;PREF=2:en\r\nLANG;PREF=1:fr", "Language", "fr"),
        ("FN:S\r\nUID:urn:uuid:b8767877", "Contact ID", "b8767877"),
    ],
)  # fmt: skip
def test_what_a_line_says_is_in_its_column(body, column, text):
    assert card(body)[column] == text


@pytest.mark.parametrize("ends", [b"\r\n", b"\n", b"\r", b"\r\r\n"])
def test_lines_may_end_in_any_way(ends):
    lines = (b"BEGIN:VCARD", b"VERSION:3.0", b"FN:Sophie", b"EMAIL:s@x.example", b"END:VCARD", b"")
    assert cards(ends.join(lines)) == [{"Name": "Sophie", "E-mail 1 - Value": "s@x.example"}]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_may_be_in_any_encoding(encoding):
    assert cards("BEGIN:VCARD\nFN:Élodie Noël\nEND:VCARD\n".encode(encoding)) == [{"Name": "Élodie Noël"}]


def test_a_raw_byte_of_another_character_set_is_read_by_it():
    assert card(b"FN;CHARSET=windows-1250:\xc8ern\xfd")["Name"] == "Černý"


@pytest.mark.parametrize(
    "photo",
    [
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n SkZJRg==",
        "PHOTO;ENCODING=BASE64;JPEG:\n  /9j/4AAQ\n  SkZJRg==\n",
        "PHOTO;ENCODING=BASE64:/9j/4AAQ\nSkZJRgABAQAAAQABAAD\nAA==\n",
        "PHOTO:data:image/png;base64,iVBORw0KGgo",
        "PHOTO:/9j/4AAQSkZJRg",
        "LOGO;VALUE=binary:/9j/4AAQSkZJRg",
    ],
)
def test_pictures_are_left_out_and_told(photo):
    text = f"BEGIN:VCARD\nFN:Sophie\n{photo}\nEMAIL:s@x.example\nEND:VCARD\n"
    assert cards(text) == [{"Name": "Sophie", "E-mail 1 - Value": "s@x.example"}]
    assert told(text) == ["Pictures, sounds and keys are left out: 1."]


def test_the_address_of_a_picture_is_kept():
    assert card("FN:S\nPHOTO;VALUE=URL:https://x.example/s.png")["Comments"] == "PHOTO: https://x.example/s.png"


def test_a_card_that_is_not_ended_is_ended_by_the_next():
    assert cards("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\n") == [{"Name": "A"}, {"Name": "B"}]
    assert cards("BEGIN:VCARD\nFN:A\nEMAIL:a@x.example") == [{"Name": "A", "E-mail 1 - Value": "a@x.example"}]


@pytest.mark.parametrize(
    "agent",
    [
        "AGENT:\nBEGIN:VCARD\nFN:Paul\nTEL:123\nEND:VCARD",
        "AGENT:BEGIN:VCARD\n FN:Paul\n TEL:123\n END:VCARD",
        "AGENT:BEGIN:VCARD\\nFN:Paul\\nTEL:123\\nEND:VCARD\\n",
    ],
)
def test_a_card_within_a_card_is_another_person(agent):
    text = f"BEGIN:VCARD\nFN:Sophie\n{agent}\nEMAIL:s@x.example\nEND:VCARD\n"
    assert cards(text) == [
        {"Name": "Sophie", "E-mail 1 - Value": "s@x.example"},
        {"Name": "Paul", "Phone 1 - Value": "123"},
    ]


def test_a_line_that_is_none_is_told():
    assert told("BEGIN:VCARD\nFN:Sophie\nwhat is this\nEND:VCARD\n") == [
        "“what is this” isn't a vCard line; it was left out."
    ]


def test_a_group_is_no_person():
    grid = read_vcards(b"BEGIN:VCARD\nFN:Sophie\nEND:VCARD\nBEGIN:VCARD\nKIND:group\nFN:Friends\nMEMBER:x\nEND:VCARD\n")
    assert [row.left_out for row in grid.rows()] == ["", "a group or a list, not a person"]


def test_more_addresses_than_there_are_columns_stay_together():
    body = "FN:S\n" + "\n".join(f"EMAIL:a{number}@x.example" for number in range(40))
    cells = card(body)
    assert sum(cell.count("@") for cell in cells.values()) == 40
    assert len(cells) == 13


@pytest.mark.parametrize("content", [b"BEGIN:VCARD\nEND:VCARD\n", b"BEGIN:VCARD\n" * 10_000])
def test_cards_without_anything_are_nothing_to_import(content):
    with pytest.raises(NothingInFileError):
        read_vcards(content)


def test_cards_in_cards_without_end_are_refused():
    with pytest.raises(BadTextError):
        read_vcards(b"BEGIN:VCARD\nAGENT:\n" * 10_000)


@pytest.mark.parametrize(
    "content",
    [
        b"BEGIN:VCARD\nFN:S\nNOTE:x" + b"\n x" * 1_100_000 + b"\nEND:VCARD\n",
        b"BEGIN:VCARD\nFN:S\nNOTE;ENCODING=QUOTED-PRINTABLE:x" + b"=\nx" * 1_100_000 + b"\nEND:VCARD\n",
        b"BEGIN:VCARD\nFN:S\nNOTE:" + b"x" * 50_000_000 + b"\nEND:VCARD\n",
        b"BEGIN:VCARD\nFN:S\n" + b"NOTE:xxxxxxxxxx\n" * 300_000 + b"END:VCARD\n",
        b"BEGIN:VCARD\nFN:S\nNOTE;" + b'";' * 400_000 + b":x\nEND:VCARD\n",
        b"BEGIN:VCARD\nFN:S\n" + b"A" * 900_000 + b"\nEND:VCARD\n",
        b"BEGIN:VCARD\nFN:S\nNOTE" + b"; " * 400_000 + b"\nEND:VCARD\n",
    ],
    ids=["folds", "soft breaks", "one line", "lines", "quotes", "name", "parameters"],
)
def test_bombs_take_no_time_and_are_told(content):
    start = time.process_time()
    problems = Problems()
    (only,) = cards(content, problems)
    assert time.process_time() - start < (5 if sys.gettrace() is None else 10)  # measuring coverage doubles it
    assert only["Name"] == "S"
    assert sum(map(len, only.values())) <= 1 << 20
    assert problems.count or only["Notes"] == "x"


def test_ten_thousand_cards_are_read_in_no_time():
    one = (
        "BEGIN:VCARD\nVERSION:3.0\nN:Martin{0};Sophie;;;\nFN:Sophie Martin{0}\nORG:Asso {0}\nTITLE:Présidente\n"
        "EMAIL;TYPE=WORK:s{0}@x.example\nTEL;TYPE=CELL:06{0:08}\nADR;TYPE=WORK:;;1 rue A;Dijon;;21000;France\n"
        "NOTE:met at the fair\\, twice\nEND:VCARD\n"
    )
    content = "".join(one.format(number) for number in range(10_000)).encode()
    start = time.process_time()
    assert len(list(read_vcards(content).rows())) == 10_000
    assert time.process_time() - start < 4  # 2,500 a second, what is done with them not counted


def test_a_property_knows_its_line():
    assert [one.line for one in properties(io.BytesIO(b"BEGIN:VCARD\nFN:a\n b\nNOTE:c\nEND:VCARD\n"))] == [1, 2, 4, 5]


@pytest.mark.parametrize("charset", ["no\0name", "x" * 5000, "utf-16", "base64", "\u00e9"])
def test_a_character_set_that_is_none_ends_nothing(charset):
    card = f"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET={charset}:M\u00fcller\nEND:VCARD\n".encode("latin-1", "replace")
    assert len(list(read_vcards(card).rows())) == 1

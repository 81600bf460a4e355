"""What a file is, by what is in it."""

import pytest

from funneltui.interchange.kinds import kind_of


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"BEGIN:VCARD\r\nVERSION:3.0", "vcard"),
        (b"\xef\xbb\xbf\n\n begin:vcard\n", "vcard"),
        ("BEGIN:VCARD\n".encode("utf-16"), "vcard"),
        (b"# from my phone\nBEGIN:VCARD\n", "vcard"),
        (b"Name,Note\nPaul,BEGIN:VCARD\n", "table"),
        (b"dn: cn=x\n", "ldif"),
        (b"version: 1\n\n# all\n\ndn:: Y249eA==\n", "ldif"),
        (b"dn,cn\n", "table"),
        (b'{"format": "funneltui"}', "json"),
        (b"\xef\xbb\xbf [1]", "json"),
        (b"PK\x03\x04....[Content_Types].xml", "workbook"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "workbook"),
        (b"PK\x03\x04....[Content_Types].xml..word/document.xml", "table"),
        (b"PK\x03\x04other.txt", "table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
        (b"", "table"),
        (b"\n" * 60_000 + b"x", "table"),
        (b"a\r" * 30_000, "table"),
        (b"version: 1\n" * 6_000, "table"),
    ],
)
def test_the_content_decides(head, kind):
    assert kind_of(head) == kind

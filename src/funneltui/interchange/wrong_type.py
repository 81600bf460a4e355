"""Files that are named like a table and are something else: said by their first bytes."""

from __future__ import annotations

import re

from funneltui.i18n import N_, translate
from funneltui.interchange.errors import (
    BinaryFileError,
    GitPointerError,
    HtmlPageError,
    NothingInFileError,
    OtherKindError,
)

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", N_("an old Excel or Word document")),
    (b"%PDF", N_("a PDF document")),
    (b"SQLite format 3\0", N_("a database")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"\x1f\x8b", N_("a compressed file")),
    (b"BZh", N_("a compressed file")),
    (b"7z\xbc\xaf", N_("a compressed file")),
    (b"\xfd7zXZ", N_("a compressed file")),
    (b"Rar!", N_("a compressed file")),
    (b"\x7fELF", N_("a program")),
    (b"MZ\x90", N_("a program")),
)
_HTML = re.compile(rb"\s*(<!--.*?-->\s*)*(<!doctype\s+html|<html|<head|<body|<script|<meta)", re.IGNORECASE | re.DOTALL)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\0"))


def looks_like_json(head: bytes) -> bool:
    """Whether a file begins like a JSON object or array."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return start in {b"{", b"["}


def refuse_wrong_type(head: bytes, path: str) -> None:
    """Say what a file is when it is no text table.

    Args:
        head: Its first bytes, 64 KiB or all.
        path: What to call it.

    Raises:
        NothingInFileError, HtmlPageError, GitPointerError, BinaryFileError, OtherKindError: It is none.
    """
    if not head.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n\0"):
        raise NothingInFileError(path)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.match(text):
        raise HtmlPageError(path)
    if text.startswith(b"version https://git-lfs"):
        raise GitPointerError(path)
    if head.startswith(b"PK\x03\x04"):
        raise BinaryFileError(path, kind=translate(_zip_kind(head)))
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            raise BinaryFileError(path, kind=translate(kind))
    lowered = text[:64].lower()
    if lowered.startswith(b"begin:vcard"):
        raise OtherKindError(path, kind=translate("a vCard file"))
    if lowered.startswith((b"dn:", b"version: 1\ndn:", b"version: 1\r\ndn:")):
        raise OtherKindError(path, kind=translate("an LDIF address book"))
    if lowered.startswith(b"<?xml"):
        raise OtherKindError(path, kind=translate("an XML document"))
    if looks_like_json(head):
        raise OtherKindError(path, kind=translate("a JSON file"))
    if len(head) - len(head.translate(None, _CONTROL)) > len(head) * 0.02 + 1 and not head.startswith(
        (b"\xff\xfe", b"\xfe\xff")
    ):
        raise BinaryFileError(path, kind=translate("binary data"))


def _zip_kind(head: bytes) -> str:
    if b"word/" in head:
        return N_("a Word document")
    if b"ppt/" in head:
        return N_("a presentation")
    if b"xl/" in head or b"[Content_Types].xml" in head:
        return N_("an Excel workbook")
    if b"opendocument.spreadsheet" in head:
        return N_("a LibreOffice workbook")
    return N_("a ZIP archive")

"""What a file is, by what is in it: its name says nothing."""

from __future__ import annotations

import codecs
import re
from typing import Literal

Kind = Literal["table", "vcard", "ldif", "workbook", "json"]

HEAD = 1 << 16
"""How many of its first bytes are enough to tell."""
_VCARD = re.compile(rb"BEGIN ?: ?VCARD", re.IGNORECASE)
_LDIF = re.compile(rb"dn ?::?", re.IGNORECASE)
_ABOVE_LDIF = re.compile(rb"#|version ?: ?\d+$|[ \t]", re.IGNORECASE)
_ABOVE_VCARD = 5
"""Lines of something else that may stand above the first card."""
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(head: bytes) -> Kind:
    """What a file with these first bytes is; a "table" is any text that is nothing else, sound or not."""
    if head.startswith(b"PK\x03\x04"):
        workbook = b"xl/" in head or b"[Content_Types].xml" in head or b"opendocument.spreadsheet" in head
        return "workbook" if workbook and b"word/" not in head and b"ppt/" not in head else "table"
    if head.startswith(_OLD_EXCEL):
        return "workbook"
    text = _narrow(head).lstrip()
    lines = [line for line in text.splitlines() if line.strip()]
    if _is_vcard(lines):
        return "vcard"
    first = next((line for line in lines if not _ABOVE_LDIF.match(line.rstrip())), b"")
    if _LDIF.match(first):
        return "ldif"
    if text[:1] in {b"{", b"["}:
        return "json"
    return "table"


def _is_vcard(lines: list[bytes]) -> bool:
    """Whether a card begins within the first lines, and no table before it."""
    for line in lines[: _ABOVE_VCARD + 1]:
        if _VCARD.fullmatch(line.strip()):
            return True
        if b"," in line or b";" in line:
            return False
    return False


def _narrow(head: bytes) -> bytes:
    """The text as UTF-8, without a mark."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(name, "replace").encode("utf-8", "replace")
    return head.removeprefix(codecs.BOM_UTF8)

"""Address books in LDIF (RFC 2849), as Thunderbird, Evolution and directories write them, to a table.

Lines are folded, values may be base64, attributes come in any order and case. A list of people is no person: it is
left out, and told. A value that is named by an address (`:<`) is not fetched.
"""

from __future__ import annotations

import binascii
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from funneltui.i18n import N_, system_reason, translate as _
from funneltui.interchange.columns import ORDER, Cells
from funneltui.interchange.encodings import FALLBACK
from funneltui.interchange.errors import NothingInFileError, UnreadableFileError
from funneltui.interchange.files import open_file
from funneltui.interchange.grid import Grid, GridRow, cells_of
from funneltui.interchange.problems import Problems
from funneltui.interchange.vcard_reader import GROUP

_LONGEST = 1 << 20
"""Bytes of one value that are kept."""
_MOST_VALUES = 1000
_ATTRIBUTE = re.compile(rb"([A-Za-z0-9][A-Za-z0-9.;_-]*)(::|:<|:)[ ]*")
_GROUPS = frozenset({"groupofnames", "groupofuniquenames", "posixgroup", "mozillaablist", "grouplist"})
_COLUMNS = {
    "cn": "Name", "displayname": "Name", "givenname": "First Name", "gn": "First Name", "sn": "Last Name",
    "surname": "Last Name", "o": "Company", "organizationname": "Company", "company": "Company", "title": "Job Title",
    "preferredlanguage": "Language", "entryuuid": "Contact ID", "objectguid": "", "uid": "", "userpassword": "",
    "jpegphoto": "", "thumbnailphoto": "", "usercertificate": "", "objectclass": "", "dn": "", "version": "",
    "modifytimestamp": "", "createtimestamp": "", "mozillausehtmlmail": "", "changetype": "", "modifiersname": "",
    "creatorsname": "", "structuralobjectclass": "", "entrycsn": "",
}  # fmt: skip
"""Attribute → column; an empty one is what programs keep for themselves."""
_REACHES = {
    "mail": ("E-mail", ""), "mozillasecondemail": ("E-mail", ""), "xmozillasecondemail": ("E-mail", ""),
    "email": ("E-mail", ""), "rfc822mailbox": ("E-mail", ""), "mailalternateaddress": ("E-mail", ""),
    "telephonenumber": ("Phone", "work"), "homephone": ("Phone", "home"), "mobile": ("Phone", "mobile"),
    "mobiletelephonenumber": ("Phone", "mobile"), "cellphone": ("Phone", "mobile"), "pager": ("Phone", "pager"),
    "fax": ("Phone", "fax"), "facsimiletelephonenumber": ("Phone", "fax"),
    "mozillaworkurl": ("Website", "work"), "workurl": ("Website", "work"), "homeurl": ("Website", "home"),
    "mozillahomeurl": ("Website", "home"), "labeleduri": ("Website", ""), "url": ("Website", ""),
}  # fmt: skip
_WORK = ("street", "streetaddress", "mozillaworkstreet2", "postalcode", "l", "localityname", "st", "c", "co",
         "countryname")  # fmt: skip
_HOME = ("mozillahomestreet", "mozillahomestreet2", "mozillahomepostalcode", "mozillahomelocalityname",
         "mozillahomestate", "mozillahomecountryname")  # fmt: skip
_NAMES = {
    "mozillanickname": N_("Nickname"), "xmozillanickname": N_("Nickname"), "ou": N_("Department"),
    "departmentnumber": N_("Department"), "department": N_("Department"),
}  # fmt: skip
_FACTS = ("description", "info", "notes", "birthyear", "birthmonth", "birthday", "postaladdress", "homepostaladdress")
_PLAIN_NAME = re.compile(r"(?:x?mozilla)", re.IGNORECASE)


@dataclass(slots=True)
class _Entry:
    """The attributes of one entry, in order: name in lower case, name as written, text."""

    line: int
    values: list[tuple[str, str, str]] = field(default_factory=list)
    size: int = 0

    def texts_of(self, *names: str) -> list[str]:
        """The values of these attributes, in the order of the names."""
        return [text for wanted in names for name, _written, text in self.values if name == wanted and text]


def read_ldif(source: Path | bytes) -> Grid:
    """The entries of a file.

    Args:
        source: The file, or its bytes.

    Raises:
        UnreadableFileError: The system does not let us.
        NothingInFileError: There is no entry in it.
    """
    called = str(source) if isinstance(source, Path) else "-"
    problems = Problems()
    try:
        with open_file(source) if isinstance(source, Path) else io.BytesIO(source) as stream:
            rows = (_row(entry, problems) for entry in _entries(stream, problems))
            grid = cells_of(called, rows, ORDER, problems, kind="ldif")
    except OSError as error:
        raise UnreadableFileError(called, detail=system_reason(error)) from error
    if not grid.header:
        raise NothingInFileError(called)
    return grid


def _entries(stream: BinaryIO, problems: Problems) -> Iterator[_Entry]:
    """An entry begins with its `dn`: some programs leave no blank line before it."""
    entry: _Entry | None = None
    for number, raw in _unfolded(stream):
        match = _ATTRIBUTE.match(raw)
        if match is None:
            problems.add(
                number,
                N_("“{text}” isn't an address book line; it was left out."),
                text=raw.decode("utf-8", FALLBACK)[:80],
            )
            continue
        written = match[1].decode("ascii").partition(";")[0]
        attribute = written.lower()
        if attribute == "dn":
            if entry is not None:
                yield entry
            entry = _Entry(number)
        elif entry is not None:
            text = _decoded(raw[match.end() :], match[2], written, number, problems)
            entry.size += len(text)
            if len(entry.values) < _MOST_VALUES and entry.size <= _LONGEST:
                entry.values.append((attribute, written, text))
            else:
                problems.add(number, N_("The entry is too long; the rest of it is left out."))
    if entry is not None:
        yield entry


def _unfolded(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number, first, parts, size = 0, 0, [b""], 0
    while line := stream.readline(_LONGEST):
        whole = line.endswith(b"\n") or len(line) < _LONGEST
        number += 1
        text = line.rstrip(b"\r\n")
        while not whole and (rest := stream.readline(_LONGEST)):
            whole = rest.endswith(b"\n")
        if text[:1] == b" ":
            size += len(text)
            if size <= _LONGEST:
                parts.append(text[1:])
            continue
        if (before := b"".join(parts)).strip() and not before.startswith(b"#"):
            yield first, before
        first, parts, size = number, [text.removeprefix(b"\xef\xbb\xbf") if number == 1 else text], len(text)
    if (before := b"".join(parts)).strip() and not before.startswith(b"#"):
        yield first, before


def _decoded(value: bytes, kind: bytes, name: str, line: int, problems: Problems) -> str:
    if kind == b":<":
        problems.add(line, N_("{name}: what an address stands for is not fetched."), name=name)
        return value.decode("utf-8", FALLBACK).strip()
    if kind == b"::":
        try:
            value = binascii.a2b_base64(value.strip(), strict_mode=True)
        except binascii.Error:
            problems.add(line, N_("{name} is damaged; it is kept as it stands."), name=name)
    if b"\0" in value:
        return ""
    return value.decode("utf-8", FALLBACK).replace("\r\n", "\n").replace("\r", "\n").strip()


def _row(entry: _Entry, problems: Problems) -> GridRow:
    cells = Cells()
    for attribute, column in _COLUMNS.items():
        texts = entry.texts_of(attribute) if column else []
        if texts and column not in cells.values:
            cells.put(column, " ".join(texts[0].split()))
            texts = texts[1:]
        for text in texts:
            if text != cells.values[column]:
                cells.rest(next(written for name, written, _text in entry.values if name == attribute), text)
    for attribute, (kind, label) in _REACHES.items():
        for text in entry.texts_of(attribute):
            cells.add(kind, text.split()[0] if attribute == "labeleduri" else text, label)
    _add_addresses(entry, cells)
    for text in entry.texts_of("description", "info", "notes"):
        cells.append("Notes", text)
    birth = [entry.texts_of(part) for part in ("birthyear", "birthmonth", "birthday")]
    if any(birth):
        cells.rest(_("Birthday"), "-".join(texts[0].zfill(2) if texts else "-" for texts in birth))
    said = {*_COLUMNS, *_REACHES, *_WORK, *_HOME, *_FACTS}
    classes = {text.lower() for text in entry.texts_of("objectclass")}
    members = entry.texts_of("member", "uniquemember", "mgrprfc822mailmember")
    for attribute, written, text in entry.values:
        if attribute not in said:
            known = _NAMES.get(attribute)
            cells.rest(_(known) if known else _PLAIN_NAME.sub("", written) or written, text)
    if classes & _GROUPS or (members and not entry.texts_of("mail")):
        problems.add(entry.line, N_("“{text}” is a group or a list."), warning=False, text=cells.values.get("Name", ""))
        return GridRow(entry.line, cells.values, GROUP)
    return GridRow(entry.line, cells.values)


def _add_addresses(entry: _Entry, cells: Cells) -> None:
    work, home = _address(entry, _WORK), _address(entry, _HOME)
    postal = [
        text.replace("$", "\n").replace(" \n", "\n") for text in entry.texts_of("postaladdress", "homepostaladdress")
    ]
    for text in (*filter(None, (work, *postal[:1])), home, *postal[1:]):
        if text and "Address" not in cells.values:
            cells.put("Address", text)
        elif text and text != cells.values["Address"]:
            cells.rest(_("Address"), text)


def _address(entry: _Entry, names: tuple[str, ...]) -> str:
    """Streets; postcode and town in one line; region; country."""
    lines: list[str] = []
    for name in names:
        text = "\n".join(entry.texts_of(name))
        if (
            text
            and name in {"l", "localityname", "mozillahomelocalityname"}
            and entry.texts_of(names[names.index(name) - 1])
        ):
            lines[-1] += f" {text}"
        elif text:
            lines.append(text)
    return "\n".join(lines)

r"""Bytes of a vCard file to properties: folded lines put together, quoted-printable and character sets undone.

Written for what phones and mail programs really write, of all three versions: soft line breaks of quoted-printable
that part a letter's bytes, folds in the middle of a word, `CR CR LF`, parameters without a name (`TEL;CELL:`), raw
bytes of another character set, quotes and colons where they should not be. What takes more room than a person's
data can (photos, a line without an end) is not kept.
"""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import BinaryIO, NamedTuple

import msgspec

from funneltui.interchange.encodings import FALLBACK

LONGEST = 1 << 20
"""Bytes of one property that are kept: no name, address or note is longer."""
_PIECE = 1 << 16
_HEAD = re.compile(rb'(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)((?:;[^":]*(?:"[^"]*"[^":]*)*)?):')
_LOOSE_HEAD = re.compile(rb"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+) ?((?:;[^:]*)?):")
_PLAIN_HEAD = re.compile(rb"(?:[A-Za-z0-9_-]+\.)?[A-Za-z0-9_-]+(?:;[A-Za-z0-9_,;=-]*)?")
_SHORT = 100
_FOLDS = (b" ", b"\t")
"""What a line may begin with that belongs to the one before it."""
_PARAMETER = re.compile(r';\s*((?:[^;"]|"[^"]*"|")*)')
_QUOTED_PRINTABLE = re.compile(rb"^[^:]*;\s*(?:ENCODING=)?QUOTED-PRINTABLE\b", re.IGNORECASE)
_BASE64 = re.compile(rb"^[^:]*;\s*(?:ENCODING=)?\"?(?:BASE64|B)\"?\s*[;:]", re.IGNORECASE)
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=]+\s*")
_FRAME = re.compile(rb"\s*(?:BEGIN|END)\s*:\s*VCARD\s*$", re.IGNORECASE)
_AGENT = re.compile(rb"(?:[\w-]+\.)?AGENT[^:]*:\s*BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PICTURES = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_ADDRESSES = (b"http:", b"https:", b"ftp:")
_BARE = {
    **dict.fromkeys(("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"), "ENCODING"),
    **dict.fromkeys(("URL", "URI", "CONTENT-ID", "CID", "INLINE"), "VALUE"),
}
"""Parameters of version 2.1 that are written without their name and are no kind."""


class Property(msgspec.Struct):
    """One property of a card.

    Attributes:
        line: The line it begins on, from 1; for lines that are none (`name` is empty) too.
        group: What ties it to others: `item1`; lower case.
        name: Its name, upper case; empty for a line that is no property.
        parameters: Name (upper case) → values; kinds are in lower case.
        value: Its text, decoded, escapes as they stand; empty when `binary`.
        binary: Whether it is a picture or the like, which was not kept.
        damaged: Whether it was too long and was cut.
    """

    line: int
    group: str
    name: str
    parameters: dict[str, list[str]]
    value: str
    binary: bool = False
    damaged: bool = False

    @property
    def kinds(self) -> list[str]:
        """What the property says it is: `home`, `work`, `cell`, `pref` and so on."""
        return self.parameters.get("TYPE", [])


def properties(stream: BinaryIO) -> Iterator[Property]:
    """The properties of a file, in order. Bytes that are not UTF-8 are read as Windows characters."""
    for line, raw, cut in _unfolded(stream):
        if raw.strip():
            yield _property(line, raw, cut=cut)


# -- Lines ----------------------------------------------------------------------------------------


class _Lines:
    """Lines of a file without their ends, the next of which can be looked at before it is taken."""

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = _split(stream)
        self._coming = next(self._lines, None)
        self.number = 0
        self.indented = False
        """Whether lines stand one sign further right: those of a card in a card are folded as a whole."""

    def take(self) -> bytes | None:
        """The next line; None at the end. Of one that is too long the rest is skipped."""
        line = self._coming
        if line is None:
            return None
        self._coming = next(self._lines, None)
        self.number += 1
        if self.indented:
            line = self._moved(line)
            self.indented = not _FRAME.match(line)
        return line

    def peek(self) -> bytes | None:
        """The line that `take` gives."""
        return self._moved(self._coming) if self.indented and self._coming is not None else self._coming

    def drop(self) -> None:
        """Take the line that was looked at: it goes on with the one before, and begins no card."""
        self._coming = next(self._lines, None)
        self.number += 1

    @staticmethod
    def _moved(line: bytes) -> bytes:
        return line[1:] if line[:1] in _FOLDS else line


def _split(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file without their ends. Of one that is too long the rest is left out."""
    mac = _has_mac_ends(stream)
    for line in iter(partial(stream.readline, LONGEST), b""):
        if line[-1:] != b"\n":
            while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
                pass
        if mac:
            yield from (part.rstrip(b"\r\n") for part in line.split(b"\r"))
        else:
            yield line.rstrip(b"\r\n")


def _has_mac_ends(stream: BinaryIO) -> bool:
    """Whether lines end in CR alone."""
    start = stream.tell()
    head = stream.read(_PIECE)
    stream.seek(start)
    return b"\n" not in head and b"\r" in head


def _unfolded(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """Whole lines with the number of their first, and whether something was cut off."""
    lines = _Lines(stream)
    before = b""
    while (first := lines.take()) is not None:
        number = lines.number
        if b":" not in first:
            if _BASE64_LINE.fullmatch(first) and _BASE64.match(before):
                continue  # the rest of a picture that was folded without a sign
        elif b"AGENT" in first[:_SHORT].upper() and _AGENT.match(first):
            lines.indented = True
        before = first
        coming = lines.peek()
        if first[-1:] != b"=" and (coming is None or coming[:1] not in _FOLDS):
            yield number, first, len(first) >= LONGEST
            continue
        parts, size = [first], len(first)
        quoted = b"=" in first[-1:] and _QUOTED_PRINTABLE.match(first) is not None
        while (coming := lines.peek()) is not None:
            if quoted and parts[-1][-1:] == b"=" and not _FRAME.match(coming):
                parts[-1] = parts[-1][:-1]
                piece = coming
            elif coming[:1] in _FOLDS and coming.strip():
                piece = coming[1:]
                quoted = quoted or (piece[-1:] == b"=" and _QUOTED_PRINTABLE.match(first) is not None)
            else:
                break
            lines.drop()
            size += len(piece)
            if size <= LONGEST:
                parts.append(piece)
            elif quoted:
                parts.append(piece[-1:])
        yield number, b"".join(parts), size >= LONGEST


# -- Properties -----------------------------------------------------------------------------------


def _property(line: int, raw: bytes, *, cut: bool) -> Property:
    raw = raw.removeprefix(codecs.BOM_UTF8) if line == 1 else raw
    start, colon, value = raw.partition(b":")
    head = _plain_head(start) if colon and len(start) <= _SHORT else None
    if head is not None and head.is_text and value[:5].lower() != b"data:":
        return Property(line, head.group, head.name, head.parameters, _text(value, ""), damaged=cut)
    if head is None:
        raw = raw.lstrip()
        match = _HEAD.match(raw) or _LOOSE_HEAD.match(raw)
        if match is None:
            return Property(line, "", "", {}, _text(raw, ""), damaged=cut)
        head = _head_of(match)
        value = raw[match.end() :]
    picture = head.pictures and not value.strip().lower().startswith(_ADDRESSES)
    if head.binary or picture or value[:5].lower() == b"data:":
        return _binary(line, head, value, cut=cut)
    if head.quoted:
        value = binascii.a2b_qp(value)
    text = _text(value, head.charset)
    return Property(line, head.group, head.name, head.parameters, text, damaged=cut)


class _Head(NamedTuple):
    """What stands before the colon of a property."""

    group: str
    name: str
    parameters: dict[str, list[str]]
    binary: bool
    quoted: bool
    pictures: bool
    charset: str
    is_text: bool
    """Whether the value is text of the file's own character set, as it stands."""


@lru_cache(maxsize=1024)
def _plain_head(start: bytes) -> _Head | None:
    """A head without quotes, of which a file has few different ones; None for another."""
    match = _HEAD.match(start + b":") if _PLAIN_HEAD.fullmatch(start) else None
    return _head_of(match) if match is not None else None


def _head_of(match: re.Match[bytes]) -> _Head:
    group, name, tail = (part.decode("ascii", "replace") if part else "" for part in match.groups())
    parameters = _parameters(tail) if tail else {}
    charset = next(iter(parameters.get("CHARSET", ())), "")
    encodings = {word.upper() for word in (*parameters.get("ENCODING", ()), *parameters.get("VALUE", ()))}
    binary, quoted = not encodings.isdisjoint({"BASE64", "B", "BINARY"}), "QUOTED-PRINTABLE" in encodings
    pictures = name.upper() in _PICTURES
    is_text = not (binary or quoted or pictures or charset)
    return _Head(group.lower(), name.upper(), parameters, binary, quoted, pictures, charset, is_text)


def _binary(line: int, head: _Head, value: bytes, *, cut: bool) -> Property:
    """A picture, a key, a sound; some programs write texts so too, and those are read."""
    wanted = head.name not in _PICTURES and not head.name.startswith("X-")
    text = ""
    if wanted and not cut and value[:5].lower() != b"data:":
        try:
            text = binascii.a2b_base64(value).decode("utf-8")
        except (ValueError, UnicodeDecodeError):
            text = ""
    picture = not text and bool(value.strip())
    return Property(line, head.group, head.name, head.parameters, text, binary=picture)


def _parameters(tail: str) -> dict[str, list[str]]:
    """`;TYPE=home,work;CELL;CHARSET=utf-8` by name; `PREF=1` is a kind too."""
    parameters: dict[str, list[str]] = {}
    for text in _PARAMETER.findall(tail):
        name, assigned, value = text.partition("=")
        name = name.strip().upper()
        if not assigned:
            value, name = text, _BARE.get(name, "TYPE")
        words = [word.strip() for word in value.replace('"', "").split(",") if word.strip()]
        if name == "PREF":
            parameters.setdefault("TYPE", []).append("pref")
        parameters.setdefault(name, []).extend(word.lower() if name == "TYPE" else word for word in words)
    return parameters


def _text(value: bytes, charset: str) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        if charset and codecs.lookup(charset).name != "utf-8":
            return value.decode(charset, "replace")
    except (LookupError, ValueError):
        pass  # a character set nobody knows, or one that is none of text, or no name at all
    return value.decode("utf-8", FALLBACK)


def split_value(value: str, separator: str) -> list[str]:
    """A value at its separators, but for those that are escaped; the parts are unescaped and stripped."""
    if "\\" not in value:
        return [part.strip() for part in value.split(separator)]
    parts: list[str] = []
    current: list[str] = []
    for piece in re.split(rf"(\\.|{re.escape(separator)})", value, flags=re.DOTALL):
        if piece == separator:
            parts.append(unescaped("".join(current)).strip())
            current = []
        else:
            current.append(piece)
    parts.append(unescaped("".join(current)).strip())
    return parts


def unescaped(text: str) -> str:
    r"""`\n`, `\,`, `\;`, `\:` and `\\` as what they stand for; line ends are `\n`."""
    if "\\" in text:
        text = _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

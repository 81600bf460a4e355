"""Which characters the bytes of a text file stand for, when nobody says so."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

FALLBACK = "funneltui-cp1252"
"""Error handler: a stray byte in a UTF-8 text is what Windows would have written."""

_CHUNK = 1 << 20
_SAMPLE = 1 << 18
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ORDERED = {"utf-16": "utf-16-le", "utf_16": "utf-16-le", "utf-32": "utf-32-le", "utf_32": "utf-32-le"}
"""What Python does not read without a mark, and what is meant then."""
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_LEADS = (b"\xc2", b"\xc3", b"\xc4", b"\xc5", b"\xe2")
"""What the letters and signs of Western text begin with in UTF-8, and what hardly ever ends a Windows text."""


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.reason == "unexpected end of data":
        return "\ufffd", error.end
    text = []
    for byte in error.object[error.start : error.end]:
        stray = bytes((byte,))
        try:
            text.append(stray.decode("cp1252"))
        except UnicodeDecodeError:
            text.append(stray.decode("latin-1"))
    return "".join(text), error.end


codecs.register_error(FALLBACK, _stray)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to read a file.

    Attributes:
        name: Python's name of the encoding.
        errors: Python's name of the error handler.
        guessed: Whether another encoding would have been possible.
        stray: How many bytes of a UTF-8 text were not UTF-8, in the sample.
        cut: Whether the file ends inside its last letter.
    """

    name: str
    errors: str = "strict"
    guessed: bool = False
    stray: int = 0
    cut: bool = False


def detect(stream: BinaryIO) -> Encoding:
    """Read the stream to its end, if need be, and say what its encoding is."""
    head = stream.read(_CHUNK)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return Encoding(name, FALLBACK if name == "utf-8-sig" else "replace")
    wide = _wide(head)
    if wide:
        return Encoding(wide, "replace", guessed=True)
    sample = bytearray()
    decoder = codecs.getincrementaldecoder("utf-8")()
    valid, cut = True, False
    for chunk in _chunks(head, stream):
        if valid:
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                valid, cut = False, not chunk and error.reason == "unexpected end of data"
        if len(sample) < _SAMPLE:
            sample += b"".join(line for line in chunk.splitlines(keepends=True) if _HIGH.search(line))
        elif not valid:
            break
    if valid:
        return Encoding("utf-8")
    if cut and (_MULTIBYTE.search(sample) or sample[-1:] in _LEADS or sample[-2:-1] in _LEADS):
        return Encoding("utf-8", FALLBACK, cut=True)
    return _not_utf8(bytes(sample[:_SAMPLE]))


def encoding_named(name: str, head: bytes = b"") -> Encoding | None:
    """An encoding as a person names it; None when there is none of that name.

    Args:
        name: What they say.
        head: The beginning of the file, which may have a mark.
    """
    try:
        info = codecs.lookup(name.strip())
        "a".encode(info.name)
    except (LookupError, ValueError, TypeError):
        return None
    if not info._is_text_encoding or info.name in {"idna", "punycode", "undefined"}:  # noqa: SLF001 - what Python itself asks
        return None
    known = "utf-8-sig" if info.name == "utf-8" else info.name
    if not any(head.startswith(mark) for mark, _name in _BOMS):
        known = _ORDERED.get(known, known)
    return Encoding(known, FALLBACK if known in {"utf-8-sig", "cp1252"} else "replace")


def _chunks(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """The whole stream, ended by an empty chunk."""
    chunk = head
    while chunk:
        yield chunk
        chunk = stream.read(_CHUNK)
    yield b""


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: in Latin text every other byte is NUL."""
    pairs = len(head) // 2
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if pairs and max(even, odd) > 0.4 * pairs and min(even, odd) < 0.1 * pairs:
        return "utf-16-le" if odd > even else "utf-16-be"
    return ""


def _not_utf8(sample: bytes) -> Encoding:
    multibyte = _MULTIBYTE.findall(sample)
    stray = len(_HIGH.findall(sample)) - sum(map(len, multibyte))
    utf8 = Encoding("utf-8", FALLBACK, guessed=True, stray=max(stray, 1))
    if len(multibyte) > stray:
        return utf8
    name = _western(sample) or _any(sample)
    if multibyte and _likeness(sample.decode("utf-8", FALLBACK)) > _likeness(sample.decode(name, "replace")):
        return utf8
    return Encoding(name, FALLBACK if name == "cp1252" else "replace", guessed=True)


_COMMON = dict.fromkeys("éèêàçùôîïâûëüöäñáíóúœæåøãõß", 1.0) | dict.fromkeys("ÉÈÊËÀÇÔÎÏÂÙÛÜÖÄÑÁÍÓÚŒØÅÆŸ", 0.6)
_COMMON |= dict.fromkeys("’‘“”«»–—…°€£§²·\xa0ªº¿¡™®©•", 0.4)
_COMMON["é"] = 1.5
_COMMON["€"] = 1.0


def _western(sample: bytes) -> str:
    """Windows, Mac or DOS: the one in which the text looks most like a language."""
    scores = {name: _likeness(sample.decode(name, "replace")) for name in ("cp1252", "mac_roman", "cp850")}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0.3 else ""  # noqa: PLR2004 - most characters are common ones


def _likeness(text: str) -> float:
    """How common the characters beyond ASCII are in Western text, on average."""
    total, count = 0.0, 0
    for place, character in enumerate(text):
        if character < "\x80":
            continue
        count += 1
        weight = _COMMON.get(character, -1.0)
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if (
            before.islower()
            and character != "’"
            and (character.isupper() or (not character.isalpha() and after.islower()))
        ):
            weight = -1.0  # a capital or a symbol inside a word
        elif character.islower() and before.isupper() and after.isupper():
            weight = -1.0  # a small letter among capitals
        elif character.isalpha() and character not in "àÀ" and not (before.isalpha() or after.isalpha()):
            weight = -0.5  # a letter by itself, such as what Windows' € is for a Mac
        total += weight
    return total / count if count else 0.0


def _any(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return _ORDERED.get(best.encoding, best.encoding) if best is not None else "cp1252"


# -- Text that was already damaged when the file was written ------------------------------------

_MISREAD = (
    ("cp1252", "utf-8"),
    ("mac_roman", "utf-8"),
    ("mac_roman", "cp1252"),
    ("cp850", "cp1252"),
)
"""(read as, was): UTF-8 taken for Windows or Mac text, Windows text for a Mac's or for DOS."""
_BROKEN = 0.0
_SOUND = 0.6
_PLACES = 2


def repairer(text: str) -> Callable[[str], str] | None:
    """A function that undoes a wrong decoding, when the text proves that there was one.

    `PrÈnom;SociÈtÈ` is what a Mac made of `Prénom;Société`, and `PrÃ©nom` what Windows made of it.
    The proof asked for: no sense before, sense after, and more than one such place.
    """
    if sum(character >= "\x80" for character in text) < _PLACES or _likeness(text) >= _BROKEN:
        return None
    for read_as, was in _MISREAD:
        fix = _undo(read_as, was)
        fixed = "".join(map(fix, text.splitlines(keepends=True)))
        if fixed != text and _likeness(fixed) > _SOUND:
            return fix
    return None


def _undo(read_as: str, was: str) -> Callable[[str], str]:
    def fix(line: str) -> str:
        if line.isascii():
            return line
        try:
            return line.encode(read_as).decode(was)
        except UnicodeError:
            return line

    return fix

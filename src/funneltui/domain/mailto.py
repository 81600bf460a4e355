"""Addresses and subjects that cannot smuggle a header in, and `mailto:` links (RFC 6068)."""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from urllib.parse import quote

from funneltui.errors import InvalidValueError, RefusedError
from funneltui.i18n import N_

MAILTO_LIMIT = 2000
"""Characters of a link that every system passes on whole: Windows and Outlook cut a little above."""

ENCODED = "=?"
"""What an encoded word begins with (RFC 2047): a mail program would read another text there."""
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+( [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LONGEST_WORD = 60
"""Characters of a word that is not encoded: a longer one has no place to fold the line at."""
_BYTES_A_WORD = 42
"""Of an encoded word, so that with its marks it stays under the 75 characters of RFC 2047."""
_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})
_NEEDS_NO_CODE = "!$*-._~@"
"""What RFC 6068 lets stand in an address, but for `+`, which some mail programs take for a space."""


class LongMessageError(RefusedError):
    """The message does not fit into a link. A draft file has no such limit."""

    def __init__(self, length: int) -> None:
        super().__init__(
            N_(
                "This message is too long for a mail link ({length} of {limit} characters). Save it as a draft instead."
            ),
            length=length,
            limit=MAILTO_LIMIT,
        )


def checked_header(text: str, field: str) -> str:
    """A subject or an address without spaces around it, once it is known to be one line.

    Raises:
        InvalidValueError: It has a line break or another control character, which could add headers of its own.
    """
    text = text.strip(" \t")
    place = _first_control(text, "\t")
    if place:
        message = N_("Line break or control character at place {place}: {text}")
        raise InvalidValueError(message, field=field, place=place, text=text)
    return text


def header_words(text: str, *, phrase: bool = False) -> list[str]:
    """A header's text as words that are parted by a space, none of which means anything but itself.

    Plain text stays readable. Any other is encoded (RFC 2047), so also one that looks encoded: a mail program decodes
    once, and shows what the user sees.

    Args:
        text: What `checked_header` let pass.
        phrase: It is a name before an address, where punctuation would part addresses.
    """
    plain = text.isascii() and text.isprintable() and ENCODED not in text and "  " not in text
    if plain and max(map(len, text.split(" "))) <= _LONGEST_WORD:
        if phrase and text and not _ATOMS.fullmatch(text):
            text = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return text.split(" ") if text else []
    words, waiting = [], b""
    for char in text:
        code = char.encode()
        if len(waiting) + len(code) > _BYTES_A_WORD:
            words.append(waiting)
            waiting = b""
        waiting += code
    return [f"=?utf-8?b?{b64encode(word).decode()}?=" for word in (*words, waiting)]


def checked_body(text: str) -> str:
    r"""A message's text with `\n` at the end of each line.

    Raises:
        InvalidValueError: It has a control character, which a mail program could stumble over.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    place = _first_control(text, "\n\t")
    if place:
        message = N_("The text has a control character at place {place}. Remove it first.")
        raise InvalidValueError(message, field="body", place=place)
    return text


def _first_control(text: str, allowed: str) -> int:
    """The place, counted from 1, of the first character that is no text; 0 when there is none."""
    return next(
        (place for place, char in enumerate(text, 1) if unicodedata.category(char) in _CONTROL and char not in allowed),
        0,
    )


def mailto_url(to: str, subject: str, body: str) -> str:
    """The link that opens this message in the user's mail program, percent-encoded (RFC 6068).

    Raises:
        InvalidValueError: A control character in the subject, the address or the text.
        LongMessageError: The link would be cut short on its way.
    """
    address = quote(checked_header(to, "email"), safe=_NEEDS_NO_CODE)
    shown = checked_header(subject, "subject")
    if ENCODED in shown:  # a mail program may decode it, and would find a line of its own
        shown = " ".join(header_words(shown))
    parts = [("subject", shown), ("body", checked_body(body).replace("\n", "\r\n"))]
    query = "&".join(f"{name}={quote(text, safe='')}" for name, text in parts if text)
    url = f"mailto:{address}?{query}" if query else f"mailto:{address}"
    if len(url) > MAILTO_LIMIT:
        raise LongMessageError(len(url))
    return url

"""Messages as `.eml` drafts (RFC 5322, MIME), which mail programs open ready to be sent.

`X-Unsent: 1` is what makes Outlook and others open the file for writing. There is no Message-ID: the program that
sends the message gives it one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError, MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from funneltui.domain.mailto import ENCODED, checked_body, checked_header, header_words
from funneltui.domain.text import fold
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_
from funneltui.interchange.files import free_name, write_file

_NO_ADDRESS = N_("“{text}” isn't an e-mail address.")
_LONGEST_NAME = 40
_LONGEST_LINE = 78


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to one person.

    Attributes:
        to: Their address.
        to_name: Their name.
        subject: One line.
        body: Plain text.
        written_at: An aware instant.
        sender: The user's name.
        sender_email: The user's address; empty: the mail program says whom it is from.
    """

    to: str
    to_name: str
    subject: str
    body: str
    written_at: datetime
    sender: str = ""
    sender_email: str = ""


def draft_bytes(draft: Draft) -> bytes:
    """The message as a file: CRLF line ends, headers encoded (RFC 2047), text in UTF-8, quoted-printable.

    Raises:
        InvalidValueError: An address that is none, or a control character where none may be.
    """
    headers = []
    if draft.sender_email:
        headers.append(("From", _mailbox(draft.sender, draft.sender_email)))
    headers += [
        ("To", _mailbox(draft.to_name, draft.to)),
        ("Subject", header_words(checked_header(draft.subject, "subject"))),
        ("Date", [format_datetime(draft.written_at)]),
        ("X-Unsent", ["1"]),
    ]
    message = EmailMessage(policy=SMTP)
    message.set_content(checked_body(draft.body), charset="utf-8", cte="quoted-printable")
    # The headers are written here: Python's own reads encoded words in a name, and what it has read can be a line of
    # its own; and before 3.12.5 it leaves quotes out around a comma.
    return "".join(_line(name, words) for name, words in headers).encode() + bytes(message)


def _mailbox(name: str, address: str) -> list[str]:
    words = header_words(checked_header(name, "name"), phrase=True)
    spec = _addr_spec(address)
    return [*words, f"<{spec}>"] if words else [spec]


def _addr_spec(address: str) -> str:
    """An address as a header has it. A local part beyond ASCII has no encoded form: it stays as it is (RFC 6532)."""
    address = checked_header(address, "email")
    local, _, domain = address.rpartition("@")
    try:
        if not domain.isascii():
            domain = domain.encode("idna").decode("ascii")
            address = f"{local}@{domain}"
        # Raises when it is no address; a space in it is none, nor what looks encoded.
        Address(addr_spec=re.sub(r"[^\x00-\x7f]", "x", address.replace(ENCODED, " ")))
        sound = not any(char.isspace() for char in address.replace(ENCODED, " "))
    except (HeaderParseError, MessageError, IndexError, ValueError) as error:
        raise InvalidValueError(_NO_ADDRESS, field="email", text=address) from error
    if not sound:
        raise InvalidValueError(_NO_ADDRESS, field="email", text=address)
    return address


def _line(name: str, words: Sequence[str]) -> str:
    """A header, folded between words so that a line has 78 characters where they let it."""
    lines = [f"{name}:"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > _LONGEST_LINE and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines) + "\r\n"


def draft_name(number: int, name: str) -> str:
    """A file's name for the draft to a card's contact, which every system takes: `0012-sophie-martin.eml`."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(name).encode("ascii", "ignore").decode())[:_LONGEST_NAME].strip("-")
    return f"{number:04}-{words}.eml" if words else f"{number:04}.eml"


def write_draft(path: Path, draft: Draft, *, force: bool = False) -> Path:
    """Write a draft, whole or not at all, readable by its owner only; returns where.

    Args:
        path: Where; with a number when that name is taken.
        draft: The message.
        force: Replace what is at `path` instead.

    Raises:
        InvalidValueError: See `draft_bytes`.
        UnwritableFileError: The system does not let us.
    """
    content = draft_bytes(draft)
    target = path if force else free_name(path)
    write_file(target, [content], force=force)
    return target

"""Messages as `.eml` drafts (RFC 5322, MIME), which mail programs open ready to be sent.

`X-Unsent: 1` is what makes Outlook and others open the file for writing. There is no Message-ID: the program that
sends the message gives it one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError, MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from pathlib import Path

from funneltui.domain.mailto import checked_body, checked_header
from funneltui.domain.text import fold
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_
from funneltui.interchange.files import free_name, write_file

__all__ = ["Draft", "draft_bytes", "draft_name", "write_draft"]

_LONGEST_NAME = 40


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
    to = _address(draft.to_name, draft.to)
    sender = _address(draft.sender, draft.sender_email) if draft.sender_email else None
    plain = all(one.addr_spec.isascii() for one in (to, sender) if one is not None)
    # A local part beyond ASCII has no encoded form (RFC 6532): such a header is written in UTF-8.
    message = EmailMessage(policy=SMTP if plain else SMTPUTF8)
    if sender is not None:
        message["From"] = sender
    message["To"] = to
    message["Subject"] = checked_header(draft.subject, "subject")
    message["Date"] = format_datetime(draft.written_at)
    message["X-Unsent"] = "1"
    message.set_content(checked_body(draft.body), charset="utf-8", cte="quoted-printable")
    return bytes(message)


def _address(name: str, address: str) -> Address:
    address = checked_header(address, "email")
    local, _, domain = address.rpartition("@")
    try:
        if not domain.isascii():
            domain = domain.encode("idna").decode("ascii")
            address = f"{local}@{domain}"
        shown = checked_header(name, "name")
        if address.isascii():
            return Address(shown, addr_spec=address)
        Address(addr_spec=re.sub(r"[^\x00-\x7f]", "x", address))  # raises when the rest of it is no address
        return Address(shown, username=local, domain=domain)
    except (HeaderParseError, MessageError, IndexError, ValueError) as error:
        if isinstance(error, InvalidValueError):
            raise
        raise InvalidValueError(N_("“{text}” is no e-mail address."), field="email", text=address) from error


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

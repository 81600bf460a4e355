"""What the headers of one e-mail say: from whom, to whom, when, about what, and whether a person wrote it.

Automatic mail is told by what RFC 3834 and the programs that send it say: `Auto-Submitted`, headers of lists,
`Precedence`, delivery reports, an empty return path; else by the words that mail programs begin an absence note with.
It is never complete: what is taken for automatic is shown apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime

from funneltui.domain.text import fold

Mailbox = tuple[str, str]
"""A name, and an address in lower case."""

_LISTS = frozenset({"list-id", "list-unsubscribe", "list-post", "mailing-list", "feedback-id"})
_REPLIERS = frozenset({"x-autoreply", "x-autorespond", "x-autoreply-from", "x-mail-autoreply"})
_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
_DAEMONS = frozenset({"mailer-daemon", "postmaster", "mail-daemon", "bounce", "bounces"})
_NOBODY = re.compile(r"(?:no|ne|do|pas)[._-]?(?:not[._-]?)?(?:reply|repondre|repondez|reponse)", re.ASCII)
_ABSENT = re.compile(
    r"(?:re: ?)?(?:automatic reply|auto(?:matic)? ?(?:reply|response)|autoreply|out of (?:the )?office"
    r"|on (?:leave|vacation)\b|reponse automatique\b|absen(?:ce|t)\b|message d.absence|abwesenheits"
    r"|automatische antwort|conges?\b.{0,20}absen)"
)
_FAILED = re.compile(
    r"(?:undeliver|delivery (?:status|failure)|mail delivery|returned mail|echec de|non remis|failure notice)"
)
_LONGEST_SUBJECT = 300
_LONGEST_TEXT = 2000
"""Signs of a header that are decoded."""
_SPEC = r'[^\s"<>@,;:()\\\[\]]{1,80}@[^\s"<>@,;:()\\\[\]]{1,200}'
_ADDRESS = re.compile(_SPEC)
_PLAIN = re.compile(rf'(?:"?([^"<>@,;:()\\\[\]]{{0,100}}?)"? *<({_SPEC})>|({_SPEC}))')
"""One mailbox as nearly all are written, which needs no parser."""
_SPACES = re.compile(r"\s+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_NAME = re.compile(r"[!-9;-~]+")


@dataclass(frozen=True, slots=True)
class Letter:
    """What is kept of an e-mail.

    Attributes:
        sender: Who wrote it; None when nobody is named.
        recipients: To, copies and hidden copies.
        sent_at: When, in UTC; None when it does not say so.
        subject: In one line, decoded.
        message_id: As the header has it; empty for none.
        automatic: Why it is taken to be no person's: "list", "reply", "bounce", "machine"; empty: a person's.
        failed: Whom a returned message did not reach.
    """

    sender: Mailbox | None
    recipients: tuple[Mailbox, ...]
    sent_at: datetime | None
    subject: str
    message_id: str
    automatic: str
    failed: tuple[str, ...]


def letter(block: bytes) -> Letter:
    """Read a header block, however odd it is."""
    headers = _headers(block)

    def first(name: str) -> str:
        values = headers.get(name)
        return _SPACES.sub(" ", values[0]).strip() if values else ""

    senders = _mailboxes([first("from")]) or _mailboxes([first("sender")])
    recipients = _mailboxes([header for name in ("to", "cc", "bcc") for header in headers.get(name, [])])
    subject = _decoded(first("subject"))[:_LONGEST_SUBJECT]
    kind = _automatic(first, headers.keys(), senders[0][1] if senders else "", subject)
    failed = tuple(address for _name, address in _mailboxes([first("x-failed-recipients")]))
    return Letter(
        senders[0] if senders else None,
        tuple(recipients),
        _sent_at(first("date")) or _sent_at(first("received").rpartition(";")[2]),
        subject,
        first("message-id")[:998],
        kind,
        failed,
    )


def _headers(block: bytes) -> dict[str, list[str]]:
    """The values of each header, by its name in lower case. What is no header ends the block.

    The standard library's parser takes four times as long.
    """
    headers: dict[str, list[str]] = {}
    values: list[str] = []
    for line in _LINE_END.split(block.decode("utf-8", "replace")):
        if line[:1] in {" ", "\t"}:
            if values:
                values[-1] += f"\n{line}"
            continue
        name, colon, value = line.partition(":")
        if line[:1] == ":" or (line.startswith("From ") and not headers):
            continue
        name = name.rstrip(" \t").lower()
        if not (colon and _NAME.fullmatch(name)):
            break
        values = headers.setdefault(name, [])
        values.append(value)
    return headers


def _automatic(first: Callable[[str], str], names: AbstractSet[str], sender: str, subject: str) -> str:
    local = sender.partition("@")[0]
    plain = fold(subject)
    to_nobody = first("return-path") == "<>"
    if (
        first("content-type").lower().startswith("multipart/report")
        or local in _DAEMONS
        or (to_nobody and _FAILED.match(plain))
    ):
        return "bounce"
    submitted = first("auto-submitted").lower().partition(";")[0].strip()
    if submitted == "auto-replied" or any(map(first, _REPLIERS & names)) or _ABSENT.match(plain):
        return "reply"
    if any(map(first, _LISTS & names)) or first("precedence").lower() in _BULK:
        return "list"
    if submitted not in {"", "no"} or to_nobody or _NOBODY.match(local):
        return "machine"
    return ""


def _mailboxes(texts: list[str]) -> list[Mailbox]:
    parts = [part.strip() for text in texts for part in text.split(",")]
    plain = [match for part in parts if (match := _PLAIN.fullmatch(part))]
    if len(plain) == len(parts):
        return [(_decoded(match[1] or ""), (match[2] or match[3]).lower()) for match in plain]
    try:
        pairs = getaddresses([text for text in texts if text])
    except RecursionError:  # groups in groups without end: the parser goes a level down for each
        pairs = [("", address) for text in texts for address in _ADDRESS.findall(text)]
    return [(_decoded(name), address.strip().lower()) for name, address in pairs if "@" in address]


def _decoded(text: str) -> str:
    """Encoded words as what they stand for; what cannot be decoded stays."""
    text = text[:_LONGEST_TEXT]
    if "=?" not in text:
        return text
    try:
        return _SPACES.sub(" ", str(make_header(decode_header(text)))).strip()
    except (MessageError, LookupError, ValueError):
        return text


def _sent_at(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None

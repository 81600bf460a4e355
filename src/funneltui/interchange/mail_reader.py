"""Headers of e-mails: from `.eml` files, mbox files, Maildir folders, folders of those, or one stream. No bodies.

Only the block of headers is looked at, and most of it not even that: `addresses` finds what is in a block at once, and
only who is known is worth parsing. Nothing is written, moved or marked as read.
"""

from __future__ import annotations

import mmap
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from funneltui.i18n import system_reason, translate as _
from funneltui.interchange.errors import MissingFileError, UnreadableFileError

_LONGEST = 1 << 18
"""Bytes of one message's headers that are looked at."""
_DEEPEST = 12
"""Folders within folders."""
_ADDRESS = re.compile(rb"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\x80-\xff-]{1,80}@[A-Za-z0-9.\x80-\xff-]{1,255}")
_HEADER = re.compile(rb"[!-9;-~]{1,70}[ \t]*:")
_FROM = re.compile(rb"^From[ \t]*:.*(?:\n[ \t].*)*", re.IGNORECASE | re.MULTILINE)
_TO = re.compile(rb"^To[ \t]*:.*(?:\n[ \t].*)*", re.IGNORECASE | re.MULTILINE)
_NO_PERSON = re.compile(rb"^(?:List-|Auto-Submitted|Precedence|Mailing-List)", re.IGNORECASE | re.MULTILINE)
_MARK = re.compile(rb"From [^\r\n]*\r?\n(?=[!-9;-~]{1,70}[ \t]*:|>?From )")
"""The line before each message of an mbox; in a text such a line is followed by no header."""
_END = re.compile(rb"\r?\n\r?\n|\r\r")


def header_blocks(source: Path | BinaryIO) -> Iterator[bytes]:
    """The header block of every message.

    Args:
        source: A file, a folder, or an open stream.

    Raises:
        MissingFileError, UnreadableFileError: There is nothing to read.
    """
    if not isinstance(source, Path):
        yield from _of_content(source.read())
        return
    try:
        if source.is_dir():
            yield from _of_folder(source, 0)
        elif source.is_file():
            yield from _of_file(source)
        elif source.exists():
            raise UnreadableFileError(source, detail=_("it isn't a file"))
        else:
            raise MissingFileError(source)
    except OSError as error:
        raise UnreadableFileError(error.filename or source, detail=system_reason(error)) from error


def addresses(block: bytes) -> set[bytes]:
    """Everything in a header block that looks like an e-mail address, in lower case."""
    return {address.lower() for address in _ADDRESS.findall(block)}


def correspondents(block: bytes, own: frozenset[bytes]) -> set[bytes]:
    """Who wrote a message, or, when that was oneself, whom it went to: addresses, found without parsing.

    Nobody for what a list or a program sent.
    """
    if _NO_PERSON.search(block):
        return set()
    senders = _named(_FROM, block)
    return (senders if senders.isdisjoint(own) else _named(_TO, block)) - own


def _named(header: re.Pattern[bytes], block: bytes) -> set[bytes]:
    match = header.search(block)
    return addresses(match[0]) if match else set()


def _of_folder(folder: Path, depth: int) -> Iterator[bytes]:
    """Maildir keeps a message a file in `cur` and `new` (`tmp` has those not delivered yet).

    What cannot be read is told when the rest has been read.
    """
    unread: OSError | None = None
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    maildir = any(entry.name == "cur" and entry.is_dir() for entry in entries)
    for entry in entries:
        try:
            if entry.is_dir(follow_symlinks=False):
                if depth < _DEEPEST and not (maildir and entry.name == "tmp"):
                    yield from _of_folder(Path(entry.path), depth + 1)
            elif entry.is_file() and not (maildir and not entry.name.endswith(".eml")):
                yield from _of_file(Path(entry.path))
        except OSError as error:
            error.filename = error.filename or entry.path
            unread = unread or error
    if unread is not None:
        raise unread


def _of_file(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        head = stream.read(_LONGEST)
        if head.startswith(b"From "):
            with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
                yield from _of_mbox(content)
        elif _HEADER.match(head):
            yield _block(head)


def _of_content(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"From "):
        yield from _of_mbox(content)
    elif _HEADER.match(content):
        yield _block(content[:_LONGEST])


def _block(head: bytes) -> bytes:
    end = _END.search(head)
    return head[: end.start()] if end else head


def _of_mbox(content: bytes | mmap.mmap) -> Iterator[bytes]:
    """Each message begins with a line of its own, `From …`, after a blank one."""
    place = 0
    while place >= 0:
        mark = _MARK.match(content, place)
        if mark is not None:
            yield _block(bytes(content[mark.end() : mark.end() + _LONGEST]))
        place = content.find(b"\nFrom ", place + 1)
        while place >= 0 and not content[max(place - 2, 0) : place].removesuffix(b"\r").endswith(b"\n"):
            place = content.find(b"\nFrom ", place + 1)
        place = place + 1 if place >= 0 else -1

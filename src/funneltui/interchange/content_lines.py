"""Lines of vCards and calendars as they are written: escaped, folded, without control characters."""

from __future__ import annotations

import re

PRODUCT = "-//funneltui//EN"
"""Who wrote a card or a calendar: by it a file is known to be ours."""
_WIDTH = 75
"""Bytes of a line, its end not counted."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def without_controls(text: str) -> str:
    """A text without control characters, but for tabs and line ends."""
    return _CONTROL.sub("", text)


def escaped(text: str) -> str:
    r"""A text as a value: `\`, `,`, `;` and line ends escaped, other control characters left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign, written in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return without_controls(text)


def folded(line: str) -> bytes:
    """A line of at most 75 bytes and its continuations, no character parted."""
    raw = line.encode("utf-8", "replace")
    if len(raw) <= _WIDTH:
        return raw + b"\r\n"
    parts = []
    start, width = 0, _WIDTH
    while start < len(raw):
        end = min(start + width, len(raw))
        while end < len(raw) and raw[end] & 0xC0 == 0x80:  # noqa: PLR2004 - inside a character
            end -= 1
        parts.append(raw[start:end])
        start, width = end, _WIDTH - 1
    return b"\r\n ".join(parts) + b"\r\n"

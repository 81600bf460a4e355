"""E-mail addresses, phone numbers, links and tags in a cell, however many are in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from funneltui.domain.contact_points import normalize_email, normalize_link, normalize_phone
from funneltui.errors import InvalidValueError
from funneltui.interchange.records import Reach

__all__ = ["emails", "links", "phones", "tags"]

_GOOGLE = ":::"
_ADDRESS = re.compile(r"[^\s,;<>\"():]+@[^\s,;<>\"()]+")
_BETWEEN_PHONES = re.compile(r"\s*(?:[;\n|]|:::|,(?=\s*[+0(]))\s*")
_BETWEEN_LINKS = re.compile(r"[\s;]+|:::")
_BETWEEN_TAGS = re.compile(r"\s*(?:[;,\n|]|:::)\s*")
_LEAST_DIGITS = 3


def emails(cell: str, label: str = "") -> tuple[list[Reach], str]:
    """The addresses in a cell, and what is left of it when it holds none: text for the note."""
    found = _ADDRESS.findall(cell)
    if not found:
        return [], cell
    return [_reach(one.removeprefix("mailto:").rstrip("."), normalize_email, label) for one in found], ""


def phones(cell: str, label: str = "") -> tuple[list[Reach], str]:
    """The numbers in a cell, and what is left of it when it holds none: text for the note."""
    parts = [part for part in _BETWEEN_PHONES.split(cell) if part] if len(cell) > 15 else [cell]  # noqa: PLR2004
    if any(sum(map(str.isdigit, part)) < _LEAST_DIGITS for part in parts):
        parts = [cell]
    if sum(map(str.isdigit, cell)) < _LEAST_DIGITS:
        return [], cell
    return [_reach(part.removeprefix("tel:"), normalize_phone, label) for part in parts], ""


def links(cell: str, label: str = "") -> tuple[list[Reach], str]:
    """The links in a cell, and what is left of it when it holds none: text for the note."""
    parts = [part for part in _BETWEEN_LINKS.split(cell) if part]
    if not parts or any("." not in part and "://" not in part for part in parts):
        return [], cell
    return [_reach(part, normalize_link, label) for part in parts], ""


@lru_cache(maxsize=4096)
def tags(cell: str) -> tuple[str, ...]:
    """The tags in a cell. Google writes `* Mine ::: Suppliers`, the star for what is the main one."""
    parts = (part.strip().removeprefix("* ").strip() for part in _BETWEEN_TAGS.split(cell))
    return tuple(dict.fromkeys(part for part in parts if part and part != "*"))


def _reach(value: str, normalize: Callable[[str], str], label: str) -> Reach:
    """A way to reach somebody. What breaks the rules is kept as it is: the file may know better."""
    try:
        normalized = normalize(value)
    except InvalidValueError:
        normalized = ""
    return Reach(value, normalized or value.casefold(), label.removeprefix("* ").strip().casefold())

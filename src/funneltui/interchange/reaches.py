"""E-mail addresses, phone numbers, links and tags in a cell, however many are in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from funneltui.domain.contact_points import BETWEEN_PHONES, normalize_email, normalize_link
from funneltui.domain.phones import normalize_phone
from funneltui.errors import InvalidValueError
from funneltui.interchange.cell_words import displayed_name
from funneltui.interchange.records import Reach

_ADDRESS = re.compile(r"[^\s,;<>\"():]+@[^\s,;<>\"()]+")
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9._+\-]{1,64}@(?:[A-Za-z0-9\-]{1,40}\.){1,3}[A-Za-z0-9\-]{1,40}")
"""What most addresses are like, and can be read in one way only."""
_BETWEEN_LINKS = re.compile(r",?(?:[\s;]+|$)|:::|,(?=https?://|www\.)")
_BETWEEN_TAGS = re.compile(r"\s*(?:[;,\n|]|:::)\s*")
_NUMBER = re.compile(
    r"(?:(?:[ptwcmf]|tel|phone|mobile):)?\+?\(?\d[\d()./\-\s\u00a0\u2007\u2009\u2010-\u2014\u202f]*\d"
    r"(?:\s*(?:;ext=|(?:ext|extension|poste|x)\.?\s?|#)\d{1,6})?",
    re.IGNORECASE,
)
_DAMAGED = re.compile(r"\d[.,]\d+[eE]\+?\d+")
_LEAST_DIGITS = 3
_LEAST_OF_A_NUMBER = 8
"""Digits from which on a number is one of a telephone where no column says so."""
_WORDS = re.compile(r"[^\W\d_]{2,}")
_LONGEST = 2000
"""Characters; a longer cell holds a text."""


def emails(cell: str, label: str = "") -> tuple[list[Reach], str]:
    """The addresses in a cell, and what is to go to the note: the cell, when there are words beside them."""
    if _PLAIN_ADDRESS.fullmatch(cell):
        return [Reach(cell, cell.lower(), _label(label))], ""
    addresses = _ADDRESS.findall(cell) if len(cell) <= _LONGEST else []
    if not addresses:
        return [], cell
    reaches = [_reach(address.removeprefix("mailto:").rstrip("."), normalize_email, label) for address in addresses]
    return reaches, cell if _WORDS.search(_ADDRESS.sub(" ", cell).replace("mailto", "")) else ""


def phones(cell: str, label: str = "") -> tuple[list[Reach], str]:
    """The numbers in a cell, and what is to go to the note: the cell, when there are words beside them."""
    if len(cell) <= _LONGEST and not cell.startswith("tel:"):
        try:
            return [Reach(cell, normalize_phone(cell), _label(label))], ""
        except InvalidValueError:
            pass  # more than a number
    if len(cell) > _LONGEST or _DAMAGED.search(cell) or sum(map(str.isdigit, cell)) < _LEAST_DIGITS:
        return [], cell
    whole = _reach(cell.removeprefix("tel:"), normalize_phone, label)
    if whole.normalized != whole.value.casefold() or _reads(cell):
        return [whole], ""
    numbers: list[str] = []
    spare = False
    for part in filter(None, BETWEEN_PHONES.split(cell)):
        if _reads(part):
            numbers.append(part)
            continue
        within = [
            digits
            for digits in _NUMBER.findall(part)
            if sum(map(str.isdigit, digits)) >= _LEAST_DIGITS and _reads(digits)
        ]
        numbers += within
        spare = True
    if not numbers:
        return [whole], ""
    return [_reach(number.removeprefix("tel:"), normalize_phone, label) for number in numbers], cell if spare else ""


def misplaced(field: str, cell: str) -> tuple[str, list[Reach], str] | None:
    """What a cell has of the other kind, a number under an e-mail address or the reverse; None where it has nothing.

    Returns:
        Where it belongs, the addresses or numbers, and what is to go to the note.
    """
    if field == "phone" and "@" in cell:
        read, rest = emails(cell)
        return ("emails", read, rest) if read else None
    if field != "email" or "@" in cell:
        return None
    read, rest = phones(cell)
    whole = [reach for reach in read if sum(map(str.isdigit, reach.value)) >= _LEAST_OF_A_NUMBER]
    return ("phones", whole, rest) if whole and len(whole) == len(read) else None


def is_damaged_number(cell: str) -> bool:
    """Whether a spreadsheet has made `3.36123E+10` of a phone number."""
    return bool(_DAMAGED.search(cell)) and len(cell) <= _LONGEST


def _reads(text: str) -> bool:
    try:
        normalize_phone(text)
    except InvalidValueError:
        return False
    return True


def links(cell: str, label: str = "") -> tuple[list[Reach], str]:
    """The links in a cell, and what is to go to the note: the cell, when there are words beside them."""
    parts = [part for part in _BETWEEN_LINKS.split(cell) if part] if len(cell) <= _LONGEST else []
    like_links = [part for part in parts if _link_like(part)]
    if not like_links:
        return [], cell
    return [_reach(part, normalize_link, label) for part in like_links], cell if len(like_links) < len(parts) else ""


def _link_like(part: str) -> bool:
    return "://" in part or bool(re.fullmatch(r"[^\s.@]+(?:\.[^\s.@]+)*\.[^\W\d_]{2,}(?:[/?#:]\S*)?", part.rstrip(",")))


def named_with_address(text: str) -> tuple[str, tuple[Reach, ...], str]:
    """The name, the addresses and the others in `Luc Roi (luc@x.fr);Ana Bel (ana@x.fr)`, as HubSpot writes them.

    What is not written so is the name as a whole.
    """
    first, _parted, others = text.partition(");")
    name = displayed_name(f"{first})" if others else first)
    return (name, tuple(emails(first)[0]), others) if name else (text, (), "")


@lru_cache(maxsize=4096)
def tags(cell: str) -> tuple[str, ...]:
    """The tags in a cell. Google writes `* Mine ::: Suppliers`, the star for what is the main one."""
    parts = (part.strip().removeprefix("* ").strip().strip('"') for part in _BETWEEN_TAGS.split(cell))
    return tuple(dict.fromkeys(part for part in parts if part and part != "*"))


def _reach(value: str, normalize: Callable[[str], str], label: str) -> Reach:
    """A way to reach somebody. What breaks the rules is kept as it is: the file may know better."""
    try:
        normalized = normalize(value)
    except InvalidValueError:
        normalized = ""
    return Reach(value, normalized or value.casefold(), _label(label))


def _label(label: str) -> str:
    return label.removeprefix("* ").strip().casefold() if label else ""

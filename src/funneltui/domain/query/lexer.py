"""A query cut into items, each knowing where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from funneltui.domain.query.fields import Kind, field_named

_QUOTES = '"“”«»'
_KEY = re.compile(r"([^\W\d_][\w-]*):(?!//)")

_FIRST_FIGURES = re.compile(r"(?<!\d)\d{1,3}(\s\d{3})*$")
_MORE_FIGURES = re.compile(r"\s\d{3}(?!\d)")
_CURRENCY = re.compile(r"\s(?:[€$£¥]|(?:EUR|USD|GBP|CHF)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the alternatives of a value, without its quotes."""

    text: str
    start: int
    end: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A free word, a phrase, or a key with its value.

    Attributes:
        key: The key as typed; empty for free words.
        parts: The value's alternatives, parted by `|` or `,`; of free words, always one.
        negated: Whether `-` stood before it.
        start: Where it begins, `-` included.
        end: Where it ends.
    """

    key: str
    parts: tuple[Part, ...]
    negated: bool
    start: int
    end: int

    @property
    def key_start(self) -> int:
        """Where the key, or the free word, begins."""
        return self.start + self.negated


def items(text: str) -> Iterator[Item]:
    """The items of a query. A quote that is not closed reaches to the end: it is being typed."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        start = place
        negated = text[place] == "-" and place + 1 < len(text) and not text[place + 1].isspace()
        place += negated
        match = _KEY.match(text, place)
        if match:
            field = field_named(match[1])
            parts, place = _parts(text, match.end(), separators="|,", kind=field.kind if field else None)
            yield Item(match[1], parts, negated, start, place)
        else:
            parts, place = _parts(text, place, separators="")
            yield Item("", tuple(part for part in parts if part.text), negated, start, place)


def _parts(text: str, place: int, separators: str, kind: Kind | None = None) -> tuple[tuple[Part, ...], int]:
    """The alternatives from a place to the next space outside quotes and, in an amount, figures; and where that is."""
    parts: list[Part] = []
    while True:
        if text[place : place + 1] and text[place] in _QUOTES:
            end = next((at for at in range(place + 1, len(text)) if text[at] in _QUOTES), len(text))
            inner = text[place + 1 : end]
            parts.append(Part(inner.strip(), place, min(end + 1, len(text)), quoted=True))
            place = min(end + 1, len(text))
        else:
            end = place
            while end < len(text) and not _separates(text, end, separators, kind):
                if text[end].isspace() and not (kind is Kind.AMOUNT and _within_amount(text, end)):
                    break
                end += 1
            parts.append(Part(text[place:end], place, end))
            place = end
        if not _separates(text, place, separators, kind):
            return tuple(parts), place
        place += 1


def _within_amount(text: str, place: int) -> bool:
    """Whether the space there stands between the figures of an amount, or before its currency: `1 000 €`."""
    if _MORE_FIGURES.match(text, place):
        return _FIRST_FIGURES.search(text[:place]) is not None
    return text[place - 1].isdigit() and _CURRENCY.match(text, place) is not None


def _separates(text: str, place: int, separators: str, kind: Kind | None) -> bool:
    """Whether a separator stands there; a comma between digits is a decimal one, where there are decimals."""
    if place >= len(text) or text[place] not in separators:
        return False
    if text[place] != "," or kind is Kind.NUMBER:
        return True
    return not (text[place - 1].isdigit() and text[place + 1 : place + 2].isdigit())

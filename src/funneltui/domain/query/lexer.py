"""A query cut into items, each knowing where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Item", "Part", "items"]

_QUOTES = '"“”«»'
_KEY = re.compile(r"([^\W\d_][\w-]*):(?!//)")


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
        found = _KEY.match(text, place)
        if found:
            parts, place = _parts(text, found.end(), separators="|,")
            yield Item(found[1], parts, negated, start, place)
        else:
            parts, place = _parts(text, place, separators="")
            yield Item("", tuple(part for part in parts if part.text), negated, start, place)


def _parts(text: str, place: int, separators: str) -> tuple[tuple[Part, ...], int]:
    """The alternatives from a place to the next space outside quotes, and where that is."""
    parts: list[Part] = []
    while True:
        if text[place : place + 1] and text[place] in _QUOTES:
            end = next((at for at in range(place + 1, len(text)) if text[at] in _QUOTES), len(text))
            inner = text[place + 1 : end]
            parts.append(Part(inner.strip(), place, min(end + 1, len(text)), quoted=True))
            place = min(end + 1, len(text))
        else:
            end = place
            while end < len(text) and not text[end].isspace() and not _separates(text, end, separators):
                end += 1
            parts.append(Part(text[place:end], place, end))
            place = end
        if not _separates(text, place, separators):
            return tuple(parts), place
        place += 1


def _separates(text: str, place: int, separators: str) -> bool:
    """Whether a separator stands there; a comma between digits is a decimal one."""
    if place >= len(text) or text[place] not in separators:
        return False
    return text[place] != "," or not (text[place - 1].isdigit() and text[place + 1 : place + 2].isdigit())

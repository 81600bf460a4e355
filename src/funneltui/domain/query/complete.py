"""What can be typed next in a query: keys, then the values of a key."""

from __future__ import annotations

from dataclasses import dataclass

from funneltui.domain.query.fields import FIELDS, NONE_WORDS, Field, Kind, Vocabulary, field_named, options
from funneltui.domain.query.lexer import items
from funneltui.domain.text import fold
from funneltui.i18n import language, translate

__all__ = ["Completion", "complete"]

_DISTANCES = {Kind.AHEAD: ("<7d", "<30d", "week", "month"), Kind.BEHIND: ("<7d", ">14d", ">30d", "month", "year")}


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on.

    Attributes:
        start: Where in the query the text goes.
        end: Up to where it replaces what is there.
        text: What to put there.
        words: What it means, in the language in force; empty when the text says it.
    """

    start: int
    end: int
    text: str
    words: str = ""


def complete(query: str, cursor: int, vocabulary: Vocabulary | None = None) -> tuple[Completion, ...]:
    """The ways to complete the item the cursor stands behind; none inside free words that begin no key.

    Args:
        query: The text so far.
        cursor: How many characters of it stand before the cursor.
        vocabulary: The words of this file.
    """
    before = query[:cursor]
    item = next((one for one in items(before) if one.end == cursor and cursor), None)
    if item is None or before[-1:].isspace():
        return ()
    if not item.key:
        part = item.parts[0] if item.parts else None
        if part is None or part.quoted:
            return ()
        return tuple(
            Completion(part.start, cursor, f"{_key(one)}:", translate(one.words))
            for one in FIELDS
            if any(word.startswith(fold(part.text)) for word in (one.name, *one.aliases))
        )
    one = field_named(item.key)
    if one is None:
        return ()
    part = item.parts[-1]
    return tuple(
        Completion(part.start, cursor, value, words)
        for value, words in _values(one, vocabulary or Vocabulary())
        if fold(value.strip('"')).startswith(fold(part.text)) or fold(words).startswith(fold(part.text))
    )


def _key(one: Field) -> str:
    """The key to offer: in French its first alias, as far as it is a whole word."""
    return one.aliases[0] if language() == "fr" and one.aliases and len(one.aliases[0]) > 1 else one.name


def _values(one: Field, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if one.kind is Kind.CHOICE:
        found = [(key, words) for key, (words, _) in options(one, vocabulary).items()]
    elif one.kind is Kind.TEXT:
        known = {"source": vocabulary.sources, "tag": vocabulary.tags}.get(one.name, ())
        found = [(_quoted(value), "") for value in known]
    elif one.name == "due":
        found = [("overdue", ""), ("today", "")]
    found += [(value, "") for value in _DISTANCES.get(one.kind, ())]
    return found + ([("none", translate(one.blank))] if one.blank else [])


def _quoted(value: str) -> str:
    """A value as it has to be typed: in quotes when it has spaces or separators, or would mean nothing."""
    plain = not any(char.isspace() or char in '|,"“”«»' for char in value)
    return value if plain and fold(value) not in NONE_WORDS else f'"{value}"'

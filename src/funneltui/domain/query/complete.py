"""What can be typed next in a query: keys, then the values of a key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from funneltui.domain.query.fields import FIELDS, NONE_WORDS, Field, Kind, Vocabulary, field_named, known_as, offered
from funneltui.domain.query.lexer import items
from funneltui.domain.text import fold
from funneltui.i18n import language, translate

__all__ = ["Completion", "complete"]

_EXAMPLES: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
    Kind.AHEAD: {"en": ("<7d", "<30d", "week", "month"), "fr": ("<7j", "<30j", "semaine", "mois")},
    Kind.BEHIND: {"en": ("<7d", ">14d", ">30d", "month", "year"), "fr": ("<7j", ">14j", ">30j", "mois", "année")},
    Kind.AMOUNT: {"en": (">1000", "<500", "1k..5k"), "fr": (">1000", "<500", "1k..5k")},
    Kind.NUMBER: {"en": ("<3", ">2", "2..4"), "fr": ("<3", ">2", "2..4")},
}
_LATE = {"en": ("overdue", "today", "tomorrow"), "fr": ("retard", "aujourd’hui", "demain")}
_NONE = {"en": "none", "fr": "aucun"}


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


def complete(
    query: str, cursor: int, vocabulary: Vocabulary | None = None, *, asked: bool = False
) -> tuple[Completion, ...]:
    """The ways to complete the item the cursor stands behind; none inside free words that begin no key.

    Args:
        query: The text so far.
        cursor: How many characters of it stand before the cursor.
        vocabulary: The words of this file.
        asked: Whether all keys are offered where nothing is typed yet.
    """
    before = query[:cursor]
    item = next((one for one in items(before) if one.end == cursor and cursor), None)
    if item is None or before[-1:].isspace():
        return _keys("", cursor, cursor) if asked else ()
    if not item.key:
        part = item.parts[0] if item.parts else None
        if part is None or part.quoted:
            return ()
        if part.text == "-":
            return _keys("", cursor, cursor) if asked else ()
        return _keys(fold(part.text), part.start, cursor)
    one = field_named(item.key)
    if one is None:
        return ()
    part = item.parts[-1]
    return tuple(
        Completion(part.start, cursor, value, words)
        for value, words in _values(one, vocabulary or Vocabulary())
        if any(fold(begun).startswith(fold(part.text)) for begun in (value.strip('"'), words))
    )


def _keys(begun: str, start: int, end: int) -> tuple[Completion, ...]:
    return tuple(
        Completion(start, end, f"{known_as(one)}:", translate(one.words))
        for one in FIELDS
        if any(fold(word).startswith(begun) for word in (one.name, *one.aliases))
    )


def _values(one: Field, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if one.kind is Kind.CHOICE:
        found = list(offered(one, vocabulary).items())
    elif one.kind is Kind.TEXT:
        known = {"source": vocabulary.sources, "tag": vocabulary.tags}.get(one.name, ())
        found = [(_quoted(value), "") for value in known]
    elif one.name in {"due", "inform"}:
        found = [(value, "") for value in _LATE[language()]]
    found += [(value, "") for value in _EXAMPLES.get(one.kind, {}).get(language(), ()) if one.name != "id"]
    return found + ([(_NONE[language()], translate(one.blank))] if one.blank else [])


def _quoted(value: str) -> str:
    """A value as it has to be typed: in quotes when it has spaces or separators, or would mean nothing."""
    plain = not any(char.isspace() or char in '|,"“”«»' for char in value)
    return value if plain and fold(value) not in NONE_WORDS else f'"{value}"'

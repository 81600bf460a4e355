"""What can be typed next in a query: keys, then the values of a key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from funneltui.domain.query.fields import FIELDS, NONE_WORDS, Field, Kind, Vocabulary, field_named, known_as, offered
from funneltui.domain.query.lexer import items
from funneltui.domain.text import fold
from funneltui.i18n import language, translate

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
    item = next((item for item in items(before) if item.end == cursor and cursor), None)
    if item is None or before[-1:].isspace():
        return _keys("", cursor, cursor) if asked else ()
    if not item.key:
        part = item.parts[0] if item.parts else None
        if part is None or part.quoted:
            return ()
        if part.text == "-":
            return _keys("", cursor, cursor) if asked else ()
        return _keys(fold(part.text), part.start, cursor)
    field = field_named(item.key)
    if field is None:
        return ()
    part = item.parts[-1]
    return tuple(
        Completion(part.start, cursor, value, words)
        for value, words in _values(field, vocabulary or Vocabulary())
        if any(fold(begun).startswith(fold(part.text)) for begun in (value.strip('"'), words))
    )


def _keys(begun: str, start: int, end: int) -> tuple[Completion, ...]:
    return tuple(
        Completion(start, end, f"{known_as(field)}:", translate(field.words))
        for field in FIELDS
        if any(fold(word).startswith(begun) for word in (field.name, *field.aliases))
    )


def _values(field: Field, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    words: list[tuple[str, str]] = []
    if field.kind is Kind.CHOICE:
        words = list(offered(field, vocabulary).items())
    elif field.kind is Kind.TEXT:
        known = {"source": vocabulary.sources, "tag": vocabulary.tags}.get(field.name, ())
        words = [(_quoted(value), "") for value in known]
    elif field.name in {"due", "inform"}:
        words = [(value, "") for value in _LATE[language()]]
    words += [(value, "") for value in _EXAMPLES.get(field.kind, {}).get(language(), ()) if field.name != "id"]
    return words + ([(_NONE[language()], translate(field.blank))] if field.blank else [])


def _quoted(value: str) -> str:
    """A value as it has to be typed: in quotes when it has spaces or separators, or would mean nothing."""
    plain = not any(char.isspace() or char in '|,"“”«»' for char in value)
    return value if plain and fold(value) not in NONE_WORDS else f'"{value}"'

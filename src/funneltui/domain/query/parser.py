"""From the text of a query to what it asks."""

from __future__ import annotations

from datetime import date

from funneltui.domain.query.errors import QueryError
from funneltui.domain.query.fields import FIELDS, Field, Kind, Vocabulary, field_named, offered
from funneltui.domain.query.lexer import Item, items
from funneltui.domain.query.nodes import Condition, Phrase, Query
from funneltui.domain.query.values import Context, closest, read_test
from funneltui.domain.text import fold
from funneltui.i18n import N_

MOST_CHARACTERS = 2000
MOST_WORDS = 100
"""Each costs a search of its own, and one with a slip in it a look at every word that is known."""
_SHOWN = 60
_EXAMPLES = {Kind.NUMBER: "<3", Kind.AMOUNT: ">1000", Kind.AHEAD: "<7d", Kind.BEHIND: ">14d"}
_WORDS = {"source": "linkedin", "tag": "web", "title": "film", "email": "example.org", "phone": "0612"}


def parse(
    text: str,
    today: date,
    language: str = "en",
    *,
    vocabulary: Vocabulary | None = None,
    currency: str = "EUR",
) -> Query:
    """Understand a query.

    Args:
        text: Free words and `key:value` items, each to be met; `-` before one turns it round; `|` or a comma
            parts values of which one is enough; quotes keep spaces together.
        today: The local day.
        language: `fr`: 5/12 is 5 December; `en`: it is refused as it could be 12 May.
        vocabulary: The names of this file's stages, criteria and loss reasons.
        currency: What an amount is in when it does not say.

    Raises:
        QueryError: It cannot be understood; the error points at the place.
    """
    _check_bounds(text)
    context = Context(text, today, language, currency, vocabulary or Vocabulary())
    return Query(text, tuple(_condition(item, context) for item in items(text) if item.key or _phrases(item)))


def _check_bounds(text: str) -> None:
    """Refuse what nobody types, before it keeps the person waiting.

    Raises:
        QueryError: It is too long, or has too many words.
    """
    if len(text) > MOST_CHARACTERS:
        message = N_("A search has at most {most} characters; this one has {count}.")
        raise QueryError(message, _shortened(text), 0, 1, most=MOST_CHARACTERS, count=len(text))
    words = len(text.split())
    if words > MOST_WORDS:
        message = N_("A search has at most {most} words; this one has {count}.")
        raise QueryError(message, _shortened(text), 0, 1, most=MOST_WORDS, count=words)


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _phrases(item: Item) -> tuple[Phrase, ...]:
    return tuple(Phrase(folded, part.quoted, part.text) for part in item.parts if (folded := fold(part.text)))


def _condition(item: Item, context: Context) -> Condition:
    if not item.key:
        return Condition("", _phrases(item), item.negated, item.start, item.end)
    field = field_named(item.key)
    if field is None:
        raise _unknown_key(item, context)
    parts = [part for part in item.parts if fold(part.text)]  # an alternative may be about to be typed
    if not parts:
        raise QueryError(
            N_("“{key}:” needs a value, such as {example}."),
            context.query,
            item.key_start,
            item.end,
            key=item.key,
            example=f"{item.key}:{_example(field, context)}",
        )
    tests = tuple(read_test(field, part, context, item.key) for part in parts)
    return Condition(field.name, tests, item.negated, item.start, item.end)


def _example(field: Field, context: Context) -> str:
    if field.kind is Kind.TEXT:
        return _WORDS.get(field.name, "martin")
    if field.kind is Kind.CHOICE:
        return next(iter(offered(field, context.vocabulary)), "")
    example = _EXAMPLES[field.kind]
    return example.replace("d", "j") if context.language == "fr" else example


def _unknown_key(item: Item, context: Context) -> QueryError:
    known = [word for field in FIELDS for word in (field.name, *field.aliases)]
    nearest = closest(item.key, known)
    message = (
        N_("Unknown key “{key}”. Did you mean “{suggestion}”?")
        if nearest
        else N_("Unknown key “{key}”. To search for it as text, put it in quotes.")
    )
    end = item.key_start + len(item.key)
    return QueryError(message, context.query, item.key_start, end, nearest, key=item.key, suggestion=nearest)

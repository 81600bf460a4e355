"""Finding contacts by free words, in the full-text index: the one place that says what "matches" means.

Every word is the beginning of a word that is known of the person: name, organization, ways to reach
them, titles, tags, notes, exchanges. Case and accents do not matter, nor how a phone number is spaced.
When nothing is found so, `forgiven` gives the words that were probably meant, one slip away.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from operator import itemgetter

from funneltui.domain.phones import normalize_phone
from funneltui.domain.query import MOST_CHARACTERS, MOST_WORDS
from funneltui.domain.text import fold
from funneltui.errors import InvalidValueError

_SPLIT = re.compile(r'"([^"]*)"|(\S+)')
_SIGNS = re.compile(r"[\W_]+")
_PHONE = re.compile(r"\+?[\d().\-/]+")
_SHORTEST_PHONE = 4
_SHORTEST_SLIP = 4
"""Letters a word must have before a slip in it is forgiven: shorter ones are near too many others."""
_FIRST_LETTER = "a"
"""Numbers come before it: no slip makes a word of one, and there are as many as people."""
_NOTHING = "1"
_INDEXED = "card.contact_id IN (SELECT rowid FROM search WHERE search MATCH ?)"
_INSIDE = (
    "card.contact_id IN (SELECT rowid FROM search WHERE instr(name || ' ' || organization || ' ' || reach"
    " || ' ' || words, ?))"
)


def words_condition(text: str) -> tuple[str, list[str]]:
    """The SQL condition on `card` that `text` asks for, and its parameters. No words match everything."""
    expression, signs = _parts(text)
    conditions = [_INDEXED] if expression else []
    conditions += [_INSIDE] * len(signs)
    return " AND ".join(conditions) or _NOTHING, [expression, *signs] if expression else signs


def bounded(text: str) -> str:
    """As much of what is typed as one looks for while it is: more would keep the person waiting."""
    words = text[:MOST_CHARACTERS].split()
    return text if len(text) <= MOST_CHARACTERS and len(words) <= MOST_WORDS else " ".join(words[:MOST_WORDS])


def match_expression(text: str) -> str:
    """What `text` asks of the full-text index, in FTS5's query language; empty when it holds no letter or digit."""
    return _parts(text)[0]


def forgiven(connection: sqlite3.Connection, text: str) -> str:
    """`text` with each word that nothing begins with replaced by the nearest one that is known.

    The same text comes back when every word is known, or when one is near to none.
    """
    typed = fold(text).split()
    mended = []
    for word in typed:
        plain = _SIGNS.sub(" ", word).strip()
        if len(plain) < _SHORTEST_SLIP or not plain.isalpha() or _begins(connection, plain):
            mended.append(word)
            continue
        nearest = _nearest(connection, plain)
        if nearest is None:
            return text
        mended.append(nearest)
    return " ".join(mended) if mended != typed else text


def _nearest(connection: sqlite3.Connection, word: str) -> str | None:
    """The commonest known word that is one slip away: rather one with the same first letter, few slip there."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    first, after = word[0], word[0] + chr(0x10FFFF)
    for ranges in (((first, after),), ((_FIRST_LETTER, first), (after, chr(0x10FFFF)))):
        near = [
            row
            for low, high in ranges
            for row in connection.execute(
                "SELECT doc, term FROM search_vocabulary WHERE term >= ? AND term < ?"
                " AND length(term) BETWEEN ? AND ? AND term NOT GLOB '*[0-9]*'",
                (low, high, len(word) - 1, len(word) + 1),
            )
        ]
        terms = [term for _, term in sorted(near, key=itemgetter(0), reverse=True)]
        match = process.extractOne(word, terms, scorer=DamerauLevenshtein.distance, score_cutoff=1)
        if match is not None:
            return str(match[0])
    return None


def _begins(connection: sqlite3.Connection, word: str) -> bool:
    statement = "SELECT 1 FROM search WHERE search MATCH ? LIMIT 1"
    return connection.execute(statement, (f'"{word}"*',)).fetchone() is not None


def _parts(text: str) -> tuple[str, list[str]]:
    """The FTS5 expression, and the words without a letter or digit, which it cannot look for."""
    terms: list[str] = []
    signs: list[str] = []
    for term, sign in _terms(text):
        (terms if term else signs).append(term or sign)
    return " AND ".join(terms), signs


def _terms(text: str) -> Iterator[tuple[str, str]]:
    digits: list[str] = []
    for exact, word in _SPLIT.findall(fold(text)):
        if word and _PHONE.fullmatch(word) and any(sign.isdigit() for sign in word):
            digits.append(word)
            continue
        yield from _number(digits)
        digits = []
        plain = _SIGNS.sub(" ", exact or word).strip()
        if plain:
            yield f'"{plain}"' if exact else f'"{plain}"*', ""
        else:
            yield "", exact or word
    yield from _number(digits)


def _number(words: list[str]) -> Iterator[tuple[str, str]]:
    """Words of digits that follow each other: a number in whatever spacing, or each by itself."""
    if not words:
        return
    each = " AND ".join(f'"{_SIGNS.sub(" ", word).strip()}"*' for word in words)
    whole = "".join(sign for word in words for sign in word if sign.isdigit())
    if len(whole) < _SHORTEST_PHONE:
        yield each, ""
    else:
        joined = " OR ".join(
            f'"{digits}"*' for digits in dict.fromkeys((whole, _dialled_abroad("".join(words), whole)))
        )
        yield f"({joined} OR ({each}))", ""


def _dialled_abroad(number: str, digits: str) -> str:
    """The digits of a number behind its `+`: `0033 6…` and `+33 06…` are known as 336…; else the digits as typed."""
    try:
        return normalize_phone(number).removeprefix("+")
    except InvalidValueError:
        return digits

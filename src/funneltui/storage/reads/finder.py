"""Finding anybody while one types: the best matches first, at once however many people there are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from funneltui.clock import Clock
from funneltui.domain.text import fold
from funneltui.settings import Settings
from funneltui.storage.reads import search
from funneltui.storage.reads.part import ReadPart
from funneltui.storage.reads.people import PeopleReads, PersonRow

_RANKED = 2_000
"""Matches that are ranked one against the other; among more, the first of each kind will do: more will be typed."""
_WEIGHTS = "10.0, 5.0, 5.0, 1.0"
"""What a match counts for in the name, the organization, the ways to reach somebody, and everything else."""
_AROUND = 24
"""Letters of a note shown before a match in it."""
_NEAR = 500
"""Letters on either side of where a word stands in the folded text: about there it is in the text itself."""
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody who was found.

    Attributes:
        person: Who, with the deal that matters most.
        excerpt: What stands around the first of the words that is not in what the row shows, as it is written.
        reason: Why they are shown when no word was looked for.
    """

    person: PersonRow
    excerpt: str
    reason: str = ""


class FinderReads(ReadPart):
    """The finder's queries, on one connection."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, settings: Settings) -> None:
        super().__init__(connection, clock, settings)
        self._people = PeopleReads(connection, clock, settings)

    def hits(self, text: str, limit: int = 50) -> list[Hit]:
        """Who has all these words, the likeliest first: names that begin so, then by where the words stand.

        Nobody for no words, or for words without a letter or digit.
        """
        text = search.bounded(text)
        expression = search.match_expression(text)
        if not expression:
            return []
        ids: dict[int, None] = {}
        start = fold(text).strip('"')
        self._add(
            ids,
            limit,
            "SELECT id FROM contact WHERE folded_name >= ? AND folded_name < ? AND binned_at IS NULL"
            " ORDER BY folded_name, id LIMIT ?",
            (start, start + _LAST, limit),
        )
        (count,) = self._connection.execute(
            "SELECT count(*) FROM search WHERE search MATCH ?", (expression,)
        ).fetchone()
        matching = "SELECT rowid FROM search WHERE search MATCH ?"
        if count <= _RANKED:
            self._add(
                ids, limit, f"{matching} ORDER BY bm25(search, {_WEIGHTS}), rowid LIMIT ?", (expression, 2 * limit)
            )
        else:
            for column in ("name", "organization", "reach"):
                self._add(ids, limit, f"{matching} LIMIT ?", (f"{column} : ({expression})", limit))
            self._add(ids, limit, f"{matching} LIMIT ?", (expression, limit))
        return self._hits(list(ids), fold(text).split())

    def forgiven(self, text: str) -> str:
        """The text with each word that nobody has replaced by the nearest one. Not for the event loop."""
        return " ".join(search.forgiven(self._connection, word) for word in search.bounded(text).split())

    def _add(self, ids: dict[int, None], limit: int, statement: str, parameters: tuple[str | int, ...]) -> None:
        if len(ids) < limit:
            numbers = [number for (number,) in self._connection.execute(statement, parameters) if number not in ids]
            ids.update(dict.fromkeys(numbers[: limit - len(ids)]))

    def _hits(self, ids: Sequence[int], words: Sequence[str]) -> list[Hit]:
        rows = self._people.rows(ids)
        texts = {}
        for number, row in rows.items():
            seen = f"{row.name} {row.organization} {row.job_title} {row.email} {row.phone}"
            texts[number] = [word for word in words if not spans(seen, [word])]
        excerpts = self._excerpts({number: missing for number, missing in texts.items() if missing})
        return [Hit(rows[number], excerpts.get(number, "")) for number in ids if number in rows]

    def _excerpts(self, hidden: Mapping[int, Sequence[str]]) -> dict[int, str]:
        """What stands around the first of the words that the row of a contact does not show, by contact."""
        excerpts: dict[int, str] = {}
        for number, text in self._connection.execute(_TEXTS, (json.dumps(list(hidden)),)):
            if number not in excerpts and (excerpt := _excerpt(text, hidden[number])):
                excerpts[number] = excerpt
        return excerpts


_TEXTS = """
WITH wanted AS MATERIALIZED (SELECT value AS id FROM json_each(?))
SELECT id, job_title FROM contact WHERE id IN wanted
UNION ALL SELECT id, source FROM contact WHERE id IN wanted
UNION ALL SELECT contact.id, value FROM contact, json_each(tags) WHERE contact.id IN wanted
UNION ALL SELECT id, note FROM contact WHERE id IN wanted
UNION ALL SELECT id, address FROM contact WHERE id IN wanted
UNION ALL SELECT contact_id, title FROM opportunity WHERE contact_id IN wanted AND binned_at IS NULL
UNION ALL SELECT contact_id, value FROM opportunity, json_each(tags)
  WHERE contact_id IN wanted AND binned_at IS NULL
UNION ALL SELECT contact_id, note FROM opportunity WHERE contact_id IN wanted AND binned_at IS NULL
UNION ALL SELECT contact_id, outcome FROM touch WHERE contact_id IN wanted
UNION ALL SELECT contact_id, note FROM touch WHERE contact_id IN wanted
UNION ALL SELECT contact_id, value FROM contact_point WHERE contact_id IN wanted
"""
"""What of a contact is searched beside what a row shows, as it is written."""


def _excerpt(text: str, words: Sequence[str]) -> str:
    """What stands around the first of these folded words that is in a text; empty without any."""
    folded = fold(text)
    for word in words:
        if word not in folded:
            continue
        flat = " ".join(text.split())
        begin = max(0, folded.find(word) - _NEAR)
        places = spans(flat[begin : begin + 2 * _NEAR], [word]) or [
            (start - begin, end) for start, end in spans(flat, [word])
        ]
        if places:
            at = begin + places[0][0]
            start = flat.rfind(" ", 0, max(0, at - _AROUND)) + 1 if at > _AROUND else 0
            return ("… " if start else "") + flat[start : start + 4 * _AROUND]
    return ""


def spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words of `text` begin with one of the folded `words`, case and accents aside: what is to be marked."""
    if text.isascii():
        folded, places = text.lower(), list(range(len(text) + 1))
    else:
        pieces = [fold(sign) or (" " if sign.isspace() else "") for sign in text]
        folded = "".join(pieces)
        places = [place for place, piece in enumerate(pieces) for _ in piece] + [len(text)]
    hits = []
    for word in words:
        at = folded.find(word) if word else -1
        while at >= 0:
            if at == 0 or not folded[at - 1].isalnum():
                hits.append((places[at], places[at + len(word) - 1] + 1))
            at = folded.find(word, at + 1)
    return sorted(hits)

"""Who may be in the file twice: the likely duplicates of one person, and all pairs there are.

What makes two people one is said by `domain.duplicates`; here are found those worth comparing. One person's
are found by indexes, so it costs the same in a file of any size. All pairs are found in groups of people
who have something in common; that reads everybody, and is for a thread.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from funneltui.domain.duplicates import Sign, Somebody, likeness, pairs_within
from funneltui.domain.names import company_key, who_key
from funneltui.domain.text import fold
from funneltui.storage.reads.part import ReadPart

_ORDER = {sign: place for place, sign in enumerate(Sign)}
_CANDIDATES = 200
"""So many people are compared for each way of looking: more have a name too common to tell anything."""
_BATCH = 2_000
"""So many people of groups are read at a time."""
_WORD = re.compile(r"[^\W_]+")

_POINTS = """
SELECT contact_id FROM json_each(?) w CROSS JOIN contact_point p
  ON p.kind = json_extract(w.value, '$[0]') AND p.normalized = json_extract(w.value, '$[1]') LIMIT ?
"""
_NAMED = "SELECT id FROM contact WHERE folded_name = ? LIMIT ?"
_WORDS = "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?"
_PEOPLE = """
SELECT c.id, c.name, ifnull(g.name, ''), c.folded_name, ifnull(g.folded_name, '')
FROM contact c LEFT JOIN organization g ON g.id = c.organization_id
WHERE c.binned_at IS NULL AND c.id IN (SELECT value FROM json_each(?))
"""
_WAYS = "SELECT contact_id, kind, normalized FROM contact_point WHERE contact_id IN (SELECT value FROM json_each(?))"
_SHARED = """
SELECT json_group_array(p.contact_id) FROM contact_point p JOIN contact c ON c.id = p.contact_id
WHERE c.binned_at IS NULL GROUP BY p.kind, lower(p.normalized) HAVING count(DISTINCT p.contact_id) > 1
"""
_APART = "SELECT contact_id, other_id FROM distinct_pair"
_APART_FROM = """
SELECT other_id FROM distinct_pair WHERE contact_id = ?1 UNION SELECT contact_id FROM distinct_pair WHERE other_id = ?1
"""
_WORTH = """
SELECT c.id, (SELECT count(*) FROM opportunity o WHERE o.contact_id = c.id AND o.binned_at IS NULL),
  (SELECT count(*) FROM touch t WHERE t.contact_id = c.id)
FROM contact c WHERE c.id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody who may be the person one asked about."""

    contact_id: int
    name: str
    organization: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contacts who may be one."""

    keep: int
    """The one with more to keep: deals, then exchanges; else the older one."""
    other: int
    sign: Sign


class DuplicateReads(ReadPart):
    """The queries for duplicates, on one connection."""

    def of_contact(self, contact_id: int, limit: int = 20) -> list[Match]:
        """Who may be the same as somebody in the file, the surest first; not those who were told apart from them."""
        known = self._people([contact_id])
        apart = [number for (number,) in self._connection.execute(_APART_FROM, (contact_id,))]
        return self.like(known[contact_id][2], but=[contact_id, *apart], limit=limit) if contact_id in known else []

    def like(self, person: Somebody, *, but: Collection[int] = (), limit: int = 20) -> list[Match]:
        """Who in the file may be somebody one knows this much of, the surest first.

        Args:
            person: What is known.
            but: Not these.
            limit: At most so many.
        """
        matches = []
        for number, (name, organization, other) in self._people(self._candidates(person) - set(but)).items():
            sign = likeness(person, other)
            if sign is not None:
                matches.append(Match(number, name, organization, sign))
        matches.sort(key=lambda match: (_ORDER[match.sign], match.contact_id))
        return matches[:limit]

    def pairs(self) -> list[Pair]:
        """Everybody who may be there twice, the surest first. Reads the whole file: not for the event loop."""
        signs: dict[tuple[int, int], Sign] = {}
        apart = set(self._connection.execute(_APART))
        for groups in _batches(self._groups()):
            people = self._people(number for group in groups for number in group)
            for group in groups:
                for contact, other, sign in pairs_within([(number, people[number][2]) for number in group], apart):
                    known = signs.get((contact, other), sign)
                    signs[contact, other] = min(known, sign, key=_ORDER.__getitem__)
        return self._ranked(signs)

    # -- Whom to compare ------------------------------------------------------------------------------

    def _candidates(self, person: Somebody) -> set[int]:
        ways = [("email", person.emails), ("phone", person.phones), ("link", person.links)]
        reaches = [(kind, value) for kind, values in ways for value in values]
        candidates: set[int] = set()
        if reaches:
            self._add(candidates, _POINTS, json.dumps(reaches))
        words, organization = _WORD.findall(person.name), _WORD.findall(person.organization)
        for profile in person.profiles:
            if slug := _WORD.findall(fold(profile.partition("/in/")[2])):
                self._add(candidates, _WORDS, f'reach : "{" ".join(slug)}"')
        self._add(candidates, _NAMED, person.name)
        if words:
            self._add(candidates, _WORDS, f"name : ({_all(words)})")
        if words and organization:
            self._add(candidates, _WORDS, f"name : ({_any(words)}) AND organization : ({_all(organization)})")
        return candidates

    def _add(self, candidates: set[int], statement: str, wanted: str) -> None:
        candidates.update(number for (number,) in self._connection.execute(statement, (wanted, _CANDIDATES)))

    def _groups(self) -> Iterator[Sequence[int]]:
        """People who share a way to be reached, a name, or an organization and a word of the name."""
        for (listed,) in self._connection.execute(_SHARED):
            yield sorted(set(json.loads(listed)))
        companies = {
            number: company_key(name)
            for number, name in self._connection.execute("SELECT id, folded_name FROM organization")
        }
        named: dict[str, list[int]] = {}
        colleagues: dict[str, list[tuple[int, str]]] = {}
        rows = self._connection.execute(
            "SELECT id, folded_name, organization_id FROM contact WHERE binned_at IS NULL ORDER BY id"
        )
        for number, name, organization in rows:
            key = who_key(name)
            if key:
                named.setdefault(key, []).append(number)
                if company := companies.get(organization, ""):
                    colleagues.setdefault(company, []).append((number, key))
        yield from (group for group in named.values() if len(group) > 1)
        named.clear()
        for members in colleagues.values():
            if len(members) > 1:
                yield from _by_word(members)

    def _people(self, ids: Iterable[int]) -> dict[int, tuple[str, str, Somebody]]:
        """Name, organization, and what is compared, of those who are not in the bin."""
        wanted = json.dumps(sorted(ids))
        ways: dict[int, list[tuple[str, str]]] = {}
        for number, kind, normalized in self._connection.execute(_WAYS, (wanted,)):
            ways.setdefault(number, []).append((kind, normalized))
        return {
            number: (name, organization, Somebody.known_by(folded, folded_organization, ways.get(number, ())))
            for number, name, organization, folded, folded_organization in self._connection.execute(_PEOPLE, (wanted,))
        }

    def _ranked(self, signs: dict[tuple[int, int], Sign]) -> list[Pair]:
        wanted = json.dumps(sorted({number for pair in signs for number in pair}))
        worth = {number: (deals, touches) for number, deals, touches in self._connection.execute(_WORTH, (wanted,))}
        pairs = []
        for (contact, other), sign in signs.items():
            keep, gone = (other, contact) if worth[other] > worth[contact] else (contact, other)
            pairs.append(Pair(keep, gone, sign))
        return sorted(pairs, key=lambda pair: (_ORDER[pair.sign], pair.keep, pair.other))


def _batches(groups: Iterable[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    """Groups together, so that a query reads the people of many."""
    batch: list[Sequence[int]] = []
    people = 0
    for group in groups:
        batch.append(group)
        people += len(group)
        if people >= _BATCH:
            yield batch
            batch, people = [], 0
    yield batch


def _by_word(members: Sequence[tuple[int, str]]) -> Iterator[list[int]]:
    """People of one organization who have a word of their names in common."""
    groups: dict[str, list[int]] = {}
    for number, key in members:
        for word in set(key.split()):
            groups.setdefault(word, []).append(number)
    yield from (group for group in groups.values() if len(group) > 1)


def _all(words: Sequence[str]) -> str:
    return " AND ".join(f'"{word}"' for word in words)


def _any(words: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)

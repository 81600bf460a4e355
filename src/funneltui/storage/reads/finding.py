"""What a typed query finds: the one meaning of a filter, on the board, in lists, on the command line, in saved views.

The words of the file itself count: names of stages, criteria and loss reasons; the person's currency and language.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from itertools import compress

from msgspec.json import decode

from funneltui.clock import Clock
from funneltui.domain.losses import loss_reason_name
from funneltui.domain.qualification import criterion_name
from funneltui.domain.query import Query, Vocabulary, parse
from funneltui.domain.stages import stage_name
from funneltui.i18n import language
from funneltui.settings import Settings
from funneltui.storage import derived
from funneltui.storage.reads import search
from funneltui.storage.reads.part import ReadPart
from funneltui.storage.reads.query import condition_for, plain_words

_IN_USE = "WHERE archived = 0 ORDER BY position, id"
_OFTEN = 8_000
"""From so many people on, picking their cards out of all of them is cheaper than looking each up."""
_KNOWN_TEXTS = 200
"""So many sources and tags are offered for completion, the most used ones."""

_CARDLESS = """
(SELECT NULL AS opportunity_id, NULL AS stage_id, c.id AS contact_id, c.name, c.folded_name, c.job_title,
  ifnull(g.name, '') AS organization, '' AS title, NULL AS amount, '' AS currency, c.source, c.tags,
  NULL AS due_on, NULL AS due_time, '' AS what, 0 AS yes_count, 0 AS no_count, 0 AS unanswered,
  (SELECT max(happened_at) FROM touch t WHERE t.contact_id = c.id AND t.direction = 'in') AS last_in_at,
  (SELECT max(happened_at) FROM touch t WHERE t.contact_id = c.id) AS last_touch_at,
  CASE WHEN c.opposed = 1 THEN 1 WHEN c.opposed_channels <> '[]' THEN 2 ELSE 0 END AS opposed,
  '' AS temperature_override, NULL AS temperature_until,
  NULL AS parked_until, '' AS lost_reason, c.created_at AS stage_since, c.created_at, NULL AS closed_on
  FROM contact c LEFT JOIN organization g ON g.id = c.organization_id
  WHERE c.id IN (SELECT value FROM json_each(:cardless))) AS card
"""
"""People without a card, as if they had an empty one: what a query asks of them."""


class Finding(ReadPart):
    """Looks typed queries up, on one connection."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, settings: Settings) -> None:
        super().__init__(connection, clock, settings)
        derived.prepare(connection)  # once: SQLite forgets its prepared statements when it learns a function
        self._without: tuple[int, str] | None = None
        self._pairs: tuple[int, array[int], array[int]] | None = None
        self._owners: tuple[int, dict[int, int]] = (0, {})
        self._learnt: tuple[tuple[int, str], Vocabulary] | None = None

    # -- Understanding ------------------------------------------------------------------------------

    def vocabulary(self) -> Vocabulary:
        """The names this file gives to stages, criteria and loss reasons."""
        rows = self._connection.execute
        return Vocabulary(
            stages={k: stage_name(k, n) for k, n in rows(f"SELECT key, name FROM stage {_IN_USE}")},
            criteria={k: criterion_name(k, n) for k, n in rows(f"SELECT key, name FROM criterion {_IN_USE}")},
            losses={k: loss_reason_name(k, n) for k, n in rows(f"SELECT key, name FROM loss_reason {_IN_USE}")},
        )

    def full_vocabulary(self) -> Vocabulary:
        """The same with the sources and tags in use, for completion. Reads every card: not for the event loop."""
        known = self.vocabulary()
        sources = self._connection.execute(
            "SELECT source FROM contact WHERE source <> '' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?",
            (_KNOWN_TEXTS,),
        )
        tags = self._connection.execute(
            "SELECT t.value FROM card, json_each(card.tags) t WHERE card.tags <> '[]'"
            " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?",
            (_KNOWN_TEXTS,),
        )
        return Vocabulary(
            known.stages,
            known.criteria,
            known.losses,
            sources=tuple(row[0] for row in sources),
            tags=tuple(row[0] for row in tags),
        )

    @property
    def state(self) -> tuple[int, str]:
        """What a vocabulary stands on: another one when somebody has written since, or in another language."""
        return self._version(), language()

    def learn(self, state: tuple[int, str], vocabulary: Vocabulary) -> None:
        """Keep the full vocabulary that a thread has read, with the `state` it was asked for at."""
        self._learnt = state, vocabulary

    @property
    def learnt(self) -> Vocabulary | None:
        """The full vocabulary, if it was kept and holds still."""
        return self._learnt[1] if self._learnt is not None and self._learnt[0] == self.state else None

    def parse(self, text: str) -> Query:
        """What a text asks.

        Raises:
            QueryError: It cannot be understood; the error points at the place.
        """
        return parse(
            text, self._clock.today(), language(), vocabulary=self.vocabulary(), currency=self._settings.currency
        )

    def condition(self, text: str) -> tuple[str, dict[str, str | int]]:
        """The SQL condition on `card` that a text asks for, with its named parameters.

        Raises:
            QueryError: It cannot be understood.
        """
        return condition_for(self.parse(text), self._clock.today())

    def mended(self, text: str) -> str:
        """The text with each free word that nobody has replaced by the nearest one that somebody has.

        Only free words: what is said with a key, or in quotes, is meant as it is.

        Raises:
            QueryError: It cannot be understood.
        """
        mended = text
        for condition in reversed(self.parse(text).conditions):
            test = condition.tests[0]
            if condition.field or condition.negated or getattr(test, "exact", True):
                continue
            typed = text[condition.start : condition.end]
            near = search.forgiven(self._connection, typed)
            if near != typed:
                mended = mended[: condition.start] + near + mended[condition.end :]
        return mended

    def mended_if_nothing_matches(self, text: str) -> str:
        """The text, or, when nothing matches it, the one that was probably meant.

        Raises:
            QueryError: It cannot be understood.
        """
        condition, parameters = self.condition(text)
        if self._connection.execute(f"SELECT 1 FROM card WHERE {condition} LIMIT 1", parameters).fetchone():
            return text
        return self.mended(text)

    # -- Looking up ---------------------------------------------------------------------------------

    def cards(self, text: str, among: Collection[int] | None = None) -> list[int]:
        """The cards that match, in no order.

        Args:
            text: The query; an empty one finds every card.
            among: Only these; None: all.

        Raises:
            QueryError: It cannot be understood.
        """
        query = self.parse(text)
        if among is None and (expression := _expression(query)) and self._count(expression) > _OFTEN:
            return self._cards_of_many(expression)
        condition, parameters = condition_for(query, self._clock.today(), few=among is not None)
        if among is not None:
            condition += " AND card.opportunity_id IN (SELECT value FROM json_each(:among))"
            parameters["among"] = _json(among)
        return self._listed(f"SELECT json_group_array(opportunity_id) FROM card WHERE {condition}", parameters)

    def contacts(self, text: str, among: Collection[int] | None = None) -> set[int]:
        """Everybody who matches, or whose card does; people without a card as if they had an empty one.

        Args:
            text: The query; an empty one finds everybody.
            among: Only these people; None: all.

        Raises:
            QueryError: It cannot be understood.
        """
        query = self.parse(text)
        if expression := _expression(query):
            people = self._people(expression)
            return set(people if among is None else _those(people, among))
        condition, parameters = condition_for(query, self._clock.today(), few=among is not None)
        theirs = condition
        if among is not None:
            parameters["among"] = _json(among)
            theirs += " AND card.contact_id IN (SELECT value FROM json_each(:among))"
        contacts = set(self._listed(f"SELECT json_group_array(contact_id) FROM card WHERE {theirs}", parameters))
        parameters["cardless"] = self._cardless() if among is None else self._cardless_among(parameters["among"])
        contacts.update(
            self._listed(f"SELECT json_group_array(contact_id) FROM {_CARDLESS} WHERE {condition}", parameters)
        )
        return contacts

    def word_matches(self, text: str) -> WordMatches | None:
        """What finds a few of the cards that match at once, however many do; None when that cannot be told of a query.

        Raises:
            QueryError: It cannot be understood.
        """
        expression = _expression(self.parse(text))
        return WordMatches(self._connection, self._people(expression), self._known_owners()) if expression else None

    # -- How ----------------------------------------------------------------------------------------

    def _listed(self, statement: str, parameters: dict[str, str | int]) -> list[int]:
        # One row of JSON holds the interpreter's lock for a tenth of what fetching rows does.
        (listed,) = self._connection.execute(statement, parameters).fetchone()
        return decode(listed, type=list[int])

    def _count(self, expression: str) -> int:
        statement = "SELECT count(*) FROM search WHERE search MATCH ?"
        (count,) = self._connection.execute(statement, (expression,)).fetchone()
        return int(count)

    def _version(self) -> int:
        """Another one when somebody has written since."""
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _known_owners(self) -> dict[int, int]:
        """Whose a card is, of the cards that were asked for since somebody last wrote."""
        version = self._version()
        if self._owners[0] != version:
            self._owners = (version, {})
        return self._owners[1]

    def _cardless(self) -> str:
        """Who has no card, as a JSON array, kept while nobody writes."""
        version = self._version()
        if self._without is None or self._without[0] != version:
            (listed,) = self._connection.execute(
                "SELECT json_group_array(id) FROM contact WHERE binned_at IS NULL AND id NOT IN"
                " (SELECT contact_id FROM card)"
            ).fetchone()
            self._without = (version, listed)
        return self._without[1]

    def _cardless_among(self, people: str | int) -> str:
        """Who has no card, of these people."""
        (listed,) = self._connection.execute(
            "SELECT json_group_array(p.value) FROM json_each(?) p"
            " WHERE NOT EXISTS (SELECT 1 FROM card WHERE contact_id = p.value)",
            (people,),
        ).fetchone()
        return str(listed)

    def _people(self, expression: str) -> list[int]:
        ids = "SELECT rowid FROM search WHERE search MATCH :expression ORDER BY rowid"
        statement = f"SELECT group_concat(rowid) FROM ({ids})"
        (listed,) = self._connection.execute(statement, {"expression": expression}).fetchone()
        return decode(f"[{listed or ''}]", type=list[int])

    def _cards_of_many(self, expression: str) -> list[int]:
        """The cards of people who are most of all: by the vector of all cards' contacts, kept while nobody writes."""
        version = self._version()
        if self._pairs is None or self._pairs[0] != version:
            read = "SELECT json_group_array({}) FROM card INDEXED BY ix_card_contact_id"
            cards, people = (
                array("q", self._listed(read.format(column), {})) for column in ("opportunity_id", "contact_id")
            )
            self._pairs = (version, cards, people)
        _, cards, people = self._pairs
        return list(compress(cards, map(frozenset(self._people(expression)).__contains__, people)))


class WordMatches:
    """Who has the words of a query, and which of some cards are theirs.

    Args:
        connection: To read the cards with.
        people: Ids of contacts, in order.
        owners: Whose a card is, as far as it is known; it learns.
    """

    def __init__(self, connection: sqlite3.Connection, people: list[int], owners: dict[int, int]) -> None:
        self._connection = connection
        self._people = people
        self._owners = owners

    def __len__(self) -> int:
        return len(self._people)

    def cards(self) -> frozenset[int]:
        """All that match: for when the people are few."""
        statement = (
            "SELECT json_group_array(opportunity_id) FROM card WHERE contact_id IN (SELECT value FROM json_each(?))"
        )
        (listed,) = self._connection.execute(statement, (_json(self._people),)).fetchone()
        return frozenset(decode(listed, type=list[int]))

    def cards_among(self, cards: Collection[int]) -> frozenset[int]:
        """Those of these cards that match."""
        owners = self._owners
        if unknown := [card for card in cards if card not in owners]:
            rows = self._connection.execute(
                "SELECT opportunity_id, contact_id FROM card WHERE opportunity_id IN (SELECT value FROM json_each(?))",
                (_json(unknown),),
            )
            owners.update(rows)
        contacts = frozenset(_those(self._people, {owners[card] for card in cards if card in owners}))
        return frozenset(card for card in cards if owners.get(card) in contacts)

    def people(self) -> frozenset[int]:
        """All who match."""
        return frozenset(self._people)

    def people_among(self, among: Iterable[int]) -> frozenset[int]:
        """Those of these people who match."""
        return frozenset(_those(self._people, among))


def _those(people: list[int], among: Iterable[int]) -> Iterator[int]:
    """Who of some is one of the people, whose ids are in order."""
    last = len(people)
    return (
        contact_id
        for contact_id in among
        if (at := bisect_left(people, contact_id)) < last and people[at] == contact_id
    )


def _json(ids: Iterable[int]) -> str:
    """The ids as one parameter, however many they are."""
    return f"[{','.join(map(str, ids))}]"


def _expression(query: Query) -> str:
    """What a query of nothing but free words asks of the full-text index; empty when it asks more, or nothing."""
    words = plain_words(query)
    if not words:
        return ""
    expression = search.match_expression(words)
    return expression if search.words_condition(words)[1] == [expression] else ""

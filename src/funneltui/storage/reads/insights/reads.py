"""The counts that reports are reckoned from, and the deals behind a figure. Not for the event loop."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from funneltui.domain.insights import facts
from funneltui.domain.insights.report import Behind
from funneltui.domain.insights.scope import Scope, shifted
from funneltui.storage.reads.insights.populations import ANSWERS, POPULATIONS, SENT
from funneltui.storage.reads.insights.scope import conditions, parameters
from funneltui.storage.reads.part import ReadPart

_STAGES = "SELECT id, key, name, kind, position, probability, archived FROM stage ORDER BY position, id"
_GATED = (
    "SELECT DISTINCT g.stage_id FROM stage_criterion g JOIN criterion c ON c.id = g.criterion_id AND c.archived = 0"
)
_PEOPLE = " AND t.contact_id IN (SELECT card.contact_id FROM card WHERE 1{scope})"
_COLUMNS = """
stage next now kind month source reason untried qualified repeat idle planned segment channel direction answered deal
""".split()
"""The columns a figure can be narrowed by."""
_ROWS = """
SELECT counted.id, c.id, c.name, ifnull(g.name, ''), ifnull(card.title, ''), ifnull(stage.key, ''), stage.name,
  card.amount, ifnull(card.currency, ''), counted.times
FROM (SELECT id, {contact} AS contact, count(*) AS times FROM ({population}) WHERE {narrowed} GROUP BY {by}) counted
LEFT JOIN card ON card.opportunity_id = counted.id LEFT JOIN stage ON stage.id = card.stage_id
JOIN contact c ON c.id = ifnull(counted.contact, card.contact_id) LEFT JOIN organization g ON g.id = c.organization_id
ORDER BY counted.times DESC, card.amount DESC, counted.id LIMIT :limit
"""

_Fact = TypeVar("_Fact", bound=tuple[Any, ...])


class BehindRow(NamedTuple):
    """A deal behind a figure; of exchanges, a person with their last deal."""

    id: int | None
    """The deal; None: somebody without one."""
    contact_id: int
    name: str
    organization: str
    title: str
    stage: str
    """The stage's key."""
    stage_name: str | None
    """The user's own name of the stage."""
    amount: int | None
    """In minor units."""
    currency: str
    times: int
    """How often it counts: 1, or the number of exchanges."""


class InsightReads(ReadPart):
    """The counts of reports, on one connection."""

    @cached_property
    def stages(self) -> dict[int, facts.StageFact]:
        """The stages by id, removed ones too."""
        return {row[0]: facts.StageFact._make(row) for row in self._connection.execute(_STAGES)}

    def passes(self, scope: Scope, *, ever: bool = False) -> list[facts.Pass]:
        """Entries into stages in the period, or ever: each deal once a stage."""
        return self._counted("ever" if ever else "passes", "stage, next, now", scope, facts.Pass)

    def stays(self, scope: Scope) -> list[facts.Stay]:
        """How long deals that entered a stage in the period stayed there."""
        return self._counted("stays", "stage, days, over", scope, facts.Stay)

    def created(self, scope: Scope, *, months: bool = False, days: bool = False) -> list[facts.Deal]:
        """Deals that came in in the period, parted by month and by how long they took where that is asked for."""
        columns = f"{'month' if months else chr(39) * 2}, kind, {'days' if days else 0}"
        return self._counted("deals", columns, scope, facts.Deal)

    def closed(self, scope: Scope) -> list[facts.Closed]:
        """Deals won or lost in the period."""
        return self._counted("closed", "kind, month, currency", scope, facts.Closed, summed=True)

    def leads(self, scope: Scope, *, year: bool = False) -> list[facts.Lead]:
        """Deals that came in in the period, or in the last twelve months, by source."""
        columns = "source, kind, reason, untried, qualified, currency"
        return self._counted("year" if year else "leads", columns, scope, facts.Lead, summed=True)

    def won_by_source(self, scope: Scope) -> list[facts.Lead]:
        """Deals won in the period, by source."""
        columns = "source, kind, '', 0, 1, currency"
        rows = self._counted("closed", columns, scope, facts.Lead, summed=True)
        return [row for row in rows if row.kind == "won"]

    def buyers(self, scope: Scope) -> list[facts.Buyer]:
        """People who bought, of the deals that came in in the period."""
        statement = self._population("leads", scope)
        rows = self._connection.execute(
            "SELECT source, repeat, count(DISTINCT contact), count(*)"
            f" FROM ({statement}) WHERE kind = 'won' GROUP BY 1, 2",
            self._parameters(scope),
        )
        return [facts.Buyer._make(row) for row in rows]

    def costs(self, scope: Scope) -> list[facts.Cost]:
        """What sources cost in the period; with a tag or a cohort, nobody can say."""
        if scope.tag is not None or scope.created_since or scope.created_until:
            return []
        rows = self._connection.execute(
            "SELECT s.name, c.currency, sum(c.amount) FROM source_cost c JOIN source s ON s.id = c.source_id"
            " WHERE c.spent_on BETWEEN :since AND :until AND (:source IS NULL OR lower(s.name) = lower(:source))"
            " GROUP BY 1, 2 ORDER BY 1, 2",
            self._parameters(scope),
        )
        return [facts.Cost._make(row) for row in rows]

    def lost(self, scope: Scope) -> list[facts.Lost]:
        """Deals lost in the period."""
        return self._counted("lost", "reason, source, segment, untried, currency", scope, facts.Lost, summed=True)

    def objections(self, scope: Scope) -> list[facts.Objection]:
        """Deals lost for their price of late."""
        statement = f"SELECT id, day, source, segment FROM ({self._population('objections', scope)})"
        return [facts.Objection._make(row) for row in self._connection.execute(statement, self._parameters(scope))]

    def open(self, scope: Scope) -> list[facts.Open]:
        """Deals still being decided."""
        return self._counted("open", "stage, month, idle, planned, currency", scope, facts.Open, summed=True)

    def planned(self, scope: Scope) -> facts.Planned:
        """How many deals want attention today."""
        counts = [
            self.count(behind, scope)
            for behind in (
                Behind("open").narrowed(idle=1),
                Behind("open").narrowed(kind="open", planned=0),
                Behind("waking"),
            )
        ]
        return facts.Planned(*counts)

    def exchanges(self, scope: Scope) -> list[facts.Exchange]:
        """Exchanges in the period, by channel."""
        answers = self._talk(ANSWERS, scope, ":from", ":to")
        return self._told([row[:3] for row in answers], scope, ":from", ":to")

    def exchanges_and_year(self, scope: Scope) -> tuple[list[facts.Exchange], list[facts.Exchange]]:
        """Exchanges in the period and in the last twelve months, by channel: what followed each is looked at once."""
        answers = self._talk(ANSWERS, scope, "min(:from, :year_from)", "'~'")
        return (
            self._told([(channel, days, here) for channel, days, here, _year in answers], scope, ":from", ":to"),
            self._told([(channel, days, year) for channel, days, _here, year in answers], scope, ":year_from", "'~'"),
        )

    def _told(
        self, answers: Iterable[tuple[str, int, int]], scope: Scope, first: str, end: str
    ) -> list[facts.Exchange]:
        """Exchanges between two instants, of which these were answered."""
        listed = [facts.Exchange(channel, "out", 1, days, count) for channel, days, count in answers if count]
        answered: dict[str, int] = {}
        for entry in listed:
            answered[entry.channel] = answered.get(entry.channel, 0) + entry.exchanges
        for channel, out, incoming in self._talk(SENT, scope, first, end):
            listed.append(facts.Exchange(channel, "out", 0, None, out - answered.get(channel, 0)))
            listed.append(facts.Exchange(channel, "in", 0, None, incoming))
        return listed

    def _talk(self, statement: str, scope: Scope, first: str, end: str) -> list[tuple[Any, ...]]:
        people = self._people(scope)
        asked = statement.replace("{first}", first).replace("{end}", end).replace("{people}", people)
        return self._connection.execute(asked, self._parameters(scope)).fetchall()

    def exchange_months(self, scope: Scope, months: Sequence[str]) -> list[facts.MonthCount]:
        """Exchanges of each of these months, counted on ranges of an index."""
        counted = []
        for month in months:
            first = date.fromisoformat(f"{month}-01")
            last = shifted(first, 1) - timedelta(days=1)
            of_month = scope.within(max(scope.since or first, first), min(scope.until or last, last))
            rows = self._connection.execute(
                "SELECT t.direction, count(*) FROM touch t WHERE t.happened_at >= :from AND t.happened_at < :to"
                f" AND t.contact_id NOT IN (SELECT id FROM contact WHERE binned_at IS NOT NULL) {self._people(scope)}"
                " GROUP BY 1",
                self._parameters(of_month),
            )
            counted += [facts.MonthCount(month, direction, count) for direction, count in rows]
        return counted

    def work(self, scope: Scope) -> list[facts.Work]:
        """Won deals that are work still to be done, or may be."""
        statement = f"SELECT deal, half_days, starts, ends, closed_on FROM ({self._population('work', scope)})"
        return [facts.Work._make(row) for row in self._connection.execute(statement, self._parameters(scope))]

    def reason_names(self) -> dict[str, str | None]:
        """The user's own names of loss reasons, by key."""
        return dict(self._connection.execute("SELECT key, name FROM loss_reason").fetchall())

    def tags(self) -> list[str]:
        """The tags in use, the most frequent first."""
        rows = self._connection.execute(
            "SELECT t.value FROM opportunity o, json_each(o.tags) t WHERE o.tags <> '[]' AND o.binned_at IS NULL"
            " GROUP BY lower(t.value) ORDER BY count(*) DESC, t.value LIMIT 50"
        )
        return [row[0] for row in rows]

    def sources(self) -> list[str]:
        """The sources in use, the most frequent first; empty for people without one."""
        rows = self._connection.execute(
            "SELECT source FROM card GROUP BY lower(source) ORDER BY count(*) DESC, 1 LIMIT 50"
        )
        return [row[0] for row in rows]

    def count(self, behind: Behind, scope: Scope) -> int:
        """How many deals stand behind a figure."""
        narrowed, values = self._narrowed(behind)
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM ({self._population(behind.population, scope)}) WHERE {narrowed}",
            {**self._parameters(scope), **values},
        ).fetchone()
        return int(count)

    def behind(self, behind: Behind, scope: Scope, limit: int = -1) -> list[BehindRow]:
        """The deals behind a figure, those that are worth most first; their `times` add up to it."""
        narrowed, values = self._narrowed(behind)
        talk = behind.population.endswith("exchanges")
        statement = _ROWS.format(
            contact="contact" if talk else "NULL",
            population=self._population(behind.population, scope),
            narrowed=narrowed,
            by="contact" if talk else "id",
        )
        rows = self._connection.execute(statement, {**self._parameters(scope), **values, "limit": limit})
        return [BehindRow._make(row) for row in rows]

    def _counted(
        self, population: str, columns: str, scope: Scope, fact: type[_Fact], *, summed: bool = False
    ) -> list[_Fact]:
        """How many there are of each combination of these columns, and what they are worth."""
        places = ", ".join(str(number) for number in range(1, columns.count(",") + 2))
        amount = ", sum(amount)" if summed else ""
        statement = f"SELECT {columns}, count(*){amount} FROM ({self._population(population, scope)}) GROUP BY {places}"
        rows = self._connection.execute(statement, self._parameters(scope))
        return [fact(*row) for row in rows]

    def _population(self, name: str, scope: Scope) -> str:
        statement = POPULATIONS[name].replace("{scope}", conditions(scope))
        return statement.replace("{people}", self._people(scope))

    @staticmethod
    def _people(scope: Scope) -> str:
        """The condition that an exchange is with somebody in the scope."""
        on_cards = conditions(scope)
        return _PEOPLE.format(scope=on_cards) if on_cards else ""

    def _parameters(self, scope: Scope) -> dict[str, object]:
        return parameters(scope, self._clock.today(), self._qualifying)

    @cached_property
    def _qualifying(self) -> tuple[int, ...]:
        """The open stages from the first one that asks for answers on; without one, those after the first."""
        live = [stage for stage in self.stages.values() if stage.kind == "open"]
        gated = {row[0] for row in self._connection.execute(_GATED)}
        gates = [stage.position for stage in live if stage.id in gated and not stage.archived]
        first = min(gates) if gates else min((stage.position for stage in live), default=0) + 1
        return tuple(stage.id for stage in live if stage.position >= first)

    @staticmethod
    def _narrowed(behind: Behind) -> tuple[str, dict[str, object]]:
        """The conditions of a figure on its population's columns, and their values."""
        parts, values = ["1"], dict[str, object]()
        for number, (column, wanted) in enumerate(behind.where):
            if column not in _COLUMNS:  # a figure of ours that names no column of ours
                raise AssertionError(column)
            values[f"where{number}"] = json.dumps([value for value in wanted if value is not None])
            null = f"{column} IS NULL OR " if None in wanted else ""
            parts.append(f"({null}{column} IN (SELECT value FROM json_each(:where{number})))")
        return " AND ".join(parts), values

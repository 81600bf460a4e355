"""The counts that reports are reckoned from, and the deals behind a figure. Not for the event loop."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from funneltui.domain.channels import CHANNELS
from funneltui.domain.insights import facts
from funneltui.domain.insights.report import Behind
from funneltui.domain.insights.scope import Scope, shifted
from funneltui.storage.reads.insights.populations import (
    ANSWERS,
    DAYS_TO_ANSWER,
    IN_PERIOD,
    IN_YEAR,
    KINDS,
    POPULATIONS,
    SENT,
    SENT_AT,
)
from funneltui.storage.reads.insights.scope import conditions, parameters
from funneltui.storage.reads.part import ReadPart

_STAGES = "SELECT id, key, name, kind, position, probability, archived FROM stage ORDER BY position, id"
_GATED = (
    "SELECT DISTINCT g.stage_id FROM stage_criterion g JOIN criterion c ON c.id = g.criterion_id AND c.archived = 0"
)
_PEOPLE = " AND t.contact_id IN (SELECT card.contact_id FROM card WHERE 1{scope})"
_COLUMNS = """
stage next now kind month source reason untried qualified repeat idle planned segment channel direction answered deal
currency
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

_NONE = "''"
"""Stands for a column that is not asked for."""

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
        return self._counted(Behind("ever" if ever else "passes"), "stage, next, now", scope, facts.Pass)

    def stays(self, scope: Scope) -> list[facts.Stay]:
        """How long deals that entered a stage in the period stayed there; of stages where it is not over."""
        undecided = [stage.id for stage in self.stages.values() if stage.kind not in {"won", "lost"}]
        return self._counted(Behind("passes").narrowed(stage=undecided), "stage, days, over", scope, facts.Stay)

    def created(self, scope: Scope, *, months: bool = False) -> list[facts.Deal]:
        """Deals that came in in the period, parted by month where that is asked for."""
        return self._counted(Behind("deals"), f"{'month' if months else _NONE}, kind, 0", scope, facts.Deal)

    def cycles(self, scope: Scope, *, won: bool = False) -> list[facts.Deal]:
        """How long deals that came in in the period took until they were decided, or until today; or only won ones."""
        behind = Behind("deals").narrowed(kind="won") if won else Behind("deals")
        return self._counted(behind, f"{_NONE}, kind, days", scope, facts.Deal)

    def closed(self, scope: Scope) -> list[facts.Closed]:
        """Deals won or lost in the period, by month."""
        columns = f"kind, month, {_NONE}, {_NONE}, currency"
        return self._counted(Behind("closed"), columns, scope, facts.Closed, summed=True)

    def closed_why(self, scope: Scope) -> list[facts.Closed]:
        """Deals won or lost in the period, by their source and by why they were lost."""
        columns = f"kind, {_NONE}, source, reason, currency"
        return self._counted(Behind("closed"), columns, scope, facts.Closed, summed=True)

    def leads(self, scope: Scope) -> list[facts.Lead]:
        """Deals that came in in the period, by source."""
        columns = "source, kind, reason, untried, qualified, currency"
        return self._counted(Behind("leads"), columns, scope, facts.Lead, summed=True)

    def wins_of_year(self, scope: Scope) -> list[facts.Lead]:
        """Deals that came in in the last twelve months, by source and what became of them: nothing else is told."""
        behind = Behind("year").narrowed(kind=("won", "lost"))
        columns = f"source, kind, {_NONE}, 0, 0, {_NONE}"
        return self._counted(behind, columns, scope, facts.Lead, summed=True)

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
        columns = "reason, source, segment, untried, currency"
        return self._counted(Behind("lost"), columns, scope, facts.Lost, summed=True)

    def objections(self, scope: Scope) -> list[facts.Objection]:
        """Deals lost for their price of late."""
        statement = f"SELECT id, day, source, segment FROM ({self._population('objections', scope)})"
        return [facts.Objection._make(row) for row in self._connection.execute(statement, self._parameters(scope))]

    def open(self, scope: Scope) -> list[facts.Open]:
        """Deals still being decided."""
        return self._counted(Behind("open"), "stage, month, idle, planned, currency", scope, facts.Open, summed=True)

    def planned(self, scope: Scope) -> facts.Planned:
        """How many deals want attention today."""
        rows = self._connection.execute(
            "SELECT ifnull(sum(idle), 0), ifnull(sum(kind = 'open' AND NOT planned), 0)"
            f" FROM ({self._population('open', scope)})",
            self._parameters(scope),
        )
        idle, unplanned = rows.fetchone()
        return facts.Planned(idle, unplanned, self.count(Behind("waking"), scope))

    def exchanges(self, scope: Scope) -> list[facts.Exchange]:
        """Exchanges in the period, by channel, and the days to the answers."""
        answers = self._answers(scope, ":from", SENT_AT, DAYS_TO_ANSWER)
        return self._told(answers, IN_PERIOD, self._sent(scope, ":from", ":to"))

    def exchanges_and_year(self, scope: Scope) -> tuple[list[facts.Exchange], list[facts.Exchange]]:
        """Exchanges in the period and in the last twelve months, by channel: what followed each is looked at once."""
        answers = self._answers(scope, "min(:from, :year_from)", "0", "0")
        return (
            self._told(answers, IN_PERIOD, self._sent(scope, ":from", ":to")),
            self._told(answers, IN_YEAR, self._sent(scope, ":year_from", "'~'")),
        )

    @staticmethod
    def _told(
        answers: Iterable[tuple[int, int]], when: int, sent: Iterable[tuple[str, str, int]]
    ) -> list[facts.Exchange]:
        """Exchanges, of which those answers were to ones of the period or of the year."""
        channels = tuple(CHANNELS)
        listed, answered = list[facts.Exchange](), dict.fromkeys(channels, 0)
        for number, count in answers:
            days, kind = divmod(number, KINDS)
            if kind & when:
                channel = channels[kind % IN_PERIOD]
                listed.append(facts.Exchange(channel, "out", 1, days, count))
                answered[channel] += count
        for channel, direction, count in sent:
            unanswered = count - answered[channel] if direction == "out" else count
            if count:
                listed.append(facts.Exchange(channel, direction, 0, None, unanswered))
        return listed

    def _answers(self, scope: Scope, first: str, sent: str, days: str) -> list[tuple[int, int]]:
        return self._talk(ANSWERS.replace("{sent}", sent).replace("{days}", days).replace("{first}", first), scope)

    def _sent(self, scope: Scope, first: str, end: str) -> list[tuple[str, str, int]]:
        return self._talk(SENT.replace("{first}", first).replace("{end}", end), scope)

    def _talk(self, statement: str, scope: Scope) -> list[Any]:
        asked = statement.replace("{people}", self._people(scope))
        return self._connection.execute(asked, self._parameters(scope)).fetchall()

    def exchange_months(self, scope: Scope, months: Sequence[str]) -> list[facts.MonthCount]:
        """Exchanges of each of these months."""
        counted = []
        for month in months:
            first = date.fromisoformat(f"{month}-01")
            last = shifted(first, 1) - timedelta(days=1)
            of_month = scope.within(max(scope.since or first, first), min(scope.until or last, last))
            sent = self._sent(of_month, ":from", ":to")
            counted += [facts.MonthCount(month, direction, count) for _, direction, count in sent if count]
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
        self, behind: Behind, columns: str, scope: Scope, fact: type[_Fact], *, summed: bool = False
    ) -> list[_Fact]:
        """How many of these deals there are of each combination of these columns, and what they are worth."""
        narrowed, values = self._narrowed(behind)
        places = ", ".join(str(number) for number in range(1, columns.count(",") + 2))
        amount = ", sum(amount)" if summed else ""
        population = self._population(behind.population, scope)
        statement = f"SELECT {columns}, count(*){amount} FROM ({population}) WHERE {narrowed} GROUP BY {places}"
        rows = self._connection.execute(statement, {**self._parameters(scope), **values})
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

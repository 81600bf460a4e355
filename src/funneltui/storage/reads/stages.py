"""Stages, the qualification grid and the loss reasons: the words a file is kept in."""

from __future__ import annotations

from dataclasses import dataclass

from funneltui.domain.qualification import criterion_name, criterion_question
from funneltui.domain.stages import stage_definition, stage_name
from funneltui.storage.reads.part import ReadPart


@dataclass(frozen=True, slots=True)
class StageRecord:
    """A column of the board."""

    id: int
    key: str
    name: str | None
    """The person's own name; None: the built-in words for the key."""
    definition: str | None
    """The person's own definition; None: the built-in one."""
    kind: str
    probability: int
    """How likely a card here is won, in percent."""
    idle_days: int
    """After how many days without activity a card here counts as idle; 0: never."""
    required: tuple[str, ...]
    """Keys of the criteria that entering asks for, in the grid's order."""
    cards: int
    amounts: dict[str, int]
    """Their value by currency, in minor units."""
    colour: str = ""
    """The name of its colour, empty for none."""

    @property
    def called(self) -> str:
        """Its name in the language in force."""
        return stage_name(self.key, self.name)

    @property
    def means(self) -> str:
        """Its definition in the language in force; empty for none."""
        return stage_definition(self.key, self.definition)


@dataclass(frozen=True, slots=True)
class CriterionRecord:
    """A line of the qualification grid."""

    id: int
    key: str
    name: str | None
    question: str | None
    weight: int

    @property
    def called(self) -> str:
        """Its name in the language in force."""
        return criterion_name(self.key, self.name)

    @property
    def asks(self) -> str:
        """Its question in the language in force; empty for none."""
        return criterion_question(self.key, self.question)


@dataclass(frozen=True, slots=True)
class LossReasonRecord:
    """Why a prospect said no."""

    id: int
    key: str
    name: str | None
    note_required: bool


class StageReads(ReadPart):
    """The vocabulary of one open file."""

    def stages(self) -> tuple[StageRecord, ...]:
        """The stages in the board's order, without the archived ones."""
        required: dict[int, list[str]] = {}
        for stage_id, key in self._connection.execute(
            "SELECT g.stage_id, c.key FROM stage_criterion g JOIN criterion c ON c.id = g.criterion_id"
            " WHERE c.archived = 0 ORDER BY c.position"
        ):
            required.setdefault(stage_id, []).append(key)
        cards: dict[int, int] = {}
        amounts: dict[int, dict[str, int]] = {}
        for stage_id, currency, number, amount in self._connection.execute(
            "SELECT stage_id, currency, sum(cards), sum(amount) FROM stage_total GROUP BY stage_id, currency"
        ):
            cards[stage_id] = cards.get(stage_id, 0) + number
            amounts.setdefault(stage_id, {})[currency] = amount
        rows = self._connection.execute(
            "SELECT id, key, name, definition, kind, probability, idle_days, colour FROM stage"
            " WHERE archived = 0 ORDER BY position, id"
        )
        return tuple(
            StageRecord(
                number,
                key,
                name,
                definition,
                kind,
                probability,
                idle_days,
                required=tuple(required.get(number, ())),
                cards=cards.get(number, 0),
                amounts=amounts.get(number, {}),
                colour=colour,
            )
            for number, key, name, definition, kind, probability, idle_days, colour in rows
        )

    def criteria(self) -> tuple[CriterionRecord, ...]:
        """The qualification grid in its order, without the archived lines."""
        rows = self._connection.execute(
            "SELECT id, key, name, question, weight FROM criterion WHERE archived = 0 ORDER BY position, id"
        )
        return tuple(CriterionRecord(*row) for row in rows)

    def loss_reasons(self) -> tuple[LossReasonRecord, ...]:
        """The loss reasons in their order, without the archived ones."""
        rows = self._connection.execute(
            "SELECT id, key, name, note_required FROM loss_reason WHERE archived = 0 ORDER BY position, id"
        )
        return tuple(LossReasonRecord(number, key, name, bool(note)) for number, key, name, note in rows)

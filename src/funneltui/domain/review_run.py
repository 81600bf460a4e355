"""One review under way: who is in it, where it stands, what was decided. Plain state that can be left and resumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from funneltui.domain.review import Standing, is_settled
from funneltui.domain.stages import StageKind


class Decision(StrEnum):
    """How a prospect left the review."""

    PLANNED = "planned"
    """Live, with a dated next action."""
    WON = "won"
    LOST = "lost"
    PARKED = "parked"
    SKIPPED = "skipped"
    """Left as it was, on purpose."""
    GONE = "gone"
    """Binned, or taken away elsewhere."""


_BY_KIND = {StageKind.WON: Decision.WON, StageKind.LOST: Decision.LOST, StageKind.PARKED: Decision.PARKED}


def decision_of(standing: Standing | None) -> Decision:
    """What a settled card, or one that is no more, was decided to be."""
    if standing is None:
        return Decision.GONE
    return _BY_KIND.get(StageKind(standing.kind), Decision.PLANNED)


@dataclass
class ReviewRun:
    """The queue and what was decided so far.

    Attributes:
        cards: The cards under review, in the order they come.
        decisions: What was decided, by card.
        steps: The steps made during the review, in order, for undoing it as a whole.
        place: Where in `cards` it stands; their number when it is over.
    """

    cards: list[int] = field(default_factory=list)
    decisions: dict[int, Decision] = field(default_factory=dict)
    steps: list[int] = field(default_factory=list)
    place: int = 0

    @property
    def current(self) -> int | None:
        """The card to decide on; None when the review is over."""
        return self.cards[self.place] if 0 <= self.place < len(self.cards) else None

    @property
    def is_over(self) -> bool:
        """Whether every card has left the review."""
        return self.current is None

    @property
    def decided(self) -> int:
        """How many cards were decided or skipped."""
        return len(self.decisions)

    def settle(self, decision: Decision) -> None:
        """Note what became of the current card and go on to the next undecided one."""
        card = self.current
        if card is not None:
            self.decisions[card] = decision
            self._go_on()

    def judge(self, standing: Standing | None) -> bool:
        """The current card was changed and now stands so: it leaves when it may. Returns whether it did."""
        if standing is not None and not is_settled(standing):
            return False
        self.settle(decision_of(standing))
        return True

    def back(self) -> None:
        """The card before that is still there, to be decided again."""
        before = range(min(self.place, len(self.cards)) - 1, -1, -1)
        place = next((at for at in before if self.decisions.get(self.cards[at]) is not Decision.GONE), None)
        if place is not None:
            self.place = place
            self.decisions.pop(self.cards[place], None)

    def reopen(self, card: int) -> None:
        """A decision was taken back: the card is the current one again."""
        if card in self.decisions:
            del self.decisions[card]
            self.place = self.cards.index(card)

    def note_step(self, step: int) -> bool:
        """A step was made, or, when it comes again, undone. Returns whether it was made."""
        if step in self.steps:
            self.steps.remove(step)
            return False
        self.steps.append(step)
        return True

    def start_again(self) -> None:
        """Everything was undone: whoever was not skipped is to be decided again."""
        self.steps.clear()
        self.decisions = {card: how for card, how in self.decisions.items() if how is Decision.SKIPPED}
        self.place = -1
        self._go_on()

    def counts(self) -> dict[Decision, int]:
        """How many cards were decided each way, ways that did not occur left out."""
        counts = Counter(self.decisions.values())
        return {decision: counts[decision] for decision in Decision if counts[decision]}

    def drop(self, gone: Iterable[int]) -> None:
        """Leave out cards that need no decision any more; for a review that is resumed."""
        leaving = set(gone)
        current = self.current
        self.cards = [card for card in self.cards if card not in leaving]
        self.place = self.cards.index(current) if current in self.cards else min(self.place, len(self.cards))

    def _go_on(self) -> None:
        """The next undecided card after this one, else the first one before, else the end."""
        after = chain(range(self.place + 1, len(self.cards)), range(max(0, self.place)))
        self.place = next((at for at in after if self.cards[at] not in self.decisions), len(self.cards))

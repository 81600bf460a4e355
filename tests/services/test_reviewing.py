"""Whatever is decided on any pipeline: nobody leaves a review without a state, and all of it can be undone."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, event, given, settings, strategies as st

from funneltui.domain.entries import NewProspect, NewTouch, NextStep, Offer
from funneltui.domain.review_run import Decision, ReviewRun
from funneltui.domain.stages import StageKind
from funneltui.settings import Settings
from funneltui.storage.outcome import Change
from funneltui.storage.reads import Reads
from tests import stored
from tests.lengths import rounds
from tests.services.desk import TODAY, Desk

LIVE = ("lead", "prospect", "proposal")
DITHERING = 3
"""How often one hesitates over a card before deciding."""
days = st.integers(-20, 20)
soon = st.integers(1, 30)
cards = st.fixed_dictionaries(
    {
        "stage": st.sampled_from(("suspect", *LIVE)),
        "due": st.none() | days,
        "touches": st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=6),
        "offer": st.none() | days,
        "ends": st.sampled_from(["", "", "", "won", "lost", "parked"]),
        "back": st.integers(-20, 20),
    }
)
hesitations = st.sampled_from(["done", "touch", "tag", "plan late", "move", "reopen"])
decisions = st.sampled_from(["plan", "snooze", "done then", "log then", "park", "lose", "win", "bin", "skip"])


class Reviewer:
    """A desk, a review on it, and what happened in it."""

    def __init__(self, desk: Desk, draw: st.DataObject) -> None:
        self.desk = desk
        self.draw = draw.draw
        self.connection = desk.connection
        self.reads = Reads(self.connection, desk.clock, Settings())
        self.run = ReviewRun()

    def begin(self, among: list[int] | None) -> None:
        self.run = ReviewRun(list(self.reads.review.queue(among)))

    def decide_everything(self) -> None:
        """The loop of the screen: a change, then the card is judged."""
        dithering = 0
        while (card := self.run.current) is not None:
            if dithering < DITHERING and self.draw(st.booleans()):
                dithering += 1
                what = self.draw(hesitations)
            else:
                what = self.draw(decisions)
            event(what)
            if what == "skip":
                self.run.settle(Decision.SKIPPED)
            else:
                self.do(what, card)
            if self.run.current != card:
                dithering = 0
                if self.draw(st.integers(0, 9)) == 0:
                    self.run.back()

    def do(self, what: str, card: int) -> None:
        """One key of a card, when it has that key; then it is judged as the screen does."""
        standing = self.reads.review.standing(card)
        assert standing is not None
        change = self.change(what, card, standing.kind, planned=standing.due_on is not None)
        if change is None or change.step_id is None:  # losing again what is lost: nothing is different
            return
        self.run.note_step(change.step_id)
        self.run.judge(self.reads.review.standing(card))

    def change(self, what: str, card: int, kind: str, *, planned: bool) -> Change | None:
        """What a key does to the card; None when it does nothing there."""
        ids, cards, log = [card], self.desk.opportunities, self.desk.touches.log
        goes_on = kind != StageKind.LOST
        live, ahead = kind in {StageKind.SUSPECT, StageKind.OPEN}, TODAY + timedelta(days=self.draw(soon))
        then = NextStep(ahead, "then")
        keys: dict[str, tuple[bool, Callable[[], Change]]] = {
            "done": (planned, lambda: cards.done(ids)),
            "done then": (planned, lambda: cards.done(ids, then)),
            "snooze": (planned, lambda: cards.snooze(ids, ahead)),
            "touch": (True, lambda: log(ids, NewTouch("call", incoming=self.draw(st.booleans())))),
            "log then": (goes_on, lambda: log(ids, NewTouch("email"), then)),
            "tag": (True, lambda: cards.tag(ids, add=[f"t{len(self.run.steps)}"])),
            "plan late": (live, lambda: cards.plan(ids, NextStep(TODAY - timedelta(days=2), "late"))),
            "plan": (goes_on, lambda: cards.plan(ids, then)),
            "move": (live, lambda: self.moved(card)),
            "reopen": (not live, lambda: cards.reopen(ids)),
            "park": (True, lambda: cards.park(ids, until=ahead)),
            "lose": (True, lambda: cards.lose(ids, reason="price")),
            "win": (True, lambda: cards.win(ids)),
            "bin": (True, lambda: cards.bin(ids)),
        }
        possible, press = keys[what]
        return press() if possible else None

    def moved(self, card: int) -> Change:
        """To another live stage, past its gate."""
        others = [stage for stage in LIVE if stage != self.desk.stage(card)]
        return self.desk.opportunities.move([card], self.draw(st.sampled_from(others)), reason="she said so")

    def rows(self) -> list[tuple[object, ...]]:
        """Everything a person sees of the pipeline."""
        return self.desk.rows("SELECT * FROM card ORDER BY opportunity_id")


def fill(desk: Desk, some: list[dict[str, Any]]) -> list[int]:
    """A pipeline made of cards."""
    made = []
    for number, card in enumerate(some):
        due, offer, back = card["due"], card["offer"], card["back"]
        step = None if due is None else NextStep(TODAY + timedelta(days=due), "call")
        new = NewProspect(name=f"N{number}", stage=card["stage"], next_step=step)
        one = desk.opportunities.add(new).opportunity
        made.append(one)
        for ago, incoming in card["touches"]:
            at = datetime(2026, 11, 21, 8, tzinfo=UTC) - timedelta(days=ago)
            desk.touches.log([one], NewTouch("email", incoming=incoming, at=at))
        if offer is not None:
            until = TODAY + timedelta(days=offer)
            desk.proposals.record(one, Offer(valid_until=until))
        if card["ends"] == "won":
            desk.opportunities.win([one])
        elif card["ends"] == "lost":
            desk.opportunities.lose([one], reason="price")
        elif card["ends"] == "parked":
            desk.opportunities.park([one], until=TODAY + timedelta(days=30))
            with desk.unit_of_work.step("Time goes by") as work:
                stored.update(work, "opportunity", one, parked_until=(TODAY + timedelta(days=back)).isoformat())
    return made


@settings(
    max_examples=rounds(4, 15),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # an example takes a second: shrinking, minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(cards, min_size=1, max_size=7), st.booleans(), st.data())
def test_nobody_leaves_a_review_without_a_state_and_all_of_it_can_be_undone(some, filtered, data):
    with TemporaryDirectory() as folder, contextlib.closing(Desk(Path(folder) / "f.db")) as desk:
        everybody = fill(desk, some)
        reviewer = Reviewer(desk, data)
        before = reviewer.rows()
        with contextlib.closing(reviewer.connection):
            reviewer.begin(everybody if filtered else None)
            reviewer.decide_everything()
            assert set(reviewer.run.decisions) == set(reviewer.run.cards)
            skipped = {card for card, how in reviewer.run.decisions.items() if how is Decision.SKIPPED}
            for card in everybody:
                standing = reviewer.reads.review.standing(card)
                if standing is None or card in skipped:  # binned, or left as it was on purpose
                    continue
                match standing.kind:
                    case StageKind.OPEN:
                        assert standing.due_on is not None
                        assert standing.due_on >= TODAY
                    case StageKind.LOST:
                        assert standing.lost_reason
                    case StageKind.PARKED:
                        assert standing.parked_until is not None
                        assert standing.parked_until > TODAY
                    case StageKind.SUSPECT if card in reviewer.run.cards:
                        assert standing.due_on is not None
                        assert standing.due_on >= TODAY
            if reviewer.run.steps:
                desk.history.undo_all(reviewer.run.steps)
            assert reviewer.rows() == before

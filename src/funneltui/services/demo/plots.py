"""What happened to those of the cast who have no story of their own, made up from where they stand."""

from __future__ import annotations

from random import Random

from funneltui.services.demo.script import NOTHING, Event, Part, Text, phrases

_GRID = ("fit", "intent", "authority", "need", "budget", "urgency", "motivation")
_SILENT = frozenset({"no_answer", "outside_target"})


def events_of(part: Part, rng: Random) -> tuple[Event, ...]:
    """A part's own events, or plausible ones, oldest first."""
    if part.events or part.stage == "suspect":
        return part.events
    if part.stage == "lost" and part.reason == "outside_target":
        return (Event(part.age - 7, "move", "lost"),)  # never contacted: discarded by instinct
    return tuple(_Plot(part, rng).tell())


class _Plot:
    """One card's story, told from its first message to where it stands."""

    def __init__(self, part: Part, rng: Random) -> None:
        self._part = part
        self._rng = rng
        self._phrases = phrases()
        self._events: list[Event] = []

    def tell(self) -> list[Event]:
        part = self._part
        self._approach()
        if part.stage == "lead":
            self._insist(self._at(0.75), until=2, limit=3)
            return self._events
        if part.stage == "lost" and part.reason in _SILENT:
            self._insist(self._at(0.8), until=self._at(0.3), limit=4)
            self._touch(self._at(0.2), "out", "email", self._phrases.losses[part.reason])
            self._move(self._at(0.15), "lost")
            return self._events
        self._meet()
        if part.stage == "parked":
            self._touch(self._at(0.4), "in", "email", self._rng.choice(self._phrases.parked_replies))
            self._move(self._at(0.4), "parked")
            return self._events
        if part.stage == "prospect":
            self._insist(self._at(0.3), until=3, limit=1)
            return self._events
        self._offer()
        return self._events

    def _at(self, share: float) -> int:
        """So many days ago: a share of the card's age."""
        return max(1, round(self._part.age * share))

    def _approach(self) -> None:
        channel, text = self._rng.choice(self._phrases.openers[self._part.source])
        self._move(self._at(0.95), "lead")
        self._touch(self._at(0.95), "out", channel, text)

    def _insist(self, start: int, *, until: int, limit: int) -> None:
        """Further messages without an answer, spaced as a patient person does."""
        day = start
        for channel, text, gave in self._rng.sample(self._phrases.follow_ups, limit):
            if day < until:
                return
            self._events.append(Event(day, "out", channel, text, gave=gave))
            day -= self._rng.randint(4, 8)

    def _meet(self) -> None:
        """An answer, a talk, the grid filled in, and through the gate."""
        self._touch(self._at(0.85), "in", "email", self._rng.choice(self._phrases.replies))
        channel, text = self._rng.choice(self._phrases.discovery)
        self._touch(self._at(0.75), "in", channel, text)
        known = 3 if self._part.stage == "parked" else self._rng.randint(4, 7)
        for criterion in _GRID[:known]:
            if criterion == "need":
                evidence = self._part.need
            elif criterion == "budget" and self._part.reason == "no_budget":
                self._events.append(Event(self._at(0.7), "no", "budget", self._phrases.losses["no_budget"]))
                continue
            else:
                evidence = self._rng.choice(self._phrases.evidence[criterion])
            self._events.append(Event(self._at(0.75), "yes", criterion, evidence))
        if self._part.stage != "parked":
            self._move(self._at(0.7), "prospect")

    def _offer(self) -> None:
        """A quote, what they say to it, and how it ended."""
        part = self._part
        self._touch(self._at(0.5), "out", "email", self._rng.choice(self._phrases.quotes_sent))
        self._move(self._at(0.5), "proposal")
        if part.stage == "lost":
            self._touch(self._at(0.3), "in", "email", self._phrases.losses[part.reason])
            self._move(self._at(0.3), "lost")
            return
        self._touch(self._at(0.35), "in", "email", self._rng.choice(self._phrases.quote_replies))
        if part.stage == "proposal":
            return
        self._touch(self._at(0.3), "in", "email", self._rng.choice(self._phrases.accepted))
        self._move(self._at(0.3), "client")
        self._touch(self._at(0.12), "out", "email", self._rng.choice(self._phrases.afterwards))
        self._touch(self._at(0.08), "in", "email", self._rng.choice(self._phrases.thanks))

    def _touch(self, ago: int, direction: str, channel: str, text: Text) -> None:
        self._events.append(Event(ago, direction, channel, text))

    def _move(self, ago: int, stage: str) -> None:
        self._events.append(Event(ago, "move", stage, NOTHING))

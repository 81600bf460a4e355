"""What a review reads: who is in it, where one card stands, and what to do about it."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterable
from datetime import date
from itertools import chain

from funneltui.clock import Clock, local_time
from funneltui.domain.cadence import Advice, Rhythm, Silence, advise, suggested_day, suggested_words
from funneltui.domain.obstacles import Place
from funneltui.domain.review import Standing, Why, their_word, why
from funneltui.domain.stages import StageKind
from funneltui.domain.temperature import SOME_CHANCE
from funneltui.settings import Settings
from funneltui.storage.reads.agenda import AgendaReads
from funneltui.storage.reads.part import ReadPart
from funneltui.storage.reads.warmth import BOUGHT, warmth

_RECENT = 10
"""Exchanges looked at for asks in a row."""
_STANDING = """
SELECT s.kind, d.due_on, d.parked_until,
  (SELECT min(valid_until) FROM proposal p WHERE p.opportunity_id = d.opportunity_id AND p.state = 'sent'),
  d.last_touch_at, d.last_in_at, d.stage_since, d.unanswered, s.idle_days, d.lost_reason
FROM card d JOIN stage s ON s.id = d.stage_id WHERE d.opportunity_id = ?
"""
_PLACES = """
SELECT d.opportunity_id, c.name, s.kind, d.due_on IS NOT NULL
FROM json_each(?) w JOIN card d ON d.opportunity_id = w.value
  JOIN stage s ON s.id = d.stage_id JOIN contact c ON c.id = d.contact_id ORDER BY w.key
"""
_UNDATED = """
SELECT opportunity_id FROM card WHERE stage_id IN (SELECT id FROM stage WHERE kind = 'parked')
  AND parked_until IS NULL ORDER BY opportunity_id
"""
_HEAT = f"""
SELECT s.key, s.kind, s.probability, d.yes_count, d.no_count, d.last_in_at, d.unanswered,
  d.temperature_override, d.temperature_until, {BOUGHT.format(card="d")}
FROM card d JOIN stage s ON s.id = d.stage_id WHERE d.opportunity_id = ?
"""
_SILENCE = f"""
SELECT d.contact_id, d.unanswered, d.first_unanswered_at, d.last_touch_at, d.opposed,
  s.kind = 'open' AND s.probability >= ?2 OR {BOUGHT.format(card="d")}
FROM card d JOIN stage s ON s.id = d.stage_id WHERE d.opportunity_id = ?1
"""
_OFFER = """
SELECT p.sent_on, (SELECT max(moved_at) FROM stage_move m WHERE m.opportunity_id = p.opportunity_id)
FROM proposal p WHERE p.opportunity_id = ? AND p.state = 'sent' AND p.sent_on IS NOT NULL
ORDER BY p.sent_on DESC, p.id DESC LIMIT 1
"""
"""The latest offer that waits for an answer, and when the card was moved last, which sending it does."""


class ReviewReads(ReadPart):
    """The review's queries, on one connection."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, settings: Settings) -> None:
        super().__init__(connection, clock, settings)
        self._agenda = AgendaReads(connection, clock, settings)

    @property
    def rhythm(self) -> Rhythm:
        """How often to follow up, and when it is enough: as the settings say now."""
        return Rhythm.of(self._settings)

    def queue(self, among: Collection[int] | None = None) -> array[int]:
        """The cards to review, the most urgent first.

        Args:
            among: What a filter left: these live and parked cards and no others, those that need a
                decision first; None: everything that needs one.
        """
        undated = self._connection.execute(_UNDATED)
        urgent = dict.fromkeys(chain(self._agenda.to_decide(), (row[0] for row in undated)))
        if among is None:
            return array("q", urgent)
        chosen = set(among)
        rest = self._connection.execute(
            "SELECT d.opportunity_id FROM card d JOIN stage s ON s.id = d.stage_id"
            " WHERE s.kind IN ('suspect', 'open', 'parked') ORDER BY s.position DESC, d.opportunity_id"
        )
        others = (row[0] for row in rest if row[0] not in urgent)
        return array("q", [card for card in (*urgent, *others) if card in chosen])

    def first(self) -> int | None:
        """The first card of the queue, found without looking at the others; None when only undated parked ones are."""
        return next(iter(self._agenda.to_decide(1)), None)

    def standing(self, opportunity_id: int) -> Standing | None:
        """Where a card stands; None when it is no more."""
        row = self._connection.execute(_STANDING, (opportunity_id,)).fetchone()
        if row is None:
            return None
        kind, due, parked, offer, touch, answer, since, unanswered, idle, lost = row
        return Standing(
            today=self._clock.today(),
            kind=kind,
            due_on=_day(due),
            parked_until=_day(parked),
            offer_until=_day(offer),
            last_touch=_day(touch),
            last_in=_day(answer),
            since=_day(since),
            unanswered=unanswered,
            idle_days=idle,
            lost_reason=lost,
        )

    def places(self, opportunity_ids: Iterable[int]) -> list[Place]:
        """Where these cards stand, in the order asked; those that are no more left out."""
        rows = self._connection.execute(_PLACES, (json.dumps(list(opportunity_ids)),))
        return [Place(card, name, kind, planned=bool(planned)) for card, name, kind, planned in rows]

    def why(self, opportunity_id: int) -> tuple[Why, ...]:
        """Why a card needs a decision, the most urgent reason first; empty when it does not, or is no more."""
        standing = self.standing(opportunity_id)
        if standing is None:
            return ()
        reasons = why(standing, self.rhythm)
        if not reasons and standing.last_in is not None and self._agenda.is_answered(opportunity_id):
            return (their_word(standing.last_in, standing.today),)
        return reasons

    def advice(self, opportunity_id: int) -> Advice | None:
        """What to do about a card that is worked on, or is back from "not now"; None for the others."""
        standing = self.standing(opportunity_id)
        if standing is None or standing.kind in {StageKind.WON, StageKind.LOST}:
            return None
        if standing.kind == StageKind.PARKED and not why(standing, self.rhythm):
            return None
        stage, level = self._heat(opportunity_id)
        return advise(self.silence(opportunity_id), stage, level, self.rhythm)

    def suggested(
        self, opportunity_id: int, more: int = 0, *, answered: bool = False, stage: str = ""
    ) -> tuple[date, str]:
        """The day and the words to propose for a card's next action.

        Args:
            opportunity_id: The card.
            more: Messages that are being sent, beside those that are written down.
            answered: They answer just now, so that nothing is unanswered any more.
            stage: The key of the stage that it is about to enter; empty for none.
        """
        here, level = self._heat(opportunity_id)
        unanswered = more if answered else self.silence(opportunity_id).unanswered + more
        day = suggested_day(self._clock.today(), stage or here, level, unanswered, self.rhythm)
        return day, suggested_words(unanswered, self.rhythm)

    def _heat(self, opportunity_id: int) -> tuple[str, str]:
        """A card's stage and temperature; neither for one that is no more."""
        row = self._connection.execute(_HEAT, (opportunity_id,)).fetchone()
        if row is None:
            return "", ""
        return row[0], warmth(self._clock.today(), *row[1:]).level

    def silence(self, opportunity_id: int) -> Silence:
        """What was said lately with a card's contact."""
        row = self._connection.execute(_SILENCE, (opportunity_id, SOME_CHANCE)).fetchone()
        if row is None:
            return Silence(self._clock.today())
        contact, unanswered, first, last, opposed, acquainted = row
        offer = self._connection.execute(_OFFER, (opportunity_id,)).fetchone()
        recent = self._connection.execute(
            "SELECT direction, gave FROM touch WHERE contact_id = ? ORDER BY happened_at DESC, id DESC LIMIT ?",
            (contact, _RECENT),
        )
        asks = 0
        for direction, gave in recent:
            if direction == "in" or gave:
                break
            asks += 1
        offered = _offered(offer[0], offer[1], last) if offer else None
        today = self._clock.today()
        return Silence(today, unanswered, _day(first), _day(last), asks, opposed == 1, bool(acquainted), offered)


def _offered(sent_on: str, moved_at: str | None, last_touch_at: str | None) -> date | None:
    """The day of an offer; None when something was said after it."""
    day, last = date.fromisoformat(sent_on), _day(last_touch_at)
    if last is None or day > last or (day == last and (moved_at or "") >= (last_touch_at or "")):
        return day
    return None


def _day(stored: str | None) -> date | None:
    return local_time(stored).date() if stored else None

"""What is to be done, by day: the bands of Today, and the queue of what needs a decision.

Each band is a range of an index, so that its cost is that of the cards in it. Closed and parked
cards have no next action; a parked one comes back on its own date.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from funneltui.domain.privacy import DAYS_TO_INFORM
from funneltui.storage.reads.part import ReadPart

_DAYS_OF_A_WEEK = 7
_MOST_TO_INFORM = 1000
_TO_INFORM = """
SELECT count(*) FROM (SELECT 1 FROM contact c
  WHERE informed_on IS NULL AND source_on <= :told AND source <> '' AND opposed = 0
  AND EXISTS (SELECT 1 FROM card d JOIN stage s ON s.id = d.stage_id
    WHERE d.contact_id = c.id AND d.last_in_at IS NULL AND s.kind IN ('suspect', 'open', 'parked'))
  LIMIT :most)
"""


_REMINDERS = """
SELECT o.id, o.parked_why, o.parked_say,
  (SELECT min(p.valid_until) FROM proposal p
    WHERE p.opportunity_id = o.id AND p.state = 'sent' AND p.valid_until <= :lapsing)
FROM json_each(:ids) wanted JOIN opportunity o ON o.id = wanted.value
"""


class Reminder(NamedTuple):
    """What to remember of a card that comes back or whose offer ends."""

    why: str
    """The reason it was parked."""
    say: str
    """What to say on coming back."""
    offer_until: str | None
    """The last day of an offer that is about to lapse, or has."""


class Band(StrEnum):
    """A part of the agenda, in the order they are shown."""

    OVERDUE = "overdue"
    """The next action's day is past."""
    TODAY = "today"
    WAKES = "wakes"
    """Parked until today or a day past: back with the reason it was parked and what to say."""
    ANSWERED = "answered"
    """Their e-mail came in after what is planned, or nothing is: a mailbox brought it, so nobody has decided yet."""
    LAPSING = "lapsing"
    """A sent proposal whose validity ends within the days of warning, or has ended; what is due says so itself."""
    WEEK = "week"
    """Within the seven days after today."""
    LATER = "later"
    NONE = "none"
    """Worked on, with nothing planned: a gap. Those who wrote last come first, then the most silent."""


_ANSWERED_DAYS = 60
"""How old an e-mail may be that nobody has decided about."""
_OPEN = "card.stage_id IN (SELECT id FROM stage WHERE kind = 'open' AND archived = 0)"
_DUE = "card.due_on IS NOT NULL AND"
_LAPSING = (
    f"card WHERE {_OPEN} AND opportunity_id IN (SELECT opportunity_id FROM proposal"
    " WHERE state = 'sent' AND valid_until <= :lapsing)"
)
_ANSWERS = """(SELECT t.opportunity_id FROM touch t JOIN card d ON d.opportunity_id = t.opportunity_id
  WHERE t.happened_at >= :recent AND t.channel = 'email' AND t.direction = 'in' AND t.external_id IS NOT NULL
    AND d.last_touch_at = t.happened_at
    AND NOT EXISTS (SELECT 1 FROM next_action n WHERE n.opportunity_id = t.opportunity_id
      AND n.created_at > t.created_at))"""
"""Cards whose last exchange is an e-mail that a mailbox brought in, with nothing planned since."""
_ANSWERED = (
    f"card WHERE opportunity_id IN {_ANSWERS} AND ifnull(due_on > :today, 1) AND ifnull(parked_until > :today, 1)"
    f" AND (due_on IS NOT NULL OR parked_until IS NOT NULL OR {_OPEN})"
    f" AND opportunity_id NOT IN (SELECT opportunity_id FROM {_LAPSING})"
)
_BANDS: dict[Band, str] = {
    Band.OVERDUE: f"FROM card WHERE {_DUE} due_on < :today ORDER BY due_on, opportunity_id",
    Band.TODAY: f"FROM card WHERE {_DUE} due_on = :today ORDER BY due_time IS NULL, due_time, opportunity_id",
    Band.WAKES: (
        "FROM card WHERE card.parked_until IS NOT NULL AND parked_until <= :today ORDER BY parked_until, opportunity_id"
    ),
    Band.ANSWERED: f"FROM {_ANSWERED} ORDER BY last_in_at DESC, opportunity_id",
    Band.LAPSING: f"FROM {_LAPSING} AND ifnull(due_on > :today, 1) ORDER BY opportunity_id",
    Band.WEEK: f"FROM card WHERE {_DUE} due_on > :today AND due_on <= :week ORDER BY due_on, opportunity_id",
    Band.LATER: f"FROM card WHERE {_DUE} due_on > :week ORDER BY due_on, opportunity_id",
    Band.NONE: (
        f"FROM card WHERE {_OPEN} AND due_on IS NULL AND opportunity_id NOT IN (SELECT opportunity_id FROM {_ANSWERED})"
        " ORDER BY last_in_at IS NULL OR unanswered > 0, unanswered DESC, opportunity_id"
    ),
}
_WAITING = f"""
SELECT
  (SELECT count(*) FROM card WHERE due_on IS NOT NULL AND due_on <= :today)
    + (SELECT count(*) FROM card WHERE parked_until IS NOT NULL AND parked_until <= :today),
  (SELECT count(*) {_BANDS[Band.LAPSING].partition(" ORDER")[0]}),
  (SELECT count(*) {_BANDS[Band.LAPSING].partition(" ORDER")[0]} AND due_on > :today),
  (SELECT count(*) FROM card WHERE {_OPEN} AND due_on IS NULL),
  (SELECT count(*) FROM card WHERE stage_id IN (SELECT id FROM stage WHERE kind = 'parked') AND parked_until IS NULL),
  (SELECT count(*) FROM {_ANSWERED}),
  (SELECT count(*) FROM {_ANSWERED} AND (due_on IS NOT NULL OR parked_until IS NOT NULL))
"""
"""Due or back; offers that lapse on other cards; those of them that are planned; gaps; parked without a date; answered;
those of them that are planned or parked."""


class Waiting(NamedTuple):
    """How much waits to be done."""

    today: int = 0
    """Cards that Today shows before this week: late, due, back from "not now", answered, about to lapse."""
    review: int = 0
    """Cards in a review of everything that needs a decision."""


_TO_DECIDE = (Band.OVERDUE, Band.TODAY, Band.WAKES, Band.ANSWERED, Band.LAPSING, Band.NONE)


class AgendaReads(ReadPart):
    """The agenda's queries, on one connection."""

    def counts(self) -> dict[Band, int]:
        """How many cards each band holds."""
        days = self._days()
        return {
            band: self._connection.execute(f"SELECT count(*) FROM (SELECT 1 {rows})", days).fetchone()[0]
            for band, rows in _BANDS.items()
        }

    def ids(self, band: Band, limit: int = -1) -> array[int]:
        """The cards of a band, in its order; a negative `limit` is none."""
        listed = self._connection.execute(
            f"SELECT json_group_array(opportunity_id) FROM (SELECT opportunity_id {_BANDS[band]} LIMIT :limit)",
            {**self._days(), "limit": limit},
        ).fetchone()[0]
        return array("q", json.loads(listed))

    def reminders(self, ids: Iterable[int]) -> dict[int, Reminder]:
        """What to remember of these cards, of those there is anything."""
        rows = self._connection.execute(_REMINDERS, {**self._days(), "ids": json.dumps(list(ids))})
        return {card: Reminder(*said) for card, *said in rows if any(said)}

    def is_answered(self, opportunity_id: int) -> bool:
        """Whether a card waits because an e-mail of theirs came in after what is planned."""
        asked = f"SELECT 1 FROM {_ANSWERED} AND opportunity_id = :card"
        return self._connection.execute(asked, {**self._days(), "card": opportunity_id}).fetchone() is not None

    def to_decide(self, limit: int = -1) -> Iterable[int]:
        """Every card that needs a decision, the most urgent first; what waits for two reasons comes twice.

        With a `limit`, at most so many of each band.
        """
        return chain.from_iterable(self.ids(band, limit) for band in _TO_DECIDE)

    def waiting(self) -> Waiting:
        """How much waits today, counted on indexes: a card that waits for two reasons counts once."""
        row = self._connection.execute(_WAITING, self._days()).fetchone()
        due, lapsing, lapsing_planned, gaps, undated, answered, answered_planned = row
        return Waiting(due + lapsing + answered, due + lapsing_planned + gaps + undated + answered_planned)

    def to_inform(self) -> int:
        """How many people are to be told within a week where their data come from, or should have been; at most 1000.

        Whoever's data come from somewhere else has to be told within a month (French practice: CNIL, GDPR 14).
        Who has written, or whose card says no source, is not counted.
        """
        rows = self._connection.execute(_TO_INFORM, {**self._days(), "most": _MOST_TO_INFORM})
        return int(rows.fetchone()[0])

    def _days(self) -> dict[str, str]:
        today = self._clock.today()
        return {
            "today": today.isoformat(),
            "recent": (today - timedelta(days=_ANSWERED_DAYS)).isoformat(),
            "week": (today + timedelta(days=_DAYS_OF_A_WEEK)).isoformat(),
            "told": (today - timedelta(days=DAYS_TO_INFORM - _DAYS_OF_A_WEEK)).isoformat(),
            "lapsing": (today + timedelta(days=self._settings.lapse_warning)).isoformat(),
        }

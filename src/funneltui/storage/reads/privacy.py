"""Whom the law asks to be told something, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from funneltui.clock import local_time
from funneltui.domain.privacy import inform_by, keep_until
from funneltui.storage.reads.held import Holdings, held, holdings
from funneltui.storage.reads.part import ReadPart

_TO_INFORM = """
SELECT c.id, min(d.opportunity_id), c.name, ifnull(g.name, ''), c.source, c.source_on
FROM contact c JOIN card d ON d.contact_id = c.id JOIN stage s ON s.id = d.stage_id
LEFT JOIN organization g ON g.id = c.organization_id
WHERE c.informed_on IS NULL AND c.source_on IS NOT NULL AND c.source <> '' AND c.opposed = 0
  AND d.last_in_at IS NULL AND s.kind IN ('suspect', 'open', 'parked')
GROUP BY c.id ORDER BY c.source_on, c.id LIMIT ?
"""


_SILENT = """
SELECT id, card, name, organization, heard, met, asked FROM (
  SELECT c.id, c.name, ifnull(g.name, '') AS organization,
    (SELECT min(o.id) FROM opportunity o WHERE o.contact_id = c.id) AS card,
    (SELECT max(happened_at) FROM touch t WHERE t.contact_id = c.id AND (direction = 'in' OR channel = 'meeting'))
      AS heard,
    max(ifnull(c.source_on, funneltui_local_day(c.created_at)), ifnull((SELECT max(o.closed_on) FROM opportunity o
      JOIN stage s ON s.id = o.stage_id WHERE o.contact_id = c.id AND s.kind = 'won'), '')) AS met,
    (SELECT max(happened_at) FROM touch t WHERE t.contact_id = c.id AND direction = 'out') AS asked
  FROM contact c LEFT JOIN organization g ON g.id = c.organization_id WHERE c.binned_at IS NULL
) WHERE max(ifnull(heard, ''), met) < ? ORDER BY max(ifnull(heard, ''), met), id
"""
"""Their last word is what they wrote, a meeting or a purchase; without any, the day one got their data."""


@dataclass(frozen=True, slots=True)
class ToDelete:
    """Somebody who has not been heard of for as long as their data may be kept."""

    contact_id: int
    opportunity_id: int
    """Their first card; 0 when there is none."""
    name: str
    organization: str
    heard_on: date
    """The last contact that came from them; else the day one got their data."""
    until: date
    """The last day to keep them."""
    asked_on: date | None
    """When they were written to since, to be asked whether they want to stay."""


@dataclass(frozen=True, slots=True)
class ToInform:
    """Somebody who is to be told where their data come from."""

    contact_id: int
    opportunity_id: int
    """Their first card that is not closed."""
    name: str
    organization: str
    source: str
    source_on: date
    by: date
    """The last day to tell them."""


class PrivacyReads(ReadPart):
    """The privacy of one open file."""

    def to_inform(self, limit: int = -1) -> Iterator[ToInform]:
        """Everybody who is to be told, the nearest day first; a negative `limit` is none.

        Who has written to the user, is closed, or opposed prospecting is not among them.
        """
        for contact, card, name, organization, source, since in self._connection.execute(_TO_INFORM, (limit,)):
            day = date.fromisoformat(since)
            yield ToInform(contact, card, name, organization, source, day, inform_by(day))

    def to_delete(self) -> Iterator[ToDelete]:
        """Everybody who is kept longer than the settings allow, the longest first."""
        today, years = self._clock.today(), self._settings.retention_years
        # A little more than it may be, for years are not of one length, and a day here is another one in London:
        # the exact day is looked at below.
        before = (today - timedelta(days=365 * years - 1)).isoformat()
        for contact, card, name, organization, heard, met, asked in self._connection.execute(_SILENT, (before,)):
            last = max(date.fromisoformat(met), _local(heard) if heard else date.min)
            until = keep_until(last, years)
            if until < today:
                asked_on = _local(asked) if asked else None
                late = asked_on is not None and asked_on > until
                yield ToDelete(contact, card or 0, name, organization, last, until, asked_on if late else None)

    def holdings(self, contact_id: int) -> Holdings:
        """How much is held on a contact, a binned one too.

        Raises:
            NotFoundError: There is no such contact.
        """
        return holdings(self._connection, contact_id)

    def held(self, contact_id: int) -> dict[str, Any]:
        """Everything held on a contact, as plain values for JSON; see `reads.held`.

        Raises:
            NotFoundError: There is no such contact.
        """
        return held(self._connection, contact_id)


def _local(instant: str) -> date:
    """The local day of an instant of the tables."""
    return local_time(instant).date()

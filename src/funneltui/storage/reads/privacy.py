"""Whom the law asks to be told something, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from funneltui.domain.privacy import inform_by
from funneltui.storage.reads.part import ReadPart

__all__ = ["PrivacyReads", "ToInform"]

_TO_INFORM = """
SELECT c.id, min(d.opportunity_id), c.name, ifnull(g.name, ''), c.source, c.source_on
FROM contact c JOIN card d ON d.contact_id = c.id JOIN stage s ON s.id = d.stage_id
LEFT JOIN organization g ON g.id = c.organization_id
WHERE c.informed_on IS NULL AND c.source_on IS NOT NULL AND c.source <> '' AND c.opposed = 0
  AND d.last_in_at IS NULL AND s.kind IN ('suspect', 'open', 'parked')
GROUP BY c.id ORDER BY c.source_on, c.id LIMIT ?
"""


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

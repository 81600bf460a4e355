"""Two contacts side by side, as they are before they become one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from funneltui.domain.merging import Choosable, Name, Origin, differing
from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.storage.reads.contact_values import Way
from funneltui.storage.reads.part import ReadPart

_HALF = """
SELECT c.name, c.given_name, c.family_name, c.source, c.source_on, c.source_detail,
  c.job_title, c.organization_id, c.address, c.language, c.market, c.introduced_by_id, c.note,
  ifnull(g.name, ''), ifnull(i.name, ''),
  c.opposed, c.opposed_channels, c.informed_on, c.tags, c.created_at
FROM contact c LEFT JOIN organization g ON g.id = c.organization_id LEFT JOIN contact i ON i.id = c.introduced_by_id
WHERE c.id = ? AND c.binned_at IS NULL
"""
_WAYS = """
SELECT kind, value, label, normalized FROM contact_point WHERE contact_id = ?
ORDER BY CASE kind WHEN 'email' THEN 0 WHEN 'phone' THEN 1 ELSE 2 END, position, id
"""
_STAKES = """
SELECT (SELECT count(*) FROM opportunity WHERE contact_id = :id AND binned_at IS NULL),
  (SELECT count(*) FROM touch WHERE contact_id = :id),
  (SELECT count(*) FROM opportunity_role WHERE contact_id = :id),
  (SELECT count(*) FROM contact WHERE introduced_by_id = :id AND binned_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Stakes:
    """What hangs on a contact beside its own fields: how many of each."""

    deals: int
    exchanges: int
    roles: int
    """Parts in the decision on deals."""
    introduced: int
    """People they introduced."""


@dataclass(frozen=True, slots=True)
class Half:
    """One of two contacts."""

    contact_id: int
    said: Choosable
    organization: str
    introduced_by: str
    ways: tuple[Way, ...]
    normalized: tuple[tuple[str, str], ...]
    """Kind and normal form of each of the `ways`."""
    opposed: bool
    opposed_channels: tuple[str, ...]
    informed_on: str | None
    tags: tuple[str, ...]
    created_at: str
    stakes: Stakes = field(compare=False)

    @property
    def name(self) -> str:
        """What they are called."""
        return self.said.name.whole


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two contacts, and where they differ. Two of the same people are equal unless a field was changed between."""

    keep: Half
    other: Half

    @property
    def differing(self) -> list[str]:
        """The fields to choose between."""
        return differing(self.keep.said, self.other.said)

    @property
    def new_ways(self) -> list[Way]:
        """How to reach the other one and not the one that is kept."""
        pairs = zip(self.other.ways, self.other.normalized, strict=True)
        return [way for way, key in pairs if key not in self.keep.normalized]


class MergeReads(ReadPart):
    """What is compared, on one connection."""

    def compare(self, keep: int, other: int) -> Comparison:
        """Two contacts side by side. Nobody introduces themselves: that one introduced the other is left out.

        Raises:
            NotFoundError: One of them is not there, or in the bin.
        """
        return Comparison(self._half(keep, other), self._half(other, keep))

    def people(self, opportunity_ids: Iterable[int]) -> list[int]:
        """The contacts of these deals, each once, in that order."""
        rows = self._connection.execute(
            "SELECT o.contact_id FROM json_each(?) w JOIN opportunity o ON o.id = w.value ORDER BY w.key",
            (json.dumps(list(opportunity_ids)),),
        )
        return list(dict.fromkeys(number for (number,) in rows))

    def ordered(self, contact: int, other: int) -> tuple[int, int]:
        """Two contacts that are there, the one with more to keep first: deals, then exchanges; else the older one."""
        first, second = sorted((contact, other))
        worth = [(stakes.deals, stakes.exchanges) for stakes in (self._stakes(first), self._stakes(second))]
        return (second, first) if worth[1] > worth[0] else (first, second)

    def _half(self, number: int, twin: int) -> Half:
        row = self._connection.execute(_HALF, (number,)).fetchone()
        if row is None:
            raise NotFoundError(N_("Contact #{id} doesn't exist."), id=number)
        names, origin = row[:3], row[3:6]
        job_title, employer, address, language, market, introducer_id, note, *rest = row[6:]
        organization, introducer, opposed, channels, informed_on, tags, created_at = rest
        if introducer_id in {number, twin}:
            introducer_id, introducer = None, ""
        ways = self._connection.execute(_WAYS, (number,)).fetchall()
        return Half(
            number,
            Choosable(
                Name(*names), job_title, employer, address, language, market, Origin(*origin), introducer_id, note
            ),
            organization,
            introducer,
            tuple(Way(*way[:3]) for way in ways),
            tuple((kind, normalized) for kind, _value, _label, normalized in ways),
            bool(opposed),
            tuple(json.loads(channels)),
            informed_on,
            tuple(json.loads(tags)),
            created_at,
            self._stakes(number),
        )

    def _stakes(self, number: int) -> Stakes:
        return Stakes(*self._connection.execute(_STAKES, {"id": number}).fetchone())

"""What the contact pane and the edit form read: one deal in full, and its contact's timeline.

Cost depends on the one contact, never on the size of the file: everything is found by an index,
and the timeline comes in windows, newest first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from funneltui.domain.text import fold
from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.storage.reads.contact_values import (
    ContactDetail,
    Criterion,
    OpportunityDetail,
    Organization,
    Other,
    Person,
    Proposal,
    Way,
    Won,
)
from funneltui.storage.reads.part import ReadPart
from funneltui.storage.reads.timeline import Moment, timeline
from funneltui.storage.reads.warmth import BOUGHT

_OTHERS = 50
_COLLEAGUES = 20
_LATEST, _KNOWN = 5000, 200
"""How many rows are looked at for words in use, and how many words are given."""


_OF_CONTACT = [field.name for field in fields(ContactDetail)]
_CALLED_OTHERWISE = {
    "contact_id": "c.id",
    "organization": "ifnull(g.name, '')",
    "introduced_by": "ifnull(i.name, '')",
    "contact_tags": "c.tags",
}
"""The fields of a `ContactDetail` that are no column of the contact by their own name."""
_OWN = _OF_CONTACT[: _OF_CONTACT.index("binned")]
_CONTACT = ", ".join(_CALLED_OTHERWISE.get(name, f"c.{name}") for name in _OWN)
_AROUND = """
LEFT JOIN organization g ON g.id = c.organization_id
LEFT JOIN contact i ON i.id = c.introduced_by_id"""
_PERSON = f"SELECT {_CONTACT}, c.binned_at IS NOT NULL, c.organization_id FROM contact c {_AROUND} WHERE c.id = ?"
_DETAIL = f"""
SELECT {_CONTACT}, o.binned_at IS NOT NULL OR c.binned_at IS NOT NULL,
  o.id, o.title, s.key, s.name, s.kind, s.idle_days, s.probability, o.stage_since,
  o.amount, o.won_amount, o.currency, o.daily_rate, o.half_days, o.contact_reason, o.buyer_step, o.expected_close,
  o.tags, o.note, n.due_on, n.due_time, ifnull(n.what, ''), ifnull(n.channel, ''),
  ifnull(d.yes_count, 0), ifnull(d.no_count, 0), ifnull(d.unanswered, 0), d.first_unanswered_at, d.last_in_at,
  d.last_touch_at, o.temperature_override, o.temperature_until, {BOUGHT.format(card="o")},
  o.parked_until, o.parked_why, o.parked_say,
  o.lost_reason, l.name, o.lost_note, o.discarded_untried, o.closed_on, o.promotion_code, o.promotion_until,
  o.work_starts, o.work_ends, o.files, o.created_at, c.organization_id
FROM opportunity o
JOIN contact c ON c.id = o.contact_id
JOIN stage s ON s.id = o.stage_id {_AROUND}
LEFT JOIN next_action n ON n.opportunity_id = o.id AND n.state = 'open'
LEFT JOIN card d ON d.opportunity_id = o.id
LEFT JOIN loss_reason l ON l.key = o.lost_reason
WHERE o.id = ?
"""
_FIRST_OF_CARD = _OF_CONTACT.index("ways")
_PLACES = [*_OF_CONTACT[:_FIRST_OF_CARD], *[field.name for field in fields(OpportunityDetail)][len(_OF_CONTACT) :]]
_OPPOSED, _CHANNELS, _OWN_TAGS, _BINNED = map(_PLACES.index, ("opposed", "opposed_channels", "contact_tags", "binned"))
_TAGS, _UNTRIED, _FILES = map(_PLACES.index, ("tags", "discarded_untried", "files"))
"""Columns that are not what SQLite holds: lists and truth values."""

_CRITERIA = """
SELECT r.key, r.name, r.question, r.weight,
  EXISTS (SELECT 1 FROM stage_criterion k JOIN stage t ON t.id = k.stage_id AND t.archived = 0
    WHERE k.criterion_id = r.id),
  ifnull(a.answer, 'unknown'), ifnull(a.evidence, ''), a.said_on, ifnull(a.said_by, '')
FROM criterion r
LEFT JOIN answer a ON a.criterion_id = r.id AND a.opportunity_id = ? AND a.current = 1
WHERE r.archived = 0
ORDER BY r.position, r.id
"""
_OTHER = """
SELECT o.id, o.title, s.key, s.name, s.kind, ifnull(o.won_amount, o.amount), o.currency, o.closed_on
FROM opportunity o JOIN stage s ON s.id = o.stage_id
WHERE o.contact_id = ? AND o.id <> ? AND o.binned_at IS NULL
ORDER BY o.id DESC LIMIT ?
"""
_WON = """
SELECT ifnull(substr(o.closed_on, 1, 4), ''), o.currency, sum(ifnull(o.won_amount, 0)), count(*)
FROM opportunity o JOIN stage s ON s.id = o.stage_id
WHERE o.contact_id = ? AND s.kind = 'won' AND o.binned_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2
"""


class ContactReads(ReadPart):
    """Contacts of one open file, one at a time."""

    def detail(self, opportunity_id: int) -> OpportunityDetail:
        """One deal with everything around it, binned ones too.

        Raises:
            NotFoundError: There is none of that id.
        """
        row = self._connection.execute(_DETAIL, (opportunity_id,)).fetchone()
        if row is None:
            raise NotFoundError(N_("Deal #{id} doesn't exist."), id=opportunity_id)
        *values, organization_id = row
        for place in (_TAGS, _FILES):
            values[place] = tuple(json.loads(values[place]))
        values[_UNTRIED] = bool(values[_UNTRIED])
        contact = self._contact(values[:_FIRST_OF_CARD], organization_id, but=opportunity_id)
        own = values[_FIRST_OF_CARD:]
        own += self._criteria(opportunity_id), self._proposals(opportunity_id), self._roles(opportunity_id)
        return OpportunityDetail(*contact, *own)

    def person(self, contact_id: int) -> ContactDetail:
        """One contact with everything around it, a binned one too.

        Raises:
            NotFoundError: There is none of that id.
        """
        row = self._connection.execute(_PERSON, (contact_id,)).fetchone()
        if row is None:
            raise NotFoundError(N_("Contact #{id} doesn't exist."), id=contact_id)
        return ContactDetail(*self._contact(list(row[:-1]), row[-1], but=0))

    def _contact(self, values: list[Any], organization_id: int | None, *, but: int) -> list[Any]:
        """The fields of a `ContactDetail`, from the columns of the contact's own."""
        for place in (_CHANNELS, _OWN_TAGS):
            values[place] = tuple(json.loads(values[place]))
        for place in (_OPPOSED, _BINNED):
            values[place] = bool(values[place])
        number = values[0]
        around = self._ways(number), self._others(number, but), *self._colleagues(organization_id, number)
        company = self.company(organization_id) if organization_id is not None else None
        won = tuple(Won(*row) for row in self._connection.execute(_WON, (number,)))
        return [*values, *around, company, won]

    def parked_before(self, opportunity_id: int) -> tuple[str, str]:
        """Why a card was put aside the last time, and what was to be said then; empty when it never was."""
        row = self._connection.execute(
            "SELECT parked_why, parked_say FROM stage_move WHERE opportunity_id = ? AND parked_until IS NOT NULL"
            " ORDER BY id DESC LIMIT 1",
            (opportunity_id,),
        ).fetchone()
        return row or ("", "")

    def company(self, organization_id: int) -> Organization:
        """One organization.

        Raises:
            NotFoundError: There is none of that id.
        """
        row = self._connection.execute(
            "SELECT id, name, website, sector, siren, siret, vat_number, address, note FROM organization WHERE id = ?",
            (organization_id,),
        ).fetchone()
        if row is None:
            raise NotFoundError(N_("Organization #{id} doesn't exist."), id=organization_id)
        return Organization(*row)

    def timeline(self, contact_id: int, before: Moment | None = None, limit: int = 50, kind: str = "") -> list[Moment]:
        """What happened with a contact, newest first.

        Args:
            contact_id: Whose.
            before: Only what comes after this moment in that order.
            limit: At most so many moments.
            kind: One of `timeline.KINDS`; empty for everything.
        """
        return timeline(self._connection, contact_id, before, limit, kind)

    def names(self, opportunity_ids: Iterable[int]) -> list[str]:
        """The contacts' names of these deals, in that order; those that are no more are left out."""
        rows = self._connection.execute(
            "SELECT c.name FROM json_each(?) w JOIN opportunity o ON o.id = w.value"
            " JOIN contact c ON c.id = o.contact_id ORDER BY w.key",
            (json.dumps(list(opportunity_ids)),),
        )
        return [row[0] for row in rows]

    def untried(self, opportunity_ids: Iterable[int]) -> int:
        """How many of these cards are with somebody never contacted, and have no answer in the grid."""
        (count,) = self._connection.execute(
            "SELECT count(*) FROM json_each(?) w JOIN opportunity o ON o.id = w.value"
            " WHERE NOT EXISTS (SELECT 1 FROM touch t WHERE t.contact_id = o.contact_id) AND NOT EXISTS"
            " (SELECT 1 FROM answer a WHERE a.opportunity_id = o.id AND a.current = 1 AND a.answer <> 'unknown')",
            (json.dumps(list(opportunity_ids)),),
        ).fetchone()
        return int(count)

    def common_tags(self, opportunity_ids: Iterable[int]) -> tuple[str, ...]:
        """The tags that all these deals have, in alphabetical order."""
        ids = list(opportunity_ids)
        rows = self._connection.execute(
            "SELECT t.value FROM json_each(?) w JOIN opportunity o ON o.id = w.value, json_each(o.tags) t"
            " GROUP BY 1 HAVING count(DISTINCT o.id) = ? ORDER BY 1",
            (json.dumps(ids), len(set(ids))),
        )
        return tuple(row[0] for row in rows)

    def tags(self) -> tuple[str, ...]:
        """The tags of the latest cards that have any, the most used first."""
        rows = self._connection.execute(
            "SELECT t.value FROM (SELECT tags FROM card WHERE tags <> '[]' ORDER BY opportunity_id DESC LIMIT ?) d,"
            " json_each(d.tags) t GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?",
            (_LATEST, _KNOWN),
        )
        return tuple(row[0] for row in rows)

    def sources(self) -> tuple[str, ...]:
        """The sources of the latest contacts that have one, the most used first."""
        rows = self._connection.execute(
            "SELECT source FROM (SELECT source FROM contact WHERE source <> '' ORDER BY id DESC LIMIT ?)"
            " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?",
            (_LATEST, _KNOWN),
        )
        return tuple(row[0] for row in rows)

    def organization(self, typed: str) -> str:
        """The first organization that begins with what is typed, accents and case aside; empty for none."""
        start = fold(typed)
        row = self._connection.execute(
            "SELECT name FROM organization WHERE folded_name >= ? AND folded_name < ? ORDER BY folded_name LIMIT 1",
            (start, f"{start}\U0010ffff"),
        ).fetchone()
        return str(row[0]) if row else ""

    def has_organization(self, name: str) -> bool:
        """Whether there is an organization of this name, accents and case aside."""
        rows = self._connection.execute(
            "SELECT 1 FROM organization WHERE folded_name = ? LIMIT 1", (fold(name.strip()),)
        )
        return rows.fetchone() is not None

    def somebody(self, typed: str) -> str:
        """The first contact whose name begins with what is typed, accents and case aside; empty for none."""
        start = fold(typed)
        row = self._connection.execute(
            "SELECT name FROM contact WHERE folded_name >= ? AND folded_name < ? AND binned_at IS NULL"
            " ORDER BY folded_name LIMIT 1",
            (start, f"{start}\U0010ffff"),
        ).fetchone()
        return str(row[0]) if row and typed else ""

    def _ways(self, contact_id: int) -> tuple[Way, ...]:
        rows = self._connection.execute(
            "SELECT kind, value, label FROM contact_point WHERE contact_id = ?"
            " ORDER BY CASE kind WHEN 'email' THEN 0 WHEN 'phone' THEN 1 ELSE 2 END, position, id",
            (contact_id,),
        )
        return tuple(Way(*row) for row in rows)

    def _criteria(self, opportunity_id: int) -> tuple[Criterion, ...]:
        rows = self._connection.execute(_CRITERIA, (opportunity_id,))
        return tuple(Criterion(*(*row[:4], bool(row[4]), *row[5:])) for row in rows)

    def _proposals(self, opportunity_id: int) -> tuple[Proposal, ...]:
        rows = self._connection.execute(
            "SELECT id, reference, state, sent_on, valid_until FROM proposal WHERE opportunity_id = ? ORDER BY id DESC",
            (opportunity_id,),
        )
        return tuple(Proposal(*row) for row in rows)

    def _roles(self, opportunity_id: int) -> tuple[Person, ...]:
        rows = self._connection.execute(
            "SELECT c.id, c.name, c.job_title, r.role FROM opportunity_role r JOIN contact c ON c.id = r.contact_id"
            " WHERE r.opportunity_id = ? ORDER BY r.id",
            (opportunity_id,),
        )
        return tuple(Person(*row) for row in rows)

    def _others(self, contact_id: int, opportunity_id: int) -> tuple[Other, ...]:
        return tuple(Other(*row) for row in self._connection.execute(_OTHER, (contact_id, opportunity_id, _OTHERS)))

    def _colleagues(self, organization_id: int | None, contact_id: int) -> tuple[tuple[Person, ...], int]:
        """The first others of the organization, and how many there are."""
        if organization_id is None:
            return (), 0
        others = "FROM contact WHERE organization_id = ? AND id <> ? AND binned_at IS NULL"
        known = (organization_id, contact_id)
        rows = self._connection.execute(f"SELECT id, name, job_title {others} ORDER BY id LIMIT {_COLLEAGUES}", known)
        people = tuple(Person(*row) for row in rows)
        if len(people) < _COLLEAGUES:
            return people, len(people)
        return people, self._connection.execute(f"SELECT count(*) {others}", known).fetchone()[0]

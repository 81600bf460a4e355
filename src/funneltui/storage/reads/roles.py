"""Who else is on a deal, and finding the person meant by a name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from funneltui.domain.text import fold
from funneltui.storage.reads.part import ReadPart

_NAMED = """
SELECT c.id, c.name, ifnull(g.name, '') FROM contact c LEFT JOIN organization g ON g.id = c.organization_id
WHERE c.binned_at IS NULL AND """


@dataclass(frozen=True, slots=True)
class Named:
    """A contact as one tells people of the same name apart."""

    id: int
    name: str
    organization: str


@dataclass(frozen=True, slots=True)
class RoleRecord:
    """Somebody's part in the decision on a deal."""

    contact_id: int
    name: str
    role: str
    """decider, influencer, user or gatekeeper."""
    detail: str


class RoleReads(ReadPart):
    """People and their parts, on one connection."""

    def named(self, text: str, limit: int = 20) -> list[Named]:
        """The contacts of this name; when there is none, those whose name has every word. Case and accents aside.

        Args:
            text: A name, or words of one.
            limit: At most so many.
        """
        words = fold(text).split()
        if not words:
            return []
        exact = self._connection.execute(f"{_NAMED} c.folded_name = ? ORDER BY c.id LIMIT ?", (" ".join(words), limit))
        people = [Named(*row) for row in exact]
        if people:
            return people
        condition = " AND ".join(["instr(c.folded_name, ?)"] * len(words))
        rows = self._connection.execute(f"{_NAMED} {condition} ORDER BY c.folded_name, c.id LIMIT ?", (*words, limit))
        return [Named(*row) for row in rows]

    def person(self, contact_id: int) -> Named | None:
        """The contact of an id, if there is one."""
        row = self._connection.execute(f"{_NAMED} c.id = ?", (contact_id,)).fetchone()
        return Named(*row) if row else None


def roles_of(connection: sqlite3.Connection, opportunities: Sequence[int]) -> dict[int, list[RoleRecord]]:
    """The people on these deals beside their contacts, in the order they came."""
    rows = connection.execute(
        "SELECT r.opportunity_id, c.id, c.name, r.role, r.detail FROM json_each(?) wanted"
        " JOIN opportunity_role r ON r.opportunity_id = wanted.value JOIN contact c ON c.id = r.contact_id"
        " WHERE c.binned_at IS NULL ORDER BY wanted.key, r.id",
        (json.dumps(list(opportunities)),),
    )
    roles: dict[int, list[RoleRecord]] = {}
    for opportunity_id, *part in rows:
        roles.setdefault(opportunity_id, []).append(RoleRecord(*part))
    return roles

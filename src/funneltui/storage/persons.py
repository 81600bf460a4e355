"""Who somebody is to the tables and to the journal: every contact that is or was the same person.

These are the contact that is there, those that were merged into it, and those that only the journal still knows
(undone, taken away), told by an address or a name that they share. What was undone since counts for nothing, for then
two may have been merged by mistake.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from funneltui.domain.text import fold
from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.storage.bulk import Bulk
from funneltui.storage.tables import Contact, ContactPoint
from funneltui.storage.touched import Image

MERGE = N_("Merged {other} into {name}")
"""The name of a step that made one contact of two; the other one is in the bin since."""
ANY = "IN (SELECT value FROM json_each(?))"
"""A condition: one of those in a JSON array."""
decode = msgspec.json.Decoder(dict[str, str | int | None]).decode
"""A row from the text that the journal keeps."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person, as the tables and the journal know them."""

    contacts: frozenset[int]
    cards: frozenset[int]
    names: frozenset[str]
    """Folded."""
    addresses: tuple[tuple[str, str], ...]
    """Kind and normalized form of the ways to reach them that are there now."""
    parts: frozenset[int]
    """Other people's cards on which they have or had a part."""
    organization: int | None

    @property
    def contact_ids(self) -> str:
        """As a JSON array."""
        return json.dumps(sorted(self.contacts))

    @property
    def card_ids(self) -> str:
        """As a JSON array."""
        return json.dumps(sorted(self.cards))

    @property
    def part_ids(self) -> str:
        """As a JSON array."""
        return json.dumps(sorted(self.parts))

    def said(self, answer: Image) -> bool:
        """Whether an answer on somebody else's card is what they said."""
        return answer["opportunity_id"] in self.parts and fold(str(answer["said_by"])) in self.names


def find_person(bulk: Bulk, contact_id: int) -> Person:
    """Everything that is needed to take a contact out of the tables and the journal.

    Raises:
        NotFoundError: There is no such contact.
    """
    contact = next(iter(bulk.where(Contact, Contact.id == contact_id)), None)
    if contact is None:
        raise NotFoundError(N_("{table} {id} doesn't exist."), table="contact", id=contact_id)
    contacts = {contact_id}
    points = bulk.where(ContactPoint, ContactPoint.contact_id == contact_id)
    names, normalized = {str(contact["folded_name"])}, {str(row["normalized"]) for row in points}
    persons = {contact_id}
    while persons:
        contacts |= persons
        more_names, more_points = _images_of(bulk, persons)
        names |= more_names
        normalized |= more_points
        persons = _ghosts(bulk, contacts, names, normalized)
    chosen = json.dumps(sorted(contacts))
    cards = bulk.sql(
        f"SELECT id FROM opportunity WHERE contact_id {ANY}"
        " UNION SELECT row_id FROM change c WHERE table_name = 'opportunity'"
        f" AND (json_extract(before, '$.contact_id') {ANY} OR json_extract(after, '$.contact_id') {ANY})"
        " AND NOT EXISTS (SELECT 1 FROM opportunity o WHERE o.id = c.row_id)",
        (chosen, chosen, chosen),
    )
    parts = bulk.sql(
        f"SELECT opportunity_id FROM opportunity_role WHERE contact_id {ANY}"
        " UNION SELECT json_extract(ifnull(after, before), '$.opportunity_id') FROM change"
        f" WHERE table_name = 'opportunity_role' AND json_extract(ifnull(after, before), '$.contact_id') {ANY}",
        (chosen, chosen),
    )
    own = frozenset(int(card) for (card,) in cards)
    addresses = dict.fromkeys((str(row["kind"]), str(row["normalized"])) for row in points)
    organization = contact["organization_id"]
    return Person(
        frozenset(contacts),
        own,
        frozenset(name for name in names if name),
        tuple(addresses),
        frozenset(int(part) for (part,) in parts) - own,
        organization if isinstance(organization, int) else None,
    )


def _ghosts(bulk: Bulk, contacts: Iterable[int], names: Iterable[str], points: Iterable[str]) -> set[int]:
    """Contacts that were the same person: merged into these, or gone from the tables and alike by name or address."""
    named = json.dumps([name for name in names if name])
    reached = json.dumps(sorted(points))
    rows = bulk.sql(
        "SELECT DISTINCT row_id AS ghost FROM change WHERE table_name = 'contact'"
        " AND NOT EXISTS (SELECT 1 FROM contact k WHERE k.id = ghost)"
        f" AND (json_extract(before, '$.folded_name') {ANY} OR json_extract(after, '$.folded_name') {ANY})"
        " UNION SELECT DISTINCT json_extract(ifnull(after, before), '$.contact_id') AS ghost FROM change"
        " WHERE table_name = 'contact_point'"
        " AND NOT EXISTS (SELECT 1 FROM contact k WHERE k.id = ghost)"
        f" AND (json_extract(before, '$.normalized') {ANY} OR json_extract(after, '$.normalized') {ANY})",
        (named, named, reached, reached),
    )
    return ({int(contact_id) for (contact_id,) in rows} | _merged(bulk, set(contacts), set(names))) - set(contacts)


def _merged(bulk: Bulk, contacts: set[int], names: set[str]) -> set[int]:
    """Contacts that were merged into one of these."""
    merged: set[int] = set()
    for step_id, arguments in bulk.sql("SELECT id, arguments FROM step WHERE state = 'done' AND name = ?", (MERGE,)):
        moved: set[object] = set()
        gone: set[int] = set()
        others: set[object] = set()
        for table, row_id, before, after in bulk.sql(
            "SELECT table_name, row_id, before, after FROM change WHERE step_id = ?", (step_id,)
        ):
            was, now = (decode(image) if image else {} for image in (before, after))
            if table == "contact":
                (gone if was["binned_at"] != now["binned_at"] else others).add(row_id)
                others |= {
                    contact_id for contact_id in (now["introduced_by_id"],) if contact_id != was["introduced_by_id"]
                }
            elif was and now and was["contact_id"] != now["contact_id"]:
                moved.add(now["contact_id"])
        # Whose the rows went to says it; when there were none, the name, which somebody else may have too.
        named = fold(str(json.loads(arguments).get("name", ""))) in names
        if moved <= contacts if moved else named and (not others or others & contacts):
            merged |= gone
    binned = bulk.sql(f"SELECT id FROM contact WHERE binned_at IS NOT NULL AND id {ANY}", (json.dumps(sorted(merged)),))
    return {int(contact_id) for (contact_id,) in binned}


def _images_of(bulk: Bulk, contacts: Iterable[int]) -> tuple[set[str], set[str]]:
    """The folded names and the normalized addresses that the journal has of these contacts.

    What was undone is left out (somebody else's addresses, say, had two been merged by mistake), unless that is all
    there is of somebody.
    """
    chosen = json.dumps(sorted(contacts))
    counts = (
        "EXISTS (SELECT 1 FROM step s WHERE s.id = c.step_id AND s.state <> 'dropped') OR NOT EXISTS"
        " (SELECT 1 FROM contact k WHERE k.id = "
    )
    names: set[str] = set()
    points: set[str] = set()
    for before, after in bulk.sql(
        f"SELECT before, after FROM change c WHERE table_name = 'contact' AND row_id {ANY} AND ({counts} c.row_id))",
        (chosen,),
    ):
        names |= {str(image["folded_name"]) for image in _images(before, after)}
    whose = "json_extract(ifnull(after, before), '$.contact_id')"
    for before, after in bulk.sql(
        f"SELECT before, after FROM change c WHERE table_name = 'contact_point' AND {whose} {ANY}"
        f" AND ({counts} {whose}))",
        (chosen,),
    ):
        points |= {str(image["normalized"]) for image in _images(before, after)}
    return names, points


def _images(*images: str | None) -> Iterator[Image]:
    return (decode(image) for image in images if image is not None)

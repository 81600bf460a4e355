"""Erasing somebody for privacy: their rows, what the journal kept of them, and the proof that it was done.

Steps lose the rows of the person and stay undoable for whatever else they did; those that did nothing else are
dropped. Their names lose what was the person's. The erasure is a step of its own that nothing brings back.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import msgspec
from sqlmodel import col

from funneltui.domain.text import fold
from funneltui.i18n import N_
from funneltui.storage import opposing
from funneltui.storage.bulk import Bulk
from funneltui.storage.database import SCHEMA_VERSION
from funneltui.storage.mentions import Mention, mentions
from funneltui.storage.outcome import words
from funneltui.storage.persons import ANY, Person, decode, find_person
from funneltui.storage.tables import (
    Answer,
    Contact,
    ContactPoint,
    DistinctPair,
    NextAction,
    Opportunity,
    OpportunityRole,
    Organization,
    Proposal,
    StageMove,
    Touch,
)
from funneltui.storage.touched import Image
from funneltui.storage.uids import new_uid

ERASURE = N_("Erased a contact")
"""The name of the step."""
ERASED = N_("(erased: personal data)")
"""What stands in the name of a step where the person's own words were."""

_OF_CONTACT = (ContactPoint, Touch, OpportunityRole, DistinctPair)
_OF_CARD = (OpportunityRole, Proposal, NextAction, Answer, StageMove)
_SHORTEST_NAME = 3
"""A name of fewer letters is no sign that words are about somebody."""
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Erasing:
    """What an erasure did."""

    step_id: int
    rows: int
    """Rows that were removed from the tables."""
    steps: int
    """Steps of the history that were rid of them."""
    addresses: int
    """Addresses that are on the opposition list from now on."""
    organization: bool
    """Whether their organization went too."""
    mentions: tuple[Mention, ...]
    """Where their name still stands, for the user to look at."""


def erase(bulk: Bulk, contact_id: int, *, now: str, today: str, door: str, oppose: bool, organization: bool) -> Erasing:
    """Erase a contact, inside the transaction of a unit of work.

    Args:
        bulk: The transaction's rows; whoever ends it makes the derived tables again.
        contact_id: Whom.
        now: The instant.
        today: The user's local day.
        door: Which way it came in, for the history.
        oppose: Whether their addresses go onto the opposition list.
        organization: Whether their organization goes too when nobody else has anything to do with it.

    Raises:
        NotFoundError: There is no such contact.
    """
    driver = bulk.driver
    driver.execute("UPDATE step SET state = 'dropped' WHERE state = 'undone'")
    who = find_person(bulk, contact_id)
    listed = opposing.note(bulk, who.addresses, today) if oppose else 0
    steps, edited = _clean_journal(bulk, who)
    _let_go(bulk, who)
    removed = _remove(bulk, who)
    _drop_drafts(bulk, who)
    emptied = _remove_organization(bulk, who.organization, steps) if organization and who.organization else ""
    if emptied:
        removed += 1
    names = who.names | {fold(emptied)} - {""}
    _rename(bulk, names, edited - steps, None)
    _rename(bulk, names, steps, today)
    step = driver.execute(
        "INSERT INTO step (uid, name, at, door, state, schema_version, erased_on) VALUES (?, ?, ?, ?, 'sealed', ?, ?)",
        (new_uid(), ERASURE, now, door, SCHEMA_VERSION, today),
    ).lastrowid
    driver.execute(
        "INSERT INTO erasure (uid, erased_at, row_count, step_count, address_count) VALUES (?, ?, ?, ?, ?)",
        (new_uid(), now, removed, len(steps), listed),
    )
    bulk.touched.refresh(driver)
    # What was indexed lies in old segments until they are merged.
    driver.execute("INSERT INTO search (search) VALUES ('optimize')")
    return Erasing(int(step or 0), removed, len(steps), listed, bool(emptied), _mentions(bulk, who))


# -- The journal ----------------------------------------------------------------------------------


def _clean_journal(bulk: Bulk, who: Person) -> tuple[set[int], set[int]]:
    """Take the person out of every step; the steps that had rows of theirs, and those that only referred to them.

    Of a step that was undone and left behind nothing can be of use any more: all of it goes, for it may have brought
    what was theirs into the rows of others.
    """
    steps: set[int] = set()
    edited: set[int] = set()
    for number, step_id, table, row_id, before, after in bulk.sql(
        "SELECT id, step_id, table_name, row_id, before, after FROM change"
        f" WHERE table_name = 'contact' AND row_id {ANY} OR table_name = 'opportunity' AND row_id {ANY}"
        f" OR {_either('contact_id')} OR {_either('opportunity_id')} OR {_either('introduced_by_id')}"
        f" OR table_name = 'distinct_pair' AND {_either('other_id')}"
        f" OR table_name = 'answer' AND {_either('opportunity_id')}",
        (
            who.contact_ids,
            who.card_ids,
            *(
                ids
                for ids in (who.contact_ids, who.card_ids, who.contact_ids, who.contact_ids, who.part_ids)
                for _side in range(2)
            ),
        ),
    ):
        images = [image if image is None else decode(image) for image in (before, after)]
        kept = [image if image is None else _without(who, table, row_id, image) for image in images]
        if kept == images:
            continue
        lost = any(was is not None and is_now is None for was, is_now in zip(images, kept, strict=True))
        if lost or kept[0] == kept[1]:  # it was about them, or did nothing but refer to them
            steps.add(step_id)
            bulk.driver.execute("DELETE FROM change WHERE id = ?", (number,))
        else:
            edited.add(step_id)
            bulk.driver.execute("UPDATE change SET before = ?, after = ? WHERE id = ?", (*map(_image, kept), number))
    bulk.driver.execute(
        f"DELETE FROM change WHERE step_id IN (SELECT id FROM step WHERE state = 'dropped' AND id {ANY})",
        (json.dumps(sorted(steps)),),
    )
    return steps, edited


def _either(column: str) -> str:
    """A condition: one of the two images of a change has one of these ids in a column."""
    return f"(json_extract(before, '$.{column}') {ANY} OR json_extract(after, '$.{column}') {ANY})"


def _image(row: Image | None) -> str | None:
    return None if row is None else _encode(row).decode()


def _without(who: Person, table: str, row_id: int, image: Image) -> Image | None:
    """A row of the journal without the person; None when it is about them."""
    if table == "contact" and row_id not in who.contacts:
        return {**image, "introduced_by_id": None} if image["introduced_by_id"] in who.contacts else image
    if table == "touch" and image["contact_id"] not in who.contacts:
        return {**image, "opportunity_id": None} if image["opportunity_id"] in who.cards else image
    if table == "answer" and image["opportunity_id"] not in who.cards:
        return {**image, "said_by": ""} if who.said(image) else image
    return None


def _rename(bulk: Bulk, names: Collection[str], steps: Iterable[int], erased_on: str | None) -> None:
    """Drop the steps that nothing is left of, and take the person's words out of the names of all of them."""
    for step_id in steps:
        ((arguments, left),) = bulk.sql(
            "SELECT arguments, EXISTS (SELECT 1 FROM change WHERE step_id = s.id) FROM step s WHERE id = ?", (step_id,)
        )
        named: dict[str, object] = {
            key: words(ERASED) if isinstance(value, str) and (not left or _tells(names, value)) else value
            for key, value in json.loads(arguments).items()
        }
        bulk.driver.execute(
            "UPDATE step SET arguments = ?, erased_on = ifnull(?, erased_on),"
            " state = iif(? OR state = 'sealed', state, 'dropped') WHERE id = ?",
            (_encode(named).decode(), erased_on, left, step_id),
        )


def _tells(names: Collection[str], text: str) -> bool:
    """Whether words of a step's name are about the person."""
    folded = fold(text)
    return any(name in folded if len(name) >= _SHORTEST_NAME else name == folded for name in names)


# -- The tables -----------------------------------------------------------------------------------


def _let_go(bulk: Bulk, who: Person) -> None:
    """Take the references to them out of other people's rows."""
    introduced = bulk.where(Contact, col(Contact.introduced_by_id).in_(who.contacts))
    bulk.update("contact", ((row, {**row, "introduced_by_id": None}) for row in introduced))
    about = col(Touch.opportunity_id).in_(who.cards) & col(Touch.contact_id).not_in(who.contacts)
    bulk.update("touch", ((row, {**row, "opportunity_id": None}) for row in bulk.where(Touch, about)))
    answers = bulk.where(Answer, col(Answer.opportunity_id).in_(who.parts))
    bulk.update("answer", ((row, {**row, "said_by": ""}) for row in answers if who.said(row)))


def _remove(bulk: Bulk, who: Person) -> int:
    """Remove their rows, each after those that refer to it; how many there were."""
    removed = 0
    for model, owner, owners in (
        *((model, model.opportunity_id, who.cards) for model in _OF_CARD),
        *((model, model.contact_id, who.contacts) for model in _OF_CONTACT),
        (DistinctPair, DistinctPair.other_id, who.contacts),
        (Opportunity, Opportunity.id, who.cards),
        (Contact, Contact.id, who.contacts),
    ):
        theirs = bulk.where(model, col(owner).in_(owners))
        bulk.delete(str(model.__tablename__), theirs)
        removed += len(theirs)
    return removed


def _drop_drafts(bulk: Bulk, who: Person) -> None:
    """Drop the forms that were left unfinished about them, or in which a name or an address of theirs stands."""
    signs = {fold(address) for _kind, address in who.addresses} | who.names
    for number, subject, subject_id, fields in bulk.sql("SELECT id, subject, subject_id, fields FROM draft"):
        about = {"contact": who.contacts, "opportunity": who.cards}.get(subject, frozenset())
        if subject_id in about or any(_tells(signs, str(value)) for value in json.loads(fields).values()):
            bulk.driver.execute("DELETE FROM draft WHERE id = ?", (number,))


def _remove_organization(bulk: Bulk, number: int, steps: set[int]) -> str:
    """Remove an organization that nobody belongs to, not even in what can be undone; its name if it was so.

    Args:
        bulk: The transaction's rows.
        number: The organization's id.
        steps: The steps that had it are added.
    """
    others = bulk.sql(
        "SELECT 1 FROM contact WHERE organization_id = ? UNION ALL SELECT 1 FROM change WHERE table_name = 'contact'"
        " AND ? IN (json_extract(before, '$.organization_id'), json_extract(after, '$.organization_id')) LIMIT 1",
        (number, number),
    )
    if others:
        return ""
    (row,) = bulk.where(Organization, Organization.id == number)
    bulk.delete("organization", [row])
    about = "table_name = 'organization' AND row_id = ?"
    steps |= {int(step_id) for (step_id,) in bulk.sql(f"SELECT step_id FROM change WHERE {about}", (number,))}
    bulk.driver.execute(f"DELETE FROM change WHERE {about}", (number,))
    return str(row["name"])


def _mentions(bulk: Bulk, who: Person) -> tuple[Mention, ...]:
    """Where a name of theirs still stands."""
    return mentions(bulk.sql, who.names)


def not_erased(bulk: Bulk, steps: Collection[int]) -> set[int]:
    """The steps among these that no erasure has taken the undo from; called inside a transaction."""
    gone = bulk.sql(
        f"SELECT id FROM step WHERE erased_on IS NOT NULL AND state IN ('dropped', 'sealed') AND id {ANY}",
        (json.dumps(list(steps)),),
    )
    return set(steps) - {int(step_id) for (step_id,) in gone}

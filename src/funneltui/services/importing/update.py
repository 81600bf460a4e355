"""What a row changes in a contact or a deal that is there already.

An update takes the file's word where it has one; what the file leaves blank stays. Gently, blanks are filled and what
the file says otherwise goes to the note. Either way the source stays what it was, notes and tags grow, and a name is
replaced only by one that says more (a name for an address, an id).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from funneltui.domain.duplicates import has_no_name
from funneltui.domain.merging import united_channels
from funneltui.domain.names import company_key, who_key
from funneltui.domain.text import fold
from funneltui.i18n import translate as _
from funneltui.interchange.fields import FIELDS
from funneltui.interchange.records import PersonRecord
from funneltui.services.importing.entry import Entry
from funneltui.storage.bulk import NewRow, row_of
from funneltui.storage.reads import known
from funneltui.storage.reads.known import ContactFields, DealFields, Query
from funneltui.storage.tables import ContactPoint

_point = row_of(ContactPoint)


@dataclass(frozen=True, slots=True)
class ContactChanges:
    """What a row changes in a contact.

    Attributes:
        wanted: What it is to hold; None: what it holds already.
        organization: Whether the contact moves to the organization that the row names.
    """

    wanted: ContactFields | None
    organization: bool

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return self.wanted is not None or self.organization


def contact_changes(
    query: Query, contact_id: int, record: PersonRecord, *, gently: bool, people: bool, more: Iterable[str] = ()
) -> ContactChanges:
    """What would be different in a contact.

    Args:
        query: Reads the file.
        contact_id: The contact.
        record: The row.
        gently: Whether what is there stays, and what the row says otherwise goes to the note.
        people: Whether the row is of a person rather than a deal: then its tags are the contact's.
        more: Lines for the note.
    """
    stored = known.contact_fields(query, contact_id)
    lines = list(more)

    def merged(field: str, present: str, said: str, *, replace: bool) -> str:
        """What a field is to hold."""
        if not said or fold(present) == fold(said):
            return present
        if replace or not present:
            return said
        lines.append(f"{_(FIELDS[field])}: {said}")
        return present

    wanted = stored._replace(
        given_name=merged("given_name", stored.given_name, record.given_name, replace=not gently),
        family_name=merged("family_name", stored.family_name, record.family_name, replace=not gently),
        job_title=merged("job_title", stored.job_title, record.job_title, replace=not gently),
        address=merged("address", stored.address, record.address, replace=not gently),
        language=merged("language", stored.language, record.language, replace=not gently),
        source=merged("source", stored.source, record.source, replace=False),
        opposed=int(record.opposed) or stored.opposed,
        opposed_channels=_opposed_channels(stored, record),
    )
    known_from = record.source_on.isoformat() if record.source_on else ""
    known_from = merged("source_on", stored.source_on or "", known_from, replace=False)
    wanted = wanted._replace(source_on=known_from or None)
    if record.named_by == "name" and record.name != stored.name:
        own = not _says_less(query, contact_id, stored.name, stored.folded_organization)
        if not own or who_key(record.name) != who_key(stored.name):
            wanted = wanted._replace(name=merged("name", stored.name, record.name, replace=not own))
    named = record.folded_organization
    moves = bool(named) and company_key(stored.folded_organization) != company_key(named)
    if moves and gently and stored.folded_organization:
        lines.append(f"{_(FIELDS['organization'])}: {record.organization}")
        moves = False
    wanted = wanted._replace(note=_grown(stored.note, "\n".join(filter(None, (record.note, *lines)))))
    if people:
        wanted = wanted._replace(tags=_more_tags(stored.tags, record.tags))
    return ContactChanges(wanted if wanted != stored else None, moves)


def _opposed_channels(stored: ContactFields, record: PersonRecord) -> str:
    """The channels that somebody does not want: what a row says is added, and never taken back."""
    channels = json.loads(stored.opposed_channels)
    if set(record.opposed_channels) <= set(channels):
        return stored.opposed_channels
    return json.dumps(united_channels(channels, record.opposed_channels))


def _says_less(query: Query, contact_id: int, name: str, organization: str) -> bool:
    """Whether a contact is called by an address, a number or its organization for want of a name."""
    if has_no_name(name, organization):
        return True
    folded = fold(name)
    return any(fold(value) == folded for value in known.identifiers(query, contact_id))


def new_points(query: Query, contact_id: int, record: PersonRecord) -> list[NewRow]:
    """Ways to reach the contact that it does not have yet."""
    if not (record.emails or record.phones or record.links):
        return []
    return point_rows(contact_id, record, known.points_of(query, contact_id))


def point_rows(contact_id: int, record: PersonRecord, stored: Collection[tuple[str, str]] = ()) -> list[NewRow]:
    """Rows of `contact_point` for a record's ways to be reached, but for those that are there: kind and value."""
    rows: list[NewRow] = []
    for kind, reaches in record.reaches:
        position = sum(1 for point in stored if point[0] == kind)
        for reach in reaches:
            if (kind, reach.normalized) not in stored:
                rows.append(
                    _point(
                        contact_id=contact_id,
                        kind=kind,
                        value=reach.value,
                        normalized=reach.normalized,
                        label=reach.label,
                        position=position,
                    )
                )
                position += 1
    return rows


def deal_changes(query: Query, deal_id: int, entry: Entry, live: frozenset[int]) -> tuple[DealFields | None, int]:
    """What the deal is to hold (None: what it holds already), and the stage it would leave (0: it stays).

    Args:
        query: Reads the file.
        deal_id: The deal.
        entry: What the row says.
        live: Stages whose cards are on their way: the one a card came from is remembered.
    """
    stored, new = known.deal_fields(query, deal_id), entry.values
    lines = [new.note, *_other_plan(query, deal_id, entry), *_other_loss(stored, entry)]
    wanted = stored._replace(
        title=new.title or stored.title,
        expected_close=new.expected_close or stored.expected_close,
        external_id=new.external_id or stored.external_id,
        note=_grown(stored.note, "\n".join(filter(None, lines))),
        tags=_more_tags(stored.tags, json.loads(new.tags)),
    )
    if new.amount is not None:
        wanted = wanted._replace(
            amount=new.amount, currency=new.currency, daily_rate=new.daily_rate, half_days=new.half_days
        )
    leaves = stored.stage_id if entry.named and stored.stage_id != new.stage_id else 0
    if leaves:
        wanted = wanted._replace(
            stage_id=new.stage_id,
            former_stage_id=leaves if leaves in live else stored.former_stage_id,
            stage_since=new.stage_since,
            won_amount=new.won_amount,
            closed_on=new.closed_on,
            lost_reason=new.lost_reason,
            lost_note=new.lost_note,
            parked_until=new.parked_until,
            parked_why=new.parked_why,
        )
    elif entry.named and new.won_amount is not None:
        wanted = wanted._replace(won_amount=new.won_amount)
    return wanted if wanted != stored else None, leaves


def _other_plan(query: Query, deal_id: int, entry: Entry) -> list[str]:
    """A line for the note: the row's next action, where another one is open already."""
    planned = known.open_action(query, deal_id) if entry.action is not None else None
    if planned is None or entry.action is None or planned == tuple(entry.action):
        return []
    return [f"{_(FIELDS['next_what'])}: {' '.join(filter(None, entry.action))}"]


def _other_loss(stored: DealFields, entry: Entry) -> list[str]:
    """Lines for the note: why it was lost, where the file knows of another reason or note."""
    new = entry.values
    if entry.stage.kind != "lost" or stored.stage_id != new.stage_id:
        return []
    pairs = {"lost_reason": (stored.lost_reason, new.lost_reason), "lost_note": (stored.lost_note, new.lost_note)}
    return [f"{_(FIELDS[field])}: {said}" for field, (present, said) in pairs.items() if said not in {"", present}]


def _grown(text: str, more: str) -> str:
    """A note with the lines that it does not have yet."""
    known_lines = set(text.splitlines())
    lines = [line for line in more.splitlines() if line.strip() and line not in known_lines]
    return "\n".join([text, *lines] if text else lines) if lines else text


def _more_tags(before: str, more: Sequence[str]) -> str:
    tags = json.loads(before)
    new = [tag for tag in more if tag not in tags]
    return json.dumps(tags + new, ensure_ascii=False) if new else before

"""What a row changes in a contact or a deal that is there already.

An update takes the file's word where it has one; what the file leaves blank stays. Gently, blanks are filled and what
the file says otherwise goes to the note. Either way the source stays what it was, notes and tags grow, and a name is
replaced only by one that says more (a name for an address, an id).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

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
from funneltui.storage.reads.known import Query
from funneltui.storage.tables import Contact, ContactPoint, Opportunity, names
from funneltui.storage.touched import Value
from funneltui.storage.unit_of_work import Row

_point = row_of(ContactPoint)
_CONTACT = names(
    Contact.name,
    Contact.given_name,
    Contact.family_name,
    Contact.job_title,
    Contact.address,
    Contact.language,
    Contact.source,
    Contact.source_on,
    Contact.note,
    Contact.tags,
    Contact.opposed,
    Contact.opposed_channels,
)
_DEAL = names(
    Opportunity.stage_id,
    Opportunity.former_stage_id,
    Opportunity.stage_since,
    Opportunity.title,
    Opportunity.amount,
    Opportunity.currency,
    Opportunity.daily_rate,
    Opportunity.half_days,
    Opportunity.won_amount,
    Opportunity.expected_close,
    Opportunity.closed_on,
    Opportunity.note,
    Opportunity.tags,
    Opportunity.external_id,
    Opportunity.lost_reason,
    Opportunity.lost_note,
    Opportunity.parked_until,
    Opportunity.parked_why,
)
_STAGE, _FORMER_STAGE = names(Opportunity.stage_id, Opportunity.former_stage_id)
_CLOSING = names(
    Opportunity.closed_on,
    Opportunity.won_amount,
    Opportunity.lost_reason,
    Opportunity.lost_note,
    Opportunity.parked_until,
    Opportunity.parked_why,
    Opportunity.stage_since,
)


@dataclass(frozen=True, slots=True)
class ContactChanges:
    """What a row changes in a contact.

    Attributes:
        columns: Column → new value.
        organization: Whether the contact moves to the organization that the row names.
    """

    columns: Row
    organization: bool = False

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return bool(self.columns) or self.organization


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
    row = known.row(query, "contact", contact_id, _CONTACT)
    wanted: Row = {}
    lines = list(more)

    def take(column: str, value: str, *, replace: bool) -> None:
        if not value or fold(str(row[column] or "")) == fold(value):
            return
        if replace or not row[column]:
            wanted[column] = value
        else:
            lines.append(f"{_(FIELDS[column])}: {value}")

    for column in ("given_name", "family_name", "job_title", "address", "language"):
        take(column, getattr(record, column), replace=not gently)
    take("source", record.source, replace=False)
    take("source_on", record.source_on.isoformat() if record.source_on else "", replace=False)
    if record.named_by == "name" and record.name != row["name"]:
        own = not _says_less(query, contact_id, str(row["name"]), str(row["organization"]))
        if not own or who_key(record.name) != who_key(str(row["name"])):
            take("name", record.name, replace=not own)
    named = record.folded_organization
    moves = bool(named) and company_key(str(row["organization"])) != company_key(named)
    if moves and gently and row["organization"]:
        lines.append(f"{_(FIELDS['organization'])}: {record.organization}")
        moves = False
    wanted["note"] = _grown(row["note"], "\n".join(filter(None, (record.note, *lines))))
    wanted |= _oppositions(row, record)
    if people:
        wanted["tags"] = _more_tags(row["tags"], record.tags)
    return ContactChanges({column: value for column, value in wanted.items() if value != row[column]}, moves)


def _oppositions(row: Mapping[str, Any], record: PersonRecord) -> Row:
    """What a row says of messages that somebody does not want: it is added, and never taken back."""
    wanted: Row = {}
    if record.opposed and not row["opposed"]:
        wanted["opposed"] = 1
    channels = json.loads(row["opposed_channels"])
    if set(record.opposed_channels) - set(channels):
        wanted["opposed_channels"] = json.dumps(united_channels(channels, record.opposed_channels))
    return wanted


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


def deal_changes(query: Query, deal_id: int, entry: Entry, live: frozenset[int]) -> tuple[Row, int]:
    """Columns of the deal that would be different, and the stage it would leave (0: it stays).

    Args:
        query: Reads the file.
        deal_id: The deal.
        entry: What the row says.
        live: Stages whose cards are on their way: the one a card came from is remembered.
    """
    row = known.row(query, "opportunity", deal_id, _DEAL)
    new = entry.values
    wanted: dict[str, Value] = {}
    for column in ("title", "expected_close", "external_id"):
        if new[column]:
            wanted[column] = new[column]
    if new["amount"] is not None:
        wanted |= {column: new[column] for column in ("amount", "currency", "daily_rate", "half_days")}
    lines = [str(new["note"]), *_other_plan(query, deal_id, entry), *_other_loss(row, entry)]
    wanted["note"] = _grown(row["note"], "\n".join(filter(None, lines)))
    tags = json.loads(str(new["tags"]))
    wanted["tags"] = _more_tags(row["tags"], tuple(map(str, tags)))
    leaves = int(row[_STAGE]) if entry.named and row[_STAGE] != entry.stage.id else 0
    if leaves:
        wanted |= {column: new[column] for column in _CLOSING}
        wanted[_STAGE] = entry.stage.id
        if leaves in live:
            wanted[_FORMER_STAGE] = leaves
    elif entry.named and entry.stage.kind == "won" and new["won_amount"] is not None:
        wanted["won_amount"] = new["won_amount"]
    return {column: value for column, value in wanted.items() if value != row[column]}, leaves


def _other_plan(query: Query, deal_id: int, entry: Entry) -> list[str]:
    """A line for the note: the row's next action, where another one is open already."""
    planned = known.open_action(query, deal_id) if entry.action is not None else None
    if planned is None or entry.action is None or planned == tuple(entry.action):
        return []
    return [f"{_(FIELDS['next_what'])}: {' '.join(filter(None, entry.action))}"]


def _other_loss(row: Mapping[str, Any], entry: Entry) -> list[str]:
    """Lines for the note: why it was lost, where the file knows of another reason or note."""
    if entry.stage.kind != "lost" or row[_STAGE] != entry.stage.id:
        return []
    pairs = ((field, str(entry.values[field])) for field in ("lost_reason", "lost_note"))
    return [f"{_(FIELDS[field])}: {text}" for field, text in pairs if text not in {"", row[field]}]


def _grown(before: object, more: str) -> str:
    """A note with the lines that it does not have yet."""
    text = str(before)
    known_lines = set(text.splitlines())
    lines = [line for line in more.splitlines() if line.strip() and line not in known_lines]
    return "\n".join([text, *lines] if text else lines) if lines else text


def _more_tags(before: object, more: tuple[str, ...]) -> str:
    tags = json.loads(str(before))
    new = [tag for tag in more if tag not in tags]
    return json.dumps(tags + new, ensure_ascii=False) if new else str(before)

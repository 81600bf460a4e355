"""Adding a prospect: the person, their organization, the ways to reach them, and the card."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time

from funneltui.domain.contact_points import normalize_email, normalize_link, normalize_phone
from funneltui.domain.money import Amount
from funneltui.domain.stages import StageKind
from funneltui.domain.text import fold
from funneltui.errors import InvalidValueError, RefusedError
from funneltui.i18n import N_
from funneltui.services.opposition import refuse_opposed, take_off_list
from funneltui.services.stage_map import StageMap, StageRow
from funneltui.storage.unit_of_work import Row, Value, Work

__all__ = [
    "NewProspect",
    "NextStep",
    "add_contact",
    "add_prospect",
    "end_next_step",
    "organization_id",
    "point_rows",
    "set_next_step",
    "storable",
    "tags_json",
]


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next on an opportunity, and when."""

    due_on: date
    what: str = ""
    due_time: time | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class NewProspect:
    """What is known of somebody when they are written down. Only the name is needed."""

    name: str = ""
    organization: str = ""
    job_title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    source: str = ""
    source_on: date | None = None
    note: str = ""
    language: str = ""
    contact_id: int | None = None
    """A known contact: a new opportunity is opened on it, and the fields above are not used."""
    stage: str = ""
    """A stage's key; the first stage of the board when empty."""
    title: str = ""
    amount: Amount | None = None
    currency: str = "EUR"
    tags: tuple[str, ...] = ()
    contact_reason: str = ""
    """Why they came, in their words."""
    next_step: NextStep | None = None
    extra: dict[str, str] = field(default_factory=dict)
    """More columns of the contact, as the tables name them."""
    came_back: bool = False
    """Whether they came back by themselves: their addresses are taken off the opposition list."""


def add_prospect(work: Work, new: NewProspect) -> int:
    """Write a prospect down inside a step and return the new opportunity's id.

    Raises:
        InvalidValueError: No name, an e-mail address that cannot be one…
        OpposedAddressError: An address is on the opposition list, and they have not come back.
        RefusedError: The stage asks for more than a first entry can say.
    """
    stages = StageMap(work)
    stage = stages.by_key(new.stage) if new.stage else stages.stages[0]
    if stage.kind in {StageKind.PARKED, StageKind.LOST}:
        raise RefusedError(
            N_("A new deal can't start in {stage}. Add it first, then park it or mark it as lost."), stage=stage.name
        )
    if new.contact_id is None:
        contact_id = add_contact(work, new)
    else:
        contact_id = new.contact_id
        work.get("contact", contact_id)
    return _add_opportunity(work, new, contact_id, stage)


def add_contact(work: Work, new: NewProspect) -> int:
    """Write a person down without a card, inside a step; returns the contact's id.

    Raises:
        InvalidValueError: No name, or an e-mail address that cannot be one.
        OpposedAddressError: An address is on the opposition list, and they have not come back.
    """
    name = storable(new.name.strip(), "name")
    if not name:
        raise InvalidValueError(N_("Enter a name."), field="name")
    values: dict[str, Value] = {
        "name": name,
        "organization_id": organization_id(work, new.organization),
        "job_title": storable(new.job_title.strip(), "job_title"),
        "source": storable(new.source.strip(), "source"),
        "source_on": (new.source_on.isoformat() if new.source_on else work.today if new.source.strip() else None),
        "note": storable(new.note, "note"),
        "language": new.language,
        **{column: storable(value, column) for column, value in new.extra.items()},
    }
    contact_id = work.insert("contact", **values)
    rows: list[Row] = []
    for kind, given in (("email", new.emails), ("phone", new.phones), ("link", new.links)):
        rows += point_rows(contact_id, kind, given)
    if new.came_back:
        take_off_list(work, rows)
    refuse_opposed(work, rows)
    if rows:
        work.insert_many("contact_point", rows)
    return contact_id


def _add_opportunity(work: Work, new: NewProspect, contact_id: int, stage: StageRow) -> int:
    amount = new.amount
    won = stage.kind is StageKind.WON
    opportunity_id = work.insert(
        "opportunity",
        title=storable(new.title.strip(), "title"),
        contact_id=contact_id,
        stage_id=stage.id,
        amount=amount.money.minor if amount else None,
        currency=amount.money.currency if amount else new.currency,
        daily_rate=amount.daily_rate if amount else None,
        half_days=amount.half_days if amount else None,
        won_amount=amount.money.minor if amount and won else None,
        closed_on=work.today if won else None,
        tags=tags_json(new.tags),
        contact_reason=storable(new.contact_reason.strip(), "contact_reason"),
    )
    work.insert("stage_move", opportunity_id=opportunity_id, to_stage_id=stage.id, moved_at=work.now)
    if new.next_step is not None:
        set_next_step(work, opportunity_id, new.next_step)
    return opportunity_id


def set_next_step(work: Work, opportunity_id: int, step: NextStep) -> None:
    """Make this the one open next action; a former one is kept as replaced."""
    end_next_step(work, opportunity_id, "replaced")
    work.insert(
        "next_action",
        opportunity_id=opportunity_id,
        due_on=step.due_on.isoformat(),
        due_time=step.due_time.strftime("%H:%M") if step.due_time else None,
        what=storable(step.what.strip(), "what"),
        channel=step.channel,
    )


def end_next_step(work: Work, opportunity_id: int, state: str) -> Row | None:
    """Close the open next action, if there is one, as done, replaced or dropped; returns it."""
    for row in work.find("next_action", opportunity_id=opportunity_id, state="open"):
        work.update("next_action", int(row["id"] or 0), state=state, ended_at=work.now)
        return row
    return None


def organization_id(work: Work, name: str) -> int | None:
    """The organization of this name, case and accents aside; made when it is new."""
    name = storable(name.strip(), "organization")
    if not name:
        return None
    known = work.find("organization", folded_name=fold(name))
    return int(known[0]["id"] or 0) if known else work.insert("organization", name=name)


def point_rows(contact_id: int, kind: str, given: tuple[str, ...]) -> list[Row]:
    """Rows for the ways to reach a contact, in the order given, empty ones left out.

    Raises:
        InvalidValueError: One of them cannot be what it says it is.
    """
    normalize = {"email": normalize_email, "phone": normalize_phone, "link": normalize_link}[kind]
    rows: list[Row] = []
    for value in (one.strip() for one in given):
        if value:
            rows.append(
                {
                    "contact_id": contact_id,
                    "kind": kind,
                    "value": storable(value, kind),
                    "normalized": normalize(value),
                    "position": len(rows),
                }
            )
    return rows


def tags_json(tags: Iterable[str]) -> str:
    """Tags as the tables hold them: trimmed, each once, in the order given."""
    trimmed = (storable(one.strip(), "tags") for one in tags)
    return json.dumps(list(dict.fromkeys(one for one in trimmed if one)), ensure_ascii=False)


def storable(text: str, field_name: str) -> str:
    """The text itself, once it is known that a UTF-8 file can hold it.

    Raises:
        InvalidValueError: It has half a character (a lone surrogate), from bytes in another encoding.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidValueError(
            N_("Character {place} can't be read: this text comes from another encoding."),
            field=field_name,
            place=error.start + 1,
        ) from error
    return text

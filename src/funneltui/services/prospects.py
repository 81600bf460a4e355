"""Adding a prospect: the person, their organization, the ways to reach them, and the card."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from funneltui.domain.contact_points import named_address, normalize_email, normalize_link, ways_in
from funneltui.domain.entries import NewProspect, NextStep
from funneltui.domain.phones import normalize_phone
from funneltui.domain.stages import StageKind
from funneltui.domain.text import fold
from funneltui.errors import InvalidValueError, RefusedError
from funneltui.i18n import N_
from funneltui.services.checks import check_past
from funneltui.services.opposition import refuse_opposed, take_off_list
from funneltui.services.stage_map import StageMap, StageRow
from funneltui.storage.tables import Contact, ContactPoint, NextAction, Opportunity, Organization, StageMove
from funneltui.storage.unit_of_work import Work

SOURCE_LATER = N_("The source date can't be in the future.")
"""What is said to a day somebody is known from that has not come yet."""


def add_prospect(work: Work, new: NewProspect) -> Opportunity:
    """Write a prospect down inside a step; returns the new card.

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
    contact = add_contact(work, new) if new.contact_id is None else work.get(Contact, new.contact_id)
    return _add_opportunity(work, new, contact.id, stage)


def add_contact(work: Work, new: NewProspect) -> Contact:
    """Write a person down without a card, inside a step.

    Raises:
        InvalidValueError: No name, an e-mail address that cannot be one, or a source's day that has not come yet.
        OpposedAddressError: An address is on the opposition list, and they have not come back.
    """
    name, address = named_address(new.name.strip())
    if not name:
        raise InvalidValueError(N_("Enter a name."), field="name")
    source = new.source.strip()
    check_past(new.source_on, date.fromisoformat(work.today), refusal=SOURCE_LATER, field="source_on")
    contact = work.add(
        Contact(
            name=name,
            organization_id=organization_id(work, new.organization),
            job_title=new.job_title.strip(),
            source=source,
            source_on=new.source_on.isoformat() if new.source_on else work.today if source else None,
            note=new.note,
            language=new.language,
            address=new.address,
        )
    )
    points = [
        point
        for kind, given in (("email", (*new.emails, address)), ("phone", new.phones), ("link", new.links))
        for point in contact_points(contact.id, kind, given)
    ]
    if new.came_back:
        take_off_list(work, points)
    refuse_opposed(work, points)
    for point in points:
        work.add(point)
    return contact


def _add_opportunity(work: Work, new: NewProspect, contact_id: int, stage: StageRow) -> Opportunity:
    amount = new.amount
    won = stage.kind is StageKind.WON
    card = work.add(
        Opportunity(
            title=new.title.strip(),
            contact_id=contact_id,
            stage_id=stage.id,
            amount=amount.money.minor if amount else None,
            currency=amount.money.currency if amount else new.currency,
            daily_rate=amount.daily_rate if amount else None,
            half_days=amount.half_days if amount else None,
            won_amount=amount.money.minor if amount and won else None,
            closed_on=work.today if won else None,
            tags=tags_json(new.tags),
            contact_reason=new.contact_reason.strip(),
        )
    )
    work.add(StageMove(opportunity_id=card.id, to_stage_id=stage.id, moved_at=work.now))
    if new.next_step is not None:
        set_next_step(work, card.id, new.next_step)
    return card


def open_action(work: Work, opportunity_id: int) -> NextAction | None:
    """The next action that is planned on a card, if there is one."""
    return work.first(NextAction, NextAction.opportunity_id == opportunity_id, NextAction.state == "open")


def set_next_step(work: Work, opportunity_id: int, step: NextStep) -> None:
    """Make this the one open next action; a former one is kept as replaced."""
    end_next_step(work, opportunity_id, "replaced")
    work.add(
        NextAction(
            opportunity_id=opportunity_id,
            due_on=step.due_on.isoformat(),
            due_time=step.due_time.strftime("%H:%M") if step.due_time else None,
            what=step.what.strip(),
            channel=step.channel,
        )
    )


def end_next_step(work: Work, opportunity_id: int, state: str) -> None:
    """Close the open next action, if there is one, as done, replaced or dropped."""
    action = open_action(work, opportunity_id)
    if action is not None:
        action.state, action.ended_at = state, work.now


def organization_id(work: Work, name: str) -> int | None:
    """The organization of this name, case and accents aside; made when it is new."""
    name = name.strip()
    if not name:
        return None
    known = work.first(Organization, Organization.folded_name == fold(name))
    return (known or work.add(Organization(name=name))).id


def contact_points(contact_id: int, kind: str, given: Iterable[str]) -> list[ContactPoint]:
    """Ways to reach a contact, in the order given, several in one text parted; they are still to be added.

    Raises:
        InvalidValueError: One of them cannot be what it says it is.
    """
    normalize = {"email": normalize_email, "phone": normalize_phone, "link": normalize_link}[kind]
    wanted: dict[str, str] = {}
    for value in (value for text in given for value in ways_in(kind, text)):
        wanted.setdefault(normalize(value), value)
    return [
        ContactPoint(contact_id=contact_id, kind=kind, value=value, normalized=normalized, position=position)
        for position, (normalized, value) in enumerate(wanted.items())
    ]


def tags_json(tags: Iterable[str]) -> str:
    """Tags as the tables hold them: trimmed, each once, in the order given."""
    trimmed = (tag.strip() for tag in tags)
    return json.dumps(list(dict.fromkeys(tag for tag in trimmed if tag)), ensure_ascii=False)

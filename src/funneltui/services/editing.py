"""Editing a card and its contact field by field, each as a person types it.

The field names are those of the command line (`edit ID field=value`) and of the forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from funneltui.domain.dates import parse_day, parse_due
from funneltui.domain.entries import NextStep
from funneltui.domain.field_names import BUYER_STEP_NAMES, LANGUAGE_NAMES, MARKET_NAMES
from funneltui.domain.money import parse_amount
from funneltui.domain.temperature import LEVEL_WORDS, Level
from funneltui.domain.text import fold
from funneltui.errors import ConflictError, InvalidValueError
from funneltui.i18n import N_, language, translate
from funneltui.services.checks import check_choice, check_past
from funneltui.services.opposition import refuse_opposed
from funneltui.services.organization_fields import ORGANIZATION_FIELDS, edit_organization_fields
from funneltui.services.privacy import DISCLOSED_LATER
from funneltui.services.prospects import (
    SOURCE_LATER,
    contact_points,
    end_next_step,
    organization_id,
    set_next_step,
    tags_json,
)
from funneltui.services.stage_moves import go_on
from funneltui.storage.reads.contact_values import ContactDetail, OpportunityDetail
from funneltui.storage.tables import Attribute, Contact, ContactPoint, Opportunity, attributes, names_of
from funneltui.storage.unit_of_work import Work

(_NAME,) = names_of(Contact.name)
_CURRENCY, _TAGS, _FILES = names_of(Opportunity.currency, Opportunity.tags, Opportunity.files)
_CONTACT_TEXT = attributes(
    Contact.given_name,
    Contact.family_name,
    Contact.job_title,
    Contact.address,
    Contact.source,
    Contact.source_detail,
    Contact.note,
)
_CARD_TEXT = attributes(Opportunity.title, Opportunity.contact_reason, Opportunity.promotion_code)
_CARD_DAYS = attributes(
    Opportunity.expected_close, Opportunity.promotion_until, Opportunity.work_starts, Opportunity.work_ends
)
_CONTACT_DAYS = attributes(Contact.source_on, Contact.informed_on)
_LATER = dict(zip(_CONTACT_DAYS, (SOURCE_LATER, DISCLOSED_LATER), strict=True))
"""What is said to a day that has not come yet."""
_CONTACT_CHOICES = attributes(Contact.language, Contact.market)
_CARD_CHOICES = attributes(Opportunity.buyer_step)
_CHOICES = dict(zip((*_CONTACT_CHOICES, *_CARD_CHOICES), (LANGUAGE_NAMES, MARKET_NAMES, BUYER_STEP_NAMES), strict=True))
_COLUMNS: Mapping[str, Attribute[str] | Attribute[str | None]] = {
    **(_CONTACT_TEXT | _CARD_TEXT | _CONTACT_CHOICES | _CARD_CHOICES),
    **(_CONTACT_DAYS | _CARD_DAYS),
}
_POINTS = ("email", "phone", "link")

CONTACT_FIELDS: tuple[str, ...] = (
    _NAME,
    "organization",
    *_POINTS,
    *_CONTACT_TEXT,
    *_CONTACT_DAYS,
    *_CONTACT_CHOICES,
    "contact_tags",
    "introduced_by",
    *ORGANIZATION_FIELDS,
)
"""Every field of a contact and its organization that can be edited, whether or not there is a card."""
FIELDS: tuple[str, ...] = (
    *CONTACT_FIELDS,
    *_CARD_CHOICES,
    "value",
    _CURRENCY,
    _TAGS,
    "next",
    "details",
    "temperature",
    *_CARD_TEXT,
    *_CARD_DAYS,
    _FILES,
)
"""Every field that can be edited. `note` is the contact's, `details` the deal's, `next` the next action; `tags`
are the deal's, `contact_tags` the contact's; `temperature` is a level set by hand and the last day it holds."""
_USUAL_HOLD = timedelta(days=14)
"""How long a temperature set by hand holds when no day is said."""
_FEW = 5
"""So many of those who share a name are listed."""
_CONTACT_SHOWN: Mapping[str, Callable[[ContactDetail], object]] = {
    _NAME: lambda contact: contact.name,
    "organization": lambda contact: contact.organization,
    "contact_tags": lambda contact: contact.contact_tags,
    "introduced_by": lambda contact: contact.introduced_by,
}
_CARD_SHOWN: Mapping[str, Callable[[OpportunityDetail], object]] = {
    "value": lambda card: (card.amount, card.won_amount, card.currency, card.daily_rate, card.half_days),
    _TAGS: lambda card: card.tags,
    _FILES: lambda card: card.files,
    "next": lambda card: (card.due_on, card.due_time, card.what),
    "details": lambda card: card.details,
}
"""What the read side knows of the fields of forms that are no column of one's own name."""


class EditClashError(ConflictError):
    """Somebody else changed what is to be edited after it was read; nothing was changed.

    Args:
        fields: Which, as `FIELDS` names them.
    """

    def __init__(self, fields: Sequence[str]) -> None:
        self.fields = tuple(fields)
        super().__init__(N_("Also changed elsewhere: {fields}."), fields=", ".join(fields))


def refuse_clash(seen: ContactDetail, now: ContactDetail, fields: Iterable[str]) -> None:
    """See that what is to be edited still is as it was seen.

    Args:
        seen: What whoever edits has read.
        now: What is stored, read inside the step.
        fields: What is to be edited.

    Raises:
        EditClashError: Some of it is not.
    """
    changed = [name for name in fields if _shown(seen, name) != _shown(now, name)]
    if changed:
        raise EditClashError(changed)


def _shown(contact: ContactDetail, name: str) -> object:
    """What the read side knows of a field."""
    if name in _POINTS:
        return [way.value for way in contact.ways if way.kind == name]
    if name in ORGANIZATION_FIELDS:
        return (contact.organization, contact.company and ORGANIZATION_FIELDS[name].of(contact.company))
    if name in _CONTACT_SHOWN:
        return _CONTACT_SHOWN[name](contact)
    if name in _CARD_SHOWN and isinstance(contact, OpportunityDetail):
        return _CARD_SHOWN[name](contact)
    return _COLUMNS[name].of(contact)


def edit_fields(work: Work, card: Opportunity, fields: Mapping[str, str], *, today: date) -> None:
    """Write fields of a card and its contact, inside a step.

    Raises:
        InvalidValueError: An unknown field, or a value that is not what the field holds.
    """
    of_contact = {name: typed for name, typed in fields.items() if name in CONTACT_FIELDS}
    edit_contact_fields(work, card.contact_id, of_contact, today=today)
    for name, typed in fields.items():
        if name not in of_contact:
            _edit_card(work, card, name, typed, today)


def edit_contact_fields(work: Work, contact_id: int, fields: Mapping[str, str], *, today: date) -> None:
    """Write fields of a contact, inside a step.

    Raises:
        InvalidValueError: A field that a contact has not, or a value that is not what the field holds.
    """
    contact = work.get(Contact, contact_id)
    for name, typed in sorted(fields.items(), key=lambda field: field[0] != _NAME):  # its parts may be said as well
        if name not in ORGANIZATION_FIELDS:
            _edit_contact(work, contact, name, typed, today)
    if company := {name: fields[name] for name in fields if name in ORGANIZATION_FIELDS}:
        if contact.organization_id is None:
            raise InvalidValueError(
                N_("{name} has no organization yet. Add one first."), field=next(iter(company)), name=contact.name
            )
        edit_organization_fields(work, contact.organization_id, company)


def _edit_contact(work: Work, contact: Contact, name: str, text: str, today: date) -> None:
    if name == _NAME:
        _drop_stale_parts(contact, text)
        contact.name = _filled(text.strip())
    elif name == "organization":
        contact.organization_id = organization_id(work, text)
    elif name == "contact_tags":
        contact.tags = tags_json(text.split(","))
    elif name == "introduced_by":
        contact.introduced_by_id = _introducer(work, contact, text.strip())
    elif name in _POINTS:
        _replace_points(work, contact, name, text)
    elif name in _CONTACT_TEXT:
        _CONTACT_TEXT[name].set(contact, text.strip())
    elif name in _CONTACT_DAYS:
        day = _day(name, text, today, past=True)
        check_past(day, today, refusal=_LATER[name], field=name)
        _CONTACT_DAYS[name].set(contact, day.isoformat() if day else None)
    elif name in _CONTACT_CHOICES:
        _CONTACT_CHOICES[name].set(contact, _choice(name, text, _CHOICES[name]))
    else:
        raise _unknown(name)


def _edit_card(work: Work, card: Opportunity, name: str, text: str, today: date) -> None:
    if name == "next":
        _plan(work, card, text, today)
    elif name == "value":
        _set_value(card, text)
    elif name == _CURRENCY:
        card.currency = _currency(text)
    elif name == _TAGS:
        card.tags = tags_json(text.split(","))
    elif name == _FILES:
        card.files = tags_json(re.split(r"[\n;]", text))
    elif name == "details":
        card.note = text
    elif name == "temperature":
        _set_temperature(card, text, today)
    elif name in _CARD_TEXT:
        _CARD_TEXT[name].set(card, text.strip())
    elif name in _CARD_DAYS:
        day = _day(name, text, today)
        _CARD_DAYS[name].set(card, day.isoformat() if day else None)
        if card.work_starts and card.work_ends and card.work_ends < card.work_starts:
            raise InvalidValueError(N_("Work can't end before it starts."), field=name)
    elif name in _CARD_CHOICES:
        _CARD_CHOICES[name].set(card, _choice(name, text, _CHOICES[name]))
    else:
        raise _unknown(name)


def _drop_stale_parts(contact: Contact, name: str) -> None:
    """Empty a given or family name that the old name has and the new one has not: it is nobody's any more."""
    old, new = _spaced(contact.name), _spaced(name)
    if (given := _spaced(contact.given_name)) in old and given not in new:
        contact.given_name = ""
    if (family := _spaced(contact.family_name)) in old and family not in new:
        contact.family_name = ""


def _spaced(name: str) -> str:
    """A name in which whole words can be looked for."""
    return f" {' '.join(fold(name.replace(',', ' ')).split())} "


def _introducer(work: Work, contact: Contact, text: str) -> int | None:
    """Who is meant by a name, case and accents aside, or by `#` and a number; None for an empty text."""
    if not text:
        return None
    number = text.removeprefix("#")
    if number != text and number.isascii() and number.isdigit():
        called = list(work.many(Contact, [int(number)]).values())
    else:
        called = work.find(Contact, Contact.folded_name == fold(text))
    called = [other for other in called if other.binned_at is None]
    if called == [contact]:
        raise InvalidValueError(N_("A contact can't introduce themselves."), field="introduced_by")
    others = [other for other in called if other is not contact]
    if not others:
        raise InvalidValueError(N_("Unknown contact “{name}”. Add them first."), field="introduced_by", name=text)
    if len(others) > 1:
        raise InvalidValueError(
            N_("Several contacts are called “{name}”. Choose one by number: {numbers}."),
            field="introduced_by",
            name=text,
            numbers=", ".join(f"#{other.id}" for other in others[:_FEW]),
        )
    return others[0].id


def _unknown(name: str) -> InvalidValueError:
    return InvalidValueError(N_("Unknown field “{name}”."), field=name, name=name)


def _plan(work: Work, card: Opportunity, text: str, today: date) -> None:
    """Plan a typed `DATE WHAT`; an empty text drops what was planned."""
    if not text.strip():
        end_next_step(work, card.id, "dropped")
        return
    try:
        when, what = parse_due(text, today, language())
    except InvalidValueError as error:
        error.field = "next"
        raise
    go_on(work, [card])
    set_next_step(work, card.id, NextStep(when.day, what, when.time))


def _set_temperature(card: Opportunity, text: str, today: date) -> None:
    """A level, perhaps with the day it holds until: `hot`, `warm 15/12`; nothing goes back to the sum."""
    typed, _space, until = text.strip().partition(" ")
    if not typed:
        card.temperature_override, card.temperature_until = "", None
        return
    words = {fold(name): level for level, words in LEVEL_WORDS.items() for name in (level.value, translate(words))}
    level = _choice("temperature", words.get(fold(typed), fold(typed)), Level)
    day = _day("temperature", until, today) or today + _USUAL_HOLD
    if day <= today:
        raise InvalidValueError(N_("Choose a date in the future for the temperature's end."), field="temperature")
    card.temperature_override, card.temperature_until = level, day.isoformat()


def _set_value(card: Opportunity, text: str) -> None:
    """What it is worth, or what it brought in when it is won."""
    minor = daily_rate = half_days = None
    if text.strip():
        amount = parse_amount(text, card.currency)
        minor, card.currency = amount.money.minor, amount.money.currency
        daily_rate, half_days = amount.daily_rate, amount.half_days
    card.daily_rate, card.half_days = daily_rate, half_days
    if card.closed_on is None or card.won_amount is None:
        card.amount = minor
    else:
        card.won_amount = minor


def _currency(text: str) -> str:
    code = text.strip().upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()):  # noqa: PLR2004 - ISO 4217 codes have three letters
        raise InvalidValueError(
            N_("“{text}” isn't a currency. Enter its three letters, such as EUR."), field="currency", text=text
        )
    return code


def _day(name: str, text: str, today: date, *, past: bool = False) -> date | None:
    if not text.strip():
        return None
    try:
        return parse_day(text, today, language(), prefer="past" if past else "future").day
    except InvalidValueError as error:
        error.field = name
        raise


def _choice(name: str, typed: str, choices: Iterable[str]) -> str:
    text = typed.strip().lower()
    check_choice(text, choices, field=name)
    return text


def _filled(name: str) -> str:
    if not name:
        raise InvalidValueError(N_("Enter a name."), field="name")
    return name


def _replace_points(work: Work, contact: Contact, kind: str, text: str) -> None:
    """Make these the contact's ways of one kind; the first one is the main one."""
    wanted = contact_points(contact.id, kind, [text])
    present = work.find(ContactPoint, ContactPoint.contact_id == contact.id, ContactPoint.kind == kind)
    if [(point.value, point.position) for point in present] == [(point.value, point.position) for point in wanted]:
        return
    contact.updated_at = work.now  # so that its timeline and other windows notice
    labels = {point.normalized: point.label for point in present}
    refuse_opposed(work, (point for point in wanted if point.normalized not in labels))
    for point in present:
        work.delete(point)
    for point in wanted:
        point.label = labels.get(point.normalized, "")
        work.add(point)

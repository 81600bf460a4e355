"""Editing a card and its contact field by field, each as a person types it.

The field names are those of the command line (`edit ID field=value`) and of the forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from funneltui.domain.dates import parse_day, parse_due
from funneltui.domain.money import parse_amount
from funneltui.domain.temperature import LEVEL_WORDS, Level
from funneltui.domain.text import fold
from funneltui.errors import ConflictError, InvalidValueError
from funneltui.i18n import N_, language, translate
from funneltui.services.opposition import refuse_opposed
from funneltui.services.organization_fields import ORGANIZATION_FIELDS, edit_organization_fields
from funneltui.services.prospects import (
    NextStep,
    end_next_step,
    organization_id,
    point_rows,
    set_next_step,
    storable,
    tags_json,
)
from funneltui.services.stage_moves import go_on
from funneltui.storage.reads.contact_values import ContactDetail
from funneltui.storage.unit_of_work import Row, Value, Work

__all__ = ["CONTACT_FIELDS", "FIELDS", "EditClashError", "edit_contact_fields", "edit_fields", "refuse_clash"]

_CONTACT_TEXT = ("given_name", "family_name", "job_title", "address", "source", "source_detail", "note")
_CARD_TEXT = ("title", "contact_reason", "promotion_code")
_CARD_DAYS = ("expected_close", "promotion_until")
_CONTACT_DAYS = ("source_on", "informed_on")
_CONTACT_CHOICES = {"language": ("", "fr", "en"), "market": ("b2b", "b2c")}
_CARD_CHOICES = {"buyer_step": ("", "problem", "information", "evaluation", "decision")}
_POINTS = ("email", "phone", "link")
_PARTS_OF_NAME = ("given_name", "family_name")

CONTACT_FIELDS: tuple[str, ...] = (
    "name",
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
    "currency",
    "tags",
    "next",
    "details",
    "temperature",
    *_CARD_TEXT,
    *_CARD_DAYS,
)
"""Every field that can be edited. `note` is the contact's, `details` the opportunity's, `next` the next action; `tags`
are the opportunity's, `contact_tags` the contact's; `temperature` is a level set by hand and the last day it holds."""
_USUAL_HOLD = timedelta(days=14)
"""How long a temperature set by hand holds when no day is said."""
_FEW = 5
"""So many of those who share a name are listed."""
_SHOWN_AS = {
    "next": ("due_on", "due_time", "what"),
    "value": ("amount", "won_amount", "currency", "daily_rate", "half_days"),
}
"""The fields of the read side's values that are edited as one."""


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


def _shown(one: ContactDetail, name: str) -> tuple[object, ...]:
    """What the read side knows of a field."""
    if name in _POINTS:
        return tuple(way.value for way in one.ways if way.kind == name)
    if name in ORGANIZATION_FIELDS:
        return (one.organization, getattr(one.company, ORGANIZATION_FIELDS[name], ""))
    return tuple(getattr(one, attribute) for attribute in _SHOWN_AS.get(name, (name,)))


def edit_fields(work: Work, card: Row, fields: Mapping[str, str], *, today: date) -> None:
    """Write fields of a card and its contact, inside a step.

    Raises:
        InvalidValueError: An unknown field, or a value that is not what the field holds.
    """
    edit_contact_fields(
        work,
        int(card["contact_id"] or 0),
        {name: fields[name] for name in fields if name in CONTACT_FIELDS},
        today=today,
    )
    values: dict[str, Value] = {}
    for name in fields:
        if name in CONTACT_FIELDS:
            continue
        text = storable(fields[name], name)
        if name == "next":
            _plan(work, int(card["id"] or 0), text, today)
        elif name in _CARD_CHOICES:
            values[name] = _choice(name, text, _CARD_CHOICES[name])
        else:
            values.update(_opportunity_values(name, text, card, today))
    if values:
        work.update("opportunity", int(card["id"] or 0), **values)


def edit_contact_fields(work: Work, contact_id: int, fields: Mapping[str, str], *, today: date) -> None:
    """Write fields of a contact, inside a step.

    Raises:
        InvalidValueError: A field that a contact has not, or a value that is not what the field holds.
    """
    values: dict[str, Value] = {}
    for name, typed in fields.items():
        text = storable(typed, name)
        if name in _POINTS:
            _replace_points(work, contact_id, name, text)
        elif name not in ORGANIZATION_FIELDS:
            values.update(_contact_values(work, contact_id, name, text, today))
    if "name" in values:
        values = {**_stale_parts(work.get("contact", contact_id), str(values["name"])), **values}
    if values:
        work.update("contact", contact_id, **values)
    if company := {name: fields[name] for name in fields if name in ORGANIZATION_FIELDS}:
        contact = work.get("contact", contact_id)
        if contact["organization_id"] is None:
            raise InvalidValueError(
                N_("{name} has no organization yet. Add one first."),
                field=next(iter(company)),
                name=contact["name"],
            )
        edit_organization_fields(work, int(contact["organization_id"]), company)


def _contact_values(work: Work, contact_id: int, name: str, text: str, today: date) -> dict[str, Value]:
    """The columns of a contact that a field fills."""
    parsers: dict[str, Callable[[], dict[str, Value]]] = {
        "name": lambda: {"name": _filled(text.strip())},
        "organization": lambda: {"organization_id": organization_id(work, text)},
        "contact_tags": lambda: {"tags": tags_json(text.split(","))},
        "introduced_by": lambda: {"introduced_by_id": _introducer(work, contact_id, text.strip())},
        **{field: lambda: {name: text.strip()} for field in _CONTACT_TEXT},
        **{field: lambda: {name: _day(name, text, today, past=True)} for field in _CONTACT_DAYS},
        **{field: lambda: {name: _choice(name, text, _CONTACT_CHOICES[name])} for field in _CONTACT_CHOICES},
    }
    if name not in parsers:
        raise _unknown(name)
    return parsers[name]()


def _stale_parts(before: Row, name: str) -> dict[str, Value]:
    """A given or family name that the old name had and the new one has not is nobody's any more: it is emptied."""
    old, new = _spaced(str(before["name"])), _spaced(name)
    parts = {part: _spaced(str(before[part])) for part in _PARTS_OF_NAME if before[part]}
    return {part: "" for part, text in parts.items() if text in old and text not in new}


def _spaced(name: str) -> str:
    """A name in which whole words can be looked for."""
    return f" {' '.join(fold(name.replace(',', ' ')).split())} "


def _introducer(work: Work, contact_id: int, text: str) -> int | None:
    """Who is meant by a name, case and accents aside, or by `#` and a number; None for an empty text."""
    if not text:
        return None
    number = text.removeprefix("#")
    if number != text and number.isascii() and number.isdigit():
        found = list(work.many("contact", [int(number)]).values())
    else:
        found = work.find("contact", folded_name=fold(text))
    found = [row for row in found if row["binned_at"] is None]
    if [row["id"] for row in found] == [contact_id]:
        raise InvalidValueError(N_("A contact can't introduce themselves."), field="introduced_by")
    found = [row for row in found if row["id"] != contact_id]
    if not found:
        raise InvalidValueError(N_("Unknown contact “{name}”. Add them first."), field="introduced_by", name=text)
    if len(found) > 1:
        raise InvalidValueError(
            N_("Several contacts are called “{name}”. Choose one by number: {numbers}."),
            field="introduced_by",
            name=text,
            numbers=", ".join(f"#{row['id']}" for row in found[:_FEW]),
        )
    return int(found[0]["id"] or 0)


def _unknown(name: str) -> InvalidValueError:
    return InvalidValueError(N_("Unknown field “{name}”."), field=name, name=name)


def _plan(work: Work, card_id: int, text: str, today: date) -> None:
    """Plan a typed `DATE WHAT`; an empty text drops what was planned."""
    if not text.strip():
        end_next_step(work, card_id, "dropped")
        return
    try:
        when, what = parse_due(text, today, language())
    except InvalidValueError as error:
        error.field = "next"
        raise
    go_on(work, [work.get("opportunity", card_id)])
    set_next_step(work, card_id, NextStep(when.day, what, when.time))


def _opportunity_values(name: str, text: str, card: Row, today: date) -> dict[str, Value]:
    parsers: dict[str, Callable[[], dict[str, Value]]] = {
        "value": lambda: _value(text, card),
        "currency": lambda: {"currency": _currency(text)},
        "tags": lambda: {"tags": tags_json(text.split(","))},
        "details": lambda: {"note": text},
        "temperature": lambda: _temperature(text, today),
        **{field: lambda: {name: text.strip()} for field in _CARD_TEXT},
        **{field: lambda: {name: _day(name, text, today)} for field in _CARD_DAYS},
    }
    if name not in parsers:
        raise _unknown(name)
    return parsers[name]()


def _temperature(text: str, today: date) -> dict[str, Value]:
    """A level, perhaps with the day it holds until: `hot`, `warm 15/12`; nothing goes back to the sum."""
    typed, _space, until = text.strip().partition(" ")
    if not typed:
        return {"temperature_override": "", "temperature_until": None}
    names = {fold(name): level for level, words in LEVEL_WORDS.items() for name in (level.value, translate(words))}
    level = _choice("temperature", names.get(fold(typed), fold(typed)), tuple(Level))
    day = date.fromisoformat(_day("temperature", until, today) or (today + _USUAL_HOLD).isoformat())
    if day <= today:
        raise InvalidValueError(N_("Choose a date in the future for the temperature's end."), field="temperature")
    return {"temperature_override": level, "temperature_until": day.isoformat()}


def _value(text: str, card: Row) -> dict[str, Value]:
    column = "amount" if card["closed_on"] is None or card["won_amount"] is None else "won_amount"
    if not text.strip():
        return {column: None, "daily_rate": None, "half_days": None}
    amount = parse_amount(text, str(card["currency"]))
    return {
        column: amount.money.minor,
        "currency": amount.money.currency,
        "daily_rate": amount.daily_rate,
        "half_days": amount.half_days,
    }


def _currency(text: str) -> str:
    code = text.strip().upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()):  # noqa: PLR2004 - ISO 4217 codes have three letters
        raise InvalidValueError(
            N_("“{text}” isn't a currency. Enter its three letters, such as EUR."), field="currency", text=text
        )
    return code


def _day(name: str, text: str, today: date, *, past: bool = False) -> str | None:
    if not text.strip():
        return None
    try:
        return parse_day(text, today, language(), prefer="past" if past else "future").day.isoformat()
    except InvalidValueError as error:
        error.field = name
        raise


def _choice(name: str, typed: str, choices: tuple[str, ...]) -> str:
    text = typed.strip().lower()
    if text not in choices:
        raise InvalidValueError(
            N_("“{text}” isn't one of {choices}."), field=name, text=text, choices=", ".join(filter(None, choices))
        )
    return text


def _filled(name: str) -> str:
    if not name:
        raise InvalidValueError(N_("Enter a name."), field="name")
    return name


def _replace_points(work: Work, contact_id: int, kind: str, text: str) -> None:
    """Make these the contact's ways of one kind; parted by commas, the first one is the main one."""
    wanted = point_rows(contact_id, kind, tuple(text.split(",") if kind != "link" else text.split()))
    present = work.find("contact_point", contact_id=contact_id, kind=kind)
    if [(row["value"], row["position"]) for row in present] == [(row["value"], row["position"]) for row in wanted]:
        return
    work.update("contact", contact_id, updated_at=work.now)  # so that its timeline and other windows notice
    labels = {str(row["normalized"]): row["label"] for row in present}
    refuse_opposed(work, (row for row in wanted if str(row["normalized"]) not in labels))
    for row in present:
        work.delete("contact_point", int(row["id"] or 0))
    if wanted:
        work.insert_many("contact_point", [{**row, "label": labels.get(str(row["normalized"]), "")} for row in wanted])

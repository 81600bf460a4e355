"""Editing a card and its contact field by field, each as a person types it.

The field names are those of the command line (`edit ID field=value`) and of the forms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from funneltui.domain.dates import parse_day, parse_due
from funneltui.domain.money import parse_amount
from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, language
from funneltui.services.prospects import (
    NextStep,
    end_next_step,
    organization_id,
    point_rows,
    set_next_step,
    storable,
    tags_json,
)
from funneltui.storage.unit_of_work import Row, Value, Work

__all__ = ["FIELDS", "edit_fields"]

_CONTACT_TEXT = ("given_name", "family_name", "job_title", "address", "source", "source_detail", "note")
_CARD_TEXT = ("title", "contact_reason", "promotion_code")
_CARD_DAYS = ("expected_close", "promotion_until")
_CONTACT_DAYS = ("source_on", "informed_on")
_CHOICES: dict[str, tuple[str, tuple[str, ...]]] = {
    "language": ("contact", ("", "fr", "en")),
    "market": ("contact", ("b2b", "b2c")),
    "buyer_step": ("opportunity", ("", "problem", "information", "evaluation", "decision")),
}
_POINTS = {"email": "email", "phone": "phone", "link": "link"}

FIELDS: tuple[str, ...] = (
    "name",
    "organization",
    *_POINTS,
    *_CONTACT_TEXT,
    *_CONTACT_DAYS,
    *_CHOICES,
    "value",
    "currency",
    "tags",
    "next",
    "details",
    *_CARD_TEXT,
    *_CARD_DAYS,
)
"""Every field that can be edited. `note` is the contact's, `details` the opportunity's, `next` the next action."""


def edit_fields(work: Work, card: Row, fields: Mapping[str, str], *, today: date) -> None:
    """Write fields of a card and its contact, inside a step.

    Raises:
        InvalidValueError: An unknown field, or a value that is not what the field holds.
    """
    contact: dict[str, Value] = {}
    opportunity: dict[str, Value] = {}
    for name, typed in fields.items():
        text = storable(typed, name)
        if name in _POINTS:
            _replace_points(work, int(card["contact_id"] or 0), _POINTS[name], text)
        elif name == "organization":
            contact["organization_id"] = organization_id(work, text)
        elif name == "next":
            _plan(work, int(card["id"] or 0), text, today)
        elif name == "name":
            contact["name"] = _filled(text.strip())
        elif name in _CONTACT_TEXT:
            contact[name] = text.strip()
        elif name in _CONTACT_DAYS:
            contact[name] = _day(name, text, today)
        elif name in _CHOICES:
            table, choices = _CHOICES[name]
            (contact if table == "contact" else opportunity)[name] = _choice(name, text.strip().lower(), choices)
        else:
            opportunity.update(_opportunity_values(name, text, card, today))
    if contact:
        work.update("contact", int(card["contact_id"] or 0), **contact)
    if opportunity:
        work.update("opportunity", int(card["id"] or 0), **opportunity)


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
    set_next_step(work, card_id, NextStep(when.day, what, when.time))


def _opportunity_values(name: str, text: str, card: Row, today: date) -> dict[str, Value]:
    parsers: dict[str, Callable[[], dict[str, Value]]] = {
        "value": lambda: _value(text, card),
        "currency": lambda: {"currency": _currency(text)},
        "tags": lambda: {"tags": tags_json(text.split(","))},
        "details": lambda: {"note": text},
        **{field: lambda: {name: text.strip()} for field in _CARD_TEXT},
        **{field: lambda: {name: _day(name, text, today)} for field in _CARD_DAYS},
    }
    if name not in parsers:
        raise InvalidValueError(N_("There is no field “{name}”."), field=name, name=name)
    return parsers[name]()


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
            N_("“{text}” is no currency: give its three letters, such as EUR."), field="currency", text=text
        )
    return code


def _day(name: str, text: str, today: date) -> str | None:
    if not text.strip():
        return None
    try:
        return parse_day(text, today, language()).day.isoformat()
    except InvalidValueError as error:
        error.field = name
        raise


def _choice(name: str, text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise InvalidValueError(
            N_("“{text}” is not one of {choices}."), field=name, text=text, choices=", ".join(filter(None, choices))
        )
    return text


def _filled(name: str) -> str:
    if not name:
        raise InvalidValueError(N_("A prospect needs a name."), field="name")
    return name


def _replace_points(work: Work, contact_id: int, kind: str, text: str) -> None:
    """Make these the contact's ways of one kind; parted by commas, the first one is the main one."""
    wanted = point_rows(contact_id, kind, tuple(text.split(",") if kind != "link" else text.split()))
    present = work.find("contact_point", contact_id=contact_id, kind=kind)
    if [(row["value"], row["position"]) for row in present] == [(row["value"], row["position"]) for row in wanted]:
        return
    work.update("contact", contact_id, updated_at=work.now)  # so that its timeline and other windows notice
    labels = {str(row["normalized"]): row["label"] for row in present}
    for row in present:
        work.delete("contact_point", int(row["id"] or 0))
    if wanted:
        work.insert_many("contact_point", [{**row, "label": labels.get(str(row["normalized"]), "")} for row in wanted])

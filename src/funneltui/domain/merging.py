"""Two contacts who are one person: which of their fields differ, what is usually taken, what it comes to.

Where the two agree nothing is to be chosen. Where they differ the person chooses, field by field; what is usual loses
nothing and is careful: what is filled in, both notes, the earlier origin, the stricter market.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from funneltui.domain.channels import CHANNELS
from funneltui.domain.contact_points import is_email
from funneltui.domain.text import fold


class Name(NamedTuple):
    """What somebody is called, whole and in parts."""

    whole: str
    given: str
    family: str


class Origin(NamedTuple):
    """Where somebody's data come from."""

    source: str
    day: str | None
    """ISO 8601."""
    detail: str


class Choosable(NamedTuple):
    """What a contact says where one of two is to be chosen, as stored. What goes together is one field."""

    name: Name
    job_title: str
    organization: int | None
    """Its id, as that of who introduced them."""
    address: str
    language: str
    market: str
    source: Origin
    introduced_by: int | None
    note: str


FIELDS = Choosable._fields
"""What can be chosen."""


class Take(StrEnum):
    """Whose value the merged contact has."""

    KEEP = "keep"
    """That of the contact that is kept."""
    OTHER = "other"
    BOTH = "both"
    """One after the other: for notes."""


def differing(kept: Choosable, other: Choosable) -> list[str]:
    """The fields of which the two do not say the same. A given and a family name belong to the name."""
    sides = zip(FIELDS, kept, other, strict=True)
    return [name for name, mine, theirs in sides if _said(mine) != _said(theirs)]


def usual(name: str, kept: Choosable, other: Choosable) -> Take:
    """Whose value is taken when the person does not choose: that of the one kept, or what is more telling.

    Args:
        name: One of `FIELDS`.
        kept: What the contact that is kept says.
        other: What the other one says.
    """
    if name == "note":
        return _usual_note(kept.note, other.note)
    if name == "name":
        better = _is_address(kept.name.whole) and not _is_address(other.name.whole)
    elif name == "market":
        better = other.market == "b2c"  # who is asked first cannot be asked too little
    elif name == "source" and kept.source.source and other.source.source:
        better = other.source.day is not None and other.source.day < (kept.source.day or "9999")
    elif name == "source":
        better = not kept.source.source and bool(other.source.source)
    else:
        mine, theirs = (side[FIELDS.index(name)] for side in (kept, other))
        better = not mine and bool(theirs)
    return Take.OTHER if better else Take.KEEP


def merged(kept: Choosable, other: Choosable, chosen: Mapping[str, Take]) -> Choosable:
    """What the merged contact says: what is chosen; the rest as is usual.

    Args:
        kept: What the contact that is kept says.
        other: What the other one says.
        chosen: Whose value to take, by field.
    """
    takes = {name: chosen.get(name) or usual(name, kept, other) for name in FIELDS}
    sides = zip(takes.values(), kept, other, strict=True)
    result = Choosable._make(theirs if take is Take.OTHER else mine for take, mine, theirs in sides)
    if takes["note"] is Take.BOTH:
        result = result._replace(note=joined_notes(kept.note, other.note))
    if kept.name.whole == other.name.whole:  # the parts of one name complete each other
        parts = zip(result.name, kept.name, other.name, strict=True)
        result = result._replace(name=Name._make(own or mine or theirs for own, mine, theirs in parts))
    return result


def joined_notes(kept: str, other: str) -> str:
    """Both notes; once when one has the other in it."""
    kept, other = kept.strip(), other.strip()
    if other in kept:
        return kept
    return other if kept in other else f"{kept}\n\n{other}"


def united_channels(*lists: Iterable[str]) -> list[str]:
    """Every channel that one of them names, in the usual order."""
    named: Collection[str] = {key for names in lists for key in names}
    return [key for key in CHANNELS if key in named]


def _said(value: Name | Origin | str | int | None) -> object:
    """What is compared of a field."""
    if isinstance(value, Name):
        return value.whole
    if isinstance(value, Origin):
        return tuple(map(_said, value))
    return value.strip() if isinstance(value, str) else value


def _usual_note(kept: str, other: str) -> Take:
    whole = joined_notes(kept, other)
    if whole == kept.strip():
        return Take.KEEP
    return Take.OTHER if whole == other.strip() else Take.BOTH


def _is_address(name: str) -> bool:
    """Whether somebody is called by an address or a number for want of a name."""
    return is_email(name) or not any(sign.isalpha() for sign in fold(name))

"""Two contacts who are one person: which of their fields differ, what is usually taken, what it comes to.

Where the two agree nothing is to be chosen. Where they differ the person chooses, field by field; what is usual loses
nothing and is careful: what is filled in, both notes, the earlier origin, the stricter market.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from funneltui.domain.channels import CHANNELS
from funneltui.domain.contact_points import is_email
from funneltui.domain.text import fold

Value = str | int | None
Row = Mapping[str, Value]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "given_name", "family_name"),
    "job_title": ("job_title",),
    "organization": ("organization_id",),
    "address": ("address",),
    "language": ("language",),
    "market": ("market",),
    "source": ("source", "source_on", "source_detail"),
    "introduced_by": ("introduced_by_id",),
    "note": ("note",),
}
"""What can be chosen, with the columns of a contact that go together."""


class Take(StrEnum):
    """Whose value the merged contact has."""

    KEEP = "keep"
    """That of the contact that is kept."""
    OTHER = "other"
    BOTH = "both"
    """One after the other: for notes."""


def differing(kept: Row, other: Row) -> list[str]:
    """The fields of which the two do not say the same. A given and a family name belong to the name."""
    return [name for name, columns in FIELDS.items() if _said(kept, columns) != _said(other, columns)]


def usual(name: str, kept: Row, other: Row) -> Take:
    """Whose value is taken when the person does not choose: that of the one kept, or what is more telling.

    Args:
        name: One of `FIELDS`.
        kept: The columns of the contact that is kept.
        other: Those of the other one.
    """
    columns = FIELDS[name]
    mine, theirs = kept[columns[0]], other[columns[0]]
    if name == "note":
        return _usual_note(str(mine), str(theirs))
    if name == "name":
        better = _is_address(str(mine)) and not _is_address(str(theirs))
    elif name == "market":
        better = theirs == "b2c"  # who is asked first cannot be asked too little
    elif name == "source" and mine and theirs:
        better = bool(other["source_on"]) and str(other["source_on"]) < str(kept["source_on"] or "9999")
    else:
        better = not mine and bool(theirs)
    return Take.OTHER if better else Take.KEEP


def merged(kept: Row, other: Row, chosen: Mapping[str, Take]) -> dict[str, Value]:
    """The columns of the merged contact, as far as they are chosen; the rest as is usual.

    Args:
        kept: The columns of the contact that is kept.
        other: Those of the other one.
        chosen: Whose value to take, by field.
    """
    values: dict[str, Value] = {}
    for name, columns in FIELDS.items():
        take = chosen.get(name) or usual(name, kept, other)
        if take is Take.BOTH:
            values["note"] = joined_notes(str(kept["note"]), str(other["note"]))
        else:
            side = kept if take is Take.KEEP else other
            values.update({column: side[column] for column in columns})
    if kept["name"] == other["name"]:  # the parts of one name complete each other
        for column in FIELDS["name"][1:]:
            values[column] = values[column] or kept[column] or other[column]
    return values


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


def _said(row: Row, columns: tuple[str, ...]) -> tuple[Value, ...]:
    if columns[0] == "name":
        return (row["name"],)
    return tuple(str(value).strip() if isinstance(value, str) else value for value in map(row.__getitem__, columns))


def _usual_note(kept: str, other: str) -> Take:
    whole = joined_notes(kept, other)
    if whole == kept.strip():
        return Take.KEEP
    return Take.OTHER if whole == other.strip() else Take.BOTH


def _is_address(name: str) -> bool:
    """Whether somebody is called by an address or a number for want of a name."""
    return is_email(name) or not any(sign.isalpha() for sign in fold(name))

"""What one row of a file says, in plain values."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import msgspec

from funneltui.domain.duplicates import Somebody
from funneltui.i18n import translate as _

_SHOWN = (
    *("name", "organization", "job_title", "emails", "phones", "links", "title", "stage", "amount", "source"),
    *("source_on", "created_on", "closed_on", "lost_reason", "lost_note", "parked_until", "expected_close"),
    *("next_on", "next_time", "next_what", "sector", "website", "siren", "siret", "vat_number", "address"),
    *("language", "tags", "opposed", "external_id", "note"),
)
_FIELD_OF = {"emails": "email", "phones": "phone", "links": "link"}


class Reach(NamedTuple):
    """A way to reach somebody.

    Attributes:
        value: As the file writes it.
        normalized: What equal ones share.
        label: "work", "home"…, as the file says.
    """

    value: str
    normalized: str
    label: str = ""


class PersonRecord(msgspec.Struct, array_like=True):
    """A person, and the deal that the row makes of them.

    Attributes:
        line: The line of the file, from 1.
        cells: The row as it stands, for the file of rejected rows.
        name: What the contact is called; never empty.
        folded_name, folded_organization: As names are compared, for they are many times.
        named_by: Which field gave the name: "name", "email", "organization", "title", "external_id", "phone".
        prefix: The title before the name, where it has a column of its own.
        stage: A stage's words as the file has them; empty: none.
        state: "won", "lost" or "parked" when a column says so by itself, "open" when it says it is neither.
        state_words: What that column says.
        amount, daily_rate: Minor units of `currency`.
        half_days: Half days of work.
        opposed, opposed_channels: Whether they want no messages at all, or none by these channels.
        next_time: HH:MM, empty for none.
        created_on, closed_on, expected_close: Days, where the file has them.
        note: Lines for the contact's note.
        deal_note: Lines for the deal's note: what belongs to this row, not to the person.
        who: What they are known by, once somebody has asked.
    """

    line: int
    cells: tuple[str, ...]
    name: str = ""
    folded_name: str = ""
    named_by: str = ""
    given_name: str = ""
    family_name: str = ""
    prefix: str = ""
    organization: str = ""
    folded_organization: str = ""
    website: str = ""
    sector: str = ""
    siren: str = ""
    siret: str = ""
    vat_number: str = ""
    job_title: str = ""
    address: str = ""
    language: str = ""
    emails: tuple[Reach, ...] = ()
    phones: tuple[Reach, ...] = ()
    links: tuple[Reach, ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""
    source_on: date | None = None
    external_id: str = ""
    title: str = ""
    stage: str = ""
    state: str = ""
    state_words: str = ""
    amount: int | None = None
    currency: str = ""
    daily_rate: int | None = None
    half_days: int | None = None
    created_on: date | None = None
    closed_on: date | None = None
    expected_close: date | None = None
    lost_reason: str = ""
    lost_note: str = ""
    opposed: bool = False
    opposed_channels: tuple[str, ...] = ()
    parked_until: date | None = None
    next_on: date | None = None
    next_time: str = ""
    next_what: str = ""
    note: str = ""
    deal_note: str = ""
    who: Somebody | None = None

    @property
    def reaches(self) -> tuple[tuple[str, tuple[Reach, ...]], ...]:
        """Every way to reach the person, by its kind."""
        return ("email", self.emails), ("phone", self.phones), ("link", self.links)

    @property
    def tells_of_a_deal(self) -> bool:
        """Whether the row says anything that only a deal has."""
        words = (self.title, self.stage, self.state, self.external_id, self.lost_reason, self.lost_note)
        days = (self.created_on, self.closed_on, self.expected_close, self.parked_until, self.next_on)
        numbers = (self.amount, self.daily_rate, self.half_days)
        return any((*words, *days, self.next_what, self.deal_note)) or any(n is not None for n in numbers)


def shown_values(record: PersonRecord, amount: str) -> dict[str, str]:
    """Field → text of a record, for the preview."""
    shown: dict[str, str] = {}
    for name in _SHOWN:
        value = getattr(record, name)
        if name == "amount":
            value = amount
        if name == "note":
            value = "\n".join(filter(None, (record.note, record.deal_note)))
        if not value:
            continue
        if isinstance(value, bool):
            shown[name] = _("yes")
        elif name in _FIELD_OF:
            shown[_FIELD_OF[name]] = ", ".join(reach.value for reach in value)
        elif isinstance(value, tuple):
            shown[name] = ", ".join(value)
        else:
            shown[name] = str(value)
    return shown

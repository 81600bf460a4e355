"""What the contacts list can show of somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from funneltui.clock import local_time
from funneltui.domain.days import short_day
from funneltui.domain.due import lateness
from funneltui.domain.stages import StageKind, stage_name
from funneltui.domain.text import cells
from funneltui.i18n import N_, translate as _
from funneltui.storage.reads.people import PersonRow
from funneltui.storage.reads.warmth import temperature_of
from funneltui.tui.looks import format as say
from funneltui.tui.widgets.row_parts import Column

COLUMN_NAMES: Mapping[str, str] = {
    "organization": N_("Organization"),
    "job": N_("Job title"),
    "stage": N_("Stage"),
    "temperature": N_("Temperature"),
    "next": N_("Next action"),
    "value": N_("Value"),
    "touched": N_("Last exchange"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "source": N_("Source"),
    "score": N_("Criteria met"),
}
"""Columns beside the name, in the order they stand, with their titles."""
USUAL = ("organization", "stage", "temperature", "next", "value", "touched")
"""Those that are shown at first."""
_STAGE_CELLS = 14
"""The width of the longest name that the program gives a stage."""
SORT_OF: Mapping[str, str] = {key: key for key in ("name", *COLUMN_NAMES)} | {"next": "due"}
"""The order (`people.SORTS`) that goes by what a column shows."""


class _Draw:
    """Draws facts of people.

    Args:
        today: The local day.
        signs: The glyphs.
        ascii_only: Whether nothing but ASCII is drawn.
    """

    def __init__(self, today: date, signs: Mapping[str, str], *, ascii_only: bool) -> None:
        self._today = today
        self._signs = signs
        self._ascii = ascii_only

    def stage(self, person: PersonRow) -> tuple[str, str]:
        """The stage of the deal that matters most."""
        return (stage_name(person.stage_key, person.stage_name), "text") if person.stage_key else (_("no deal"), "none")

    def temperature(self, person: PersonRow) -> tuple[str, str]:
        """How warm it is: the sign alone, the column has a title."""
        if not person.opportunity_id:
            return "", "faint"
        level = temperature_of(person, self._today).level.value
        return self._signs[level], level

    def due(self, person: PersonRow) -> tuple[str, str]:
        """What is next, or until when it rests."""
        if not person.opportunity_id:
            return "", "faint"
        if person.parked_until:
            return _("back {day}").format(day=short_day(date.fromisoformat(person.parked_until), self._today)), "faint"
        if person.closed_on and person.due_on is None:
            day = short_day(date.fromisoformat(person.closed_on), self._today)
            return (_("won {day}") if person.kind == StageKind.WON else _("lost {day}")).format(day=day), "faint"
        late = lateness(person.due_on, self._today)
        if person.due_on is None and person.kind == StageKind.SUSPECT:
            return "", "faint"
        words = f"{late.words}  {person.what}" if person.due_on else _("no next action")
        return f"{self._signs[late.kind.value]} {words}", late.kind.value

    def value(self, person: PersonRow) -> tuple[str, str]:
        """The value."""
        return say.value_cell(person.amount, person.currency, ascii_only=self._ascii)

    def touched(self, person: PersonRow) -> tuple[str, str]:
        """When there was an exchange."""
        if person.last_touch_at is None:
            return "", "faint"
        return short_day(local_time(person.last_touch_at).date(), self._today), "faint"


def columns(
    chosen: Sequence[str],
    today: date,
    signs: Mapping[str, str],
    *,
    ascii_only: bool,
    stages: Iterable[str] = (),
    sorted_by: str = "",
    sign: str = "",
) -> list[Column]:
    """The name, and the chosen columns in their order.

    Args:
        chosen: Keys of `COLUMN_NAMES`; unknown ones are left out.
        today: The local day.
        signs: The glyphs to draw with.
        ascii_only: Whether nothing but ASCII is drawn.
        stages: The names of all stages: their column is as wide as the longest, within bounds.
        sorted_by: The order, one of `people.SORTS`: the column it goes by has `sign` before its title.
        sign: Which way the order goes.
    """
    draw = _Draw(today, signs, ascii_only=ascii_only)
    stage_cells = max(map(cells, (*stages, _("no deal"))))
    every = {
        "name": Column("", 16, lambda contact: (contact.name, "name"), grow=2),
        "organization": Column("", 13, lambda contact: (contact.organization, "text"), grow=2, rank=2),
        "job": Column("", 12, lambda contact: (contact.job_title, "faint"), grow=1, rank=7),
        "stage": Column("", min(stage_cells, _STAGE_CELLS), draw.stage, rank=1),
        "temperature": Column("", 1, draw.temperature, rank=3),
        "next": Column("", 18, draw.due, grow=2, rank=4),
        "value": Column("", say.VALUE_CELLS, draw.value, right=True, rank=5),
        "touched": Column("", 15, draw.touched, rank=6),
        "email": Column("", 18, lambda contact: (contact.email, "text"), grow=2, rank=8),
        "phone": Column("", 14, lambda contact: (contact.phone, "text"), rank=9),
        "source": Column("", 10, lambda contact: (contact.source, "faint"), grow=1, rank=10),
        "score": Column("", 3, lambda contact: (str(contact.yes_count or ""), "faint"), right=True, rank=11),
    }
    titles = {"name": _("Name")} | {name: _(words) for name, words in COLUMN_NAMES.items()} | {"temperature": ""}

    def title(key: str) -> str:
        return f"{sign} {titles[key]}".rstrip() if SORT_OF[key] == sorted_by else titles[key]

    shown = ("name", *(key for key in COLUMN_NAMES if key in chosen))
    return [replace(every[key], title=title(key), key=key) for key in shown]

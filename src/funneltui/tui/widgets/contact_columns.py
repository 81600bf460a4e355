"""What the contacts list can show of somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from funneltui.clock import local_day, local_time
from funneltui.domain.days import short_day
from funneltui.domain.due import lateness
from funneltui.domain.stages import StageKind, stage_name
from funneltui.domain.temperature import Facts, temperature
from funneltui.i18n import N_
from funneltui.i18n import translate as _
from funneltui.storage.reads.people import PersonRow
from funneltui.tui.looks import format as say
from funneltui.tui.widgets.row_list import Column

__all__ = ["COLUMN_NAMES", "SORT_OF", "USUAL", "columns"]

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

    def stage(self, one: PersonRow) -> tuple[str, str]:
        """The stage of the opportunity that matters most."""
        return (stage_name(one.stage_key, one.stage_name), "text") if one.stage_key else (_("no deal"), "none")

    def temperature(self, one: PersonRow) -> tuple[str, str]:
        """How warm it is: the sign alone, the column has a title."""
        if not one.opportunity_id:
            return "", "faint"
        found = temperature(
            Facts(
                self._today,
                StageKind(one.kind),
                one.probability,
                one.yes_count,
                one.no_count,
                one.last_in_at and local_day(one.last_in_at),
                one.unanswered,
                one.temperature_override,
                one.temperature_until,
            )
        )
        return self._signs[found.level.value], found.level.value

    def due(self, one: PersonRow) -> tuple[str, str]:
        """What is next, or until when it rests."""
        if not one.opportunity_id:
            return "", "faint"
        if one.parked_until:
            return _("until {day}").format(day=short_day(date.fromisoformat(one.parked_until), self._today)), "faint"
        if one.closed_on and one.due_on is None:
            day = short_day(date.fromisoformat(one.closed_on), self._today)
            return (_("won {day}") if one.kind == StageKind.WON else _("lost {day}")).format(day=day), "faint"
        late = lateness(one.due_on, self._today)
        if one.due_on is None and one.kind == StageKind.SUSPECT:
            return "", "faint"
        words = f"{late.words}  {one.what}" if one.due_on else _("no next action")
        return f"{self._signs[late.kind.value]} {words}", late.kind.value

    def value(self, one: PersonRow) -> tuple[str, str]:
        """The value."""
        if one.amount is None:
            return "", "value"
        return say.short_money(one.amount, one.currency, ascii_only=self._ascii), "value"

    def touched(self, one: PersonRow) -> tuple[str, str]:
        """When there was an exchange."""
        if one.last_touch_at is None:
            return "", "faint"
        return short_day(local_time(one.last_touch_at).date(), self._today), "faint"


def columns(
    chosen: Sequence[str],
    today: date,
    signs: Mapping[str, str],
    *,
    ascii_only: bool,
    sorted_by: str = "",
    sign: str = "",
) -> list[Column]:
    """The name, and the chosen columns in their order.

    Args:
        chosen: Keys of `COLUMN_NAMES`; unknown ones are left out.
        today: The local day.
        signs: The glyphs to draw with.
        ascii_only: Whether nothing but ASCII is drawn.
        sorted_by: The order, one of `people.SORTS`: the column it goes by has `sign` before its title.
        sign: Which way the order goes.
    """
    draw = _Draw(today, signs, ascii_only=ascii_only)
    every = {
        "name": Column("", 16, lambda one: (one.name, "name"), grow=2),
        "organization": Column("", 14, lambda one: (one.organization, "text"), grow=2, rank=2),
        "job": Column("", 12, lambda one: (one.job_title, "faint"), grow=1, rank=7),
        "stage": Column("", 12, draw.stage, rank=1),
        "temperature": Column("", 1, draw.temperature, rank=3),
        "next": Column("", 18, draw.due, grow=2, rank=4),
        "value": Column("", 8, draw.value, right=True, rank=5),
        "touched": Column("", 15, draw.touched, rank=6),
        "email": Column("", 18, lambda one: (one.email, "text"), grow=2, rank=8),
        "phone": Column("", 14, lambda one: (one.phone, "text"), rank=9),
        "source": Column("", 10, lambda one: (one.source, "faint"), grow=1, rank=10),
        "score": Column("", 3, lambda one: (str(one.yes_count or ""), "faint"), right=True, rank=11),
    }
    titles = {"name": _("Name")} | {name: _(words) for name, words in COLUMN_NAMES.items()} | {"temperature": ""}

    def title(key: str) -> str:
        return f"{sign} {titles[key]}".rstrip() if SORT_OF[key] == sorted_by else titles[key]

    return [
        replace(column, title=title(key), key=key) for key, column in every.items() if key == "name" or key in chosen
    ]

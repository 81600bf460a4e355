"""What is typed into forms, kept until it is saved: a form that was left is offered again as it was."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from funneltui.tui.desk.writer import Writer

if TYPE_CHECKING:
    from funneltui.bootstrap import Funnel, Services
    from funneltui.tui.desk.window import Window

_SECONDS = 1.0
"""What was typed is on the disk after this time at the latest, however the program ends."""


class DraftPlace(NamedTuple):
    """Which form, about what: there is at most one draft of it."""

    form: str
    subject: str = ""
    """The table of what it is about: "contact", "opportunity", "organization", or empty."""
    subject_id: int = 0


class Drafts:
    """What stands in forms that are not saved, by place. Written by the writing thread.

    Args:
        funnel: The open file.
        window: The screens, for their clock.
        writer: The writing thread.
    """

    def __init__(self, funnel: Funnel, window: Window, writer: Writer) -> None:
        self._funnel = funnel
        self._window = window
        self._writer = writer
        self._latest: dict[DraftPlace, Mapping[str, str]] = {}
        """What stands in the forms that were open; empty: nothing to be kept."""
        self._unwritten: set[DraftPlace] = set()
        self._is_due = False

    def kept(self, place: DraftPlace) -> Mapping[str, str]:
        """What was typed into a form that was left; empty when there is nothing."""
        if place in self._unwritten or self._writer.has_aside(place):
            return self._latest[place]
        record = self._funnel.reads.drafts.draft(*place)
        self._latest[place] = record.fields if record is not None else {}
        return self._latest[place]

    def keep(self, place: DraftPlace, fields: Mapping[str, str]) -> None:
        """Keep what stands in a form now; no fields: nothing is left to be kept.

        It is written after a second at the latest, together with what is typed until then.
        """
        if self._funnel.database.read_only or self._latest.get(place, {}) == fields:
            return
        self._latest[place] = dict(fields)
        self._unwritten.add(place)
        if not self._is_due:
            self._is_due = True
            self._window.set_timer(_SECONDS, self.flush)

    def flush(self) -> None:
        """Give what was typed to the writing thread now."""
        self._is_due = False
        for place in self._unwritten:
            self._writer.aside(place, partial(_write, place, self._latest[place]))
        self._unwritten.clear()


def _write(place: DraftPlace, fields: Mapping[str, str], services: Services) -> None:
    if fields:
        services.drafts.save(place.form, fields, place.subject, place.subject_id)
    else:
        services.drafts.drop(*place)

"""Forms that were left with something in them."""

from __future__ import annotations

import json
from typing import NamedTuple

from funneltui.storage.reads.part import ReadPart


class DraftRecord(NamedTuple):
    """A form that was left unfinished."""

    form: str
    subject: str
    """The table of what it is about ("contact", "opportunity", "organization"); empty for nothing yet."""
    subject_id: int
    fields: dict[str, str]
    saved_at: str
    """When it was left, in UTC."""


_DRAFT = "SELECT form, subject, subject_id, fields, saved_at FROM draft"


class DraftReads(ReadPart):
    """Drafts of forms."""

    def draft(self, form: str, subject: str = "", subject_id: int = 0) -> DraftRecord | None:
        """What was typed into a form about something; None when nothing is kept."""
        row = self._connection.execute(
            f"{_DRAFT} WHERE form = ? AND subject = ? AND subject_id = ?", (form, subject, subject_id)
        ).fetchone()
        return None if row is None else _record(*row)

    def all(self) -> tuple[DraftRecord, ...]:
        """Every draft, the latest first."""
        return tuple(_record(*row) for row in self._connection.execute(f"{_DRAFT} ORDER BY saved_at DESC, id DESC"))


def _record(form: str, subject: str, subject_id: int, fields: str, saved_at: str) -> DraftRecord:
    return DraftRecord(form, subject, subject_id, json.loads(fields), saved_at)

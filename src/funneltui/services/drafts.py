"""Keeping what was typed into a form that was left, outside the history: undo has nothing to do with it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from funneltui.services.use_cases import UseCases


class FormDrafts(UseCases):
    """The use case. `reads.drafts` reads them."""

    def save(self, form: str, fields: Mapping[str, str], subject: str = "", subject_id: int = 0) -> None:
        """Keep what was typed; it takes the place of an older draft of the same form about the same thing.

        Args:
            form: Which form.
            fields: What stands in it.
            subject: The kind of thing it is about: "contact", "opportunity", "organization", or empty.
            subject_id: Its number.
        """
        self._unit_of_work.keep_draft(form, subject, subject_id, json.dumps(dict(fields), ensure_ascii=False))

    def drop(self, form: str, subject: str = "", subject_id: int = 0) -> None:
        """Forget a draft, if there is one: it was saved for good, or thrown away."""
        self._unit_of_work.keep_draft(form, subject, subject_id, None)

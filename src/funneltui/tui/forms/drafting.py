"""A form that is left with something in it is offered again as it was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.widgets import Static

from funneltui.domain.text import safe
from funneltui.i18n import translate as _
from funneltui.tui.desk.drafts import DraftPlace
from funneltui.tui.widgets.choice import Choice
from funneltui.tui.widgets.field import Field
from funneltui.tui.widgets.row import Row

if TYPE_CHECKING:
    from funneltui.tui.forms.form import Form


class Drafting:
    """What is typed into a form, on its way to the drafts of the file.

    Args:
        form: The form.
    """

    def __init__(self, form: Form[Any]) -> None:
        self._form = form
        self._is_over = False
        self.is_restored = False
        """Whether the form stands as it was left, which can be discarded."""
        form.offer("discard", self._discard, lambda: self.is_restored)

    @property
    def _place(self) -> DraftPlace | None:
        return None if self._is_over else self._form.draft_place

    @property
    def is_kept(self) -> bool:
        """Whether something of the form is kept for the next time."""
        place = self._place
        return place is not None and bool(self._form.desk.drafts.kept(place))

    def restore(self) -> None:
        """Fill in what was typed when the form was left, and say so."""
        place = self._place
        kept = self._form.desk.drafts.kept(place) if place is not None else {}
        rows = [row for row in self._form.query(Row) if row.key in kept and row.value != kept[row.key]]
        for row in rows:
            row.put(kept[row.key])
        if rows:
            self.is_restored = True
            self._form.desk.after_refresh(self._form, lambda: self._select(rows))  # once one is in a field
            self._title(_("Draft restored · {key} discards").format(key=self._form.desk.key_of("form.discard")))

    def _select(self, rows: Iterable[Row]) -> None:
        """Let what is typed next replace the text one is in: it may be about somebody else."""
        for row in rows:
            if isinstance(row, Field) and row.input.has_focus:
                row.input.select_all()

    def _title(self, more: str = "") -> None:
        """The form's heading, and words about how the form stands beside it."""
        beside = (safe(more), "$text-warning not bold")
        title = Content.assemble(safe(self._form.heading), "   " if more else "", beside)
        self._form.query_one("#title", Static).update(title)

    def note(self) -> None:
        """Something was typed or chosen: keep it."""
        place = self._place
        if place is None:
            return
        changed = {row.key: row for row in self._form.query(Row) if row.changed}
        typed = any(not isinstance(row, Choice) for row in changed.values())  # one key chooses: nothing to keep
        self._form.desk.drafts.keep(place, {key: row.value for key, row in changed.items()} if typed else {})

    def _discard(self) -> None:
        """Back to the form as it opens without a draft."""
        for row in self._form.query(Row):
            row.put(row.initial)
        self.is_restored = False
        self._title()
        self.note()
        self._form.desk.say("")  # that it is kept
        self._form.refresh_bindings()

    def finish(self) -> None:
        """The form was saved: nothing is left to be offered."""
        if (place := self._place) is not None:
            self._form.desk.drafts.keep(place, {})
            self._is_over = True
            self._form.desk.drafts.flush()

"""What is stored is edited so that only what was changed is saved, and never over somebody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeAlias, TypeVar

from funneltui.domain.field_names import FIELD_NAMES
from funneltui.errors import FunnelError
from funneltui.i18n import translate as _
from funneltui.tui.forms.form import Form
from funneltui.tui.widgets.row import Row

Stored = TypeVar("Stored")
"""What is edited, as it was read."""
Told: TypeAlias = "Callable[..., tuple[str, str, str]]"
"""Gives a field's name in code, its label and its text, as `Field` and `Note` take them.

It is given the name, and the label where that is not the one that `FIELD_NAMES` has.
"""


class Editing(Generic[Stored]):
    """The fields of something stored, on a form.

    What somebody else changed meanwhile is taken over; where both changed the same field, the form
    shows theirs and asks.

    Args:
        form: The form with a field for each of the texts.
        read: Reads what is edited, as it is stored now.
        texts: Gives every field of it as one would type it.
    """

    def __init__(self, form: Form[Any], read: Callable[[], Stored], texts: Callable[[Stored], dict[str, str]]) -> None:
        self._form = form
        self._read = read
        self._texts = texts
        self._theirs: dict[str, str] = {}
        self._stored: Stored | None = None
        form.offer("take_theirs", self._take_theirs, lambda: self._disputed is not None)

    @property
    def stored(self) -> Stored:
        """What is edited, as the form last read it."""
        if self._stored is None:
            self._stored = self._read()
        return self._stored

    @property
    def texts(self) -> dict[str, str]:
        """Every field as one would type it."""
        return self._texts(self.stored)

    def told(self) -> Told:
        """What the form's fields begin with."""
        texts = self.texts
        return lambda key, label="": (key, label or _(FIELD_NAMES[key]), texts[key])

    def take_over(self, error: FunnelError) -> None:
        """A change was refused: if somebody else changed the same fields, show theirs and ask."""
        from funneltui.services.editing import EditClashError

        if not isinstance(error, EditClashError):
            return
        before, self._stored = self.texts, self._read()
        now = self.texts
        clashing = []
        for row in self._form.query(Row):
            if now[row.key] == before[row.key]:
                continue
            if row.changed and row.value != now[row.key]:
                row.initial = self._theirs[row.key] = now[row.key]
                row.clash = _("elsewhere: {text}").format(text=now[row.key] or _("emptied"))
                row.say("")
                clashing.append(row)
            else:
                row.renew(now[row.key])
                self._settle(row)
        if clashing:
            self._ask(clashing)
        else:  # what both wrote is the same: nothing to choose
            self._form.submit()

    def _ask(self, clashing: list[Row]) -> None:
        words = _("Also changed elsewhere: {fields}. {key} uses the other version; save again to keep yours, or close.")
        fields = ", ".join(row.label for row in clashing)
        self._form.tell(words.format(fields=fields, key=self._form.desk.key_of("edit.theirs")), wrong=True)
        clashing[0].target.focus()
        self._form.refresh_bindings()

    def _settle(self, row: Row) -> None:
        """There is nothing to choose in a field any more."""
        self._theirs.pop(row.key, None)
        row.clash = ""
        row.say("")

    @property
    def _disputed(self) -> Row | None:
        """The field with the focus, when it was changed elsewhere too."""
        rows = (row for row in self._form.query(Row) if row.key in self._theirs)
        return next((row for row in rows if row.target.has_focus), None)

    def _take_theirs(self) -> None:
        """Take what was written elsewhere into the field with the focus."""
        if (row := self._disputed) is not None:
            row.renew(self._theirs[row.key])
            self._settle(row)
            self._form.refresh_bindings()

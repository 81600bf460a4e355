"""From the key that saves to the change that closes a form, or to why it was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.css.query import NoMatches

from funneltui.errors import FunnelError, InvalidValueError
from funneltui.i18n import sentence
from funneltui.tui.desk import Write
from funneltui.tui.widgets.field import Field
from funneltui.tui.widgets.row import Row

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change
    from funneltui.tui.forms.form import Form


class Saving:
    """How a form checks its fields and saves them.

    Args:
        form: The form.
    """

    def __init__(self, form: Form[Any]) -> None:
        self._form = form
        self.is_running = False
        """Whether the change is on its way."""

    def check_and_submit(self) -> None:
        """Submit the form when every field holds what it should by itself; else go to the first that does not."""
        if self.is_running or not self._form.is_current:
            return
        wrong = next((row for row in self._form.query(Field) if not row.verify()), None)
        if wrong is not None:
            wrong.target.focus()
            return
        self.attempt(self._form.submit)

    def attempt(self, do: Callable[[], object]) -> None:
        """Do something; show why when it cannot be done."""
        try:
            do()
        except FunnelError as error:
            self.refused(error)

    def make(self, change: Write, then: Callable[[Change], object], *, slow: bool = False) -> None:
        """Make a change that closes the form.

        Args:
            change: What saving does.
            then: Called once it is made.
            slow: It may take longer than a frame.
        """
        self.is_running = True
        self._form.desk.perform(change, then=then, failed=self._failed, slow=slow, closes=True)

    def _failed(self, error: FunnelError) -> None:
        self.is_running = False
        self._form.failed(error)

    def refused(self, error: FunnelError) -> None:
        """Show why it was not saved: beside the field it is about, else above the buttons."""
        key = getattr(error, "field", "") if isinstance(error, InvalidValueError) else ""
        try:
            row = self._form.query_one(f"#row-{key}", Row) if key else None
        except NoMatches:
            row = None
        if row is None:
            self._form.tell(sentence(error), wrong=True)
            return
        row.say(sentence(error), wrong=True)
        row.target.focus()

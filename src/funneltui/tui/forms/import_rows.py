"""The rows of a file that is imported, one by one: what becomes of each, and another choice for single ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from funneltui.i18n import translate as _, translate_plural
from funneltui.tui.actions.form_actions import ROWS
from funneltui.tui.desk import Desk
from funneltui.tui.desk.asking import in_background
from funneltui.tui.forms.import_words import OUTCOMES
from funneltui.tui.forms.list_dialogue import ListDialogue
from funneltui.tui.widgets.pick_list import Item

if TYPE_CHECKING:
    from funneltui.services.importing.values import Example, OnDuplicate, Preview

_MOST = 2_000
"""Rows that can be decided on one by one: who has more changes the file."""
_NAMING = ("name", "given_name", "family_name", "organization", "title", "email", "phone")
"""Fields by which one knows a row."""


def _next_fate(outcome: str, fate: OnDuplicate | None) -> OnDuplicate:
    """What a row becomes by the next press."""
    if outcome == "create":
        return "skip"
    return "create" if outcome == "update" or fate == "update" else "update"


class ImportRowsScreen(ListDialogue):
    """The first rows of the file with what becomes of each; Enter or Space makes it something else.

    Args:
        preview: The import as it is chosen so far.
        decide: Called with what was decided, by line, at each change.
    """

    BINDINGS = ROWS

    def __init__(self, desk: Desk, preview: Preview, decide: Callable[[dict[int, OnDuplicate]], object]) -> None:
        super().__init__(desk)
        self._preview = preview
        self._decide = decide
        self._rows: dict[int, Example] = {}
        self._fates: dict[int, OnDuplicate] = dict(preview.options.rows)

    @property
    def heading(self) -> str:
        """The title."""
        return _("Rows of {file}").format(file=self._preview.path.name)

    def on_mount(self) -> None:
        """Look at the rows."""
        self.tell(_("Reading the file…"))
        self._look()

    def _look(self) -> None:
        """Say what becomes of each row with what was decided so far."""
        path, funnel = self._preview.path, self.desk.funnel
        options = replace(self._preview.options, rows=dict(self._fates))
        in_background(
            self.desk,
            self,
            lambda: funnel.services.importing.preview(path, options, briefly=True, shown=_MOST),
            self._show,
            self.refused,
        )

    def _show(self, preview: Preview) -> None:
        if preview.options.rows != self._fates:  # more was decided meanwhile
            return
        self._rows = {example.line: example for example in preview.examples}
        more = preview.rows - len(self._rows)
        words = translate_plural("{count} more row, as chosen", "{count} more rows, as chosen", more)
        self.tell(words if more > 0 else "")
        self.show([self._item(example) for example in preview.examples])

    def _item(self, example: Example) -> Item:
        named = [example.values[name] for name in _NAMING if example.values.get(name)]
        sign = "*" if example.line in self._fates else " "
        words = " · ".join(named or [text for text in example.values.values() if text])
        return Item(
            str(example.line),
            words,
            note=f"{sign} {_(OUTCOMES[example.outcome])}",
            faint=example.outcome in {"skip", "reject"},
        )

    def about(self, key: str) -> Iterator[str]:
        """Why the row is left out, or what it can be made."""
        row = self._rows[int(key)]
        if row.reason:
            yield _("Line {line}: {reason}").format(line=row.line, reason=_(row.reason))
        else:
            yield _("Enter or Space changes it: new, left out, updated")

    def choose(self, key: str) -> None:
        """Make something else of a row."""
        row = self._rows[int(key)]
        if row.outcome != "reject":
            self._fates[row.line] = _next_fate(row.outcome, self._fates.get(row.line))
            self._decide(dict(self._fates))
            self._look()

    def action_switch(self) -> None:
        """Make something else of the row under the cursor."""
        if self.key:
            self.choose(self.key)

"""The rows of a file that is imported, one by one: what becomes of each, and another choice for single ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from funneltui.domain.text import safe
from funneltui.i18n import sentence, translate as _, translate_plural
from funneltui.tui.actions.form_actions import ROWS
from funneltui.tui.desk import Desk
from funneltui.tui.desk.asking import in_background
from funneltui.tui.engine import OneFrame
from funneltui.tui.forms.import_words import OUTCOMES
from funneltui.tui.widgets.pick_list import Item, PickList

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


class ImportRowsScreen(OneFrame[None], ModalScreen[None]):
    """The first rows of the file with what becomes of each; Enter or Space makes it something else.

    Args:
        preview: The import as it is chosen so far.
        decide: Called with what was decided, by line, at each change.
    """

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "#keys"
    BINDINGS: ClassVar[list[BindingType]] = list(ROWS)

    def __init__(self, desk: Desk, preview: Preview, decide: Callable[[dict[int, OnDuplicate]], object]) -> None:
        super().__init__()
        self.desk = desk
        self._preview = preview
        self._decide = decide
        self._rows: dict[int, Example] = {}
        self._fates: dict[int, OnDuplicate] = dict(preview.options.rows)

    def compose(self) -> ComposeResult:
        """The rows, and why one of them is left out."""
        with Vertical(id="help"):
            yield Static(Content(_("Rows of {file}").format(file=safe(self._preview.path.name))), id="title")
            yield PickList(id="keys")
            yield Static(Content(_("Reading the file…")), id="about")

    def on_mount(self) -> None:
        """Look at the rows."""
        self._look()

    def _look(self) -> None:
        """Say what becomes of each row with what was decided so far."""
        path, options, funnel = (
            self._preview.path,
            replace(self._preview.options, rows=dict(self._fates)),
            self.desk.funnel,
        )
        in_background(
            self.desk,
            self,
            lambda: funnel.services.importing.preview(path, options, briefly=True, shown=_MOST),
            self._show,
            lambda error: self._tell(sentence(error)),
        )

    def _show(self, preview: Preview) -> None:
        if preview.options.rows != self._fates:  # more was decided meanwhile
            return
        self._rows = {example.line: example for example in preview.examples}
        listed = self.query_one("#keys", PickList)
        listed.fill([self._item(example) for example in preview.examples], max(0, listed.cursor))
        self._explain()

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

    @property
    def _row(self) -> Example | None:
        item = self.query_one("#keys", PickList).item
        return self._rows.get(int(item.key)) if item is not None else None

    @on(PickList.Highlighted)
    def _explain(self) -> None:
        """Say why the row is left out, and which keys change that."""
        row, more = self._row, self._preview.rows - len(self._rows)
        words = [_("Line {line}: {reason}").format(line=row.line, reason=_(row.reason))] if row and row.reason else []
        if more > 0:
            words.append(translate_plural("{count} more row, as chosen", "{count} more rows, as chosen", more))
        self._tell(" · ".join(words) or _("Enter or Space changes it: new, left out, changed"))

    def _tell(self, words: str) -> None:
        self.query_one("#about", Static).update(Content(safe(words)), layout=False)

    @on(PickList.Chosen)
    def action_switch(self) -> None:
        """Make something else of the row."""
        row = self._row
        if row is not None and row.outcome != "reject":
            self._fates[row.line] = _next_fate(row.outcome, self._fates.get(row.line))
            self._decide(dict(self._fates))
            self._look()

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)

"""The deals behind a figure: a list with every action of a card."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from funneltui.domain.insights.report import Behind
from funneltui.domain.insights.scope import Scope
from funneltui.domain.stages import stage_name
from funneltui.domain.text import safe
from funneltui.i18n import grouped, translate as _, translate_plural
from funneltui.storage.reads.insights import BehindRow
from funneltui.tui.actions import place_actions
from funneltui.tui.desk import Desk
from funneltui.tui.looks import format as say
from funneltui.tui.places.list_screen import ListScreen
from funneltui.tui.widgets.row_list import RowList
from funneltui.tui.widgets.row_parts import Column, Section


class BehindScreen(ListScreen):
    """Those a figure counts, what is worth most first.

    Args:
        title: What the figure is. Safe to display.
        figure: The figure as it is shown.
        behind: Whom it counts.
        scope: What its report looks at.
    """

    PLACE = "insights"
    BINDINGS = place_actions.BEHIND
    DEFAULT_CSS = "BehindScreen #figure { dock: top; margin-top: 1; height: 1; padding: 0 1; text-style: bold; }"

    def __init__(self, desk: Desk, title: str, figure: str, behind: Behind, scope: Scope) -> None:
        self._behind: list[BehindRow] = []
        super().__init__(desk)
        self._title = title
        self._figure = figure
        self._whom = behind
        self._scope = scope

    def above(self) -> Iterable[Widget]:
        """Which figure it is."""
        yield Static(Content(f"{self._title}  {safe(self._figure)}"), id="figure")

    def make_list(self) -> RowList:
        """Rows by their number: somebody can be in it without a deal."""
        return RowList(self._fetch, self._columns(), empty=self._nothing, id="behind")

    def fill(self) -> None:
        """Read them in a thread."""
        behind, scope = self._whom, self._scope
        self.desk.ask(self, "behind", lambda reads: reads.insights.behind(behind, scope), self._there)

    def _there(self, rows: list[BehindRow]) -> None:
        self._behind = rows
        self.list.show_columns(self._columns())
        self.list.forget()
        self.list.fill([Section(array("q", range(1, len(rows) + 1)))])
        self.side.show()
        self._say_sum()

    def _say_sum(self) -> None:
        """How many they are, and what they are worth, so that one sees the list adds up."""
        times = sum(row.times for row in self._behind)
        people = len(self._behind)
        if times != people:
            words = translate_plural("{count} exchange", "{count} exchanges", times)
            parts = [words, translate_plural("{count} contact", "{count} contacts", people)]
        else:
            parts = [translate_plural("{count} deal", "{count} deals", people)]
            sums: dict[str, int] = {}
            for row in self._behind:
                sums[row.currency] = sums.get(row.currency, 0) + (row.amount or 0)
            if worth := {currency: amount for currency, amount in sums.items() if amount}:
                parts.append(say.amounts(worth, ascii_only=self.desk.settings.ascii))
        words = f"{self._title}  {safe(self._figure)}  ({' · '.join(parts)})"
        self.query_one("#figure", Static).update(Content(words), layout=False)

    def card_of(self, row: int) -> int | None:
        """The deal of a row."""
        return self._behind[row - 1].id if 0 < row <= len(self._behind) else None

    def person_of(self, row: int) -> int | None:
        """Who is in a row without a deal."""
        shown = self._behind[row - 1] if 0 < row <= len(self._behind) else None
        return shown.contact_id if shown is not None and shown.id is None else None

    def _fetch(self, rows: Iterable[int]) -> dict[int, BehindRow]:
        return {row: self._behind[row - 1] for row in rows if 0 < row <= len(self._behind)}

    def _columns(self) -> list[Column]:
        columns = [
            Column(_("Name"), 18, lambda row: (row.name, "name"), grow=2),
            Column(_("Organization"), 14, lambda row: (row.organization, "faint"), grow=2, rank=2),
            Column(_("Deal"), 14, lambda row: (row.title, "text"), grow=2, rank=1),
            Column(_("Stage"), 12, lambda row: (stage_name(row.stage, row.stage_name) if row.stage else "", "faint")),
            Column(_("Value"), say.VALUE_CELLS, self._value, right=True),
        ]
        if any(row.times > 1 for row in self._behind):
            columns.append(Column(_("Exchanges"), 9, lambda row: (grouped(row.times), "value"), right=True))
        return columns

    def _value(self, row: BehindRow) -> tuple[str, str]:
        return say.value_cell(row.amount, row.currency, ascii_only=self.desk.settings.ascii)

    def _nothing(self) -> list[str]:
        return [
            _("There is nobody behind this figure."),
            "",
            _("{key}  back").format(key=self.desk.key_of("behind.close")),
        ]

    def action_close(self) -> None:
        """Back to the figures, from the contact first."""
        if not self.side.leave() and not self.list.clear_selection():
            self.dismiss(None)

"""What comes in and goes out, and what was done."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from funneltui.domain.text import safe
from funneltui.i18n import translate as _
from funneltui.tui.actions.form_commands import DATA
from funneltui.tui.desk import Desk
from funneltui.tui.engine import OneFrame
from funneltui.tui.widgets.pick_list import Item, PickList

__all__ = ["DataScreen", "screen_of"]


class DataScreen(OneFrame[None], ModalScreen[None]):
    """Import, export, duplicates, stages, grid, templates, history, by a letter or the arrows."""

    CSS_PATH = "../forms/help.tcss"
    AUTO_FOCUS = "#ways"
    BINDINGS: ClassVar[list[BindingType]] = list(DATA)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        """What can be done with the file."""
        with Vertical(id="data"):
            yield Static(Content(_("Data")), id="title")
            yield PickList(
                [
                    Item("import", _("Import a file"), "i", _("CSV of LinkedIn, Google, Outlook, a CRM…")),
                    Item("export", _("Export everything"), "e", _("JSON, or CSV")),
                    Item("duplicates", _("Duplicates"), "d", _("duplicates to merge")),
                    Item("stages", _("Stages"), "s", _("names, entry criteria, order")),
                    Item("grid", _("Qualification grid"), "g", _("criteria, questions, weights, BANT…")),
                    Item("templates", _("Message templates"), "m", _("texts, languages, recipients")),
                    Item("history", _("History"), "h", _("all changes, undo and redo")),
                ],
                sentences=True,
                id="ways",
            )
            path = str(self.desk.funnel.database.path)
            yield Static(Content(_("Everything is kept in {path}").format(path=safe(path))), id="about")

    @on(PickList.Highlighted)
    def _highlighted(self, event: PickList.Highlighted) -> None:
        event.stop()

    @on(PickList.Chosen)
    def _chosen(self, event: PickList.Chosen) -> None:
        self.dismiss(None)
        self.desk.open(screen_of(self.desk, event.item.key))

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)


def screen_of(desk: Desk, key: str) -> Screen[Any]:
    """The screen of one of the ways."""
    if key == "import":
        from funneltui.tui.forms.import_file import ImportScreen

        return ImportScreen(desk)
    if key == "export":
        from funneltui.tui.forms.export_file import export_form

        return export_form(desk)
    if key == "duplicates":
        from funneltui.tui.places.duplicates import DuplicatesScreen

        return DuplicatesScreen(desk)
    if key == "stages":
        from funneltui.tui.forms.stages import StagesScreen

        return StagesScreen(desk)
    if key == "grid":
        from funneltui.tui.forms.grid import GridScreen

        return GridScreen(desk)
    if key == "templates":
        from funneltui.tui.forms.templates import TemplatesScreen

        return TemplatesScreen(desk)
    from funneltui.tui.places.history import HistoryScreen

    return HistoryScreen(desk)

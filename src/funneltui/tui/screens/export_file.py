"""Everything into a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widget import Widget

from funneltui.errors import FunnelError, InvalidValueError
from funneltui.i18n import N_, sentence, translate_plural
from funneltui.i18n import translate as _
from funneltui.tui.background import in_background
from funneltui.tui.files import complete_path, given_path
from funneltui.tui.host import host, is_open
from funneltui.tui.screens.form import Form
from funneltui.tui.widgets.field import Choice, Field

if TYPE_CHECKING:
    from funneltui.services.exporting import ExportFormat, ExportReport

__all__ = ["ExportScreen"]

_ENDINGS: dict[ExportFormat, str] = {"json": ".json", "csv": ".csv", "csv-fr": ".csv"}


class ExportScreen(Form[None]):
    """Writes everything into a file; never over another one without asking."""

    SMALL = True

    def __init__(self) -> None:
        super().__init__()
        self._force: Path | None = None
        self._writing = False

    @property
    def heading(self) -> str:
        """The form's title."""
        return _("Export everything")

    @property
    def save_label(self) -> str:
        """What the saving button says."""
        return _("Export")

    def rows(self) -> Iterable[Widget]:
        """Where to, and how."""
        today = self.funnel.clock.today()
        yield Field("path", _("File"), f"~/funneltui-{today}.json", complete=complete_path, long=True)
        formats = [
            ("json", _("JSON"), _("the whole file: import brings everything back")),
            ("csv", _("CSV"), _("one line a card, for any spreadsheet")),
            ("csv-fr", _("CSV for French Excel"), _("semicolons and decimal commas")),
        ]
        yield Choice("format", _("As"), formats)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """The file's ending follows the format."""
        field = self.field("path")
        stem, dot, _ending = field.value.rpartition(".")
        if dot:
            field.input.value = stem + _ENDINGS[_format(event.value)]

    def submit(self) -> None:
        """Write the file in the background."""
        if self._writing:
            return
        if not self.text("path"):
            raise InvalidValueError(N_("Say where the file goes."), field="path")
        path, form = given_path(self.text("path")), _format(self.text("format"))
        force = self._force == path
        self._writing = True
        self.tell(_("Writing…"))
        funnel = self.funnel
        in_background(  # told by the program: the file is written also when the form was closed
            host(self),
            lambda: funnel.services.exporting.write(path, form, force=force),
            self._written,
            self._not_written,
        )

    def _written(self, report: ExportReport) -> None:
        host(self).say(
            translate_plural("{count} card written to {path}", "{count} cards written to {path}", report.count).format(
                path=report.path
            )
        )
        if is_open(self):
            self.pop_until_active()
            self.dismiss(None)

    def _not_written(self, error: FunnelError) -> None:
        self._writing = False
        if not is_open(self):
            host(self).say(sentence(error), problem=True)
            return
        path = given_path(self.text("path"))
        if path.exists() and self._force != path:
            self._force = path
            self.tell(" ".join((sentence(error), _("Save again to replace it."))), wrong=True)
        else:
            self.tell(sentence(error), wrong=True)


def _format(text: str) -> ExportFormat:
    return "csv" if text == "csv" else "csv-fr" if text == "csv-fr" else "json"

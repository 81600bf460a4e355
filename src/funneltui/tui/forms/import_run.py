"""An import that runs: how far it is, a way to stop it, what came of it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.widgets import Static

from funneltui.errors import FunnelError
from funneltui.i18n import grouped, translate as _
from funneltui.tui.forms.files import given_path
from funneltui.tui.forms.import_words import READING, outcome

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.services.importing.values import ImportReport, Preview
    from funneltui.storage.outcome import Change
    from funneltui.tui.forms.form import Form

_BAR = 20
"""Cells of the bar that shows how far it is."""


class ImportRun:
    """The import of a form's file.

    Args:
        form: The form.
    """

    def __init__(self, form: Form[Any]) -> None:
        self._form = form
        self._stop: threading.Event | None = None
        self._path = Path()
        self.report: ImportReport | None = None
        """What came of it, once it is over and until another file is filled in."""

    @property
    def is_running(self) -> bool:
        """Whether rows are being written."""
        return self._stop is not None

    def start(self, preview: Preview) -> None:
        """Import the file as it was previewed."""
        stop = self._stop = threading.Event()
        self._show_progress(0, preview.rows)
        reports: list[ImportReport] = []

        def write(services: Services) -> Change:
            def progress(done: int, total: int) -> None:
                self._form.call_later(self._show_progress, done, total)

            reports.append(services.importing.run(preview, progress, stop.is_set))
            return reports[0].change

        desk = self._form.desk
        desk.perform(write, then=lambda _change: self._show_outcome(reports[0]), failed=self._failed, slow=True)

    def stop(self) -> None:
        """Stop before the next rows: nothing is left of it."""
        if self._stop is not None:
            self._stop.set()
            self._form.tell(_("Stopping…"))

    def begin_anew(self) -> None:
        """The form stands for another file when another one is filled in."""
        if self.report is not None and given_path(self._form.text("path")) != self._path:
            self.report = None
            self._show_choices(shown=True)
            self._form.tell("")

    def _show_choices(self, *, shown: bool) -> None:
        """Show what is chosen before an import, or hide it after one."""
        for part in ("#columns", "#examples", "#save", *(f"#row-{name}" for name in READING)):
            self._form.query_one(part).display = shown

    def _show_progress(self, done: int, total: int) -> None:
        if not self.is_running:
            return
        full = _BAR * done // max(1, total)
        signs = ("#", ".") if self._form.desk.settings.ascii else ("▓", "░")
        bar = signs[0] * full + signs[1] * (_BAR - full)
        key = self._form.desk.key_of("form.close")
        words = _("{bar}  {done} of {total} rows · {key} stops")
        self._form.tell(words.format(bar=bar, done=grouped(done), total=grouped(total), key=key))

    def _show_outcome(self, report: ImportReport) -> None:
        self._stop = None
        if report.stopped:
            self._form.tell(_("Stopped. Nothing was imported."))
            return
        self.report = report
        self._path = given_path(self._form.text("path"))
        self._show_choices(shown=False)
        self._form.query_one("#summary", Static).update(outcome(report))
        close, undo = self._form.desk.key_of("form.close"), self._form.desk.key_of("app.undo")
        words = _("Imported. {key} closes this, {undo} on the board undoes it.")
        self._form.tell(words.format(key=close, undo=undo), good=True)

    def _failed(self, error: FunnelError) -> None:
        self._stop = None
        self._form.saving.refused(error)

"""Importing a file: what it would do, what to change about it, then doing it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from funneltui.errors import InvalidValueError
from funneltui.i18n import N_, translate as _
from funneltui.tui.actions.form_actions import IMPORT
from funneltui.tui.desk import Desk
from funneltui.tui.forms.file_list import browse
from funneltui.tui.forms.files import complete_path
from funneltui.tui.forms.form import Form
from funneltui.tui.forms.import_preview import FilePreview, is_importable
from funneltui.tui.forms.import_run import ImportRun
from funneltui.tui.forms.import_words import reading_choices
from funneltui.tui.widgets.choice import Choice
from funneltui.tui.widgets.field import Field
from funneltui.tui.widgets.pick_list import PickList
from funneltui.tui.widgets.row import Row


class ImportScreen(Form[None]):
    """One file, one undoable step.

    Args:
        path: The file to begin with.
    """

    HEADING = N_("Import a file")
    SAVE_LABEL = N_("Import")
    BINDINGS = IMPORT
    DRAFTED = False

    def __init__(self, desk: Desk, path: str = "") -> None:
        super().__init__(desk)
        self._path = path
        self._run = ImportRun(self)
        self.file = FilePreview(self, self._run)
        """The file, and what importing it would do."""

    def rows(self) -> Iterable[Widget]:
        """Which file, how, what it holds, what it would do."""
        yield Field(
            "path", _("File"), self._path, placeholder=_("type or drop a path: Tab completes, Ctrl+O lists"),
            complete=complete_path, long=True,
        )  # fmt: skip
        stages = [
            (stage.key, stage.called, _("for rows without a stage"))
            for stage in self.desk.reads.stages.stages()
            if stage.kind not in {"parked", "lost"}
        ]
        yield Choice("stage", _("Stage"), stages, self.desk.settings.default_stage)
        yield Choice(
            "on_duplicate",
            _("Existing contacts"),
            [
                ("skip", _("leave out"), _("existing contacts stay unchanged")),
                ("update", _("complete"), _("existing contacts are completed and corrected")),
                ("create", _("add person"), _("may create duplicates")),
            ],
        )
        yield Static(Content(""), id="summary", classes="words -nothing")
        yield PickList(id="columns")
        yield Static(Content(""), id="examples", classes="words -nothing")
        yield from reading_choices()

    def begin(self) -> None:
        """Begin with the path."""
        super().begin()
        self.query_one("#columns").display = False
        if self._path:
            self.file.look()

    @on(Row.Changed)
    def _look_soon(self, event: Row.Changed) -> None:
        event.stop()
        is_path = isinstance(event.row, Field)
        if is_path:
            self._run.begin_anew()
        self.file.look_soon(other_file=is_path)

    def action_browse(self) -> None:
        """Choose the file from a list of its folder."""

        def take(path: Path) -> None:
            self.field("path").input.value = str(path)

        if not self._run.is_running:
            browse(self.desk, self, self.file.path, take)

    def action_rows(self) -> None:
        """Decide about single rows."""
        self.file.choose_rows()

    def action_preview(self) -> None:
        """Look at the file."""
        self.file.look()

    @on(PickList.Chosen)
    def _chosen(self, event: PickList.Chosen) -> None:
        self.file.choose(event.item.key)

    def submit(self) -> None:
        """Import the file as it was previewed."""
        if self._run.report is not None:
            self.dismiss(None)
            return
        if self._run.is_running:
            return
        if not self.text("path"):
            raise InvalidValueError(N_("Choose a file."), field="path")
        preview = self.file.preview
        if preview is None:
            if not is_importable(self.file.path):
                raise InvalidValueError(N_("The file doesn't exist."), field="path")
            self.file.look()
            return
        if preview.refusal is not None:
            raise preview.refusal
        self._run.start(preview)

    def action_close(self) -> None:
        """Stop what runs; else close."""
        if self._run.is_running:
            self._run.stop()
        else:
            self.dismiss(None)

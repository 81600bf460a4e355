"""What an import would do with the file that is filled in: looked at in the background, shown, looked at anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from funneltui.domain.text import fold
from funneltui.errors import FunnelError
from funneltui.i18n import translate as _
from funneltui.interchange.fields import FIELDS
from funneltui.tui.desk.asking import in_background
from funneltui.tui.forms.files import given_path
from funneltui.tui.forms.import_words import READING, examples, items, summary
from funneltui.tui.forms.pick import PickScreen
from funneltui.tui.widgets.pick_list import Item, PickList

if TYPE_CHECKING:
    from funneltui.services.importing.values import OnDuplicate, Preview
    from funneltui.tui.forms.form import Form
    from funneltui.tui.forms.import_run import ImportRun

_LOOK_AFTER = 0.3
"""Seconds without a key before the file is looked at."""


def is_importable(path: Path) -> bool:
    """Whether there is something to read: a file, or a folder of vCards."""
    if path.is_file():
        return True
    from funneltui.interchange.opening import cards_of_folder

    return bool(cards_of_folder(path))


class FilePreview:
    """The file of an import form, what its columns and stages become, and what importing it would do.

    Args:
        form: The form, with the fields for it.
        run: The import: while it runs, and after it, there is nothing to look at.
    """

    def __init__(self, form: Form[Any], run: ImportRun) -> None:
        self._form = form
        self._run = run
        self._columns: dict[str, str] = {}
        """The fields that were chosen, by column."""
        self._stages: dict[str, str] = {}
        """The stages that were chosen, by the file's words for them."""
        self._rows: dict[int, OnDuplicate] = {}
        """What was decided about single rows, by their lines."""
        self._wanted: tuple[Path, dict[str, Any]] | None = None
        """What was filled in when the file was looked at last."""
        self.preview: Preview | None = None
        """What it would do; None while that is not known."""
        self.waiting: Timer | None = None
        """Runs while somebody is typing."""

    @property
    def path(self) -> Path:
        """The file as it is filled in."""
        return given_path(self._form.text("path"))

    # -- Looking -------------------------------------------------------------------------------------

    def look_soon(self, *, other_file: bool) -> None:
        """Something was filled in: look at the file once no key comes for a moment."""
        if other_file:
            self._columns, self._stages, self._rows = {}, {}, {}
        if self.waiting is not None:
            self.waiting.stop()
        self.waiting = self._form.set_timer(_LOOK_AFTER, self._look_unless_seen)

    def _look_unless_seen(self) -> None:
        """Look at the file, unless Enter has asked for it meanwhile: what is shown would go for a moment."""
        if self._wishes() != self._wanted:
            self.look()

    def _wishes(self) -> tuple[Path, dict[str, Any]]:
        """The file, and what is filled in about it, by the names of `ImportOptions`."""
        filled = {name: self._form.text(name) for name in ("stage", "on_duplicate", *READING)}
        chosen = {"columns": dict(self._columns), "stages": dict(self._stages), "rows": dict(self._rows)}
        return self.path, filled | chosen

    def look(self) -> None:
        """Look at the file in the background."""
        if self._run.is_running or self._run.report is not None:
            return
        self.preview = None
        wishes = self._wanted = self._wishes()
        path, options = wishes
        if not self._form.text("path") or not is_importable(path):
            self._show_nothing()
            return
        self._put("#summary", Content(_("Reading the file…")))
        funnel = self._form.desk.funnel

        def look() -> Preview:
            from funneltui.services.importing.values import ImportOptions

            return funnel.services.importing.preview(path, ImportOptions(**options))

        in_background(
            self._form.desk,
            self._form,
            look,
            lambda preview: self._show(wishes, preview),
            lambda error: self._show_error(wishes, error),
        )

    def _show_nothing(self) -> None:
        self._form.tell("")
        self._form.query_one("#columns").display = False
        self._put("#summary", Content(""))
        self._put("#examples", Content(""))

    def _put(self, place: str, words: Content) -> None:
        """Say something between the fields; nothing takes no room."""
        line = self._form.query_one(place, Static)
        line.set_class(not words.plain, "-nothing")
        line.update(words)

    def _show(self, wishes: tuple[Path, dict[str, Any]], preview: Preview) -> None:
        if wishes != self._wanted:  # something else is wanted by now
            return
        self.preview = preview
        self._form.tell("")
        listed = self._form.query_one("#columns", PickList)
        listed.fill(items(preview, self._stage_name), listed.cursor)
        listed.display = bool(listed.items)
        self._put("#summary", summary(preview))
        self._put("#examples", examples(preview, self._form.size.width))
        if preview.refusal is not None:
            self._form.saving.refused(preview.refusal)

    def _show_error(self, wishes: tuple[Path, dict[str, Any]], error: FunnelError) -> None:
        if wishes == self._wanted:
            self._show_nothing()
            self._form.saving.refused(error)

    def _stage_name(self, key: str) -> str:
        stages = self._form.desk.reads.stages.stages()
        return next((stage.called for stage in stages if stage.key == key), key)

    # -- Choosing ------------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Choose what a column or a stage of the file becomes.

        Args:
            key: The line under the cursor: "column:" or "stage:", and its name in the file.
        """
        kind, _colon, name = key.partition(":")
        if self.preview is None or self._run.is_running:
            return
        if kind == "column":
            used = next((column.field for column in self.preview.columns if column.header == name), "")
            rows = sorted((Item(key, _(words)) for key, words in FIELDS.items()), key=lambda row: fold(row.text))
            heading, chosen = _("“{column}” becomes").format(column=name), self._columns
        else:
            used = next((stage.stage for stage in self.preview.stages if stage.text == name), "")
            rows = [Item(stage.key, stage.called) for stage in self._form.desk.reads.stages.stages()]
            heading, chosen = _("“{words}” enters").format(words=name), self._stages

        def take(key: str | None) -> None:
            if key is not None:
                chosen[name] = key
                self.look()

        self._form.desk.open(PickScreen(self._form.desk, heading, rows, used), take)

    def choose_rows(self) -> None:
        """Decide about single rows."""
        from funneltui.tui.forms.import_rows import ImportRowsScreen

        def decide(rows: dict[int, OnDuplicate]) -> None:
            self._rows = rows

        if self.preview is None or self.preview.kind == "json" or self._run.is_running or self._run.report is not None:
            self._form.tell(_("Choose a file with rows first."))
        else:
            rows = ImportRowsScreen(self._form.desk, self.preview, decide)
            self._form.desk.open(rows, lambda _closed: self._look_unless_seen())

"""Importing a file: what it would do, what to change about it, then doing it."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from funneltui.domain.stages import stage_name
from funneltui.errors import FunnelError, InvalidValueError
from funneltui.i18n import N_, grouped
from funneltui.i18n import translate as _
from funneltui.interchange.fields import FIELDS
from funneltui.tui.actions.form_commands import IMPORT
from funneltui.tui.desk import Desk
from funneltui.tui.desk.asking import in_background
from funneltui.tui.forms.file_list import browse
from funneltui.tui.forms.files import complete_path, given_path
from funneltui.tui.forms.form import Form
from funneltui.tui.forms.import_words import examples, items, outcome, reading_choices, summary
from funneltui.tui.forms.pick import PickScreen
from funneltui.tui.widgets.field import Choice, Field
from funneltui.tui.widgets.pick_list import Item, PickList

if TYPE_CHECKING:
    from funneltui.bootstrap import Services
    from funneltui.services.importing.values import ImportReport, Preview
    from funneltui.storage.outcome import Change

__all__ = ["ImportScreen"]

_LOOK_AFTER = 0.3
"""Seconds without a key before the file is looked at."""


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What was chosen, as `ImportOptions` will hold it."""

    path: Path
    stage: str = ""
    source: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    on_duplicate: Literal["skip", "update", "create"] = "skip"
    encoding: str = ""
    date_order: str = ""
    decimal: str = ""


class ImportScreen(Form["Change"]):
    """One file, one undoable step. Its result is the change.

    Args:
        path: The file to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(IMPORT)
    DRAFTED = False

    def __init__(self, desk: Desk, path: str = "") -> None:
        super().__init__(desk)
        self._path = path
        self._columns: dict[str, str] = {}
        self._stage_words: dict[str, str] = {}
        self._wanted: _Wishes | None = None
        self._preview: Preview | None = None
        self._report: ImportReport | None = None
        self._imported_path = Path()
        self._change: Change | None = None
        self._waiting: Timer | None = None
        self._stop: threading.Event | None = None

    @property
    def heading(self) -> str:
        """The form's title."""
        return _("Import a file")

    @property
    def save_label(self) -> str:
        """What the saving button says."""
        return _("Import")

    def rows(self) -> Iterable[Widget]:
        """Which file, how, what it holds, what it would do."""
        yield Field(
            "path", _("File"), self._path, placeholder=_("type or drop a path: →  completes, Ctrl+O lists"),
            complete=complete_path, long=True,
        )  # fmt: skip
        stages = [
            (one.key, stage_name(one.key, one.name), _("for rows without a stage"))
            for one in self.desk.reads.stages.stages()
            if one.kind not in {"parked", "lost"}
        ]
        yield Choice("stage", _("Stage"), stages, self.desk.settings.default_stage)
        yield Choice(
            "duplicates",
            _("Existing contacts"),
            [
                ("skip", _("leave out"), _("existing contacts stay unchanged")),
                ("update", _("complete"), _("existing contacts are completed and corrected")),
                ("create", _("add person"), _("may create duplicates")),
            ],
        )
        yield Static(Content(""), id="summary", classes="words")
        yield PickList(id="columns")
        yield Static(Content(""), id="examples", classes="words")
        yield from reading_choices()

    def begin(self) -> None:
        """Begin with the path."""
        super().begin()
        self.query_one("#columns").display = False
        if self._path:
            self.action_preview()

    # -- Looking -------------------------------------------------------------------------------------

    @on(Field.Changed)
    @on(Choice.Changed)
    def _look_soon(self, event: Field.Changed | Choice.Changed) -> None:
        event.stop()
        if isinstance(event, Field.Changed):
            self._columns, self._stage_words = {}, {}
            self._begin_anew()
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_LOOK_AFTER, self._look)

    def _begin_anew(self) -> None:
        """Another file after one that was imported."""
        if self._report is not None and given_path(self.text("path")) != self._imported_path:
            self._report = None
            self.query_one("#save").display = self.query_one("#examples").display = True
            self.tell("")

    def action_browse(self) -> None:
        """Choose the file from a list of its folder."""
        if self._stop is None:
            browse(self.desk, self, given_path(self.text("path")), self._take_file)

    def _take_file(self, path: Path) -> None:
        self.field("path").input.value = str(path)

    def _look(self) -> None:
        """Look at the file, unless Enter has asked for it meanwhile: what is shown would go for a moment."""
        if self._wishes() != self._wanted:
            self.action_preview()

    def _wishes(self) -> _Wishes:
        stage, duplicates = self.text("stage"), self.text("duplicates")
        return _Wishes(
            given_path(self.text("path")),
            stage,
            "",
            dict(self._columns),
            dict(self._stage_words),
            "update" if duplicates == "update" else "create" if duplicates == "create" else "skip",
            *(self.text(name) for name in ("encoding", "date_order", "decimal")),
        )

    def action_preview(self) -> None:
        """Look at the file in the background."""
        if self._stop is not None or self._report is not None:
            return
        self._preview = None
        wishes = self._wanted = self._wishes()
        if not self.text("path") or not wishes.path.is_file():
            self._show_nothing()
            return
        self.query_one("#summary", Static).update(Content(_("Reading the file…")))
        funnel = self.desk.funnel

        def look() -> tuple[_Wishes, Preview]:
            from funneltui.services.importing.values import ImportOptions

            options = ImportOptions(
                wishes.stage,
                wishes.source,
                wishes.columns,
                wishes.stages,
                wishes.on_duplicate,
                encoding=wishes.encoding,
                date_order=wishes.date_order,
                decimal=wishes.decimal,
            )
            return wishes, funnel.services.importing.preview(wishes.path, options)

        in_background(self.desk, self, look, self._looked, lambda error: self._not_looked(wishes, error))

    def _show_nothing(self) -> None:
        self.tell("")
        self.query_one("#columns").display = False
        self.query_one("#summary", Static).update(Content(""))
        self.query_one("#examples", Static).update(Content(""))

    def _looked(self, found: tuple[_Wishes, Preview]) -> None:
        wishes, preview = found
        if wishes != self._wanted:  # something else is wanted by now
            return
        self._preview = preview
        self.tell("")
        listed = self.query_one("#columns", PickList)
        listed.fill(items(preview, self._stage_name), listed.cursor)
        listed.display = bool(listed.items)
        self.query_one("#summary", Static).update(summary(preview))
        self.query_one("#examples", Static).update(examples(preview, self.size.width))
        if preview.refusal is not None:
            self.refused(preview.refusal)

    def _not_looked(self, wishes: _Wishes, error: FunnelError) -> None:
        if wishes == self._wanted:
            self._show_nothing()
            self.refused(error)

    def _stage_name(self, key: str) -> str:
        return next((stage_name(one.key, one.name) for one in self.desk.reads.stages.stages() if one.key == key), key)

    # -- Choosing ------------------------------------------------------------------------------------

    @on(PickList.Highlighted)
    def _highlighted(self, event: PickList.Highlighted) -> None:
        event.stop()

    @on(PickList.Chosen)
    def _chosen(self, event: PickList.Chosen) -> None:
        event.stop()
        kind, _colon, name = event.item.key.partition(":")
        if self._preview is None or self._stop is not None:
            return
        if kind == "column":
            used = next((one.field for one in self._preview.columns if one.header == name), "")
            rows = [Item(key, _(words)) for key, words in FIELDS.items()]
            rows.sort(key=lambda row: row.text)
            heading = _("“{column}” becomes").format(column=name)
            self.desk.open(PickScreen(self.desk, heading, rows, used), lambda key: self._map(name, key))
        else:
            rows = [Item(one.key, stage_name(one.key, one.name)) for one in self.desk.reads.stages.stages()]
            used = next((one.stage for one in self._preview.stages if one.text == name), "")
            heading = _("“{words}” enters").format(words=name)
            self.desk.open(PickScreen(self.desk, heading, rows, used), lambda key: self._enter(name, key))

    def _map(self, column: str, key: str | None) -> None:
        if key is not None:
            self._columns[column] = key
            self.action_preview()

    def _enter(self, words: str, key: str | None) -> None:
        if key is not None:
            self._stage_words[words] = key
            self.action_preview()

    # -- Importing -----------------------------------------------------------------------------------

    def submit(self) -> None:
        """Import the file as it was previewed."""
        if self._report is not None:
            self.dismiss(self._change)
            return
        if self._stop is not None:
            return
        if not self.text("path"):
            raise InvalidValueError(N_("Choose a file."), field="path")
        if self._preview is None:
            if not given_path(self.text("path")).is_file():
                raise InvalidValueError(N_("The file doesn't exist."), field="path")
            self.action_preview()
            return
        if self._preview.refusal is not None:
            raise self._preview.refusal
        self._import(self._preview)

    def _import(self, preview: Preview) -> None:
        stop = self._stop = threading.Event()
        self._count(0, preview.rows)
        reports: list[ImportReport] = []

        def write(services: Services) -> Change:
            def progress(done: int, total: int) -> None:
                self.call_later(self._count, done, total)

            reports.append(services.importing.run(preview, progress, stop.is_set))
            return reports[0].change

        self.desk.perform(write, then=lambda _change: self._imported(reports[0]), failed=self._failed, slow=True)

    def _count(self, done: int, total: int) -> None:
        """Show how far it is."""
        if self._stop is None:
            return
        width = 20
        full = width * done // max(1, total)
        signs = ("#", ".") if self.desk.settings.ascii else ("▓", "░")
        bar = signs[0] * full + signs[1] * (width - full)
        key = self.desk.key_of("form.close")
        words = _("{bar}  {done} of {total} rows · {key} stops")
        self.tell(words.format(bar=bar, done=grouped(done), total=grouped(total), key=key))

    def _imported(self, report: ImportReport) -> None:
        self._stop = None
        if report.stopped:
            self.tell(_("Stopped. Nothing was imported."))
            return
        self._report, self._change = report, report.change
        self._imported_path = given_path(self.text("path"))
        for one in ("#columns", "#examples", "#save"):
            self.query_one(one).display = False
        self.query_one("#summary", Static).update(outcome(report))
        self.tell(_("Imported. {key} closes this, {undo} on the board undoes it.").format(
            key=self.desk.key_of("form.close"), undo=self.desk.key_of("app.undo")))  # fmt: skip

    def _failed(self, error: FunnelError) -> None:
        self._stop = None
        self.refused(error)

    def action_close(self) -> None:
        """Stop what runs; else close."""
        if self._stop is not None:
            self._stop.set()
            self.tell(_("Stopping…"))
        else:
            self.dismiss(self._change)

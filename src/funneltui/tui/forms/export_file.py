"""Deals into a file: all of them, or those that a filter leaves; as data, a page of reports, or e-mail drafts."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from textual import on
from textual.widget import Widget

from funneltui.domain.query import explain
from funneltui.domain.text import safe
from funneltui.errors import InvalidValueError, NotFoundError, RefusedError
from funneltui.i18n import N_, translate as _, translate_plural
from funneltui.services.composing import Composer
from funneltui.tui.desk import Desk
from funneltui.tui.forms.file_form import FileKind, FileWriting
from funneltui.tui.forms.form import Form
from funneltui.tui.widgets.choice import Choice
from funneltui.tui.widgets.field import Field
from funneltui.tui.widgets.row import Row

if TYPE_CHECKING:
    from funneltui.bootstrap import Funnel
    from funneltui.services.exporting import ExportFormat, ExportReport
    from funneltui.services.templates import Drafts
    from funneltui.storage.reads import Reads

Outcome: TypeAlias = "ExportReport | Drafts | Path"
_WHOLE = frozenset({"json", "html"})
"""Formats of the whole file, which no filter goes with."""


class ExportScreen(Form[None]):
    """Which deals, where to, as what."""

    HEADING = N_("Export")
    SAVE_LABEL = N_("Export")
    SMALL = True
    DRAFTED = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._file: FileWriting[Outcome] = FileWriting(self, _kind(desk))

    def rows(self) -> Iterable[Widget]:
        """Where to, and how; which deals, and with which words."""
        yield from self._file.rows()
        yield Field(
            "query", _("Filter"), placeholder=_("all deals; stage:lead tag:web idle:>14d…"),
            check=self._understood, long=True,
        )  # fmt: skip
        named = [
            (str(template.id), template.name, template.language)
            for template in self.desk.reads.templates.all()
            if template.channel in {"email", "mailing"}
        ]
        yield Choice("template", _("Template"), [("", _("best match"), _("chosen for the first contact")), *named])

    def begin(self) -> None:
        """A template is asked for where it is used."""
        super().begin()
        self._show_rows("json")

    @on(Row.Changed, "#row-format")
    def _follow(self, event: Row.Changed) -> None:
        """What goes with the format is asked for."""
        self._file.follow(event.row.value)
        self._show_rows(event.row.value)

    def _show_rows(self, form: str) -> None:
        self.row("query").display = form not in _WHOLE
        self.row("template").display = form == "eml"

    def _understood(self, text: str) -> str:
        """The filter in words."""
        finding = self.desk.reads.finding
        return safe(" · ".join(explain(finding.parse(text), finding.vocabulary()))) if text.strip() else ""

    def submit(self) -> None:
        """Write the file in the background."""
        form = self.text("format")
        words, template = "" if form in _WHOLE else self.text("query"), self.text("template")
        funnel = self.desk.funnel
        self._file.start(lambda path, form, force: _write(funnel, path, form, words, template, force=force))


def _kind(desk: Desk) -> FileKind[Outcome]:
    formats = [
        ("json", _("JSON"), _("the whole file; import restores everything")),
        ("csv", _("CSV"), _("one line per deal, for any spreadsheet")),
        ("csv-fr", _("CSV for French Excel"), _("semicolons and decimal commas")),
        ("vcf", _("vCard 4.0"), _("contacts, for address books")),
        ("vcf3", _("vCard 3.0"), _("contacts, for phones")),
        ("ics", _("Calendar"), _("next actions, returns, proposals' end dates")),
        ("eml", _("E-mail drafts"), _("a folder with a message per contact")),
        ("html", _("HTML page"), _("all reports, to read and print")),
    ]
    endings = {key: f".{key.removesuffix('-fr').removesuffix('3')}" for key, _name, _about in formats}
    return FileKind(
        path=f"~/funneltui-{desk.clock.today()}.json",
        formats=formats,
        endings=endings | {"eml": ""},
        said=_said,
    )


def _write(funnel: Funnel, path: Path, form: str, words: str, template: str, *, force: bool) -> Outcome:
    if form == "html":
        from funneltui.domain.insights.scope import Scope
        from funneltui.tui.forms.report_file import write_page

        return write_page(funnel, path, Scope(), force=force)
    with closing(funnel.new_reads()) as reads:
        words = words or ("is:live" if form == "eml" else "")
        ids = list(reads.opportunities.ids(words)) if words else None
        if words and not ids:
            raise InvalidValueError(N_("No deal matches this filter."), field="query")
        if form == "eml":
            return _write_drafts(funnel, reads, path, ids or [], template)
    return funnel.services.exporting.write(path, cast("ExportFormat", form), ids=ids, force=force)


def _write_drafts(funnel: Funnel, reads: Reads, folder: Path, ids: list[int], template: str) -> Drafts:
    if not template:
        best = Composer(reads.templates, funnel.clock, funnel.settings).best_first(ids, "email")
        if not best:
            raise NotFoundError(N_("No templates yet. Add one with funneltui templates add."))
        template = str(best[0].id)
    drafts = funnel.services.templates.write_drafts(ids, int(template), folder)
    if not drafts.written:
        raise drafts.skipped[0][1] if drafts.skipped else RefusedError(N_("No contact to write to."))
    return drafts


def _said(written: Outcome) -> str:
    """What was written, for the status line."""
    from funneltui.services.templates import Drafts

    if isinstance(written, Path):
        return _("Saved to {path}").format(path=written)
    if isinstance(written, Drafts):
        return written.words(written.written[0][1].parent)
    words = {
        "contacts": translate_plural(
            "{count} contact saved to {path}", "{count} contacts saved to {path}", written.count
        ),
        "events": translate_plural("{count} event saved to {path}", "{count} events saved to {path}", written.count),
    }.get(written.what)
    words = words or translate_plural("{count} deal saved to {path}", "{count} deals saved to {path}", written.count)
    return words.format(path=written.path)

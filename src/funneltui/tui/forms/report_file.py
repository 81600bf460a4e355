"""Reports into a page in HTML: the one that is shown, or all of them."""

from __future__ import annotations

from pathlib import Path

from funneltui.domain.insights.scope import Scope
from funneltui.i18n import translate as _
from funneltui.services.insights import REPORTS
from funneltui.tui.desk import Desk
from funneltui.tui.forms.file_form import FileForm, FileKind

_ALL = "all"


def report_form(desk: Desk, key: str, scope: Scope) -> FileForm[Path]:
    """The form that writes a report on a scope, or all of them, as a page."""
    funnel = desk.funnel

    def write(path: Path, form: str, force: bool) -> Path:  # noqa: FBT001 - as `FileForm` calls it
        reads = funnel.new_reads()
        try:
            funnel.insights(reads).write_page(path, scope, "" if form == _ALL else form, force=force)
        finally:
            reads.close()
        return path

    return FileForm(
        desk,
        FileKind(
            heading=_("Reports as an HTML page"),
            save_label=_("Export"),
            path=f"~/funneltui-{desk.clock.today()}.html",
            formats=[(key, _(REPORTS[key]), scope.words), (_ALL, _("all reports"), scope.words)],
            endings={key: ".html", _ALL: ".html"},
            said=lambda path: _("Saved to {path}").format(path=path),
        ),
        write,
    )

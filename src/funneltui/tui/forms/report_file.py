"""Reports into a page in HTML: the one that is shown, or all of them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from funneltui.domain.insights.scope import Scope
from funneltui.i18n import N_, translate as _
from funneltui.services.insights import REPORTS
from funneltui.tui.desk import Desk
from funneltui.tui.forms.file_form import FileForm, FileKind

if TYPE_CHECKING:
    from funneltui.bootstrap import Funnel

_ALL = "all"


def write_page(funnel: Funnel, path: Path, scope: Scope, key: str = "", *, force: bool) -> Path:
    """Write a report, or all of them, as a page; for a thread."""
    with closing(funnel.new_reads()) as reads:
        funnel.insights(reads).write_page(path, scope, key, force=force)
    return path


def report_form(desk: Desk, key: str, scope: Scope) -> FileForm[Path]:
    """The form that writes a report on a scope, or all of them, as a page."""
    funnel = desk.funnel
    return FileForm(
        desk,
        _("Reports as an HTML page"),
        FileKind(
            path=f"~/funneltui-{desk.clock.today()}.html",
            choice=N_("Report"),
            formats=[(key, _(REPORTS[key]), scope.words), (_ALL, _("all reports"), scope.words)],
            endings={key: ".html", _ALL: ".html"},
            said=lambda path: _("Saved to {path}").format(path=path),
        ),
        lambda path, form, force: write_page(funnel, path, scope, "" if form == _ALL else form, force=force),
    )

"""Everything into a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from funneltui.i18n import translate as _
from funneltui.i18n import translate_plural
from funneltui.tui.desk import Desk
from funneltui.tui.forms.file_form import FileForm, FileKind

if TYPE_CHECKING:
    from funneltui.services.exporting import ExportFormat, ExportReport

__all__ = ["export_form"]


def export_form(desk: Desk) -> FileForm[ExportReport]:
    """The form that writes everything into a file."""
    funnel = desk.funnel

    def write(path: Path, form: str, force: bool) -> ExportReport:  # noqa: FBT001 - as `FileKind` calls it
        return funnel.services.exporting.write(path, cast("ExportFormat", form), force=force)

    def said(report: ExportReport) -> str:
        count = report.count
        words = {
            "contacts": translate_plural("{count} contact saved to {path}", "{count} contacts saved to {path}", count),
            "events": translate_plural("{count} event saved to {path}", "{count} events saved to {path}", count),
        }.get(report.what)
        words = words or translate_plural("{count} deal saved to {path}", "{count} deals saved to {path}", count)
        return words.format(path=report.path)

    return FileForm(
        desk,
        FileKind(
            heading=_("Export everything"),
            save_label=_("Export"),
            path=f"~/funneltui-{desk.clock.today()}.json",
            formats=[
                ("json", _("JSON"), _("the whole file; import restores everything")),
                ("csv", _("CSV"), _("one line per deal, for any spreadsheet")),
                ("csv-fr", _("CSV for French Excel"), _("semicolons and decimal commas")),
                ("vcf", _("vCard 4.0"), _("contacts, for address books")),
                ("vcf3", _("vCard 3.0"), _("contacts, for phones")),
                ("ics", _("Calendar"), _("next actions, returns, proposals' end dates")),
            ],
            endings={
                "json": ".json",
                "csv": ".csv",
                "csv-fr": ".csv",
                "vcf": ".vcf",
                "vcf3": ".vcf",
                "ics": ".ics",
            },
            write=write,
            said=said,
        ),
    )

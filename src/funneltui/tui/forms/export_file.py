"""Everything into a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from funneltui.i18n import translate as _
from funneltui.i18n import translate_plural
from funneltui.tui.forms.file_form import FileForm

if TYPE_CHECKING:
    from funneltui.services.exporting import ExportFormat, ExportReport

__all__ = ["ExportScreen"]


class ExportScreen(FileForm["ExportReport"]):
    """Writes everything into a file."""

    ENDINGS = {  # noqa: RUF012 - a class variable of the base
        "json": ".json",
        "csv": ".csv",
        "csv-fr": ".csv",
        "vcf": ".vcf",
        "vcf3": ".vcf",
        "ics": ".ics",
    }

    @property
    def heading(self) -> str:
        """The form's title."""
        return _("Export everything")

    @property
    def save_label(self) -> str:
        """What the saving button says."""
        return _("Export")

    @property
    def usual_path(self) -> str:
        """At home, by the day."""
        return f"~/funneltui-{self.funnel.clock.today()}.json"

    @property
    def formats(self) -> Sequence[tuple[str, str, str]]:
        """For this program, or for spreadsheets."""
        return [
            ("json", _("JSON"), _("the whole file; import restores everything")),
            ("csv", _("CSV"), _("one line per deal, for any spreadsheet")),
            ("csv-fr", _("CSV for French Excel"), _("semicolons and decimal commas")),
            ("vcf", _("vCard 4.0"), _("contacts, for address books")),
            ("vcf3", _("vCard 3.0"), _("contacts, for phones")),
            ("ics", _("Calendar"), _("next actions, returns, proposals' end dates")),
        ]

    def writing(self, path: Path, form: str, *, force: bool) -> Callable[[], ExportReport]:
        """What writes the file."""
        funnel = self.funnel
        return lambda: funnel.services.exporting.write(path, _format(form), force=force)

    def said(self, written: ExportReport) -> str:
        """How much, and where."""
        count = written.count
        words = {
            "contacts": translate_plural("{count} contact saved to {path}", "{count} contacts saved to {path}", count),
            "events": translate_plural("{count} event saved to {path}", "{count} events saved to {path}", count),
        }.get(written.what)
        words = words or translate_plural("{count} deal saved to {path}", "{count} deals saved to {path}", count)
        return words.format(path=written.path)


def _format(text: str) -> ExportFormat:
    known: tuple[ExportFormat, ...] = ("csv", "csv-fr", "vcf", "vcf3", "ics")
    return next((form for form in known if form == text), "json")

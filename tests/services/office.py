"""A desk with a tray of files to import."""

from __future__ import annotations

from pathlib import Path

from funneltui.clock import FixedClock
from funneltui.services.importing.service import Importing
from funneltui.services.importing.values import ImportOptions, ImportReport, Preview, Reason
from funneltui.settings import Settings
from tests.services.desk import Desk


class Office(Desk):
    """A desk with a tray of files."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "funnel.db")
        self.folder = folder
        clock = self.unit_of_work.clock
        assert isinstance(clock, FixedClock)
        self.importing = Importing(self.unit_of_work, Settings())

    def file(self, content: str | bytes, name: str = "list.csv") -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def preview(self, content: str | bytes, **options: object) -> Preview:
        return self.importing.preview(self.file(content), ImportOptions(**options))  # type: ignore[arg-type]

    def preview_of(self, path: Path) -> Preview:
        return self.importing.preview(path)

    def take(self, content: str | bytes, **options: object) -> ImportReport:
        """Preview, import, and check that the one told what the other did."""
        preview = self.preview(content, **options)
        twice = any("twice in the file" in one.message for one in self._again(preview))
        before = self.rows("SELECT count(*) FROM step")
        report = self.importing.run(preview)
        names = ["rows", "created", "contacts", "rejected"]
        if not twice:
            names += ["updated", "skipped", "reasons"]
        for name in names:
            assert getattr(report, name) == getattr(preview, name), name
        assert report.rows == report.created + report.updated + report.skipped
        if report.change.step_id is not None:
            assert self.rows("SELECT count(*) FROM step")[0][0] == before[0][0] + 1  # type: ignore[operator]
        return report

    def _again(self, preview: Preview) -> tuple[Reason, ...]:
        """Why rows would be skipped: updating within a file is foretold without looking at each value."""
        if preview.options.on_duplicate != "update":
            return ()
        return self.importing.preview(preview.path).reasons

    def column(self, statement: str) -> list[object]:
        return [row[0] for row in self.rows(statement)]


def outcome(report: ImportReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.skipped, report.rejected


def reasons(report: ImportReport) -> list[str]:
    return [reason.sentence for reason in report.reasons]

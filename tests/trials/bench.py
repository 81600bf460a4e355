"""A bench for trials of the import: a file goes in, and what is in the database, the report and the rejected rows."""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path

from funneltui.services.importing.values import ImportReport
from funneltui.storage.reads.duplicates import DuplicateReads
from tests.services.office import Office

MODES = ("skip", "update", "create")


class Bench(Office):
    """An office that imports without comparing with the preview, and looks at people."""

    def bring(self, content: str | bytes, **options: object) -> ImportReport:
        """Import a file."""
        return self.importing.run(self.preview(content, **options))

    def people(self) -> dict[str, list[str]]:
        """Name → addresses and phone numbers, of everybody; two of one name are told apart by `#2`."""
        listed: dict[str, list[str]] = {}
        for number, name in self.rows("SELECT id, name FROM contact ORDER BY id"):
            ways = self.column(f"SELECT value FROM contact_point WHERE contact_id = {number} ORDER BY kind, position")
            key = str(name) if str(name) not in listed else f"{name} #2"
            listed[key] = list(map(str, ways))
        return listed

    def notes(self) -> str:
        """All notes, of contacts and deals."""
        return "\n".join(
            str(one) for one in self.column("SELECT note FROM contact UNION ALL SELECT note FROM opportunity")
        )

    def stages_of(self) -> list[object]:
        """The stages' keys, by deal."""
        return self.column("SELECT s.key FROM opportunity o JOIN stage s ON s.id = o.stage_id ORDER BY o.id")

    def likely(self) -> list[tuple[str, str, str]]:
        """The listed duplicates: two names and the sign."""
        from funneltui.settings import Settings

        with contextlib.closing(self.database.connect()) as connection:
            pairs = DuplicateReads(connection, self.clock, Settings()).pairs()
            names = dict(connection.execute("SELECT id, name FROM contact"))
        return [(names[pair.keep], names[pair.other], pair.sign.value) for pair in pairs]


def rejected(report: ImportReport) -> list[list[str]]:
    """The rows in the file of rejected rows, without its header."""
    if report.reject_file is None:
        return []
    return list(csv.reader(io.StringIO(report.reject_file.read_text("utf-8"), newline="")))[1:]


def told(report: ImportReport) -> str:
    """Every sentence of a report."""
    return "\n".join([*(one.sentence for one in report.problems), *(one.sentence for one in report.reasons)])


def in_a_folder(folder: Path) -> Bench:
    """A bench with an empty file."""
    return Bench(folder)

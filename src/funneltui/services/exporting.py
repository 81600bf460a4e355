"""Writing files for other programs, and the whole database for ourselves."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from funneltui.clock import Clock
from funneltui.domain.losses import loss_reason_name
from funneltui.domain.money import decimal_string
from funneltui.domain.stages import stage_name
from funneltui.interchange.csv_writer import FRENCH, PLAIN, Dialect, csv_chunks
from funneltui.interchange.errors import FileExistsAlreadyError
from funneltui.interchange.files import write_file
from funneltui.interchange.json_file import dump_chunks
from funneltui.settings import Settings
from funneltui.storage.database import SCHEMA_VERSION, Database
from funneltui.storage.reads import dump
from funneltui.storage.tables import JOURNALLED
from funneltui.storage.unit_of_work import instant

__all__ = ["CSV_HEADER", "ExportFormat", "ExportReport", "Exporting"]

ExportFormat = Literal["json", "csv", "csv-fr"]

CSV_HEADER = (
    "funneltui id", "Name", "Given name", "Family name", "Job title", "Organization", "Email", "Phone", "Link",
    "Address", "Language", "Opportunity", "Stage", "Amount", "Currency", "Source", "First contact date", "Tags",
    "Next action date", "Next action", "Created", "Close date", "Expected close date", "Loss reason", "Loss note",
    "Parked until", "Contact note", "Note",
)  # fmt: skip
"""The columns of a CSV. The words are those that importing knows, whatever the language."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written: where, and how many opportunities."""

    path: Path
    count: int


class Exporting:
    """Files out.

    Args:
        database: The file to read.
        clock: For the date in the export.
        settings: The user's choices.
    """

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings

    def write(
        self, path: Path, form: ExportFormat = "json", *, ids: Sequence[int] | None = None, force: bool = False
    ) -> ExportReport:
        """Write a file, whole or not at all, readable by its owner only.

        Args:
            path: Where.
            form: JSON (the whole database, lossless), CSV (RFC 4180), or CSV as French Excel reads it.
            ids: The opportunities of a CSV, in order; all when None. JSON is always everything.
            force: Whether to replace a file that is there.

        Raises:
            FileExistsAlreadyError: The file is there, and `force` is not given.
            UnwritableFileError: The system does not let us.
        """
        if path.exists() and self._database.path.exists() and path.samefile(self._database.path):
            raise FileExistsAlreadyError(str(path))  # not even with force: it is the database itself
        with contextlib.closing(self._database.connect()) as connection:
            connection.execute("BEGIN")  # one moment in time, whatever others write meanwhile
            counted = _Counted()
            if form == "json":
                counted.count = dump.count(connection, "opportunity")
                chunks = self._document(connection)
            else:
                dialect = FRENCH if form == "csv-fr" else PLAIN
                lines = counted.passing(dump.card_lines(connection, ids))
                chunks = csv_chunks(CSV_HEADER, (_cells(line, dialect) for line in lines), dialect)
            write_file(path, chunks, force=force)
        return ExportReport(path, counted.count)

    def _document(self, connection: sqlite3.Connection) -> Iterator[bytes]:
        tables = ((table, dump.rows_of(connection, table)) for table in JOURNALLED)
        return dump_chunks(tables, schema=SCHEMA_VERSION, exported_at=instant(self._clock.now()))


class _Counted:
    """Counts what passes."""

    def __init__(self) -> None:
        self.count = 0

    def passing(self, lines: Iterable[dump.CardLine]) -> Iterator[dump.CardLine]:
        for line in lines:
            self.count += 1
            yield line


def _cells(line: dump.CardLine, dialect: Dialect) -> list[str]:
    amount = "" if line.amount is None else decimal_string(line.amount, line.currency)
    return [
        line.uid,
        line.name,
        line.given_name,
        line.family_name,
        line.job_title,
        line.organization,
        line.emails,
        line.phones,
        line.links,
        line.address,
        line.language,
        line.title,
        stage_name(line.stage_key, line.stage_name),
        amount.replace(".", dialect.decimal),
        line.currency,
        line.source,
        line.source_on or "",
        "; ".join(map(str, json.loads(line.tags))),
        line.due_on or "",
        line.what,
        line.created_on,
        line.closed_on or "",
        line.expected_close or "",
        loss_reason_name(line.lost_reason) if line.lost_reason else "",
        line.lost_note,
        line.parked_until or "",
        line.contact_note,
        line.note,
    ]

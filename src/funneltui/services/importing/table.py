"""A CSV or TSV file, understood: its columns, its stages, and the records of its rows."""

from __future__ import annotations

import contextlib
import shlex
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from funneltui.errors import FunnelError
from funneltui.i18n import N_
from funneltui.interchange.csv_reader import Row
from funneltui.interchange.errors import NoColumnsError
from funneltui.interchange.facts import Facts
from funneltui.interchange.headers import is_known
from funneltui.interchange.mapping import Mapping, map_columns, without_constants
from funneltui.interchange.opening import AnySheet, open_table
from funneltui.interchange.problems import Problems
from funneltui.interchange.records import PersonRecord
from funneltui.interchange.rows import RowReader
from funneltui.interchange.survey import survey
from funneltui.services.importing.kept import KeptRecords, NotingProblems
from funneltui.services.importing.remembered import recall
from funneltui.services.importing.values import ImportOptions, Opened

_SAMPLE = 500
"""Rows by whose cells the columns are understood."""


@dataclass(slots=True)
class Table:
    """A table and how it is taken.

    Attributes:
        sheet: The file.
        mapping: What its columns become.
        facts: What its columns show as a whole.
        stage_words: How often each stage's words occur.
        problems: What is to be told; reading the records adds to it.
        look: How the file looked when it was read.
        first_problems: What was to be told before its rows were read.
        kept: The records, where they are all kept.
    """

    sheet: AnySheet
    mapping: Mapping
    facts: Facts
    stage_words: Counter[str]
    problems: Problems
    look: tuple[int, ...]
    first_problems: Problems
    kept: KeptRecords = field(default_factory=KeptRecords)

    @property
    def opened(self) -> Opened:
        """For the import that follows a preview."""
        return Opened(self.look, self.sheet, self.mapping, self.facts, self.stage_words, self.first_problems, self.kept)

    def records(self, *, keep: bool = False) -> Generator[tuple[Row, PersonRecord | None], None, None]:
        """Every row with its record; None when nothing in it says who it is about.

        Args:
            keep: Whether the rows are to be kept, as they are when the next one is asked for.
        """
        if self.kept.is_whole:
            yield from self.kept.records(self.problems)
            return
        problems = NotingProblems(self.problems, self.kept) if keep else self.problems
        for row, record in self._read(problems):
            yield row, record
            if keep:
                self.kept.add(row, record)
        if keep:
            self.kept.finish()

    def _read(self, problems: Problems) -> Generator[tuple[Row, PersonRecord | None], None, None]:
        reader = RowReader(self.mapping, self.facts, problems)
        with contextlib.closing(self.sheet.rows()) as rows:
            for row in rows:
                if self.facts.footer_from and row.line >= self.facts.footer_from:
                    text = " ; ".join(filter(None, row.cells))
                    problems.add(row.line, N_("Left out, below the rows: {text}"), warning=False, text=text[:2000])
                    continue
                yield row, None if row.left_out else reader.read(row)

    def refusal(self) -> FunnelError | None:
        """Why nothing can be imported from it, or None."""
        if self.mapping.has_people:
            return None
        columns = ", ".join(self.sheet.header)
        quoted = shlex.quote(f"{self.sheet.header[0]}=name")
        return NoColumnsError(self.sheet.name, columns=columns[:500], quoted=quoted)


def read_table(path: Path, options: ImportOptions, currency: str, opened: Opened | None = None) -> Table:
    """Understand a file.

    Args:
        path: The file.
        options: What the person told.
        currency: The user's own.
        opened: The file as it was read before with these options.

    Raises:
        FunnelError: It cannot be read, is no table, or the options name what is not there.
    """
    look = _look(path)
    if opened is not None and look and opened.look == look:
        sheet, mapping, facts, words, told = opened[1:6]
        return Table(sheet, mapping, facts, words, told.copy(), look, told, opened.kept)
    sheet = open_table(path, is_known, sheet=options.sheet, encoding=options.encoding)
    with contextlib.closing(sheet.rows()) as rows:
        sample = [row.cells for row in islice(rows, _SAMPLE)]
    known = recall(sheet.header)
    mapping = map_columns(sheet.header, sample, {**known, **options.columns})
    problems = Problems()
    if known:
        problems.add(0, N_("Columns are mapped as in your last import of such a file."), warning=False)
    for problem in sheet.problems:
        problems.add_problem(problem)
    facts, stage_words = survey(
        sheet, mapping, currency, problems, options.source, date_order=options.date_order, decimal=options.decimal
    )
    mapping = without_constants(mapping, facts.constant)
    if not facts.rows:
        problems.add(0, N_("The file has no rows below the header."))
    return Table(sheet, mapping, facts, stage_words, problems, look, problems.copy())


def _look(path: Path) -> tuple[int, ...]:
    """What is different when a file is; empty: it cannot be looked at."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns

"""Importing files: CSV and TSV of any program, and our own JSON. One file is one undoable step."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from funneltui.domain.money import decimal_string
from funneltui.i18n import N_
from funneltui.interchange.csv_reader import Row
from funneltui.interchange.records import PersonRecord, shown_values
from funneltui.interchange.rows import NO_IDENTITY
from funneltui.services.importing import own_json
from funneltui.services.importing.entry import Moment
from funneltui.services.importing.known import People
from funneltui.services.importing.plan import Outcome, Planner
from funneltui.services.importing.rejects import Rejects
from funneltui.services.importing.remembered import remember
from funneltui.services.importing.stages import ImportStages
from funneltui.services.importing.table import Table, read_table
from funneltui.services.importing.values import Example, ImportOptions, ImportReport, Preview
from funneltui.services.importing.write import DryRun, Sink, Writer
from funneltui.services.use_cases import UseCases
from funneltui.storage.local_days import instant
from funneltui.storage.opposing import OppositionList
from funneltui.storage.outcome import Change
from funneltui.storage.reads.known import Query

Progress = Callable[[int, int], None]
"""Called now and then with the rows done and the rows in all."""

_EXAMPLES = 5
_EVERY = 250
_STEP = N_("Imported {file}")
REJECTED = "rejected"
"""The argument of the step's name that says where the rejected rows are."""


class _StoppedError(Exception):
    """The person stopped the import: the step is to leave nothing."""


@contextlib.contextmanager
def _no_collecting() -> Iterator[None]:
    """Spare the garbage collector from looking again and again at what is all in use: a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class Importing(UseCases):
    """Files in."""

    def preview(
        self, path: Path, options: ImportOptions | None = None, *, briefly: bool = False, shown: int = _EXAMPLES
    ) -> Preview:
        """Say what importing a file would do, without doing it.

        Args:
            path: The file.
            options: What the person told.
            briefly: Look at the first rows only, for who will run it anyway: the counts are theirs then.
            shown: How many rows are shown.

        Raises:
            FunnelError: It cannot be read, is no table, or the options name what is not there.
        """
        options = options or ImportOptions()
        with _no_collecting(), contextlib.closing(self._database.connect()) as connection:

            def query(statement: str, parameters: Sequence[str | int | None]) -> list[tuple[Any, ...]]:
                return connection.execute(statement, parameters).fetchall()

            if own_json.is_ours(path):
                return own_json.preview(path, options, query)
            table = read_table(path, options, self._settings.currency)
            stages = ImportStages(query, options, self._settings.default_stage)
            uses = stages.uses(table.stage_words)
            stages.warn(uses, table.problems)
            refusal = table.refusal()
            planner, examples = self._planner(table, query, DryRun(query), stages, options), []
            if refusal is None:
                examples = _rehearse(table, planner, shown, briefly=briefly)
        counts = planner.counts
        return Preview(
            path,
            options,
            kind=table.sheet.kind,
            program=table.mapping.program,
            encoding=table.sheet.encoding.name.removesuffix("-sig"),
            delimiter=table.sheet.layout.delimiter if len(table.sheet.header) > 1 else "",
            header_line=table.sheet.layout.header_line,
            columns=table.mapping.columns,
            stages=uses,
            examples=tuple(examples),
            rows=table.facts.rows,
            created=counts.created,
            contacts=counts.contacts,
            updated=counts.updated,
            skipped=counts.skipped,
            rejected=counts.rejected,
            reasons=counts.listed_reasons,
            problems=tuple(table.problems),
            problem_count=table.problems.count,
            refusal=refusal,
            opened=table.opened,
        )

    def run(
        self, preview: Preview, progress: Progress | None = None, stop: Callable[[], bool] | None = None
    ) -> ImportReport:
        """Import the file as previewed, in one step. Stopping it leaves nothing behind.

        The database is read again, and the file when it has changed: what happened since the preview counts.

        Raises:
            FunnelError: The preview's refusal, or the file has changed into something else.
        """
        if preview.refusal is not None:
            raise preview.refusal
        self._unit_of_work.keep("import")
        with _no_collecting():
            return self._run(preview, _ticker(progress, stop))

    def _run(self, preview: Preview, tick: Callable[[int, int], None]) -> ImportReport:
        name = preview.path.name
        try:
            if preview.kind == "json":
                return own_json.run(preview, self._unit_of_work, tick)
            table = read_table(preview.path, preview.options, self._settings.currency, preview.opened)
            if (refusal := table.refusal()) is not None:
                raise refusal
            rejects = Rejects(preview.path, table.sheet.header)
            with self._unit_of_work.step(_STEP, file=name) as work, rejects:
                stages = ImportStages(work.query, preview.options, self._settings.default_stage)
                stages.warn(stages.uses(table.stage_words), table.problems)
                writer = Writer(work, work.today)
                planner = self._planner(table, work.query, writer, stages, preview.options, work.now)
                _perform(table, planner, writer, rejects, tick)
                kept = {REJECTED: str(rejects.path)} if rejects.path is not None else {}
                work.rename(N_("Imported {file}: {created} new, {updated} updated"), file=name,
                            created=planner.counts.created, updated=planner.counts.updated, **kept)  # fmt: skip
        except _StoppedError:
            return ImportReport(Change(None, _STEP, {"file": name}), 0, 0, 0, 0, 0, 0, stopped=True)
        remember(table.sheet.header, {use.header: use.field for use in table.mapping.columns if use.told})
        counts = planner.counts
        if (failure := rejects.failure) is not None:
            table.problems.add(0, failure.message, path=failure.path, detail=failure.values["detail"])
        return ImportReport(
            work.change,
            counts.rows,
            counts.created,
            counts.contacts,
            counts.updated,
            counts.skipped,
            counts.rejected,
            counts.listed_reasons,
            rejects.path,
            problems=tuple(table.problems),
            problem_count=table.problems.count,
        )

    def _planner(
        self, table: Table, query: Query, sink: Sink, stages: ImportStages, options: ImportOptions, now: str = ""
    ) -> Planner:
        deals = table.mapping.has_deals
        moment = Moment(self._clock.today(), now or instant(self._clock.now()))
        people = People(query, deals=deals, completing=options.updates, ids_repeat=table.facts.ids_repeat)
        listed = OppositionList(query)
        return Planner(people, stages, moment, sink, options, table.problems, listed, deals=deals)


def _rehearse(table: Table, planner: Planner, shown: int, *, briefly: bool) -> list[Example]:
    """Decide about every row, or `briefly` the first ones, and show what becomes of those."""
    examples: list[Example] = []
    with contextlib.closing(table.records(keep=not briefly)) as records:
        for row, record in records:
            outcome = _take(planner, row, record)
            if len(examples) < shown:
                values = _shown_values(table, row, record)
                examples.append(Example(row.line, outcome.kind, outcome.reason, values))
            elif briefly:
                return examples
    planner.remark()
    return examples


def _take(planner: Planner, row: Row, record: PersonRecord | None) -> Outcome:
    """Decide about one row."""
    if row.left_out:
        return planner.leave_out(row.left_out)
    return planner.reject(NO_IDENTITY) if record is None else planner.take(record)


def _shown_values(table: Table, row: Row, record: PersonRecord | None) -> dict[str, str]:
    if record is None:
        return dict(zip(table.sheet.header, row.cells, strict=True))
    amount = "" if record.amount is None else decimal_string(record.amount, record.currency)
    return shown_values(record, f"{amount} {record.currency}" if amount else "")


def _perform(table: Table, planner: Planner, sink: Sink, rejects: Rejects, tick: Callable[[int, int], None]) -> None:
    """Decide about every row and write; what is left out with something of its own goes to the rejected rows."""
    for number, (row, record) in enumerate(table.records()):
        if number % _EVERY == 0:
            tick(number, table.facts.rows)
        outcome = _take(planner, row, record)
        if outcome.lost:
            rejects.add(row.line, outcome.reason, (*row.cells, *(cell for _, cell in row.extra)))
    planner.remark()
    sink.flush()
    tick(table.facts.rows, table.facts.rows)


def _ticker(progress: Progress | None, stop: Callable[[], bool] | None) -> Callable[[int, int], None]:
    def tick(done: int, total: int) -> None:
        if stop is not None and stop():
            raise _StoppedError
        if progress is not None:
            progress(done, total)

    return tick

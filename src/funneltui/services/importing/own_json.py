"""Our own JSON back in: into an empty file as it was, into another one by the rows' uids."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from funneltui.errors import RefusedError
from funneltui.i18n import N_, system_reason, translate as _
from funneltui.interchange.errors import ForeignJsonError, UnreadableFileError
from funneltui.interchange.files import open_file
from funneltui.interchange.json_file import Document, load
from funneltui.interchange.wrong_type import looks_like_json
from funneltui.paths import read_file
from funneltui.services.importing.plan import ERASED
from funneltui.services.importing.values import ImportOptions, ImportReport, Preview, Reason
from funneltui.storage.checking import first_wrong
from funneltui.storage.database import SCHEMA_VERSION
from funneltui.storage.errors import RowRefusedError
from funneltui.storage.joining import Merge, MergeCounts, foresee
from funneltui.storage.left_out import LeftOut
from funneltui.storage.outcome import Change
from funneltui.storage.reads.known import Query
from funneltui.storage.unit_of_work import UnitOfWork

Tick = Callable[[int, int], None]

_THERE = N_("already exists: same identifier")
_HEAD = 4096


def is_ours(path: Path) -> bool:
    """Whether a file is JSON, which only our own export can be.

    Raises:
        MissingFileError, UnreadableFileError: There is nothing to read.
    """
    if path.is_dir():
        return False
    try:
        with open_file(path) as stream:
            return looks_like_json(stream.read(_HEAD))
    except OSError as error:
        raise UnreadableFileError(path, detail=system_reason(error)) from error


def preview(path: Path, options: ImportOptions, query: Query) -> Preview:
    """Say what importing our JSON would do."""
    document = _read(path, options)
    left_out = _left_out(document, query, path)
    deals, contacts = foresee(document, left_out, query)
    updating = options.on_duplicate == "update"
    return Preview(
        path,
        options,
        kind="json",
        program="funneltui",
        encoding="utf-8",
        rows=deals.new + deals.known + left_out.deals,
        created=deals.new,
        contacts=contacts.new,
        updated=deals.known if updating else 0,
        skipped=left_out.deals + (0 if updating else deals.known),
        reasons=_reasons(0 if updating else deals.known, left_out),
    )


def run(preview: Preview, unit_of_work: UnitOfWork, tick: Tick) -> ImportReport:
    """Import our JSON in one step.

    Raises:
        ForeignJsonError: A row is not what the tables can hold; nothing was changed.
    """
    path, options = preview.path, preview.options
    document = _read(path, options)
    try:
        with unit_of_work.step(N_("Imported {file}"), file=path.name) as work:
            left_out = _left_out(document, work.query, path)
            merge = Merge(work, document, left_out, update=options.on_duplicate == "update")
            counts = merge.perform(tick)
            work.rename(
                N_("Imported {file}: {created} new, {updated} updated"),
                file=path.name,
                created=counts.created,
                updated=counts.updated,
            )
    except (RowRefusedError, KeyError) as error:
        raise ForeignJsonError(path, detail=_("a row is invalid: {error}").format(error=error)) from error
    return _report(counts, left_out, work.change)


def _report(counts: MergeCounts, left_out: LeftOut, change: Change) -> ImportReport:
    return ImportReport(
        change,
        counts.created + counts.updated + counts.skipped + left_out.deals,
        counts.created,
        counts.contacts,
        counts.updated,
        counts.skipped + left_out.deals,
        0,
        _reasons(counts.skipped, left_out),
    )


def _reasons(skipped: int, left_out: LeftOut) -> tuple[Reason, ...]:
    """Why deals are left out."""
    return tuple(Reason(why, count) for why, count in ((_THERE, skipped), (ERASED, left_out.deals)) if count)


def _left_out(document: Document, query: Query, path: Path) -> LeftOut:
    try:
        return LeftOut(document, query)
    except KeyError as error:
        raise ForeignJsonError(path, detail=_("a row is invalid: {error}").format(error=error)) from error


def _read(path: Path, options: ImportOptions) -> Document:
    if options.columns or options.stages or options.stage or options.source:
        raise RefusedError(
            N_("A funneltui export already contains columns, stages and source: these options don't apply to it.")
        )
    try:
        content = read_file(path)
    except OSError as error:
        raise UnreadableFileError(path, detail=system_reason(error)) from error
    document = load(content, str(path), schema=SCHEMA_VERSION)
    wrong = first_wrong(document.tables, document.rows)
    if wrong is not None:
        raise ForeignJsonError(path, detail=str(wrong))
    return document

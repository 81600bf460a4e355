"""Commands that read and write files: import, export."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli import values
from funneltui.cli.application import command
from funneltui.cli.options import DryRun, Force, Json
from funneltui.cli.queries import understood
from funneltui.cli.session import Session, session_of
from funneltui.errors import RefusedError, UsageError
from funneltui.i18n import N_, translate as _
from funneltui.interchange.unfinished import temporary_folder
from funneltui.paths import typed_path

if TYPE_CHECKING:
    from funneltui.services.exporting import ExportFormat, ExportReport
    from funneltui.services.importing.values import ImportOptions, OnDuplicate

_FORMATS: tuple[ExportFormat, ...] = ("json", "csv", "csv-fr", "vcf", "vcf3", "ics")
_ON_DUPLICATE: tuple[OnDuplicate, ...] = ("skip", "update", "create")
_OF_OTHERS = frozenset((".pdf", ".xlsx", ".xls", ".ods", ".docx", ".doc", ".odt", ".txt", ".xml", ".sql"))
"""What a file's name can end with that no export is."""
_SUFFIXES = {".json": "json", ".csv": "csv", ".vcf": "vcf", ".ics": "ics", ".html": "html", ".htm": "html"}


@command(
    "import",
    help=N_(
        "Import a table, vCards, LDIF or a funneltui JSON file. Tables are CSV, TSV or "
        "workbooks (xlsx, xls, ods); the content decides, not the file's name. An import is "
        "one change: undo reverses all of it. With --json: file, kind, program, columns, "
        "stages, rows, created, contacts, updated, skipped, rejected, reasons, problems, "
        "reject_file, dry_run."
    ),
    examples=(
        N_("import Connections.csv --dry-run"),
        N_("import leads.csv --stage suspect --source fair --map Company=organization"),
        N_("import pipeline.csv --map-stage Engaging=prospect --on-duplicate update"),
        N_("import - --encoding cp1252 --date-order dmy --decimal ,"),
    ),
)
def import_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar=N_("FILE"), help=N_("File to read; - for stdin."))],
    dry_run: DryRun = False,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", metavar=N_("COLUMN=FIELD"), help=N_("Field of a column. Can be repeated.")),
    ] = None,
    map_stage: Annotated[
        list[str] | None,
        typer.Option(
            "--map-stage", metavar=N_("WORDS=STAGE"), help=N_("Stage that the file's words mean. Can be repeated.")
        ),
    ] = None,
    stage: Annotated[str, typer.Option("--stage", metavar=N_("STAGE"), help=N_("Stage of rows that give none."))] = "",
    source: Annotated[
        str,
        typer.Option("--source", metavar=N_("TEXT"), help=N_("Source of rows that give none.")),
    ] = "",
    on_duplicate: Annotated[
        str,
        typer.Option("--on-duplicate", metavar="skip|update|create", help=N_("What to do with existing contacts.")),
    ] = "skip",
    sheet: Annotated[
        str, typer.Option("--sheet", metavar=N_("TEXT"), help=N_("Sheet of a workbook (default: the fullest)."))
    ] = "",
    encoding: Annotated[
        str, typer.Option("--encoding", metavar="utf-8|cp1252|…", help=N_("Encoding of the file, if guessed wrong."))
    ] = "",
    date_order: Annotated[
        str, typer.Option("--date-order", metavar="dmy|mdy|ymd", help=N_("Order of the day in 1/2/2026."))
    ] = "",
    decimal: Annotated[str, typer.Option("--decimal", metavar=".|,", help=N_("Decimal sign of amounts."))] = "",
    as_json: Json = False,
) -> None:
    session = session_of(context)
    order, sign = _reading(date_order, decimal)
    with session.trial() if dry_run else nullcontext(), _typed_in(file) as path:
        session.funnel(create=True)
        options = _options(session, map_, map_stage, stage, source, on_duplicate, sheet)
        options = replace(options, encoding=encoding, date_order=order, decimal=sign)
        _import(session, file, path, options, dry_run=dry_run, as_json=as_json)


@contextmanager
def _typed_in(file: str) -> Iterator[Path]:
    """The file; what comes in on stdin is put into a private file meanwhile, for it is read more than once."""
    if file != "-":
        yield typed_path(file)
        return
    with temporary_folder() as folder:
        path = folder / "stdin"
        with path.open("wb") as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
        yield path


def _reading(date_order: str, decimal: str) -> tuple[str, str]:
    """How dates and amounts are to be read, where the person knows better."""
    from funneltui.interchange.dates import ORDERS

    order, sign = date_order.strip().lower(), decimal.strip()
    if order and order not in ORDERS:
        raise UsageError(N_("--date-order takes {known}, not “{word}”."), known=", ".join(ORDERS), word=date_order)
    if sign not in {"", ".", ","}:
        raise UsageError(N_("--decimal takes a point or a comma, not “{word}”."), word=decimal)
    return order, sign


def _import(session: Session, file: str, path: Path, options: ImportOptions, *, dry_run: bool, as_json: bool) -> None:
    from funneltui.cli import import_talk

    importing = session.services.importing
    preview = importing.preview(path, options, briefly=not dry_run)
    names = {stage.key: stage.called for stage in session.reads.stages.stages()}
    import_talk.tell_preview(session.out, file, preview, names, only=dry_run or preview.refusal is not None)
    if preview.refusal is not None:
        raise preview.refusal
    if dry_run:
        session.out.say(_("Dry run: nothing was changed."))
        told = import_talk.preview_json(file, preview)
    else:
        report = importing.run(preview, session.out.progress)
        import_talk.tell_report(session.out, report)
        told = import_talk.report_json(file, preview, report)
    if as_json:
        session.out.entry(told)


def _options(
    session: Session,
    columns: list[str] | None,
    stages: list[str] | None,
    stage: str,
    source: str,
    on_duplicate: str,
    sheet: str,
) -> ImportOptions:
    from funneltui.services.importing.values import ImportOptions

    way_in = next((way for way in _ON_DUPLICATE if way == on_duplicate), None)
    if way_in is None:
        known = ", ".join(_ON_DUPLICATE)
        raise UsageError(N_("--on-duplicate takes {known}, not “{word}”."), known=known, word=on_duplicate)
    return ImportOptions(
        stage=values.stage(session, stage).key if stage else "",
        source=source,
        columns=_pairs(columns),
        stages={words: values.stage(session, name).key for words, name in _pairs(stages).items()},
        on_duplicate=way_in,
        sheet=sheet,
    )


def _pairs(words: list[str] | None) -> dict[str, str]:
    """`left=right` words; the last `=` parts them, for a column's name may have one."""
    pairs: dict[str, str] = {}
    for word in words or ():
        left, assigned, right = word.rpartition("=")
        if not assigned:
            raise UsageError(N_("No value in “{word}”. Write field=value."), word=word)
        pairs[left] = right
    return pairs


@command(
    "export",
    help=N_(
        "Export deals to a file. JSON holds the whole database, lossless; CSV has one line "
        "per deal; csv-fr suits French spreadsheets; vcf holds the contacts as vCards 4.0, "
        "vcf3 as 3.0 for phones; ics holds next actions, returns from Not now and proposals' "
        "end dates, for calendars; html is one page with all reports; -o - writes to stdout. "
        "eml saves one draft per contact in a folder, from a template, in their language; "
        "without a query, for all open deals."
    ),
    examples=(
        N_("export -o everything.json"),
        N_("export lumière --format csv-fr -o lumiere.csv"),
        N_("export --format csv -o - | head"),
        N_("export tag:client -o clients.vcf"),
        N_('export temp:warm --format eml --template "Case study" -o drafts'),
    ),
)
def export(
    context: typer.Context,
    output: Annotated[str, typer.Option("--output", "-o", metavar=N_("FILE"), help=N_("Output file; - for stdout."))],
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar=N_("QUERY"), help=N_("Query: words and conditions; not for JSON.")),
    ] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="json|csv|csv-fr|vcf|vcf3|ics|html|eml",
            help=N_("json, or what the file's name ends with."),
        ),
    ] = "",
    template: Annotated[
        str, typer.Option("--template", metavar=N_("TEMPLATE"), help=N_("eml: template to use (default: best match)."))
    ] = "",
    force: Force = False,
) -> None:
    session = session_of(context)
    words = " ".join(query or ())
    if format_.strip().lower() == "eml":
        _write_drafts(session, understood(session, words or "is:live"), template, output, force=force)
        return
    if template:
        raise UsageError(N_("--template can only be used with --format eml."))
    if _wanted(format_, output) == "html":
        _write_reports(session, words, output, force=force)
        return
    form = _format(format_, output)
    if words.strip() and form == "json":
        raise UsageError(N_("A JSON export is the whole database: drop the query, or choose --format csv."))
    ids = list(session.reads.opportunities.ids(understood(session, words))) if words.strip() else None
    if output == "-":
        with temporary_folder() as folder:
            written = session.services.exporting.write(folder / "export", form, ids=ids)
            session.out.document(written.path, as_json=form == "json")
    else:
        written = session.services.exporting.write(typed_path(output), form, ids=ids, force=force)
        session.out.say(_told(written))


def _write_reports(session: Session, words: str, output: str, *, force: bool) -> None:
    """All reports, of all time, as one page."""
    from funneltui.domain.insights.scope import Scope

    if words.strip():
        raise UsageError(N_("An HTML report counts all deals: drop the query. “report --html” takes a period."))
    insights = session.funnel().insights()
    if output == "-":
        with temporary_folder() as folder:
            insights.write_page(folder / "export", Scope())
            session.out.document(folder / "export", as_json=False)
        return
    path = typed_path(output)
    insights.write_page(path, Scope(), force=force)
    session.out.say(_("Written: {path}").format(path=path))


def _write_drafts(session: Session, words: str, template: str, folder: str, *, force: bool) -> None:
    """A draft for the contact of each deal found; who gets none is told."""
    from funneltui.cli.messages import choose_template, tell_skipped
    from funneltui.i18n import translate_plural

    ids = list(session.reads.opportunities.ids(words))
    if folder == "-":
        raise UsageError(N_("Drafts need a folder: -o FOLDER."))
    if not ids:
        raise RefusedError(N_("No contact to write to."))
    chosen = choose_template(session, ids, template)
    path = typed_path(folder)
    drafts = session.services.templates.write_drafts(ids, chosen.id, path, force=force)
    for number, error in drafts.skipped:
        tell_skipped(session, number, error)
    count = len(drafts.written)
    said = translate_plural("{count} draft in {path}", "{count} drafts in {path}", count)
    session.out.say(said.format(path=path))
    if not count:
        raise RefusedError(N_("No contact to write to."))


def _told(written: ExportReport) -> str:
    from funneltui.i18n import translate_plural

    count = written.count
    words = {
        "contacts": translate_plural("{count} contact saved to {path}.", "{count} contacts saved to {path}.", count),
        "events": translate_plural("{count} event saved to {path}.", "{count} events saved to {path}.", count),
    }.get(written.what)
    words = words or translate_plural("{count} deal saved to {path}.", "{count} deals saved to {path}.", count)
    return words.format(path=written.path)


def _wanted(text: str, output: str) -> str:
    """The format that is named, else the one that the file's name ends with."""
    suffix = Path(output).suffix.lower()
    return text.strip().lower() or _SUFFIXES.get(suffix) or (suffix[1:] if suffix in _OF_OTHERS else "json")


def _format(text: str, output: str) -> ExportFormat:
    wanted = _wanted(text, output)
    known_format = next((format_ for format_ in _FORMATS if format_ == wanted), None)
    if known_format is not None:
        return known_format
    known = ", ".join((*_FORMATS, "html", "eml"))
    raise UsageError(N_("Unknown format “{word}”. Choose from: {known}."), word=wanted, known=known)

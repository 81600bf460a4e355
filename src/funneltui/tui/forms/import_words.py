"""What an import would do and did, in words. Everything from the file is made safe here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from funneltui.domain.text import cells, pad, safe
from funneltui.i18n import N_, grouped, translate as _, translate_plural
from funneltui.interchange.fields import FIELDS
from funneltui.tui.widgets.choice import Choice
from funneltui.tui.widgets.pick_list import Item

if TYPE_CHECKING:
    from funneltui.interchange.problems import Problem
    from funneltui.services.importing.values import ImportReport, Preview, Reason

READING = ("encoding", "date_order", "decimal")
"""The names of the choices how a file is to be read."""
_PROBLEMS = 3
_ALL_PROBLEMS = 100
_REASONS = 4
_MARGIN = 12
_GAP = 2
_WIDEST_FORM = 92
_WIDEST, _NARROWEST = 24, 8
OUTCOMES = {"create": N_("new"), "update": N_("updated"), "skip": N_("left out"), "reject": N_("refused")}
"""What becomes of a row."""
_DELIMITERS = {",": N_("commas"), ";": N_("semicolons"), "\t": N_("tabs"), "|": N_("bars")}


def reading_choices() -> Iterator[Choice]:
    """How the file is to be read, where what was found out is wrong."""
    automatic = ("", _("detected"), "")
    encodings = (("utf-8", "UTF-8"), ("cp1252", "Windows (cp1252)"), ("mac-roman", "Mac"), ("iso-8859-15", "Latin-9"))
    yield Choice("encoding", _("Encoding"), [automatic, *((key, words, "") for key, words in encodings)])
    orders = (("dmy", N_("day month year")), ("mdy", N_("month day year")), ("ymd", N_("year month day")))
    yield Choice("date_order", _("Dates"), [automatic, *((key, _(words), "1/2/2026") for key, words in orders)])
    signs = ((",", N_("comma")), (".", N_("point")))
    yield Choice("decimal", _("Decimal sign"), [automatic, *((key, _(words), f"12{key}50") for key, words in signs)])


def items(preview: Preview, name_of_stage: Callable[[str], str]) -> list[Item]:
    """What every column becomes, and what the stages' words become."""
    rows: list[Item] = []
    if preview.own_columns:
        rows.append(Item("", _("Columns: Enter changes the field"), heading=True))
    rows += [
        Item(
            f"column:{column.header}",
            column.header,
            note=_(FIELDS.get(column.field, column.field)),
            faint=column.field in {"ignore", ""},
        )
        for column in preview.own_columns
    ]
    if preview.stages:
        rows.append(Item("", _("Stages: Enter chooses another stage"), heading=True))
    for stage in preview.stages:
        text = stage.text or _("(no stage)")
        note = f"{stage.count} → {name_of_stage(stage.stage)}"
        rows.append(Item(f"stage:{stage.text}", text, note=note if stage.understood else f"{note} ?"))
    return rows


def summary(preview: Preview) -> Content:
    """What the file is, and what would be created, changed and left out."""
    lines = [Content(safe(_kind(preview)))]
    lines.append(_counts(preview.created, preview.contacts, preview.updated, preview.skipped, preview.rejected))
    lines += _reasons(preview.reasons)
    lines += _problems(preview.problems, preview.problem_count, _PROBLEMS)
    return Content("\n").join(lines)


def outcome(report: ImportReport) -> Content:
    """What was created, changed and left out, and where the rest is."""
    lines = [_counts(report.created, report.contacts, report.updated, report.skipped, report.rejected)]
    lines += _reasons(report.reasons)
    if report.reject_file is not None:
        lines.append(Content(safe(_("The refused rows are in {path}").format(path=report.reject_file))))
    lines += _problems(report.problems, report.problem_count, _ALL_PROBLEMS)
    return Content("\n").join(lines)


def _kind(preview: Preview) -> str:
    if preview.kind == "json":
        return _("A funneltui file")
    parts = [_("A {program} table").format(program=preview.program) if preview.program else _("A table")]
    parts.append(translate_plural("{count} row", "{count} rows", preview.rows))
    parts.append(preview.encoding.upper())
    if preview.delimiter:
        parts.append(_(_DELIMITERS.get(preview.delimiter, preview.delimiter)))
    if preview.header_line > 1:
        parts.append(_("names in line {line}").format(line=preview.header_line))
    elif preview.header_line == 0:
        parts.append(_("the file has no column names"))
    return " · ".join(parts)


def _counts(created: int, contacts: int, updated: int, skipped: int, rejected: int) -> Content:
    text = translate_plural("{count} new deal", "{count} new deals", created)
    if contacts != created:
        text += " (" + translate_plural("{count} contact", "{count} contacts", contacts) + ")"
    rest = [
        translate_plural("{count} updated", "{count} updated", updated),
        translate_plural("{count} left out", "{count} left out", skipped),
    ]
    if rejected:
        rest.append(translate_plural("{count} of them refused", "{count} of them refused", rejected))
    return Content.assemble((text, "bold"), " · " + " · ".join(rest))


def _reasons(reasons: tuple[Reason, ...]) -> list[Content]:
    lines = [Content(f"  {grouped(reason.count)} × {safe(reason.sentence)}") for reason in reasons[:_REASONS]]
    if len(reasons) > _REASONS:
        lines.append(Content(_("  and other reasons")))
    return lines


def _problems(problems: Sequence[Problem], count: int, most: int) -> list[Content]:
    lines = []
    for problem in problems[:most]:
        where = _("line {line}: ").format(line=problem.line) if problem.line else ""
        lines.append(Content.assemble((safe(f"{where}{problem.sentence}"), "$text-warning" if problem.warning else "")))
    if count > len(lines):
        more = count - len(lines)
        lines.append(Content(translate_plural("and {count} more remark", "and {count} more remarks", more)))
    return lines


def examples(preview: Preview, screen_width: int) -> Content:
    """The first rows as a table: what becomes of each, and its fields."""
    if not preview.examples:
        return Content("")
    names: list[str] = []
    for example in preview.examples:
        if not example.reason:
            names += [name for name in example.values if name not in names]
    titles = ["", *(_(FIELDS.get(name, name)) for name in names)]
    rows: list[list[str]] = []
    for example in preview.examples:
        cells_ = [] if example.reason else [example.values.get(name, "") for name in names]
        rows.append([_(OUTCOMES[example.outcome]), *map(safe, cells_)])
    widths = _widths([titles, *rows], min(_WIDEST_FORM, screen_width) - _MARGIN)
    lines = [Content.assemble((_row(titles, widths), "bold"))]
    for example, row in zip(preview.examples, rows, strict=True):
        reason = f"  {safe(_(example.reason))}" if example.reason else ""
        lines.append(Content(_row(row, widths) + reason))
    return Content("\n").join(lines)


def _widths(table: list[list[str]], room: int) -> list[int]:
    """How wide the columns are; those that do not fit any more are left out."""
    widths: list[int] = []
    for place in range(max(map(len, table))):
        wanted = min(_WIDEST, max(cells(row[place]) for row in table if place < len(row)))
        left = room - sum(widths) - _GAP * len(widths)
        if left < min(wanted, _NARROWEST):
            break
        widths.append(min(wanted, left))
    return widths


def _row(row: list[str], widths: list[int]) -> str:
    return (" " * _GAP).join(pad(cell, width) for cell, width in zip(row, widths, strict=False)).rstrip()

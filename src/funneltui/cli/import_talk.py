"""What `import` says: the preview and the outcome, for people on stderr and for scripts as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from funneltui.cli.output import Output
from funneltui.i18n import N_, grouped, translate as _, translate_plural
from funneltui.interchange.fields import FIELDS

if TYPE_CHECKING:
    from funneltui.interchange.problems import Problem
    from funneltui.services.importing.values import ImportReport, Preview

_SHOWN_PROBLEMS = 20
_OUTCOMES = {"create": N_("new"), "update": N_("update"), "skip": N_("skipped"), "reject": N_("rejected")}


def tell_preview(out: Output, file: str, preview: Preview, names: Mapping[str, str], *, only: bool) -> None:
    """Say how the file is read, what its columns and stages become, and what the first rows give.

    Args:
        out: Where to.
        file: The file as it was typed.
        preview: What would be done.
        names: The stages' names, by key.
        only: Whether it stays at that: then the counts and problems are told too, which else the report tells.
    """
    encoding = preview.encoding if preview.kind != "workbook" else ""
    read = [preview.program, encoding, _delimiter(preview.delimiter)]
    out.say(" · ".join(filter(None, (_("standard input") if file == "-" else file, *read))))
    for use in preview.own_columns:
        out.say(f"  {use.header or use.index + 1} → {_(FIELDS.get(use.field, use.field))}")
    for stage_use in preview.stages:
        words = stage_use.text or _("(no stage)")
        guess = "" if stage_use.understood else "  " + _("(change with --map-stage)")
        out.say(f"  {words} × {stage_use.count} → {names.get(stage_use.stage, stage_use.stage)}{guess}")
    for example in preview.examples:
        told = ", ".join(
            _("{field}: {text}").format(field=_(FIELDS.get(field, field)), text=text)
            for field, text in example.values.items()
            if text
        )
        reason = f" ({_(example.reason)})" if example.reason else ""
        outcome = _(_OUTCOMES.get(example.outcome, example.outcome))
        out.say(
            "  "
            + _("line {line}, {outcome}{reason}: {told}").format(
                line=example.line, outcome=outcome, reason=reason, told=told
            )
        )
    if only:
        _tell_counts(out, preview)
        _tell_problems(out, preview.problems, preview.problem_count)


def tell_report(out: Output, report: ImportReport) -> None:
    """Say what was done, and where the rejected rows are."""
    if report.stopped:
        out.say(_("Stopped. Nothing was imported."))
        return
    _tell_counts(out, report)
    _tell_problems(out, report.problems, report.problem_count)
    if report.reject_file is not None:
        out.say(_("The rejected rows are in {path}.").format(path=report.reject_file))
    if report.change.step_id is None:
        out.say(_("No changes."))
    else:
        out.say(report.change.label)


def _delimiter(text: str) -> str:
    return {"\t": _("tabs"), "": ""}.get(text, text)


def _tell_counts(out: Output, counts: Preview | ImportReport) -> None:
    rows = translate_plural("{count} row", "{count} rows", counts.rows)
    told = _("{rows}: {created} new, {updated} updated, {skipped} left out")
    created, updated, skipped = map(grouped, (counts.created, counts.updated, counts.skipped))
    out.say(told.format(rows=rows, created=created, updated=updated, skipped=skipped))
    for reason in counts.reasons:
        out.say(f"  {grouped(reason.count)} × {reason.sentence}")


def _tell_problems(out: Output, problems: Iterable[Problem], count: int) -> None:
    shown = 0
    for problem in problems:
        if shown == _SHOWN_PROBLEMS:
            break
        shown += 1
        place = _("line {line}: ").format(line=problem.line) if problem.line else ""
        out.say(f"  {place}{problem.sentence}")
    if count > shown:
        left = count - shown
        out.say("  " + translate_plural("… and {count} more.", "… and {count} more.", left))


def preview_json(file: str, preview: Preview) -> dict[str, object]:
    """A dry run for scripts: the keys the help of `import` names, and `examples`."""
    examples = [
        {
            "line": example.line,
            "outcome": example.outcome,
            "reason": _(example.reason) if example.reason else "",
            **_values(example.values),
        }
        for example in preview.examples
    ]
    return {**_head(file, preview), **_counts(preview), "examples": examples, "reject_file": None, "dry_run": True}


def report_json(file: str, preview: Preview, report: ImportReport) -> dict[str, object]:
    """An import for scripts: the keys the help of `import` names."""
    rejects = None if report.reject_file is None else str(report.reject_file)
    step = {"step": report.change.step_id, "stopped": report.stopped}
    return {**_head(file, preview), **_counts(report), **step, "reject_file": rejects, "dry_run": False}


def _values(values: Mapping[str, str]) -> dict[str, object]:
    return {"values": dict(values)}


def _head(file: str, preview: Preview) -> dict[str, object]:
    return {
        "file": file,
        "kind": preview.kind,
        "program": preview.program,
        "encoding": preview.encoding,
        "delimiter": preview.delimiter,
        "header_line": preview.header_line,
        "columns": [{"column": column.header, "field": column.field} for column in preview.columns],
        "stages": [{"words": use.text, "count": use.count, "stage": use.stage} for use in preview.stages],
    }


def _counts(counts: Preview | ImportReport) -> dict[str, object]:
    return {
        "rows": counts.rows,
        "created": counts.created,
        "contacts": counts.contacts,
        "updated": counts.updated,
        "skipped": counts.skipped,
        "rejected": counts.rejected,
        "reasons": [{"reason": reason.sentence, "count": reason.count} for reason in counts.reasons],
        "problems": [{"line": problem.line, "problem": problem.sentence} for problem in counts.problems],
        "problem_count": counts.problem_count,
    }

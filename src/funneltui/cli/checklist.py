"""The commands on the qualification grid: checklist list, add, edit, move, remove, preset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli import values
from funneltui.cli.application import command, group
from funneltui.cli.completion import criterion_keys
from funneltui.cli.options import Json, NewName
from funneltui.cli.session import Session, session_of
from funneltui.cli.structure import chosen_preset, places_to, print_presets, report
from funneltui.cli.table import Column
from funneltui.errors import UsageError
from funneltui.i18n import N_, translate as _

if TYPE_CHECKING:
    from funneltui.storage.reads.stages import CriterionRecord

_Criterion = Annotated[
    str,
    typer.Argument(metavar=N_("CRITERION"), help=N_("Key or name of a criterion."), autocompletion=criterion_keys),
]
_Name = Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("Name of the criterion."))]
_Question = Annotated[str | None, typer.Option("--question", metavar=N_("TEXT"), help=N_("Its question."))]
_Weight = Annotated[int | None, typer.Option("--weight", metavar=N_("N"), help=N_("Points for a yes."))]
_Before = Annotated[
    str,
    typer.Option("--before", metavar=N_("KEY"), help=N_("Place before this criterion."), autocompletion=criterion_keys),
]
_After = Annotated[
    str,
    typer.Option("--after", metavar=N_("KEY"), help=N_("Place after this criterion."), autocompletion=criterion_keys),
]

group(
    "checklist",
    help=N_("Edit the qualification criteria. Without a command it lists them. Every change can be undone."),
    usual="list",
)


@command(
    "checklist list",
    help=N_("List the criteria. With --json: key, name, question, next_question, weight, required_by."),
    examples=("checklist", N_("checklist list --json")),
)
def checklist_list(context: typer.Context, as_json: Json = False) -> None:
    _print(session_of(context), as_json=as_json)


@command(
    "checklist add",
    help=N_("Add a criterion."),
    examples=(N_('checklist add "Good payer" --question "Did they pay the last bill on time?"'),),
)
def checklist_add(
    context: typer.Context, name: _Name, question: _Question = None, weight: _Weight = None, as_json: Json = False
) -> None:
    session = session_of(context, create=True)
    points = 1 if weight is None else weight
    change = session.services.structure.add_criterion(name, question or "", weight=points)
    report(session, change, _print, as_json=as_json)


@command(
    "checklist edit",
    help=N_("Edit a criterion."),
    examples=(N_('checklist edit budget --name "Money" --weight 2'),),
)
def checklist_edit(
    context: typer.Context,
    criterion: _Criterion,
    name: NewName = None,
    question: _Question = None,
    weight: _Weight = None,
    as_json: Json = False,
) -> None:
    from funneltui.domain.entries import CriterionChanges

    session = session_of(context, create=True)
    if (name, question, weight) == (None, None, None):
        raise UsageError(N_("Give a change: --name, --question or --weight."))
    changes = CriterionChanges(name=name, question=question, weight=weight)
    change = session.services.structure.change_criterion(values.criterion(session, criterion), changes)
    report(session, change, _print, as_json=as_json)


@command("checklist move", help=N_("Move a criterion."), examples=(N_("checklist move urgency --before need"),))
def checklist_move(
    context: typer.Context, criterion: _Criterion, before: _Before = "", after: _After = "", as_json: Json = False
) -> None:
    session = session_of(context, create=True)
    key = values.criterion(session, criterion)
    keys = [criterion.key for criterion in session.reads.stages.criteria()]
    by = places_to(keys, key, before, after, lambda text: values.criterion(session, text))
    report(session, session.services.structure.move_criterion(key, by), _print, as_json=as_json)


@command("checklist remove", help=N_("Remove a criterion."), examples=(N_("checklist remove motivation"),))
def checklist_remove(context: typer.Context, criterion: _Criterion, as_json: Json = False) -> None:
    session = session_of(context, create=True)
    change = session.services.structure.remove_criterion(values.criterion(session, criterion))
    report(session, change, _print, as_json=as_json)


@command(
    "checklist preset",
    help=N_("List the grids, or take another one."),
    examples=(N_("checklist preset"), N_("checklist preset bant")),
)
def checklist_preset(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("Grid (omit to list them)."))] = "",
    as_json: Json = False,
) -> None:
    from funneltui.domain.grids import GRIDS

    if not name:
        print_presets(session_of(context), GRIDS, _("Grid"), as_json=as_json)
        return
    session = session_of(context, create=True)
    grid = chosen_preset(GRIDS, name, N_("Unknown grid “{text}”. Choose from: {known}."))
    report(session, session.services.structure.use_grid(grid), _print, as_json=as_json)


def _print(session: Session, *, as_json: bool) -> None:
    criteria = session.reads.stages.criteria()
    stages = session.reads.stages.stages()
    required = {
        criterion.key: [stage.key for stage in stages if criterion.key in stage.required] for criterion in criteria
    }
    if as_json:
        session.out.array(_json(criterion, required[criterion.key]) for criterion in criteria)
        return

    columns = (
        Column(_("Key")),
        Column(_("Criterion")),
        Column(_("Weight"), right=True),
        Column(_("Required by"), from_width=60),
        Column(_("Question"), gives_way=1, from_width=70),
    )
    rows = (
        (
            criterion.key,
            criterion.called,
            str(criterion.weight),
            ", ".join(required[criterion.key]),
            criterion.asks,
        )
        for criterion in criteria
    )
    if not session.out.table(columns, rows):
        session.out.say(_("The grid is empty. Fill it with funneltui checklist preset full."))


def _json(criterion: CriterionRecord, required: list[str]) -> dict[str, object]:
    from funneltui.domain.qualification import criterion_next_question

    return {
        "key": criterion.key,
        "name": criterion.called,
        "question": criterion.asks,
        "next_question": criterion_next_question(criterion.key, criterion.question),
        "weight": criterion.weight,
        "required_by": required,
    }

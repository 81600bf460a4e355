"""The command on the qualification grid: checklist."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from funneltui.cli import values
from funneltui.cli.application import command
from funneltui.cli.completion import criterion_keys
from funneltui.cli.options import Json
from funneltui.cli.session import Session, session_of
from funneltui.cli.table import Column
from funneltui.errors import UsageError
from funneltui.i18n import N_
from funneltui.i18n import translate as _

if TYPE_CHECKING:
    from funneltui.services.changes import Change
    from funneltui.storage.reads.stages import CriterionRecord

__all__ = ["checklist", "placed"]


_Action = Annotated[
    str,
    typer.Argument(
        metavar="list|add|edit|move|remove|preset",
        help=N_("Action (default: list)."),
        autocompletion=lambda: ["list", *_ACTIONS],
    ),
]
_Word = Annotated[
    str,
    typer.Argument(
        metavar=N_("WORD"),
        help=N_("add: a name. preset: a grid (omit to list them). Otherwise: a criterion's key or name."),
        autocompletion=criterion_keys,
    ),
]
_Name = Annotated[str | None, typer.Option("--name", metavar=N_("TEXT"), help=N_("edit: new name."))]
_Question = Annotated[str | None, typer.Option("--question", metavar=N_("TEXT"), help=N_("add, edit: question."))]
_Weight = Annotated[int | None, typer.Option("--weight", metavar=N_("N"), help=N_("add, edit: points for a yes."))]
_Before = Annotated[str, typer.Option("--before", metavar=N_("KEY"), help=N_("move: before this criterion."))]
_After = Annotated[str, typer.Option("--after", metavar=N_("KEY"), help=N_("move: after this criterion."))]


@command(
    "checklist",
    help=N_(
        "Edit the qualification criteria. Without an action it lists the grid. Every change "
        "can be undone. With --json: key, name, question, next_question, weight, required_by."
    ),
    examples=(
        "checklist",
        N_('checklist add "Good payer" --question "Did they pay the last bill on time?"'),
        N_('checklist edit budget --name "Money" --weight 2'),
        N_("checklist move urgency --before need"),
        N_("checklist remove motivation"),
        N_("checklist preset"),
        N_("checklist preset bant"),
    ),
)
def checklist(
    context: typer.Context,
    action: _Action = "list",
    word: _Word = "",
    name: _Name = None,
    question: _Question = None,
    weight: _Weight = None,
    before: _Before = "",
    after: _After = "",
    as_json: Json = False,
) -> None:
    """List or change the grid."""
    session = session_of(context)
    if action == "list":
        if word:
            raise UsageError(N_("Unexpected words: {words}"), words=word)
        _print(session, as_json=as_json)
        return
    if action not in _ACTIONS:
        raise UsageError(
            N_("checklist takes {known}, not “{word}”."), known=", ".join(["list", *_ACTIONS]), word=action
        )
    if action == "preset" and not word:
        _print_presets(session, as_json=as_json)
        return
    if not word:
        raise UsageError(N_("Give a criterion: funneltui checklist {action} WORD."), action=action)
    session.funnel(create=True)
    options: dict[str, Any] = {"name": name, "question": question, "weight": weight, "before": before, "after": after}
    change = _ACTIONS[action](session, word, options)
    if as_json:
        _print(session, as_json=True)
    session.report(change, as_json=False)


def _add(session: Session, name: str, options: dict[str, Any]) -> Change:
    weight = options["weight"]
    return session.services.structure.add_criterion(
        name, str(options["question"] or ""), weight=weight if isinstance(weight, int) else 1
    )


def _edit(session: Session, word: str, options: dict[str, Any]) -> Change:
    from funneltui.services.structure import CriterionChanges

    given = {name: options[name] for name in ("name", "question", "weight") if options[name] is not None}
    if not given:
        raise UsageError(N_("Give a change: --name, --question or --weight."))
    changes = CriterionChanges(**given)
    return session.services.structure.change_criterion(values.criterion(session, word), changes)


def _move(session: Session, word: str, options: dict[str, Any]) -> Change:
    key = values.criterion(session, word)
    keys = [one.key for one in session.reads.stages.criteria()]
    by = placed(keys, key, options, lambda text: values.criterion(session, text))
    return session.services.structure.move_criterion(key, by)


def placed(keys: Sequence[str], key: str, options: dict[str, Any], understood: Callable[[str], str]) -> int:
    """How many places `--before` or `--after` is from where `key` stands.

    Raises:
        UsageError: None of them is given, or both.
    """
    before, after = str(options["before"] or ""), str(options["after"] or "")
    if bool(before) == bool(after):
        raise UsageError(N_("Give a place: --before or --after."))
    other = understood(before or after)
    rest = [one for one in keys if one != key]
    if other == key:
        return 0
    return rest.index(other) + bool(after) - keys.index(key)


def _remove(session: Session, word: str, _options: dict[str, Any]) -> Change:
    return session.services.structure.remove_criterion(values.criterion(session, word))


def _preset(session: Session, word: str, _options: dict[str, Any]) -> Change:
    from funneltui.domain.grids import GRIDS, grid_name

    names = values.spellings(((one.key, None) for one in GRIDS), grid_name)
    key = values.choice(word, names, message=N_("Unknown grid “{text}”. Choose from: {known}."))
    grid = next(one for one in GRIDS if one.key == key)
    return session.services.structure.use_grid(grid)


_ACTIONS: dict[str, Callable[[Session, str, dict[str, Any]], Change]] = {
    "add": _add,
    "edit": _edit,
    "move": _move,
    "remove": _remove,
    "preset": _preset,
}


def _print(session: Session, *, as_json: bool) -> None:
    criteria = session.reads.stages.criteria()
    stages = session.reads.stages.stages()
    required = {one.key: [stage.key for stage in stages if one.key in stage.required] for one in criteria}
    if as_json:
        session.out.array(_json(one, required[one.key]) for one in criteria)
        return
    from funneltui.domain.qualification import criterion_name, criterion_question

    columns = (
        Column(_("Key")),
        Column(_("Criterion")),
        Column(_("Weight"), right=True),
        Column(_("Required by"), from_width=60),
        Column(_("Question"), gives_way=1, from_width=70),
    )
    rows = (
        (
            one.key,
            criterion_name(one.key, one.name),
            str(one.weight),
            ", ".join(required[one.key]),
            criterion_question(one.key, one.question),
        )
        for one in criteria
    )
    if not session.out.table(columns, rows):
        session.out.say(_("The grid is empty. Fill it with funneltui checklist preset full."))


def _json(one: CriterionRecord, required: list[str]) -> dict[str, object]:
    from funneltui.domain.qualification import criterion_name, criterion_next_question, criterion_question

    return {
        "key": one.key,
        "name": criterion_name(one.key, one.name),
        "question": criterion_question(one.key, one.question),
        "next_question": criterion_next_question(one.key, one.question),
        "weight": one.weight,
        "required_by": required,
    }


def _print_presets(session: Session, *, as_json: bool) -> None:
    from funneltui.domain.grids import GRIDS

    if as_json:
        session.out.array({"key": one.key, "name": _(one.name), "about": _(one.about)} for one in GRIDS)
        return
    columns = (Column(_("Key")), Column(_("Grid")), Column(_("Description"), gives_way=1))
    session.out.table(columns, ((one.key, _(one.name), _(one.about)) for one in GRIDS))

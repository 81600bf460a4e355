"""The commands on the stages of the funnel: stages list, show, add and what changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from funneltui.cli import values
from funneltui.cli.application import command, group
from funneltui.cli.completion import criterion_keys, stage_keys
from funneltui.cli.options import Json, NewName
from funneltui.cli.session import Session, session_of
from funneltui.cli.structure import chosen_preset, places_to, print_presets, report
from funneltui.cli.table import Column
from funneltui.errors import InvalidValueError, UsageError
from funneltui.i18n import N_, translate as _

if TYPE_CHECKING:
    from funneltui.storage.reads.stages import StageRecord

_Stage = Annotated[
    str, typer.Argument(metavar=N_("STAGE"), help=N_("Key or name of a stage."), autocompletion=stage_keys)
]
_After = Annotated[
    str, typer.Option("--after", metavar=N_("STAGE"), help=N_("Place after this stage."), autocompletion=stage_keys)
]
_Words = Annotated[list[str], typer.Argument(metavar=N_("TEXT"), help=N_("Empty quotes for the built-in one."))]

group(
    "stages",
    help=N_("List or edit the stages. Every change can be undone."),
    usual="list/show",
)


@command(
    "stages list",
    help=N_(
        "List the stages. With --json: key, name, definition, status, probability, idle_days, required, cards, values."
    ),
    examples=("stages", N_("stages list --json")),
)
def stages_list(context: typer.Context, as_json: Json = False) -> None:
    _print(session_of(context), as_json=as_json)


@command("stages show", help=N_("Explain a stage."), examples=(N_("stages show prospect"), N_("stages prospect")))
def stages_show(context: typer.Context, stage: _Stage, as_json: Json = False) -> None:
    session = session_of(context)
    record = values.stage(session, stage)
    if as_json:
        session.out.entry(_stage_json(record))
    else:
        _explain(session, record)


# -- Changing -------------------------------------------------------------------------------------


@command("stages add", help=N_("Add a stage."), examples=(N_('stages add "Demo done" --after prospect'),))
def stages_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("Name of the stage."))],
    after: _After = "",
    definition: Annotated[
        str, typer.Option("--definition", metavar=N_("TEXT"), help=N_("Definition of the stage."))
    ] = "",
    as_json: Json = False,
) -> None:
    session = session_of(context, create=True)
    key = values.stage(session, after).key if after else ""
    change = session.services.structure.add_stage(name, after=key, definition=definition)
    report(session, change, _print, as_json=as_json)


@command("stages rename", help=N_("Rename a stage."), examples=(N_('stages rename lead "Warm contact"'),))
def stages_rename(context: typer.Context, stage: _Stage, name: _Words, as_json: Json = False) -> None:
    _change(session_of(context, create=True), stage, {"name": " ".join(name)}, as_json=as_json)


@command(
    "stages define",
    help=N_("Define a stage in your own words."),
    examples=(N_('stages define lead "They answered once."'),),
)
def stages_define(context: typer.Context, stage: _Stage, text: _Words, as_json: Json = False) -> None:
    _change(session_of(context, create=True), stage, {"definition": " ".join(text)}, as_json=as_json)


@command(
    "stages gate",
    help=N_("Set the entry criteria of a stage. Without criteria it has none."),
    examples=(N_("stages gate proposal fit budget authority"), N_("stages gate proposal")),
)
def stages_gate(
    context: typer.Context,
    stage: _Stage,
    criteria: Annotated[
        list[str] | None,
        typer.Argument(metavar=N_("CRITERION"), help=N_("Key or name of a criterion."), autocompletion=criterion_keys),
    ] = None,
    as_json: Json = False,
) -> None:
    session = session_of(context, create=True)
    typed = [word for text in criteria or () for word in text.split(",") if word.strip()]
    required = tuple(values.criterion(session, word) for word in typed)
    _change(session, stage, {"required": required}, as_json=as_json)


@command(
    "stages edit",
    help=N_("Edit a stage."),
    examples=(N_("stages edit proposal --probability 50 --idle 5 --colour magenta"),),
)
def stages_edit(
    context: typer.Context,
    stage: _Stage,
    name: NewName = None,
    definition: Annotated[
        str | None, typer.Option("--definition", metavar=N_("TEXT"), help=N_("Definition of the stage."))
    ] = None,
    probability: Annotated[
        int | None, typer.Option("--probability", metavar=N_("N"), help=N_("Chance of a sale, in percent."))
    ] = None,
    idle: Annotated[
        int | None, typer.Option("--idle", metavar=N_("N"), help=N_("Days until a deal is idle; 0 for never."))
    ] = None,
    colour: Annotated[
        str | None, typer.Option("--colour", "--color", metavar=N_("NAME"), help=N_("Name of a colour."))
    ] = None,
    as_json: Json = False,
) -> None:
    from funneltui.domain.stages import COLOURS

    session = session_of(context, create=True)
    fields = {"name": name, "definition": definition, "probability": probability, "idle_days": idle, "colour": colour}
    given = {field: value for field, value in fields.items() if value is not None}
    if not given:
        raise UsageError(N_("Give a change: --name, --definition, --probability, --idle or --colour."))
    if colour is not None:
        spelled = values.spellings(((key, None) for key in COLOURS), lambda key, _own: _(COLOURS[key]))
        given["colour"] = values.choice(colour, spelled, message=N_("Unknown colour “{text}”. Choose from: {known}."))
    _change(session, stage, given, as_json=as_json)


@command("stages move", help=N_("Move a stage."), examples=(N_("stages move proposal --before prospect"),))
def stages_move(
    context: typer.Context,
    stage: _Stage,
    before: Annotated[
        str,
        typer.Option("--before", metavar=N_("STAGE"), help=N_("Place before this stage."), autocompletion=stage_keys),
    ] = "",
    after: _After = "",
    as_json: Json = False,
) -> None:
    session = session_of(context, create=True)
    key = values.stage(session, stage).key
    line = [stage.key for stage in session.reads.stages.stages() if stage.kind == "open"]

    def open_stage(text: str) -> str:
        other = values.stage(session, text)
        if key not in line or other.key not in line:
            raise InvalidValueError(N_("Only stages between the first and the won one can be moved."), field="stage")
        return other.key

    change = session.services.structure.move_stage(key, places_to(line, key, before, after, open_stage))
    report(session, change, _print, as_json=as_json)


@command("stages remove", help=N_("Remove a stage."), examples=(N_("stages remove proposal --into prospect"),))
def stages_remove(
    context: typer.Context,
    stage: _Stage,
    into: Annotated[
        str,
        typer.Option("--into", metavar=N_("STAGE"), help=N_("Stage to move the deals to."), autocompletion=stage_keys),
    ] = "",
    as_json: Json = False,
) -> None:
    session = session_of(context, create=True)
    target = values.stage(session, into).key if into else ""
    change = session.services.structure.remove_stage(values.stage(session, stage).key, into=target)
    report(session, change, _print, as_json=as_json)


@command(
    "stages preset",
    help=N_("List the vocabularies, or name the stages in one."),
    examples=(N_("stages preset"), N_("stages preset marketing")),
)
def stages_preset(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("Vocabulary (omit to list them)."))] = "",
    as_json: Json = False,
) -> None:
    from funneltui.domain.vocabularies import VOCABULARIES

    if not name:
        print_presets(session_of(context), VOCABULARIES, _("Vocabulary"), as_json=as_json)
        return
    session = session_of(context, create=True)
    words = chosen_preset(VOCABULARIES, name, N_("Unknown vocabulary “{text}”. Choose from: {known}."))
    report(session, session.services.structure.use_words(words), _print, as_json=as_json)


def _change(session: Session, stage: str, given: dict[str, Any], *, as_json: bool) -> None:
    from funneltui.domain.entries import StageChanges

    change = session.services.structure.change_stage(values.stage(session, stage).key, StageChanges(**given))
    report(session, change, _print, as_json=as_json)


# -- Showing --------------------------------------------------------------------------------------


def _print(session: Session, *, as_json: bool) -> None:
    """All stages."""
    known = session.reads.stages.stages()
    if as_json:
        session.out.array(_stage_json(stage) for stage in known)
        return
    columns = (
        Column(_("Key")),
        Column(_("Stage")),
        Column(_("Deals"), right=True),
        Column(_("Value"), right=True),
        Column(_("Definition"), gives_way=1, from_width=60),
    )
    session.out.table(columns, ((stage.key, *_named(stage)) for stage in known))


def _named(stage: StageRecord) -> tuple[str, str, str, str]:

    return (
        stage.called,
        str(stage.cards),
        " + ".join(f"{amount} {currency}" for currency, amount in _values(stage).items()),
        stage.means,
    )


def _values(stage: StageRecord) -> dict[str, str]:
    from funneltui.domain.money import decimal_string

    return {currency: decimal_string(minor, currency) for currency, minor in stage.amounts.items() if minor}


def _stage_json(stage: StageRecord) -> dict[str, object]:
    name, _cards, _value, definition = _named(stage)
    return {
        "key": stage.key,
        "name": name,
        "definition": definition,
        "status": stage.kind,
        "probability": stage.probability,
        "idle_days": stage.idle_days,
        "required": list(stage.required),
        "cards": stage.cards,
        "values": _values(stage),
    }


def _explain(session: Session, stage: StageRecord) -> None:

    name, cards, value, definition = _named(stage)
    session.out.line(f"{name} ({stage.key})")
    session.out.line(definition)
    session.out.line(_("Deals: {cards}  {value}").format(cards=cards, value=value).rstrip())
    if stage.required:
        session.out.line(_("Entry criteria:"))
        for criterion in session.reads.stages.criteria():
            if criterion.key in stage.required:
                label = criterion.called
                question = criterion.asks
                line = _("{criterion} ({key}): {question}")
                session.out.line("  " + line.format(criterion=label, key=criterion.key, question=question))

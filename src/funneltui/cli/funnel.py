"""The command on the stages of the funnel: list, explain and change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from funneltui.cli import values
from funneltui.cli.application import command
from funneltui.cli.completion import criterion_keys, stage_keys
from funneltui.cli.grid import placed
from funneltui.cli.options import Json
from funneltui.cli.session import Session, session_of
from funneltui.cli.table import Column
from funneltui.errors import InvalidValueError, UsageError
from funneltui.i18n import N_
from funneltui.i18n import translate as _

if TYPE_CHECKING:
    from funneltui.services.changes import Change
    from funneltui.storage.reads.stages import StageRecord

__all__ = ["stages"]

Options = dict[str, Any]


_Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=N_("WORD"),
        help=N_(
            "Stage to explain; or add NAME, rename STAGE NAME, define STAGE TEXT, gate STAGE "
            "CRITERION…, edit STAGE, move STAGE, remove STAGE, preset NAME (omit NAME to list "
            "them)."
        ),
        autocompletion=lambda: [*_ACTIONS, *stage_keys(), *criterion_keys()],
    ),
]
_Before = Annotated[str, typer.Option("--before", metavar=N_("STAGE"), help=N_("Only with move."))]
_After = Annotated[str, typer.Option("--after", metavar=N_("STAGE"), help=N_("Only with add and move."))]
_Into = Annotated[str, typer.Option("--into", metavar=N_("STAGE"), help=N_("remove: stage to move the deals to."))]
_Name = Annotated[str | None, typer.Option("--name", metavar=N_("TEXT"), help=N_("Only with edit."))]
_Definition = Annotated[
    str | None, typer.Option("--definition", metavar=N_("TEXT"), help=N_("add, edit: definition of the stage."))
]
_Probability = Annotated[
    int | None,
    typer.Option("--probability", metavar=N_("N"), help=N_("edit: chance of a sale, in percent.")),
]
_Idle = Annotated[
    int | None,
    typer.Option("--idle", metavar=N_("N"), help=N_("edit: days until a deal is idle; 0 for never.")),
]
_Colour = Annotated[
    str | None, typer.Option("--colour", "--color", metavar=N_("NAME"), help=N_("edit: name of a colour."))
]


@command(
    "stages",
    help=N_(
        "List or edit the stages. Every change can be undone. With --json: key, name, "
        "definition, status, probability, idle_days, required, cards, values."
    ),
    examples=(
        "stages",
        N_("stages prospect"),
        N_('stages add "Demo done" --after prospect'),
        N_('stages rename lead "Warm contact"'),
        N_('stages define lead "They answered once."'),
        N_("stages gate proposal fit budget authority"),
        N_("stages edit proposal --probability 50 --idle 5 --colour magenta"),
        N_("stages move proposal --before prospect"),
        N_("stages remove proposal --into prospect"),
        N_("stages preset marketing"),
    ),
)
def stages(
    context: typer.Context,
    words: _Words = None,
    before: _Before = "",
    after: _After = "",
    into: _Into = "",
    name: _Name = None,
    definition: _Definition = None,
    probability: _Probability = None,
    idle: _Idle = None,
    colour: _Colour = None,
    as_json: Json = False,
) -> None:
    """List, explain or change the stages."""
    session = session_of(context)
    action, *rest = words or [""]
    if action not in _ACTIONS:
        if rest:
            raise UsageError(N_("Unexpected words: {words}"), words=" ".join(rest))
        _show(session, action, as_json=as_json)
        return
    if action == "preset" and not rest:
        _print_presets(session, as_json=as_json)
        return
    if not rest:
        raise UsageError(N_("Give a stage: funneltui stages {action} WORD."), action=action)
    session.funnel(create=True)
    options: Options = {
        "before": before, "after": after, "into": into, "name": name, "definition": definition,
        "probability": probability, "idle_days": idle, "colour": colour,
    }  # fmt: skip
    change = _ACTIONS[action](session, rest, options)
    if as_json:
        _show(session, "", as_json=True)
    session.report(change, as_json=False)


# -- Changing -------------------------------------------------------------------------------------


def _add(session: Session, words: Sequence[str], options: Options) -> Change:
    after = values.stage(session, str(options["after"])).key if options["after"] else ""
    return session.services.structure.add_stage(_one(words), after=after, definition=str(options["definition"] or ""))


def _rename(session: Session, words: Sequence[str], _options: Options) -> Change:
    key, name = _stage_and_text(session, words, N_("New name; empty quotes for the built-in one."))
    return _change(session, key, {"name": name})


def _define(session: Session, words: Sequence[str], _options: Options) -> Change:
    key, text = _stage_and_text(session, words, N_("Definition of the stage; empty quotes for the built-in one."))
    return _change(session, key, {"definition": text})


def _gate(session: Session, words: Sequence[str], _options: Options) -> Change:
    stage = values.stage(session, words[0])
    typed = [word for text in words[1:] for word in text.split(",") if word.strip()]
    return _change(session, stage.key, {"required": tuple(values.criterion(session, word) for word in typed)})


def _edit(session: Session, words: Sequence[str], options: Options) -> Change:
    from funneltui.domain.stages import COLOURS

    names = ("name", "definition", "probability", "idle_days", "colour")
    given = {name: options[name] for name in names if options[name] is not None}
    if not given:
        raise UsageError(N_("Give a change: --name, --definition, --probability, --idle or --colour."))
    colour = given.get("colour")
    if colour is not None:
        spelled = values.spellings(((key, None) for key in COLOURS), lambda key, _own: _(COLOURS[key]))
        given["colour"] = values.choice(
            str(colour), spelled, message=N_("Unknown colour “{text}”. Choose from: {known}.")
        )
    return _change(session, values.stage(session, _one(words)).key, given)


def _change(session: Session, key: str, given: Options) -> Change:
    from funneltui.services.structure import StageChanges

    return session.services.structure.change_stage(key, StageChanges(**given))


def _move(session: Session, words: Sequence[str], options: Options) -> Change:
    key = values.stage(session, _one(words)).key
    line = [one.key for one in session.reads.stages.stages() if one.kind == "open"]

    def open_stage(text: str) -> str:
        other = values.stage(session, text)
        if key not in line or other.key not in line:
            raise InvalidValueError(N_("Only stages between the first and the won one can be moved."), field="stage")
        return other.key

    return session.services.structure.move_stage(key, placed(line, key, options, open_stage))


def _remove(session: Session, words: Sequence[str], options: Options) -> Change:
    into = values.stage(session, str(options["into"])).key if options["into"] else ""
    return session.services.structure.remove_stage(values.stage(session, _one(words)).key, into=into)


def _preset(session: Session, words: Sequence[str], _options: Options) -> Change:
    from funneltui.domain.vocabularies import VOCABULARIES, vocabulary_name

    names = values.spellings(((one.key, None) for one in VOCABULARIES), vocabulary_name)
    key = values.choice(_one(words), names, message=N_("Unknown vocabulary “{text}”. Choose from: {known}."))
    return session.services.structure.use_words(next(one for one in VOCABULARIES if one.key == key))


_ACTIONS: dict[str, Callable[[Session, Sequence[str], Options], Change]] = {
    "add": _add,
    "rename": _rename,
    "define": _define,
    "gate": _gate,
    "edit": _edit,
    "move": _move,
    "remove": _remove,
    "preset": _preset,
}


def _one(words: Sequence[str]) -> str:
    if len(words) > 1:
        raise UsageError(N_("Unexpected words: {words}"), words=" ".join(words[1:]))
    return words[0]


def _stage_and_text(session: Session, words: Sequence[str], lacking: str) -> tuple[str, str]:
    """The key of the stage that comes first, and the words after it."""
    if len(words) == 1:
        raise UsageError(lacking)
    return values.stage(session, words[0]).key, " ".join(words[1:])


# -- Showing --------------------------------------------------------------------------------------


def _show(session: Session, stage: str, *, as_json: bool) -> None:
    """One stage explained, or all of them."""
    if stage:
        one = values.stage(session, stage)
        if as_json:
            session.out.entry(_stage_json(one))
        else:
            _explain(session, one)
        return
    known = session.reads.stages.stages()
    if as_json:
        session.out.array(_stage_json(one) for one in known)
        return
    columns = (
        Column(_("Key")),
        Column(_("Stage")),
        Column(_("Deals"), right=True),
        Column(_("Value"), right=True),
        Column(_("Definition"), gives_way=1, from_width=60),
    )
    session.out.table(columns, ((one.key, *_named(one)) for one in known))


def _print_presets(session: Session, *, as_json: bool) -> None:
    from funneltui.domain.vocabularies import VOCABULARIES

    if as_json:
        session.out.array({"key": one.key, "name": _(one.name), "about": _(one.about)} for one in VOCABULARIES)
        return
    columns = (Column(_("Key")), Column(_("Vocabulary")), Column(_("Description"), gives_way=1))
    session.out.table(columns, ((one.key, _(one.name), _(one.about)) for one in VOCABULARIES))


def _named(one: StageRecord) -> tuple[str, str, str, str]:
    from funneltui.domain.stages import stage_definition, stage_name

    return (
        stage_name(one.key, one.name),
        str(one.cards),
        " + ".join(f"{amount} {currency}" for currency, amount in _values(one).items()),
        stage_definition(one.key, one.definition),
    )


def _values(one: StageRecord) -> dict[str, str]:
    from funneltui.domain.money import decimal_string

    return {currency: decimal_string(minor, currency) for currency, minor in one.amounts.items() if minor}


def _stage_json(one: StageRecord) -> dict[str, object]:
    name, _cards, _value, definition = _named(one)
    return {
        "key": one.key,
        "name": name,
        "definition": definition,
        "status": one.kind,
        "probability": one.probability,
        "idle_days": one.idle_days,
        "required": list(one.required),
        "cards": one.cards,
        "values": _values(one),
    }


def _explain(session: Session, one: StageRecord) -> None:
    from funneltui.domain.qualification import criterion_name, criterion_question

    name, cards, value, definition = _named(one)
    session.out.line(f"{name} ({one.key})")
    session.out.line(definition)
    session.out.line(_("Deals: {cards}  {value}").format(cards=cards, value=value).rstrip())
    if one.required:
        session.out.line(_("Entry criteria:"))
        for criterion in session.reads.stages.criteria():
            if criterion.key in one.required:
                label = criterion_name(criterion.key, criterion.name)
                question = criterion_question(criterion.key, criterion.question)
                line = _("{criterion} ({key}): {question}")
                session.out.line("  " + line.format(criterion=label, key=criterion.key, question=question))

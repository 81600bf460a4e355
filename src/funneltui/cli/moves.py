"""Commands that move cards through the funnel: move, win, lose, park, reopen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from funneltui.cli import values
from funneltui.cli.application import command
from funneltui.cli.completion import loss_reason_keys, stage_keys
from funneltui.cli.options import Id, Json
from funneltui.cli.session import Session, session_of
from funneltui.errors import UsageError
from funneltui.i18n import N_, sentence, translate as _

if TYPE_CHECKING:
    from funneltui.services.changes import GateError

_IdsThenStage = Annotated[  # a shell cannot know which word is the last: it offers stages for all
    list[str],
    typer.Argument(metavar="ID", help=N_("Deal numbers: 12 or #12."), autocompletion=stage_keys),
]
_Reason = Annotated[
    str, typer.Option("--reason", metavar=N_("TEXT"), help=N_("Reason to move despite missing criteria."))
]


@command(
    "move",
    help=N_(
        "Move deals to a stage. If entry criteria are missing, the move is refused and the questions to ask are listed."
    ),
    examples=(
        N_("move 12 lead"),
        N_("move 12 15 18 lead"),
        N_('move 12 prospect --reason "she decides alone"'),
    ),
    describes_json=True,
)
def move(
    context: typer.Context,
    ids: _IdsThenStage,
    stage: Annotated[
        str,
        typer.Argument(
            metavar=N_("STAGE"), help=N_("Key or name of a stage, or its beginning."), autocompletion=stage_keys
        ),
    ],
    reason: _Reason = "",
    note: Annotated[str, typer.Option("--note", metavar=N_("TEXT"), help=N_("Move to lost: a note."))] = "",
    as_json: Json = False,
) -> None:
    from funneltui.services.changes import GateError

    session = session_of(context)
    numbers = [values.opportunity_id(number) for number in ids]
    target = values.stage(session, stage)
    if target.kind == "parked":
        raise UsageError(N_("A return date is required: funneltui park ID --until DATE."))
    if target.kind == "lost":
        if not reason:
            raise UsageError(N_("A reason is required: funneltui lose ID --reason R."))
        reason = values.loss_reason(session, reason)
    try:
        change = session.services.opportunities.move(numbers, target.key, reason=reason, note=note)
    except GateError as error:
        _explain(session, error)
        return
    session.report(change, as_json=as_json, ids=numbers)
    if target.kind == "lost":
        _think_again(session, numbers, reason)


def _think_again(session: Session, numbers: Sequence[int], reason: str) -> None:
    """What the program asks before a card is lost is told after it: a script is not stopped, and undo is near."""
    from funneltui.domain.losses import loss_reason_name, parking_first

    for number in numbers:
        if session.reads.contact.detail(number).discarded_untried:
            session.out.say(
                _("#{id} was never contacted: it counts as discarded untried. funneltui undo reverses it.").format(
                    id=number
                )
            )
    if parking_first(reason):
        told = _("“{reason}” often means “not now”: funneltui park {id} --until DATE.")
        session.out.say(told.format(reason=loss_reason_name(reason), id=numbers[0]))


def _explain(session: Session, error: GateError) -> None:
    """Name each missing criterion with its question, and the way round."""
    from funneltui.domain.qualification import criterion_name, criterion_next_question, criterion_question

    session.refuse(sentence(error))
    questions = {criterion.key: criterion.question for criterion in session.reads.stages.criteria()}
    for card in error.missing:
        session.out.say(_("#{id} {name} is missing:").format(id=card.opportunity_id, name=card.name))
        for key, name in card.criteria:
            own = questions.get(key)
            line = _("{criterion} ({key}): {question}")
            told = line.format(criterion=criterion_name(key, name), key=key, question=criterion_question(key, own))
            session.out.say(f"  {told}")
            if own is None:
                session.out.say("    " + _("Ask: “{question}”").format(question=criterion_next_question(key)))
    session.out.say(_("To move anyway: --reason TEXT."))


@command(
    "win",
    help=N_("Mark a deal as won. The date is today and the amount the deal's value unless --date or --value is given."),
    examples=(
        N_("win 12"),
        N_('win 12 --value "€4,800" --date yesterday'),
        N_("win 12 --starts 2027-01-04 --ends 2027-01-22"),
    ),
    describes_json=True,
)
def win(
    context: typer.Context,
    id: Id,
    value: Annotated[str, typer.Option("--value", metavar=N_("AMOUNT"), help=N_("Amount won."))] = "",
    date: Annotated[str, typer.Option("--date", metavar=N_("DATE"), help=N_("Date won (default: today)."))] = "",
    starts: Annotated[str, typer.Option("--starts", metavar=N_("DATE"), help=N_("First day of the work."))] = "",
    ends: Annotated[str, typer.Option("--ends", metavar=N_("DATE"), help=N_("Last day of the work."))] = "",
    as_json: Json = False,
) -> None:
    session = session_of(context)
    number = values.opportunity_id(id)
    money = None
    if value.strip():
        money = values.amount(value, session.reads.opportunities.record(number).currency).money
    day = values.past_day(session, date) if date.strip() else None
    first, last = (values.day(session, text) if text.strip() else None for text in (starts, ends))
    change = session.services.opportunities.win([number], value=money, on=day, starts=first, ends=last)
    session.report(change, as_json=as_json, ids=[number])


@command(
    "lose",
    help=N_("Mark a deal as lost. A reason is required."),
    examples=(N_("lose 12 --reason price"), N_('lose 12 --reason other --note "moved abroad"')),
    describes_json=True,
)
def lose(
    context: typer.Context,
    id: Id,
    reason: Annotated[
        str,
        typer.Option(
            "--reason", metavar=N_("R"), help=N_("Key or name of a loss reason."), autocompletion=loss_reason_keys
        ),
    ],
    note: Annotated[str, typer.Option("--note", metavar=N_("TEXT"), help=N_("Note; required for “other”."))] = "",
    as_json: Json = False,
) -> None:
    session = session_of(context)
    number = values.opportunity_id(id)
    key = values.loss_reason(session, reason)
    session.report(session.services.opportunities.lose([number], reason=key, note=note), as_json=as_json, ids=[number])
    _think_again(session, [number], key)


@command(
    "park",
    help=N_("Park a deal until a date."),
    examples=(N_('park 12 --until "in 3 months" --why "budget in spring" --say "ask about the campaign"'),),
    describes_json=True,
)
def park(
    context: typer.Context,
    id: Id,
    until: Annotated[str, typer.Option("--until", metavar=N_("DATE"), help=N_("Date to come back to the deal."))],
    why: Annotated[str, typer.Option("--why", metavar=N_("TEXT"), help=N_("Reason."))] = "",
    say: Annotated[str, typer.Option("--say", metavar=N_("TEXT"), help=N_("Talking points for the return."))] = "",
    as_json: Json = False,
) -> None:
    session = session_of(context)
    number = values.opportunity_id(id)
    day = values.day(session, until)
    session.report(
        session.services.opportunities.park([number], until=day, why=why, say=say), as_json=as_json, ids=[number]
    )


@command(
    "reopen",
    help=N_("Reopen a won, lost or parked deal. It goes back to the stage it came from."),
    examples=(N_("reopen 12"),),
    describes_json=True,
)
def reopen(context: typer.Context, id: Id, as_json: Json = False) -> None:
    session = session_of(context)
    number = values.opportunity_id(id)
    session.report(session.services.opportunities.reopen([number]), as_json=as_json, ids=[number])

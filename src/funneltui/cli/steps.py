"""Commands on the history: undo, redo, history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Annotated

import typer

from funneltui.cli.application import command
from funneltui.cli.options import Json, Limit
from funneltui.cli.session import session_of
from funneltui.cli.table import Column
from funneltui.clock import local_time
from funneltui.errors import FunnelError, RefusedError, UsageError
from funneltui.i18n import N_, translate as _, translate_plural
from funneltui.storage.outcome import Change
from funneltui.storage.reads.history import StepRecord

_Count = Annotated[str, typer.Argument(metavar=N_("N"), help=N_("Number of changes (default: 1)."))]
_DIGITS = 9


@command(
    "undo",
    help=N_(
        "Undo the last change(s). Whether made in the program or on the command line. "
        "Without a number, only the last one."
    ),
    examples=("undo", N_("undo 3")),
)
def undo(
    context: typer.Context,
    count: _Count = "1",
    past_erasure: Annotated[
        bool,
        typer.Option("--past-erasure", help=N_("Skip erasures of personal data, which can't be undone.")),
    ] = False,
) -> None:
    session = session_of(context)
    number = _number(count)
    change = _travelled(partial(session.services.history.undo, past_erasure=past_erasure), number)
    many = translate_plural(
        "{count} change undone, back to before: {step}", "{count} changes undone, back to before: {step}", number
    )
    session.out.say(many.format(step=change.label))
    if kept := change.arguments.get("rejected"):
        session.out.say(_("The file of rejected rows stays: {path}").format(path=kept))


@command(
    "redo",
    help=N_("Redo undone change(s). Without a number, only the last one."),
    examples=("redo", N_("redo 3")),
)
def redo(context: typer.Context, count: _Count = "1") -> None:
    session = session_of(context)
    number = _number(count)
    change = _travelled(session.services.history.redo, number)
    many = translate_plural("{count} change redone, up to: {step}", "{count} changes redone, up to: {step}", number)
    session.out.say(many.format(step=change.label))


def _travelled(way: Callable[[int], Change], number: int) -> Change:
    try:
        return way(number)
    except FunnelError as error:
        raise _too_many(error, number) from error


def _too_many(error: FunnelError, wanted: int) -> FunnelError:
    """What is said when there are fewer steps than were asked for."""
    from funneltui.storage.errors import NothingToRedoError, NothingToUndoError

    if wanted > 1 and isinstance(error, NothingToUndoError | NothingToRedoError):
        return RefusedError(
            N_("There are fewer than {count} changes to go through, so nothing was changed. See funneltui history."),
            count=wanted,
        )
    return error


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) <= _DIGITS):
        raise UsageError(N_("“{text}” isn't a number of changes."), text=text)
    return int(text)


@command(
    "history",
    help=N_(
        "List recent changes. Latest first. With --json: id, name, at, door, state; and "
        "erased_on, the day personal data was erased from it."
    ),
    examples=(N_("history --limit 10"), N_("history --json")),
)
def history(context: typer.Context, limit: Limit = None, as_json: Json = False) -> None:
    session = session_of(context)
    steps = session.reads.history.steps(limit)
    if as_json:
        session.out.array(_step_json(step) for step in steps)
    elif not session.out.table(_columns(), _rows(steps)):
        session.out.say(_("No changes yet."))


def _step_json(step: StepRecord) -> dict[str, object]:
    told = {"id": step.id, "name": step.label, "at": step.at, "door": step.door, "state": step.state}
    return {**told, "erased_on": step.erased_on} if step.erased_on else told


def _columns() -> tuple[Column, ...]:
    return (
        Column("#", right=True),
        Column(_("Date")),
        Column(_("Change"), gives_way=1),
        Column(_("Status")),
    )


def _rows(steps: Iterator[StepRecord]) -> Iterator[tuple[str, ...]]:
    for step in steps:
        yield str(step.id), _local(step.at), step.label, step.state_words


def _local(instant: str) -> str:
    """An instant as the person's own clock showed it."""
    return local_time(instant).strftime("%Y-%m-%d %H:%M")

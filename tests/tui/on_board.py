"""What tests of the board need: cards, and where they are."""

from datetime import timedelta
from typing import Any

from funneltui.domain.entries import NewProspect, NextStep
from tests.tui.driving import NOW

TODAY = NOW.date()


def lead(name: str, days: int | None = None, **more: Any) -> NewProspect:
    step = None if days is None else NextStep(TODAY + timedelta(days=days), "call back")
    return NewProspect(name=name, stage=more.pop("stage", "lead"), next_step=step, **more)


def current_name(program) -> str:
    card = program.app.board.current
    return program.card(card).name if card else ""


def column(program, stage: str) -> list[str]:
    """The names in a stage's column, from top to bottom."""
    model = program.app.board.board.model
    one = next(one for one in model.columns if one.lane.key == stage)
    cards = model.cards(list(one.shown))
    return [cards[card].name for card in one.shown]


async def go_to(program, name: str) -> None:
    board = program.app.board.board
    for one in board.model.columns:
        for card in one.shown:
            if board.model.cards([card])[card].name == name:
                board.go_to(card)
    await program.until(lambda: current_name(program) == name, name)

"""A day's work on a file that nobody keeps: what the first change of each kind would wait for is made by it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

from funneltui.domain.entries import Given, NewProspect, NewTouch, NextStep
from funneltui.domain.qualification import Answer
from funneltui.services.history import History
from funneltui.services.opportunities import Opportunities
from funneltui.services.qualification import Qualification
from funneltui.services.touches import Touches


class _Office(Protocol):
    """The use cases that are played."""

    opportunities: Opportunities
    qualification: Qualification
    touches: Touches
    history: History


def a_day(office: _Office, today: date) -> None:
    """Add somebody, call them, qualify them, move them, put them off, lose them; then take it back."""
    then = NextStep(today, "call")
    new = NewProspect("Ada Martin", "Atelier", emails=("ada@atelier.example",), next_step=then)
    card = office.opportunities.add(new).opportunity
    office.touches.log([card], NewTouch("call"), then)
    office.qualification.answer(card, {"fit": Given(Answer.YES)})
    office.opportunities.shift([card], 1, reason="rehearsal")
    office.opportunities.edit(card, {"note": "rehearsal"})
    office.opportunities.snooze([card], today + timedelta(days=1))
    office.opportunities.done([card], then)
    office.opportunities.lose([card], reason="price")
    office.history.undo()
    office.history.redo()

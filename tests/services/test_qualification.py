"""Answers with their evidence, roles, the decision-maker, and the temperature set by hand."""

from __future__ import annotations

from datetime import date

import pytest

from funneltui.domain.entries import Given, NextStep
from funneltui.domain.qualification import Answer
from funneltui.errors import InvalidValueError, NotFoundError
from tests.services.desk import TODAY, Desk

GRID = (
    "SELECT c.key, a.answer, a.evidence, a.said_by, a.current FROM answer a"
    " JOIN criterion c ON c.id = a.criterion_id ORDER BY a.id"
)


def test_former_answers_stay_in_the_history(desk: Desk) -> None:
    ada = desk.add("Ada")
    first = desk.qualification.answer(ada, {"budget": Given(Answer.NO, "not this year", "Ada", TODAY)})
    assert first.label == "Qualified Ada: Budget no"
    desk.qualification.answer(ada, {"budget": Given(Answer.YES, "found some")})
    assert desk.rows(GRID) == [
        ("budget", "no", "not this year", "Ada", 0),
        ("budget", "yes", "found some", "Ada", 1),
    ]
    assert desk.rows("SELECT yes_count, no_count FROM card") == [(1, 0)]
    desk.history.undo()
    assert desk.rows(GRID) == [("budget", "no", "not this year", "Ada", 1)]


def test_answering_keeps_the_evidence_that_was_there(desk: Desk) -> None:
    ada = desk.add("Ada")
    desk.qualification.answer(ada, {"fit": Given(Answer.UNKNOWN, "charity")})
    desk.qualification.answer(ada, {"fit": Given(Answer.YES)})
    assert desk.rows(GRID)[-1] == ("fit", "yes", "charity", "", 1)
    assert desk.qualification.answer(ada, {"fit": Given(Answer.YES)}).step_id is None


def test_several_answers_are_one_step(desk: Desk) -> None:
    ada = desk.add("Ada")
    change = desk.qualification.answer(ada, {"fit": Given(Answer.YES), "need": Given(Answer.YES)})
    assert change.label == "Qualified Ada"
    desk.history.undo()
    assert desk.rows(GRID) == []


def test_an_unknown_criterion_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="charm"):
        desk.qualification.answer(desk.add(), {"charm": Given(Answer.YES)})


def test_the_decision_maker_comes_in_by_the_contact(desk: Desk) -> None:
    sophie = desk.add("Sophie", organization="Asso Lumière", source="LinkedIn")
    desk.answer(sophie, authority="no")
    step = NextStep(date(2026, 11, 24), "get their details, book a call")
    change = desk.qualification.add_decider(sophie, "Paul", call=step, email="paul@asso.fr")
    assert change.label == "Added Paul, decision-maker"
    columns = "name, introduced_by_id, organization_id, source"
    assert desk.rows(f"SELECT {columns} FROM contact WHERE id = 2") == [("Paul", 1, 1, "LinkedIn")]
    assert desk.rows("SELECT opportunity_id, contact_id, role FROM opportunity_role") == [(sophie, 2, "decider")]
    assert desk.rows("SELECT due_on, what FROM card") == [("2026-11-24", "get their details, book a call")]
    assert desk.rows(GRID)[-1][:2] == ("authority", "no")


def test_a_role_can_be_given_changed_and_taken_away(desk: Desk) -> None:
    ada, _ = desk.add("Ada"), desk.add("Bob")
    roles = "SELECT contact_id, role, detail FROM opportunity_role"
    assert desk.qualification.role(ada, 2, "user").label == "Set Bob's role: user"
    desk.qualification.role(ada, 2, "influencer", "the friend")
    assert desk.rows(roles) == [(2, "influencer", "the friend")]
    assert desk.qualification.role(ada, 2, "").label == "Removed Bob's role"
    assert desk.rows(roles) == []
    with pytest.raises(InvalidValueError):
        desk.qualification.role(ada, 2, "boss")
    with pytest.raises(NotFoundError):
        desk.qualification.role(ada, 99, "user")


def test_a_temperature_set_by_hand_expires(desk: Desk) -> None:
    ada, bob = desk.add("Ada"), desk.add("Bob")
    change = desk.qualification.temperature([ada, bob], "hot", until=date(2026, 12, 1))
    assert change.label == "Set the temperature of 2 deals"
    columns = "temperature_override, temperature_until"
    assert desk.rows(f"SELECT {columns} FROM card") == [("hot", "2026-12-01")] * 2
    desk.qualification.temperature([ada], "")
    assert desk.rows(f"SELECT {columns} FROM card WHERE opportunity_id = {ada}") == [("", None)]
    for level, until in [("boiling", date(2026, 12, 1)), ("hot", None), ("hot", TODAY)]:
        with pytest.raises(InvalidValueError):
            desk.qualification.temperature([ada], level, until=until)

"""Days of what has happened: none of them is to come, whatever takes it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from funneltui.domain.entries import Given, NewProspect, NewTouch, Offer
from funneltui.domain.money import Money
from funneltui.domain.qualification import Answer
from funneltui.errors import InvalidValueError
from funneltui.services.privacy import Privacy
from funneltui.services.sources import Sources
from funneltui.settings import Settings
from tests.services.desk import TODAY

TAKEN = {
    "an answer": lambda desk, ada, day: desk.qualification.answer(ada, {"fit": Given(Answer.YES, said_on=day)}),
    "a proposal": lambda desk, ada, day: desk.proposals.record(ada, Offer(sent_on=day)),
    "an exchange": lambda desk, ada, day: desk.touches.log(
        [ada], NewTouch("call", at=datetime.combine(day, time(0, 5), tzinfo=UTC))
    ),
    "a win": lambda desk, ada, day: desk.opportunities.win([ada], on=day),
    "a cost": lambda desk, ada, day: Sources(desk.unit_of_work, Settings()).cost("Fair", Money(500, "EUR"), day),
    "a disclosure": lambda desk, ada, day: Privacy(desk.unit_of_work, Settings()).inform([ada], day),
    "a disclosure among the rest": lambda desk, ada, day: Privacy(desk.unit_of_work, Settings()).choose(
        ada, opposed=False, channels=(), informed_on=day
    ),
    "an edited disclosure": lambda desk, ada, day: desk.opportunities.edit(ada, {"informed_on": day.isoformat()}),
    "an edited source": lambda desk, ada, day: desk.opportunities.edit(ada, {"source_on": day.isoformat()}),
    "a new source": lambda desk, ada, day: desk.opportunities.add(NewProspect("Bob", source="Fair", source_on=day)),
}


@pytest.mark.parametrize("take", TAKEN.values(), ids=TAKEN)
def test_a_day_to_come_is_refused_and_nothing_is_written(desk, take):
    ada = desk.add("Ada", source="LinkedIn")
    with pytest.raises(InvalidValueError, match=r"can't be .*in the future") as refusal:
        take(desk, ada, TODAY + timedelta(days=1))
    assert refusal.value.field
    assert desk.history.undo().label == "Added Ada", "nothing was written since"


@pytest.mark.parametrize("take", TAKEN.values(), ids=TAKEN)
def test_today_is_taken(desk, take):
    ada = desk.add("Ada", source="LinkedIn")
    desk.opportunities.edit(ada, {"source_on": "2026-11-01"})
    assert take(desk, ada, TODAY).step_id


def test_the_day_of_an_answer_is_put_right(desk):
    ada = desk.add("Ada")
    desk.qualification.answer(ada, {"fit": Given(Answer.YES, "a film")})
    earlier = TODAY - timedelta(days=3)
    assert desk.qualification.answer(ada, {"fit": Given(Answer.YES, said_on=earlier)}).step_id
    assert desk.rows("SELECT evidence, said_on FROM answer WHERE current") == [("a film", earlier.isoformat())]
    assert desk.qualification.answer(ada, {"fit": Given(Answer.YES, said_on=earlier)}).step_id is None

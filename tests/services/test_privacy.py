"""Who was told where their data come from, and who is to be left alone: written down, counted, taken back."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime
from typing import Any

import pytest

from funneltui.domain.cadence import AdviceKind
from funneltui.domain.entries import NewTemplate, NewTouch
from funneltui.errors import InvalidValueError, NotFoundError
from funneltui.services.privacy import Privacy
from funneltui.services.templates import touch_of
from funneltui.settings import Settings
from funneltui.storage.reads import Reads
from funneltui.storage.reads.privacy import PrivacyReads
from tests.services.desk import TODAY, Desk

BOUGHT: dict[str, Any] = {"source": "Bought list", "source_on": date(2026, 10, 20)}


@pytest.fixture
def privacy(desk: Desk) -> Privacy:
    return Privacy(desk.unit_of_work, Settings())


def state(desk: Desk, contact: int = 1) -> tuple[object, ...]:
    (row,) = desk.rows(f"SELECT opposed, opposed_channels, informed_on FROM contact WHERE id = {contact}")
    return row


def test_informing_is_one_step_for_all_of_them_and_can_be_taken_back(desk: Desk, privacy: Privacy) -> None:
    cards = [desk.add("Ada"), desk.add("Bob")]
    assert privacy.inform(cards).label == "Disclosed the source to 2 contacts"
    assert [state(desk, 1)[2], state(desk, 2)[2]] == [TODAY.isoformat()] * 2
    assert privacy.inform(cards[:1], date(2026, 11, 3)).label == "Disclosed the source to Ada"
    assert state(desk)[2] == "2026-11-03"
    desk.history.undo(2)
    assert state(desk)[2] is None


def test_nobody_is_informed_tomorrow(desk: Desk, privacy: Privacy) -> None:
    ada = desk.add("Ada")
    with pytest.raises(InvalidValueError):
        privacy.inform([ada], date(2026, 11, 23))
    with pytest.raises(InvalidValueError):
        privacy.choose(ada, opposed=False, channels=(), informed_on=date(2026, 11, 23))
    with pytest.raises(NotFoundError):
        privacy.inform([99])


def test_an_opposition_is_whole_or_by_channel_adds_up_and_ends(desk: Desk, privacy: Privacy) -> None:
    ada = desk.add("Ada")
    assert privacy.oppose([ada], ["sms"]).label == "Marked Ada “do not contact”"
    privacy.oppose([ada], ["call", "sms"])
    assert state(desk)[:2] == (0, '["call", "sms"]')
    assert desk.rows("SELECT opposed FROM card") == [(2,)]
    privacy.oppose([ada])
    assert state(desk)[0] == 1
    assert privacy.allow([ada]).label == "Took Ada off “do not contact”"
    assert state(desk)[:2] == (0, "[]")
    desk.history.undo()
    assert state(desk)[:2] == (1, '["call", "sms"]')
    with pytest.raises(InvalidValueError):
        privacy.oppose([ada], ["pigeon"])


def test_all_of_it_can_be_said_at_once(desk: Desk, privacy: Privacy) -> None:
    ada = desk.add("Ada")
    privacy.choose(ada, opposed=True, channels=["email"], informed_on=TODAY)
    assert state(desk) == (1, '["email"]', TODAY.isoformat())
    assert privacy.choose(ada, opposed=True, channels=["email"], informed_on=TODAY).step_id is None
    privacy.choose(ada, opposed=False, channels=[], informed_on=None)
    assert state(desk) == (0, "[]", None)


def test_a_logged_message_that_says_where_from_informs_once(desk: Desk) -> None:
    ada = desk.add("Ada", **BOUGHT)
    known = desk.add("Bob")  # a contact without a source needs no telling
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    desk.touches.log([ada, known], NewTouch("email", informs=True, at=at))
    assert [state(desk, 1)[2], state(desk, 2)[2]] == ["2026-11-20", None]
    desk.touches.log([ada], NewTouch("email", informs=True))
    assert state(desk)[2] == "2026-11-20"
    desk.history.undo(2)
    assert state(desk)[2] is None


def test_what_they_say_and_what_names_no_source_informs_nobody(desk: Desk) -> None:
    ada = desk.add("Ada", **BOUGHT)
    desk.touches.log([ada], NewTouch("email", incoming=True, informs=True))
    desk.touches.log([ada], NewTouch("email"))
    assert state(desk)[2] is None


def test_a_template_that_names_the_source_informs_when_it_is_logged(desk: Desk) -> None:
    ada = desk.add("Ada", emails=("ada@x.fr",), **BOUGHT)
    desk.templates.add(NewTemplate("Told", "en", "Hello", "I have you from {source}."))
    desk.templates.add(NewTemplate("Silent", "en", "Hello", "Nothing about it."))
    known = {one.name: one.id for one in desk.templates.list()}
    silent, told = (desk.templates.preview(ada, known[name]) for name in ("Silent", "Told"))
    desk.touches.log([ada], touch_of([told, silent]))
    assert state(desk)[2] is None
    desk.touches.log([ada], touch_of([told]))
    assert state(desk)[2] == TODAY.isoformat()


def test_the_first_messages_of_a_new_file_inform(desk: Desk) -> None:
    ada = desk.add("Ada", emails=("ada@x.fr",), **BOUGHT)
    firsts = [one for one in desk.templates.list() if one.name in {"First message", "Premier message"}]
    assert [desk.templates.preview(ada, one.id).informs for one in firsts] == [True, True]


def test_whom_to_inform_is_read_the_nearest_day_first(desk: Desk, privacy: Privacy) -> None:
    later = desk.add("Later", source="LinkedIn", source_on=date(2026, 11, 10))
    first = desk.add("First", organization="Nord", **BOUGHT)
    told, opposed, wrote, lost, own = (desk.add(name, **BOUGHT) for name in ("Told", "Opposed", "Wrote", "Lost", "Own"))
    desk.opportunities.edit(own, {"source": ""})
    privacy.inform([told])
    privacy.oppose([opposed])
    desk.touches.log([wrote], NewTouch("email", incoming=True))
    desk.opportunities.lose([lost], reason="price")
    reads = PrivacyReads(desk.connection, desk.clock, Settings())
    found = list(reads.to_inform())
    assert [one.opportunity_id for one in found] == [first, later]
    one = found[0]
    assert (one.name, one.organization, one.source) == ("First", "Nord", "Bought list")
    assert (one.source_on, one.by) == (date(2026, 10, 20), date(2026, 11, 19))
    assert [one.opportunity_id for one in reads.to_inform(1)] == [first]


def test_who_opposes_one_way_only_is_still_followed_up_by_the_others(desk: Desk, privacy: Privacy) -> None:
    ada, bob = desk.add("Ada", stage="lead"), desk.add("Bob", stage="lead")
    desk.touches.log([ada, bob], NewTouch("call", at=datetime(2026, 9, 1, 9, tzinfo=UTC)))
    privacy.oppose([ada], ["sms"])
    privacy.oppose([bob])
    with contextlib.closing(desk.database.connect()) as connection:
        reads = Reads(connection, desk.clock, Settings())
        advices = [reads.review.advice(card) for card in (ada, bob)]
        kinds = [advice and advice.kind for advice in advices]
        assert kinds == [AdviceKind.FOLLOW_UP, AdviceKind.LEAVE_ALONE]
        assert set(reads.finding.cards("is:opposed")) == {ada, bob}

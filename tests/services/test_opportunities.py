"""What a person does with cards, through the services, each as one step that can be undone."""

from __future__ import annotations

from datetime import date

import pytest

from funneltui.domain.entries import NewProspect, NewTouch, NextStep
from funneltui.domain.money import Money, parse_amount
from funneltui.errors import InvalidValueError, NotFoundError, RefusedError
from funneltui.services.changes import GateError, LossReasonError, UndatedParkError
from funneltui.services.stage_moves import ClosedCardError
from tests import stored
from tests.services.desk import TODAY, Desk


def parked_since_yesterday(desk: Desk) -> int:
    ada = desk.add("Ada", stage="lead")
    desk.opportunities.park([ada], until=date(2026, 12, 1), why="budget", say="ask again")
    with desk.unit_of_work.step("Time goes by") as work:
        stored.update(work, "opportunity", ada, parked_until="2026-11-21")
    return ada


def test_planning_for_who_is_back_from_not_now_takes_them_back_where_they_were(desk: Desk) -> None:
    ada = parked_since_yesterday(desk)
    desk.opportunities.plan([ada], NextStep(date(2026, 11, 27), "call"))
    assert desk.stage(ada) == "lead"
    assert desk.rows(
        "SELECT k.due_on, o.parked_until, o.parked_why FROM card k JOIN opportunity o ON o.id = k.opportunity_id"
    ) == [("2026-11-27", None, "")]
    desk.history.undo()
    assert desk.stage(ada) == "parked"
    desk.touches.log([ada], NewTouch("call"), NextStep(date(2026, 11, 27), "call"))
    assert desk.stage(ada) == "lead"


def test_one_keeps_in_touch_lightly_with_who_is_parked(desk: Desk) -> None:
    ada = desk.add("Ada", stage="lead")
    desk.opportunities.park([ada], until=date(2026, 12, 1))
    desk.opportunities.plan([ada], NextStep(date(2026, 11, 27), "send the article"))
    assert desk.stage(ada) == "parked"
    assert desk.rows("SELECT due_on, parked_until FROM card") == [("2026-11-27", "2026-12-01")]


def test_nothing_comes_next_on_a_lost_card(desk: Desk) -> None:
    ada = desk.add("Ada")
    desk.opportunities.lose([ada], reason="price")
    step = NextStep(date(2026, 11, 27), "call")
    with pytest.raises(ClosedCardError):
        desk.opportunities.plan([ada], step)
    with pytest.raises(ClosedCardError):
        desk.touches.log([ada], NewTouch("call"), step)
    desk.touches.log([ada], NewTouch("call", incoming=True))


def test_a_next_action_is_not_put_off_to_the_past(desk: Desk) -> None:
    ada = desk.add("Ada", next_step=NextStep(date(2026, 11, 20), "call"))
    with pytest.raises(InvalidValueError):
        desk.opportunities.snooze([ada], date(2026, 11, 21))
    desk.opportunities.snooze([ada], TODAY)


@pytest.mark.parametrize("field", ["source_on", "informed_on"])
def test_a_day_of_what_has_happened_lies_behind(desk: Desk, field: str) -> None:
    ada = desk.add("Ada")
    desk.opportunities.edit(ada, {field: "25/12", "expected_close": "25/12"})
    assert desk.rows(f"SELECT {field} FROM contact") == [("2025-12-25",)]
    assert desk.rows("SELECT expected_close FROM opportunity") == [("2026-12-25",)]


def test_adding_writes_the_person_the_organization_and_the_card(desk: Desk) -> None:
    change = desk.opportunities.add(
        NewProspect(
            name=" Élodie Lefèvre ",
            organization="Atelier d'Été",
            emails=("Elodie@Example.fr", ""),
            phones=("06 12 34 56 78",),
            source="LinkedIn",
            title="Film",
            amount=parse_amount("5j x 450", "EUR"),
            tags=("web", "web", " "),
            next_step=NextStep(date(2026, 11, 27), "rappeler"),
        )
    )
    assert change.label == "Added Élodie Lefèvre"
    columns = "name, organization, title, amount, source, tags, due_on, what"
    assert desk.rows(f"SELECT {columns} FROM card") == [
        ("Élodie Lefèvre", "Atelier d'Été", "Film", 225000, "LinkedIn", '["web"]', "2026-11-27", "rappeler")
    ]
    assert desk.rows("SELECT kind, value, normalized FROM contact_point") == [
        ("email", "Elodie@Example.fr", "elodie@example.fr"),
        ("phone", "06 12 34 56 78", "+33612345678"),
    ]
    assert desk.rows("SELECT source_on, daily_rate, half_days FROM contact, opportunity") == [("2026-11-22", 45000, 10)]
    assert desk.stage(change.opportunity) == "suspect"


def test_an_organization_is_known_by_its_name_whatever_the_accents(desk: Desk) -> None:
    desk.add("A", organization="Société Lumière")
    desk.add("B", organization="SOCIETE  lumiere")
    assert desk.rows("SELECT count(*) FROM organization") == [(1,)]


def test_a_known_contact_gets_a_second_opportunity(desk: Desk) -> None:
    desk.add("Ada")
    change = desk.opportunities.add(NewProspect(contact_id=1, title="Again"))
    assert change.label == "Added Ada"
    assert desk.rows("SELECT contact_id, title FROM opportunity") == [(1, ""), (1, "Again")]
    with pytest.raises(NotFoundError):
        desk.opportunities.add(NewProspect(contact_id=99))


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewProspect(name="  "), "name"),
        (NewProspect(name="Ada", emails=("not an address",)), "email"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(desk: Desk, new: NewProspect, field: str) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        desk.opportunities.add(new)
    assert refusal.value.field == field
    assert desk.rows("SELECT count(*) FROM contact") == [(0,)]


def test_a_card_can_start_anywhere_but_closed_without_its_reason(desk: Desk) -> None:
    assert desk.stage(desk.add(stage="prospect")) == "prospect"
    won = desk.add(stage="client", amount=parse_amount("100", "EUR"))
    assert desk.rows(f"SELECT closed_on, won_amount FROM opportunity WHERE id = {won}") == [("2026-11-22", 10000)]
    for stage, error in [("lost", RefusedError), ("parked", RefusedError), ("nowhere", NotFoundError)]:
        with pytest.raises(error):
            desk.add(stage=stage)


def test_moving_is_one_named_step_whatever_the_number(desk: Desk) -> None:
    ids = [desk.add("Ada"), desk.add("Bob")]
    assert desk.opportunities.move(ids[:1], "lead").label == "Moved Ada to Lead"
    change = desk.opportunities.move(ids, "lead")
    assert (change.label, set(change.opportunities)) == ("Moved Bob to Lead", {ids[1]})
    assert desk.opportunities.move(ids, "suspect").label == "Moved 2 deals to Suspect"
    desk.history.undo()
    assert [desk.stage(one) for one in ids] == ["lead", "lead"]
    assert desk.opportunities.move(ids, "lead").step_id is None, "nothing moved: nothing kept"


def test_a_gate_names_exactly_what_is_missing(desk: Desk) -> None:
    ada, bob = desk.add("Ada", "lead"), desk.add("Bob", "lead")
    desk.answer(ada, fit="yes", intent="no")
    desk.answer(bob, fit="yes", intent="yes", authority="yes")
    with pytest.raises(GateError) as refusal:
        desk.opportunities.move([ada, bob], "prospect")
    (lack,) = refusal.value.missing
    assert (lack.opportunity_id, lack.name) == (ada, "Ada")
    assert lack.criteria == (("intent", None), ("authority", None))
    assert desk.stage(bob) == "lead", "none moves when one may not"
    desk.opportunities.move([ada, bob], "prospect", reason="They insist")
    assert desk.rows("SELECT override_reason, missing FROM stage_move ORDER BY id DESC LIMIT 2") == [
        ("", "[]"),
        ("They insist", '["intent", "authority"]'),
    ]


def test_a_gate_cannot_be_jumped_over_and_asks_once(desk: Desk) -> None:
    ada = desk.add("Ada")
    with pytest.raises(GateError):
        desk.opportunities.move([ada], "proposal")
    desk.opportunities.move([ada], "prospect", reason="I know her")
    desk.opportunities.move([ada], "proposal")
    desk.opportunities.move([ada], "lead")
    with pytest.raises(GateError):
        desk.opportunities.move([ada], "proposal")


def test_coming_back_where_it_stood_asks_for_nothing(desk: Desk) -> None:
    ada = desk.add("Ada", "prospect")
    desk.opportunities.lose([ada], reason="price")
    desk.opportunities.move([ada], "prospect")
    assert desk.stage(ada) == "prospect"


def test_shifting_goes_along_the_live_funnel_as_far_as_it_goes(desk: Desk) -> None:
    ada, bob = desk.add("Ada"), desk.add("Bob", "proposal")
    assert desk.opportunities.shift([ada, bob], 1).label == "Moved 2 deals"
    assert (desk.stage(ada), desk.stage(bob)) == ("lead", "client")
    assert desk.opportunities.shift([bob], 1).step_id is None
    desk.opportunities.shift([ada], -1)
    assert desk.opportunities.shift([ada], -1).step_id is None
    desk.opportunities.park([bob], until=date(2027, 1, 4))
    with pytest.raises(RefusedError, match="deal is parked"):
        desk.opportunities.shift([bob], 1)


def test_winning_keeps_the_value_and_the_day(desk: Desk) -> None:
    ada = desk.add("Ada", "proposal", amount=parse_amount("1000", "EUR"), next_step=NextStep(TODAY, "call"))
    desk.opportunities.win([ada], on=date(2026, 11, 20))
    columns = "won_amount, currency, closed_on, amount"
    assert desk.rows(f"SELECT {columns} FROM opportunity") == [(100000, "EUR", "2026-11-20", 100000)]
    assert desk.rows("SELECT state FROM next_action") == [("dropped",)]
    desk.history.undo()
    assert desk.stage(ada) == "proposal"
    assert desk.rows("SELECT state FROM next_action") == [("open",)]
    desk.opportunities.win([ada], value=Money(90000, "USD"))
    assert desk.rows(f"SELECT {columns} FROM opportunity") == [(90000, "USD", "2026-11-22", 100000)]
    with pytest.raises(InvalidValueError):
        desk.opportunities.win([ada], on=date(2026, 11, 23))


def test_moving_to_the_won_stage_wins(desk: Desk) -> None:
    ada = desk.add("Ada", "lead", amount=parse_amount("1000", "EUR"))
    desk.opportunities.move([ada], "client")
    assert desk.rows("SELECT won_amount, closed_on FROM opportunity") == [(100000, "2026-11-22")]


def test_losing_takes_a_reason_and_other_takes_a_note(desk: Desk) -> None:
    ada = desk.add("Ada", "lead")
    for reason in ("", "nonsense"):
        with pytest.raises(LossReasonError):
            desk.opportunities.lose([ada], reason=reason)
    with pytest.raises(InvalidValueError) as refusal:
        desk.opportunities.lose([ada], reason="other", note=" ")
    assert refusal.value.field == "note"
    with pytest.raises(LossReasonError):
        desk.opportunities.move([ada], "lost")
    desk.opportunities.move([ada], "lost", reason="price")
    assert desk.rows("SELECT lost_reason, closed_on FROM opportunity") == [("price", "2026-11-22")]
    assert desk.opportunities.lose([ada], reason="other", note="moved abroad").label == "Marked Ada as lost"
    assert desk.rows("SELECT lost_reason, lost_note FROM opportunity") == [("other", "moved abroad")]


def test_discarding_somebody_never_contacted_is_counted(desk: Desk) -> None:
    untried, answered, called = desk.add("A"), desk.add("B"), desk.add("C")
    desk.answer(answered, fit="no")
    desk.answer(untried, fit="unknown")
    with desk.unit_of_work.step("Call") as work:
        stored.insert(work, "touch", contact_id=3, happened_at=work.now, channel="call", direction="out")
    desk.opportunities.lose([untried, answered, called], reason="outside_target")
    assert desk.rows("SELECT discarded_untried FROM opportunity ORDER BY id") == [(1,), (0,), (0,)]


def test_parking_takes_a_day_to_come_and_reopening_comes_back(desk: Desk) -> None:
    ada = desk.add("Ada", "lead", next_step=NextStep(TODAY, "call"))
    with pytest.raises(InvalidValueError) as refusal:
        desk.opportunities.park([ada], until=TODAY)
    assert refusal.value.field == "until"
    with pytest.raises(UndatedParkError):
        desk.opportunities.move([ada], "parked")
    desk.opportunities.park([ada], until=date(2027, 3, 1), why="no budget", say="the new year")
    desk.opportunities.park([ada], until=date(2027, 4, 1), why="no budget", say="the new year")
    columns = "parked_until, parked_why, parked_say"
    assert desk.rows(f"SELECT {columns} FROM opportunity") == [("2027-04-01", "no budget", "the new year")]
    assert desk.opportunities.move([ada], "parked").step_id is None
    desk.opportunities.reopen([ada])
    assert desk.stage(ada) == "lead"
    assert desk.rows(f"SELECT {columns} FROM opportunity") == [(None, "", "")]
    with pytest.raises(RefusedError, match="already open"):
        desk.opportunities.reopen([ada])


def test_a_client_that_never_stood_elsewhere_reopens_as_a_lead(desk: Desk) -> None:
    ada = desk.add("Ada", "client")
    desk.opportunities.reopen([ada])
    assert desk.stage(ada) == "lead"


def test_binned_cards_cannot_be_met_until_they_are_restored(desk: Desk) -> None:
    ada, bob = desk.add("Ada"), desk.add("Bob")
    assert desk.opportunities.bin([ada, bob]).label == "Moved 2 deals to the bin"
    with pytest.raises(NotFoundError):
        desk.opportunities.move([ada], "lead")
    desk.opportunities.restore([ada])
    desk.opportunities.move([ada], "lead")


def test_there_is_at_most_one_open_next_action(desk: Desk) -> None:
    ada = desk.add("Ada")
    with pytest.raises(NotFoundError, match="no next action"):
        desk.opportunities.done([ada])
    desk.opportunities.plan([ada], NextStep(TODAY, "call"))
    desk.opportunities.plan([ada], NextStep(date(2026, 11, 24), "write"))
    desk.opportunities.snooze([ada], date(2026, 11, 30))
    desk.opportunities.done([ada], NextStep(date(2026, 12, 7), "call again"))
    desk.opportunities.done([ada])
    assert desk.rows("SELECT due_on, what, state FROM next_action ORDER BY id") == [
        ("2026-11-22", "call", "replaced"),
        ("2026-11-30", "write", "done"),
        ("2026-12-07", "call again", "done"),
    ]


def test_tags_are_put_on_and_taken_off(desk: Desk) -> None:
    ada = desk.add("Ada", tags=("web",))
    desk.opportunities.tag([ada], add=["été", "web", " "], remove=["none"])
    assert desk.rows("SELECT tags FROM card") == [('["web", "été"]',)]
    desk.opportunities.tag([ada], remove=["web"])
    assert desk.rows("SELECT tags FROM card") == [('["été"]',)]


def test_editing_takes_what_people_type(desk: Desk) -> None:
    ada = desk.add("Ada", emails=("a@x.fr", "b@x.fr"), amount=parse_amount("5j x 450", "EUR"))
    desk.opportunities.edit(
        ada,
        {
            "name": "Ada L.",
            "organization": "Engines",
            "email": "b@x.fr, c@x.fr",
            "value": "3 200,50 €",
            "tags": "a, b",
            "expected_close": "15/12/2026",
            "source_on": "",
            "language": "FR",
            "buyer_step": "decision",
            "note": "in confidence",
            "details": "the film",
            "title": "Film",
        },
    )
    assert desk.rows("SELECT name, organization, amount, tags, title FROM card") == [
        ("Ada L.", "Engines", 320050, '["a", "b"]', "Film")
    ]
    assert desk.rows("SELECT value FROM contact_point ORDER BY position") == [("b@x.fr",), ("c@x.fr",)]
    assert desk.rows("SELECT expected_close, daily_rate, note FROM opportunity") == [("2026-12-15", None, "the film")]
    assert desk.rows("SELECT language, note, source_on FROM contact") == [("fr", "in confidence", None)]
    desk.opportunities.edit(ada, {"value": "", "email": "", "currency": "usd", "organization": ""})
    assert desk.rows("SELECT amount, currency, organization FROM card") == [(None, "USD", "")]


def test_editing_a_won_card_edits_what_it_was_won_for(desk: Desk) -> None:
    ada = desk.add("Ada", "client", amount=parse_amount("100", "EUR"))
    desk.opportunities.edit(ada, {"value": "250"})
    assert desk.rows("SELECT amount, won_amount FROM opportunity") == [(10000, 25000)]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", " "),
        ("email", "nobody"),
        ("value", "a lot"),
        ("currency", "euro"),
        ("expected_close", "31/02/2026"),
        ("market", "b3b"),
        ("colour", "red"),
    ],
)
def test_editing_refuses_by_field_and_changes_nothing(desk: Desk, field: str, typed: str) -> None:
    ada = desk.add("Ada")
    with pytest.raises(InvalidValueError) as refusal:
        desk.opportunities.edit(ada, {"title": "changed", field: typed})
    assert refusal.value.field == field
    assert desk.rows("SELECT title FROM opportunity") == [("",)]


@pytest.mark.parametrize(
    "write",
    [
        lambda desk, card: desk.opportunities.edit(card, {"title": "changed", "note": "half \udc80"}),
        lambda desk, card: desk.opportunities.edit(card, {"title": "changed", "organization": "half \udc80"}),
        lambda desk, card: desk.opportunities.tag([card], add=["half \udc80"]),
        lambda desk, card: desk.add("half \udc80"),
    ],
)
def test_half_a_character_is_refused_wherever_it_comes_in_and_nothing_is_changed(desk: Desk, write) -> None:
    ada = desk.add("Ada")
    with pytest.raises(InvalidValueError, match=r"half \udc80.* can't be saved: it comes from another encoding"):
        write(desk, ada)
    assert desk.rows("SELECT title, name, tags FROM card") == [("", "Ada", "[]")]

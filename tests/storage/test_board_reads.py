"""What the board reads: totals, orders, windows, the filter."""

from datetime import UTC, datetime, timedelta

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.clock import FixedClock
from funneltui.domain.entries import NewProspect, NextStep
from funneltui.domain.money import parse_amount
from funneltui.settings import Settings
from funneltui.storage.reads.board import SORTS, since

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def funnel(tmp_path):
    funnel = open_funnel(tmp_path / "funnel.db", settings=Settings(), clock=FixedClock(NOW))
    yield funnel
    funnel.close()


def add(funnel, name, days=None, value="", **more):
    step = None if days is None else NextStep(TODAY + timedelta(days=days), "call", more.pop("at", None))
    amount = parse_amount(value, "EUR") if value else None
    new = NewProspect(name=name, stage=more.pop("stage", "lead"), next_step=step, amount=amount, **more)
    return funnel.services.opportunities.add(new).opportunity


def lane(funnel, key="lead"):
    return next(one for one in funnel.reads.board.lanes() if one.key == key)


def names(funnel, ids):
    cards = funnel.reads.board.cards(ids)
    return [cards[card].name for card in ids]


@pytest.mark.parametrize(
    ("period", "first"),
    [("month", "2026-11-01"), ("quarter", "2026-10-01"), ("year", "2026-01-01"), ("all", "")],
)
def test_a_period_starts_with_its_first_day(period, first):
    assert since(period, "2026-11-22") == first


def test_lanes_count_and_sum_what_they_hold(funnel):
    add(funnel, "Ann", value="3200")
    add(funnel, "Bob", value="800 $")
    add(funnel, "Cid")
    found = lane(funnel)
    assert (found.count, found.amounts) == (3, {"EUR": 320000, "USD": 80000})
    assert [one.key for one in funnel.reads.board.lanes()][:2] == ["suspect", "lead"]
    assert (found.kind, found.probability, found.idle_days) == ("open", 10, 14)


def test_only_won_cards_of_the_period_count(funnel):
    old, new = add(funnel, "Old", value="100"), add(funnel, "New", value="200")
    funnel.services.opportunities.win([old], on=TODAY - timedelta(days=400))
    funnel.services.opportunities.win([new], on=TODAY - timedelta(days=3))
    reads = funnel.reads.board
    client = lane(funnel, "client")
    assert (client.count, client.amounts) == (1, {"EUR": 20000})
    assert list(reads.ids(client, "due")) == list(reads.first_ids(client, "due", 9)) == [new]
    assert reads.stages_of([old, new]) == {new: client.stage_id}
    reads.period = "all"
    client = lane(funnel, "client")
    assert (client.count, client.amounts) == (2, {"EUR": 30000})
    assert list(reads.ids(client, "due")) == [new, old]
    assert set(reads.stages_of([old, new])) == {old, new}


def pipeline(funnel):
    """Cards of every band, with equal values and days among them."""
    from datetime import time

    add(funnel, "Later", 9, "10")
    add(funnel, "Unplanned", None, "30")
    add(funnel, "Noon", 0, "20", at=time(12))
    add(funnel, "Today", 0)
    add(funnel, "Morning", 0, "20", at=time(9))
    add(funnel, "Late", -3)
    add(funnel, "later", 9, "30")
    add(funnel, "Very late", -30)
    add(funnel, "Unplanned too")


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("due", "Very late,Late,Morning,Noon,Today,Unplanned,Unplanned too,Later,later"),
        ("name", "Late,Later,later,Morning,Noon,Today,Unplanned,Unplanned too,Very late"),
        ("value", "later,Unplanned,Morning,Noon,Later,Unplanned too,Very late,Late,Today"),
    ],
)
def test_a_lane_has_its_cards_in_order(funnel, sort, expected):
    pipeline(funnel)
    reads = funnel.reads.board
    ids = reads.ids(lane(funnel), sort)
    assert names(funnel, ids) == expected.split(",")
    for limit in (1, 3, 100):
        assert reads.first_ids(lane(funnel), sort, limit) == ids[:limit]


@pytest.mark.parametrize("sort", SORTS)
def test_a_card_is_placed_where_reading_anew_would_put_it(funnel, sort):
    pipeline(funnel)
    reads = funnel.reads.board
    ids = reads.ids(lane(funnel), sort)
    for at, card in enumerate(ids):
        others = ids[:at] + ids[at + 1 :]
        assert reads.place(lane(funnel), sort, others, card) == at


def test_closed_and_parked_lanes_have_orders_of_their_own(funnel):
    first, second, third = (add(funnel, name) for name in ("Ann", "Bob", "Cid"))
    services = funnel.services.opportunities
    services.park([first], until=TODAY + timedelta(days=90))
    services.park([second], until=TODAY + timedelta(days=30))
    reads, parked = funnel.reads.board, lane(funnel, "parked")
    assert list(reads.ids(parked, "due")) == [second, first]
    assert reads.place(parked, "due", reads.ids(parked, "due")[:1], first) == 1
    services.lose([third], reason="price")
    services.lose([first], reason="price")
    lost = lane(funnel, "lost")
    assert list(reads.ids(lost, "due")) == [third, first]
    assert reads.place(lost, "due", reads.ids(lost, "due")[:1], first) == 1


def test_cards_that_are_no_more_are_left_out(funnel):
    ann = add(funnel, "Ann", 0, "100", organization="Asso Lumière", title="Film")
    reads = funnel.reads.board
    card = reads.cards([ann, 999])[ann]
    assert (card.id, card.name, card.organization, card.title) == (ann, "Ann", "Asso Lumière", "Film")
    assert (card.amount, card.currency, card.due_on, card.what) == (10000, "EUR", "2026-11-22", "call")
    assert reads.cards([999]) == {}
    assert reads.place(lane(funnel), "due", reads.ids(lane(funnel), "due"), 999) == 0


def test_the_filter_finds_words_and_sums_what_it_finds(funnel):
    ann = add(funnel, "Ann Noël", value="100", organization="Élan")
    bob = add(funnel, "Bob Noël", value="50", stage="suspect")
    cid = add(funnel, "Cid")
    reads = funnel.reads.board
    assert reads.matching("noel") == {ann, bob}
    assert reads.matching("noel elan") == {ann}
    assert reads.matching("") == {ann, bob, cid}
    suspect, leads = lane(funnel, "suspect").stage_id, lane(funnel).stage_id
    assert reads.matching_amounts("noel") == {suspect: {"EUR": 5000}, leads: {"EUR": 10000}}
    assert reads.matching_amounts("cid") == {}


def test_the_version_changes_when_somebody_else_writes(funnel, tmp_path):
    before = funnel.reads.board.data_version()
    assert funnel.reads.board.data_version() == before
    add(funnel, "Ann")
    assert funnel.reads.board.data_version() != before
    assert funnel.reads.board.grid_size() == 7

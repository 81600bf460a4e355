"""What the lists read: the right opportunities in the right order, however many there are."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from funneltui.clock import FixedClock
from funneltui.errors import NotFoundError
from funneltui.settings import Settings
from funneltui.storage.database import Database
from funneltui.storage.reads import Reads
from funneltui.storage.unit_of_work import UnitOfWork
from tests import stored

CLOCK = FixedClock(datetime(2026, 11, 23, 10, tzinfo=UTC))
SUSPECT, LEAD, PROSPECT, PROPOSAL, CLIENT, PARKED, LOST = range(1, 8)
CARDS = (
    # name, stage, amount, due in days, its time, parked or closed on
    ("Zoé", LEAD, 300_00, 3, None, None),
    ("Émile", SUSPECT, None, None, None, None),
    ("Bruno", PROSPECT, 100_00, -2, None, None),
    ("Anna", LEAD, 200_00, 0, "14:00", None),
    ("Carla", PROPOSAL, 900_00, 0, "09:30", None),
    ("Dora", LEAD, 50_00, 0, None, None),
    ("Won early", CLIENT, 10_00, None, None, "2026-01-05"),
    ("Won late", CLIENT, 20_00, None, None, "2026-10-05"),
    ("Later", PARKED, 30_00, None, None, "2027-03-01"),
    ("Sooner", PARKED, 40_00, None, None, "2026-12-01"),
    ("No", LOST, 70_00, None, None, "2026-06-01"),
)


@pytest.fixture
def unit_of_work(tmp_path):
    with_file = UnitOfWork(Database.open(tmp_path / "f.db", clock=CLOCK), CLOCK)
    yield with_file
    with_file.close()


@pytest.fixture
def reads(unit_of_work, tmp_path):
    with unit_of_work.step("Cards") as work:
        for name, stage, amount, due, time, day in CARDS:
            contact = stored.insert(work, "contact", name=name, source="fair")
            closing = {"parked_until" if stage == PARKED else "closed_on": day} if day else {}
            number = stored.insert(work, "opportunity", contact_id=contact, stage_id=stage, amount=amount, **closing)
            if due is not None:
                due_on = (CLOCK.today() + timedelta(days=due)).isoformat()
                stored.insert(work, "next_action", opportunity_id=number, due_on=due_on, due_time=time, what="call")
    connection = Database.open(tmp_path / "f.db", clock=CLOCK).connect()
    yield Reads(connection, CLOCK, Settings())
    connection.close()


def _names(records):
    return [one.contact.name for one in records]


def _listed(reads, *query, **how):
    return reads.opportunities.records(reads.opportunities.ids(*query, **how))


def _due(reads, days=0):
    return reads.opportunities.records(reads.opportunities.due_ids(days))


ORDERS = {
    "due": "Bruno Carla Anna Dora Émile Zoé Sooner Later Won_late Won_early No",
    "name": "Anna Bruno Carla Dora Émile Later No Sooner Won_early Won_late Zoé",
    "value": "Won_early Won_late Later Sooner Dora No Bruno Anna Zoé Carla Émile",
    "-value": "Carla Zoé Anna Bruno No Dora Sooner Later Won_late Won_early Émile",
    "stage": "Émile Anna Dora Zoé Bruno Carla Won_late Won_early Sooner Later No",
}


@pytest.mark.parametrize("sort", ORDERS)
def test_cards_come_in_the_order_asked_for(reads, sort):
    records = _listed(reads, sort=sort.removeprefix("-"), descending=sort.startswith("-"))
    assert _names(records) == [name.replace("_", " ") for name in ORDERS[sort].split()]


@pytest.mark.parametrize("sort", ["due", "name", "created", "stage"])
def test_descending_is_the_same_order_backwards(reads, sort):
    forward = _names(_listed(reads, sort=sort))
    assert _names(_listed(reads, sort=sort, descending=True)) == forward[::-1]


@pytest.mark.parametrize("sort", ["due", "name", "value", "created", "stage", "temperature"])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("many", [0, 50])
def test_a_search_keeps_the_order_of_the_whole(reads, monkeypatch, sort, descending, many):
    """Few found cards are sorted, many are picked from the whole, which is merged from indexes: all ways agree."""
    monkeypatch.setattr("funneltui.storage.reads.opportunities._MANY", many)
    whole = _names(_listed(reads, sort=sort, descending=descending))
    assert _names(_listed(reads, "fair", sort=sort, descending=descending)) == whole
    assert _names(_listed(reads, "fair", sort=sort, descending=descending, limit=5)) == whole[:5]


def test_a_limit_and_stages_keep_some(reads):
    assert _names(_listed(reads, stages=[LEAD], limit=2)) == ["Anna", "Dora"]
    assert _names(_listed(reads, "emile")) == ["Émile"]
    assert not _names(_listed(reads, "nobody"))


def test_one_slip_is_forgiven_when_nothing_is_found(reads):
    assert reads.finding.mended_if_nothing_matches("Carla") == "Carla"
    assert reads.finding.mended_if_nothing_matches("Carlo") == "carla"
    assert reads.finding.mended_if_nothing_matches("xyzzy") == "xyzzy"


def test_due_is_what_is_late_or_today_and_then_the_days_asked_for(reads):
    assert _names(_due(reads)) == ["Bruno", "Carla", "Anna", "Dora"]
    assert _names(_due(reads, 3)) == ["Bruno", "Carla", "Anna", "Dora", "Zoé"]
    assert _names(_due(reads, 2)) == ["Bruno", "Carla", "Anna", "Dora"]
    assert _names(islice(_due(reads), 1)) == ["Bruno"]


def test_what_is_due_and_about_to_lapse_is_listed_once(reads, unit_of_work):
    with unit_of_work.step("Offers") as work:
        for name in ("Carla", "Zoé"):
            (contact,) = stored.find(work, "contact", name=name)
            (card,) = stored.find(work, "opportunity", contact_id=contact["id"])
            valid_until = CLOCK.today().isoformat()
            stored.insert(work, "proposal", opportunity_id=card["id"], state="sent", valid_until=valid_until)
    assert _names(_due(reads)) == ["Bruno", "Carla", "Anna", "Dora", "Zoé"]


def test_one_says_whether_it_is_missing_or_in_the_bin(reads, unit_of_work):
    with unit_of_work.step("Bin") as work:
        stored.update(work, "opportunity", 1, binned_at=work.now)
    with pytest.raises(NotFoundError, match="bin"):
        reads.opportunities.record(1)
    with pytest.raises(NotFoundError, match="#99"):
        reads.opportunities.record(99)
    assert reads.opportunities.record(2).contact.name == "Émile"


def test_a_record_has_the_first_ways_to_reach_and_the_current_answers(reads, unit_of_work):
    with unit_of_work.step("More") as work:
        stored.insert(
            work, "contact_point", contact_id=1, kind="email", value="b@x.fr", normalized="b@x.fr", position=1
        )
        stored.insert(
            work, "contact_point", contact_id=1, kind="email", value="a@x.fr", normalized="a@x.fr", position=0
        )
        stored.insert(work, "answer", opportunity_id=1, criterion_id=1, answer="no", current=0)
        stored.insert(work, "answer", opportunity_id=1, criterion_id=1, answer="yes", evidence="said so")
        stored.insert(work, "answer", opportunity_id=1, criterion_id=2, answer="unknown")
    one = reads.opportunities.record(1)
    assert one.contact.email == "a@x.fr"
    assert {key: (said.answer, said.evidence) for key, said in one.answers.items()} == {
        "fit": ("yes", "said so"),
        "need": ("unknown", ""),
    }
    assert one.score == 1


def test_the_first_cards_are_found_without_reading_or_sorting_the_others(reads):
    """Whatever the number of cards, a list starts with searches of indexes and no sort of the table."""
    plans = []
    connection = reads.connection
    seen = []
    connection.set_trace_callback(seen.append)
    list(islice(_listed(reads, limit=3), 3))
    list(islice(_listed(reads, sort="name", limit=3), 3))
    list(islice(_listed(reads, sort="value", descending=True, limit=3), 3))
    connection.set_trace_callback(None)
    for statement in seen:
        if "FROM card" in statement and "FROM json_each(" not in statement:  # not a batch of those in order
            plans += [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    assert plans
    assert not [plan for plan in plans if plan.startswith("SCAN")]
    today = [plan for plan in plans if "TEMP B-TREE" in plan]
    assert len(today) <= 4  # only what is due today is sorted, by its time


def test_steps_come_latest_first_and_survive_odd_names(reads, unit_of_work):
    with unit_of_work.step("Edit {name}", name="Ada {x} %s"):
        pass
    with unit_of_work.step("Edit {name}", name="Ada {x} %s") as work:
        stored.update(work, "contact", 1, note="n")
    latest = next(reads.history.steps())
    assert (latest.label, latest.state) == ("Edit Ada {x} %s", "done")
    assert [one.id for one in reads.history.steps()] == [2, 1]
    assert [one.id for one in reads.history.steps(1)] == [2]


def test_stages_tell_their_cards_values_and_gate(reads):
    stages = {one.key: one for one in reads.stages.stages()}
    assert list(stages) == ["suspect", "lead", "prospect", "proposal", "client", "parked", "lost"]
    assert stages["lead"].cards == 3
    assert stages["lead"].amounts == {"EUR": 550_00}
    assert stages["prospect"].required == ("fit", "intent", "authority")
    assert [one.key for one in reads.stages.criteria()][:3] == ["fit", "need", "intent"]
    assert [one.key for one in reads.stages.loss_reasons() if one.note_required] == ["other"]


def test_archived_words_are_left_out(reads, unit_of_work):
    with unit_of_work.step("Archive") as work:
        stored.update(work, "stage", PROPOSAL, archived=1)
        stored.update(work, "criterion", 1, archived=1)
        stored.update(work, "loss_reason", 1, archived=1)
    assert "proposal" not in [one.key for one in reads.stages.stages()]
    assert reads.stages.stages()[2].required == ("intent", "authority")
    assert reads.stages.criteria()[0].key == "need"
    assert reads.stages.loss_reasons()[0].key == "competitor"


def test_the_reading_connection_cannot_write(reads):
    with pytest.raises(sqlite3.OperationalError):
        reads.connection.execute("DELETE FROM card")


def test_tags_are_a_tuple(reads, unit_of_work):
    with unit_of_work.step("Tag") as work:
        stored.update(work, "opportunity", 1, tags=json.dumps(["web", "été"]))
    assert reads.opportunities.record(1).tags == ("web", "été")

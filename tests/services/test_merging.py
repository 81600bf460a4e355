"""Two contacts become one: everything moves, nothing is lost, an opposition holds, and one undo brings it all back."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from funneltui.domain.entries import NewProspect
from funneltui.domain.merging import FIELDS, Take
from funneltui.errors import InvalidValueError, NotFoundError, RefusedError
from funneltui.services.merging import MergeClashError, Merging
from funneltui.settings import Settings
from funneltui.storage import derived
from funneltui.storage.errors import ChangedSinceError
from funneltui.storage.reads.merging import MergeReads
from tests import stored
from tests.reliability.test_undo_machine import state_of
from tests.services.desk import Desk


@pytest.fixture
def merging(desk):
    return Merging(desk.unit_of_work, Settings())


def put(desk, table, **values):
    with desk.unit_of_work.step("Add") as work:
        return stored.insert(work, table, **values)


def contact(desk, number):
    cursor = desk.connection.execute("SELECT * FROM contact WHERE id = ?", (number,))
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone(), strict=True))


def points(desk, number):
    return desk.rows(
        f"SELECT kind, value, label FROM contact_point WHERE contact_id = {number} ORDER BY kind, position"
    )


@pytest.fixture
def sophie(desk):
    """Sophie twice: a card with an exchange and a next action each, in other words."""
    desk.add(
        "Sophie Martin",
        "lead",
        organization="Asso",
        emails=("s@asso.fr",),
        phones=("06 12 34 56 78",),
        note="Met in Lyon",
        title="Film",
    )
    desk.add(
        "MARTIN Sophie",
        "lead",
        organization="Asso Lumière",
        emails=("sophie@home.fr", "S@asso.fr"),
        links=("asso.fr",),
        note="Likes films",
        source="Fair",
        title="Site",
    )
    return 1, 2


def test_everything_that_hangs_on_the_other_one_moves(desk, merging, sophie):
    keep, other = sophie
    third = desk.add("Paul", "lead")
    for person in sophie:
        put(desk, "touch", contact_id=person, happened_at="2026-11-01T10:00:00Z", channel="call", direction="out")
    put(desk, "opportunity_role", opportunity_id=third, contact_id=other, role="influencer", detail="keen")
    put(desk, "contact", name="Friend", introduced_by_id=other)
    put(desk, "opportunity", contact_id=other, stage_id=1, binned_at="2026-11-01T10:00:00Z")
    change = merging.merge(keep, other)
    assert change.label == "Merged MARTIN Sophie into Sophie Martin"
    assert {1, 2} <= change.opportunities
    assert {keep, other} <= change.contacts
    for table, column in (
        ("opportunity", "contact_id"),
        ("touch", "contact_id"),
        ("opportunity_role", "contact_id"),
        ("contact", "introduced_by_id"),
    ):
        assert not desk.rows(f"SELECT 1 FROM {table} WHERE {column} = {other}"), table
    assert desk.rows("SELECT title FROM card WHERE name = 'Sophie Martin' ORDER BY 1") == [("Film",), ("Site",)]
    assert desk.rows("SELECT unanswered FROM card WHERE title = 'Film'") == [(2,)]
    assert points(desk, keep) == [
        ("email", "s@asso.fr", ""),
        ("email", "sophie@home.fr", ""),
        ("link", "asso.fr", ""),
        ("phone", "06 12 34 56 78", ""),
    ]
    gone = contact(desk, other)
    assert gone["binned_at"]
    assert gone["name"] == "MARTIN Sophie"
    assert derived.differences(desk.connection) == ()
    assert desk.rows("SELECT rowid FROM search WHERE search MATCH 'sophie AND home'") == [(keep,)]


def test_what_is_not_chosen_is_as_usual_and_what_is_chosen_is_taken(desk, merging, sophie):
    keep, other = sophie
    merging.merge(keep, other)
    one = contact(desk, keep)
    assert (one["name"], one["source"], one["note"]) == ("Sophie Martin", "Fair", "Met in Lyon\n\nLikes films")
    assert desk.rows("SELECT name FROM organization WHERE id = (SELECT organization_id FROM contact WHERE id = 1)") == [
        ("Asso",)
    ]
    desk.history.undo()
    merging.merge(keep, other, {"name": Take.OTHER, "organization": Take.OTHER, "note": Take.KEEP})
    one = contact(desk, keep)
    assert (one["name"], one["folded_name"], one["note"]) == ("MARTIN Sophie", "martin sophie", "Met in Lyon")
    assert one["organization_id"] == contact(desk, other)["organization_id"]


@pytest.mark.parametrize("opposed", [0, 1])
def test_an_opposition_of_either_holds(desk, merging, opposed):
    one = put(desk, "contact", name="Ada", opposed_channels='["sms"]', informed_on="2026-03-01")
    other = put(
        desk, "contact", name="Ada", opposed=opposed, opposed_channels='["call", "sms"]', informed_on="2026-02-01"
    )
    merging.merge(one, other)
    kept = contact(desk, one)
    assert (kept["opposed"], json.loads(kept["opposed_channels"])) == (opposed, ["call", "sms"])
    assert kept["informed_on"] == "2026-02-01"


def test_tags_and_labels_are_united(desk, merging):
    one = put(desk, "contact", name="Ada", tags='["web", "vidéo"]')
    other = put(desk, "contact", name="Ada", tags='["asso", "web"]')
    for person, label in ((one, ""), (other, "work")):
        put(desk, "contact_point", contact_id=person, kind="email", value="a@x.fr", normalized="a@x.fr", label=label)
    merging.merge(one, other)
    assert json.loads(contact(desk, one)["tags"]) == ["web", "vidéo", "asso"]
    assert points(desk, one) == [("email", "a@x.fr", "work")]


@pytest.mark.parametrize(
    ("mine", "theirs", "kept"),
    [("decider", "user", "decider"), ("user", "decider", "decider"), ("user", "user", "user")],
)
def test_of_two_parts_in_one_decision_the_weightier_stays(desk, merging, mine, theirs, kept):
    card = desk.add("Paul", "lead")
    one, other = put(desk, "contact", name="Ada"), put(desk, "contact", name="Ada")
    put(desk, "opportunity_role", opportunity_id=card, contact_id=one, role=mine)
    put(desk, "opportunity_role", opportunity_id=card, contact_id=other, role=theirs, detail="signs")
    merging.merge(one, other)
    assert desk.rows("SELECT contact_id, role, detail FROM opportunity_role") == [(one, kept, "signs")]
    desk.history.undo()
    assert len(desk.rows("SELECT 1 FROM opportunity_role")) == 2


def test_nobody_introduces_themselves(desk, merging):
    first = put(desk, "contact", name="Zoe")
    one = put(desk, "contact", name="Ada", introduced_by_id=first)
    other = put(desk, "contact", name="Ada", introduced_by_id=one)
    friend = put(desk, "contact", name="Bob", introduced_by_id=other)
    merging.merge(other, one)
    assert contact(desk, other)["introduced_by_id"] == first
    desk.history.undo()
    merging.merge(one, other)
    assert contact(desk, one)["introduced_by_id"] == first
    assert contact(desk, friend)["introduced_by_id"] == one
    merging.merge(one, first)
    assert contact(desk, one)["introduced_by_id"] is None


def test_undo_and_redo_bring_all_of_it_back_also_after_a_restart(desk, merging, sophie, tmp_path):
    before = state_of(desk.connection)
    merging.merge(*sophie, {"name": Take.OTHER})
    after = state_of(desk.connection)
    desk.close()
    again = Desk(tmp_path / "funnel.db")
    try:
        again.history.undo()
        assert state_of(again.connection) == before
        again.history.redo()
        assert state_of(again.connection) == after
        assert derived.differences(again.connection) == ()
    finally:
        again.close()


def test_a_merge_is_not_undone_over_what_was_changed_since(desk, merging, sophie):
    merging.merge(*sophie)
    with desk.database.connect(write=True) as connection:
        connection.execute("UPDATE contact SET note = 'by another program' WHERE id = 1")
    before = state_of(desk.connection)
    with pytest.raises(ChangedSinceError):
        desk.history.undo()
    assert state_of(desk.connection) == before


def test_what_cannot_be_merged_is_refused_and_nothing_is_changed(desk, merging, sophie):
    keep, other = sophie
    gone = put(desk, "contact", name="Gone", binned_at="2026-11-01T10:00:00Z")
    before = state_of(desk.connection)
    for wrong, error in (
        (lambda: merging.merge(keep, keep), RefusedError),
        (lambda: merging.merge(keep, 99), NotFoundError),
        (lambda: merging.merge(99, keep), NotFoundError),
        (lambda: merging.merge(keep, gone), NotFoundError),
        (lambda: merging.merge(gone, keep), NotFoundError),
        (lambda: merging.merge(keep, other, {"uid": Take.OTHER}), InvalidValueError),
        (lambda: merging.merge(keep, other, {"name": Take.BOTH}), InvalidValueError),
    ):
        with pytest.raises(error):
            wrong()
        assert state_of(desk.connection) == before


def test_two_that_were_changed_since_they_were_looked_at_are_not_merged(desk, merging, sophie):
    keep, other = sophie
    seen = MergeReads(desk.connection, desk.clock, Settings()).compare(keep, other)
    put(desk, "touch", contact_id=other, happened_at="2026-11-01T10:00:00Z", channel="call", direction="out")
    merging.merge(keep, other, seen=seen)
    desk.history.undo()
    desk.opportunities.edit(2, {"job_title": "Director"})
    with pytest.raises(MergeClashError):
        merging.merge(keep, other, seen=seen)
    assert not contact(desk, other)["binned_at"]


def test_no_table_refers_to_the_other_one_any_more_but_for_what_both_had(desk, merging, sophie):
    # A table that comes later and refers to contacts is to be thought of in the service.
    merging.merge(*sophie)
    tables = [name for (name,) in desk.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    with desk.database.connect() as connection:
        refer = {
            (table, row[3])
            for table in tables
            for row in connection.execute(f"PRAGMA foreign_key_list({table})")
            if row[2] == "contact"
        }
        left = {
            table
            for table, column in refer
            if connection.execute(f"SELECT 1 FROM {table} WHERE {column} = 2").fetchone()
        }
    assert len(refer) >= 5
    assert left == {"contact_point"}
    assert points(desk, 2) == [("email", "S@asso.fr", "")]


_texts = st.sampled_from(["", "a", "b", "Ada [/] Ltd", "é\u202e"])
_people = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Ada", "ada", "B", "a@b.fr"]),
        "organization": _texts,
        "job_title": _texts,
        "note": _texts,
        "source": _texts,
        "emails": st.lists(st.sampled_from(["a@b.fr", "A@b.fr", "c@d.fr"]), max_size=3).map(tuple),
        "language": st.sampled_from(["", "fr", "en"]),
    }
)


@given(
    one=_people, other=_people, take=st.dictionaries(st.sampled_from(list(FIELDS)), st.sampled_from(["keep", "other"]))
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_two_are_merged_and_undone(desk, merging, one, other, take):
    first, second = (desk.opportunities.add(NewProspect(**person)) for person in (one, other))
    (keep,), (gone,) = first.contacts, second.contacts
    before = state_of(desk.connection)
    desk.clock.instant += timedelta(minutes=1)
    merging.merge(keep, gone, {name: Take(side) for name, side in take.items()})
    assert derived.differences(desk.connection) == ()
    reached = {value for _kind, value, _label in points(desk, keep)}
    assert {email.lower() for email in (*one["emails"], *other["emails"])} == {email.lower() for email in reached}
    desk.history.undo()
    assert state_of(desk.connection) == before


def test_whoever_one_of_the_two_was_told_apart_from_stays_told_apart(desk, merging, sophie):
    anne = contact(desk, 1 + 1)["id"]
    desk.add("Anne")
    desk.add("Zoé")
    put(desk, "distinct_pair", contact_id=1, other_id=anne)  # the two themselves
    put(desk, "distinct_pair", contact_id=2, other_id=3)
    put(desk, "distinct_pair", contact_id=1, other_id=4)
    put(desk, "distinct_pair", contact_id=2, other_id=4)
    merging.merge(1, 2)
    assert desk.rows("SELECT contact_id, other_id FROM distinct_pair ORDER BY 1, 2") == [(1, 3), (1, 4)]
    desk.history.undo()
    assert len(desk.rows("SELECT 1 FROM distinct_pair")) == 4

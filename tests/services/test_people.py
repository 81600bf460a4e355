"""Contacts are edited whether or not there is a card, and never over what was not seen."""

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.clock import FixedClock
from funneltui.domain.entries import NewProspect
from funneltui.domain.money import parse_amount
from funneltui.domain.phones import set_country
from funneltui.errors import InvalidValueError, NotFoundError
from funneltui.services.editing import EditClashError
from funneltui.settings import Settings
from tests import stored
from tests.tui.driving import NOW


@pytest.fixture
def funnel(tmp_path):
    one = open_funnel(tmp_path / "f.db", settings=Settings(), clock=FixedClock(NOW))
    one.services.opportunities.add(
        NewProspect(name="Nora", organization="Alpha", emails=("n@a.example",), amount=parse_amount("900"))
    )
    yield one
    one.close()


def test_every_field_of_a_contact_is_edited_in_one_step_and_undone(funnel):
    before = funnel.reads.contact.person(1)
    fields = {
        "name": "Nora S.",
        "organization": "Beta",
        "email": "x@b.example",
        "language": "fr",
        "source_on": "2026-11-01",
    }
    funnel.services.people.edit(1, fields)
    one = funnel.reads.contact.person(1)
    assert (one.name, one.organization, one.language, one.source_on) == ("Nora S.", "Beta", "fr", "2026-11-01")
    assert [way.value for way in one.ways] == ["x@b.example"]
    funnel.services.history.undo()
    assert funnel.reads.contact.person(1) == before


def test_a_contact_has_no_field_of_a_card(funnel):
    with pytest.raises(InvalidValueError, match="Unknown field"):
        funnel.services.people.edit(1, {"value": "3"})


def test_who_is_not_there_or_in_the_bin_is_not_edited(funnel):
    with pytest.raises(NotFoundError):
        funnel.services.people.edit(7, {"name": "x"})
    with funnel.services.history._unit_of_work.step("Bin") as work:
        stored.update(work, "contact", 1, binned_at=work.now)
    with pytest.raises(NotFoundError):
        funnel.services.people.edit(1, {"name": "x"})


@pytest.mark.parametrize(
    ("what", "theirs", "mine", "clashing"),
    [
        ("person", {"name": "A"}, {"name": "B"}, ("name",)),
        ("person", {"name": "A", "email": "z@z.example"}, {"email": "", "note": "x"}, ("email",)),
        ("person", {"name": "A"}, {"note": "B"}, ()),
        ("card", {"value": "5d x 450"}, {"value": "700"}, ("value",)),
        ("card", {"next": "tomorrow call"}, {"next": "+5d write", "title": "x"}, ("next",)),
        ("card", {"tags": "a"}, {"tags": "b"}, ("tags",)),
        ("card", {"value": "5"}, {"name": "x", "tags": "b"}, ()),
    ],
)
def test_a_clash_is_refused_whole_and_says_where(funnel, what, theirs, mine, clashing):
    services, reads = funnel.services, funnel.reads.contact
    edit, read = {
        "person": (services.people.edit, reads.person),
        "card": (services.opportunities.edit, reads.detail),
    }[what]
    seen = read(1)
    edit(1, theirs)
    before = read(1)
    if not clashing:
        assert edit(1, mine, seen=seen).step_id
        return
    with pytest.raises(EditClashError) as caught:
        edit(1, mine, seen=seen)
    assert caught.value.fields == clashing
    assert read(1) == before


def test_who_introduced_somebody_is_found_by_name_or_number(funnel):
    opportunities, reads = funnel.services.opportunities, funnel.reads.contact
    opportunities.add(NewProspect(name="Paul Roux"))
    opportunities.edit(1, {"introduced_by": "paul ROUX"})
    assert reads.detail(1).introduced_by == "Paul Roux"
    opportunities.edit(1, {"introduced_by": ""})
    assert reads.detail(1).introduced_by == ""
    opportunities.add(NewProspect(name="Paul Roux"))
    opportunities.edit(1, {"introduced_by": "#3"})
    with funnel.services.history._unit_of_work.step("See") as work:
        assert stored.get(work, "contact", 1)["introduced_by_id"] == 3


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Paul Roux", "Several contacts are called “Paul Roux”. Choose one by number: #2, #3"),
        ("Nobody", "Unknown contact “Nobody”"),
        ("#9", "Unknown contact “#9”"),
        ("#x", "Unknown contact “#x”"),
        ("nora", "can't introduce themselves"),
    ],
)
def test_an_introducer_nobody_can_tell_is_refused(funnel, typed, says):
    for _time in range(2):
        funnel.services.opportunities.add(NewProspect(name="Paul Roux"))
    with pytest.raises(InvalidValueError, match=says) as caught:
        funnel.services.opportunities.edit(1, {"introduced_by": typed})
    assert caught.value.field == "introduced_by"


def test_tags_of_the_person_and_of_the_deal_are_two(funnel):
    funnel.services.opportunities.edit(1, {"contact_tags": "choir, press ,choir", "tags": "video"})
    one = funnel.reads.contact.detail(1)
    assert (one.contact_tags, one.tags) == (("choir", "press"), ("video",))


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [("Nora Durand", "Nora", ""), ("Norah Petit", "", "Petit"), ("Petit, Nora", "Nora", "Petit")],
)
def test_a_new_name_leaves_no_part_of_the_old_one_behind(funnel, name, given, family):
    people = funnel.services.people
    people.edit(1, {"name": "Nora Petit", "given_name": "Nora", "family_name": "Petit"})
    people.edit(1, {"name": name})
    one = funnel.reads.contact.person(1)
    assert (one.given_name, one.family_name) == (given, family)


def test_a_given_name_that_never_was_in_the_name_stays(funnel):
    funnel.services.people.edit(1, {"given_name": "Eleonora"})
    funnel.services.people.edit(1, {"name": "Nora B."})
    assert funnel.reads.contact.person(1).given_name == "Eleonora"


def test_numbers_are_found_with_the_country_that_is_chosen_later(funnel):
    funnel.services.opportunities.add(NewProspect(name="Urs", phones=("079 123 45 67", "+33 6 12 34 56 78")))

    def found(words):
        return list(funnel.reads.opportunities.ids(words))

    before = funnel.reads.contact.person(2)
    assert found("+41791234567") == []
    set_country("CH")
    change = funnel.services.people.read_phones_anew()
    assert change.label == "Updated phone numbers to the country"
    assert found("+41791234567") == found("0791234567") == found("+33612345678") == [2]
    funnel.services.opportunities.add(NewProspect(name="Urs", phones=("+41 79 123 45 67",)))
    assert [match.contact_id for match in funnel.reads.duplicates.of_contact(3)] == [2]
    assert funnel.services.people.read_phones_anew().step_id is None
    for _ in range(2):
        funnel.services.history.undo()
    assert funnel.reads.contact.person(2) == before
    assert found("+41791234567") == []

"""A typed query means the same wherever it is typed: the file's words, the day, the language, slips forgiven."""

from datetime import date

import pytest

from funneltui import i18n
from funneltui.bootstrap import open_funnel
from funneltui.clock import FixedClock
from funneltui.domain.entries import NewProspect, StageChanges
from funneltui.domain.query import QueryError
from funneltui.settings import Settings
from funneltui.storage.reads import finding as module
from tests import stored
from tests.tui.driving import NOW

TODAY = NOW.date()


@pytest.fixture
def funnel(tmp_path):
    opened = open_funnel(tmp_path / "funnel.db", settings=Settings(currency="EUR"), clock=FixedClock(NOW))
    yield opened
    opened.close()


def add(funnel, name, **more) -> int:
    return funnel.services.opportunities.add(
        NewProspect(name=name, stage=more.pop("stage", "lead"), **more)
    ).opportunity


def test_nothing_asked_finds_everything(funnel):
    both = [add(funnel, "Ann"), add(funnel, "Bob")]
    assert sorted(funnel.reads.finding.cards("  ")) == both


def test_words_and_keys_are_met_together(funnel):
    ann = add(funnel, "Ann Noël", source="LinkedIn")
    add(funnel, "Bob Noël")
    add(funnel, "Ann Martin", source="LinkedIn", stage="prospect")
    assert funnel.reads.finding.cards("noel source:linkedin stage:lead") == [ann]


def test_the_names_a_person_gave_to_stages_are_known(funnel):
    funnel.services.structure.change_stage("lead", StageChanges(name="À rappeler"))
    card = add(funnel, "Ann")
    assert funnel.reads.finding.cards("stage:à-rappeler") == [card]
    assert funnel.reads.finding.vocabulary().stages["lead"] == "À rappeler"


def test_dates_are_read_in_the_language_in_force(funnel):
    assert funnel.reads.finding.cards("created:<7d") == []
    with pytest.raises(QueryError):
        funnel.reads.finding.cards("due:5/12")
    i18n.set_language("fr")
    assert funnel.reads.finding.parse("échéance:5/12").conditions[0].tests[0].first == date(2026, 12, 5)


def test_a_mistake_says_where_and_what_was_meant(funnel):
    with pytest.raises(QueryError) as caught:
        funnel.reads.finding.cards("ann stge:lead")
    assert caught.value.repaired == "ann stage:lead"
    assert caught.value.pointer == ("ann stge:lead", "    ^^^^")


def test_one_slip_is_forgiven_in_free_words_only(funnel):
    add(funnel, "Sophie Martin", source="LinkedIn")
    finding = funnel.reads.finding
    assert finding.mended("sohpie stage:lead martn") == "sophie stage:lead martin"
    assert finding.mended('"sohpie" -martn source:linkedn') == '"sohpie" -martn source:linkedn'
    assert finding.mended("sophie") == "sophie"
    assert finding.mended("xyzzyx sohpie") == "xyzzyx sophie"


def test_people_who_are_many_are_found_as_those_who_are_few(funnel, monkeypatch):
    monkeypatch.setattr(module, "_OFTEN", 1)
    cards = {add(funnel, name) for name in ("Sam One", "Sam Two", "Sal Three")}
    for _again in range(2):  # the second time from what was kept
        assert set(funnel.reads.finding.cards("sam")) == set(sorted(cards)[:2])
    late = add(funnel, "Sam Four")  # what was kept of all the cards is read again
    assert late in funnel.reads.finding.cards("sam")


def test_only_some_cards_can_be_asked_about(funnel):
    one, two = add(funnel, "Ann"), add(funnel, "Ann Two")
    assert funnel.reads.finding.cards("ann", among=[two, 999]) == [two]
    assert funnel.reads.finding.cards("", among=[one]) == [one]
    assert funnel.reads.finding.cards("", among=[]) == []


def test_people_without_a_card_are_found_too(funnel):
    card = add(funnel, "Ann Card", source="fair")
    lone = add(funnel, "Ann Lone", source="fair", organization="Élan")
    funnel.services.opportunities.bin([lone])
    finding = funnel.reads.finding
    with funnel.services.history._unit_of_work.step("Add") as work:
        person = stored.insert(work, "contact", name="Ann Lone", folded_name="ann lone", source="fair", tags='["web"]')
    first = funnel.reads.contact.detail(card).contact_id
    assert finding.contacts("ann") >= {first, person}
    assert finding.contacts("source:fair") >= {first, person}
    assert person in finding.contacts("name:lone tag:web")
    assert finding.contacts("stage:lead") == {first}
    assert person in finding.contacts("-stage:lead touched:never")
    assert finding.contacts("") >= {first, person}
    for text in ("ann", "source:fair", "-stage:lead touched:never", "stage:lead", ""):
        everybody = finding.contacts(text)
        assert finding.contacts(text, among=[first, person, 999]) == everybody & {first, person}
        assert finding.contacts(text, among=[person]) == everybody & {person}


def test_which_of_some_cards_match_is_known_at_once_of_words_only(funnel):
    ann, bob, other = add(funnel, "Ann"), add(funnel, "Bob Noël"), add(funnel, "Ann Noël")
    finding = funnel.reads.finding
    anns = finding.word_matches("ann")
    assert anns is not None
    assert len(anns) == 2
    assert anns.cards() == {ann, other}
    assert anns.cards_among([ann, bob, other]) == {ann, other}
    assert anns.cards_among([bob, other]) == {other}
    assert anns.cards_among([bob, other, 999]) == {other}
    who = {card: funnel.reads.contact.detail(card).contact_id for card in (ann, bob, other)}
    assert anns.people_among([who[bob], who[other], 999]) == {who[other]}
    assert anns.people() == {who[ann], who[other]}
    nobody = finding.word_matches("nobody")
    assert nobody is not None
    assert not nobody
    assert nobody.cards_among([ann, bob]) == frozenset()
    assert finding.word_matches("ann stage:lead") is None
    assert finding.word_matches("€") is None


def test_sources_and_tags_in_use_are_offered(funnel):
    add(funnel, "Ann", source="LinkedIn", tags=("web", "film"))
    add(funnel, "Bob", source="LinkedIn", tags=("web",))
    add(funnel, "Cid", source="Fair")
    known = funnel.reads.finding.full_vocabulary()
    assert (known.sources, known.tags) == (("LinkedIn", "Fair"), ("web", "film"))


def test_what_was_learnt_holds_until_somebody_writes_or_speaks_another_language(funnel):
    add(funnel, "Ann", source="LinkedIn")
    finding = funnel.reads.finding
    known, state = finding.full_vocabulary(), finding.state
    assert finding.learnt is None
    finding.learn(state, known)
    assert finding.learnt is known
    i18n.set_language("fr")
    assert finding.learnt is None
    i18n.set_language("en")
    assert finding.learnt is known
    add(funnel, "Bob", source="Fair")
    assert finding.learnt is None

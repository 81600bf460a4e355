"""A query said back, and helped along while it is typed."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from funneltui import i18n
from funneltui.domain.query import FIELDS, Choice, Condition, Query, QueryError, Vocabulary, complete, explain, parse
from funneltui.domain.query.fields import Kind

TODAY = date(2026, 11, 19)
OWN = Vocabulary(sources=("LinkedIn", "Salon du web"), tags=("web", "vidéo pro", "none", "sans"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('sophie -"le devis"', ["“sophie”", "not: “le devis”"]),
        ("stage:lead|prospect", ["stage: Lead or stage: Prospect"]),
        ("source:linkedin|linkedin", ["source: linkedin"]),
        ("temp:hot", ["temperature: hot"]),
        ("due:none", ["no next action"]),
        ("due:<7d", ["next action by 25 Nov 2026"]),
        ("due:today", ["next action: 19 Nov 2026"]),
        ("created:>2026-01", ["created since 1 Feb 2026"]),
        ("closed:2026-q4", ["closed between 1 Oct 2026 and 31 Dec 2026"]),
        ("value:>1000", ["value over 1,000 EUR"]),
        ("value:<1k", ["value under 1,000 EUR"]),
        ("value:>=1000 value:<=1500.50", ["value from 1,000 EUR", "value up to 1,500.50 EUR"]),
        ("value:>1000JPY", ["value from 1,001 JPY"]),
        ("due:>7d", ["next action from 27 Nov 2026 on"]),
        ("touched:>30d", ["last exchange on or before 19 Oct 2026"]),
        ("parked:<2027-01", ["back from Not now by 31 Dec 2026"]),
        ("score:<3", ["criteria met up to 2"]),
        ("score:3", ["criteria met: 3"]),
        ("missing:authority", ["missing: Authority"]),
        ("-is:client has:email", ["not: is a client", "has an e-mail address"]),
    ],
)
def test_a_query_in_words(text, said):
    assert list(explain(parse(text, TODAY))) == said


def test_a_choice_that_is_gone_is_named_by_its_key():
    query = Query("", (Condition("stage", (Choice("audition"),), negated=False, start=0, end=0),))
    assert explain(query, OWN) == ("stage: audition",)


def _texts(query, cursor=None):
    return [one.text for one in complete(query, len(query) if cursor is None else cursor, OWN)]


def test_keys_are_completed():
    assert _texts("sta") == ["stage:", "status:"]
    assert _texts("x -sta") == ["stage:", "status:"]
    assert _texts("etap") == ["stage:"]
    assert _texts("") == _texts("sta ") == _texts('"sta') == _texts('""') == _texts("zzz") == []
    i18n.set_language("fr")
    assert _texts("sta") == ["étape:", "statut:"]
    assert _texts("ave") == _texts("has") == ["avec:"]


def test_every_key_is_offered_to_who_asks_where_nothing_is_typed():
    for query in ("", "sophie ", "-", "sophie -"):
        offered = complete(query, len(query), OWN, asked=True)
        assert [one.text for one in offered] == [f"{one.name}:" for one in FIELDS]
        assert {(one.start, one.end) for one in offered} == {(len(query), len(query))}
    assert complete('"', 1, OWN, asked=True) == ()


def test_values_are_completed():
    assert _texts("stage:pro") == ["prospect", "proposal"]
    assert _texts("stage:lead|cl") == ["client"]
    assert _texts("stage:not") == ["parked"]
    assert _texts("source:") == ["LinkedIn", '"Salon du web"', "none"]
    assert _texts("tag:") == ["web", '"vidéo pro"', '"none"', '"sans"', "none"]
    assert _texts("due:o") == ["overdue"]
    assert _texts("due:") == ["overdue", "today", "tomorrow", "<7d", "<30d", "week", "month", "none"]
    assert _texts("-score:") == ["<3", ">2", "2..4"]
    assert _texts("value:>") == [">1000"]
    assert _texts("-is:overdue,cl") == ["client"]
    assert _texts("id:") == []
    assert _texts("idle:>1") == [">14d"]
    assert _texts("name:x") == _texts("zzz:x") == []


def test_in_french_values_are_offered_as_one_says_them():
    i18n.set_language("fr")
    french = Vocabulary(stages={"lead": "Piste", "parked": "Pas maintenant", "odd": "À voir, peut-être"})
    assert [one.text for one in complete("étape:", 6, french)] == ["piste", "pas-maintenant", "odd"]
    assert _texts("temp:") == ["froid", "tiède", "chaud"]
    assert _texts("-est:suspecte,en") == ["ouverte", "en-retard"], "what is open is “en cours”"
    assert _texts("échéance:") == ["retard", "aujourd’hui", "demain", "<7j", "<30j", "semaine", "mois", "aucun"]
    assert _texts("avec:t") == ["téléphone"]
    assert [one.text for one in complete("manque:pou", 10, Vocabulary())] == ["pouvoir-de-décision"]


def test_the_place_of_a_completion():
    (one,) = complete("x temp:h y", 8, OWN)
    assert (one.start, one.end, one.text, one.words) == (7, 8, "hot", "hot")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("before", ["", "-", "sophie -", "temp:hot "])
@pytest.mark.parametrize("one", FIELDS, ids=lambda one: one.name)
def test_whatever_is_offered_is_understood_also_turned_round_and_behind_a_comma(one, before, language):
    i18n.set_language(language)
    words = Vocabulary(sources=OWN.sources, tags=OWN.tags)
    for key in (one.name, *one.aliases):
        start = f"{before}{key}:"
        for offered in complete(start, len(start), words):
            query = start[: offered.start] + offered.text
            condition = parse(query, TODAY, language, vocabulary=words).conditions[-1]
            assert (condition.field, condition.negated) == (one.name, before.endswith("-"))
            comma = "|" if one.kind is Kind.AMOUNT else ","  # which could be a decimal one
            for more in complete(f"{query}{comma}", len(query) + 1, words):
                both = parse(f"{query}{comma}{more.text}", TODAY, language, vocabulary=words).conditions[-1]
                assert len(both.tests) == 2
                assert both.tests[0] == condition.tests[0]


@given(st.text('stage:due<"-|, hot', max_size=12), st.integers(0, 12))
def test_completing_never_fails_and_stays_in_place(text, cursor):
    for offered in complete(text, min(cursor, len(text)), OWN):
        assert 0 <= offered.start <= offered.end <= len(text)


@given(st.sampled_from(["tag:x", "due:<7d", "score:2..4", "value:1k", "is:client", "sophie", "-touched:never"]))
def test_explaining_says_something_for_each_condition(text):
    query = parse(f"{text} {text}", TODAY)
    assert len(explain(query)) == 2
    assert all(explain(query))


def test_a_mistake_is_no_crash_for_who_shows_it():
    with pytest.raises(QueryError) as caught:
        parse("stage:\x1b[31m", TODAY)
    assert "\x1b" not in "".join(caught.value.pointer)

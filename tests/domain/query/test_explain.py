"""A query said back, and helped along while it is typed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funneltui import i18n
from funneltui.domain.query import FIELDS, Choice, Condition, Query, QueryError, Vocabulary, complete, explain, parse

TODAY = date(2026, 11, 19)
OWN = Vocabulary(sources=("LinkedIn", "Salon du web"), tags=("web", "vidéo pro", "none", "sans"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('sophie -"le devis"', ["“sophie”", "not: “le devis”"]),
        ("stage:lead|prospect", ["stage: Lead or stage: Prospect"]),
        ("source:linkedin|linkedin", ["source: linkedin"]),
        ("temp:hot", ["temperature: hot"]),
        ("due:none", ["nothing planned"]),
        ("due:<7d", ["next action up to 25 Nov 2026"]),
        ("due:today", ["next action: 19 Nov 2026"]),
        ("created:>2026-01", ["created from 1 Feb 2026"]),
        ("closed:2026-q4", ["closed from 1 Oct 2026 to 31 Dec 2026"]),
        ("value:>1000", ["value from 1000.01 EUR"]),
        ("score:<3", ["criteria met up to 2"]),
        ("score:3", ["criteria met: 3"]),
        ("missing:authority", ["missing: Decision power"]),
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
    assert _texts("sta") == ["etape:", "statut:"]
    assert _texts("ave") == ["has:"]


def test_values_are_completed():
    assert _texts("stage:pro") == ["prospect", "proposal"]
    assert _texts("stage:lead|cl") == ["client"]
    assert _texts("stage:not") == ["parked"]
    assert _texts("source:") == ["LinkedIn", '"Salon du web"', "none"]
    assert _texts("tag:") == ["web", '"vidéo pro"', '"none"', '"sans"', "none"]
    assert _texts("due:o") == ["overdue"]
    assert _texts("due:") == ["overdue", "today", "<7d", "<30d", "week", "month", "none"]
    assert _texts("idle:>1") == [">14d"]
    assert _texts("name:x") == _texts("zzz:x") == []


def test_the_place_of_a_completion():
    (one,) = complete("x temp:h y", 8, OWN)
    assert (one.start, one.end, one.text, one.words) == (7, 8, "hot", "hot")


@given(st.sampled_from(FIELDS))
def test_whatever_is_offered_is_understood(one):
    start = f"{one.name}:"
    for offered in complete(start, len(start), OWN):
        assert parse(start[: offered.start] + offered.text, TODAY, vocabulary=OWN).conditions[0].field == one.name


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

"""The grid: its words, its score, its verdict, its next question."""

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.qualification import (
    ANSWER_WORDS,
    DEFAULT_CRITERIA,
    Answer,
    Score,
    Verdict,
    criterion_name,
    criterion_next_question,
    criterion_question,
    evidence_text,
    next_best,
    read_evidence,
    score,
    verdict,
)

KEYS = [criterion.key for criterion in DEFAULT_CRITERIA]
GRID = {criterion.key: criterion.weight for criterion in DEFAULT_CRITERIA}
GATE = ("fit", "intent", "authority")

grids = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 5))
answered = st.dictionaries(st.sampled_from([*KEYS, "elsewhere"]), st.sampled_from([*Answer]))


@pytest.mark.parametrize(
    ("typed", "said", "by"),
    [
        ("the director signs @Paul Roux", "the director signs", "Paul Roux"),
        ("@Paul", "", "Paul"),
        ("write to paul@asso.fr", "write to paul@asso.fr", ""),
        ("a @ b", "a @ b", ""),
        ("two\nlines @Marie ", "two\nlines", "Marie"),
        ("@Ann @Bob", "@Ann", "Bob"),
        ("", "", ""),
    ],
)
def test_what_was_said_and_by_whom_are_typed_in_one_line(typed, said, by):
    assert read_evidence(typed) == (said, by)
    assert read_evidence(evidence_text(said, by)) == (said, by)


def test_the_default_grid():
    assert " ".join(KEYS) == "fit need intent budget authority urgency motivation"
    assert set(ANSWER_WORDS) == set(Answer)


def test_words():
    assert criterion_name("authority") == "Authority"
    assert criterion_name("authority", "Who decides") == "Who decides"
    assert criterion_name("taste") == "taste"
    assert criterion_question("urgency") == "When do they need it by?"
    assert criterion_question("urgency", "How fast?") == "How fast?"
    assert criterion_question("taste") == ""
    assert criterion_next_question("budget") == "What budget do you have in mind?"
    assert criterion_next_question("budget", "How much?") == "How much?"
    assert criterion_next_question("taste") == ""


def test_score():
    answers = {"fit": "yes", "need": "yes", "budget": "no", "elsewhere": "yes"}
    assert score(answers, GRID) == Score(points=2, out_of=7, yes=2, no=1, unknown=4)
    assert score(answers, GRID | {"fit": 5}).points == 6
    assert score({}, {}) == Score(0, 0, 0, 0, 0)


@given(answered, grids)
def test_the_score_adds_up(answers, grid):
    result = score(answers, grid)
    assert result.yes + result.no + result.unknown == len(grid)
    assert 0 <= result.points <= result.out_of == sum(grid.values())


@given(answered, grids, st.sampled_from(KEYS))
def test_the_score_never_falls_when_an_unknown_becomes_yes(answers, grid, key):
    before = answers | {key: Answer.UNKNOWN}
    assert score(before | {key: Answer.YES}, grid).points >= score(before, grid).points
    assert score(before | {key: Answer.NO}, grid).points == score(before, grid).points


@pytest.mark.parametrize(
    ("answers", "expected", "words"),
    [
        ({}, Verdict.BLANK, "not assessed yet"),
        ({"fit": "yes"}, Verdict.NOT_YET, "not a prospect yet"),
        ({"need": "no"}, Verdict.NOT_YET, "not a prospect yet"),
        ({"fit": "yes", "intent": "yes", "authority": "no"}, Verdict.BLOCKED, "not qualified"),
        ({"fit": "yes", "intent": "yes", "authority": "yes", "budget": "no"}, Verdict.QUALIFIED, "a prospect"),
        (dict.fromkeys(KEYS, "yes"), Verdict.COMPLETE, "fully qualified"),
    ],
)
def test_verdict(answers, expected, words):
    assert verdict(answers, KEYS, GATE) is expected
    assert expected.words == words


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "fit"),
        ({"fit": "yes"}, "intent"),
        ({"fit": "yes", "intent": "yes", "authority": "no"}, "authority"),
        ({"fit": "no", "intent": "yes", "authority": "yes"}, "need"),
        (dict.fromkeys(GATE, "yes"), "need"),
        (dict.fromkeys(KEYS, "yes"), None),
        (dict.fromkeys(KEYS, "yes") | {"fit": "no"}, None),
    ],
)
def test_the_next_best_question(answers, expected):
    assert next_best(answers, GRID, GATE) == expected


def test_the_heaviest_unknown_is_asked_first():
    assert next_best(dict.fromkeys(GATE, "yes"), GRID | {"urgency": 3}, GATE) == "urgency"


@given(answered, grids, st.lists(st.sampled_from(KEYS)))
def test_what_is_answered_yes_is_never_asked_again(answers, grid, required):
    key = next_best(answers, grid, required)
    if key is None:
        assert all(answers.get(one, "unknown") != "unknown" for one in grid)
    else:
        assert key in grid
        assert answers.get(key) != "yes"

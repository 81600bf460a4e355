"""The stages of a new file, their words, and the gate."""

import pytest
from hypothesis import given, strategies as st

from funneltui.domain.losses import DEFAULT_LOSS_REASONS, loss_reason_name
from funneltui.domain.qualification import DEFAULT_CRITERIA, Answer
from funneltui.domain.stages import (
    DEFAULT_STAGES,
    LIVE_KINDS,
    StageKind,
    gate_ahead,
    missing,
    stage_definition,
    stage_name,
)

CRITERIA = [criterion.key for criterion in DEFAULT_CRITERIA]


def test_the_default_funnel():
    assert [(stage.key, stage.kind.value) for stage in DEFAULT_STAGES] == [
        ("suspect", "suspect"),
        ("lead", "open"),
        ("prospect", "open"),
        ("proposal", "open"),
        ("client", "won"),
        ("parked", "parked"),
        ("lost", "lost"),
    ]
    chances = [stage.probability for stage in DEFAULT_STAGES if stage.kind in {*LIVE_KINDS, StageKind.WON}]
    assert chances == sorted(chances)
    assert {stage.key: stage.required for stage in DEFAULT_STAGES if stage.required} == {
        "prospect": ("fit", "intent", "authority")
    }
    assert all(set(stage.required) <= set(CRITERIA) for stage in DEFAULT_STAGES)
    assert all(stage.idle_days > 0 for stage in DEFAULT_STAGES if stage.kind in LIVE_KINDS)


def test_live_kinds():
    assert [kind.value for kind in StageKind if kind in LIVE_KINDS] == ["suspect", "open"]


def test_the_persons_own_words_come_first():
    assert stage_name("lead") == "Lead"
    assert stage_name("lead", "Piste chaude") == "Piste chaude"
    assert stage_name("lead", translated=False) == "Lead"
    assert stage_name("audition") == "audition"
    assert stage_definition("lost") == "A clear no, with a reason. Learn from it."
    assert stage_definition("lost", "gone") == "gone"
    assert stage_definition("audition") == ""


@pytest.mark.parametrize(
    ("here", "gate"), [("suspect", "prospect"), ("prospect", "prospect"), ("lost", "prospect"), ("gone", "prospect")]
)
def test_a_card_is_judged_by_the_gate_ahead(here, gate):
    ahead = gate_ahead(DEFAULT_STAGES, here)
    assert ahead is not None
    assert ahead.key == gate


def test_behind_one_gate_comes_the_next():
    stages = [one._replace(required=("budget",) if one.key == "proposal" else one.required) for one in DEFAULT_STAGES]
    assert gate_ahead(stages, "prospect").key == "proposal"
    assert gate_ahead([one for one in DEFAULT_STAGES if not one.required], "lead") is None


def test_loss_reasons():
    keys = [reason.key for reason in DEFAULT_LOSS_REASONS]
    assert " ".join(keys[:8]) == "price competitor cancelled timing scope no_budget no_answer outside_target"
    assert keys[8:] == ["in_house", "unavailable", "declined", "other"]
    assert [reason.key for reason in DEFAULT_LOSS_REASONS if reason.note_required] == ["other"]
    assert loss_reason_name("no_budget") == "No budget"
    assert loss_reason_name("price", "Trop cher") == "Trop cher"
    assert loss_reason_name("moved") == "moved"


@given(
    st.lists(st.sampled_from(CRITERIA), unique=True),
    st.dictionaries(st.sampled_from(CRITERIA), st.sampled_from(["yes", "no", "unknown"])),
)
def test_a_gate_names_exactly_what_is_missing(required, answers):
    lacking = missing(required, answers)
    assert list(lacking) == [key for key in required if key in lacking]
    assert all(answers.get(key) != "yes" for key in lacking)
    assert missing(required, answers | dict.fromkeys(lacking, Answer.YES)) == ()
    for key in lacking:
        assert key in missing(required, answers | dict.fromkeys(set(lacking) - {key}, "yes"))

"""Grids and vocabularies to begin with, in both languages."""

import pytest

from funneltui import i18n
from funneltui.domain.presets import GRIDS, VOCABULARIES, grid_name, vocabulary_name
from funneltui.domain.qualification import (
    DEFAULT_CRITERIA,
    criterion_name,
    criterion_next_question,
    no_budget,
    not_the_decider,
)
from funneltui.domain.stages import DEFAULT_STAGES

BUILT_IN = {one.key for one in DEFAULT_CRITERIA}


def test_the_grids_to_choose_from():
    assert [one.key for one in GRIDS] == ["three", "full", "bant", "champ", "meddic"]
    assert [len(one.lines) for one in GRIDS] == [3, 7, 4, 4, 6]
    assert [line.key for line in GRIDS[1].lines] == [one.key for one in DEFAULT_CRITERIA]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("grid", GRIDS, ids=lambda one: one.key)
def test_every_line_of_a_grid_has_words_and_the_gate_is_in_it(grid, language):
    i18n.set_language(language)
    assert set(grid.required) <= {line.key for line in grid.lines}
    assert grid.required
    for key, name, question in grid.worded:
        assert bool(name) == bool(question) == (key not in BUILT_IN)
        assert criterion_name(key, name or None) != key
        assert criterion_next_question(key, question or None).endswith("?")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_vocabularies_name_the_built_in_stages(language):
    i18n.set_language(language)
    keys = [stage.key for stage in DEFAULT_STAGES]
    for one in VOCABULARIES:
        assert set(one.stages) <= set(keys)
        assert [key for key, _name, _definition in one.worded] == keys
    assert {name for _key, name, _definition in VOCABULARIES[0].worded} == {""}


def test_trades_do_not_agree_on_words():
    names = {one.key: {key: name for key, name, _ in one.worded if name} for one in VOCABULARIES}
    assert names["sales"]["lead"] == "Prospect"
    assert list(names["marketing"].values()) == ["Contact", "Lead", "Qualified lead", "Offer"]


def test_words_are_in_the_language_in_force():
    i18n.set_language("fr")
    assert {key: name for key, name, _ in VOCABULARIES[2].worded}["prospect"] == "Piste qualifiée"
    assert (grid_name("three"), grid_name("bant")) == ("Trois critères", "BANT")
    assert vocabulary_name("sales") == "Vente"


def test_a_no_that_is_not_the_end():
    assert not_the_decider({"authority": "no"})
    assert not_the_decider({"economic_buyer": "no"})
    assert not not_the_decider({"authority": "unknown", "economic_buyer": "yes"})
    assert no_budget({"budget": "no"})
    assert not no_budget({})

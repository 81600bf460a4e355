"""Grids to begin with, in both languages."""

import pytest

from funneltui import i18n
from funneltui.domain.grids import GRIDS
from funneltui.domain.qualification import (
    DEFAULT_CRITERIA,
    criterion_name,
    criterion_next_question,
    criterion_question,
    no_budget,
    not_the_decider,
)


def test_the_grids_to_choose_from():
    assert [one.key for one in GRIDS] == ["three", "full", "bant", "champ", "meddic"]
    assert [len(one.lines) for one in GRIDS] == [3, 7, 4, 4, 6]
    assert GRIDS[1].lines == tuple(one.key for one in DEFAULT_CRITERIA)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("grid", GRIDS, ids=lambda one: one.key)
def test_every_line_of_a_grid_has_words_and_the_gate_is_in_it(grid, language):
    i18n.set_language(language)
    assert set(grid.required) <= set(grid.lines)
    assert grid.required
    for key in grid.lines:
        assert criterion_name(key) != key
        assert criterion_question(key)
        assert criterion_next_question(key).endswith("?")


def test_words_are_in_the_language_in_force():
    assert criterion_name("pain") == "Pain"
    i18n.set_language("fr")
    assert criterion_name("pain") == "Difficulté"
    assert criterion_name("pain", translated=False) == "Pain"
    names = {grid.key: i18n.translate(grid.name) for grid in GRIDS}
    assert (names["three"], names["bant"]) == ("Trois critères", "BANT")


def test_a_no_that_is_not_the_end():
    assert not_the_decider({"authority": "no"})
    assert not_the_decider({"economic_buyer": "no"})
    assert not not_the_decider({"authority": "unknown", "economic_buyer": "yes"})
    assert no_budget({"budget": "no"})
    assert not no_budget({})

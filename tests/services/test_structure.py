"""Stages and grid become a person's own, undoably, and no card is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from funneltui import i18n
from funneltui.domain.entries import CriterionChanges, StageChanges
from funneltui.domain.grids import GRIDS, Grid
from funneltui.domain.vocabularies import VOCABULARIES
from funneltui.errors import FunnelError, InvalidValueError, NotFoundError
from funneltui.services.changes import GateError
from funneltui.services.structure import StageInUseError
from tests.services.desk import Desk


def stages(desk: Desk) -> list[object]:
    """The keys of the stages in use, in the board's order."""
    return [row[0] for row in desk.rows("SELECT key FROM stage WHERE archived = 0 ORDER BY position")]


def grid(desk: Desk) -> list[object]:
    """The keys of the grid's lines, in order."""
    return [row[0] for row in desk.rows("SELECT key FROM criterion WHERE archived = 0 ORDER BY position")]


def test_a_stage_is_added_where_it_is_wanted(desk: Desk) -> None:
    assert desk.structure.add_stage("Démo faite", after="lead").label == "Added stage Démo faite"
    desk.structure.add_stage("Démo faite")
    assert stages(desk)[:6] == ["suspect", "lead", "demo_faite", "prospect", "proposal", "demo_faite_2"]
    desk.history.undo(2)
    assert len(stages(desk)) == 7


def test_a_stage_can_be_reworded_and_gated(desk: Desk) -> None:
    change = desk.structure.change_stage(
        "lead",
        StageChanges(name="Piste", definition="mine", probability=20, idle_days=3, required=("fit",), colour="red"),
    )
    assert change.structure
    columns = "name, definition, probability, idle_days, colour"
    assert desk.rows(f"SELECT {columns} FROM stage WHERE key = 'lead'") == [("Piste", "mine", 20, 3, "red")]
    ada = desk.add("Ada")
    with pytest.raises(GateError, match="Piste"):
        desk.opportunities.move([ada], "lead")
    desk.structure.change_stage("lead", StageChanges(name="", required=()))
    assert desk.opportunities.move([ada], "lead").label == "Moved Ada to Lead"


def test_stages_move_among_the_open_ones(desk: Desk) -> None:
    desk.structure.move_stage("proposal", -1)
    assert stages(desk)[1:4] == ["lead", "proposal", "prospect"]
    desk.structure.move_stage("proposal", -9)
    assert stages(desk)[:2] == ["suspect", "proposal"]


def test_removing_a_stage_says_where_its_cards_go(desk: Desk) -> None:
    ada = desk.add("Ada", "proposal")
    with pytest.raises(StageInUseError) as refusal:
        desk.structure.remove_stage("proposal")
    assert refusal.value.cards == 1
    desk.structure.remove_stage("proposal", into="lead")
    assert desk.stage(ada) == "lead"
    assert "proposal" not in stages(desk)
    desk.history.undo()
    assert desk.stage(ada) == "proposal"
    desk.structure.remove_stage("prospect")
    assert "prospect" not in stages(desk)


@pytest.mark.parametrize(
    ("attempt", "error"),
    [
        (lambda s: s.add_stage(" "), InvalidValueError),
        (lambda s: s.add_stage("x", after="client"), InvalidValueError),
        (lambda s: s.change_stage("lead", StageChanges(probability=101)), InvalidValueError),
        (lambda s: s.change_stage("lead", StageChanges(required=("charm",))), NotFoundError),
        (lambda s: s.move_stage("client", -1), InvalidValueError),
        (lambda s: s.remove_stage("client"), InvalidValueError),
        (lambda s: s.remove_stage("nowhere"), NotFoundError),
        (lambda s: s.change_criterion("charm", CriterionChanges()), NotFoundError),
        (lambda s: s.add_criterion("x", weight=-1), InvalidValueError),
    ],
)
def test_what_would_break_the_funnel_is_refused(
    desk: Desk, attempt: Callable[[object], object], error: type[FunnelError]
) -> None:
    with pytest.raises(error):
        attempt(desk.structure)
    assert desk.rows("SELECT count(*) FROM step") == [(0,)]


@pytest.mark.parametrize("into", ["proposal", "client"])
def test_cards_go_only_into_another_open_stage(desk: Desk, into: str) -> None:
    desk.add("Ada", "proposal")
    with pytest.raises(InvalidValueError):
        desk.structure.remove_stage("proposal", into=into)


def test_the_grid_is_edited_line_by_line(desk: Desk) -> None:
    desk.structure.add_criterion("Charm", "Do they smile?", weight=2)
    desk.structure.change_criterion("charm", CriterionChanges(name="Smile", question="", weight=3))
    desk.structure.move_criterion("charm", -99)
    assert grid(desk)[0] == "charm"
    assert desk.rows("SELECT name, question, weight FROM criterion WHERE key = 'charm'") == [("Smile", None, 3)]
    ada = desk.add("Ada")
    desk.answer(ada, fit="yes", charm="yes")
    desk.structure.remove_criterion("fit")
    assert desk.rows("SELECT yes_count FROM card") == [(1,)]
    with pytest.raises(GateError) as refusal:
        desk.opportunities.move([ada], "prospect")
    assert [key for key, _ in refusal.value.missing[0].criteria] == ["intent", "authority"]


def test_another_grid_keeps_the_answers_of_the_lines_it_has(desk: Desk) -> None:
    ada = desk.add("Ada")
    desk.answer(ada, budget="yes", fit="yes")
    change = desk.structure.use_grid(Grid("mine", "BANT", "", ("budget", "authority", "priority"), ("budget",)))
    assert change.label == "Chose the grid BANT"
    assert grid(desk) == ["budget", "authority", "priority"]
    assert desk.rows("SELECT yes_count FROM card") == [(1,)]
    desk.opportunities.move([ada], "prospect")
    desk.history.undo(2)
    assert len(grid(desk)) == 7
    assert desk.rows("SELECT yes_count FROM card") == [(2,)]


def test_a_grid_finds_its_gate_when_there_is_none(desk: Desk) -> None:
    desk.structure.change_stage("prospect", StageChanges(required=()))
    desk.structure.use_grid(Grid("one", "One", "", ("fit",), ("fit",)))
    with pytest.raises(GateError):
        desk.opportunities.move([desk.add("Ada")], "prospect")


def test_a_ready_made_line_follows_the_language(desk: Desk) -> None:
    desk.structure.use_grid(next(one for one in GRIDS if one.key == "meddic"))
    desk.structure.change_criterion("pain", CriterionChanges(name="What hurts"))
    desk.structure.change_criterion("pain", CriterionChanges(name=""))
    i18n.set_language("fr")
    assert desk.structure.move_criterion("pain", -1).label == "Déplacement du critère Difficulté"


def test_a_vocabulary_renames_the_stages_in_every_language(desk: Desk) -> None:
    sales = next(one for one in VOCABULARIES if one.key == "sales")
    desk.structure.change_stage("client", StageChanges(name="Customers"))
    desk.structure.use_words(sales)
    ada = desk.add("Ada")
    moved = desk.opportunities.move([ada], "proposal", reason="sure")
    assert moved.label == "Moved Ada to Negotiation"
    i18n.set_language("fr")
    assert moved.label == "Déplacement vers Négociation (Ada)"
    assert desk.rows("SELECT name FROM stage WHERE key = 'client'") == [(None,)], "it has no word for it"


def test_a_stage_named_by_a_vocabulary_can_be_renamed_and_gets_the_built_in_name_back(desk: Desk) -> None:
    desk.structure.use_words(next(one for one in VOCABULARIES if one.key == "sales"))
    desk.structure.change_stage("proposal", StageChanges(name="Offer made"))
    i18n.set_language("fr")
    assert desk.structure.move_stage("proposal", -1).label == "Déplacement de l’étape Offer made"
    desk.structure.change_stage("proposal", StageChanges(name=""))
    assert desk.structure.move_stage("proposal", 1).label == "Déplacement de l’étape Proposition"


def test_a_parked_card_of_a_removed_stage_reopens_in_an_open_one(desk: Desk) -> None:
    ada = desk.add("Ada", "proposal")
    desk.opportunities.park([ada], until=date(2027, 1, 1))
    desk.structure.remove_stage("proposal")
    desk.opportunities.reopen([ada])
    assert desk.stage(ada) == "lead"

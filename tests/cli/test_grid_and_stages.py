"""checklist and stages: grid and funnel made one's own, undoably, in either language."""

import pytest


@pytest.fixture
def keys(run, file):
    """The keys of the grid, or of the stages, in order."""
    run("add", "Ada", "--stage", "proposal")
    return lambda what: [one["key"] for one in run(what, "--json").json]


GRID = ["fit", "need", "intent", "budget", "authority", "urgency", "motivation"]


def test_the_grid_is_listed_with_its_questions(run, keys):
    listed = run("checklist").out
    for text in ("fit", "Fit", "Do they make the decision?", "prospect"):
        assert text in listed
    assert "Pouvoir de décision" in run("checklist", "list", "--lang", "fr").out
    first = run("checklist", "--json").json[0]
    assert (first["key"], first["weight"], first["required_by"]) == ("fit", 1, ["prospect"])


def test_a_criterion_is_added_edited_moved_and_removed(run, keys):
    run("checklist", "add", "Bon payeur", "--question", "Did they pay in time?", "--weight", 2)
    assert keys("checklist") == [*GRID, "bon_payeur"]
    run("checklist", "edit", "bon payeur", "--name", "Solvable", "--weight", 3)
    edited = run("checklist", "--json").json[-1]
    assert (edited["name"], edited["weight"], edited["question"]) == ("Solvable", 3, "Did they pay in time?")
    run("checklist", "move", "solvable", "--before", "besoin")
    assert keys("checklist")[:3] == ["fit", "bon_payeur", "need"]
    run("checklist", "move", "fit", "--after", "need")
    assert keys("checklist")[:3] == ["bon_payeur", "need", "fit"]
    assert "Removed criterion Fit" in run("checklist", "remove", "fit").err
    assert "fit" not in keys("checklist")
    run("undo", 5)
    assert keys("checklist") == GRID


def test_another_grid_comes_and_goes(run, keys):
    run("qualify", 1, "budget=yes", "motivation=yes")
    assert "MEDDIC" in run("checklist", "preset").out
    assert len(run("checklist", "preset", "--json").json) == 5
    run("checklist", "preset", "trois criteres")
    assert keys("checklist") == ["fit", "intent", "authority"]
    run("checklist", "preset", "bant", "--lang", "fr")
    assert keys("checklist") == ["budget", "authority", "need", "urgency"]
    assert run("show", 1, "--json").json["answers"]["budget"]["answer"] == "yes"
    run("checklist", "preset", "champ", "--lang", "fr")
    assert run("checklist", "--json", "--lang", "fr").json[0]["name"] == "Difficulté"
    assert run("checklist", "--json", "--lang", "en").json[0]["name"] == "Difficulty"
    run("checklist", "preset", "full")
    assert keys("checklist") == GRID
    assert run("show", 1, "--json").json["score"] == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["frobnicate"], 2),
        (["list", "fit"], 2),
        (["edit"], 2),
        (["edit", "fit"], 2),
        (["edit", "charm", "--weight", 1], 3),
        (["add", "x", "--weight", 101], 1),
        (["move", "fit"], 2),
        (["move", "fit", "--before", "need", "--after", "need"], 2),
        (["preset", "spin"], 3),
    ],
)
def test_a_grid_that_cannot_be_is_refused(run, keys, words, code):
    assert run("checklist", *words, code=code).err.startswith("Error: ")
    assert keys("checklist") == GRID


def test_a_stage_is_added_renamed_defined_gated_and_moved(run, keys):
    run("stages", "add", "Démo faite", "--after", "prospect", "--definition", "They saw it")
    assert keys("stages")[2:5] == ["prospect", "demo_faite", "proposal"]
    run("stages", "rename", "demo faite", "Demo", "done")
    run("stages", "define", "demo", "They saw it and liked it")
    run("stages", "gate", "demo", "fit,besoin", "budget")
    run("stages", "edit", "demo", "--probability", 45, "--idle", 5, "--color", "vert")
    shown = run("stages", "demo", "--json").json
    assert (shown["name"], shown["definition"]) == ("Demo done", "They saw it and liked it")
    assert (shown["required"], shown["probability"], shown["idle_days"]) == (["fit", "need", "budget"], 45, 5)
    run("stages", "move", "demo", "--after", "proposal")
    assert keys("stages")[3:5] == ["proposal", "demo_faite"]
    run("stages", "gate", "demo")
    assert run("stages", "demo", "--json").json["required"] == []
    run("stages", "rename", "lead", "Piste chaude")
    run("stages", "rename", "lead", "")
    assert run("stages", "lead", "--json").json["name"] == "Lead"
    run("undo", 9)
    assert keys("stages") == ["suspect", "lead", "prospect", "proposal", "client", "parked", "lost"]


def test_removing_a_stage_first_says_where_its_cards_go(run, keys):
    assert "(1)" in run("stages", "remove", "proposal", code=4).err
    run("stages", "remove", "proposal", "--into", "lead")
    assert run("show", 1, "--json").json["stage"] == "lead"
    run("undo")
    assert run("show", 1, "--json").json["stage"] == "proposal"


def test_other_words_for_the_same_stages(run, keys):
    assert "marketing" in run("stages", "preset").out
    assert len(run("stages", "preset", "--json").json) == 3
    run("stages", "preset", "marketing", "--lang", "fr")
    assert "Piste qualifiée" in run("stages", "--lang", "fr").out
    assert "Qualified lead" in run("stages", "--lang", "en").out
    moved = run("move", 1, "piste qualifiee", "--reason", "x", "--json", "--lang", "fr")
    assert moved.json["stage"] == "prospect"
    run("stages", "preset", "independant")
    assert "Prospect" in run("stages").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["lead", "prospect"], 2),
        (["rename", "lead"], 2),
        (["define"], 2),
        (["gate", "lead", "charm"], 3),
        (["edit", "lead"], 2),
        (["edit", "lead", "--colour", "puce"], 3),
        (["edit", "lead", "--probability", 101], 1),
        (["edit", "lead", "prospect", "--idle", 1], 2),
        (["move", "client", "--after", "lead"], 1),
        (["move", "lead"], 2),
        (["remove", "client"], 1),
        (["preset", "poker"], 3),
        (["zzz"], 3),
    ],
)
def test_a_funnel_that_cannot_be_is_refused(run, keys, words, code):
    before = run("stages", "--json").json
    assert run("stages", *words, code=code).err.startswith("Error: ")
    assert run("stages", "--json").json == before

"""move, win, lose, park, reopen, undo, redo, history: along the funnel and back."""

import contextlib
import sqlite3

import pytest


@pytest.fixture
def ada(add):
    return add("Ada", "--value", "100", "--stage", "lead", "--next", "tomorrow call")


def test_moving_by_key_name_beginning_and_either_language(run, add):
    for number, name in enumerate(["lead", "LEAD", "le", "piste", "Pis"], 1):
        add(f"Card {number}")
        assert run("move", number, name, "--json").json["stage"] == "lead"


def test_moving_several_is_one_step_and_prints_them_in_order(run, add):
    for name in ("A", "B", "C"):
        add(name)
    assert run("move", 3, "#1", "lead", "--json").ids == [3, 1]
    assert "2" in run("history", "--limit", 1).out
    run("undo")
    assert [one["stage"] for one in run("list", "--json").json] == ["suspect"] * 3


def test_a_gate_names_what_is_missing_and_a_reason_overrides_it(run, ada):
    refused = run("move", 1, "prospect", code=1)
    for text in ("Prospect", "#1 Ada", "Fit (fit)", "Intent (intent)", "Authority (authority)"):
        assert text in refused.err
    assert "Do they make the decision?" in refused.err
    assert "(budget)" not in refused.err
    assert not refused.out
    assert "Pouvoir de décision (authority)" in run("move", 1, "prospect", "--lang", "fr", code=1).err
    assert run("show", 1, "--json").json["stage"] == "lead"
    assert run("move", 1, "prospect", "--reason", "she signs", "--json").json["stage"] == "prospect"


@pytest.mark.parametrize(("stage", "code"), [("zzz", 3), ("p", 2), ("parked", 2), ("lost", 2)])
def test_a_stage_that_cannot_be_is_explained(run, ada, stage, code):
    assert run("move", 1, stage, code=code).err.startswith("Error: ")
    assert run("show", 1, "--json").json == ada


def test_moving_to_lost_with_a_reason_loses(run, ada):
    lost = run("move", 1, "lost", "--reason", "prix", "--json").json
    assert (lost["status"], lost["lost_reason"]) == ("lost", "price")


def test_winning_for_another_value_on_another_day(run, ada):
    won = run("win", 1, "--value", "1 234,50 €", "--date", "yesterday", "--json").json
    assert (won["status"], won["stage"], won["value"], won["closed"]) == ("won", "client", "1234.50", "2026-11-22")
    assert won["next_action"] is None


def test_winning_keeps_the_value_and_takes_today(run, ada):
    won = run("win", 1, "--json").json
    assert (won["value"], won["closed"]) == ("100.00", "2026-11-23")
    assert run("win", 1, "--date", "tomorrow", code=1).err


@pytest.mark.parametrize("reason", ["price", "PRIX", "Price", "pri"])
def test_losing_by_key_or_name_in_either_language(run, ada, reason):
    lost = run("lose", 1, "--reason", reason, "--json").json
    assert (lost["status"], lost["lost_reason"], lost["closed"]) == ("lost", "price", "2026-11-23")


def test_losing_needs_a_known_reason_and_other_needs_a_note(run, ada):
    assert "competitor" in run("lose", 1, "--reason", "zzz", code=3).err
    assert "note" in run("lose", 1, "--reason", "other", code=1).err.lower()
    run("lose", 1, "--reason", "autre", "--note", "moved abroad")


def test_parking_until_a_day_as_people_say_it(run, ada):
    parked = run("park", 1, "--until", "in 2 weeks", "--why", "budget", "--json").json
    assert (parked["status"], parked["parked_until"]) == ("parked", "2026-12-07")
    assert "until 2026-12-07" in run("list").out
    assert run("park", 1, "--until", "yesterday", code=1).err


def test_reopening_brings_back_to_where_it_stood(run, ada):
    run("win", 1)
    reopened = run("reopen", 1, "--json").json
    assert (reopened["stage"], reopened["closed"]) == ("lead", None)
    assert run("reopen", 1, code=1).err


def test_everything_is_undone_and_redone_step_by_step(run, ada):
    states = [run("show", 1, "--json").json]
    for words in (
        ["move", 1, "proposal", "--reason", "r"],
        ["win", 1],
        ["reopen", 1],
        ["lose", 1, "--reason", "price"],
    ):
        run(*words)
        states.append(run("show", 1, "--json").json)
    for state in reversed(states[:-1]):
        run("undo")
        assert run("show", 1, "--json").json == state
    for state in states[1:]:
        run("redo")
        assert run("show", 1, "--json").json == state


def test_several_steps_at_once_and_not_more_than_there_are(run, ada):
    run("edit", 1, "title=a")
    run("edit", 1, "title=b")
    assert "2 changes undone" in run("undo", 2).err
    assert run("show", 1, "--json").json["title"] == ""
    run("redo", 2)
    assert run("show", 1, "--json").json["title"] == "b"
    assert "There are fewer than 4 changes" in run("undo", 4, code=1).err
    assert run("redo", code=1).err
    assert run("show", 1, "--json").json["title"] == "b"


def test_undoing_what_was_changed_since_is_a_conflict(run, ada, file):
    with contextlib.closing(sqlite3.connect(file)) as elsewhere, elsewhere:
        elsewhere.execute("UPDATE opportunity SET title = 'changed behind its back'")
    elsewhere.close()
    assert run("undo", code=4).err.startswith("Error: ")
    assert run("show", 1, "--json").json["contact"]["name"] == "Ada"


def test_history_tells_names_doors_and_states(run, ada):
    run("move", 1, "suspect")
    run("undo")
    latest, first = run("history", "--json").json
    assert (latest["name"], latest["state"], latest["door"]) == ("Moved Ada to Suspect", "undone", "cli")
    assert (first["id"], first["name"], first["state"]) == (1, "Added Ada", "done")
    assert set(first) == {"id", "name", "at", "door", "state"}
    assert "undone" in run("history").out
    assert "Ajout (Ada)" in run("history", "--lang", "fr").out


def test_the_history_of_a_new_file_is_empty(run, ada):
    run("undo")
    run("add", "Bea")
    assert [one["state"] for one in run("history", "--json").json] == ["done", "dropped"]


def test_stages_are_listed_and_explained(run, ada):
    listed = run("stages", "--json").json
    assert [one["key"] for one in listed][:3] == ["suspect", "lead", "prospect"]
    assert listed[1] | {"definition": ""} == {
        "key": "lead",
        "name": "Lead",
        "definition": "",
        "status": "open",
        "probability": 10,
        "idle_days": 14,
        "required": [],
        "cards": 1,
        "values": {"EUR": "100.00"},
    }
    assert "Piste" in run("stages", "--lang", "fr").out
    assert "Authority (authority)" in run("stages", "prospect").out
    assert run("stages", "prospect", "--json").json["required"] == ["fit", "intent", "authority"]
    assert run("stages", "zzz", code=3).err


def test_after_a_loss_it_is_told_what_the_program_would_have_asked(run, add):
    number = add("Ada", "--stage", "lead")["id"]
    told = run("lose", number, "--reason", "price").err
    assert "#1 was never contacted: it counts as discarded untried" in told
    assert "funneltui park 1 --until DATE" in told
    run("undo")
    run("log", number, "call")
    told = run("lose", number, "--reason", "competitor").err
    assert "never contacted" not in told
    assert "park" not in told
    assert "discarded untried" in run("move", add("Bob")["id"], "lost", "--reason", "price").err


def test_what_happened_is_on_the_page_with_why_a_gate_was_passed(run, add):
    number = add("Ada", "--stage", "lead")["id"]
    run("log", number, "call", "--in", "--outcome", "wants a quote", "--note", "two\nlines")
    run("move", number, "prospect", "--reason", "she decides alone")
    run("edit", number, "buyer_step=evaluation")
    run("role", number, "Paul Roux", "user", "--new")
    page = run("show", number).out
    assert "2026-11-23  ← call  wants a quote  two" in page
    assert "» Prospect  moved anyway: she decides alone  (missing: Fit, Intent, Authority)" in page
    assert "Buying phase" in page
    assert "evaluates" in page
    assert "Paul Roux  user" in page
    run("park", number, "--until", "+30d", "--why", "budget", "--say", "ask about spring")
    run("privacy", "oppose", number, "--channel", "sms")
    page = run("show", number, "--lang", "fr").out
    assert "ask about spring" in page
    assert "SMS" in page
    run("privacy", "oppose", number)
    assert "Do not contact" in run("show", number).out


def test_a_move_takes_one_stage_by_a_name_that_is_one(run, add):
    add("Ann", "--stage", "lead")
    for words in ("", " ", "lead,prospect"):
        assert "Unknown stage" in run("move", 1, words, code=3).err

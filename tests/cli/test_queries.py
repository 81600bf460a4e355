"""Queries on the command line: the same language everywhere, mistakes shown with a caret, saved views."""

from contextlib import closing

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.cli.completion import query_words
from tests.cli.conftest import HOSTILE


@pytest.fixture
def three(add):
    ann = add("Ann Noël", "--source", "LinkedIn", "--value", "1500", "--stage", "lead")
    bob = add("Bob Martin", "--source", "fair", "--value", "200", "--stage", "lead", "--next", "today call")
    cid = add("Cid Noël", "--stage", "suspect")
    return ann["id"], bob["id"], cid["id"]


def test_every_listing_command_takes_the_same_conditions(run, three, tmp_path):
    ann, bob, cid = three
    assert run("list", "stage:lead", "value:>1000", "--json").ids == [ann]
    assert run("list", "noel -source:linkedin", "--json").ids == [cid]
    assert run("search", "source:fair", "--json").ids == [bob]
    assert run("due", "martin", "--json").ids == [bob]
    assert run("due", "stage:suspect", "--json").ids == []
    run("export", "stage:suspect", "--format", "csv", "-o", tmp_path / "some.csv")
    written = (tmp_path / "some.csv").read_text(encoding="utf-8")
    assert "Cid" in written
    assert "Ann" not in written


def test_french_keys_are_understood(run, three):
    assert run("--lang", "fr", "list", "étape:piste", "origine:linkedin", "--json").ids == [three[0]]


@pytest.mark.parametrize(
    "words", [("list",), ("search",), ("due",), ("export", "--format", "csv", "-o", "x.csv"), ("views", "save", "v")]
)
def test_a_mistake_is_pointed_at_and_mended(run, three, words):
    answer = run(*words, "noel stge:lead", code=2)
    assert answer.out == ""
    lines = answer.err.splitlines()
    assert "Did you mean “stage”?" in lines[0]
    assert lines[1:] == ["  noel stge:lead", "       ^^^^", "Suggestion: noel stage:lead"]


def test_one_slip_is_forgiven_and_said(run, three):
    answer = run("list", "matrin", "stage:lead", "--json")
    assert answer.ids == [three[1]]
    assert "showing “martin stage:lead”" in answer.err


def test_a_hostile_query_is_shown_harmless(run, three):
    answer = run("list", HOSTILE, code=2 if ":" in HOSTILE.split()[-1] else 0)
    assert "\x1b" not in answer.err
    assert "\x07" not in answer.err


def test_a_shell_completes_keys_and_values():
    assert query_words("sta") == ["stage:", "status:"]
    assert query_words("stage:le") == ["stage:lead"]
    assert query_words("-is:cl") == ["-is:client"]
    assert query_words("xyz") == []


def test_a_view_is_saved_listed_shown_renamed_and_removed(run, three):
    ann, bob, _ = three
    assert "No view is saved yet." in run("views").err
    run("views", "save", "To call", "stage:lead", "--sort", "-value")
    (view,) = run("views", "--json").json
    assert view == {"id": 1, "name": "To call", "query": "stage:lead", "sort": "-value", "layout": {}}
    assert run("list", "--view", "to CALL", "--json").ids == [ann, bob]
    assert run("list", "--view", "to", "--sort", "value", "--json").ids == [bob, ann]
    assert run("list", "martin", "--view", "To call", "--json").ids == [bob]
    run("views", "rename", "to call", "Calls")
    assert "Calls" in run("views").out
    run("views", "remove", "calls")
    assert run("views", "--json").json == []
    assert "Removed view Calls" in run("undo").err
    assert run("list", "--view", "Calls", "--json").ids == [ann, bob]


def test_how_a_view_looks_is_shown_and_outlives_a_new_query(run, file):
    with closing(open_funnel(file)) as funnel:
        funnel.services.views.save("Calls", "stage:lead", layout={"density": "compact"})
    run("views", "save", "calls", "stage:suspect")
    (view,) = run("views", "--json").json
    assert (view["query"], view["layout"]) == ("stage:suspect", {"density": "compact"})


def test_saving_again_replaces_and_is_one_step(run, three):
    run("views", "save", "Élan", "stage:lead")
    run("views", "save", "elan", "stage:suspect")
    assert [one["query"] for one in run("views", "--json").json] == ["stage:suspect"]
    run("undo")
    assert [one["query"] for one in run("views", "--json").json] == ["stage:lead"]


def test_what_is_wrong_with_a_view_is_said(run, three):
    assert "none is saved yet" in run("list", "--view", "x", code=3).err
    run("views", "save", "One", "noel")
    run("views", "save", "Other", "martin")
    assert "Choose from: One, Other" in run("list", "--view", "x", code=3).err
    assert "already" in run("views", "rename", "one", "OTHER", code=1).err
    assert "Enter a name" in run("views", "rename", "one", " ", code=1).err
    assert "NAME is missing" in run("views", "save", code=2).err
    assert "Unknown command “show”" in run("views", "show", code=2).err
    assert "Unknown sort order" in run("views", "save", "x", "noel", "--sort", "colour", code=2).err

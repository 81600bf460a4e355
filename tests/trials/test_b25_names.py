"""B25: a name stands for the one person who is called so; else it is asked whom, with status 2, and nothing is done."""

import pytest

from tests.cli.conftest import add, file, run

__all__ = ["add", "file", "run"]  # the fixtures of the command line


@pytest.fixture
def deal(add):
    """A deal of somebody else, in a file with a Pauline."""
    add("Pauline Roy", "--org", "Nord")
    return add("Ada Dubois")["id"]


def _roles(run, number):
    return [one["name"] for one in run("show", number, "--json").json["roles"]]


def test_b25_the_beginning_of_a_name_is_nobodys(run, deal):
    refused = run("role", deal, "Paul", "decider", code=2)
    assert "Pauline Roy" in refused.err
    assert _roles(run, deal) == []


def test_b25_a_whole_name_goes_before_words_of_one(run, add, deal):
    add("Paul")
    told = run("role", deal, "paul", "decider")
    assert "Paul" in told.err
    assert _roles(run, deal) == ["Paul"]


def test_b25_a_first_name_that_one_person_has_is_enough(run, add, deal):
    add("Paul Roux")
    run("role", deal, "Paul", "decider")
    assert _roles(run, deal) == ["Paul Roux"]


def test_b25_two_of_a_name_are_asked_about_by_number(run, add, deal):
    add("Paul Roux", "--org", "Sud")
    add("Paul Martin", "--org", "Est")
    refused = run("role", deal, "Paul", "decider", code=2)
    assert "Paul Roux · Sud" in refused.err
    assert "Paul Martin · Est" in refused.err
    assert _roles(run, deal) == []


@pytest.mark.parametrize("words", [("merge", "Paul", "Ada Dubois"), ("merge", "Ada Dubois", "Paul")])
def test_b25_merging_asks_too(run, deal, words):
    assert "Pauline Roy" in run(*words, code=2).err


def test_b25_nobody_of_a_name_is_not_found(run, deal):
    run("role", deal, "Zoé", "decider", code=3)


@pytest.mark.parametrize("words", [("move", 1, "pro"), ("lose", 1, "--reason", "p"), ("qualify", 1, "budge=yes")])
def test_b25_a_word_that_could_be_two_is_asked_about(run, add, words):
    add("Ada")
    run("checklist", "add", "Budgeted")
    assert "could be" in run(*words, code=2).err


@pytest.mark.parametrize(
    "words",
    [("next", 1, "yesterday call"), ("next", 1, "3 days ago call"), ("done", 1, "--next", "yesterday call"),
     ("log", 1, "call", "--next", "2020-01-01 call"), ("add", "B", "--next", "hier appeler")],
)  # fmt: skip
def test_c_a_day_that_is_past_is_no_next_action(run, add, words):
    add("Ada", "--next", "tomorrow call")
    assert "past" in run(*words, code=1).err
    assert [one["name"] for one in (card["contact"] for card in run("list", "--json").json)] == ["Ada"]

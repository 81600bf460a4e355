"""People who are there twice, by the command line: told when they are added, listed, made one."""

import pytest

from tests.cli.conftest import HOSTILE


@pytest.fixture
def sophie(add):
    """Sophie twice, and Paul; the numbers of the three contacts."""
    people = [
        add(
            "Sophie Martin", "--org", "Asso Lumière", "--email", "s@asso.fr", "--note", "Met in Lyon", "--title", "Film"
        ),
        add("MARTIN Sophie", "--org", "Asso SARL", "--email", "S@asso.fr", "--email", "s@home.fr", "--note", "Films"),
        add("Paul Roux"),
    ]
    return [one["contact"]["id"] for one in people]


def test_who_seems_to_be_there_is_told_when_they_are_added(run, sophie):
    told = run("add", "S. M.", "--email", "s@asso.fr").err
    assert "#4 may be a duplicate of #1 Sophie Martin · Asso Lumière (same e-mail address, other name)" in told
    assert "funneltui merge 1 4" in told
    assert "may be a duplicate" not in run("add", "Somebody New", "--org", "Elsewhere").err
    told = run("role", "3", "Sophie Martin", "decider", "--new").err
    assert "(same name)" in told
    assert "peut-être" in run("add", "Paul Roux", "--lang", "fr").err


def test_pairs_are_listed_with_the_reason(run, sophie):
    listed = run("duplicates")
    assert "same e-mail address" in listed.out
    assert "Paul" not in listed.out
    (pair,) = run("duplicates", "--json").json
    assert (pair["strength"], pair["sign"], pair["reason"]) == ("sure", "email", "same e-mail address")
    assert pair["keep"] == {
        "contact": 1,
        "id": 1,
        "name": "Sophie Martin",
        "organization": "Asso Lumière",
        "email": "s@asso.fr",
        "phone": "",
    }
    assert pair["other"]["contact"] == 2
    assert "même adresse e-mail" in run("duplicates", "--lang", "fr").out
    run("add", "Paul Roux")
    assert len(run("duplicates", "--json").json) == 2
    assert len(run("duplicates", "--json", "--limit", "1").json) == 1


def test_without_any_it_says_so_and_ends_well(run, add):
    add("Ada")
    answer = run("duplicates")
    assert (answer.out, answer.err) == ("", "No duplicates found.\n")
    assert run("duplicates", "--json").json == []


def test_two_are_made_one_and_one_undo_parts_them(run, sophie):
    answer = run("merge", 1, 2, "--json")
    assert "Merged MARTIN Sophie into Sophie Martin" in answer.err
    kept = answer.json
    assert (kept["contact"], kept["name"], kept["organization"]) == (1, "Sophie Martin", "Asso Lumière")
    assert (kept["emails"], kept["note"]) == (["s@asso.fr", "s@home.fr"], "Met in Lyon\n\nFilms")
    assert sorted(kept["opportunities"]) == [1, 2]
    assert {one["contact"]["id"] for one in run("list", "--json").json} == {1, 3}
    run("undo")
    assert {one["contact"]["id"] for one in run("list", "--json").json} == {1, 2, 3}
    run("redo")
    run("duplicates", "--json")
    assert run("duplicates", "--json").json == []


def test_a_side_is_taken_field_by_field_and_people_are_named(run, sophie):
    kept = run("merge", "Sophie Martin", "#2", "--take", "name", "--take", "note=keep", "--json").json
    assert (kept["name"], kept["organization"], kept["note"]) == ("MARTIN Sophie", "Asso Lumière", "Met in Lyon")


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (("1", "99"), 3, "Contact #99 doesn't exist."),
        (("Nobody", "1"), 3, "No contact is called “Nobody”."),
        (("1", "1"), 1, "the same contact"),
        (("1", "2", "--take", "uid"), 2, "Unknown field “uid”. Choose from: name, "),
        (("1", "2", "--take", "name=theirs"), 2, "--take name takes keep, other, both, not “theirs”."),
        (("1", "2", "--take", "name=both"), 1, "Only notes can both"),
        (("1",), 2, "OTHER is missing."),
    ],
)
def test_what_cannot_be_merged_is_refused_and_nothing_is_changed(run, sophie, words, code, reason):
    before = run("list", "--json").out
    assert reason in run("merge", *words, code=code).err
    assert run("list", "--json").out == before
    assert "Merge" not in run("history").out


def test_hostile_names_do_not_reach_the_terminal(run, add):
    add(HOSTILE, "--email", "a@x.fr")
    told = run("add", f"{HOSTILE} 2", "--email", "a@x.fr").err
    for text in (told, run("duplicates").out, run("merge", 1, 2).err):
        assert "Ada [/] Ltd" in text
        assert not set(text) & {"\x1b", "\x07"}


def test_two_who_are_not_the_same_are_set_aside_for_good_and_undo_lists_them_again(run, sophie):
    answer = run("duplicates", "--apart", "2", "1")
    assert "two contacts" in answer.err
    assert run("duplicates", "--json").json == []
    run("undo")
    assert len(run("duplicates", "--json").json) == 1
    run("redo")
    assert run("duplicates", "--json").json == []
    assert "No changes" in run("duplicates", "--apart", "1", "2").err


def test_what_cannot_be_set_aside_is_refused(run, sophie):
    run("duplicates", "--apart", "1", "99", code=3)
    run("duplicates", "--apart", "1", "1", code=1)
    assert "two contacts" in run("duplicates", "--apart", "1", code=2).err
    assert "two contacts" in run("duplicates", "1", "2", code=2).err

"""qualify, role and log: what is known of a prospect, from a script or in a hurry."""

import pytest


@pytest.fixture
def sophie(add):
    return add("Sophie Martin", "--org", "Asso Lumière", "--stage", "lead")


def test_answers_by_key_or_name_in_either_language_with_evidence(run, sophie):
    words = ["fit=yes", "Besoin=oui: a film for spring", "authority=NON", "budget=?", "MOTIVATION=a decouvrir"]
    answers = run("qualify", 1, *words, "--json").json["answers"]
    assert answers["need"] == {"answer": "yes", "evidence": "a film for spring"}
    assert {key: one["answer"] for key, one in answers.items()} == {"fit": "yes", "need": "yes", "authority": "no"}
    run("undo")
    assert run("show", 1, "--json").json["answers"] == {}


def test_evidence_stays_when_none_is_given_and_goes_when_it_is_empty(run, sophie):
    run("qualify", 1, "fit=unknown:charity: 30 staff")
    assert run("qualify", 1, "fit=yes", "--json").json["answers"]["fit"]["evidence"] == "charity: 30 staff"
    assert run("qualify", 1, "fit=yes:", "--json").json["answers"]["fit"]["evidence"] == ""


def test_without_answers_it_shows_the_grid_what_is_missing_and_what_to_ask(run, sophie):
    run("qualify", 1, "fit=yes:charities", "authority=no", "budget=no")
    shown = run("qualify", 1)
    for text in (
        "Sophie Martin · Asso Lumière",
        "✓  Fit*",
        "charities",
        "Score: 1/7, not qualified",
        "Missing for Prospect: Intent, Authority",
        "Ask next: “If my proposal works for you",
        "funneltui role 1 NAME decider --new",
        "funneltui park 1 --until DATE",
    ):
        assert text in shown.out
    assert not shown.err
    french = run("qualify", 1, "--lang", "fr").out
    assert "Pouvoir de décision" in french
    assert "Il manque pour Prospect" in french
    assert run("qualify", 1, "--json").json["score"] == 1


def test_the_offer_ends_once_the_decision_maker_is_there(run, add, sophie):
    add("Paul Roux")
    told = run("qualify", 1, "authority=no")
    assert "They are not the decision-maker" in told.err
    run("role", 1, "Paul Roux", "decider")
    assert "They are not the decision-maker" not in run("qualify", 1).out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["1", "charm=yes"], 3),
        (["1", "fit"], 2),
        (["1", "fit=perhaps"], 2),
        (["1", "fit=yes", "dans la cible=no"], 2),
        (["9", "fit=yes"], 3),
        (["9"], 3),
        (["x"], 2),
    ],
)
def test_what_cannot_be_answered_changes_nothing(run, sophie, words, code):
    refused = run("qualify", *words, code=code)
    assert refused.err.startswith("Error: ")
    assert not refused.out
    assert run("show", 1, "--json").json["answers"] == {}


def test_roles_by_number_or_the_only_one_of_a_name(run, add, sophie):
    add("Paul Roux")
    add("Pauline Roux")
    given = run("role", 1, "paul roux", "décideur", "--json").json["roles"]
    assert given == [{"contact": 2, "name": "Paul Roux", "role": "decider", "detail": ""}]
    run("role", 1, "#3", "influencer")
    assert [one["role"] for one in run("show", 1, "--json").json["roles"]] == ["decider", "influencer"]
    assert run("role", 1, 2, "none", "--json").json["roles"][0]["name"] == "Pauline Roux"
    assert "#2 Paul Roux, #3 Pauline Roux" in run("role", 1, "roux", "user", code=2).err
    assert "No contact is called" in run("role", 1, "Zoé", "user", code=3).err
    assert "#3 Pauline Roux" in run("role", 1, "Paulin", "user", code=2).err, "the beginning of a name is not the name"
    assert run("role", 1, 99, "user", code=3).err
    assert "decider, influencer, user, gatekeeper" in run("role", 1, 2, "boss", code=3).err
    assert run("role", 9, 2, "user", code=3).err


def test_an_exchange_is_logged_with_what_comes_next(run, sophie):
    logged = run("log", 1, "appel", "--outcome", "no answer", "--next", "+3d call again", "--json").json
    assert (logged["unanswered"], logged["next_action"]["due"]) == (1, "2026-11-26")
    assert logged["last_touch"] == "2026-11-23T09:00:00Z"
    answered = run("log", 1, "e-mail", "--in", "--note", "very interested", "--json").json
    assert answered["unanswered"] == 0
    assert any("replied today" in reason for reason in answered["temperature"]["reasons"])


def test_an_exchange_can_be_back_dated(run, sophie):
    assert run("log", 1, "meeting", "--at", "yesterday", "--json").json["last_touch"].startswith("2026-11-22")
    assert run("log", 1, "call", "--at", "tomorrow", code=1).err
    assert run("log", 1, "call", "--at", "32/13", code=1).err
    assert run("log", 1, "pigeon", code=3).err
    assert run("log", 1, "call", "--in", "--out", code=2).err


def test_who_said_it_and_when_are_kept_and_shown(run, sophie):
    words = ("budget=yes:10 k€", "fit=yes", "--by", "Paul Roux", "--on", "20/11", "--json")
    one = run("qualify", 1, *words).json
    assert one["answers"]["budget"] == {"answer": "yes", "evidence": "10 k€"}
    assert one["said"] == {key: {"by": "Paul Roux", "on": "2026-11-20"} for key in ("budget", "fit")}
    assert "10 k€ @Paul Roux" in run("qualify", 1).out
    assert "10 k€ @Paul Roux" in run("show", 1).out
    run("qualify", 1, "--by", "Paul", code=2)
    for day in ("some day", "tomorrow week"):
        run("qualify", 1, "fit=yes", "--on", day, code=1)


def test_somebody_new_is_written_down_with_their_part(run, sophie):
    one = run("role", 1, "Paul Roux", "decider", "--new", "--email", "paul@asso.fr", "--json").json
    assert [(part["name"], part["role"]) for part in one["roles"]] == [("Paul Roux", "decider")]
    assert one["next_action"]["what"] == "get their details, book a call"
    one = run("role", 1, "Anne Petit", "decider", "--new", "--next", "+5d call Anne", "--json").json
    assert (one["next_action"]["due"], one["next_action"]["what"]) == ("2026-11-28", "call Anne")
    one = run("role", 1, "Zoé", "user", "--new", "--json").json
    assert [part["role"] for part in one["roles"]] == ["decider", "decider", "user"]
    run("undo", 3)
    assert run("show", 1, "--json").json["roles"] == []
    run("role", 1, "Zoé", "user", "--new", "--next", "+2d x", code=2)
    run("role", 1, "Zoé", "none", "--new", code=2)
    run("role", 1, "Sophie Martin", "user", "--email", "x@y.fr", code=2)

"""privacy: who is to be told where their data come from, and who asked to be left alone."""

import pytest


@pytest.fixture
def ada(run, add):
    number = add("Ada", "--source", "Bought list", "--email", "ada@x.fr", "--stage", "lead")["id"]
    run("edit", number, "source_on=2026-10-20")
    return number


def test_who_is_to_be_told_is_listed_with_the_last_day(run, ada):
    (one,) = run("privacy", "--json").json
    assert one == {
        "contact": 1,
        "id": ada,
        "name": "Ada",
        "organization": "",
        "source": "Bought list",
        "source_on": "2026-10-20",
        "by": "2026-11-19",
        "overdue": True,
    }
    assert "overdue 2026-11-19" in run("privacy", "due").out
    assert "en retard" in run("privacy", "due", "--lang", "fr").out
    assert run("list", "inform:overdue", "--json").ids == [ada]
    assert run("list", "inform:>30d", "--json").ids == []


def test_it_is_noted_that_somebody_was_told_and_taken_back(run, ada):
    answer = run("privacy", "inform", ada, "--on", "yesterday", "--json")
    assert answer.json["contact"]["informed_on"] == "2026-11-22"
    assert run("privacy", "due", "--json").json == []
    assert "Nobody is to be told" in run("privacy").err
    run("undo")
    assert len(run("privacy", "--json").json) == 1
    assert run("privacy", "inform", f"#{ada}", "--json").json["contact"]["informed_on"] == "2026-11-23"
    run("privacy", "inform", ada, "--on", "tomorrow", code=1)


def test_an_opposition_stops_every_message(run, ada):
    contact = run("privacy", "oppose", ada, "--channel", "appel", "--channel", "sms", "--json").json["contact"]
    assert (contact["opposed"], contact["opposed_channels"]) == (False, ["call", "sms"])
    run("write", ada)
    assert run("privacy", "oppose", ada, "--json").json["contact"]["opposed"] is True
    assert "asked not to be contacted" in run("write", ada, code=1).err
    assert run("list", "is:opposed", "--json").ids == [ada]
    contact = run("privacy", "allow", ada, "--json").json["contact"]
    assert (contact["opposed"], contact["opposed_channels"]) == (False, [])
    run("write", ada)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("forget",), 2),
        (("inform",), 2),
        (("due", "1"), 2),
        (("oppose", "1", "--on", "today"), 2),
        (("inform", "1", "--channel", "sms"), 2),
        (("oppose", "1", "--channel", "pigeon"), 3),
        (("oppose", "99"), 3),
        (("inform", "x"), 2),
    ],
)
def test_what_makes_no_sense_is_told(run, ada, words, code):
    run("privacy", *words, code=code)


def test_a_message_that_says_where_from_informs_when_it_is_logged(run, ada):
    run("write", ada, "First message", "--log")
    assert run("show", ada, "--json").json["contact"]["informed_on"] == "2026-11-23"


def test_one_can_log_that_somebody_was_told(run, ada):
    run("log", ada, "call", "--informed", "--at", "20/11")
    assert run("show", ada, "--json").json["contact"]["informed_on"] == "2026-11-20"
    run("log", ada, "call", "--in", "--informed", code=2)

"""What is due and what needs a decision, for people, scripts and the shell's prompt."""

import pytest

from tests.cli.conftest import HOSTILE


@pytest.fixture
def five(run, add, monkeypatch):
    """One overdue and written to, one back on Tuesday, one planned with an offer, a client, an unplanned one."""
    with monkeypatch.context() as before:
        before.setenv("FUNNELTUI_NOW", "2026-11-19T10:00:00+01:00")
        late = add("Late", "--stage", "lead", "--next", "2026-11-20 call")["id"]
    run("log", late, "email", "--at", "20/11")
    back = add("Back", "--stage", "lead")["id"]
    run("park", back, "--until", "tomorrow", "--why", "budget", "--say", "ask about spring")
    offer = add("Offer", "--stage", "lead", "--next", "2026-12-24 call")["id"]
    client = add("Client", "--stage", "lead")["id"]
    run("win", client)
    run("next", client, "today ask for a referral")
    gap = add(HOSTILE, "--stage", "lead")["id"]
    return late, back, offer, client, gap


@pytest.fixture
def offered(five, file):
    """The third one's offer ends on Friday."""
    from datetime import date

    from funneltui.bootstrap import open_funnel
    from funneltui.domain.entries import Offer

    funnel = open_funnel(file)
    funnel.services.proposals.record(five[2], Offer(state="sent", valid_until=date(2026, 11, 27)))
    funnel.close()
    return five


def test_due_has_who_is_back_and_which_offer_ends(run, offered):
    late, back, offer, client, _ = offered
    assert run("due", "--json").ids == [late, client, offer]
    assert run("due", "--days", 1, "--json").ids == [late, client, back, offer]
    assert run("due", "--days", 60, "--json").ids == [late, client, back, offer]
    assert run("due", "--days", 1, "--limit", 3, "--json").ids == [late, client, back]
    assert run("due", "back", "--days", 1, "--json").ids == [back]
    assert "2026-12-24 call, the proposal expires in 4 d" in run("due").out
    assert run("list", "--json").json[0].keys() == run("due", "--json").json[0].keys()


def test_due_says_that_not_now_is_over(run, five, monkeypatch):
    monkeypatch.setenv("FUNNELTUI_NOW", "2026-11-26T10:00:00+01:00")
    assert "“Not now” ended 2 d ago, ask about spring, budget" in run("due", "back").out
    one = run("show", five[1], "--json").json
    assert (one["parked_why"], one["parked_say"]) == ("budget", "ask about spring")
    assert "fin de veille" in run("due", "back", "--lang", "fr").out


def test_review_lists_decisions_with_reason_and_advice(run, offered):
    late, _back, offer, client, gap = offered
    listed = run("review", "--json").json
    assert [one["id"] for one in listed] == [late, client, offer, gap]
    assert listed[0]["why"] == [{"key": "overdue", "text": "3 d late"}]
    advice = {"key": "wait", "until": "2026-11-30", "text": "1 unanswered in 3 d: wait until Mon 30 Nov."}
    assert listed[0]["advice"] == advice
    assert listed[1]["advice"] is None
    assert [reason["key"] for reason in listed[2]["why"]] == ["lapsing"]
    assert [reason["key"] for reason in listed[3]["why"]] == ["unplanned"]
    shown = run("review").out
    assert "3 d late" in shown
    assert "wait until Mon 30 Nov" in shown
    assert "\x1b" not in shown


def test_review_takes_queries_limits_and_counts(run, offered):
    late = offered[0]
    assert run("review", "due:overdue", "--json").ids == [late]
    assert run("review", "--limit", 1, "--json").ids == [late]
    assert run("review", "--count").out == "4\n"
    assert run("due", "--count").out == "3\n"
    assert run("due", "late", "--count").out == "1\n"
    assert run("review", "stge:lead", code=2).out == ""


def test_thresholds_are_those_of_the_settings(run, offered, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    run("config", "set", "lapse_warning", "2")
    run("config", "set", "cadence.cold", "1")
    assert run("due", "--count").out == "2\n"
    assert run("review", "late", "--json").json[0]["advice"]["key"] == "follow_up"


def test_nothing_to_do_is_said_kindly_and_is_no_failure(run, add):
    add("Fine", "--stage", "lead", "--next", "+9d call")
    assert run("review").err.endswith("No deal needs a decision. Well done.\n")
    assert run("review", "--json").json == []
    assert run("due", "--count").out == "0\n"

"""Three people whom a freelancer meets, from the first contact to the right state with the right advice."""

from __future__ import annotations

import json

from tests.end_to_end.program import NORMAL, WIDE


def kept(home, name: str) -> dict:
    """What the file holds of somebody's card."""
    return next(card for card in json.loads(home.done("list", "--json")) if card["contact"]["name"] == name)


def opened_checklist(program, name: str, title: str = "Qualify") -> None:
    program.until(lambda: program.selected.startswith(name), f"the card of {name}")
    program.press("v")
    program.wait_for(title, "0/7")


def test_the_keen_marketing_assistant_is_not_the_decider(home):
    home.done("add", "Sophie Martin", "--org", "Asso Lumière", "--job", "Marketing assistant", "--stage", "lead")
    home.done("log", "1", "email", "--in", "--note", "very interested in a film, asks for prices")
    program = home.program(size=NORMAL)
    opened_checklist(program, "Sophie Martin")
    program.type("yyy")
    program.wait_for("3/7", "Missing for Prospect: Authority", "Who signs off on a budget like this?")
    program.type("?n")
    program.wait_for("not qualified", "They are not the decision-maker. Add the one who is")
    program.press("up", "tab")
    program.type("reports to the marketing director")
    program.press("enter")
    program.wait_for("reports to the marketing direct")
    program.press("a")
    program.wait_for("Add a decision-maker: Sophie Martin", "get their details, book a call")
    program.type("Paul Roux")
    program.save()
    program.wait_for("Paul Roux is the decision-maker: talk to them.")
    program.escape(lambda: "saved automatically" not in program.text)
    program.press("L")
    program.wait_for("Not ready for Prospect yet", "missing: Authority", "Who signs off on a budget")
    program.escape(lambda: "Not ready" not in program.text)
    program.leave()

    card = kept(home, "Sophie Martin")
    assert card["stage"] == "lead", "keen is not a prospect"
    assert card["answers"]["authority"] == {"answer": "no", "evidence": "reports to the marketing director"}
    assert [(one["name"], one["role"]) for one in card["roles"]] == [("Paul Roux", "decider")]
    assert card["next_action"]["what"] == "get their details, book a call"
    assert card["temperature"]["level"] == "warm"


def test_the_solo_founder_has_no_budget_now(french):
    french.done("add", "Karim Benali", "--org", "Benali Conseil", "--stage", "prospect", "--value", "4800")
    french.done("log", "1", "call", "--in", "--note", "veut refaire son site")
    program = french.program(size=NORMAL)
    opened_checklist(program, "Karim Benali", "Qualifier")
    program.type("ooono")
    program.wait_for("4/7", "Pas de budget veut souvent dire", "Mettre en veille")
    program.press("p")
    program.wait_for("Karim Benali", "budget", "24 février 2027")
    program.save()
    program.until_said("Karim Benali")
    program.until(lambda: "enregistré" not in program.text, "the board again")
    program.leave()

    card = kept(french, "Karim Benali")
    assert (card["status"], card["parked_until"]) == ("parked", "2027-02-24"), "not now is not lost"
    assert card["lost_reason"] is None
    assert card["answers"]["budget"]["answer"] == "no"
    assert card["answers"]["intent"]["answer"] == "yes", "what was found out is there on the day"
    woken = french.done("reopen", "1", "--json")
    assert json.loads(woken)["stage"] == "prospect"


def test_the_author_has_not_published_yet(home):
    home.done("add", "Léa Fontaine", "--title", "Book launch", "--source", "blog comment", "--stage", "lead")
    home.done("log", "1", "social", "--in", "--note", "asks how a book is launched")
    program = home.program(size=WIDE)
    opened_checklist(program, "Léa Fontaine")
    program.type("yy?")
    program.wait_for("not a prospect yet", "If my proposal works for you, what happens next on your side?")
    program.press("end", "up")
    program.type("n")
    program.press("up", "tab")
    program.type("the manuscript is half done, out in autumn")
    program.escape(lambda: "saved automatically" not in program.text)
    program.press("L")
    program.wait_for("Not ready for Prospect yet", "Intent, Authority")
    program.escape(lambda: "Not ready" not in program.text)
    program.press("f")
    program.wait_for("Next action")
    program.press("ctrl+a")
    program.type("in 3 months send the guide to book launches")
    program.save()
    program.until_said("Planned Léa Fontaine's next action")
    program.wait_for("not a prospect", "missing: Intent", "replied today")
    program.leave()

    card = kept(home, "Léa Fontaine")
    assert (card["stage"], card["status"]) == ("lead", "open"), "interest is not a purchase, and no reason to discard"
    assert (card["next_action"]["due"], card["next_action"]["what"]) == (
        "2027-02-24",
        "send the guide to book launches",
    )
    assert card["answers"]["urgency"] == {"answer": "no", "evidence": "the manuscript is half done, out in autumn"}
    assert {key for key, one in card["answers"].items() if one["answer"] == "yes"} == {"fit", "need"}

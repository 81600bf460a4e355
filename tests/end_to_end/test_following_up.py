"""Following up in the installed program: how many keys it takes, and that nothing decided is lost."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest

from funneltui.bootstrap import open_funnel
from funneltui.clock import FixedClock
from funneltui.domain.entries import NewProspect, NextStep
from funneltui.settings import Settings
from tests.end_to_end.program import NORMAL, NOW, WIDE, Home, Program

TODAY = date(2026, 11, 24)


class Keys:
    """A person's fingers: every key but typed text is counted."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.count = 0

    def press(self, *keys: str) -> None:
        self.count += len(keys)
        self.program.press(*keys)


def fill(home: Home, *prospects: NewProspect) -> None:
    """Make the home's file with these cards."""
    clock = FixedClock(datetime.fromisoformat(NOW))
    funnel = open_funnel(home.database, settings=Settings(), clock=clock)
    for prospect in prospects:
        funnel.services.opportunities.add(prospect)
    funnel.close()


def cards(home: Home) -> dict[str, dict]:
    """Every card as the command line tells it, by name."""
    return {card["contact"]["name"]: card for card in json.loads(home.done("list", "--json"))}


@pytest.mark.plain
@pytest.mark.parametrize("size", [WIDE, NORMAL], ids=["120x40", "80x24"])
def test_a_call_and_its_follow_up_take_six_keys_besides_the_text(home, size):
    fill(home, NewProspect(name="Sophie Martin", stage="lead", next_step=NextStep(TODAY, "call")))
    program = home.program(size=size)
    program.until(lambda: program.selected.startswith("Sophie"), "the card")
    keys = Keys(program)
    keys.press("c")
    program.wait_for("Exchange with Sophie Martin", "What was said")
    keys.press("tab", "tab")
    program.until(lambda: "▌What was said" in program.text.replace("▌ ", "▌"), "the note")
    program.type("wants a quote before Christmas")
    keys.press("tab", "ctrl+u")
    program.type("fri send the quote")
    program.wait_for("Friday 27 November 2026 · send the quote")
    keys.press("enter")
    program.until_said("Logged")
    assert keys.count <= 6
    program.leave()
    sophie = cards(home)["Sophie Martin"]
    assert sophie["next_action"]["due"] == "2026-11-27"
    assert sophie["next_action"]["what"] == "send the quote"
    assert sophie["unanswered"] == 1


def test_thirty_decisions_take_sixty_keys(home):
    late = [
        NewProspect(name=f"Name {number:02}", stage="lead", next_step=NextStep(TODAY - timedelta(days=1), "call"))
        for number in range(29)
    ]
    fill(home, *late, NewProspect(name="Suspect", stage="suspect", next_step=NextStep(TODAY, "look")))
    program = home.program(size=NORMAL)
    keys = Keys(program)
    keys.press("f4")
    decisions = {"s": "Snooze: Name", "p": "Park: Name", "w": "Mark as won: Name"}
    for number in range(29):
        key = "spw"[number % 3]
        program.wait_for(f"Review {number + 1}/30", f"Name {number:02}")
        keys.press(key)
        program.wait_for(decisions[key])
        keys.press("enter")
    program.wait_for("Review 30/30", "Suspect")
    keys.press("L")
    program.wait_for("Review done", "11 have a dated next action", "9 won", "10 parked until a date")
    assert keys.count <= 60
    program.leave()
    statuses = [card["status"] for card in cards(home).values()]
    assert (statuses.count("won"), statuses.count("parked"), statuses.count("open")) == (9, 10, 11)
    left = json.loads(home.done("review", "--json"))
    assert [(one["contact"]["name"], one["why"][0]["key"]) for one in left] == [("Suspect", "due_today")]


WORDS = {"en": ("Review", "late", "resumes it"), "fr": ("Revue", "retard", "reprend")}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_review_is_left_resumed_the_next_day_and_undone_as_a_whole(tmp_path, language):
    home = Home(tmp_path, language)
    review, late, resumes = WORDS[language]
    fill(
        home,
        *(
            NewProspect(name=name, stage="lead", next_step=NextStep(TODAY - timedelta(days=days), "call"))
            for name, days in (("Ada", 3), ("Bob", 2), ("Cid", 1))
        ),
    )
    before = cards(home)
    try:
        program = home.program(size=NORMAL)
        program.press("f4")
        program.wait_for(f"{review} 1/3", "Ada", late)
        program.press("p")
        program.wait_for("Ada")
        program.save()
        program.wait_for(f"{review} 2/3", "Bob")
        program.escape(lambda: resumes in program.text)
        program.leave()
        assert cards(home)["Ada"]["status"] == "parked"

        again = home.program(size=NORMAL)
        again.press("f4")
        again.wait_for(f"{review} 2/3", "Bob")
        again.press("s")
        again.wait_for("Bob")
        again.save()
        again.wait_for(f"{review} 3/3", "Cid")
        again.press("X")
        again.wait_for(f"{review} 1/3", "Ada")
        again.leave()
        after = cards(home)
        assert {name: (card["status"], card["next_action"]) for name, card in after.items()} == {
            name: (card["status"], card["next_action"]) for name, card in before.items()
        }
    finally:
        home.close()


@pytest.mark.parametrize(
    ("language", "hello", "form"),
    [("en", "Hello Zoe,", "What was said"), ("fr", "Bonjour Zoe,", "Ce qui s’est dit")],
)
def test_a_message_is_made_opened_and_logged(tmp_path, language, hello, form):
    home = Home(tmp_path, language)
    fill(home, NewProspect(name="Zoe Lang", stage="lead", emails=("zoe@x.fr",), language=language))
    home.done("config", "set", "sender", "Marie Durand")
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {opened}\n')
    browser.chmod(0o755)
    try:
        program = home.program(size=NORMAL, prefix=("env", f"BROWSER={browser}"))
        program.until(lambda: program.selected.startswith("Zoe"), "the card")
        program.press("T")
        program.wait_for(hello)
        program.press("enter")
        program.wait_for(form)
        program.until(opened.exists, "the mail program")
        program.press("enter")
        program.until(lambda: cards(home)["Zoe Lang"]["unanswered"] == 1, "the message in the log")
        program.leave()
        assert opened.read_text().startswith("mailto:zoe@x.fr?")
        assert cards(home)["Zoe Lang"]["next_action"] is not None
    finally:
        home.close()

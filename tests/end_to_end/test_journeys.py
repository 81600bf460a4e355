"""A freelancer's days with the program: every journey starts the installed command and ends it."""

from __future__ import annotations

import json

import pytest

from tests.end_to_end.program import DAYS_BEFORE, NORMAL, SMALL, WIDE

EVERY_SIZE = pytest.mark.parametrize("size", [WIDE, NORMAL, SMALL], ids=["120x40", "80x24", "40x12"])


@EVERY_SIZE
def test_a_fresh_start_says_how_to_begin(home, size):
    program = home.program(size=size)
    program.wait_for("No prospects yet", "add a prospect", "funneltui demo")
    program.leave()
    assert b"\x1b[?1049l" in program.raw, "the terminal was given back"
    assert home.database.stat().st_mode & 0o777 == 0o600


def test_the_demo_is_a_lively_board(home):
    program = home.program("demo", size=WIDE)
    program.wait_for("Étienne Lac", "Gérard Vass", "‼ 12 d ")
    assert (program.count("Suspect"), program.count("Lead")) == (11, 14)
    assert not home.database.exists(), "a throw-away file, not the person's own"
    program.leave()


@EVERY_SIZE
def test_add_edit_move_undo_quit_and_find_it_all_the_next_day(home, size):
    program = home.program(size=size)
    program.press("a")
    program.wait_for("▌Name")
    program.type("Zoé Lambert")
    program.fill(Organization="Atelier Z", Value="3200")
    program.save()
    program.until_said("Zoé Lambert")
    program.until(lambda: program.selected.startswith("Zoé Lambert"), "the new card under the cursor")
    program.press("e")
    program.wait_for("▌Name", "Job title")
    program.fill(Job_title="Glass blower")
    program.save()
    program.until_said("Edited")
    program.press("L")
    program.until_said("Lead")
    program.press("u")
    program.until_said("Undone")
    program.press("U")
    program.until_said("Redone")
    program.leave()

    (kept,) = json.loads(home.done("list", "--json"))
    assert (kept["contact"]["name"], kept["contact"]["organization"]) == ("Zoé Lambert", "Atelier Z")
    assert (kept["stage"], kept["value"], kept["currency"]) == ("lead", "3200.00", "EUR")

    again = home.program(size=size)
    again.until(lambda: again.selected.startswith("Zoé Lambert"), "the card of yesterday")
    again.press("u")
    again.until_said("Undone", "Lead")
    again.leave()
    assert json.loads(home.done("list", "--json"))[0]["stage"] == "suspect"


@pytest.mark.parametrize("size", [WIDE, NORMAL], ids=["120x40", "80x24"])
def test_the_contact_opens_beside_or_over_the_board(demo, size):
    program = demo.program(size=size)
    program.select("Sophie Martin")
    program.press("enter")
    program.wait_for("sophie@asso-lumi", "Marketing assistant", "missing: Authority", "Who signs o")
    program.leave()


def test_a_contact_opens_on_the_smallest_screen(demo):
    program = demo.program(size=SMALL)
    program.press("enter")
    program.wait_for("etienne@domaine", "Wine grower")
    program.escape(lambda: program.is_on("Étienne Lacombe"))
    program.leave()


@EVERY_SIZE
def test_won_lost_and_parked_through_their_forms(demo, size):
    program = demo.program(size=size)
    program.select("Sophie Martin")
    program.press("w")
    program.wait_for("Mark as won: Sophie")
    program.save()
    program.until_said("Marked Sophie Martin as won")
    program.select("Stéphane Robin")
    program.press("x")
    program.wait_for("Mark as lost: Stéphane")
    program.wait_for("▌ p", "Competitor")
    program.press("c")
    program.wait_for("▌ c")
    program.save()
    program.until_said("as lost")
    program.select("Samuel Cohen")
    program.press("p")
    program.wait_for("Park: Samuel")
    program.save()
    program.until_said("Parked")
    program.leave()
    cards = {card["contact"]["name"]: card for card in json.loads(demo.done("list", "--json"))}
    assert cards["Sophie Martin"]["status"] == "won"
    assert (cards["Stéphane Robin"]["status"], cards["Stéphane Robin"]["lost_reason"]) == ("lost", "competitor")
    assert (cards["Samuel Cohen"]["status"], cards["Samuel Cohen"]["parked_until"]) == ("parked", "2027-02-24")


@EVERY_SIZE
def test_a_gate_asks_once_and_takes_a_reason(demo, size):
    program = demo.program(size=size)
    program.select("Gérard Vasseur")
    program.press("L")
    program.wait_for("Not ready for Prospect", "Intent")
    program.type("met him at the fair")
    program.save()
    program.until_said("Prospect")
    program.leave()
    cards = {card["contact"]["name"]: card for card in json.loads(demo.done("list", "--json"))}
    assert cards["Gérard Vasseur"]["stage"] == "prospect"


def test_a_change_from_the_command_line_appears_and_the_cursor_stays(demo):
    program = demo.program(size=WIDE)
    program.select("Karim Benali")
    leads = program.count("Lead")
    demo.done("add", "Aaron New", "--stage", "lead", "--next", "2026-11-20 call", now=DAYS_BEFORE)
    program.eventually(lambda: program.count("Lead") == leads + 1 and "Aaron New" in program.text, "the new card")
    assert program.selected.startswith("Karim Benali")
    program.press("u")
    program.until_said("Undone", "Aaron New")
    program.until(lambda: program.count("Lead") == leads, "one card less")
    assert program.selected.startswith("Karim Benali")
    program.leave()


def test_two_programs_on_one_file(demo):
    one, other = demo.program(size=WIDE), demo.program(size=NORMAL)
    one.select("Étienne Lacombe")
    one.press("L")
    one.until_said("Lead")
    other.eventually(lambda: other.count("Lead") == 15 and other.count("Suspect") == 10, "the other's move")
    other.press("u")
    other.until_said("Undone")
    one.eventually(lambda: one.count("Lead") == 14 and one.count("Suspect") == 11, "the other's undo")
    one.leave()
    other.leave()


def test_the_program_speaks_french(french):
    program = french.program("demo", size=WIDE)
    program.wait_for("Tableau", "Piste 14", "‼ 12 j", "∅")
    program.press("a")
    program.wait_for("Ajouter un prospect", "Société", "Enregistrer")
    program.escape(lambda: "Enregistrer" not in program.text)
    program.press("L")
    program.until_said("Piste", "annuler")
    program.leave()


def test_a_window_that_changes_its_size(demo):
    program = demo.program(size=WIDE)
    for size in (SMALL, NORMAL, (20, 5), WIDE):
        program.resize(*size)
        if size[0] >= SMALL[0]:
            program.until(lambda: program.selected.startswith("Étienne"), f"the card at {size}")
        else:
            program.until(lambda: "Étienne" not in program.text, "a plain message")
    program.leave()


def test_a_window_that_changes_its_size_under_a_form(demo):
    program = demo.program(size=WIDE)
    program.press("a")
    program.wait_for("Add a prospect")
    for size in (NORMAL, SMALL, WIDE):
        program.resize(*size)
        program.wait_for("Add a prospect")
        program.type("Zoé")
        program.wait_for("Zoé")
        program.press("ctrl+u")
        program.wait_gone("Zoé")
    program.escape(lambda: "Add a prospect" not in program.text)
    program.until(lambda: program.selected.startswith("Étienne"), "the card as it was")
    program.leave()


def test_the_mouse_selects_and_opens(demo):
    program = demo.program(size=NORMAL)
    program.wait_for("Sophie Martin")
    program.click(*program.find("Sophie Martin"))
    program.until(lambda: program.selected.startswith("Sophie Martin"), "the clicked card")
    program.leave()


def test_what_something_else_wrote_over_the_screen_is_drawn_over(home):
    program = home.program("demo", size=NORMAL)
    program.wait_for("Étienne Lacombe", "Today 1")
    before = program.text
    program.screen.erase_in_display(2)
    assert "Lacombe" not in program.text
    program.press("ctrl+l")
    program.until(lambda: program.text == before, "the whole screen")
    program.leave()

"""The board as a person meets it: what is drawn, where the cursor is, what a key does."""

import contextlib
import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from funneltui import i18n
from funneltui.domain.money import parse_amount
from funneltui.domain.text import cells
from funneltui.services.prospects import NewProspect, NextStep
from funneltui.storage.unit_of_work import UnitOfWork
from tests.tui.driving import HOSTILE, NOW, driven, fill, opened

TODAY = NOW.date()


def lead(name: str, days: int | None = None, **more: object) -> NewProspect:
    step = None if days is None else NextStep(TODAY + timedelta(days=days), "call back")
    return NewProspect(name=name, stage=more.pop("stage", "lead"), next_step=step, **more)


@pytest.fixture
def funnel(tmp_path):
    return opened(tmp_path)


def current_name(program) -> str:
    card = program.app.board.current
    return program.card(card).name if card else ""


def column(program, stage: str) -> list[str]:
    """The names in a stage's column, from top to bottom."""
    model = program.app.board.board.model
    one = next(one for one in model.columns if one.lane.key == stage)
    cards = model.cards(list(one.shown))
    return [cards[card].name for card in one.shown]


async def go_to(program, name: str) -> None:
    board = program.app.board.board
    for one in board.model.columns:
        for card in one.shown:
            if board.model.cards([card])[card].name == name:
                board.go_to(card)
    await program.until(lambda: current_name(program) == name, name)


# -- What is drawn --------------------------------------------------------------------------------


async def test_an_empty_board_says_what_to_press(funnel):
    async with driven(funnel) as program:
        await program.sees("Nobody here yet.", "a  add a prospect", "import a file", "funneltui demo")


async def test_columns_have_names_counts_and_sums(funnel):
    fill(
        funnel,
        lead("Sophie Martin", amount=parse_amount("3200", "EUR")),
        lead("Karim Benali", amount=parse_amount("800", "EUR")),
        lead("Léa Fontaine", stage="suspect"),
    )
    async with driven(funnel, (200, 50)) as program:
        await program.sees("Suspect 1", "Lead 2", "€4,000", "Prospect 0", "Proposal 0", "Client 0")


async def test_a_column_has_the_overdue_first_then_today_then_the_unplanned_then_by_date(funnel):
    fill(funnel, lead("Later", 9), lead("Unplanned"), lead("Today", 0), lead("Late", -3), lead("Later still", 30))
    async with driven(funnel) as program:
        assert column(program, "lead") == ["Late", "Today", "Unplanned", "Later", "Later still"]
        await program.sees("‼ 3 d late", "▸ today", "∅ nothing planned", "· 1 Dec")


async def test_parked_and_lost_are_folded_with_their_counts_and_unfold(funnel):
    (card,) = fill(funnel, lead("Gone"))
    funnel.services.opportunities.lose([card], reason="price")
    async with driven(funnel, (120, 40)) as program:
        assert "Gone" not in program.text
        await program.press(*"llllll", "z")
        await program.sees("Gone", "Lost 1")
        await program.press("z")
        await program.until(lambda: "Gone" not in program.text)


async def test_it_speaks_french(funnel):
    i18n.set_language("fr")
    fill(funnel, lead("Sophie Martin", -3, amount=parse_amount("1234,50", "EUR")))
    async with driven(funnel) as program:
        await program.sees("Piste 1", "‼ retard 3 j", "1 234 €", "F2 Tableau", "ajouter")


async def test_with_ascii_only_nothing_else_is_drawn(tmp_path):
    funnel = opened(tmp_path, ascii=True, pane=False)
    fill(funnel, lead("Sophie", -3, amount=parse_amount("3200", "EUR")), lead("Karim"), lead("Hugo", 0))
    async with driven(funnel) as program:
        await program.press("space")
        await program.sees("! 3 d late", "EUR 3,200", "? nothing planned")
        assert program.text.isascii()


async def test_without_colours_the_selected_card_still_stands_out(funnel, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    fill(funnel, lead("Sophie Martin"), lead("Karim Benali"))
    async with driven(funnel) as program:
        strips = program.app.screen._compositor.render_strips()
        styles = {segment.text.strip(): segment.style for strip in strips for segment in strip}
        assert styles["Sophie Martin"].reverse
        assert not styles["Karim Benali"].reverse
        colours = {(style.color.name, style.bgcolor.name) for style in styles.values() if style and style.color}
        assert colours <= {("default", "default")}


@pytest.mark.parametrize("size", [(200, 50), (120, 40), (110, 30), (80, 24), (60, 15), (40, 12), (24, 8)])
async def test_every_line_is_as_wide_as_the_screen_whatever_people_are_called(funnel, size):
    names = (HOSTILE, "王小明 张伟", "é" * 40, "👩‍👩‍👧‍👦 Family", "مرحبا بالعالم", "x" * 300, "\u202eevil")
    fill(funnel, *(lead(name, organization=name, title=name) for name in names))
    async with driven(funnel, size) as program:
        for key in ("j", "j", "space", "Z", "Z", "Z"):
            await program.press(key)
            for strip in program.app.screen._compositor.render_strips():
                assert strip.cell_length == size[0]
                assert cells(strip.text) == size[0], strip.text
        assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 or sign == "\u202e" for sign in program.raw)
        assert program.app.is_running


async def test_a_small_screen_is_one_list_with_the_stage_on_top(funnel):
    fill(funnel, lead("Sophie Martin"), lead("Karim Benali", stage="suspect"))
    async with driven(funnel, (40, 12)) as program:
        await go_to(program, "Sophie Martin")
        assert "Karim Benali" not in program.text
        await program.press("h")
        await program.sees("Suspect 1", "Karim Benali")


async def test_a_screen_too_small_for_anything_says_so(funnel):
    fill(funnel, lead("Sophie Martin"))
    async with driven(funnel, (18, 6)) as program:
        await program.sees("Too small")


async def test_the_contact_stands_beside_a_wide_board_and_over_a_narrow_one(funnel):
    fill(funnel, lead("Sophie Martin", phones=("06 12 34 56 78",)))
    async with driven(funnel, (120, 40)) as program:
        await program.sees("06 12 34 56 78", "Lead 1")
    funnel = opened(funnel.database.path.parent)
    async with driven(funnel, (80, 24)) as program:
        assert "06 12 34 56 78" not in program.text
        await program.press("enter")
        await program.sees("06 12 34 56 78")
        assert "Lead 1" not in program.text
        await program.press("escape")
        await program.sees("Lead 1")


# -- The cursor -----------------------------------------------------------------------------------


async def test_the_cursor_goes_with_the_card_that_moves_and_comes_back_with_undo(funnel):
    fill(funnel, lead("Ann", stage="suspect"), lead("Bob", stage="suspect"), lead("Cid", stage="suspect"), lead("Dan"))
    async with driven(funnel) as program:
        await go_to(program, "Bob")
        await program.press("L")
        await program.until(lambda: column(program, "lead") == ["Bob", "Dan"])
        assert current_name(program) == "Bob"
        await program.sees("Move Bob to Lead · u to undo")
        await program.press("u")
        await program.until(lambda: column(program, "suspect") == ["Ann", "Bob", "Cid"])
        assert current_name(program) == "Bob"
        await program.press("U")
        await program.until(lambda: column(program, "lead") == ["Bob", "Dan"])
        assert current_name(program) == "Bob"


async def test_the_cursor_takes_the_next_card_when_its_own_goes_to_the_bin(funnel):
    fill(funnel, lead("Ann"), lead("Bob"), lead("Cid"))
    async with driven(funnel) as program:
        await go_to(program, "Bob")
        await program.press("d")
        await program.until(lambda: column(program, "lead") == ["Ann", "Cid"])
        assert current_name(program) == "Cid"


async def test_the_cursor_stays_on_its_card_when_others_write(funnel):
    fill(funnel, lead("Ann"), lead("Bob"))
    async with driven(funnel) as program:
        await go_to(program, "Bob")
        other = opened(funnel.database.path.parent)
        fill(other, lead("Aaron", -5))
        other.close()
        await program.until(lambda: column(program, "lead") == ["Aaron", "Ann", "Bob"])
        assert current_name(program) == "Bob"
        await program.sees("Aaron", "Lead 3")


async def test_keys_move_through_cards_and_columns(funnel):
    fill(funnel, *(lead(f"Lead {number:03}") for number in range(200)), lead("Sue", stage="suspect"))
    async with driven(funnel) as program:
        await program.until(lambda: all(one.whole for one in program.app.board.board.model.columns))
        await go_to(program, "Lead 000")
        for keys, name in (
            ("j", "Lead 001"),
            (("down", "k"), "Lead 001"),
            ("G", "Lead 199"),
            (("g", "g"), "Lead 000"),
            ("end", "Lead 199"),
            ("home", "Lead 000"),
            ("k", "Lead 000"),
            ("h", "Sue"),
            ("l", "Lead 000"),
        ):
            await program.press(*keys if isinstance(keys, tuple) else [keys])
            assert current_name(program) == name, keys
            await program.sees(name)
        await program.press("pagedown")
        assert current_name(program) > "Lead 005"
        await program.press("pageup")
        assert current_name(program) == "Lead 000"


async def test_the_mouse_chooses_a_card_and_drags_it_to_another_stage(funnel):
    fill(funnel, lead("Ann", stage="suspect"), lead("Bob", stage="suspect"))
    async with driven(funnel, (200, 50)) as program:
        board = program.app.board.board
        await program.pilot.click(board, offset=(5, 7))
        assert current_name(program) == "Bob"
        lead_box = board.geometry.boxes[1]
        await program.pilot.mouse_down(board, offset=(5, 7))
        await program.pilot.hover(board, offset=(lead_box.x + 5, 8))
        await program.pilot.mouse_up(board, offset=(lead_box.x + 5, 8))
        await program.until(lambda: column(program, "lead") == ["Bob"])
        assert current_name(program) == "Bob"


async def test_what_goes_no_further_is_told(funnel):
    fill(funnel, lead("Ann", stage="suspect"))
    async with driven(funnel) as program:
        await go_to(program, "Ann")
        await program.press("H")
        await program.sees("There is no stage further back.")
        await program.press("n")
        await program.sees("That was the last one shown.")
        await program.press("N")
        await program.sees("That was the first one shown.")


# -- Several at once ------------------------------------------------------------------------------


async def test_selected_cards_move_in_one_step(funnel):
    fill(funnel, *(lead(name, stage="suspect") for name in ("Ann", "Bob", "Cid", "Dan")))
    async with driven(funnel) as program:
        await go_to(program, "Ann")
        await program.press("space", "space")
        await program.sees("2 selected")
        await program.press("L")
        await program.until(lambda: column(program, "lead") == ["Ann", "Bob"])
        await program.sees("Move 2 cards to Lead")
        assert "selected" not in program.text
        await program.press("u")
        await program.until(lambda: column(program, "suspect") == ["Ann", "Bob", "Cid", "Dan"])


async def test_a_range_and_a_whole_column_can_be_selected(funnel):
    fill(funnel, *(lead(name) for name in ("Ann", "Bob", "Cid", "Dan")))
    async with driven(funnel) as program:
        await go_to(program, "Ann")
        await program.press("space", "j", "V")
        await program.sees("3 selected")
        await program.press("ctrl+a")
        await program.sees("4 selected")
        await program.press("escape")
        await program.until(lambda: "selected" not in program.text)


# -- Gates, refusals ------------------------------------------------------------------------------


async def test_a_gate_asks_once_for_a_reason(funnel):
    fill(funnel, lead("Ann"))
    async with driven(funnel) as program:
        await go_to(program, "Ann")
        await program.press("L")
        await program.opens("GateScreen")
        await program.write("she called me")
        await program.press("enter")
        await program.opens("BoardScreen")
        await program.until(lambda: column(program, "prospect") == ["Ann"])
        assert current_name(program) == "Ann"


async def test_what_cannot_be_done_says_why(funnel):
    async with driven(funnel) as program:
        await program.press("e")
        await program.sees("No card is selected")
        await program.press("u")
        await program.sees("nothing to undo")


# -- The filter -----------------------------------------------------------------------------------


async def test_the_filter_follows_what_is_typed_and_keeps_the_cursor(funnel):
    fill(funnel, lead("Sophie Martin", organization="Été"), lead("Karim Benali"), lead("Sophia Loren"))
    async with driven(funnel, (80, 24)) as program:
        await go_to(program, "Sophia Loren")
        await program.press("slash", *"soph")
        await program.until(lambda: column(program, "lead") == ["Sophie Martin", "Sophia Loren"])
        await program.sees("2/3")
        assert current_name(program) == "Sophia Loren"
        await program.press("enter", "N")
        assert current_name(program) == "Sophie Martin"
        await program.press("escape")
        await program.until(lambda: len(column(program, "lead")) == 3)
        assert current_name(program) == "Sophie Martin"


async def test_the_filter_forgives_accents_and_a_slip_and_says_when_nobody_matches(funnel):
    fill(funnel, lead("Sophie Martin", organization="Études Élan"), lead("Karim Benali"))
    async with driven(funnel, (80, 24)) as program:
        await program.press("slash", *"elan")
        await program.until(lambda: column(program, "lead") == ["Sophie Martin"])
        await program.press("ctrl+u", *"karmi")
        await program.until(lambda: column(program, "lead") == ["Karim Benali"])
        await program.sees("Nobody has “karmi”: these have “karim”.")
        await program.press("ctrl+u", *"zzzz")
        await program.sees("Nobody matches “zzzz”.")


# -- Looks that stay ------------------------------------------------------------------------------


async def test_density_folds_and_order_are_remembered(funnel):
    fill(funnel, lead("Ann", 3, amount=parse_amount("100", "EUR")), lead("Bob", amount=parse_amount("900", "EUR")))
    async with driven(funnel) as program:
        await go_to(program, "Ann")
        await program.press("Z", "S", "S")
        await program.sees("Cards by value, the largest first")
        assert column(program, "lead") == ["Bob", "Ann"]
        assert current_name(program) == "Ann"
        await program.press("h", "z", "q")
    funnel = opened(funnel.database.path.parent)
    async with driven(funnel) as program:
        board = program.app.board.board
        assert board.density == "full"
        assert column(program, "lead") == ["Bob", "Ann"]
        assert board.model.columns[0].folded


async def test_won_cards_of_the_year_are_shown_and_the_rest_is_one_key_away(funnel):
    old, new = fill(funnel, lead("Old"), lead("New"))
    funnel.services.opportunities.win([old], on=TODAY - timedelta(days=400))
    funnel.services.opportunities.win([new], on=TODAY - timedelta(days=4))
    async with driven(funnel) as program:
        assert column(program, "client") == ["New"]
        await program.press("W")
        await program.until(lambda: column(program, "client") == ["New", "Old"])
        await program.sees("Everything won")


# -- Speed that is part of the design --------------------------------------------------------------

_HEAVY = (
    "sqlmodel sqlalchemy pydantic alembic babel typer vobject icalendar charset_normalizer email_validator rapidfuzz"
)
_FIRST_PAINT = """
import sys
import time
from pathlib import Path
from funneltui.bootstrap import open_funnel
from funneltui.tui.app import FunnelApp

told = []

def on_ready(self, event):
    told.append([name for name in sys.argv[2].split() if name in sys.modules])
    told.append("Sophie" in "".join(strip.text for strip in self.screen._compositor.render_strips()))
    self.exit()

FunnelApp.on_ready = on_ready
FunnelApp(open_funnel(Path(sys.argv[1]))).run(headless=True, size=(120, 40))
print(*told)
"""


def test_the_first_board_is_painted_before_anything_heavy_is_imported(funnel):
    fill(funnel, lead("Sophie Martin", -3, amount=parse_amount("3200", "EUR")))
    path = str(funnel.database.path)
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_PAINT, path, _HEAVY], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[] True\n"


async def test_a_cursor_key_redraws_the_two_cards_and_no_more(funnel):
    fill(funnel, *(lead(f"Lead {number:03}") for number in range(12)))
    async with driven(funnel, (200, 50)) as program:
        await go_to(program, "Lead 000")
        board = program.app.board.board
        await program.press("j", "k")
        drawn: list[int] = []
        original = board.render_line
        board.render_line = lambda y: drawn.append(y) or original(y)
        board.action_card(1)
        await program.until(lambda: drawn)
        assert len(drawn) == 2 * board.geometry.lines


async def test_a_filter_holds_through_another_order_and_through_what_others_write(funnel):
    fill(funnel, lead("Sophie", 3), lead("Karim"), lead("Sophia"))
    async with driven(funnel, (80, 24)) as program:
        await program.press("slash", *"soph", "enter")
        await program.until(lambda: column(program, "lead") == ["Sophia", "Sophie"])
        await program.press("S")
        await program.sees("Cards by name")
        await program.until(lambda: column(program, "lead") == ["Sophia", "Sophie"])
        other = opened(funnel.database.path.parent)
        fill(other, lead("Sophocles"), lead("Karl"))
        other.close()
        await program.until(lambda: column(program, "lead") == ["Sophia", "Sophie", "Sophocles"])
        await program.press("escape")
        await program.until(lambda: len(column(program, "lead")) == 5)


async def test_a_slow_disk_does_not_freeze_the_screen_and_changes_keep_their_order(funnel):
    (card,) = fill(funnel, lead("Ann", stage="suspect"))
    async with driven(funnel) as program:
        app, order, disk = program.app, [], threading.Event()

        def slowly(services):
            assert disk.wait(60)
            order.append("slow")
            return services.opportunities.shift([card], 1)

        def quickly(services):
            order.append("quick")
            return services.opportunities.shift([card], -1)

        app.perform(slowly)
        app.perform(quickly)
        await program.sees("Saving…")
        disk.set()
        await program.sees("Move Ann to Suspect · u to undo")
        assert order == ["slow", "quick"]
        assert column(program, "suspect") == ["Ann"]


async def test_of_very_many_the_filter_shows_the_first_at_once_and_counts_them_all_after(tmp_path):
    funnel = opened(tmp_path)
    names = [f"{'Ann' if number % 7 else 'Bob'} {number:05}" for number in range(10_000)]
    with (
        contextlib.closing(UnitOfWork(funnel.database, funnel.clock)) as unit_of_work,
        unit_of_work.step("Add") as work,
    ):
        people = work.insert_many("contact", [{"name": name} for name in names])
        work.insert_many("opportunity", [{"contact_id": one, "stage_id": 2, "title": "Film"} for one in people])
    anns = [name for name in names if name.startswith("Ann")]
    async with driven(funnel) as program:
        board = program.app.board.board
        await program.until(lambda: board.model.columns[1].whole)
        await program.press("slash", "a")
        await program.until(lambda: board.model.words == "a")
        assert column(program, "lead")[:10] == anns[:10]
        await program.sees(f"{len(anns)}/10000")
        assert len(board.model.columns[1].shown) == len(anns)
        assert board.model.columns[1].shown[-1] == names.index(anns[-1]) + 1
        await program.press("escape")
        assert len(board.model.columns[1].shown) == len(names)


async def test_the_hints_get_their_room_back_when_what_was_said_has_been_read(funnel, monkeypatch):
    fill(funnel, lead("Ada", stage="suspect"))
    async with driven(funnel, (80, 24)) as program:
        await program.press("L")
        await program.sees("Move Ada to Lead")
        assert "next action" not in program.text
        monkeypatch.setattr("funneltui.tui.app._STATUS_SECONDS", 0)
        await program.sees("next action")
        assert "Move Ada to Lead" not in program.text

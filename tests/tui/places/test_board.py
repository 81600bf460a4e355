"""The board as a person meets it: what is drawn at which size, and how soon."""

import subprocess
import sys
import threading

import pytest

from funneltui import i18n
from funneltui.domain.money import parse_amount
from funneltui.domain.text import cells
from tests.tui.driving import HOSTILE, driven, fill, opened
from tests.tui.engine.inside import strips
from tests.tui.on_board import column, go_to, lead


@pytest.fixture
def funnel(tmp_path):
    return opened(tmp_path)


async def test_an_empty_board_says_what_to_press(funnel):
    async with driven(funnel) as program:
        await program.sees("No prospects yet.", "a  add a prospect", "import a file", "funneltui demo")


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
        await program.sees("‼ 3 d late", "▸ today", "∅", "· 1 Dec")
        assert "no next action" not in program.text


@pytest.mark.plain
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
    async with driven(funnel, (200, 50)) as program:
        await program.sees("Piste 1", "‼ 3 j de retard", "1 234 €", "F2 Tableau", "ajouter")


async def test_with_ascii_only_nothing_else_is_drawn(tmp_path):
    funnel = opened(tmp_path, ascii=True, pane=False)
    fill(funnel, lead("Sophie", -3, amount=parse_amount("3200", "EUR")), lead("Karim"), lead("Hugo", 0))
    async with driven(funnel) as program:
        await program.press("space")
        await program.sees("! 3 d late", "EUR 3,200", "?")
        assert program.text.isascii()


async def test_without_colours_the_selected_card_still_stands_out(funnel, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    fill(funnel, lead("Sophie Martin"), lead("Karim Benali"))
    async with driven(funnel, (200, 50)) as program:
        lines = strips(program.app.screen)
        styles = {segment.text.strip(): segment.style for strip in lines for segment in strip}
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
            for strip in strips(program.app.screen):
                assert strip.cell_length == size[0]
                assert cells(strip.text) == size[0], strip.text
        assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 or sign == "\u202e" for sign in program.raw)
        assert program.app.is_running


@pytest.mark.plain
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


_HEAVY = (
    "sqlmodel sqlalchemy pydantic alembic babel typer vobject icalendar charset_normalizer email_validator rapidfuzz"
)


_FIRST_PAINT = """
import sys
import time
from pathlib import Path
from funneltui.bootstrap import open_funnel
from funneltui.tui.app import FunnelApp
from tests.tui.engine.inside import strips

told = []

def on_ready(self, event):
    told.append([name for name in sys.argv[2].split() if name in sys.modules])
    told.append("Sophie" in "".join(strip.text for strip in strips(self.screen)))
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
        await program.until(lambda: all(one.whole for one in board.model.columns), "every column's order")
        await program.press("j", "k")
        drawn: list[int] = []
        original = board._drawing._render_line
        board._drawing._render_line = lambda y: drawn.append(y) or original(y)
        board.action_card(1)
        await program.until(lambda: drawn)
        assert len(drawn) == 2 * board.canvas.geometry.lines


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

        app.desk.perform(slowly)
        app.desk.perform(quickly)
        await program.sees("Saving…")
        disk.set()
        await program.sees("Moved Ann to Suspect · u to undo")
        assert order == ["slow", "quick"]
        assert column(program, "suspect") == ["Ann"]


async def test_the_hints_get_their_room_back_when_what_was_said_has_been_read(funnel, monkeypatch):
    fill(funnel, lead("Ada", stage="suspect"))
    async with driven(funnel, (80, 24)) as program:
        await program.press("L")
        await program.sees("Moved Ada to Lead")
        assert "v qualify" not in program.text
        monkeypatch.setattr("funneltui.tui.desk.status._STATUS_SECONDS", 0)
        await program.sees("v qualify")
        assert "Moved Ada to Lead" not in program.text

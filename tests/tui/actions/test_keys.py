"""Every key that the program promises does what is promised, wherever it means something.

The table is written out here once more and not taken from the bindings: it is what people have learnt.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from funneltui.domain.entries import NewProspect, NextStep
from funneltui.i18n import set_language
from funneltui.tui.actions import form_actions, place_actions
from funneltui.tui.looks.keys import shown
from tests.tui.driving import NOW, driven, fill, opened
from tests.tui.on_board import column

README = Path(__file__).parents[3] / "README.md"

EVERYWHERE = {
    "question_mark f1": "help",
    "ctrl+p colon": "command_palette",
    "f2 1": "mode('board')",
    "f3 2": "mode('today')",
    "f4 3": "mode('review')",
    "f5 4": "mode('contacts')",
    "f6 5": "mode('insights')",
    "f7 6": "mode('data')",
    "u ctrl+z": "undo",
    "U ctrl+y": "redo",
    "ctrl+k": "find",
    "ctrl+q": "quit",
}
WITH_A_CARD = {
    "e": "edit",
    "H shift+left": "step(-1)",
    "L shift+right": "step(1)",
    "m": "move",
    "c": "log",
    "f": "next_action",
    "s": "snooze",
    "v": "qualify",
    "P": "proposal",
    "w": "win",
    "x": "lose",
    "p": "park",
    "t": "tags",
    "y": "copy",
    "o": "reach_out",
    "E": "note",
    "T": "write",
    "d": "bin",
}
NEXT = {"n": "following(1)", "N": "following(-1)"}
CURSOR = {
    "k up": "card(-1)",
    "j down": "card(1)",
    "g": "go",
    "home": "end(-1)",
    "G end": "end(1)",
    "pageup": "page(-1)",
    "pagedown": "page(1)",
    "space": "mark",
    "V": "mark_range",
    "ctrl+a": "mark_all",
}
PANE = {"k up": "scroll(-1)", "j down": "scroll(1)", "home": "end(-1)", "G end": "end(1)", "slash ctrl+f": "find"}
PAGES = {"pageup": "page(-1)", "pagedown": "page(1)"}
SHOWN = {"slash ctrl+f": "filter", "F": "views", "S": "sort", "r": "review"}
LANES = {"h left": "lane(-1)", "l right": "lane(1)", "z": "fold", "Z": "density"}
ADD = {"a": "add", "enter": "open", "escape": "close", "q": "back"}

PLACES = {
    "board": ((), EVERYWHERE, WITH_A_CARD, NEXT, CURSOR, SHOWN, LANES, ADD),
    "the contact beside the board": (
        ("enter",),
        EVERYWHERE,
        WITH_A_CARD,
        NEXT,
        PANE,
        PAGES,
        {"F": "views", "S": "sort", "r": "review", "z": "fold", "Z": "density", "a": "add", "escape q": "clear"},
    ),
    "today": (("f3",), EVERYWHERE, WITH_A_CARD, NEXT, CURSOR, ADD),
    "the contact beside today": (("f3", "enter"), EVERYWHERE, WITH_A_CARD, NEXT, PANE, PAGES),
    "contacts": (("f5",), EVERYWHERE, WITH_A_CARD, NEXT, CURSOR, SHOWN, ADD),
    "the contact beside contacts": (("f5", "enter"), EVERYWHERE, WITH_A_CARD, NEXT, PANE, PAGES),
    "review": (("f4",), EVERYWHERE, WITH_A_CARD, NEXT),
}


@pytest.fixture
def funnel(tmp_path):
    funnel = opened(tmp_path)
    step = NextStep(NOW.date(), "call")
    names = ("Ann", "Ben", "Cleo", "Dora")
    people = [NewProspect(name=name, stage="lead", next_step=step) for name in names]
    fill(funnel, *people)
    return funnel


def _called(action: str) -> str:
    """What is done: of an action on cards its own name, without the place that passes it on."""
    found = re.fullmatch(r"do\('(\w+)'(?:, (.+))?\)", action)
    if found is None:
        return action
    return f"{found[1]}({found[2]})" if found[2] else found[1]


@pytest.mark.parametrize("place", PLACES)
async def test_each_key_is_for_its_action_wherever_that_means_something(funnel, place):
    keys, *tables = PLACES[place]
    async with driven(funnel, (120, 30)) as program:
        for key in keys:
            await program.press(key)
        if "enter" in keys:
            await program.until(lambda: type(program.app.focused).__name__ == "ContactPane", "the contact")
        active = program.app.screen.active_bindings
        for table in tables:
            for names, action in table.items():
                for name in names.split():
                    assert name in active, (name, action)
                    assert _called(active[name].binding.action) == action, name
                    assert active[name].enabled, name


OPENS = {
    "question_mark": "HelpScreen",
    "f1": "HelpScreen",
    "ctrl+p": "PaletteScreen",
    "colon": "PaletteScreen",
    "ctrl+k": "FindScreen",
    "a": "AddScreen",
    "e": "EditScreen",
    "m": "ChooseStageScreen",
    "c": "LogScreen",
    "f": "NextActionScreen",
    "s": "SnoozeScreen",
    "v": "ChecklistScreen",
    "P": "ProposalScreen",
    "w": "WinScreen",
    "x": "LoseScreen",
    "p": "ParkScreen",
    "t": "TagsScreen",
    "y": "PickScreen",
    "T": "WriteScreen",
    "F": "ViewsScreen",
}


async def test_what_opens_a_screen_opens_it_and_escape_closes_it(funnel):
    async with driven(funnel) as program:
        for key, screen in OPENS.items():
            await program.press(key)
            await program.opens(screen)
            await program.press("escape")
            await program.opens("BoardScreen")


async def test_the_places_are_behind_their_keys_and_behind_digits(funnel):
    async with driven(funnel) as program:
        places = ("Board", "Today", "Review", "Contacts", "", "Data")
        for function, place in enumerate(places, 2):
            for key in (f"f{function}", str(function - 1)):
                if place:
                    await program.press(key)
                    await program.opens(f"{place}Screen")
                if place == "Data":
                    await program.press("q")  # it stands over the board, and `q` goes back
                    await program.opens("BoardScreen")


async def test_letters_are_dead_in_a_field_and_ctrl_s_saves_it(funnel):
    async with driven(funnel) as program:
        await program.press("a")
        await program.opens("AddScreen")
        letters = [key for table in (WITH_A_CARD, SHOWN, LANES, NEXT) for key in table if len(key) == 1]
        await program.press(*letters, "q", "slash", "question_mark", "colon", "exclamation_mark")
        assert program.app.screen.field("name").input.value == "".join(letters) + "q/?:!"
        await program.erase()
        await program.write("Eve")
        await program.press("ctrl+s")
        await program.opens("BoardScreen")
        await program.sees("Added Eve")


async def test_what_acts_at_once_does(funnel):
    async with driven(funnel) as program:

        async def stands(key: str, stage: str) -> None:
            await program.press(key)
            await program.until(lambda: program.card(1).stage_key == stage, f"{key}: {stage}")

        for back in ("H", "shift+left"):
            await stands(back, "suspect")
            await stands("u", "lead")
            await stands("ctrl+y", "suspect")
            await stands("ctrl+z", "lead")
            await stands("U", "suspect")
            await stands("L" if back == "H" else "shift+right", "lead")
        await program.press("d")
        await program.until(lambda: program.card(1).binned)
        await program.press("u")
        await program.until(lambda: not program.card(1).binned)
        board = program.app.board.board
        await program.press("home", "space", "space")
        assert len(board.model.selected) == 2
        await program.press("G", "V")
        assert len(board.model.selected) == 4
        await program.press("ctrl+a")
        assert not board.model.selected
        await program.press("g", "g")
        first = board.current
        for key, other in (
            ("j", "k"),
            ("down", "up"),
            ("n", "N"),
            ("end", "home"),
            ("G", "home"),
            ("pagedown", "pageup"),
        ):
            await program.press(key)
            assert board.current != first, key
            await program.press(other)
            assert board.current == first, other
        for key, other in (("h", "l"), ("left", "right")):
            await program.press(key)
            assert board.current is None, key
            await program.press(other)
            assert board.current == first, other
        density = board.canvas.density
        await program.press("Z")
        assert board.canvas.density != density
        await program.press("S", "down", "enter")
        await program.sees("Deals by name")
        await program.press("z")
        assert board.model.column.folded
        await program.press("z", "slash")
        await program.write("ann")
        await program.until(lambda: column(program, "lead") == ["Ann"])
        await program.press("escape")
        for leave in ("q", "escape"):
            await program.press("r")
            await program.opens("ReviewScreen")
            await program.press(leave)
            await program.opens("BoardScreen")
        await program.press("q")
        await program.until(lambda: not program.app.is_running, "q leaves at the board")


async def test_what_is_filtered_among_the_contacts_is_reviewed(funnel):
    async with driven(funnel) as program:
        await program.press("f5")
        await program.opens("ContactsScreen")
        await program.press("slash")
        await program.write("ben")
        await program.until(lambda: len(program.app.screen.list) == 1, "Ben alone")
        await program.press("enter", "r")
        await program.opens("ReviewScreen")
        await program.sees("Review 1/1", "Ben")


# -- The README ---------------------------------------------------------------------------------


def promised() -> list[tuple[str, list[str]]]:
    """The rows of the README's table: what each says and the keys it names."""
    text = README.read_text("utf-8")
    table = text[text.index("| keys | do |") :].split("\n\n", 1)[0]
    rows = [line.strip("|").split(" | ") for line in table.splitlines()[2:]]
    return [(" | ".join(row[1:]), re.findall(r"`([^`]+)`|(Shift\+arrows|arrows|PgUp|PgDn)", row[0])) for row in rows]


def test_the_readme_names_every_key_once_and_no_other():
    set_language("en")
    named = [one or other for _about, keys in promised() for one, other in keys]
    twice = {key for key in named if named.count(key) > 1} - {"/", "g"}  # in the contact as on the board; twice
    assert not twice
    mine = [
        *place_actions.APP,
        *place_actions.CONTACTS,
        *place_actions.BOARD,
        *place_actions.TODAY,
        *place_actions.REVIEW,
        *place_actions.NAVIGATION,
    ]
    real = {shown(key) for one in [*mine, *form_actions.PANE] for key in one.key.split(",")}
    assert set(named) <= real | {"arrows", "Shift+arrows"}
    for one in [*mine, *form_actions.PANE]:
        if not one.action.startswith(("lane", "card", "scroll")):
            keys = {shown(key) for key in one.key.split(",")}
            assert keys & set(named), f"{one.id} is not in the README"

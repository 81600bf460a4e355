"""Keys chosen in the settings: they work, they may be shared where actions never meet, slips name their line."""

from __future__ import annotations

import importlib
import pkgutil
from itertools import combinations
from pathlib import Path

import pytest
from textual.dom import DOMNode

from funneltui import paths, tui
from funneltui.i18n import sentence, set_language
from funneltui.settings import line_of, load
from funneltui.tui.actions.keymap import check_keymap, usable_keys
from funneltui.tui.actions.table import all_actions
from tests.tui.driving import driven, fill, opened
from tests.tui.on_board import column, lead


def problems(keymap: dict[str, str]) -> list[str]:
    return [sentence(one) for one in check_keymap(keymap)]


@pytest.mark.parametrize(
    ("keymap", "said"),
    [
        ({"board.bin": "delete"}, ""),
        ({"board.sort": "W", "board.period": "ctrl+w"}, ""),
        ({"contacts.triage": "Z"}, ""),
        ({"views.rename": "ctrl+e"}, ""),
        ({"board.filter": "slash,ctrl+g"}, ""),
        ({"board.help": "q"}, "unknown action “board.help”. Did you mean “board."),
        ({"zzz": "q"}, "Settings, keymap: unknown action “zzz”."),
        ({"board.bin": "n"}, "N is used for both board.bin and board.following."),
        ({"board.bin": "j"}, "j is used for both board.bin and nav.down."),
        ({"board.bin": "f5"}, "F5 is used for both board.bin and app.contacts."),
        ({"contacts.triage": "?"}, "? is used for both contacts.triage and app.help."),
        ({"insights.tag": "h"}, "h is used for both insights.tag and figures.left."),
        ({"board.bin": "b"}, "b is used for both board.bin and contacts.triage."),
        ({"pane.find": "c"}, "c is used for both pane.find and board.log."),
        ({"list.up": "ctrl+s"}, "Ctrl+S is used for both list.up and form.save."),
        ({"board.bin": "contrl+x"}, "unknown key “contrl+x”."),
        ({"board.bin": "entr"}, "unknown key “entr”."),
        ({"app.quit": "Q"}, "Q types a character, so it can't be used for app.quit. Use a shortcut such as Ctrl+X."),
        ({"form.save": "slash"}, "/ types a character, so it can't be used for form.save."),
        ({"app.quit": "ctrl+x", "form.save": "f8"}, ""),
        ({"board.bin": "ctrl+delete, question_mark, é"}, "? is used for both board.bin and app.help."),
    ],
)
def test_only_actions_that_meet_clash(keymap: dict[str, str], said: str) -> None:
    found = problems(keymap)
    assert (said.lower() in found[0].lower()) if said else not found, found


def test_a_pair_is_told_once() -> None:
    assert problems({"board.bin": "ctrl+g", "board.won": "ctrl+g"}) == [
        "Settings, keymap: Ctrl+G is used for both board.bin and board.won."
    ]


def test_an_action_whose_keys_cannot_be_used_keeps_its_own() -> None:
    used, slips = usable_keys({"board.bin": "j", "board.done": " ctrl+g , ? ", "board.won": "d", "board.nothing": "x"})
    assert used == {}  # what took the bin's key gives it back with it
    assert [one.action for one in slips] == ["board.bin", "board.done", "board.nothing", "board.won"]
    assert usable_keys({"board.bin": "ctrl+g, §"}) == ({"board.bin": "ctrl+g,section_sign"}, [])


def test_it_is_told_in_french() -> None:
    set_language("fr")
    assert [one.replace("\xa0", " ") for one in problems({"board.bim": "q"})] == [
        "Réglages, keymap : action inconnue « board.bim ». Vouliez-vous dire « board.bin » ?"
    ]


def _nodes() -> set[type[DOMNode]]:
    for module in pkgutil.walk_packages(tui.__path__, "funneltui.tui."):
        importlib.import_module(module.name)
    found, left = set(), [DOMNode]
    while left:
        one = left.pop()
        left += one.__subclasses__()
        if one.__module__.startswith("funneltui."):
            found.add(one)
    return found


def test_every_key_of_every_screen_and_widget_is_known_and_explained() -> None:
    for node in _nodes():
        for binding in vars(node).get("BINDINGS", ()):
            assert binding.id in all_actions(), f"{binding.id} of {node.__name__} is not in the table"
            assert binding.description, binding.id
            assert binding.tooltip, binding.id


def test_no_screen_has_one_key_for_two_actions() -> None:
    for node in _nodes():
        for one, other in combinations(vars(node).get("BINDINGS", ()), 2):
            assert not set(one.key.split(",")) & set(other.key.split(",")), (node, one.id, other.id)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[keymap]\n# mine\n"board.bin" = "b"\n', 3),
        ('theme = "x"\n\n[ keymap ]\nboard.bin="b"\n', 4),
        ('[keymap.board]\nadd = "b"\nbin = "b"\n', 3),
        ('keymap."board.bin" = "b"\n', 1),
        ('ascii = true\nkeymap = { "board.bin" = "b" }\n', 2),
        ("[cadence]\nhot = 1\n", 0),
    ],
)
def test_the_line_is_found_however_it_is_written(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    assert line_of(path, "keymap.board.bin") == line
    assert line_of(tmp_path / "none", "keymap.board.bin") == 0


async def test_a_slip_is_told_with_its_line_and_the_rest_works(tmp_path: Path) -> None:
    path = paths.config_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('# my keys\n[keymap]\n"board.bin" = "ctrl+b"\n"board.nothing" = "x"\n"board.won" = "x"\n')
    funnel = opened(tmp_path, keymap=load(path).keymap)
    fill(funnel, lead("Ann"))
    async with driven(funnel, (200, 40)) as program:
        await program.sees("config.toml, line 4: unknown action “board.nothing”", "And one more.")
        await program.press("x")  # was given to both, so it still does what it usually does
        await program.opens("LoseScreen")
        await program.press("escape")
        await program.press("ctrl+b")
        await program.until(lambda: column(program, "lead") == [])


async def test_chosen_keys_are_named_wherever_keys_are(tmp_path: Path) -> None:
    chosen = {
        "board.add": "ctrl+n",
        "app.help": "f9",
        "board.filter": "ctrl+g",
        "app.today": "ctrl+t",
        "app.undo": "f8",
    }
    funnel = opened(tmp_path, keymap=chosen)
    async with driven(funnel, (160, 40)) as program:
        await program.sees("Ctrl+N  add a prospect", "Ctrl+T Today", "F9 help")
        await program.press("ctrl+n")
        await program.opens("AddScreen")
        await program.write("Ann")
        await program.press("enter")
        await program.sees("Added Ann · F8 to undo", "Ctrl+G filter", "Ctrl+N add")
        await program.press("f9")
        await program.opens("HelpScreen")
        await program.sees("Ctrl+N")
        await program.write("today")
        await program.sees("Ctrl+T")
        await program.press("escape")
        await program.press("ctrl+p")
        await program.opens("PaletteScreen")
        await program.write("filter")
        await program.sees("Ctrl+G")
        await program.press("escape")
        await program.press("f8")
        await program.sees("Undone")

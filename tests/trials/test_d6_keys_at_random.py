"""D6: nothing that is typed ends the program with a fault, however fast it comes."""

from __future__ import annotations

import gc
import random
import webbrowser

import pytest

from funneltui.tui.actions.place_actions import BOARD, PLACE
from funneltui.tui.forms.form import Form
from funneltui.tui.places.card_actions import CARD_ACTIONS
from funneltui.tui.widgets.note_area import NoteArea
from tests.lengths import sample
from tests.tui.driving import driven, fill, opened
from tests.tui.on_board import lead

_KEYS = (
    *"abcdefghijklmnoprstuvwxyz",
    *"ABCFGHIJKLMNOPRSTUVWXYZ",
    *("slash", "question_mark", "colon", "space", "exclamation_mark", "enter", "escape", "tab", "shift+tab"),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "delete", "backspace"),
    *("f1", "f2", "f3", "f4", "f5", "f6", "f7", "ctrl+k", "ctrl+p", "ctrl+s", "ctrl+a", "ctrl+u", "ctrl+c", "ctrl+l"),
)
"""All that does something, without what leaves the program, and the editor, which would get the terminal."""
_BURSTS, _BURST = 40, 12
_FORMS_WITHOUT_A_CARD = {"add", "access"}
"""They show nothing of it."""


@pytest.mark.parametrize("seed", sample([1, 4, 6], 3))
async def test_d6_keys_at_random_end_nothing(tmp_path, monkeypatch, seed):
    monkeypatch.setattr(webbrowser, "open", lambda *_: True)
    funnel = opened(tmp_path)
    fill(funnel, *(lead(name, days) for days, name in enumerate(("Ada", "Bob", "Cem", "Dan"), -1)))
    keys = random.Random(seed)
    async with driven(funnel, (80, 24)) as program:
        for _ in range(_BURSTS):
            program.type(*keys.choices(_KEYS, k=_BURST))
            await program.settle()
            assert program.app.is_running
            assert program.app.return_code in {None, 0}
        await program.until(lambda: not _closed_notes(), "the notes of forms that are closed leave memory")


def _closed_notes():
    """Notes that are on no screen, and kept by something: for a moment that is what still closes them."""
    gc.collect()
    return [note for note in gc.get_objects() if isinstance(note, NoteArea) and not note.is_attached]


@pytest.mark.parametrize("key", sorted({key for action in (*BOARD, *PLACE) for key in action.key.split(",")[:1]}))
async def test_d6_a_key_for_a_card_that_has_just_gone_ends_nothing(tmp_path, monkeypatch, key):
    """As when undo takes a card away while the next key is on its way."""
    monkeypatch.setattr(webbrowser, "open", lambda *_: True)
    funnel = opened(tmp_path)
    fill(funnel, lead("Ada", 1))
    async with driven(funnel, (80, 24)) as program:
        other = opened(tmp_path)
        other.services.history.undo()
        other.close()
        program.type(key)
        await program.settle()
        assert program.app.is_running
        assert program.app.return_code in {None, 0}


@pytest.mark.parametrize("action", sorted(CARD_ACTIONS.keys() - {"step", "note", "reach_out", "copy"}))
async def test_d6_a_form_whose_card_goes_before_it_is_drawn_says_so_and_closes(tmp_path, action):
    funnel = opened(tmp_path)
    fill(funnel, lead("Ada", 1, organization="Engines"))
    other = opened(tmp_path)
    _ = other.services
    async with driven(funnel, (80, 24)) as program:
        board = program.app.screen
        board.chosen.do(action)
        has_opened_form = isinstance(program.app.screen, Form)
        other.services.history.undo()
        await program.settle()
        assert program.app.return_code in {None, 0}
        if has_opened_form and action not in _FORMS_WITHOUT_A_CARD:
            await program.until(lambda: program.app.screen is board, "the board")
            assert "doesn't exist" in program.app.desk.status.text
    other.close()

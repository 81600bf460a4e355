"""D6: nothing that is typed ends the program with a fault, however fast it comes."""

from __future__ import annotations

import gc
import random
import webbrowser

import pytest

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
        gc.collect()
        closed = [one for one in gc.get_objects() if isinstance(one, NoteArea) and not one.is_attached]
        assert closed == [], "notes of forms that are closed stay in memory"

"""What a closed screen has drawn leaves memory with it."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from funneltui.tui.engine import PLAIN
from tests.tui.driving import driven, fill, opened
from tests.tui.engine.inside import kept_lines
from tests.tui.on_board import lead

pytestmark = pytest.mark.skipif(PLAIN, reason="Textual's own parts keep it")


@pytest.mark.parametrize(("key", "screen"), [("a", "AddScreen"), ("e", "EditScreen"), ("f3", "TodayScreen")])
async def test_the_lines_of_a_closed_screen_leave_memory(tmp_path: Path, key: str, screen: str) -> None:
    funnel = opened(tmp_path)
    fill(funnel, lead("Ada", 1))
    async with driven(funnel) as program:
        await program.press(key)
        await program.opens(screen)
        lines = [weakref.ref(lines) for lines in kept_lines(program.screen)]
        assert lines
        await program.press("escape")
        await program.opens("BoardScreen")
        await program.press(
            "down"
        )  # Textual's loop holds a screen's last message, and who sent it, until another comes
        await program.until(lambda: not _kept(lines), "what was drawn has left memory")


def _kept(lines: list[weakref.ref[object]]) -> list[object]:
    gc.collect()
    return [each for line in lines if (each := line()) is not None]

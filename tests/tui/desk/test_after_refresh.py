"""What is to be done once a screen is drawn is not done when it is closed by then."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import driven, opened


@pytest.mark.parametrize("closes", [False, True])
async def test_what_waits_for_a_screen_is_dropped_when_it_closes(tmp_path: Path, closes: bool) -> None:
    done: list[str] = []
    async with driven(opened(tmp_path)) as program:
        await program.press("f1")
        desk, screen = program.app.desk, program.screen
        desk.after_refresh(screen, lambda: done.append("drawn"))
        if closes:
            program.app.pop_screen()
        await program.rest()
    assert done == ([] if closes else ["drawn"])

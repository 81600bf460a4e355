"""What closed screens leave in memory is taken back while the program is open."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.driving import driven, opened

_CLOSED = 8
"""Screens after which what they have left is taken back."""


@pytest.fixture
def _nothing_collected() -> Iterator[None]:
    """Python by itself looks through everything only after tens of thousands of keys: here it never does."""
    yield
    gc.enable()


@pytest.mark.usefixtures("_nothing_collected")
async def test_closed_screens_leave_memory_while_no_key_waits(tmp_path: Path) -> None:
    screens: list[weakref.ref[object]] = []
    async with driven(opened(tmp_path)) as program:
        await program.until(gc.isenabled, "the program stands")
        gc.disable()
        for _ in range(2 * _CLOSED):  # the last ones may be closing still when it is done
            await program.press("f1")
            screens.append(weakref.ref(program.screen))
            await program.press("escape", "down")
        await program.until(lambda: not any(screen() for screen in screens[:_CLOSED]), "they have left memory")

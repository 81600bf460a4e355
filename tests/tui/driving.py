"""Driving the program as a person does: keys in, text on the screen out."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.widget import Widget

from funneltui.bootstrap import Funnel, open_funnel
from funneltui.clock import FixedClock
from funneltui.domain.entries import NewProspect
from funneltui.settings import Settings
from funneltui.tui.app import FunnelApp
from funneltui.tui.desk.leftovers import Leftovers
from tests.tui.engine.inside import drawn, frame, is_quiet, one_parse_of_each_style_sheet, strips

HOSTILE = "Ada [/] Ltd [@click=app.quit]x[/] \x1b]0;pwn\x07"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)  # a Sunday
_PATIENCE = 60.0
"""Seconds: nobody waits for them but a test that fails, and a loaded machine."""
_TURNS = 20
"""How often everybody has a turn before the clock is waited for."""
_QUIET_ROUNDS = 3
"""How often everybody is asked and nobody has anything to do."""


def _character(name: str) -> str | None:
    """What a key types, as a terminal tells it."""
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        return name if len(name) == 1 else None


class Driver:
    """One running program."""

    def __init__(self, app: FunnelApp, pilot, funnel: Funnel) -> None:
        self.app = app
        self.pilot = pilot
        self.funnel = funnel

    async def press(self, *keys: str) -> None:
        """Press keys, each once what went before has been done, saved and drawn."""
        await self.rest()  # a value that was put into a field has arrived
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            self.app.post_message(events.Key(name, _character(name)))
            await self.settle()

    def type(self, *keys: str) -> None:
        """Press keys in one go, before the program has looked at the first, and wait for nothing."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))

    async def settle(self) -> None:
        """Wait until the keys have done their work, it is saved, and what came of it is drawn."""
        app = self.app
        await self.rest()  # until then nobody may have looked at the keys
        await self.until(lambda: app.is_idle and not app.writer.waiting, "the keys are done")
        await self.rest()

    async def rest(self) -> None:
        """Wait until no message is on its way and what came of them is drawn.

        Textual's own pilot waits until the process is idle, which a loaded machine makes it too soon and a quiet one
        only after a while. What a thread was asked for is not waited for: look for it with `sees` or `until`.
        """
        for _ in range(_QUIET_ROUNDS):
            await self.until(lambda: is_quiet(self.app), "everything at rest")
            await drawn(self.pilot)

    async def write(self, text: str) -> None:
        """Put text into the field with the focus, in one go."""
        self.app.post_message(events.Paste(text))
        await self.rest()

    async def erase(self) -> None:
        await self.press("end", "ctrl+u")

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait until something holds."""
        clock, left = asyncio.get_running_loop().time, _PATIENCE
        turns = _TURNS
        while not condition():
            assert left > 0, f"{what or condition}\n{self.text}"
            if turns:  # most of what is waited for needs no time
                turns -= 1
                await asyncio.sleep(0)
                continue
            start = clock()
            await frame(self.pilot)
            left -= min(clock() - start, 1.0)  # a machine that was halted meanwhile is nobody's fault

    async def sees(self, *texts: str) -> None:
        for text in texts:
            await self.until(partial(lambda text: text in self.text, text), f"“{text}” is not on the screen")

    async def opens(self, name: str) -> None:
        await self.until(lambda: type(self.app.screen).__name__ == name and self.app.screen.is_mounted, name)
        await self.rest()

    @property
    def text(self) -> str:
        """What stands on the top screen."""
        return "\n".join(strip.text for strip in strips(self.app.screen))

    def text_in(self, widget: Widget) -> str:
        """What stands where a widget is."""
        x, y, width, height = widget.region
        return "\n".join(strip.crop(x, x + width).text for strip in strips(self.app.screen)[y : y + height])

    @property
    def raw(self) -> str:
        """Everything that would be sent for it, control characters included."""
        return "".join(segment.text for strip in strips(self.app.screen) for segment in strip)

    @property
    def widths(self) -> set[int]:
        """How wide the lines of the screen are, in cells."""
        return {strip.cell_length for strip in strips(self.app.screen)}

    @property
    def screen(self) -> Any:
        """The screen on top, of whichever kind."""
        return self.app.screen

    def card(self, number: int):
        return self.funnel.reads.contact.detail(number)


def opened(folder: Path, **settings: Any) -> Funnel:
    return open_funnel(folder / "funnel.db", settings=Settings(**settings), clock=FixedClock(NOW), door="program")


@asynccontextmanager
async def driven(funnel: Funnel, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Driver]:
    """Run the program on a file."""
    app = FunnelApp(funnel)
    try:
        # The collector looks through all that the tests have made: a program under test does not ask for it.
        with patch.object(Leftovers, "begin"), one_parse_of_each_style_sheet():
            async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
                driver = Driver(app, pilot, funnel)
                await driver.until(lambda: funnel.services_loaded and app.focused is not None, "loaded")
                yield driver
    finally:
        funnel.close()


def fill(funnel: Funnel, *people: NewProspect) -> list[int]:
    """Add people; their cards' ids."""
    return [funnel.services.opportunities.add(one).opportunity for one in people]

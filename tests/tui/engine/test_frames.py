"""Whatever opens or closes is drawn once, and whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import Static

from funneltui.bootstrap import Funnel
from funneltui.domain.entries import NewProspect, NextStep
from funneltui.tui.app import FunnelApp
from funneltui.tui.engine import PLAIN
from funneltui.tui.places.data import ENTRIES
from tests.tui.driving import NOW, Driver, driven, fill, opened

pytestmark = pytest.mark.skipif(PLAIN, reason="this is what Textual's own parts do not do")

PLACES = {
    "f3": "TodayScreen",
    "f4": "ReviewScreen",
    "v": "ChecklistScreen",
    "m": "ChooseStageScreen",
}
"""None with a field: its cursor blinks. Data is tested by itself: its figures come from a thread."""


@pytest.fixture
def funnel(tmp_path: Path) -> Funnel:
    """A card that is late, one without a plan."""
    one = opened(tmp_path)
    late = NextStep(NOW.date() - timedelta(days=3), "call back")
    fill(one, NewProspect(name="Ada", stage="lead", next_step=late), NewProspect(name="Bob", stage="lead"))
    return one


def lines(screen: Screen[object]) -> list[str]:
    """What a screen shows, without the bar whose counts come from a thread."""
    return [strip.text.rstrip() for strip in screen._compositor.render_strips()[1:]]


@contextmanager
def frames(app: FunnelApp) -> Iterator[list[tuple[str, list[str]]]]:
    """The screens that are drawn, each with its lines."""
    drawn: list[tuple[str, list[str]]] = []
    display = app._display

    def kept(screen, renderable) -> None:
        if renderable is not None:
            drawn.append((type(screen).__name__, lines(screen)))
        display(screen, renderable)

    app._display = kept  # type: ignore[method-assign]
    try:
        yield drawn
    finally:
        app._display = display  # type: ignore[method-assign]


async def begin(program: Driver) -> None:
    """Until nothing is drawn by itself any more."""
    await program.until(lambda: program.app.counts.waiting("review"), "the counts")
    await program.settle()


async def test_data_shows_every_entry_at_once_and_how_each_stands_when_it_is_known(funnel: Funnel) -> None:
    async with driven(funnel, (140, 40)) as program:
        await begin(program)
        with frames(program.app) as drawn:
            await program.press("f7")
            await program.opens("DataScreen")
            await program.until(lambda: "none found" in "".join(lines(program.app.screen)), "how things stand")
            await program.settle()
        names = [name for key, _letter, name, _about in ENTRIES if key]
        assert {name for name in names if not any(name in line for line in drawn[0][1])} == set()
        assert len(drawn) <= 3  # the entries, what is read at once, what takes long


@pytest.mark.parametrize("key", PLACES)
async def test_what_opens_is_whole_in_its_first_frame_and_needs_no_other(funnel: Funnel, key: str) -> None:
    async with driven(funnel, (140, 40)) as program:
        await begin(program)
        with frames(program.app) as drawn:
            await program.press(key)
            await program.opens(PLACES[key])
            await program.settle()
        assert [name for name, _ in drawn] == [PLACES[key]]
        assert drawn[0][1] == lines(program.app.screen)


@pytest.mark.parametrize("key", PLACES)
async def test_what_is_below_is_drawn_once_when_it_comes_back(funnel: Funnel, key: str) -> None:
    async with driven(funnel, (140, 40)) as program:
        await begin(program)
        before = lines(program.app.screen)
        await program.press(key)
        await program.opens(PLACES[key])
        await program.settle()
        with frames(program.app) as drawn:
            await program.press("escape")
            await program.opens("BoardScreen")
            await program.settle()
        assert [name for name, _ in drawn] == ["BoardScreen"]
        assert drawn[0][1][:-1] == before[:-1], "all but what the last line says"


async def test_an_answer_is_drawn_with_all_that_follows_from_it_and_nothing_below_it(
    funnel: Funnel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "funneltui.tui.desk.changes._INLINE_SECONDS", 60
    )  # on a slow disk the answer comes first, alone
    async with driven(funnel, (140, 40)) as program:
        await begin(program)
        await program.press("v")
        await program.opens("ChecklistScreen")
        await program.settle()
        with frames(program.app) as drawn:
            await program.press("y")
        assert [name for name, _ in drawn] == ["ChecklistScreen"]
        assert drawn[0][1] == lines(program.app.screen)


async def test_a_terminal_that_is_resized_under_a_form_is_filled_when_it_closes(funnel: Funnel) -> None:
    async with driven(funnel, (80, 24)) as program:
        await begin(program)
        await program.press("v")
        await program.opens("ChecklistScreen")
        await program.pilot.resize_terminal(120, 30)
        await program.press("escape")
        await program.opens("BoardScreen")
        await program.until(lambda: len(lines(program.app.screen)) == 29)
        assert program.app.board.size.width == 120


async def test_a_frame_waits_for_what_is_on_its_way_to_another_widget(funnel: Funnel) -> None:
    async with driven(funnel, (140, 40)) as program:
        await begin(program)
        app = program.app
        places = list(app.screen.children)

        def pass_on(times: int) -> None:
            """As a letter goes from its field to whoever answers it."""
            if times:
                places[times % len(places)].call_later(pass_on, times - 1)
            else:
                app.desk.say("the answer")

        with frames(app) as drawn:
            app.desk.say("the letter")
            pass_on(8)
            await program.sees("the answer")
        assert not any("the letter" in line for _, frame in drawn for line in frame)


async def test_a_text_that_comes_while_its_size_is_being_found_gets_its_lines(funnel: Funnel) -> None:
    async with driven(funnel, (80, 24)) as program:
        await begin(program)
        await program.press("f7", "h")
        await program.opens("HistoryScreen")
        message, box = program.screen.query_one("#message", Static), program.screen.query_one("#box")
        message.update("one line")
        box._clear_arrangement_cache()  # as before the first layout of a screen
        program.screen._refresh_layout()
        message.update("one\ntwo\nthree")
        await program.rest()
        assert message.size.height == 3

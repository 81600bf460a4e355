"""What another window or the command line writes is seen within a second, and nothing else is different for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from funneltui.bootstrap import Services
from funneltui.domain.entries import NewProspect, NewTouch, NextStep, StageChanges
from funneltui.tui.app import POLL_SECONDS, FunnelApp
from funneltui.tui.widgets.contact_beside import ContactBeside
from funneltui.tui.widgets.row_list import RowList
from tests.tui.driving import NOW, Driver, driven, fill, opened

TODAY = NOW.date()
SECOND = 1.0
PEOPLE = 60


class Elsewhere:
    """Another process on the same file, and the clock of this one: it looks when it is told to.

    The program looks for changes every `POLL_SECONDS`. Here its timer stands still and each look is made by the
    test, so that what is asserted is how many looks it takes and not how fast the machine is.
    """

    def __init__(self, program: Driver, services: Services) -> None:
        self._program = program
        self._services = services

    async def writes(self, write: Callable[[Services], object], *seen: str) -> None:
        """Write, let the program look once, and see these words come."""
        screen = self._program.app.screen
        sides = screen.query(ContactBeside)  # the contact follows the cursor a moment later, and would read what is new
        await self._program.until(lambda: not any(side._following for side in sides), "the contact")
        write(self._services)
        await self._program.settle()
        for words in seen:
            assert words not in self._program.text, "it looked without having been asked"
        self._program.app.poll()
        await self._program.settle()
        await self._program.sees(*seen)


@asynccontextmanager
async def watched(folder: Path, size: tuple[int, int] = (120, 30)) -> AsyncIterator[tuple[Driver, Elsewhere]]:
    funnel = opened(folder)
    people = [
        NewProspect(name=f"Person {number:02}", stage="lead", next_step=NextStep(TODAY + timedelta(days=1), "call"))
        for number in range(1, PEOPLE + 1)
    ]
    fill(funnel, *people)
    other = opened(folder)
    try:
        async with driven(funnel, size) as program:
            await program.until(lambda: hasattr(program.app, "poller"), "the program looks for changes")
            program.app.poller.pause()
            await program.settle()
            yield program, Elsewhere(program, other.services)
    finally:
        other.close()


async def test_it_looks_twice_a_second(tmp_path, monkeypatch):
    asked, set_interval = [], FunnelApp.set_interval

    def note(app, *arguments, **named):
        asked.append((arguments, named))
        return set_interval(app, *arguments, **named)

    monkeypatch.setattr(FunnelApp, "set_interval", note)
    async with driven(opened(tmp_path)) as program:
        await program.until(lambda: hasattr(program.app, "poller"))
        assert 2 * POLL_SECONDS <= SECOND  # the second half is for reading and drawing
        assert ((POLL_SECONDS, program.app.poll), {}) in asked  # for ever: no number of times is named


async def test_on_the_board_the_card_and_what_is_in_sight_stay(tmp_path):
    async with watched(tmp_path) as (program, elsewhere):
        board = program.app.board.board
        await program.press("pagedown", "pagedown", "k", "space")
        card, top, marked = board.current, board.model.column.top, set(board.model.selected)
        await elsewhere.writes(
            lambda services: services.opportunities.edit(card, {"name": "Zoé Elsewhere"}), "Zoé Else"
        )
        assert (board.current, board.model.column.top, board.model.selected) == (card, top, marked)
        # A new card above does not push what one looks at.
        await elsewhere.writes(
            lambda services: services.opportunities.add(NewProspect(name="Late", stage="suspect")), "Suspect 1"
        )
        assert (board.current, board.model.selected) == (card, marked)


async def test_while_the_program_ends_nothing_is_drawn_anew(tmp_path, monkeypatch):
    async with watched(tmp_path) as (program, elsewhere):
        drawn = []

        def note(app: FunnelApp) -> None:
            drawn.append(app)

        monkeypatch.setattr(FunnelApp, "reload", note)
        monkeypatch.setattr(FunnelApp, "is_ending", True)
        await elsewhere.writes(lambda services: services.opportunities.edit(1, {"name": "Zoé"}))
        assert not drawn
        monkeypatch.setattr(FunnelApp, "is_ending", False)
        program.app.poll()
        assert drawn == [program.app]


async def test_under_a_filter_too(tmp_path):
    async with watched(tmp_path) as (program, elsewhere):
        await program.press("slash")
        await program.write("needle")
        await program.sees("0/60")
        await elsewhere.writes(
            lambda services: services.opportunities.edit(5, {"name": "Needle Five"}), "1/60", "Needle Five"
        )
        assert program.app.screen.filtering.bar.value == "needle"
        assert program.app.focused is program.app.screen.filtering.bar


async def test_the_sums_of_a_filter_do_not_take_its_next_result_away(tmp_path):
    async with watched(tmp_path) as (program, elsewhere):
        reading = program.app.board.board.reading
        look_up = reading._filter._ask

        def look_up_and_sum(words: str) -> None:
            look_up(words)
            reading._ask_sums(words)  # the timer that the first result has set

        await program.press("slash")
        await program.write("needle")
        await program.sees("0/60")
        reading._filter._ask = look_up_and_sum
        await elsewhere.writes(
            lambda services: services.opportunities.edit(5, {"name": "Needle Five"}), "1/60", "Needle Five"
        )


@pytest.mark.parametrize("place", ["board", "today", "contacts"])
async def test_in_the_contact_beside(tmp_path, place):
    async with watched(tmp_path) as (program, elsewhere):
        await program.press({"board": "f2", "today": "f3", "contacts": "f5"}[place])
        await program.press("enter")
        await program.until(lambda: type(program.app.focused).__name__ == "ContactPane")
        card = program.app.screen.current
        touch = NewTouch(channel="call", outcome="said yes")
        await elsewhere.writes(lambda services: services.touches.log([card], touch), "said yes")
        assert type(program.app.focused).__name__ == "ContactPane"


@pytest.mark.parametrize(("key", "screen"), [("f3", "TodayScreen"), ("f5", "ContactsScreen")])
async def test_in_a_list_the_row_and_what_is_in_sight_stay(tmp_path, key, screen):
    async with watched(tmp_path) as (program, elsewhere):
        await program.press(key)
        await program.opens(screen)
        await program.until(lambda: len(program.app.screen.list) == PEOPLE, "everybody")
        listed: RowList = program.app.screen.list
        await program.press("pagedown", "pagedown", "k", "space")
        row, top, marked = listed.current, listed._top, set(listed.selected)
        card = program.app.screen.current
        await elsewhere.writes(lambda services: services.opportunities.edit(card, {"name": "Person 99"}), "Person 99")
        if screen == "TodayScreen":
            assert listed._top == top
        assert (listed.current, listed.selected) == (row, marked)


async def test_in_the_review(tmp_path):
    async with watched(tmp_path) as (program, elsewhere):
        await elsewhere.writes(
            lambda services: services.opportunities.plan([1, 2], NextStep(TODAY - timedelta(days=1), "call"))
        )
        await program.press("f4")
        await program.opens("ReviewScreen")
        card = program.app.screen.current
        await elsewhere.writes(
            lambda services: services.opportunities.edit(card, {"name": "Renamed Elsewhere"}), "Renamed Elsewhere"
        )
        await program.sees("Review 1/2")


async def test_in_the_history_and_its_row_stays(tmp_path):
    async with watched(tmp_path) as (program, elsewhere):
        await program.press("f7", "h")
        await program.opens("HistoryScreen")
        await program.press("pagedown", "pagedown", "k")
        listed = program.app.screen.query_one("#rows")
        step, line = listed.item, listed.cursor - listed._top
        await elsewhere.writes(lambda services: services.opportunities.bin([3]))
        assert (listed.item, listed.cursor - listed._top) == (step, line)
        await program.press("home")
        await program.sees("Moved Person 03 to the bin")


async def test_in_the_lists_of_ones_own(tmp_path):
    async with watched(tmp_path) as (program, elsewhere):
        await program.press("f7", "a")
        await program.opens("StagesScreen")
        changes = StageChanges(name="Elsewhere stage")
        await elsewhere.writes(lambda services: services.structure.change_stage("lead", changes), "Elsewhere stage")


async def test_never_over_a_form(tmp_path):
    async with watched(tmp_path) as (program, elsewhere):
        card = program.app.board.board.current
        await program.press("e")
        await program.opens("EditScreen")
        await program.erase()
        await program.write("Typed here")
        await elsewhere.writes(lambda services: services.opportunities.edit(card, {"name": "Written elsewhere"}))
        assert program.app.screen.field("name").input.value == "Typed here"
        await program.press("escape", "f2")
        await program.opens("BoardScreen")
        await program.sees("Written elsewhere")

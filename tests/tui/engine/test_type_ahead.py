"""Keys typed faster than a form opens reach the form, in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from funneltui.domain.entries import NewProspect
from funneltui.tui.engine import PLAIN, key_queue
from funneltui.tui.widgets.text_input import TextInput
from tests.tui.driving import driven, fill, opened

pytestmark = pytest.mark.skipif(PLAIN, reason="this is what Textual's own parts do not do")


async def test_a_form_opened_filled_in_and_saved_in_one_go(tmp_path: Path) -> None:
    async with driven(opened(tmp_path)) as program:
        program.type("a", *"Zoe", "tab", *"Corp", "enter")
        await program.sees("Added Zoe")
        assert (program.card(1).name, program.card(1).organization) == ("Zoe", "Corp")


async def test_what_follows_the_filters_key_is_looked_for_not_done(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Zoe"), NewProspect(name="Bob"))
    async with driven(funnel) as program:
        program.type("slash", *"zo")
        await program.until(lambda: program.app.board.board.model.words == "zo")
        assert funnel.reads.contact.detail(1).stage_key == "suspect"


@pytest.mark.parametrize(("key", "screen"), [("slash", "BoardScreen"), ("ctrl+k", "FindScreen")])
async def test_what_is_pasted_behind_the_key_of_a_field_is_looked_for(tmp_path: Path, key: str, screen: str) -> None:
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Zoe"), NewProspect(name="Bob"))
    async with driven(funnel) as program:
        program.type(key)
        program.app.post_message(events.Paste("bob d"))
        program.type("backspace", "backspace")
        await program.opens(screen)
        field = program.app.screen.query_one(TextInput)
        await program.until(lambda: field.value == "bob")
        assert not program.card(2).binned


async def test_the_filters_field_has_the_keys_as_soon_as_it_is_there(tmp_path: Path) -> None:
    async with driven(opened(tmp_path)) as program:
        await program.app.board.action_filter()
        assert program.app.focused is program.app.board.filtering.bar


async def test_what_was_typed_before_the_field_had_room_is_seen_whole(tmp_path: Path) -> None:
    async with driven(opened(tmp_path)) as program:
        program.type("slash", *"sophie")
        await program.sees(" sophie ")
        bar = program.app.board.filtering.bar
        assert bar is not None
        assert bar.scroll_offset.x == 0


async def test_a_mistake_typed_before_the_field_had_room_is_pointed_at_where_it_is(tmp_path: Path) -> None:
    async with driven(opened(tmp_path), (200, 40)) as program:
        program.type("slash", *"has:(")
        await program.sees("isn't valid for has")
        pointing = next(line for line in program.text.splitlines() if "▾" in line)
        assert pointing.index("▾") == len(" has:")


async def test_one_form_after_the_other(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Ada"), NewProspect(name="Bob"))
    async with driven(funnel) as program:
        program.type("p", "enter")  # a slow disk may keep the form open a little longer
        await program.until(lambda: "parked" in [program.card(card).kind for card in (1, 2)])
        await program.opens("BoardScreen")
        program.type("p", "enter")
        await program.until(lambda: [program.card(card).kind for card in (1, 2)] == ["parked", "parked"])


async def test_the_key_that_closed_a_form_keeps_no_other_waiting(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(key_queue, "_LONGEST_WAIT", 3600)
    funnel = opened(tmp_path)
    fill(funnel, NewProspect(name="Ada"), NewProspect(name="Bob"), NewProspect(name="Cid"))
    async with driven(funnel) as program:
        program.type("e", "escape", "w", "escape", "d")
        await program.until(lambda: any(program.card(card).binned for card in (1, 2, 3)))


async def test_every_press_of_a_held_key_counts(tmp_path: Path) -> None:
    funnel = opened(tmp_path)
    fill(funnel, *(NewProspect(name=f"N{number}") for number in range(20)))
    async with driven(funnel) as program:
        first = program.app.board.board.current
        assert first is not None
        program.type(*"jjjjjjj")
        order = list(program.app.board.board.model.columns[0].shown)
        await program.until(lambda: program.app.board.board.current == order[order.index(first) + 7])

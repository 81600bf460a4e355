"""The list of rows: the cursor and the selection keep the row, whatever the list becomes."""

from array import array

import pytest
from textual.geometry import Region

from funneltui.domain.text import cells
from funneltui.tui.app import FunnelApp
from funneltui.tui.widgets.row_list import RowList
from funneltui.tui.widgets.row_parts import Column, Section
from tests.tui.driving import HOSTILE, opened

NAMES = {number: f"Row {number}" for number in range(1, 100_001)}


@pytest.fixture
async def shown(tmp_path):
    """A list of two sections over the board, and the pilot."""
    fetched: list[int] = []

    def fetch(ids):
        ids = list(ids)
        fetched.extend(ids)
        return {one: NAMES[one] for one in ids if one in NAMES}

    columns = [
        Column("Name", 10, lambda name: (name, "name"), grow=1),
        Column("Long", 20, lambda name: (name * 3, "text"), rank=2),
        Column("No", 4, lambda name: (name[-2:], "text"), right=True, rank=1),
    ]
    funnel = opened(tmp_path)
    app = FunnelApp(funnel)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = RowList(fetch, columns, empty=lambda: ["Nothing here"])
        rows.fetched = fetched
        await app.board.mount(rows)
        app.board.board.display = False
        rows.focus()
        await pilot.pause()
        yield rows, pilot
    funnel.close()


def some(*ids: int) -> array:
    return array("q", ids)


def text(rows) -> str:
    strips = rows.render_lines(Region(0, 0, rows.size.width, rows.size.height))
    return "\n".join(strip.text for strip in strips)


async def test_without_rows_it_says_so(shown):
    rows, _ = shown
    assert "Nothing here" in text(rows)
    assert rows.targets() == []
    assert len(rows) == 0


async def test_headings_are_stepped_over(shown):
    rows, pilot = shown
    rows.fill([Section(some(1, 2), "First"), Section(some(3), "Second")])
    assert (rows.current, len(rows)) == (1, 3)
    await pilot.press("j", "j")
    assert rows.current == 3
    await pilot.press("k")
    assert rows.current == 2
    await pilot.press("g", "g")
    assert rows.current == 1
    await pilot.press("G")
    assert rows.current == 3
    assert "First  2" in text(rows)


async def test_the_cursor_keeps_its_row_or_stays_near(shown):
    rows, _ = shown
    rows.fill([Section(some(1, 2, 3, 4))])
    assert rows.go_to(3)
    rows.fill([Section(some(9, 8, 3, 1))])
    assert rows.current == 3
    rows.fill([Section(some(9, 8, 1))])
    assert rows.current == 1
    assert not rows.go_to(77)
    rows.fill([])
    assert rows.current is None


async def test_the_selection_is_of_rows_not_lines(shown):
    rows, pilot = shown
    rows.fill([Section(some(1, 2, 3, 4, 5))])
    await pilot.press("space", "j", "V")
    assert rows.selected == {1, 2, 3}
    rows.fill([Section(some(3, 9, 1))])
    assert rows.targets() == [3, 1, 2], "what is hidden stays selected, as the count says"
    assert rows.clear_selection()
    assert not rows.clear_selection()
    await pilot.press("ctrl+a")
    assert rows.selected == {1, 3, 9}
    await pilot.press("ctrl+a")
    assert rows.targets() == [rows.current]


async def test_only_what_is_in_sight_is_read(shown):
    rows, pilot = shown
    rows.fill([Section(array("q", range(1, 100_001)))])
    await pilot.pause()
    await pilot.press("G")
    await pilot.pause()
    assert rows.current == 100_000
    assert "Row 100000" in text(rows)
    assert len(set(rows.fetched)) < 100


async def test_the_mouse_goes_and_opens(shown):
    rows, pilot = shown
    opened_rows = []
    rows.post_message_was = rows.post_message
    rows.fill([Section(some(1, 2, 3), "One")])
    await pilot.click(RowList, offset=(5, 3))
    assert rows.current == 2
    await pilot.click(RowList, offset=(5, 1))
    assert rows.current == 2, "a heading is no row"
    rows.post_message = lambda message: (opened_rows.append(message), rows.post_message_was(message))[1]
    await pilot.click(RowList, offset=(5, 4), times=2)
    assert [one.row for one in opened_rows if isinstance(one, RowList.Opened)] == [3]


@pytest.mark.parametrize("width", [200, 120, 80, 40, 12])
async def test_every_line_is_as_wide_as_the_list(shown, width, monkeypatch):
    rows, pilot = shown
    for number, name in enumerate((HOSTILE, "王小明 张伟", "é" * 40, "👩‍👩‍👧‍👦", "\u202eevil", "x" * 300), 1):
        monkeypatch.setitem(NAMES, number, name)
    rows.fill([Section(some(1, 2, 3, 4, 5, 6, 7), HOSTILE)])
    await pilot.resize_terminal(width, 20)
    await pilot.pause()
    for line in rows.render_lines(Region(0, 0, rows.size.width, rows.size.height)):
        assert line.cell_length == rows.size.width
        assert cells(line.text) == rows.size.width
        assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 or sign == "\u202e" for sign in line.text)


async def test_other_columns_are_drawn_and_rows_that_are_no_more_left_blank(shown):
    rows, _ = shown
    rows.fill([Section(some(1, 999_999))])
    assert "Row 1Row 1Row 1" in text(rows)
    rows.show_columns([Column("Only", 8, lambda name: (name.upper(), "name"))])
    rows.forget([1])
    rows.forget()
    assert "ROW 1" in text(rows)
    assert rows.row(999_999) is None


async def test_rows_below_those_in_sight_come_without_a_frame(shown, monkeypatch):
    rows, pilot = shown
    first = Section(some(*range(1, 101)), "First")
    rows.fill([first])
    rows.go_to(3)
    before = text(rows)
    await pilot.pause()
    frames = []
    monkeypatch.setattr(rows, "refresh", lambda *regions, **how: frames.append((regions, how)))
    rows.extend([first, Section(some(200), "Second")])
    assert frames == []
    assert (rows.current, len(rows), text(rows)) == (3, 101, before)
    rows.action_end(1)
    assert rows.current == 200


async def test_rows_that_come_into_sight_are_drawn(shown):
    rows, pilot = shown
    rows.fill([Section(some(1), "First")])
    await pilot.pause()
    assert "Row 7" not in text(rows)
    rows.extend([Section(some(1), "First"), Section(some(7), "Second")])
    assert "Row 7" in text(rows)

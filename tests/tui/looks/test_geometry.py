"""Where the columns of the board are: how many are in sight, and where the folded ones are named."""

from itertools import pairwise

import pytest

from funneltui.tui.widgets.board.geometry import HEADER, arrange

_NAMES = (11, 8)
"""Cells of the names of two folded columns."""


def placed(width: int, opened: int = 5, *, names: tuple[int, ...] = _NAMES, current: int = 0):
    return arrange(width, 24, [0] * opened + list(names), first=0, current=current, density="normal")


@pytest.mark.parametrize(("width", "in_sight", "hidden"), [(85, 5, 0), (83, 4, 1), (80, 3, 2), (120, 5, 0), (60, 2, 3)])
def test_all_open_columns_are_in_sight_where_each_has_seventeen_cells(width, in_sight, hidden):
    geometry = placed(width)
    boxes = [box for box in geometry.boxes if not box.folded]
    assert (len(boxes), geometry.hidden_left, geometry.hidden_right) == (in_sight, 0, hidden)
    assert boxes[0].x == 0
    assert all(box.x + box.width == after.x for box, after in pairwise(boxes))
    assert boxes[-1].x + boxes[-1].inner == width


def test_what_is_scrolled_past_is_counted_at_the_left():
    geometry = placed(80, current=4)
    assert (geometry.hidden_left, geometry.hidden_right) == (2, 0)


def test_folded_columns_are_named_at_the_right_and_take_no_room_from_the_others():
    geometry = placed(85)
    named = [box for box in geometry.boxes if box.folded]
    assert [(box.column, box.x, box.width) for box in named] == [(5, 66, 11), (6, 77, 8)]
    assert geometry.box_at(70, HEADER - 1) == named[0]
    assert [geometry.box_at(70, y).column for y in (0, HEADER, 20)] == [4, 4, 4]


@pytest.mark.parametrize("count", [1, 5, 7, 30])
def test_names_of_many_folded_columns_never_leave_the_board(count):
    geometry = placed(80, 1, names=(20,) * count)
    named = [box for box in geometry.boxes if box.folded]
    assert len(named) == count
    assert named[0].x >= 0
    assert named[-1].x + named[-1].width == 80
